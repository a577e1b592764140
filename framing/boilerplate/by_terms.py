"""What the terms in a paragraph tell: that it is the page's, by itself, in a row, or as an appeal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from framing.boilerplate.glued import SENTENCE_START
from framing.boilerplate.layout import Evidence, Line
from framing.model import subtype_parts
from framing.texts.text import Place, Reading
from framing.vocabulary.lexicon import Hit

# The lexicon's subtype is category:reach. `any` tells from anywhere in a paragraph, `start` where it opens one, `line`
# where it is all of one, `button` where it is all of one that stands at an end of the article or beside boilerplate,
# `hint` only beside other signs.
_LONGEST = {"any": 60, "start": 30}  # words
_LONGEST_NOTE = 160  # of a correction that the paragraph opens with
_LONGEST_APPEAL = 400
# Categories whose phrases stand in one fixed sentence, however long the paragraph is.
_STANDING = frozenset("correction contributor copyright standing author_bio newsletter caption".split())
# Categories of which reporting, too, uses the phrases: a paragraph that tells what somebody did or said is none.
_SERVICE = frozenset("donation paywall privacy commerce comments".split())
_CITING = frozenset(("caption", "credit", "copyright"))
OWN_VOICE = re.compile(r"\b(?:we|our|us|you|your|yours)\b")
_WE, _YOU = re.compile(r"\b(?:we|our|us)\b"), re.compile(r"\b(?:you|your|yours)\b")
_HELPED = re.compile(r"\breport(?:ed|ing) (?:from|by)\b|\bcontribut|[Cc]orrection")
_POINTS = re.compile(r"\b(?:here|click|our|site|page|website|story|article|homepage|issue|stories)\b")
_QUOTED = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)")
_REPORT = re.compile(r"\b(?:said|says|told|according to|he|she|his|her|was|were|had)\b")


class Paragraph(NamedTuple):
    """One paragraph, its shape, and the terms in it."""

    place: Place
    line: Line
    hits: Sequence[Hit]


def by_terms(reading: Reading, paragraph: Paragraph) -> Evidence | None:
    """Give the category of a paragraph and the term that tells it; None where the terms in it do not."""
    words = paragraph.line.words
    if words > _LONGEST_APPEAL:
        return None
    if words <= 12 and is_all_terms(reading, paragraph):
        return None if is_button(paragraph) else told_by(paragraph.hits[0])
    best = _best_term(reading, paragraph)
    if best is not None and best[0] == "correction" and paragraph.hits[0].start == paragraph.place[0]:
        return best
    if is_spoken(paragraph):  # the page itself may cite the title of a picture or of a report
        return best if best is not None and best[0] in _CITING and words <= 40 else None
    hints = sum(subtype_parts(hit.entry.subtype)[1] in ("any", "hint") for hit in paragraph.hits)
    if best is not None and (words <= 25 or hints > 1 or best[0] in _STANDING):
        return best
    return _appeal(reading, paragraph, hints)


def _appeal(reading: Reading, paragraph: Paragraph, hints: int) -> Evidence | None:
    """Tell an appeal: several phrases of one, close together, in a paragraph in which *we* speak to *you*."""
    if hints < 2 or paragraph.line.words > max(_LONGEST["any"], 25 * hints):
        return None
    place = paragraph.place
    is_sure = any(subtype_parts(hit.entry.subtype)[1] == "any" for hit in paragraph.hits)
    speaks = _WE.search(reading.view, *place) and _YOU.search(reading.view, *place)
    if not speaks and not (is_sure and OWN_VOICE.search(reading.view, *place)):
        return None
    if _REPORT.search(reading.view, *place):
        return None
    category, term = told_by(paragraph.hits[0])
    return category, f"hints: {term}"


def told_by(hit: Hit) -> Evidence:
    """Give the category of a term, and the term."""
    return subtype_parts(hit.entry.subtype)[0], hit.entry.term


def is_button(paragraph: Paragraph) -> bool:
    """Tell whether one word of a button is all that an inner paragraph holds: a crosshead may be the same word."""
    line = paragraph.line
    is_inside = 1 < line.number < line.of - 1
    return is_inside and len(paragraph.hits) == 1 and subtype_parts(paragraph.hits[0].entry.subtype)[1] == "button"


def _best_term(reading: Reading, paragraph: Paragraph) -> Evidence | None:
    """Give the longest term that tells by itself; one that opens the paragraph counts double."""
    best, best_size = None, 0
    line = paragraph.line
    for hit in paragraph.hits:
        category, reach = subtype_parts(hit.entry.subtype)
        is_note = category == "correction" and hit.start - paragraph.place[0] < 3
        if reach not in _LONGEST or line.words > (_LONGEST_NOTE if is_note else _LONGEST[reach]):
            continue
        if reach == "start" and not _opens_service_line(reading, paragraph, hit):
            continue
        if category == "author_bio" and 1 < line.number < line.of - 4:
            continue
        if category == "contributor" and _follows_report(line.text, hit.start - paragraph.place[0]):
            continue
        size = (hit.end - hit.start) * (2 if reach == "start" else 1)
        if size > best_size:
            best, best_size = (category, hit.entry.term), size
    if best is not None and best[0] in _SERVICE and _REPORT.search(reading.view, *paragraph.place):
        return None
    return best


def _follows_report(text: str, place: int) -> bool:
    """Tell whether a sentence of reporting stands before `place`: then the credit is glued to it."""
    ends = [end.end() for end in SENTENCE_START.finditer(text, 0, place)]
    return bool(ends) and not _HELPED.search(text[: ends[-1]])


def is_all_terms(reading: Reading, paragraph: Paragraph) -> bool:
    """Tell whether the paragraph is made of terms alone, such as a row of buttons."""
    at, end = paragraph.place
    hits = [hit for hit in paragraph.hits if subtype_parts(hit.entry.subtype)[1] != "hint"]
    for hit in hits:
        if any(character.isalnum() for character in reading.text[at : hit.start]):
            return False
        at = hit.end
    return bool(hits) and not any(character.isalnum() for character in reading.text[at:end])


def is_spoken(paragraph: Paragraph) -> bool:
    """Tell whether quotation marks hold much of the paragraph: what somebody in the article says."""
    text = paragraph.line.text
    if "“" not in text and '"' not in text:
        return False
    return sum(found.end() - found.start() for found in _QUOTED.finditer(text)) * 3 > len(text)


def _opens_service_line(reading: Reading, paragraph: Paragraph, hit: Hit) -> bool:
    """Tell whether `hit` opens the paragraph and this is a line of the page and not a sentence of the article."""
    if any(character.isalnum() for character in reading.text[paragraph.place[0] : hit.start]):
        return False
    if hit.entry.term[-1] in ":(" or hit.entry.term.startswith(("©", "click", "(")):
        return True
    category, words = subtype_parts(hit.entry.subtype)[0], paragraph.line.words
    if words > (8 if category == "credit" else 22) or _REPORT.search(reading.view, *paragraph.place):
        return False
    if category == "byline" and words > 6 and not any(map(str.isdigit, paragraph.line.text)):
        return False
    # "More on that later." is the article's, "More on the flood" and "Read more on our site." are the page's
    is_link = category == "read_more"
    return not is_link or paragraph.line.text[-1] not in ".!" or bool(_POINTS.search(reading.view, *paragraph.place))
