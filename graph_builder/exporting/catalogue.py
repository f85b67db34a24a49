"""A build described as a dataset: DCAT 3 and Croissant 1.0, from its own report and files."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from graph_builder import storage
from graph_builder.namespaces import BASE

if TYPE_CHECKING:
    from pathlib import Path

#: The files of a build that others may take, with media type and what they are.
_FILES = {
    storage.QUADS: ("application/n-quads", "The graph as sorted canonical N-Quads"),
    storage.TRIG: ("application/trig", "The graph as TriG"),
    storage.PAGE: ("text/html", "The page"),
}
_TITLE = "Policy commitments with evidence and outcomes"


def describe_dcat(folder: Path) -> str:
    """The build as a dcat:Dataset with a distribution for each file, as JSON-LD.

    Raises:
        StoreError: when the folder holds no complete build.

    """
    report: Any = storage.read_report(folder)["build"]
    content = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "prov": "http://www.w3.org/ns/prov#",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{BASE}build/{report['sha256']}",
        "@type": "dcat:Dataset",
        "dct:title": {"@language": "en", "@value": _TITLE},
        "dct:identifier": report["sha256"],
        "dct:modified": {"@type": "xsd:date", "@value": report["as_of"]},
        "dct:conformsTo": {"@id": BASE.rstrip("/")},
        "prov:wasDerivedFrom": [{"@id": f"{BASE}id/{name}"} for name in report["documents"]],
        "dcat:distribution": [_distribute(folder / name) for name in _FILES],
    }
    return _write(content)


def _distribute(path: Path) -> dict[str, Any]:
    media, title = _FILES[path.name]
    content = path.read_bytes()
    return {
        "@type": "dcat:Distribution",
        "dct:title": {"@language": "en", "@value": title},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(len(content))},
        "dcat:downloadURL": {"@id": path.name},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": sha256(content).hexdigest(),
        },
    }


def describe_croissant(folder: Path) -> str:
    """The build as a Croissant dataset: its files, and a record set for each answer.

    Raises:
        StoreError: when the folder holds no complete build.

    """
    report: Any = storage.read_report(folder)["build"]
    answers = sorted((folder / storage.ANSWERS).glob("*.csv"))
    paths = [*(folder / name for name in _FILES), *answers]
    content = {
        "@context": {
            "@language": "en",
            "@vocab": "https://schema.org/",
            "sc": "https://schema.org/",
            "cr": "http://mlcommons.org/croissant/",
            "dct": "http://purl.org/dc/terms/",
            "conformsTo": "dct:conformsTo",
            "field": "cr:field",
            "recordSet": "cr:recordSet",
            "source": "cr:source",
            "fileObject": "cr:fileObject",
            "extract": "cr:extract",
            "column": "cr:column",
            "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        },
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "polcom-build",
        "description": _TITLE,
        "version": report["polcom"],
        "dateModified": report["as_of"],
        "distribution": [_list_file(path, folder) for path in paths],
        "recordSet": [_list_fields(path) for path in answers],
    }
    return _write(content)


def _list_file(path: Path, folder: Path) -> dict[str, Any]:
    content = path.read_bytes()
    media = _FILES[path.name][0] if path.name in _FILES else "text/csv"
    return {
        "@type": "cr:FileObject",
        "@id": path.relative_to(folder).as_posix(),
        "name": path.name,
        "contentUrl": path.relative_to(folder).as_posix(),
        "contentSize": f"{len(content)} B",
        "encodingFormat": media,
        "sha256": sha256(content).hexdigest(),
    }


def _list_fields(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8-sig") as lines:
        columns = next(lines, "").strip().split(",")
    file = f"{storage.ANSWERS}/{path.name}"
    return {
        "@type": "cr:RecordSet",
        "@id": path.stem,
        "name": path.stem,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{path.stem}/{column}",
                "name": column,
                "dataType": "sc:Text",
                "source": {"fileObject": {"@id": file}, "extract": {"column": column}},
            }
            for column in columns
            if column
        ],
    }


def _write(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
