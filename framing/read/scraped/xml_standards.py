"""XML of scrapers and news standards: trafilatura's XML and TEI, NITF, NewsML-G2, and JATS of journals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pandas as pd

from framing.read.elements import PROLOG, Element, attribute, content, first, found, parsed, text_in
from framing.read.files import LEAVE_OUT, BrokenFileError
from framing.read.formats import Format, Loaded, Source

Fields = dict[str, object]
_OPENING = re.compile(PROLOG + r"<(?:[\w.-]{1,100}:)?([\w.-]{1,100})", re.DOTALL)
_LEFT_OUT = frozenset(["table-wrap", "fig", "xref", "media", "byline", "dateline"])


def root_of(source: Source) -> str:
    """Return the name of a file's first element, in lower case; empty if it is no XML."""
    found_name = _OPENING.match(source.head[:20_000])
    return found_name[1].lower() if found_name else ""


def trafilatura_xml(root: Element) -> Iterator[Fields]:
    """Read trafilatura's own XML: metadata as attributes, the article in ``main``."""
    for doc in found(root, "doc"):
        yield {
            "headline": attribute(doc, "title"),
            "date": attribute(doc, "date"),
            "byline": attribute(doc, "author"),
            "url": attribute(doc, "url") or attribute(doc, "source"),
            "hostname": attribute(doc, "hostname"),
            "site_name": attribute(doc, "sitename"),
            "lang": attribute(doc, "language"),
            "text": text_in(first(doc, "main")),
        }


def tei(root: Element) -> Iterator[Fields]:
    """Read TEI as trafilatura and others write it: the header's source, and the body without comments."""
    for doc in found(root, "tei"):
        header, body = first(doc, "teiheader"), first(first(doc, "text"), "body")
        about = first(header, "biblfull", "sourcedesc", "filedesc")
        address = next((mark for mark in found(header, "ptr") if attribute(mark, "type") == "URL"), None)
        publisher = re.sub(r"\s*\([^()]*\)$", "", content(first(about, "publisher")))
        entries = [part for part in found(body, "div") if attribute(part, "type") == "entry"]
        date = first(about, "date")
        yield {
            "headline": content(first(header, "title")),
            "date": attribute(date, "when") or content(date),
            "byline": content(first(header, "author")),
            "url": attribute(address, "target"),
            "site_name": "" if publisher == "N/A" else publisher,
            "text": text_in(*(entries[:1] or [body])),
        }


def nitf(root: Element) -> Iterator[Fields]:
    """Read NITF.

    The New York Times Annotated Corpus has the lead in a block of its own and in the full text: it is taken once.
    """
    for doc in found(root, "nitf"):
        body, head = first(doc, "body.content"), first(doc, "hedline")
        full = [block for block in found(body, "block") if attribute(block, "class") == "full_text"]
        published = first(doc, "pubdata")
        yield {
            "doc_id": attribute(first(doc, "doc-id"), "id-string"),
            "outlet": attribute(published, "name"),
            "date": attribute(first(doc, "date.issue"), "norm") or attribute(published, "date.publication"),
            "headline": content(first(head, "hl1")) or content(head) or content(first(doc, "title")),
            "byline": content(first(doc, "byline")),
            "section": attribute(published, "position.section"),
            "url": attribute(published, "ex-ref"),
            "text": text_in(*(full or [body])),
        }


def newsml(root: Element) -> Iterator[Fields]:
    """Read NewsML-G2: each item whose content is text, as XHTML, NITF or plain data."""
    for item in found(root, "newsitem"):
        inner = first(first(item, "contentset"), "body.content", "body", "inlinexml", "inlinedata")
        if inner is None:
            continue
        meta, about = first(item, "itemmeta"), first(item, "contentmeta")
        provider = first(meta, "provider")
        yield {
            "doc_id": attribute(item, "guid"),
            "outlet": content(first(provider, "name")) or attribute(provider, "literal"),
            "date": content(first(about, "contentcreated")) or content(first(meta, "versioncreated")),
            "headline": content(first(about, "headline")),
            "byline": content(first(about, "by")),
            "lang": attribute(item, "{http://www.w3.org/XML/1998/namespace}lang"),
            "text": text_in(inner),
        }


def jats(root: Element) -> Iterator[Fields]:
    """Read the article of a journal in JATS, without its tables, figures and references."""
    front, body = first(root, "front"), first(root, "body")
    day = next(found(front, "pub-date"), None)
    parts = [content(first(day, name)) for name in ("year", "month", "day")]
    people = [(content(first(one, "given-names")), content(first(one, "surname"))) for one in found(front, "contrib")]
    doi = next((mark for mark in found(front, "article-id") if attribute(mark, "pub-id-type") == "doi"), None)
    yield {
        "doc_id": content(doi),
        "outlet": content(first(front, "journal-title")),
        "date": "-".join(part.zfill(2) for part in parts if part),
        "headline": content(first(front, "article-title")),
        "byline": ", ".join(filter(None, (" ".join(filter(None, names)) for names in people))),
        "text": text_in(first(front, "abstract"), body, leave_out=_LEFT_OUT),
    }


KNOWN: dict[str, tuple[tuple[str, ...], Callable[[Element], Iterator[Fields]]]] = {
    "trafilatura-xml": (("doc",), trafilatura_xml),
    "tei": (("tei", "teicorpus"), tei),
    "nitf": (("nitf",), nitf),
    "newsml-g2": (("newsitem", "newsmessage"), newsml),
    "jats": (("article",), jats),
}
_MARKS = {"trafilatura-xml": "<main", "jats": "<front"}


def _format(name: str, roots: tuple[str, ...], fields_in: Callable[[Element], Iterator[Fields]]) -> Format:
    def recognises(source: Source) -> bool:
        return root_of(source) in roots and _MARKS.get(name, "") in source.head

    def read(source: Source) -> Loaded:
        rows = [
            {key: value if value not in ("", None) else None for key, value in row.items()} | {"text": row["text"]}
            for row in fields_in(parsed(source))
        ]
        if not any(row["text"] for row in rows):
            raise BrokenFileError(
                source.name, f"{name} without the text of an article", f"download it again, {LEAVE_OUT}"
            )
        return Loaded(pd.DataFrame(rows, dtype=object))

    return Format(name, (".xml", ".tei", ".nitf", ".txt"), recognises, read)


FORMATS = tuple(_format(name, roots, fields_in) for name, (roots, fields_in) in KNOWN.items())
