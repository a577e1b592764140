"""spaCy's ``DocBin``: tokens, with the spans of each device as a group in ``doc.spans``.

Offsets in the file are tokens (those of `framing.tokenise`, and white space between them where it is no single space):
a span that does not begin and end with a token is left out and listed. A span's label is its device; all columns of the
spans table are attributes of the group, by the span's id, so all are kept. A span without an id, set in spaCy, is a cue
and an instance of its own. `doc_id` is in ``doc.user_data``. Needs the extra `exchange` (spacy), no trained model.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from framing.exchange import whole_tokens
from framing.exchange.coded_text import CodedText, FileBytes, Row, json_of, record_of
from framing.model import SPAN_COLUMNS
from framing.texts.tokens import token_places

KEPT = SPAN_COLUMNS
ENDINGS: tuple[str, ...] = ()
misfits = whole_tokens.misfits
_IN_DOC = ("doc_id", "start", "end", "device")


def _spacy() -> Any:
    """Import spaCy, an extra."""
    try:
        return import_module("spacy.tokens"), import_module("spacy.vocab").Vocab()
    except ImportError:
        raise ValueError('format="docbin" needs spaCy: pip install "newsframing[exchange]"') from None


def files_of(coded: Sequence[CodedText]) -> dict[str, bytes]:
    """Write one document per article, also where it has no span."""
    tokens, vocabulary = _spacy()
    store = tokens.DocBin(store_user_data=True)
    for one in coded:
        store.add(_doc(one, tokens, vocabulary))
    return {"": store.to_bytes()}


def _words(text: str) -> Iterator[tuple[int, str, bool]]:
    """Give start, word and whether one space follows; together they are the text."""
    end = 0
    for _, (start, stop) in [*token_places(text), (0, (len(text), len(text)))]:
        if start > end:
            yield end, text[end:start], False
        if stop > start:
            is_followed = text[stop : stop + 1] == " "
            yield start, text[start:stop], is_followed
            end = stop + is_followed


def _doc(one: CodedText, tokens: Any, vocabulary: Any) -> Any:
    words = list(_words(one.text or ""))
    doc = tokens.Doc(vocabulary, words=[word for _, word, _ in words], spaces=[space for *_, space in words])
    starts = [start for start, *_ in words]
    doc.user_data["doc_id"], doc.user_data["devices"] = one.doc_id, json.dumps(one.devices)
    for device in one.devices:
        spans, columns = [], {}
        for number, row in enumerate(one.rows):
            if row["device"] == device:
                first, last = (bisect_left(starts, int(str(row[name]))) for name in ("start", "end"))
                spans.append(tokens.Span(doc, first, last, label=device, span_id=f"span{number}"))
                columns[f"span{number}"] = {name: row[name] for name in KEPT if name in row and name not in _IN_DOC}
        doc.spans[device] = tokens.SpanGroup(doc, name=device, spans=spans, attrs={"columns": json.dumps(columns)})
    return doc


def texts_of(files: FileBytes, place: str) -> list[CodedText]:
    """Read the documents; `DocBin` raises many kinds of errors where a file is none."""
    tokens, vocabulary = _spacy()
    try:
        docs = list(tokens.DocBin(store_user_data=True).from_bytes(files[""]).get_docs(vocabulary))
    except Exception as error:
        raise ValueError(f"{place}: no DocBin of spaCy ({type(error).__name__}); write it again") from error
    return [_coded(doc, f"{place}, document {number}") for number, doc in enumerate(docs, start=1)]


def _coded(doc: Any, where: str) -> CodedText:
    doc_id = doc.user_data.get("doc_id")
    if not isinstance(doc_id, str):
        raise ValueError(f"{where}: no doc.user_data['doc_id'], which is needed to find the article")
    rows: list[Row] = []
    own: list[Row] = []
    for group in doc.spans.values():
        told = record_of(json_of(str(group.attrs.get("columns", "{}")).encode("utf-8"), where), where)
        for span in group:
            place: Row = {"start": span.start_char, "end": span.end_char, "device": span.label_}
            if span.id_ in told:
                rows.append({**record_of(told[span.id_], where), **place})
            else:
                own.append({**place, "role": "cue"})
    first = 1 + max((int(str(row["instance"])) for row in rows), default=-1)
    rows += [{**row, "instance": first + number} for number, row in enumerate(own)]
    devices = json_of(str(doc.user_data.get("devices", "[]")).encode("utf-8"), where)
    return CodedText(doc_id, doc.text, rows, tuple(map(str, devices)) if isinstance(devices, list) else ())
