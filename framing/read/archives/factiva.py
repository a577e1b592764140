"""Factiva: HTML, RTF and TXT with codes of two or three capitals (HD, BY, WC ...), and XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from framing.read.archives.records import Record, as_table, body_of, date_of, is_copyright, language, number_in
from framing.read.formats import Format, Loaded, Source
from framing.read.markup import html_text, html_tree, local_name, paragraphs, text_of, xml_tree
from framing.read.rtf import is_rtf, lenient_text, rtf_text

# Our column for each code; other codes are columns under their own name, in lower case.
FIELDS = {
    "HD": "headline", "BY": "byline", "WC": "word_count", "PD": "date", "ET": "clock", "SN": "outlet",
    "SC": "source_code", "ED": "edition", "PG": "pages", "VOL": "volume", "LA": "lang", "CY": "copyright",
    "LP": "lead", "TD": "body", "AN": "doc_id", "SE": "section", "CLM": "column_name", "CR": "credit",
    "RF": "reference", "ART": "graphic", "CO": "company", "IN": "industry", "NS": "subject", "RE": "place",
    "IPC": "ipc", "IPD": "ipd", "PUB": "publisher", "NGC": "newspaper_group", "GC": "group_code", "CT": "contact",
    "RST": "restrictions", "CX": "correction",
}  # fmt: skip
_HTML_ARTICLE = re.compile(r"<div[^>]{0,200}?class\s*=\s*[\"'][^\"']{0,60}?\barticle\b[^>]{0,200}>", re.IGNORECASE)
_CODE = re.compile(r"^[ \t\u00a0]*(?P<code>[A-Z]{2,3})(?:[ \t\u00a0]{1,8}|[ \t\u00a0]*$)(?P<value>.*)$", re.DOTALL)
_NUMBER = re.compile(
    r"^[ \t\u00a0]*(?:Document|Dokument|Documento)[ \t\u00a0]+(?P<number>[A-Z0-9]{4,12}\d{8}[0-9a-z]{6,14})\s*$"
)
_NUMBERED = re.compile(_NUMBER.pattern, re.MULTILINE)
_CODED_LINE = re.compile(r"^[ \t]*(?:HD|WC|PD|SN|SC|LA|TD|LP|AN)(?:[ \t\u00a0]|$)", re.MULTILINE)
# The number of an article in the archive, or the cell of a code (HD and TD are also shares on pages of markets).
_HTML_MARK = re.compile(
    r"\b(?:Document|Dokument|Documento)(?:\s|&nbsp;|&#160;)+[A-Z0-9]{4,12}\d{8}[0-9a-z]{6,14}\b"
    r"|>(?:\s|&nbsp;|&#160;)*LP(?:\s|&nbsp;|&#160;)*<"
)
_WORDS = re.compile(
    r"^\s*\d[\d.,\u00a0]{0,9} (?:words|mots|Wörter|Woerter|palabras|parole|palavras|woorden)\s*$", re.MULTILINE
)
_SKIPPED = re.compile(
    r"^\s*(?:Search Summary|Suchzusammenfassung|Récapitulatif de (?:la )?recherche|Resumen de búsqueda)\b"
)
_PAGE = re.compile(r"^\s*(?:Page|Seite|Página|Pagina)\s+\d+\s+(?:of|von|de|sur|di|van)\s+\d+\b.{0,80}$")
_LANGUAGES = frozenset("en de fr es it pt nl da sv no fi pl cs hu ru uk tr ar zh ja ko ca ro el".split())


def _is_html(source: Source) -> bool:
    head = source.head
    return "<" in head[:1000] and (
        ("factiva" in head.casefold() or "Dow Jones" in head)
        and _HTML_MARK.search(text := html_text(source)) is not None  # a page on markets has the other marks too
        and _HTML_ARTICLE.search(text) is not None
        if source.file.kind != ".xml"
        else False
    )


def _is_text(source: Source) -> bool:
    if source.file.kind in (".rtf", ".doc"):
        return is_rtf(source.raw) and _is_factiva_text(lenient_text(source.raw)[0])
    return not source.head.lstrip().startswith("<") and _is_factiva_text(source.head)


def _is_factiva_text(text: str) -> bool:
    codes = {found.group().strip() for found in _CODED_LINE.finditer(text)}
    if {"HD", "TD"} <= codes or {"HD", "LP"} <= codes:
        return len(codes & {"WC", "PD", "SN", "LA", "AN"}) >= 2
    return _NUMBERED.search(text) is not None and _WORDS.search(text) is not None


def _read_html(source: Source) -> Loaded:
    text = html_text(source)
    starts = [found.start() for found in _HTML_ARTICLE.finditer(text)]
    records: list[Record] = []
    skipped: list[tuple[str, str]] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), start=1):
        tree = html_tree(text[start:end], source.name)
        record = _html_record(tree) if tree is not None else {}
        _add(record, records, skipped, number)
    return Loaded(as_table(records, source.name), None, skipped)


def _html_record(tree) -> Record:  # type: ignore[no-untyped-def]
    """Read an article: rows of a code and its value, or, in the layout without codes, lines."""
    division = next((node for node in tree.iter("div") if "article" in (node.get("class") or "").split()), tree)
    pairs: list[tuple[str, list[str]]] = []
    for row in division.iter("tr"):
        cells = [cell for cell in row if local_name(cell) in ("td", "th")]
        if len(cells) >= 2 and re.fullmatch(r"[A-Z]{2,3}", code := text_of(cells[0])):
            pairs.append((code, [part for cell in cells[1:] for part in paragraphs(cell)]))
    if pairs:
        return _from_codes(pairs)
    return _from_lines(paragraphs(division), _html_headline(division))


def _html_headline(division) -> str:  # type: ignore[no-untyped-def]
    found = next((node for node in division.iter() if "eadline" in (node.get("class") or "")), None)
    found = found if found is not None else division.find(".//div[@id='hd']")
    return text_of(found)


def _read_text(source: Source) -> Loaded:
    text = rtf_text(source.raw, source.name).replace("\f", "\n") if is_rtf(source.raw) else source.text
    lines = [line for line in text.split("\n") if not _PAGE.match(line)]
    records: list[Record] = []
    skipped: list[tuple[str, str]] = []
    is_coded = len({found.group().strip() for found in _CODED_LINE.finditer(text)} & {"HD", "PD", "SN", "LA"}) >= 3
    current: list[str] = []
    number = 0
    for line in lines:
        if _SKIPPED.match(line):
            break
        current.append(line)
        coded = _CODE.match(line) if is_coded else None
        value = coded["value"] if coded and coded["code"] == "AN" else line
        if _NUMBER.match(value):
            number += 1
            _add(_text_record(current, is_coded=is_coded), records, skipped, number)
            current = []
    if is_coded and any(_CODED_LINE.match(line) for line in current):
        number += 1
        _add(_text_record(current, is_coded=True), records, skipped, number)
    elif any(line.strip() for line in current) and len(" ".join(current).split()) > 30:
        skipped.append((f"text after the last article ({' '.join(' '.join(current).split())[:80]!r})", "no end mark"))
    return Loaded(as_table(records, source.name), None, skipped)


def _add(record: Record, records: list[Record], skipped: list[tuple[str, str]], number: int) -> None:
    if record.get("text") or record.get("headline"):
        records.append(record)
    else:
        skipped.append((f"article {number}", "nothing in it"))


def _text_record(lines: Sequence[str], *, is_coded: bool) -> Record:
    if not is_coded:
        place = next((place for place, line in enumerate(lines) if _WORDS.match(line)), 0)
        below = enumerate(lines[place : place + 20], place)
        end = next((at + 1 for at, line in below if place and is_copyright(line.strip())), place + 1)
        top = [line.strip() for line in lines[:end] if line.strip()]
        return _from_lines([*top, *_joined(lines[end:-1]), lines[-1].strip()], "")
    pairs: list[tuple[str, list[str]]] = []
    blocks: list[list[str]] = []
    for line in lines:
        found = _CODE.match(line)
        if found is not None and found["code"] in FIELDS and (found["code"] not in {code for code, _ in pairs}):
            if pairs:
                pairs[-1] = (pairs[-1][0], _joined([part for block in blocks for part in block]))
            pairs.append((found["code"], []))
            blocks = [[found["value"]]]
        elif pairs:
            blocks.append([line])
    if pairs:
        pairs[-1] = (pairs[-1][0], _joined([part for block in blocks for part in block]))
    return _from_codes(pairs)


def _joined(lines: Iterable[str]) -> list[str]:
    """Give the paragraphs of hard-wrapped or whole lines: those between blank lines.

    Where no line is blank, or lines are long, each line is a paragraph.
    """
    kept = list(lines)
    wrapped = [line for line in kept if line.strip()]
    is_wrapped = len(wrapped) > 1 and max(map(len, wrapped)) <= 120 and any(not line.strip() for line in kept)
    if not is_wrapped:
        return [line.strip() for line in wrapped]
    found: list[str] = []
    block: list[str] = []
    for line in [*kept, ""]:
        if line.strip():
            block.append(line.strip())
        elif block:
            found.append(" ".join(block))
            block = []
    return found


def _from_codes(pairs: Iterable[tuple[str, Sequence[str]]]) -> Record:
    record: Record = {}
    body: list[str] = []
    for code, values in pairs:
        name = FIELDS.get(code, code.lower())
        if name in ("lead", "body"):
            body.extend(values)
            continue
        value = " ".join(" ".join(values).split())
        if value:
            record[name] = f"{record[name]}; {value}" if name in record else value
    clock = record.pop("clock", "")
    if "date" in record:
        record["date"] = date_of(f"{record['date']} {clock}")
    if "doc_id" in record:
        record["doc_id"] = str(record["doc_id"]).split()[-1]
    if "lang" in record:
        record["lang"] = language(str(record["lang"]))
    if "word_count" in record:
        record["word_count"] = number_in(str(record["word_count"]))
    if isinstance(edition := record.get("edition"), str) and isinstance(outlet := record.get("outlet"), str):
        record["outlet"] = outlet.removesuffix(f", {edition}")
    record["text"] = body_of(body)
    return record


def _from_lines(lines: Sequence[str], headline: str) -> Record:
    """Read an article in the layout without codes: the lines around the number of words say which is which.

    Headline; byline; number of words; date; clock; outlet; code of the source; volume, page, edition; language;
    copyright; body; ``Document ABCD000020240131ek1v0001x``.
    """
    parts = [line.strip() for line in lines if line.strip()]
    place = next((place for place, line in enumerate(parts) if _WORDS.match(line)), None)
    record: Record = {}
    if parts and (found := _NUMBER.match(parts[-1])):
        record["doc_id"] = found["number"]
        parts = parts[:-1]
    if place is None or place >= len(parts):
        record["headline"] = headline or (parts[0] if parts else "")
        record["text"] = body_of(part for part in parts if part != record["headline"])
        return record
    above = parts[:place]
    if headline and headline in above:
        at = above.index(headline)
        record["section"], record["byline"] = " ".join(above[:at]), " ".join(above[at + 1 :])
        record["headline"] = headline
    elif above:
        at = 1 if len(above) > 2 and len(above[0]) < 30 and above[0] == above[0].title() else 0
        record["section"] = " ".join(above[:at])
        record["headline"] = above[at] if at < len(above) else ""
        record["byline"] = " ".join(above[at + 1 :])
    record["word_count"] = number_in(parts[place])
    rest = parts[place + 1 :]
    end = next((place for place, line in enumerate(rest[:14]) if is_copyright(line)), None)
    if end is None:
        end = next((at for at, line in enumerate(rest[:14]) if language(line) in _LANGUAGES and len(line) < 25), None)
    imprint, body = (rest[: end + 1], rest[end + 1 :]) if end is not None else (rest[:2], rest[2:])
    _imprint(imprint, record)
    record["text"] = body_of(body)
    return {name: value for name, value in record.items() if value not in (None, "") or name == "text"}


def _imprint(lines: Sequence[str], record: Record) -> None:
    """Read the lines between the number of words and the body."""
    others = []
    clock = ""
    for line in lines:
        if is_copyright(line):
            record["copyright"] = line
        elif "date" not in record and (found := date_of(line)) != " ".join(line.split()):
            record["date"] = found
        elif re.fullmatch(r"\d{1,2}:\d\d(?::\d\d)?(?:\s*[AaPp][Mm])?", line):
            clock = line
        elif len(line) < 25 and language(line) in _LANGUAGES and "outlet" in record:
            record["lang"] = language(line)
        elif "outlet" not in record:
            record["outlet"] = line
        elif re.fullmatch(r"[A-Z0-9]{2,8}", line) and "source_code" not in record:
            record["source_code"] = line
        elif re.fullmatch(r"[A-Z]{0,3}-?\d{1,4}[A-Z]?", line):
            record["pages"] = line
        else:
            others.append(line)
    if clock and "date" in record:
        record["date"] = date_of(f"{record['date']} {clock}")
    if others:
        record["edition"] = "; ".join(others)


def _is_xml(source: Source) -> bool:
    head = source.head
    return "factiva.com" in head or ("<accessionNo>" in head and "<headline>" in head)


_XML_FIELDS = {
    "accessionno": "doc_id", "baselanguage": "lang", "copyright": "copyright", "headline": "headline",
    "byline": "byline", "sourcename": "outlet", "sourcecode": "source_code", "wordcount": "word_count",
    "sectionname": "section", "columnname": "column_name", "publishername": "publisher", "edition": "edition",
    "pages": "pages", "notes": "notes", "region": "place", "newssubject": "subject", "company": "company",
    "industry": "industry", "credit": "credit", "contact": "contact", "artwork": "graphic",
    "corrections": "correction", "volume": "volume",
}  # fmt: skip


def _read_xml(source: Source) -> Loaded:
    tree = xml_tree(source.raw, source.name)
    results = [node for node in tree.iter() if local_name(node).endswith("resultset") and node.get("count")]
    counts = [int(node.get("count")) for node in results if (node.get("count") or "").isdecimal()]
    records: list[Record] = []
    skipped: list[tuple[str, str]] = []
    articles = [node for node in tree.iter() if local_name(node) == "article"]
    for number, article in enumerate(articles, start=1):
        _add(_xml_record(article), records, skipped, number)
    return Loaded(as_table(records, source.name), sum(counts) if counts else None, skipped)


def _xml_record(article) -> Record:  # type: ignore[no-untyped-def]
    record: Record = {}
    body: list[str] = []
    for node in article:
        name = local_name(node)
        if name in ("leadparagraph", "tailparagraphs"):
            body.extend(_xml_paragraphs(node))
        elif name in ("publicationdate", "publicationdatetime"):
            record["date"] = " ".join("".join(node.itertext()).split())
        elif name == "publicationtime":
            record["clock"] = " ".join("".join(node.itertext()).split())
        elif name in _XML_FIELDS:
            value = " ".join(" ".join(node.itertext()).split()) if name != "headline" else _flat(node)
            column = _XML_FIELDS[name]
            if value:
                record[column] = f"{record[column]}; {value}" if column in record else value
    clock = record.pop("clock", "")
    if clock and len(str(record.get("date", ""))) == 10:
        record["date"] = f"{record['date']}T{str(clock).removeprefix('T')}"
    if "lang" in record:
        record["lang"] = language(str(record["lang"]))
    if "word_count" in record:
        record["word_count"] = number_in(str(record["word_count"]))
    record["text"] = body_of(body)
    return record


def _flat(node) -> str:  # type: ignore[no-untyped-def]
    return " ".join("".join(node.itertext()).split())


def _xml_paragraphs(node) -> list[str]:  # type: ignore[no-untyped-def]
    """Give the paragraphs of a part of the body; without their marks, indented lines begin them."""
    marked = [child for child in node if local_name(child) == "paragraph"]
    if marked:
        return [text for text in map(_flat, marked) if text]
    parts = re.split(r"\n[ \t]*\n|\n(?=[ \t]{3,}\S)", "".join(node.itertext()).strip("\n"))
    return [text for text in (" ".join(part.split()) for part in parts) if text]


FORMATS = (
    Format("factiva", (".html", ".htm"), _is_html, _read_html, is_export=True),
    Format("factiva", (".txt", ".rtf", ".doc"), _is_text, _read_text, is_export=True),
    Format("factiva", (".xml",), _is_xml, _read_xml, is_export=True),
)
