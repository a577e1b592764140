"""RSS and Atom feeds that were saved as files."""

from __future__ import annotations

import re

import pandas as pd

from framing.read.elements import PROLOG, Element, attribute, content, first, found, html_text, local, parsed
from framing.read.extras import extra
from framing.read.files import LEAVE_OUT, BrokenFileError
from framing.read.formats import Format, Loaded, Source

ENDINGS = (".xml", ".rss", ".atom", ".txt", ".html")
_ROOT = re.compile(r"<(?:rss|feed|(?:\w+:)?RDF)\b[^>]*>", re.IGNORECASE)
_OPENING = re.compile(PROLOG, re.DOTALL)
_COLUMNS = ("headline", "date", "byline", "section", "url", "source_url", "outlet", "site_name", "feed_id", "text")
_DATES = ("pubdate", "published", "date", "updated")


def is_feed(source: Source) -> bool:
    """Return whether a file is XML whose first element is that of a feed."""
    head = source.head[:20_000]
    opening = _OPENING.match(head)
    return opening is not None and _ROOT.match(head, opening.end()) is not None


def read_feed(source: Source) -> Loaded:
    """Read one article per item; the text is the full content where the feed has it, else the summary, with a note."""
    root = parsed(source)
    items = list(found(root, "item", "entry"))
    if not items:
        raise BrokenFileError(source.name, "a feed without an item", f"download it again, {LEAVE_OUT}")
    site = next((content(child) for parent in (root, *root) for child in parent if local(child) == "title"), "")
    rows = [item_fields(item, source.name) | {"site_name": site or None} for item in items]
    short = [f"{source.name}, item {number}" for number, row in enumerate(rows, start=1) if row.pop("is_summary")]
    source.remarks.add("article", "of which the feed has only a summary", short)
    table = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)
    return Loaded(table, note=f"{len(short):,} of {len(rows):,} with a summary only" if short else "")


def item_fields(item: Element, place: str) -> dict[str, object]:
    """Return the fields of one item of RSS or entry of Atom."""
    children: dict[str, Element] = {}
    for child in item:
        children.setdefault(local(child), child)
    full, summary = children.get("encoded"), children.get("description")
    if "content" in children and content(children["content"]):
        full = children["content"] if full is None else full  # of Atom; Media RSS's has no text
    summary = children.get("summary") if summary is None else summary
    text = markup_in(full, place)
    short = markup_in(summary, place)
    source, dates = children.get("source"), [children.get(name) for name in _DATES]
    author = children.get("author")
    named = (content(first(author, "name")), content(children.get("creator")), content(author))
    return {
        "headline": html_text(content(children.get("title")), place) or None,
        "date": next(filter(None, map(content, dates)), None),
        "byline": next(filter(None, named), None),
        "section": content(children.get("category")) or None,
        "url": address(item) or None,
        "source_url": attribute(source, "url") or None,
        "outlet": (content(source) or None) if attribute(source, "url") else None,
        "feed_id": content(children.get("guid", children.get("id"))) or None,
        "text": text or short,
        "is_summary": not text,
    }


def markup_in(element: Element | None, place: str) -> str:
    """Return the text of an element that has HTML in it, as elements of its own or escaped."""
    if element is None:
        return ""
    if len(element):
        etree = extra("lxml.etree", place)
        return html_text(etree.tostring(element, encoding="unicode", with_tail=False), place)
    return html_text(element.text or "", place)


def address(item: Element) -> str:
    """Return the address of an item: a link's text in RSS, an attribute in Atom."""
    links = [child for child in item if local(child) == "link"]
    own = [link for link in links if attribute(link, "rel") in ("", "alternate")]
    return next(filter(None, (content(link) or attribute(link, "href") for link in own or links)), "")


FORMATS = (Format("feed", ENDINGS, is_feed, read_feed),)
