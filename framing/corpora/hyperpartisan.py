"""SemEval-2019 task 4: articles as XML with a little HTML, and labels as XML, each in an archive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

from framing.corpora.coded import Coded, Row
from framing.corpora.members import Members


def read_original(members: Members) -> Iterator[Coded]:
    """Read ``articles-*.xml`` and ``ground-truth-*.xml``; the outlet is the domain of the address."""
    truth = {element.attrib["id"]: element.attrib for element in _elements(members, "ground-truth-")}
    for element in _elements(members, "articles-"):
        number = element.attrib["id"]
        if number not in truth:
            raise ValueError(f"hyperpartisan: article {number} has no label; the files do not belong together")
        url = truth[number].get("url", "")
        yield _coded(
            {
                "doc_id": f"hyp-{number}",
                "outlet": (urlsplit(url).hostname or "unknown").removeprefix("www."),
                "date": element.attrib.get("published-at", ""),
                "title": element.attrib.get("title", ""),
                "url": url,
                "text": text_of(element),
                "labels": {"hyperpartisan": truth[number]["hyperpartisan"] == "true"},
            }
        )


def read_copy(rows: Iterable[Row], name: str) -> Iterator[Coded]:
    """Read the converted copy."""
    yield from map(_coded, rows)


def text_of(article: ElementTree.Element) -> str:
    r"""Give the text of an article: its paragraphs, with a blank line between them.

    Examples
    --------
    >>> text_of(ElementTree.fromstring("<article><p>It <a>may</a>\n rain.</p><p>It did.</p></article>"))
    'It may rain.\n\nIt did.'
    """
    parts: list[list[str]] = [[article.text or ""]]
    for child in article:
        if child.tag == "p":
            parts += [["".join(child.itertext())], []]
        else:
            parts[-1].append("".join(child.itertext()))
        parts[-1].append(child.tail or "")
    paragraphs = (re.sub(r"\s+", " ", "".join(part)).strip() for part in parts)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _elements(members: Members, start: str) -> list[ElementTree.Element]:
    """Parse one XML file, without entities of its own."""
    names = [name for name in members.names(end=".xml") if name.rpartition("/")[2].startswith(start)]
    if len(names) != 1:
        raise ValueError(f"hyperpartisan: {len(names)} files {start}*.xml, but one is expected")
    raw = members.bytes_of(names[0])
    if b"<!ENTITY" in raw or b"<!DOCTYPE" in raw:
        raise ValueError(f"{names[0]}: defines entities; this is not the corpus")
    try:
        return list(ElementTree.fromstring(raw))
    except ElementTree.ParseError as error:
        raise ValueError(f"{names[0]}: no whole XML ({error})") from error


def _coded(row: Row) -> Coded:
    columns = {"doc_id": "doc_id", "outlet": "outlet", "date": "date", "title": "headline", "url": "url"}
    article = {ours: row[theirs] for theirs, ours in columns.items()}
    return Coded({**article, "hyperpartisan": row["labels"]["hyperpartisan"], "text": row["text"]})
