"""One document of a Nexis export, from its paragraphs: outlet, date, headline, fields and body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from framing.read.archives.records import (
    Record,
    body_of,
    date_of,
    fields_by_label,
    is_copyright,
    label_key,
    language,
    number_in,
)
from framing.read.written_dates import find_date
from framing.vocabulary.word_lists import any_of, word_list

# Fields that stand above the body; all others below it.
HEADER = frozenset(
    {"byline", "section", "word_count", "headline", "highlight", "dateline", "series", "body", "edition", "pages",
     "url", "distribution", "copyright", "doc_type"}
)  # fmt: skip
_LABELLED = re.compile(r"^\s*(?P<label>[^\W\d_][^\n:.,;!?“”\"]{1,35}?)\s*:[ \t\u00a0\u202f]*(?P<value>.*)$", re.DOTALL)
# Fields that end the body; other words with a colon are taken for text there.
_ENDS_A_BODY = frozenset({"load_date", "lang", "publication_type", "journal_code", "doc_type", "correction_date"})
_ENDS_IN_CAPITALS = _ENDS_A_BODY | {
    "graphic", "subject", "correction", "company", "organisation", "person", "place", "industry", "ticker", "issn"
}  # fmt: skip
_MARK = re.compile(r"^\s*(?P<label>[^\W\d_]{2,20})\s*$")
_CLASSIFICATION = frozenset(
    "classification classifications klassifizierung klassifikation clasificación classificazione classificação "
    "classificatie graphic graphique grafik".split()
)
_MONTH_AND_YEAR = re.compile(r"(?<!\w)(?:1[89]|20)\d\d(?!\d)")


def labelled(paragraph: str, *, is_upper: bool) -> tuple[str, str, str] | None:
    """Split a paragraph into its field, its label and its value; None if it has no known label.

    `is_upper` asks for a label in capitals, as in the classic exports.

    Examples
    --------
    >>> labelled("Length:\u00a0512 words", is_upper=False)
    ('word_count', 'Length', '512 words')
    >>> labelled("Body: the film", is_upper=True) is None
    True
    """
    found = _LABELLED.match(paragraph[:100_000])
    if found is None:
        return None
    label = found["label"].strip()
    if is_upper and label != label.upper():
        return None
    field = fields_by_label("nexis_labels").get(label_key(label))
    return None if field is None else (field, label, paragraph[found.start("value") :].strip(" \u00a0\u202f\n\t"))


def document(paragraphs: Sequence[str], *, is_upper: bool) -> Record:
    """Read the fields of one document from its paragraphs."""
    return _Document(is_upper).read(paragraphs)


class _Document:
    """Reads paragraphs in their order; its state is the part of the document that they are in."""

    def __init__(self, is_upper: bool) -> None:
        self._is_upper = is_upper
        self._record: Record = {}
        self._top: list[str] = []  # above the first label
        self._body: list[str] = []
        self._copyright: list[str] = []
        self._part = "top"
        self._field = ""  # of the last label

    def read(self, paragraphs: Sequence[str]) -> Record:
        has_body_mark = any(_is_body_mark(paragraph, self._is_upper) for paragraph in paragraphs)
        for paragraph in paragraphs:
            self._take(paragraph, has_body_mark=has_body_mark)
        while self._body and is_copyright(self._body[-1]):
            self._copyright.insert(0, self._body.pop())
        self._heading()
        record = self._record
        record["text"] = body_of(line for paragraph in self._body for line in paragraph.split("\n"))
        if self._copyright:
            record.setdefault("copyright", " ".join(" ".join(self._copyright).split()))
        if isinstance(length := record.get("word_count"), str):
            record["word_count"] = number_in(length)
        if isinstance(lang := record.get("lang"), str):
            record["lang"] = language(lang)
        if isinstance(load := record.get("load_date"), str):
            record["load_date"] = date_of(load)
        return record

    def _take(self, paragraph: str, *, has_body_mark: bool) -> None:
        if self._part in ("top", "header") and _is_body_mark(paragraph, self._is_upper):
            self._part = "body"
            if value := paragraph.partition(":")[2].strip():
                self._body.append(value)
            return
        mark = _MARK.match(paragraph)
        if self._part == "body" and mark and mark["label"].casefold() in _CLASSIFICATION and not self._is_upper:
            self._part, self._field = "tail", mark["label"].casefold()
            return
        found = labelled(paragraph, is_upper=self._is_upper)
        if found is not None and self._is_field(found[0], found[2]):
            field, _, value = found
            self._part = "header" if field in HEADER and self._part in ("top", "header") else "tail"
            self._field = field
            self._put(field, value)
        elif self._part == "top":
            self._top.append(paragraph)
        elif self._part == "header":
            if is_copyright(paragraph):
                self._copyright.append(paragraph)
            elif has_body_mark:
                self._put(self._field, paragraph)
            else:
                self._part = "body"
                self._body.append(paragraph)
        elif self._part == "body":
            self._body.append(paragraph)
        elif is_copyright(paragraph) or self._copyright:
            self._copyright.append(paragraph)
        else:
            self._put(self._field, paragraph)

    def _is_field(self, field: str, value: str) -> bool:
        """Return whether a label stands for a field where it is: in the body, only those that end it do."""
        if self._part != "body":
            return self._part == "tail" or field in HEADER or bool(self._top)
        return field in (_ENDS_IN_CAPITALS if self._is_upper else _ENDS_A_BODY) or (
            field == "subject" and "%)" in value
        )

    def _put(self, field: str, value: str) -> None:
        value = " ".join(value.split())
        if not value or field == "body":
            return
        before = self._record.get(field)
        self._record[field] = f"{before} {value}" if before and field not in ("lang", "load_date") else before or value

    def _heading(self) -> None:
        """Find outlet, date and headline among the paragraphs above the fields.

        Classic exports have them as outlet, date, headline; those of Lexis Advance as headline, outlet, date.
        """
        top = []
        for paragraph in self._top:
            if is_copyright(paragraph):
                self._copyright.append(paragraph)
            else:
                top.append(paragraph)
        place = next((place for place, text in enumerate(top) if _is_date_line(text)), None)
        if place is None:
            place = next((place for place, text in enumerate(top) if _may_be_date_line(text)), None)
        before, after = (top[:place], top[place + 1 :]) if place is not None else (top, [])
        record = self._record
        if place is not None:
            self._date(top[place])
        if self._is_upper:
            if before:
                record["outlet"] = _one_line(before[-1])
            if after:
                record.setdefault("headline", _one_line(" ".join(after)))
            return
        if before:
            record["outlet"] = _one_line(before[-1])
            record.setdefault("headline", _one_line(" ".join(before[:-1])))
        if after:
            record.setdefault("edition", _one_line(" ".join(after)))

    def _date(self, paragraph: str) -> None:
        first, _, more = paragraph.partition("\n")
        self._record["date"] = date_of(" ".join(paragraph.split()))
        found = find_date(first)
        rest = f"{first[: found.start]} {first[found.end :]}\n{more}" if found else more
        edition = " ".join(_without_calendar(rest).split()).strip(" ,;")
        if edition and found:
            self._record.setdefault("edition", edition)


def _is_body_mark(paragraph: str, is_upper: bool) -> bool:
    label = paragraph.partition(":")[0].strip() if is_upper else paragraph.strip().rstrip(":")
    if len(label) > 20 or (is_upper and (label != label.upper() or ":" not in paragraph)):
        return False
    return fields_by_label("nexis_labels").get(label_key(label)) == "body"


def _is_date_line(text: str) -> bool:
    """Return whether a paragraph is the line with the date, and not a headline that names one."""
    first = text.partition("\n")[0].strip()
    found = find_date(first)
    if found is None or len(first) > 120:
        return False
    return found.start <= 16 and not re.search(r"[^\W\d_]{3}", _without_calendar(first[: found.start]))


def _may_be_date_line(text: str) -> bool:
    """Return whether a paragraph has a month and year, a season and year, as magazines do."""
    return len(text) <= 60 and _MONTH_AND_YEAR.search(text) is not None


def _without_calendar(text: str) -> str:
    """Leave out weekdays, the clock and its zone."""
    weekdays = rf"(?<!\w)(?:{any_of(word_list('calendar', 'weekdays'))})(?!\w)\.?"
    text = re.sub(r"\b\d{1,2}[:h]\d\d(?::\d\d)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:[A-Z]{2,5}\b)?", " ", text)
    return re.sub(weekdays, " ", text, flags=re.IGNORECASE)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def joined(lines: Iterable[str]) -> str:
    """Join the hard-wrapped lines of one paragraph."""
    return " ".join(line.strip() for line in lines)
