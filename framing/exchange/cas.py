"""INCEpTION's UIMA CAS XMI (XML 1.0): a folder with one ``.xmi`` per article, ``TypeSystem.xml``, ``devices.json``.

Offsets in the files are UTF-16 units, as UIMA counts; in the spans table they are code points. Every column is a
feature of the layer ``webanno.custom.FramingSpan``, so all are kept. XML cannot hold most control characters: an
article with one is refused. Needs the extra `exchange` (dkpro-cassis).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from typing import Any

from framing.exchange.coded_text import CodedText, FileBytes, Row, json_of
from framing.exchange.file_names import doc_id_of, name_of
from framing.model import SPAN_COLUMNS

KEPT = SPAN_COLUMNS
ENDINGS = (".xmi", ".xml", ".json")
_LAYER = "webanno.custom.FramingSpan"
_META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_TYPES, _DEVICES = "TypeSystem.xml", "devices.json"
_FEATURES = tuple(name for name in SPAN_COLUMNS if name not in ("doc_id", "start", "end"))
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def misfits(coded: CodedText) -> dict[int, str]:
    """Give the rows that do not fit: none."""
    return {}


def files_of(coded: Sequence[CodedText]) -> dict[str, bytes]:
    """Write one file per article, also where it has no span, the type system, and which devices were labelled."""
    cassis = _cassis()
    types = _type_system(cassis)
    devices = list(dict.fromkeys(device for one in coded for device in one.devices))
    files = {_TYPES: types.to_xml().encode("utf-8"), _DEVICES: json.dumps(devices).encode("utf-8")}
    for one in coded:
        if found := _NOT_XML.search("".join([one.text or "", *(str(v) for row in one.rows for v in row.values())])):
            raise ValueError(
                f"doc_id {one.doc_id}: has the character U+{ord(found[0]):04X}, which XML cannot hold; "
                "choose another format, for instance doccano"
            )
        files[f"{name_of(one.doc_id)}.xmi"] = _xmi(one, types, cassis)
    return files


def _cassis() -> Any:
    """Import dkpro-cassis, an extra."""
    try:
        return import_module("cassis")
    except ImportError:
        raise ValueError('format="cas" needs dkpro-cassis: pip install "newsframing[exchange]"') from None


def _type_system(cassis: Any) -> Any:
    types = cassis.TypeSystem()
    layer = types.create_type(_LAYER, "uima.tcas.Annotation")
    for name in _FEATURES:
        types.create_feature(layer, name, "uima.cas.Integer" if name == "instance" else "uima.cas.String")
    document = types.create_type(_META, "uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId"):
        types.create_feature(document, name, "uima.cas.String")
    return types


def _xmi(one: CodedText, types: Any, cassis: Any) -> bytes:
    text = one.text or ""
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string = text
    cas.sofa_mime = "text/plain"
    title = name_of(one.doc_id)
    cas.add(types.get_type(_META)(begin=0, end=len(text), language="x-unspecified", documentTitle=title))
    layer = types.get_type(_LAYER)
    for row in one.rows:
        features = {name: row[name] for name in _FEATURES if row.get(name) not in (None, "")}
        words = {name: value if name == "instance" else str(value) for name, value in features.items()}
        cas.add(layer(begin=row["start"], end=row["end"], **words))
    return bytes(cas.to_xmi().encode("utf-8"))


def texts_of(files: FileBytes, place: str) -> list[CodedText]:
    """Read the files, as `files_of` wrote them or INCEpTION, with a ``TypeSystem.xml`` beside them."""
    cassis = _cassis()
    if _TYPES not in files:
        raise ValueError(f"{place}: no {_TYPES}; INCEpTION exports it beside the .xmi, copy both")
    types = _loaded(cassis.load_typesystem, f"{place}/{_TYPES}", files[_TYPES])
    devices = json_of(files[_DEVICES], f"{place}/{_DEVICES}") if _DEVICES in files else []
    labelled = tuple(map(str, devices)) if isinstance(devices, list) else ()
    coded = []
    for name, content in files.items():
        if name.endswith(".xmi"):
            cas = _loaded(cassis.load_cas_from_xmi, f"{place}/{name}", content, typesystem=types)
            coded.append(_coded(cas, name.removesuffix(".xmi"), labelled, f"{place}/{name}"))
    return coded


def _loaded(load: Any, place: str, content: bytes, **options: object) -> Any:
    """Load XML; the library raises many kinds of errors for files that are not as it expects."""
    try:
        return load(BytesIO(content), **options)
    except Exception as error:
        reason = " ".join(str(error).split())[:120]
        raise ValueError(
            f"{place}: cannot be read as UIMA CAS ({type(error).__name__}: {reason}); export it again"
        ) from error


def _coded(cas: Any, stem: str, devices: tuple[str, ...], place: str) -> CodedText:
    text = cas.sofa_string
    if not isinstance(text, str):
        raise ValueError(f"{place}: has no text; export it as UIMA CAS XMI (XML 1.0)")
    if not cas.typesystem.contains_type(_LAYER):
        raise ValueError(
            f"{place}: has no layer {_LAYER}; make it in INCEpTION from the {_TYPES} that write_spans gives"
        )
    rows: list[Row] = []
    following = 1 + max((span.instance for span in cas.select(_LAYER) if span.instance is not None), default=-1)
    for span in cas.select(_LAYER):
        if span.begin is None or span.end is None:
            raise ValueError(f"{place}: a span has an offset that is outside the text or inside a character")
        row: Row = {name: getattr(span, name) or "" for name in _FEATURES}
        row |= {"start": span.begin, "end": span.end, "instance": span.instance, "role": span.role or "cue"}
        row |= {"within": int(span.within) if span.within else None, "score": float(span.score) if span.score else None}
        if span.instance is None:
            row["instance"], following = following, following + 1
        if not span.device:
            raise ValueError(f"{place}: the span at {span.begin} to {span.end} has no device; choose one")
        rows.append(row)
    return CodedText(_doc_id(cas, stem), text, rows, devices)


def _doc_id(cas: Any, stem: str) -> str:
    """Give the name that INCEpTION keeps as the title of the document, else that of the file."""
    if cas.typesystem.contains_type(_META):
        for document in cas.select(_META):
            if title := getattr(document, "documentTitle", None):
                return doc_id_of(str(title).removesuffix(".xmi"))
    return doc_id_of(stem)
