"""Europresse (Eureka, CEDROM-SNi): HTML in both layouts, the tables of old and the ``<article>`` of now."""

from __future__ import annotations

import re

from framing.read.archives.records import Record, as_table, body_of, date_of, is_copyright, number_in
from framing.read.formats import Format, Loaded, Source
from framing.read.markup import html_text, html_tree, local_name, paragraphs, text_of
from framing.read.written_dates import find_date

_ARTICLE = re.compile(r"<article\b", re.IGNORECASE)
_NAME = re.compile(r"<[^>]{0,100}class\s*=\s*[\"'][^\"'>]{0,60}\bDocPublicationName\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:Numéro de document|Document number|Dokumentnummer|Número de documento|Doc\.? n[o°º.]+)\s*:?\s*"
    r"(?P<number>\S{6,80})",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:^|,\s*)(?:p|pp|page|pages|pg)\.\s*(?P<pages>[\w\-/., ]{1,20})$", re.IGNORECASE)
_WORDS = re.compile(r"(?:^|,\s*)(?P<words>\d[\d\s.,]{0,8})\s*(?:mots|words)\b", re.IGNORECASE)


def _is_europresse(source: Source) -> bool:
    return "<" in source.head[:1000] and _NAME.search(html_text(source)) is not None


def _read(source: Source) -> Loaded:
    text = html_text(source)
    articles = [found.start() for found in _ARTICLE.finditer(text)]
    names = [found.start() for found in _NAME.finditer(text)]
    starts = articles if articles else names
    records: list[Record] = []
    skipped: list[tuple[str, str]] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), start=1):
        tree = html_tree(text[start:end], source.name)
        if tree is None:
            continue
        record = _new(tree) if articles else _old(tree)
        if record.get("text") or record.get("headline"):
            records.append(record)
        else:
            skipped.append((f"article {number}", "nothing in it"))
    return Loaded(as_table(records, source.name), None, skipped)


def _classes(node) -> set[str]:  # type: ignore[no-untyped-def]
    return set((node.get("class") or "").casefold().split())


def _with_class(tree, name: str) -> list:  # type: ignore[no-untyped-def, type-arg]
    return [node for node in tree.iter() if local_name(node) and name in _classes(node)]


def _heading(tree) -> Record:  # type: ignore[no-untyped-def]
    """Read what both layouts have above the headline: the outlet, and a line of section, date and page."""
    record: Record = {}
    name = next(iter(_with_class(tree, "docpublicationname")), None)
    outlet, _, more = text_of(name).partition(", ")
    record["outlet"], record["edition"] = outlet.strip(), more.strip()
    line = " ".join(text_of(node) for node in _with_class(tree, "docheader"))
    found = find_date(line)
    if found is None:
        record["date"] = line
    else:
        record["date"] = date_of(line)
        before = re.sub(r"(?:^|,)?\s*\w+\s*$", "", line[: found.start].rstrip(" ,")) if found.start else ""
        record["section"] = before.strip(" ,")
    if pages := _PAGE.search(line):
        record["pages"] = pages["pages"].strip(" ,")
    if words := _WORDS.search(line):
        record["word_count"] = number_in(words["words"])
    record["headline"] = text_of(next(iter(_with_class(tree, "titrearticlevisu")), None))
    return record


def _new(tree) -> Record:  # type: ignore[no-untyped-def]
    record = _heading(tree)
    header = tree.find(".//header")
    titles = next(iter(_with_class(tree, "titrearticle")), None)
    if titles is not None:
        others = [part for part in paragraphs(titles) if part != record["headline"]]
        record["subheading"] = " ".join(others)
    if header is not None:
        children = list(header)
        at = next((place for place, node in enumerate(children) if node is titles), len(children))
        record["kicker"] = " ".join(
            text_of(node) for node in children[:at] if not _has_class(node, ("docpublicationname", "docheader"))
        ).strip()
        record["byline"] = " ".join(text_of(node) for node in children[at + 1 :]).strip()
    section = tree.find(".//section")
    texts = (
        _with_class(tree, "dococurrcontainer") or _with_class(tree, "doctext") or ([] if section is None else [section])
    )
    body = [part for node in texts for part in paragraphs(node)]
    record["text"] = body_of(body)
    aside = tree.find(".//aside")
    if aside is not None:
        notes = " ".join(part for part in paragraphs(aside) if not re.fullmatch(r"\S+\(s\)\s*:", part))
        record["notes"] = notes
    footer = tree.find(".//footer")
    if footer is not None:
        _footer(paragraphs(footer), record)
    link = next((node.get("href") for node in tree.iter("a") if "linkreferenceddoc" in _classes(node)), None)
    if link and link.startswith("http"):
        record["url"] = link
    return {name: value for name, value in record.items() if value not in (None, "") or name == "text"}


def _has_class(node, names: tuple[str, ...]) -> bool:  # type: ignore[no-untyped-def]
    return any(_classes(inner) & set(names) for inner in node.iter() if local_name(inner))


def _footer(lines: list[str], record: Record) -> None:
    for line in lines:
        if found := _NUMBER.search(line):
            record.setdefault("doc_id", found["number"])
        elif is_copyright(line):
            record.setdefault("copyright", line)


def _old(tree) -> Record:  # type: ignore[no-untyped-def]
    """Read the layout of tables: after the headline, an author before the first paragraph, text, copyright, number."""
    record = _heading(tree)
    for node in list(tree.iter()):
        if local_name(node) and _classes(node) & {"docpublicationname", "docheader"}:
            _emptied(node)
    blocks = paragraphs(tree, keeps_lines=True)
    headline = str(record["headline"])
    at = next((place for place, block in enumerate(blocks) if headline and headline in " ".join(block.split())), None)
    body: list[str] = []
    if at is not None:
        above, _, below = " ".join(blocks[at].split("\n")).partition(headline)
        record["subheading"] = " ".join([*(" ".join(block.split()) for block in blocks[:at]), above]).strip(" ,")
        first = below.strip()
        blocks = blocks[at + 1 :]
        if first:
            is_author = (
                len(first.split()) <= 12 and first[-1:] not in '.!?…»”"' and any(_is_text(b) for b in blocks[:1])
            )
            if is_author:
                record["byline"] = first
            else:
                body.append(first)
    for block in blocks:
        line = " ".join(block.split())
        if _NUMBER.search(line) or is_copyright(line):
            for part in block.split("\n"):
                _footer([part], record)
            if "doc_id" in record:
                break
            continue
        body.extend(block.split("\n"))
    record["text"] = body_of(body)
    return {name: value for name, value in record.items() if value not in (None, "") or name == "text"}


def _emptied(node) -> None:  # type: ignore[no-untyped-def]
    """Remove the content of an element, not what follows it."""
    tail = node.tail
    for child in list(node):
        node.remove(child)
    node.text, node.tail = "", tail


def _is_text(block: str) -> bool:
    return not is_copyright(block) and _NUMBER.search(block) is None


FORMATS = (Format("europresse", (".html", ".htm"), _is_europresse, _read, is_export=True),)
