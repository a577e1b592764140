"""ProQuest: TXT with a line of sixty underscores between documents, and tables of its export to CSV and XLS(X)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence

from framing.read.archives.records import Record, as_table, body_of, date_of, label_key, language
from framing.read.delimited import read_delimited
from framing.read.files import LEAVE_OUT, BrokenFileError
from framing.read.formats import Format, Loaded, Source
from framing.read.zipped import archive_of, member_bytes

# Our column for each label of the text export; other labels are columns under their own name.
FIELDS = {
    "title": "headline", "publication-title": "outlet", "publication-date": "date", "author": "byline",
    "author-s": "byline", "full-text": "text", "section": "section", "language": "lang",
    "language-of-publication": "lang", "document-url": "url", "proquest-document-id": "doc_id",
    "abstract": "abstract", "publication-year": "year", "pages": "pages", "number-of-pages": "number_of_pages",
    "copyright": "copyright", "publisher": "publisher", "subject": "subject", "document-type": "doc_type",
    "source-type": "source_type", "publication-subject": "publication_subject", "first-page": "first_page",
    "issn": "issn", "location": "place", "people": "person", "company-organization": "company",
    "last-updated": "last_updated", "links": "links", "place-of-publication": "place_of_publication",
    "country-of-publication": "country", "volume": "volume", "issue": "issue", "identifier-keyword": "keywords",
    "dateline": "dateline", "column": "column_name", "edition": "edition", "database": "database", "credit": "credit",
    "subtitle": "subtitle", "alternate-title": "alternate_title", "publication-info": "publication_info",
    "titel": "headline", "publikationstitel": "outlet", "publikationsdatum": "date", "erscheinungsdatum": "date",
    "volltext": "text", "sprache": "lang", "autor": "byline", "titre": "headline",
    "titre-de-la-publication": "outlet", "date-de-publication": "date", "texte-intégral": "text", "auteur": "byline",
    "langue": "lang", "título": "headline", "título-de-publicación": "outlet", "fecha-de-publicación": "date",
    "texto-completo": "text", "idioma": "lang", "url-del-documento": "url", "url-du-document": "url",
    "dokument-url": "url",
}  # fmt: skip
# Our column for each column of the tables, by their names in lower case without blanks and underscores.
COLUMNS = {
    "title": "headline", "abstract": "abstract", "storeid": "doc_id", "articletype": "article_type",
    "authors": "byline", "authoraffiliation": "affiliation", "companies": "company", "copyright": "copyright",
    "digitalobjectidentifier": "doi", "documenttype": "doc_type", "entrydate": "entry_date", "issn": "issn",
    "isbn": "isbn", "language": "lang", "languageofsummary": "lang_of_summary", "pages": "pages",
    "pagination": "pagination", "placeofpublication": "place_of_publication", "pubdate": "date",
    "publicationdate": "date", "pubtitle": "outlet", "publicationtitle": "outlet", "year": "year",
    "documenturl": "url", "subjects": "subject", "subjectterms": "subject", "startpage": "first_page",
    "fulltext": "text", "text": "text", "database": "database", "publisher": "publisher", "section": "section",
    "proquestdocumentid": "doc_id",
}  # fmt: skip
_LINE = re.compile(r"^[ \t]*_{50,}[ \t]*$", re.MULTILINE)
_LABEL = re.compile(r"^(?P<label>[^\W\d_][^:\n]{1,45}?)\s*:[ \t\u00a0]*(?P<value>.*)$")
_NUMBER = re.compile(
    r"^[ \t]*(?:Document|Dokument|Documento)[ \t]+(?P<number>\d[\d.,]{0,8})[ \t]+(?:of|von|de|sur|di|van)[ \t]+"
    r"(?P<total>\d[\d.,]{0,8})[ \t]*$"
)
_TOTAL = re.compile(_NUMBER.pattern, re.MULTILINE)
_NOT_THERE = re.compile(r"^\s*(?:Not available|Nicht verfügbar|Non disponible|No disponible)\.?\s*$", re.IGNORECASE)
_HAS = re.compile(
    r"^(?:Full text|Volltext|Texte intégral|Texto completo|Publication title|ProQuest document ID)\s*:", re.MULTILINE
)
_FORMER = re.compile(r"\s*;\s*[^;]{1,200}$")
_ENDS_A_TEXT = frozenset(
    "title publication-title publication-date subject location people company-organization publication-year publisher "
    "place-of-publication country-of-publication publication-subject issn source-type language-of-publication "
    "document-type proquest-document-id document-url copyright last-updated database pages first-page "
    "identifier-keyword section links dateline classification volume issue number-of-pages".split()
)
_MOST_CELLS = 5_000_000


def _is_txt(source: Source) -> bool:
    head = source.head
    return _LINE.search(head) is not None and len(_HAS.findall(head)) >= 1 and not head.lstrip().startswith("<")


def _read_txt(source: Source) -> Loaded:
    text = source.text
    total = _TOTAL.search(text)
    records: list[Record] = []
    skipped: list[tuple[str, str]] = []
    for part in _LINE.split(text):
        fields = dict(_fields(part.split("\n")))
        if not fields:
            continue
        record = _record(fields)
        if record.get("headline") or record.get("text"):
            records.append(record)
        elif "".join(fields.values()).strip() and record.get("outlet"):
            skipped.append((f"a document of {record['outlet']}", "neither title nor text"))
    stated = int(re.sub(r"\D", "", total["total"])) if total else None
    missing = sum(not record.get("text") for record in records)
    note = f"{missing:,} articles without a full text in the export" if missing else ""
    return Loaded(as_table(records, source.name), stated, skipped, note)


def _fields(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Iterate over label and value of one document; lines without a label belong to the field above them.

    In the full text a line with a colon is text, unless its label is one that follows a full text.
    """
    label = ""
    values: list[str] = []
    for line in lines:
        if _NUMBER.match(line):
            continue
        found = _LABEL.match(line)
        key = label_key(found["label"]) if found else ""
        if found is not None and _begins_a_field(key, label, values):
            if label:
                yield label, "\n".join(values).strip("\n")
            label, values = key, [found["value"]]
        elif label:
            values.append(line)
    if label:
        yield label, "\n".join(values).strip("\n")


