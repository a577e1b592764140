"""What the shape of one paragraph tells: credits, captions, bylines, biographies, addresses, links.

The shapes are data, ``lexicons/layout.toml``; this module answers what their patterns cannot ask.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from framing.boilerplate.layout_file import compiled, filled, opening, part_of_patterns, read_shapes
from framing.speakers.name_words import sex_of_given

Evidence = tuple[str, str]  # category, and what told it

TIMESTAMP = "layout: a date alone"
BY_NAME = "layout: by and a name"
NAMES_ALONE = "layout: names alone at the top"

_LONGEST = 900  # characters; longer paragraphs are running text
_EDGE = 5  # paragraphs, where bylines, dates and notes on the author stand
_FEW = (0, 20, 30, 50)  # words; most shapes are shorter
_ENDS = ".!?…”\"’'"


class Line(NamedTuple):
    """One paragraph, where it stands in its article, and how much of it is spoken."""

    text: str
    words: int
    number: int
    of: int

    @property
    def is_near_start(self) -> bool:
        """Whether it is one of the first five: bylines and dates stand there."""
        return self.number < _EDGE

    @property
    def is_near_end(self) -> bool:
        """Whether it is one of the last five: who wrote it stands there."""
        return self.number >= self.of - _EDGE


class Shape(NamedTuple):
    """One row of ``lexicons/layout.toml``: what a paragraph is of which all of this holds."""

    evidence: Evidence
    least_words: int
    most_words: int
    stands: Callable[[Line], bool] | None
    needs: tuple[str, ...]
    asks: Callable[[str], bool] | None
    opens: re.Pattern[str] | None
    holds: re.Pattern[str] | None
    lacks: re.Pattern[str] | None

    def fits(self, text: str) -> bool:
        """Tell whether a paragraph that `stands` so and holds one of `needs` has this shape."""
        return (
            (self.asks is None or self.asks(text))
            and (self.opens is None or self.opens.match(text) is not None)
            and (self.holds is None or self.holds.search(text) is not None)
            and (self.lacks is None or self.lacks.search(text) is None)
        )


def by_layout(line: Line) -> Evidence | None:
    """Tell the category of a paragraph from its shape and its place; None where it may be reporting.

    Limit: shapes of English-language news pages. A caption without a credit is found only where it names a full date
    or a place in the picture, and a byline without *By* only at the top.

    Examples
    --------
    >>> by_layout(Line("The old mill after the storm. Ana Diaz / The Hill Gazette", 11, 3, 20))
    ('caption', 'layout: credit at the end')
    >>> by_layout(Line("The old mill will close, its owners said.", 8, 3, 20)) is None
    True
    """
    if line.words == 0 or len(line.text) > _LONGEST:
        return None
    every, unopened = _shapes_at(line.words, min(line.number, _EDGE), min(line.of - line.number, _EDGE + 1))
    text = line.text
    for shape in every if _OPENS[bisect_left(_FEW, line.words) - 1].match(text) else unopened:
        if shape.needs and not any(map(text.__contains__, shape.needs)):
            continue  # many shapes end here, without a call
        if shape.fits(text):
            return shape.evidence
    return None


@lru_cache(maxsize=4096)
def _shapes_at(words: int, before: int, left: int) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """Give the shapes that a paragraph of so many words may have where it stands, and those not told by their opening.

    So many paragraphs are before it and left from it on, and what is beyond the edges of an article is all alike.
    """
    line = Line("", words, before, before + left)
    every = tuple(
        shape
        for shape in _SHAPES
        if shape.least_words <= words <= shape.most_words and (shape.stands is None or shape.stands(line))
    )
    return every, tuple(shape for shape in every if shape not in _OPENED)


def are_names(text: str) -> bool:
    """Tell whether a line is names of people and nothing else, or may be.

    Examples
    --------
    >>> are_names("Ada Orr and Bo Lind"), are_names("The mill closed.")
    (True, False)
    """
    return bool(_PEOPLE.match(text))


def is_biography(line: Line) -> bool:
    """Tell whether a paragraph near the end says who a named person is.

    Examples
    --------
    >>> is_biography(Line("Ada Orr is editor of the Gazette.", 7, 19, 20))
    True
    """
    return line.is_near_end and bool(_WHO.match(line.text))


def is_person(text: str) -> bool:
    """Tell whether a line is the name of one person, with a title or without, and nothing else.

    Examples
    --------
    >>> is_person("President Anna Orr"), is_person("Harbour City")
    (True, False)
    """
    title = _TITLE_OF_PERSON.match(text)
    name = text[title.end() :] if title else text
    if not are_names(name) or "," in name or " and " in name:
        return False
    return title is not None or _begins_with_given_names(name)


def is_support(line: Line) -> bool:
    """Tell whether a line asks to support something by its name: *Support the Gazette today*.

    Limit: a crosshead or a slogan may read the same, so that in the midst of an article its neighbours must tell.

    Examples
    --------
    >>> is_support(Line("Support The Gazette!", 3, 0, 20))
    True
    """
    return line.words <= 7 and bool(_SUPPORT.match(line.text))


def whose_biography(text: str) -> str | None:
    """Give the surname of whom a paragraph introduces by post or occupation; empty for *the author*, None without one.

    Limit: reporting introduces people, too; only the end of an article that does not name the person elsewhere tells.

    Examples
    --------
    >>> whose_biography("Ada Orr teaches harbour law in Norland."), whose_biography("The author is a sailor.")
    ('Orr', '')
    """
    if len(text) > _LONGEST or not _WRITER_BIO.match(text) or _ATTRIBUTED.search(text):
        return None
    named = _PERSON.search(text, 0, 60) if not text.startswith("The ") else None
    return named.group().rpartition(" ")[2] if named else ""


def is_labelled_title(line: Line) -> bool:
    """Tell whether a line is a label and, after a colon, the title of a story: *Harbour law: Council drops its plan*.

    Limit: an entry of a list may read the same.

    Examples
    --------
    >>> is_labelled_title(Line("Harbour law: Council drops plan for the weir", 8, 9, 20))
    True
    >>> is_labelled_title(Line("Harbour law: it was dropped.", 5, 9, 20))
    False
    """
    if not 6 <= line.words <= 30 or not _LABELLED.match(line.text) or _NO_LABEL.match(line.text):
        return False
    label = line.text.partition(":")[0]
    if label.isupper() or is_person(label) or is_person(label.rpartition(" and ")[2]):
        return False
    return line.text[-1] != "?" or (label.count(" ") < 3 and "," not in label)


def is_title(line: Line) -> bool:
    """Tell whether a paragraph reads like the title of a story: four words or more, a capital first, no full stop.

    Limit: a crosshead may read the same, so that one title alone says nothing.

    Examples
    --------
    >>> is_title(Line("Why the old mill would not close", 7, 9, 20)), is_title(Line("It closed.", 2, 9, 20))
    (True, False)
    """
    return 4 <= line.words <= 20 and bool(_TITLE.match(line.text)) and not _NO_TITLE.search(line.text)


# What patterns cannot ask


def _ends_like_credit(text: str) -> bool:
    """Tell cheaply whether a paragraph may end in who made a picture: most end in a plain full stop, or report."""
    if text[-1] not in _ENDS or text[-2:-1] in ")]":
        return not _is_report(text)
    last = text[text.rfind(" ") + 1 :]
    may_end = last[0].isupper() and ("redit" in text[-70:] or bool(_AGENCY.search(text[-40:])))
    return may_end and not _is_report(text)


def _is_report(text: str) -> bool:
    """Tell whether a paragraph that ends in an agency's name tells what was said: only the name is then the page's."""
    return bool(_ATTRIBUTED.search(text)) and not _PICTURED.search(text[-80:])


def _ends_like_clip(text: str) -> bool:
    """Tell cheaply whether a paragraph may be a video's title and length."""
    return text[-1] in "0123456789)" or "Replay" in text


