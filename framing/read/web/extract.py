"""The article of one saved web page: its text, headline, date, author and address."""

from __future__ import annotations

import codecs
import logging
import re
import warnings
from collections.abc import Mapping
from typing import Literal, NamedTuple

from framing.read.elements import UNSEEN, lines_of, parse_html

Keep = Literal["article", "all"]
LARGEST_PAGE = 20_000_000  # bytes; news pages have a fiftieth of it
MOST_TAGS = 400_000  # a page has some thousands
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_HEAD = 4096
_LATIN = frozenset(["iso8859-1", "ascii", "iso8859-15"])  # pages that say so are in cp1252, as browsers read them
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)|\burl:\s*(https?://\S+)", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/]")


class Page(NamedTuple):
    """One saved page: its bytes, its address and encoding where known from outside, and what to keep of it."""

    raw: bytes
    url: str = ""
    charset: str = ""
    keep: Keep = "article"


def page_fields(page: Page) -> dict[str, object] | str:
    """Return the fields of a page's article, or the reason why it has none.

    The text is found by trafilatura, set to precision and without comments; with ``keep="all"`` it is every
    line of the page, for the detector of boilerplate to label. Dates are those that the page declares, never guessed.

    Examples
    --------
    >>> page_fields(Page(b"<html><body></body></html>"))
    'no article found in the page'
    """
    if len(page.raw) > LARGEST_PAGE:
        return f"larger than {LARGEST_PAGE // 1_000_000} MB"
    text = page_text(page.raw, page.charset)
    if not _TAG.search(text):
        return "no HTML"
    if text.count("<") > MOST_TAGS:
        return f"more than {MOST_TAGS:,} tags"
    try:
        return _fields(text, page)
    except RecursionError:
        return "nested too deeply"


def _fields(text: str, page: Page) -> dict[str, object] | str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    address = page.url or saved_from(text)
    dates = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries, about odd pages
        if page.keep == "all":
            lines = all_lines(text)
            found: object = trafilatura.extract_metadata(text, default_url=address or None, date_config=dates)
        else:
            found = trafilatura.bare_extraction(
                text, url=address or None, favor_precision=True, include_comments=False,
                with_metadata=True, date_extraction_params=dates,
            )  # fmt: skip
            lines = [line for line in (getattr(found, "text", None) or "").split("\n") if line.strip()]
    if not lines:
        return "no article found in the page" if page.keep == "article" else "no text in the page"
    fields: Mapping[str, object] = {
        "headline": getattr(found, "title", None),
        "date": getattr(found, "date", None),
        "byline": _names(getattr(found, "author", None)),
        "url": address or getattr(found, "url", None),
        "site_name": getattr(found, "sitename", None),
        "lang": getattr(found, "language", None) or language(text),
    }
    return {name: value or None for name, value in fields.items()} | {"text": "\n\n".join(lines)}


def _names(value: object) -> str | None:
    return ", ".join(name.strip() for name in str(value).split(";") if name.strip()) if value else None


def language(text: str) -> str | None:
    """Return the language that a page declares."""
    found = re.search(r"<html\b[^>]{0,400}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", text[:_HEAD], re.IGNORECASE)
    return found[1].lower() if found else None


def saved_from(text: str) -> str:
    """Return the address that a browser or SingleFile writes into a page that it saves; empty without."""
    found = _SAVED_FROM.search(text[:_HEAD])
    return (found[1] or found[2]).rstrip("->") if found else ""


def all_lines(text: str) -> list[str]:
    """Return every line of text that a page shows."""
    root = parse_html(text, "page")
    return [] if root is None else lines_of(root, unseen=UNSEEN)


def page_text(raw: bytes, charset: str = "") -> str:
    """Decode a page as browsers do: by its byte-order mark, as UTF-8 if it is, as declared, else as cp1252.

    Examples
    --------
    >>> page_text("<meta charset=latin1>Café".encode("cp1252"))
    '<meta charset=latin1>Café'
    """
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(codec, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(raw[:_HEAD])
    for name in (charset, declared[1].decode("ascii") if declared else ""):
        try:
            codec = codecs.lookup(name).name if name else ""
            if codec.startswith("utf") and codec != "utf-8":  # UTF-16 without a mark is declared by mistake
                continue
            if codec:
                return raw.decode("cp1252" if codec in _LATIN else codec, "replace")
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("cp1252", "replace")
