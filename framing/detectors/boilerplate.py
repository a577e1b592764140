"""Boilerplate: paragraphs, and parts glued to them, that are the page's and not the reporting's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from framing.boilerplate.by_terms import OWN_VOICE, Paragraph, by_terms, is_all_terms, is_button, is_spoken, told_by
from framing.boilerplate.glued import glued_parts
from framing.boilerplate.layout import BY_NAME, NAMES_ALONE, Evidence, Line, by_layout, is_support
from framing.boilerplate.neighbours import TITLE_AGAIN, join_lines, runs
from framing.boilerplate.web_page import LEAST_LINES, OUTSIDE, article_lines
from framing.model import Span, subtype_parts
from framing.texts.text import Place, Reading
from framing.vocabulary.lexicon import Hit

_SHORT = 14  # words
_TOP = 6  # paragraphs among which a headline stands
_FORM = 3  # so many buttons in a row are a form
_BUTTON = re.compile(r"[\w’' ]{2,20}[?.!]?$")


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


def _paragraphs(reading: Reading, hits: Sequence[Hit]) -> list[Paragraph]:
    starts = [hit.start for hit in hits]
    text, places = reading.text, reading.paragraphs
    paragraphs = []
    for number, (start, end) in enumerate(places):
        line = Line(text[start:end], text.count(" ", start, end) + 1, number, len(places))
        paragraphs.append(Paragraph((start, end), line, hits[bisect_left(starts, start) : bisect_left(starts, end)]))
    return paragraphs


def _parts(
    paragraph: Paragraph, label: Evidence | None, profiled: Sequence[tuple[Place, Evidence]]
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


def _label(reading: Reading, paragraph: Paragraph) -> Evidence | None:
    """Give category and evidence of one paragraph by itself, or None; what somebody checked comes first."""
    told = reading.profiled.get(paragraph.place) if reading.profiled else None
    if told is None and paragraph.hits:
        told = by_terms(reading, paragraph)
    return told or by_layout(paragraph.line) or reading.repeated.get(paragraph.place)


def _keep_headline(reading: Reading, paragraphs: Sequence[Paragraph], labels: list[Evidence | None]) -> None:
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


def _join_appeals(reading: Reading, paragraphs: Sequence[Paragraph], labels: list[Evidence | None]) -> None:
    """Label what stands between two pieces of one appeal for money, if it speaks as *we* to *you*."""
    places = [i for i, label in enumerate(labels) if label is not None and label[0] == "donation"]
    for left, right in pairwise(places):
        unlabelled = [i for i in range(left + 1, right) if labels[i] is None]
        if not unlabelled or right - left > 5:
            continue
        addressing = [i for i in unlabelled if OWN_VOICE.search(reading.view, *paragraphs[i].place)]
        buttons = [i for i in unlabelled if _BUTTON.match(paragraphs[i].line.text) and paragraphs[i].line.words <= 3]
        spoken = any(is_spoken(paragraphs[i]) for i in unlabelled)
        if not spoken and len({*addressing, *buttons}) * 2 >= len(unlabelled):
            for i in unlabelled:
                labels[i] = ("donation", "neighbours: inside an appeal")


def _join_buttons(reading: Reading, paragraphs: Sequence[Paragraph], labels: list[Evidence | None]) -> None:
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


def _button(reading: Reading, paragraph: Paragraph) -> Evidence | None:
    if is_support(paragraph.line):
        return "donation", "neighbours: support line"
    is_word = len(paragraph.hits) == 1 and is_button(paragraph) and is_all_terms(reading, paragraph)
    return told_by(paragraph.hits[0]) if is_word else None


def _has_phrase(paragraph: Paragraph) -> bool:
    """Tell whether a short line holds a phrase of the page: among the menus of a whole page that is enough."""
    if not paragraph.hits or paragraph.line.words > _SHORT or is_spoken(paragraph):
        return False
    told = [subtype_parts(hit.entry.subtype) for hit in paragraph.hits]
    weak = ("hint", "button") if paragraph.line.text[-1] == "." else ("hint",)
    return any(reach not in weak and category not in ("agency_line", "share", "byline") for category, reach in told)


def _leave_article(reading: Reading, paragraphs: Sequence[Paragraph], labels: list[Evidence | None]) -> None:
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