def _dates_or_places_a_picture(text: str) -> bool:
    """Tell whether a paragraph names a full date, or who stands left and right, as captions do."""
    if (", 20" in text or ", 19" in text or " 20" in text[-40:]) and _FULL_DATE.search(text):
        return True
    return ("left" in text or "right" in text) and bool(_IN_PICTURE.search(text))


def _begins_with_given_names(text: str) -> bool:
    """Tell whether each of several names begins with a common given name."""
    return all(sex_of_given(name.partition(" ")[0]) for name in _BETWEEN_NAMES.split(text))


def _ends_in_a_name(text: str) -> bool:
    """Tell whether after a full stop a person's name or a station's letters end the paragraph: who made the picture."""
    if text[-1] in _ENDS:
        return False
    last = text[max(text.rfind(". "), text.rfind(") ")) + 2 :]
    if len(last) == len(text) or len(last) > 40:
        return False
    return bool(_STATION.fullmatch(last)) or (are_names(last) and _begins_with_given_names(last))


def _is_in_capitals(text: str) -> bool:
    """Tell whether a line without a full stop has no small letter and four words in capitals or more."""
    return text[-1] not in ".!" and text.upper() == text and len(_CAPITALS.findall(text)) >= 4


_TITLE_OF_PERSON = re.compile(r"(?:President|Senator|Sen\.|Rep\.|Gov\.|Governor|Secretary|Justice|Dr\.|Prof\.|Mayor) ")
_CAPITALS = re.compile(r"[A-Z]{2,}")
_STATION = re.compile(r"[A-Z]{3,6}(?:[-/][A-Z]{2,6})?(?: [Pp]hotos?)?")
_ASKS: Mapping[str, Callable[[str], bool]] = {
    ask.__name__.removeprefix("_"): ask
    for ask in (
        _ends_like_credit, _ends_like_clip, _dates_or_places_a_picture, _begins_with_given_names,
        _ends_in_a_name, _is_in_capitals,
    )
}  # fmt: skip
_WHERE: Mapping[str, Callable[[Line], bool]] = {
    "first": lambda line: line.number == 0,
    "top": lambda line: line.number < 2,
    "start": lambda line: line.is_near_start,
    "top or end": lambda line: line.number < 2 or line.is_near_end,
    "first four or last": lambda line: line.number < 4 or line.number == line.of - 1,
    "start or end": lambda line: line.is_near_start or line.is_near_end,
    "after the lede": lambda line: line.number > 1,
    "below": lambda line: not line.is_near_start,
    "end": lambda line: line.is_near_end,
    "last": lambda line: line.number == line.of - 1,
}


