"""Networks as files: GraphML and GEXF that Gephi opens, node-link JSON, CSV lists."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from graph_builder.errors import UsageError

from .columns import label, list_columns, list_links, write_value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .columns import Column
    from .selection import Network

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
#: The version that both Gephi and networkx read.
_GEXF = "http://www.gexf.net/1.2draft"
_TYPES = {"string": "string", "integer": "long", "double": "double"}


class Format(StrEnum):
    """The forms in which a network can be written."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    JSON = "json"
    CSV = "csv"


def export(network: Network, form: Format, path: Path) -> tuple[Path, ...]:
    """The files that now hold the network: one, or for CSV ``…-nodes.csv`` and ``…-links.csv``.

    Raises:
        UsageError: when a file cannot be written.

    """
    parts = {path.with_name(f"{path.stem}{suffix}"): text for suffix, text in _write(network, form)}
    try:
        for file, text in parts.items():
            file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(
            f"{error.filename}: cannot be written ({error.strerror}); name a file in a folder "
            "that exists and is yours"
        ) from error
    return tuple(parts)


def serialize(network: Network, form: Format) -> str:
    """The network as one text, the same for the same network; for CSV the list of links.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("d", kind="directive", label_en="ecology first")
    >>> print(serialize(network, Format.JSON).splitlines()[2].strip())
    "multigraph": true,
    """
    return dict(_write(network, form))["-links.csv" if form is Format.CSV else f".{form}"]


def _write(network: Network, form: Format) -> Iterable[tuple[str, str]]:
    match form:
        case Format.GRAPHML:
            return [(".graphml", _write_graphml(network))]
        case Format.GEXF:
            return [(".gexf", _write_gexf(network))]
        case Format.JSON:
            return [(".json", _write_json(network))]
        case Format.CSV:
            return [("-nodes.csv", _write_nodes(network)), ("-links.csv", _write_links(network))]


def _sorted_nodes(network: Network) -> list[tuple[str, dict[str, object]]]:
    return sorted((node, dict(data)) for node, data in network.nodes(data=True))


def _columns(network: Network) -> tuple[list[Column], list[Column]]:
    nodes = list_columns(data for _, data in network.nodes(data=True))
    return nodes, list_columns(data for _, _, data in network.edges(data=True))


def _finish(root: ET.Element) -> str:
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _write_graphml(network: Network) -> str:
    root = ET.Element("graphml", xmlns=_GRAPHML)
    nodes, links = _columns(network)
    for domain, prefix, columns in (("node", "n", nodes), ("edge", "e", links)):
        for number, column in enumerate(columns):
            names = {"attr.name": column.name, "attr.type": _TYPES[column.type]}
            ET.SubElement(root, "key", {"id": f"{prefix}{number}", "for": domain, **names})
    named = {"attr.name": "label", "attr.type": "string"}
    ET.SubElement(root, "key", {"id": "l", "for": "node", **named})
    graph = ET.SubElement(root, "graph", id="polcom", edgedefault="directed")
    for node, data in _sorted_nodes(network):
        element = ET.SubElement(graph, "node", id=write_value(node))
        _add_data(element, "n", nodes, data)
        ET.SubElement(element, "data", key="l").text = write_value(label(data, node))
    for number, (child, parent, _, data) in enumerate(list_links(network)):
        ends = {"source": write_value(child), "target": write_value(parent)}
        _add_data(ET.SubElement(graph, "edge", {"id": str(number), **ends}), "e", links, data)
    return _finish(root)


def _add_data(
    element: ET.Element, prefix: str, columns: list[Column], data: dict[str, object]
) -> None:
    for number, column in enumerate(columns):
        if column.name in data:
            text = write_value(data[column.name])
            ET.SubElement(element, "data", key=f"{prefix}{number}").text = text


def _write_gexf(network: Network) -> str:
    root = ET.Element("gexf", xmlns=_GEXF, version="1.2")
    graph = ET.SubElement(root, "graph", defaultedgetype="directed", mode="static")
    nodes, links = _columns(network)
    for domain, columns in (("node", nodes), ("edge", links)):
        declared = ET.SubElement(graph, "attributes", {"class": domain, "mode": "static"})
        for number, column in enumerate(columns):
            kind = _TYPES[column.type]
            ET.SubElement(declared, "attribute", id=str(number), title=column.name, type=kind)
    node_list = ET.SubElement(graph, "nodes")
    for node, data in _sorted_nodes(network):
        names = {"id": write_value(node), "label": write_value(label(data, node))}
        _add_values(ET.SubElement(node_list, "node", names), nodes, data)
    link_list = ET.SubElement(graph, "edges")
    for number, (child, parent, _, data) in enumerate(list_links(network)):
        ends = {"source": write_value(child), "target": write_value(parent)}
        words = {"id": str(number), **ends, "label": str(data["relation"])}
        _add_values(ET.SubElement(link_list, "edge", words), links, data)
    return _finish(root)


def _add_values(element: ET.Element, columns: list[Column], data: dict[str, object]) -> None:
    values = ET.SubElement(element, "attvalues")
    for number, column in enumerate(columns):
        if column.name in data:
            text = write_value(data[column.name])
            ET.SubElement(values, "attvalue", {"for": str(number), "value": text})


def _write_json(network: Network) -> str:
    """The node-link form of networkx and D3; decimals are strings, so that no digit is lost."""
    nodes = [{"id": node, **data} for node, data in _sorted_nodes(network)]
    links = [
        {"source": child, "target": parent, "key": key, **data}
        for child, parent, key, data in list_links(network)
    ]
    content = {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "edges": links}
    return json.dumps(content, ensure_ascii=False, indent=1, default=_write_decimal) + "\n"


def _write_decimal(value: object) -> str:
    assert isinstance(value, Decimal), "attributes are text, integers or decimals"
    return write_value(value)


def _write_nodes(network: Network) -> str:
    columns = [column.name for column in _columns(network)[0]]
    rows = [
        [node, label(data, node), *(write_value(data.get(name, "")) for name in columns)]
        for node, data in _sorted_nodes(network)
    ]
    return _write_table(["Id", "Label", *columns], rows)


def _write_links(network: Network) -> str:
    columns = [column.name for column in _columns(network)[1]]
    rows = [
        [child, parent, "Directed", *(write_value(data.get(name, "")) for name in columns)]
        for child, parent, _, data in list_links(network)
    ]
    return _write_table(["Source", "Target", "Type", *columns], rows)


def _write_table(head: list[str], rows: list[list[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