def _begins_a_field(key: str, label: str, values: Sequence[str]) -> bool:
    """Return whether a line with a colon begins a field: below a blank line, or with a label that is known."""
    is_below_a_blank = not values or not values[-1].strip()
    if FIELDS.get(label) in ("text", "abstract"):
        return is_below_a_blank and (key in _ENDS_A_TEXT or FIELDS.get(key) in ("text", "lang", "url"))
    return key in FIELDS or is_below_a_blank


def _record(fields: dict[str, str]) -> Record:
    record: Record = {}
    for label, value in fields.items():
        name = FIELDS.get(label, label.replace("-", "_"))
        if name == "text":
            record["text"] = _body(value)
        elif (line := " ".join(value.split())) and name not in record:
            record[name] = line
    return _cleaned(record)


def _body(value: str) -> str:
    """Give the paragraphs of a full text: lines between blank lines; hard-wrapped ones are joined."""
    if _NOT_THERE.match(value):
        return ""
    blocks = [block for block in re.split(r"\n[ \t]*\n", value) if block.strip()]
    lines = [line for block in blocks for line in block.split("\n") if line.strip()]
    is_wrapped = len(lines) > 2 and max(map(len, lines)) <= 100
    if is_wrapped:
        return body_of(" ".join(block.split()) for block in blocks)
    return body_of(line.strip() for line in lines)


