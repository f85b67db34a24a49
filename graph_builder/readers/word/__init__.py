"""DOCX: paragraphs, tables and automatic numbers in order; page heads and feet are boilerplate."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from graph_builder.readers.refusal import refuse, require

from .archive import check_archive
from .body import Body

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.readers.composition import Content

_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_NOTES = ("footnotes", "endnotes")
_MARGINS = ("header", "footer")


def read(path: Path, content: bytes) -> Content:
    """The blocks of a DOCX; DocumentError if it is damaged, encrypted or made to do harm."""
    require("docx", path)
    check_archive(content, path)
    document, etree = _open(content, path), require("lxml.etree", path)
    try:
        body = Body(document)
        body.read(document.element.body)
        for kind in (*_NOTES, *_MARGINS):
            for part in _list_parts(document, kind):
                body.read_part(etree.fromstring(part.blob), boilerplate=kind in _MARGINS)
    except (etree.XMLSyntaxError, RecursionError) as error:
        raise _refuse_damaged(path, error) from error
    return body.composition.finish(document.core_properties.language, body.notes)


def _open(content: bytes, path: Path) -> Any:  # noqa: ANN401  # the extra may be missing
    etree, docx = require("lxml.etree", path), require("docx", path)
    try:
        return docx.Document(BytesIO(content))
    except etree.XMLSyntaxError as error:
        raise _refuse_damaged(path, error) from error
    except (BadZipFile, KeyError, ValueError, AttributeError, zlib.error) as error:
        raise _refuse_damaged(path, error) from error


def _refuse_damaged(path: Path, error: Exception) -> Exception:
    found = f"the DOCX is damaged ({error})"
    return refuse(path, found, "open it in a word processor and save it again")


def _list_parts(document: Any, kind: str) -> list[Any]:  # noqa: ANN401
    related = document.part.rels.values()
    parts = {
        str(found.target_part.partname): found.target_part
        for found in related
        if not found.is_external and found.reltype == _RELATED + kind
    }
    return [parts[name] for name in sorted(parts)]
