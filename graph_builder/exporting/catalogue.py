"""A build described as a dataset: DCAT 3 and Croissant 1.0, from its own report and files."""

from __future__ import annotations

import csv
import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from graph_builder import storage
from graph_builder.namespaces import BASE, name_document
from graph_builder.ontology import CORE


@cache
def _read_words() -> Any:  # noqa: ANN401 -- JSON
    """The words of a description in both languages, the files of a build, and the contexts."""
    return json.loads((Path(__file__).parent / "catalogue.json").read_text(encoding="utf-8"))


def describe_dcat(folder: Path) -> str:
    """The build as a dcat:Dataset with a distribution for each file, as JSON-LD.

    Raises:
        StoreError: when the folder holds no complete build.

    """
    report: Any = storage.read_report(folder)["build"]
    words = _read_words()
    content = {
        "@context": words["dcat_context"],
        "@id": f"{BASE}build/{report['sha256']}",
        "@type": "dcat:Dataset",
        "dct:title": _tag(words["title"]),
        "dct:description": _tag(words["description"]),
        "dct:identifier": report["sha256"],
        "dct:modified": {"@type": "xsd:date", "@value": report["as_of"]},
        "dct:conformsTo": [{"@id": iri} for iri in _list_ontologies(report)],
        "prov:wasDerivedFrom": [{"@id": name_document(n).value} for n in report["documents"]],
        "dcat:distribution": [_distribute(folder / name) for name in words["files"]],
    }
    return _write(content)


def _list_ontologies(report: Any) -> list[str]:  # noqa: ANN401 -- JSON
    """The ontology, and its version where the report of the build states one."""
    version = report.get("ontology", {}).get(CORE)
    return [BASE.rstrip("/"), *([BASE + version] if version else [])]


def _tag(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@language": tag, "@value": text} for tag, text in texts.items()]


def _distribute(path: Path) -> dict[str, Any]:
    file = _read_words()["files"][path.name]
    content = path.read_bytes()
    media = {"@id": f"https://www.iana.org/assignments/media-types/{file['media']}"}
    return {
        "@type": "dcat:Distribution",
        "dct:title": _tag(file["title"]),
        "dcat:mediaType": media,
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(len(content))},
        "dcat:accessURL": {"@id": path.name},
        "dcat:downloadURL": {"@id": path.name},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {
                "@type": "xsd:hexBinary",
                "@value": sha256(content).hexdigest(),
            },
        },
    }


def describe_croissant(folder: Path) -> str:
    """The build as a Croissant dataset: its files, and a record set for each answer.

    Raises:
        StoreError: when the folder holds no complete build.

    """
    report: Any = storage.read_report(folder)["build"]
    words = _read_words()
    answers = sorted((folder / storage.ANSWERS).glob("*.csv"))
    paths = [*(folder / name for name in words["files"]), *answers]
    content = {
        "@context": words["croissant_context"],
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "polcom-build",
        "description": words["description"]["en"],
        "version": report["polcom"],
        "dateModified": report["as_of"],
        "distribution": [_list_file(path, folder) for path in paths],
        "recordSet": [_list_fields(path) for path in answers],
    }
    return _write(content)


def _list_file(path: Path, folder: Path) -> dict[str, Any]:
    content = path.read_bytes()
    known = _read_words()["files"].get(path.name, {})
    return {
        "@type": "cr:FileObject",
        "@id": path.relative_to(folder).as_posix(),
        "name": path.name,
        "contentUrl": path.relative_to(folder).as_posix(),
        "contentSize": f"{len(content)} B",
        "encodingFormat": known.get("media", "text/csv"),
        "sha256": sha256(content).hexdigest(),
    }


def _list_fields(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        columns = next(csv.reader(lines), [])
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
        ],
    }


def _write(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