def _cleaned(record: Record) -> Record:
    record.setdefault("text", "")
    if isinstance(outlet := record.get("outlet"), str) and (found := _FORMER.search(outlet)):
        record["publication_info"] = outlet
        outlet = outlet[: found.start()]
        record["outlet"] = outlet.strip(" ,")
    if isinstance(date := record.get("date"), str):
        record["date"] = date_of(date)
    if isinstance(lang := record.get("lang"), str):
        record["lang"] = language(lang)
    return record


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _is_header(names: Sequence[str]) -> bool:
    folded = {_folded(name) for name in names}
    return (
        "title" in folded
        and bool({"pubtitle", "publicationtitle"} & folded)
        and bool({"storeid", "pubdate", "documenturl", "startpage", "subjectterms", "subjects", "fulltext"} & folded)
    )


def _is_csv(source: Source) -> bool:
    first = source.head.lstrip().partition("\n")[0]
    return len(first) < 5000 and _is_header(re.split(r"[,;\t]", first.replace('"', "")))


def _read_csv(source: Source) -> Loaded:
    delimiter = "\t" if "\t" in source.text.partition("\n")[0] else None
    table = read_delimited(source.text, source.name, source.remarks, delimiter=delimiter)
    names = list(table.columns)
    rows = [dict(zip(names, row, strict=True)) for row in table.itertuples(index=False, name=None)]
    return _from_table(rows, names, source.name)


def _is_workbook(source: Source) -> bool:
    if not source.raw.startswith(b"PK") or source.file.kind not in (".xlsx", ".xls"):
        return False
    try:
        return _is_header(next(_rows(source), ()))
    except BrokenFileError:
        return False


def _rows(source: Source) -> Iterator[list[str]]:
    """Iterate over the rows of a workbook's first sheet, as strings."""
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped]
        from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]
    except ImportError as error:
        way_out = 'pip install "newsframing[formats]"'
        raise BrokenFileError(source.name, "reading it needs openpyxl", way_out) from error
    archive = archive_of(source.raw, source.name)
    for name in archive.namelist():
        if name.endswith(".xml"):
            member_bytes(archive, name, source.name)  # refuses what would fill the memory
    try:
        book = load_workbook(io.BytesIO(source.raw), read_only=True, data_only=True)
        cells = 0
        for row in book.worksheets[0].iter_rows(values_only=True):
            cells += len(row)
            if cells > _MOST_CELLS:
                raise BrokenFileError(source.name, f"more than {_MOST_CELLS:,} cells", f"divide it, {LEAVE_OUT}")
            yield ["" if value is None else str(value) for value in row]
    except BrokenFileError:
        raise
    except (InvalidFileException, LookupError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
        raise BrokenFileError(source.name, "not a complete workbook", f"save it again as .xlsx, {LEAVE_OUT}") from error


def _read_workbook(source: Source) -> Loaded:
    header, *rows = list(_rows(source))
    records = [dict(zip(header, row, strict=False)) for row in rows if any(row)]
    return _from_table(records, header, source.name)


def _from_table(rows: Sequence[Mapping[str, object]], names: Sequence[str], place: str) -> Loaded:
    kept = {name: re.sub(r"\W+", "_", name.strip().casefold()).strip("_") for name in names}
    renamed = {name: COLUMNS.get(_folded(name), kept[name]) for name in names}
    records: list[Record] = []
    for row in rows:
        record: Record = {}
        for name, value in row.items():
            if value is not None and str(value) != "nan" and str(value).strip():
                record.setdefault(renamed.get(name) or "column", str(value))
        if record:
            record["text"] = _body(str(record.get("text", "")))
            records.append(_cleaned(record))
    has_text = any(record["text"] for record in records)
    note = "" if has_text else "the export has no full texts, only abstracts (in the column abstract)"
    return Loaded(as_table(records, place), None, [], note)


FORMATS = (
    Format("proquest", (".txt",), _is_txt, _read_txt, is_export=True),
    Format("proquest", (".csv", ".tsv", ".xls", ".txt"), _is_csv, _read_csv, is_export=True),
    Format("proquest", (".xlsx", ".xls"), _is_workbook, _read_workbook, is_export=True),
)
