"""Which news agency a text comes from: datelines, bylines, credits, and the lines that name who helped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.texts.text import plain
from framing.vocabulary.agency_names import NAMES, NAMES_AND_MARKS
from framing.vocabulary.word_lists import any_of

_OPENING = 6  # paragraphs from the top in which a dateline or byline can stand: above are headline, caption, buttons
_ENDING = 8  # paragraphs from the bottom in which a credit can stand: below are tags, links, notices
_LONGEST_CREDIT, _LONGEST_LINE = 60, 1000  # words, characters; a longer paragraph is reporting

_NAME = r"[A-Z][\w.'\-]+(?: (?:(?!and )[a-z]{2,3} )?[A-Z][\w.'\-]*){1,3}"
_NAMES = rf"{_NAME}(?:(?:, and|,| and| &) {_NAME})*"
_ROLE = r"(?:[Ww]riters?|[Rr]eporters?|[Jj]ournalists?|[Cc]orrespondents?|[Ss]taff(?: [Ww]riters?)?|[Ee]ditors?)"
# What can stand before the mark of a dateline: names of places in capitals or not, numbers, months. Each part is taken
# whole, so that there is one way to read a line and the time is linear in its length.
_PLACE = re.compile(r"(?:[A-Z0-9][\w.'/\-]*+(?:,\.?)?|(?:del?|la|le|of|and|al|el|on|the)\b|[–—\- ])*+")
# How Reuters signs off.
_REPORTING = re.compile(
    r"\(?(?:Additional )?[Rr]eporting by [^()]{3,300}?[;,.] ?(?:[Ww]riting|[Ee]diting) by [^()]{3,80}\)?$"
)
_GLUED = re.compile(r"[.!?:”\"')\]] (?=[A-Z])| {2,}(?=[A-Z])")


class Sign(NamedTuple):
    """One sign of an agency: its name, the kind of evidence, and the words that say so."""

    agency: str
    evidence: str
    entry: str


class _Frames(NamedTuple):
    """The frames of each kind of evidence; each has one group, `agency`."""

    dateline: tuple[re.Pattern[str], ...]
    byline: tuple[re.Pattern[str], ...]
    column: tuple[re.Pattern[str], ...]
    credit: tuple[re.Pattern[str], ...]
    last: tuple[re.Pattern[str], ...]
    contributor: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def _frames() -> _Frames:
    """Compile the frames once: `one` is any way to write an agency, `known` a name that nothing else is called by."""
    every, long = any_of(NAMES_AND_MARKS), any_of(NAMES)
    one = rf"(?:[Tt]he )?(?P<agency>{every})\b(?:(?:[/,&]| and| &|, and) ?(?:the )?{every}\b)*"
    known = rf"(?:[Tt]he )?(?P<agency>{long})\b"
    report = r"(?:report|story|article|dispatch|piece)"
    material = "material|information|reporting|reports?|files|inputs?|dispatches|contributions?|compiled|assistance"
    return _Frames(
        dateline=_compiled(
            rf"\((?P<agency>{every})(?:[/,] ?{every})*\)\s*(?:--|[–—\-:.|])",
            rf"/(?P<agency>{every})/(?:\s*(?:--|[–—\-:.])|\s)",
        ),
        byline=_compiled(
            rf"^(?:By|BY|by|From|FROM)(?: |: ?)(?:{_NAMES}(?:,| of| for| \||,? -| /) ?)?{one}(?: {_ROLE})?$",
            rf"^{_NAMES} ?(?:,|\||·|•) ?{known}(?: {_ROLE})?$",
            rf"^{known}(?: {_ROLE})?$",
        ),
        column=_compiled(rf"^(?:[Tt]he )?(?P<agency>{every})(?: {_ROLE})?$"),
        credit=_compiled(
            rf"^[(\[]{one}[)\]]\.?$",
            rf"^(?:[–—\-]+|Source:) ?{one}\.?$",
            rf"^{known}\.?$",
            rf"\b(?:[Tt]his|[Tt]he) {report} (?:was|is|has been) (?:originally |first |auto-)?"
            rf"(?:published|provided|produced|distributed|written|reported|generated) (?:by|from) {known}",
            rf"(?:Copyright|©|\([cC]\))[ ©\d,\-–]*(?:\([cC]\) ?)?(?:\d{{4}},? )?(?:by )?{known}",
            rf"(?:^|[.!?;•] ){one} (?:[A-Z]\w+ ){{0,3}}{_ROLE}\b[^!?]{{3,400}}\b(?:contributed|reported)\b",
            rf"^{known}(?: \([A-Z]+\))?,? is an? (?:[\w-]+ ){{0,3}}(?:news service|newsroom|news agency)\b",
        ),
        last=_compiled(rf"[.!?\"”'] ?\({one}\)\.?$", rf"[.!?\"”'] ?[–—-]+ ?{one}\.?$"),
        contributor=_compiled(
            rf"\b{one}[^.;!?]{{0,120}}\bcontributed (?:to (?:this|the) {report}|reporting|material|information)\b",
            rf"\b(?i:{material})(?: (?:from|by)| (?:contributed|provided) by) {one}[^.!?]{{0,60}} (?:was|were) used\b",
            rf"\b[Tt]his {report} (?:includes|contains|uses|used|was compiled)\b[^.!?]{{0,80}}?\b{one}",
            rf"^\W*(?:[Ww]ith )?(?i:{material})(?: contributed| provided)? (?:from|by) [^.!?:]{{0,80}}?\b{one}\W*$",
            rf"^\W*(?:Contributing|Contributors?)(?: ?:| from) (?:[^.!?]{{0,200}}?[,;] )??(?:and )?{one}(?:[,;]|\W*$)",
            rf"^\W*With {one}\W*$",
        ),
    )


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _first(patterns: Sequence[re.Pattern[str]], line: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(line))), None)


def agency_in(text: str, byline: str = "") -> Sign | None:
    r"""Find the agency that a text comes from, or that helped, by the strongest sign in it; None without one.

    An agency that the article quotes or mentions ("told Reuters", "Photo: AP") is no sign.

    Examples
    --------
    >>> agency_in("Mill to close\n\nHAVEN, Ohio (AP) — The mill will close.")
    Sign(agency='Associated Press', evidence='dateline', entry='HAVEN, Ohio (AP) —')
    >>> agency_in("The mill will close, Orr told Reuters.") is None
    True
    """
    text = plain(text)
    paragraphs = [stripped for line in text.split("\n") if (stripped := line.strip())]
    head, tail = paragraphs[:_OPENING], paragraphs[-_ENDING:]
    return _dateline(head) or _byline(head) or _byline_column(byline) or _credit(tail) or _contributor([*head, *tail])


def is_agency(outlet: str, agency: str) -> bool:
    """Tell whether an outlet is the agency itself, whose own articles are not copied from it.

    Examples
    --------
    >>> is_agency("The Associated Press", "Associated Press"), is_agency("Daily Press", "Associated Press")
    (True, False)
    """
    return any(
        re.search(rf"(?<!\w){re.escape(written)}(?!\w)", outlet, re.IGNORECASE) is not None
        for written, named in NAMES_AND_MARKS.items()
        if named == agency
    )


def _sign(match: re.Match[str], evidence: str, entry: str) -> Sign:
    return Sign(NAMES_AND_MARKS[match["agency"]], evidence, " ".join(entry.lstrip(".!?;•\"' ").split()))


def _dateline(paragraphs: Sequence[str]) -> Sign | None:
    """Find a place, maybe a date, and an agency in brackets where a sentence starts."""
    for paragraph in paragraphs:
        match = _first(_frames().dateline, paragraph[:300])
        if match is None:
            continue
        glued = [found.end() for found in _GLUED.finditer(paragraph, 0, match.start())]
        for start in [0, *glued]:
            if _PLACE.fullmatch(paragraph, start, match.start()):
                return _sign(match, "dateline", paragraph[start : match.end()])
    return None


def _byline(paragraphs: Sequence[str]) -> Sign | None:
    found = (_first(_frames().byline, line) for line in paragraphs if len(line) < 120)
    return next((_sign(match, "byline", match.group()) for match in found if match), None)


def _byline_column(byline: str) -> Sign | None:
    """Read a byline that is an agency, or one to three names and their agency; a longer list is no byline."""
    elements = [part.strip() for part in re.split(r"[,;|/]", re.sub(r"^[Bb][Yy]:? ", "", plain(byline).strip()))]
    matches = [_first(_frames().column, element) for element in elements]
    if matches[-1] and (all(matches) or len(elements) <= 4):
        return _sign(matches[-1], "byline", byline)
    return None


def _may_be_credit(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and len(line.split()) <= _LONGEST_CREDIT


def _credit(paragraphs: Sequence[str]) -> Sign | None:
    for place, line in enumerate(paragraphs):
        if place == len(paragraphs) - 1 and len(line) > 80 and (match := _first(_frames().last, line)):
            return _sign(match, "credit", match.group())
        if not _may_be_credit(line):
            continue
        if match := _first(_frames().credit, line):
            return _sign(match, "credit", match.group())
        if reuters := _REPORTING.search(line):
            return Sign("Reuters", "credit", " ".join(reuters.group().split()))
    return None


def _contributor(paragraphs: Sequence[str]) -> Sign | None:
    found = ((_first(_frames().contributor, line), line) for line in paragraphs if _may_be_credit(line))
    return next((_sign(match, "contributor", line) for match, line in found if match), None)
