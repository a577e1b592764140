"""What the exports of all archives have in common: articles as records, labels, languages, numbers, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import pandas as pd

from framing.read.files import LEAVE_OUT, BrokenFileError
from framing.read.written_dates import find_date
from framing.vocabulary.word_lists import word_map

Record = dict[str, object]
FIRST = ("doc_id", "outlet", "date", "headline", "byline", "section", "lang", "url", "text")
_NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+")
_NO_LABEL = re.compile(r"[^\w]+")
COPYRIGHT = re.compile(r"^\W{0,3}(?:copyright\b|©|\(c\)\s)", re.IGNORECASE)
_RIGHTS = re.compile(
    r"all rights reserved|alle rechte vorbehalten|tous droits r[ée]serv[ée]s|todos los derechos|tutti i diritti|"
    r"todos os direitos|alle rechten voorbehouden",
    re.IGNORECASE,
)


def as_table(records: Sequence[Record], place: str) -> pd.DataFrame:
    """Make a table of the articles of an export, our columns first; raise if there is none."""
    if not records:
        raise BrokenFileError(place, "no article in this export", f"download it again, {LEAVE_OUT}")
    names = list(dict.fromkeys(name for record in records for name, value in record.items() if value not in (None, "")))
    columns = [name for name in FIRST if name in names or name == "text"]
    columns += [name for name in names if name not in columns]
    return pd.DataFrame({name: pd.Series([record.get(name) for record in records], dtype=object) for name in columns})


def label_key(label: str) -> str:
    """Fold a label for comparison: ``Load-Date``, ``LOAD-DATE`` and ``Load Date`` are one.

    Examples
    --------
    >>> label_key("  Date de chargement ")
    'date-de-chargement'
    """
    return _NO_LABEL.sub("-", label.strip().casefold()).strip("-")


@lru_cache(maxsize=8)
def fields_by_label(table: str) -> Mapping[str, str]:
    """Give our field for each label of a table in ``lexicons/words/exports.toml``."""
    return {label: field for field, labels in word_map("exports", table).items() for label in labels}


def language(value: str) -> str:
    """Give the code of the first language that a value names; the value itself if it is not known.

    Examples
    --------
    >>> language("ENGLISH; ENGLISHS"), language("Français"), language("Elvish")
    ('en', 'fr', 'Elvish')
    """
    names = fields_by_label("languages")
    for word in re.findall(r"[^\W\d_]+", value[:200]):
        if word.casefold() in names:
            return names[word.casefold()]
    return value.strip()


def number_in(value: str) -> int | None:
    """Give the first whole number in a value.

    Examples
    --------
    >>> number_in("1,024 words"), number_in("295 mots"), number_in("none")
    (1024, 295, None)
    """
    found = _NUMBER.search(value[:200])
    return int(re.sub(r"\D", "", found.group())[:18]) if found else None


def date_of(value: str) -> str:
    """Give the date in a value in ISO form; the value itself, without outer blanks, if it has none."""
    found = find_date(value)
    return found.iso if found is not None else " ".join(value.split())


def is_copyright(text: str) -> bool:
    """Return whether a paragraph is a notice of copyright, and no sentence about it."""
    if len(text) > 600:
        return False
    return (COPYRIGHT.match(text) is not None and bool(re.search(r"\d{4}|reserv|©", text))) or (
        len(text) < 100 and _RIGHTS.search(text) is not None
    )


def body_of(paragraphs: Iterable[str]) -> str:
    """Join the paragraphs of a text by blank lines."""
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph.strip())