def _shape(row: Mapping[str, Any]) -> Shape:
    least, most = row["words"]
    stands = _WHERE[row["where"]] if "where" in row else None
    asks = _ASKS[row["asks"]] if "asks" in row else None
    opens = re.compile(rf"\A{filled(row['opens'])}") if "opens" in row else None
    holds, lacks = (re.compile(filled(row[key])) if key in row else None for key in ("holds", "lacks"))
    evidence, needs = (row["category"], f"layout: {row['shows']}"), tuple(row.get("needs", ()))
    return Shape(evidence, least, most, stands, needs, asks, opens, holds, lacks)


_SHAPES = tuple(map(_shape, read_shapes()))
_OPENED = [shape for shape in _SHAPES if shape.opens and not (shape.asks or shape.stands)]  # they are asked for first
_OPENS = tuple(  # of any paragraph, and of one of more than a few words
    re.compile("|".join(one.opens.pattern for one in _OPENED if one.opens and one.most_words > least)) for least in _FEW
)
_AGENCY = re.compile(rf"\b{part_of_patterns('agency')}\b")
_ATTRIBUTED, _PICTURED = compiled("attributed"), compiled("pictured")
_FULL_DATE, _IN_PICTURE = compiled("full_date"), compiled("in_picture")
_NO_TITLE, _PERSON, _BETWEEN_NAMES = compiled("no_title"), compiled("person"), compiled("between_names")
_PEOPLE, _WHO, _WRITER_BIO = opening("people"), opening("who"), opening("writer_bio")
_TITLE, _LABELLED, _NO_LABEL, _SUPPORT = map(opening, ("title", "labelled_title", "no_label", "support"))
