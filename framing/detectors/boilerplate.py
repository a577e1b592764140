"""Boilerplate: paragraphs, and parts glued to them, that are the page's and not the reporting's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from framing.boilerplate.glued import SENTENCE_START, glued_parts
from framing.boilerplate.layout import BY_NAME, NAMES_ALONE, Evidence, Line, by_layout, is_support
from framing.boilerplate.neighbours import TITLE_AGAIN, join_lines, runs
from framing.boilerplate.web_page import LEAST_LINES, OUTSIDE, article_lines
from framing.model import Span, subtype_parts
from framing.texts.text import Place, Reading
from framing.vocabulary.lexicon import Hit

# The lexicon's subtype is category:reach. `any` tells from anywhere in a paragraph, `start` where it opens one, `line`
# where it is all of one, `button` where it is all of one that stands at an end of the article or beside boilerplate,
# `hint` only beside other signs.
_LONGEST = {"any": 60, "start": 30}  # words
_LONGEST_NOTE = 160  # of a correction that the paragraph opens with
_LONGEST_APPEAL = 400
_SHORT = 14  # words
_TOP = 6  # paragraphs among which a headline stands
_FORM = 3  # so many buttons in a row are a form
# Categories whose phrases stand in one fixed sentence, however long the paragraph is.
_STANDING = frozenset("correction contributor copyright standing author_bio newsletter caption".split())
# Categories of which reporting, too, uses the phrases: a paragraph that tells what somebody did or said is none.
_SERVICE = frozenset("donation paywall privacy commerce comments".split())
_CITING = frozenset(("caption", "credit", "copyright"))
_OWN_VOICE = re.compile(r"\b(?:we|our|us|you|your|yours)\b")
_WE, _YOU = re.compile(r"\b(?:we|our|us)\b"), re.compile(r"\b(?:you|your|yours)\b")
_HELPED = re.compile(r"\breport(?:ed|ing) (?:from|by)\b|\bcontribut|[Cc]orrection")
_POINTS = re.compile(r"\b(?:here|click|our|site|page|website|story|article|homepage|issue|stories)\b")
_QUOTED = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)")
_REPORT = re.compile(r"\b(?:said|says|told|according to|he|she|his|her|was|were|had)\b")
_BUTTON = re.compile(r"[\w’' ]{2,20}[?.!]?$")


class _Paragraph(NamedTuple):
    """One paragraph, its shape, and the terms in it."""

    place: Place
    line: Line
    hits: Sequence[Hit]


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    r"""Find the boilerplate of one document.

    Three sources of evidence, named in `entry`: the wording and layout of a paragraph and its neighbours; the lines of
    the outlet's profile (``profile: <outlet>``); and repetition over the corpus (``repeated: n articles``), both of
    which `framing.label` hands over with the reading. Reporting is kept in doubt: a long paragraph, or one whose
    evidence stands in quotation marks, stays content. In the text of a whole page all that stands outside its article
    is boilerplate.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order.

    Returns
    -------
    list of Span
        One cue a paragraph or glued part; `subtype` is the category, `entry` the evidence.

    Examples
    --------
    >>> from framing.vocabulary.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "It rained.\n\nShare this article"))
    >>> [span[:4] for span in detect(reading, Lexicon(bundled()).find(reading.view)["boilerplate"])]
    [(12, 30, 'boilerplate', 'share')]
    """
    paragraphs = _paragraphs(reading, hits)
    labels = [_label(reading, paragraph) for paragraph in paragraphs]
    _keep_headline(reading, paragraphs, labels)
    _join_appeals(reading, paragraphs, labels)
    _join_buttons(reading, paragraphs, labels)
    join_lines([paragraph.line for paragraph in paragraphs], labels)
    _leave_article(reading, paragraphs, labels)
    spans: list[Span] = []
    profiled: dict[int, list[tuple[Place, Evidence]]] = defaultdict(list)
    for place, told in reading.profiled.items():
        profiled[place[1]].append((place, told))
    for paragraph, label in zip(paragraphs, labels, strict=True):
        at_end = profiled.get(paragraph.place[1], ())
        for (start, end), category, evidence in _parts(paragraph, label, at_end):
            spans.append(Span(start, end, "boilerplate", category, "cue", len(spans), evidence))
    return spans


def _paragraphs(reading: Reading, hits: Sequence[Hit]) -> list[_Paragraph]:
    starts = [hit.start for hit in hits]
    text, places = reading.text, reading.paragraphs
    paragraphs = []
    for number, (start, end) in enumerate(places):
        line = Line(text[start:end], text.count(" ", start, end) + 1, number, len(places))
        paragraphs.append(_Paragraph((start, end), line, hits[bisect_left(starts, start) : bisect_left(starts, end)]))
    return paragraphs


def _parts(
    paragraph: _Paragraph, label: Evidence | None, profiled: Sequence[tuple[Place, Evidence]]
) -> Iterable[tuple[Place, str, str]]:
    """Give the whole paragraph where it has a label, and else the parts glued to it; `profiled` end where it does."""
    if label is not None:
        yield paragraph.place, *label
        return
    start = taken = paragraph.place[0]
    for (left, right), category, evidence in glued_parts(paragraph.line.text, paragraph.line.number):
        taken = start + right
        yield (start + left, taken), category, evidence
    for place, told in profiled:
        if taken <= place[0]:
            yield place, *told


def _label(reading: Reading, paragraph: _Paragraph) -> Evidence | None:
    """Give category and evidence of one paragraph by itself, or None; what somebody checked comes first."""
    told = reading.profiled.get(paragraph.place) if reading.profiled else None
    if told is None and paragraph.hits:
        told = _by_term(reading, paragraph)
    return told or by_layout(paragraph.line) or reading.repeated.get(paragraph.place)


def _by_term(reading: Reading, paragraph: _Paragraph) -> Evidence | None:
    words = paragraph.line.words
    if words > _LONGEST_APPEAL:
        return None
    if words <= 12 and _is_all_terms(reading, paragraph):
        return None if _is_button(paragraph) else _told(paragraph.hits[0])
    best = _best_term(reading, paragraph)
    if best is not None and best[0] == "correction" and paragraph.hits[0].start == paragraph.place[0]:
        return best
    if _is_spoken(paragraph):  # the page itself may cite the title of a picture or of a report
        return best if best is not None and best[0] in _CITING and words <= 40 else None
    hints = sum(subtype_parts(hit.entry.subtype)[1] in ("any", "hint") for hit in paragraph.hits)
    if best is not None and (words <= 25 or hints > 1 or best[0] in _STANDING):
        return best
    return _appeal(reading, paragraph, hints)


def _appeal(reading: Reading, paragraph: _Paragraph, hints: int) -> Evidence | None:
    """Tell an appeal: several phrases of one, close together, in a paragraph in which *we* speak to *you*."""
    if hints < 2 or paragraph.line.words > max(_LONGEST["any"], 25 * hints):
        return None
    place = paragraph.place
    is_sure = any(subtype_parts(hit.entry.subtype)[1] == "any" for hit in paragraph.hits)
    speaks = _WE.search(reading.view, *place) and _YOU.search(reading.view, *place)
    if not speaks and not (is_sure and _OWN_VOICE.search(reading.view, *place)):
        return None
    if _REPORT.search(reading.view, *place):
        return None
    category, term = _told(paragraph.hits[0])
    return category, f"hints: {term}"


def _told(hit: Hit) -> Evidence:
    return subtype_parts(hit.entry.subtype)[0], hit.entry.term


def _is_button(paragraph: _Paragraph) -> bool:
    """Tell whether one word of a button is all that an inner paragraph holds: a crosshead may be the same word."""
    line = paragraph.line
    is_inside = 1 < line.number < line.of - 1
    return is_inside and len(paragraph.hits) == 1 and subtype_parts(paragraph.hits[0].entry.subtype)[1] == "button"


def _best_term(reading: Reading, paragraph: _Paragraph) -> Evidence | None:
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


def _is_all_terms(reading: Reading, paragraph: _Paragraph) -> bool:
    """Tell whether the paragraph is made of terms alone, such as a row of buttons."""
    at, end = paragraph.place
    hits = [hit for hit in paragraph.hits if subtype_parts(hit.entry.subtype)[1] != "hint"]
    for hit in hits:
        if any(character.isalnum() for character in reading.text[at : hit.start]):
            return False
        at = hit.end
    return bool(hits) and not any(character.isalnum() for character in reading.text[at:end])


def _is_spoken(paragraph: _Paragraph) -> bool:
    """Tell whether quotation marks hold much of the paragraph: what somebody in the article says."""
    text = paragraph.line.text
    if "“" not in text and '"' not in text:
        return False
    return sum(found.end() - found.start() for found in _QUOTED.finditer(text)) * 3 > len(text)


def _opens_service_line(reading: Reading, paragraph: _Paragraph, hit: Hit) -> bool:
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


def _keep_headline(reading: Reading, paragraphs: Sequence[_Paragraph], labels: list[Evidence | None]) -> None:
    """Keep the headline: what is given as one, and a line of two capitalised words above a byline (*Ferry Burns*)."""
    given = " ".join(reading.document.headline.split())
    for i, paragraph in enumerate(paragraphs[:_TOP]):
        if given and labels[i] is not None and " ".join(paragraph.line.text.split()) == given:
            labels[i] = None
    if labels and labels[0] == ("byline", NAMES_ALONE) and ("byline", BY_NAME) in labels[1:3]:
        labels[0] = None
    # "Fact check: Who built the bridge" is a link below the top and a headline there
    first = labels[0] if len(labels) > 3 else None
    if (
        first is not None
        and first[0] == "read_more"
        and labels[1] is None
        and paragraphs[0].line.words > 4
        and paragraphs[0].line.text[-1].isalnum()
    ):
        labels[0] = None


def _join_appeals(reading: Reading, paragraphs: Sequence[_Paragraph], labels: list[Evidence | None]) -> None:
    """Label what stands between two pieces of one appeal for money, if it speaks as *we* to *you*."""
    places = [i for i, label in enumerate(labels) if label is not None and label[0] == "donation"]
    for left, right in pairwise(places):
        unlabelled = [i for i in range(left + 1, right) if labels[i] is None]
        if not unlabelled or right - left > 5:
            continue
        addressing = [i for i in unlabelled if _OWN_VOICE.search(reading.view, *paragraphs[i].place)]
        buttons = [i for i in unlabelled if _BUTTON.match(paragraphs[i].line.text) and paragraphs[i].line.words <= 3]
        spoken = any(_is_spoken(paragraphs[i]) for i in unlabelled)
        if not spoken and len({*addressing, *buttons}) * 2 >= len(unlabelled):
            for i in unlabelled:
                labels[i] = ("donation", "neighbours: inside an appeal")


def _join_buttons(reading: Reading, paragraphs: Sequence[_Paragraph], labels: list[Evidence | None]) -> None:
    """Label the words of buttons that stand beside boilerplate, or that make a form for a gift in a row."""
    buttons = {i: told for i, label in enumerate(labels) if label is None and (told := _button(reading, paragraphs[i]))}
    for run in runs(list(buttons)):
        if len(run) >= _FORM and any(buttons[i][0] == "donation" for i in run):
            for i in run:
                labels[i] = buttons[i]
    for numbers, step in ((list(buttons), -1), (list(buttons)[::-1], 1)):
        for i in numbers:
            if labels[i] is None and 0 <= i + step < len(labels) and labels[i + step] is not None:
                labels[i] = buttons[i]


def _button(reading: Reading, paragraph: _Paragraph) -> Evidence | None:
    if is_support(paragraph.line):
        return "donation", "neighbours: support line"
    is_word = len(paragraph.hits) == 1 and _is_button(paragraph) and _is_all_terms(reading, paragraph)
    return _told(paragraph.hits[0]) if is_word else None


def _has_phrase(paragraph: _Paragraph) -> bool:
    """Tell whether a short line holds a phrase of the page: among the menus of a whole page that is enough."""
    if not paragraph.hits or paragraph.line.words > _SHORT or _is_spoken(paragraph):
        return False
    told = [subtype_parts(hit.entry.subtype) for hit in paragraph.hits]
    weak = ("hint", "button") if paragraph.line.text[-1] == "." else ("hint",)
    return any(reach not in weak and category not in ("agency_line", "share", "byline") for category, reach in told)


def _leave_article(reading: Reading, paragraphs: Sequence[_Paragraph], labels: list[Evidence | None]) -> None:
    """Label, where the text is a whole web page, all that is not its article."""
    if len(paragraphs) < LEAST_LINES:
        return
    lines = [paragraph.line.text for paragraph in paragraphs]
    told = [
        (label is not None and label != TITLE_AGAIN) or _has_phrase(paragraph)
        for paragraph, label in zip(paragraphs, labels, strict=True)
    ]
    kept = article_lines(lines, told)
    if kept is None:
        return
    for i, keep in enumerate(kept):
        if keep:
            labels[i] = None
        elif labels[i] is None:
            category = "read_more" if paragraphs[i].line.words > 5 else "standing"
            labels[i] = (category, OUTSIDE)
