"""Boilerplate: paragraphs, and parts glued to them, that are the page's and not the reporting's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from framing.lexicon import Hit
from framing.model import Span
from framing.quotation import quoted_length
from framing.text import Place, Reading, word_count

# The lexicon's subtype is category:reach. `any` tells from anywhere in a paragraph, `start` where it opens one,
# `line` where it is all of one, `hint` only beside other signs.
_LONGEST = {"any": 60, "start": 30}
_LONGEST_LAYOUT = 800  # characters

_NAME = r"[A-Z][\w.'’\-]+(?: (?:[a-z]{2,3} )?[A-Z][\w.'’\-]*){0,3}"
_AGENCY = r"(?:[A-Z][\w.&'’\-]*|via|for|of|the|/)"
_PICTURE = "Photo(?:graph)?|Image|Picture|Credit|Illustration|Graphic"
_WRITER = "correspondent|reporter|columnist|journalist|writer|editor|critic|author"
_CREDIT_TAIL = re.compile(
    rf"(?:^|[.!?…”\"’)] |\()\W*(?:(?:{_PICTURE})s?(?: by| credit)?:? )?"
    rf"{_NAME} ?/ ?{_AGENCY}(?: {_AGENCY}){{0,4}}\W*$"
)
_CREDIT_WORD = re.compile(rf"(?:{_PICTURE})s?(?: by| credit)?: ?[^.:;]{{3,60}}\)?$")
_AGENCY_TAIL = re.compile(
    r"(?:[.!?”\"] |\()(?:[A-Z][\w.\-]+ ){1,3}(?:Getty Images|AFP|Reuters|Associated Press|AP|EPA|Bloomberg)\W*$"
)
_BYLINE = re.compile(rf"By {_NAME}(?:(?:,| and|, and| &) {_NAME})*(?:,? [A-Za-z .&'’,\-]{{3,40}})?$")
_BIO = re.compile(
    rf"{_NAME} is (?:an?|the) (?:[\w.'’&\-]+ ){{0,8}}?(?:{_WRITER})"
    r"(?:,? (?:at|for|of|with|in|covering|based|who covers) [^.]{2,80})?\.?$"
)
_DATE_LINE = re.compile(
    r"(?:(?:Updated|Published|Posted|Last updated|Last modified)(?: at| on)?:? ?)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    r"(?:\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? \d{4}"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? \d{4}"
    r"|\d{4}-\d\d-\d\d|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago)"
    r"(?:[ ,|·\-–at]*\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?$",
    re.IGNORECASE,
)
_GLUED = re.compile(r"\((?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by [^()]{3,200}\)$")
_OWN_VOICE = re.compile(r"\b(?:we|our|us|you|your|yours)\b")
_CAPITALS = re.compile(r"[A-Z]{2,}")


class _Paragraph(NamedTuple):
    """One paragraph and the evidence in it."""

    place: Place
    text: str
    words: int
    hits: Sequence[Hit]


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    r"""Find the boilerplate of one document.

    Evidence is the wording of a paragraph (the lexicon), its layout (credits, bylines, capitals) and its neighbours
    (what stands between two pieces of one appeal belongs to it). Reporting is kept in doubt: a long paragraph, or one
    whose evidence stands in quotation marks, stays content. Repetition over a corpus is not used yet, so standing
    text without any of these signs is missed.

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
    >>> from framing.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "It rained.\n\nShare this article"))
    >>> [span[:4] for span in detect(reading, Lexicon(bundled()).find(reading.view)["boilerplate"])]
    [(12, 30, 'boilerplate', 'share')]
    """
    paragraphs = _paragraphs(reading, hits)
    labels = [_label(reading, paragraph) for paragraph in paragraphs]
    _join_appeals(reading, paragraphs, labels)
    _join_links(paragraphs, labels)
    spans: list[Span] = []
    for paragraph, label in zip(paragraphs, labels, strict=True):
        place = paragraph.place
        if label is None:
            glued = _GLUED.search(paragraph.text)
            if glued is None:
                continue
            label = ("contributor", "layout: credit in brackets")
            place = (place[0] + glued.start(), place[0] + glued.end())
        spans.append(Span(*place, "boilerplate", label[0], "cue", len(spans), label[1]))
    return spans


def _paragraphs(reading: Reading, hits: Sequence[Hit]) -> list[_Paragraph]:
    starts = [hit.start for hit in hits]
    paragraphs = []
    for start, end in reading.paragraphs:
        text = reading.text[start:end]
        inside = hits[bisect_left(starts, start) : bisect_left(starts, end)]
        paragraphs.append(_Paragraph((start, end), text, word_count(text), inside))
    return paragraphs


def _label(reading: Reading, paragraph: _Paragraph) -> tuple[str, str] | None:
    """Give category and evidence of one paragraph by itself, or None."""
    return _by_term(reading, paragraph) or _by_layout(reading, paragraph)


def _by_term(reading: Reading, paragraph: _Paragraph) -> tuple[str, str] | None:
    start, end = paragraph.place
    if paragraph.words <= 12 and _is_all_terms(reading, paragraph):
        hit = paragraph.hits[0]
        return hit.entry.subtype.partition(":")[0], hit.entry.term
    is_spoken = _is_spoken(reading, paragraph)
    hints = 0
    best: tuple[int, str, str] | None = None
    for hit in paragraph.hits:
        category, _, reach = hit.entry.subtype.partition(":")
        opens = not any(character.isalnum() for character in reading.text[start : hit.start])
        if reach in ("any", "hint"):
            hints += 1
        if is_spoken or reach in ("line", "hint") or paragraph.words > _LONGEST[reach]:
            continue
        if reach == "start" and not (opens and _is_service_line(reading, paragraph, hit)):
            continue
        share = (hit.end - hit.start) * (2 if reach == "start" else 1)
        if best is None or share > best[0]:
            best = (share, category, hit.entry.term)
    if best is not None and (paragraph.words <= 25 or hints > 1 or best[1] in _STANDING):
        return best[1], best[2]
    is_appeal = hints >= 2 and paragraph.words <= _LONGEST["any"] and not is_spoken
    if is_appeal and _OWN_VOICE.search(reading.view, start, end):
        hit = paragraph.hits[0]
        return hit.entry.subtype.partition(":")[0], f"hints: {hit.entry.term}"
    return None


def _is_all_terms(reading: Reading, paragraph: _Paragraph) -> bool:
    """Tell whether the paragraph is made of terms alone, such as a row of buttons."""
    at, end = paragraph.place
    hits = [hit for hit in paragraph.hits if not hit.entry.subtype.endswith(":hint")]
    for hit in hits:
        if any(character.isalnum() for character in reading.text[at : hit.start]):
            return False
        at = hit.end
    return bool(hits) and not any(character.isalnum() for character in reading.text[at:end])


# Categories whose phrases stand in one fixed sentence, however long the paragraph is.
_STANDING = frozenset("correction contributor copyright privacy standing author_bio newsletter caption".split())


def _is_spoken(reading: Reading, paragraph: _Paragraph) -> bool:
    """Tell whether quotation marks hold much of the paragraph: what somebody in the article says."""
    start, end = paragraph.place
    return quoted_length(reading.quotations, paragraph.place) * 3 > end - start


def _is_service_line(reading: Reading, paragraph: _Paragraph, hit: Hit) -> bool:
    """Tell whether a paragraph that opens with `hit` is a line of the page and not a sentence of the article."""
    if hit.entry.term[-1] in ":(" or hit.entry.term.startswith(("©", "click", "(")):
        return True
    return paragraph.words <= 22 and not _has_report(reading, paragraph)


def _has_report(reading: Reading, paragraph: _Paragraph) -> bool:
    view = reading.view[paragraph.place[0] : paragraph.place[1]]
    return bool(re.search(r"\b(?:said|says|told|according to|he|she|his|her|was|were|had)\b", view))


def _by_layout(reading: Reading, paragraph: _Paragraph) -> tuple[str, str] | None:
    text, words = paragraph.text, paragraph.words
    if words == 0 or words > 60 or len(text) > _LONGEST_LAYOUT:
        return None
    if _CREDIT_TAIL.search(text) or _CREDIT_WORD.search(text) or _AGENCY_TAIL.search(text):
        return ("credit" if words <= 7 and "." not in text.rstrip(".)") else "caption", "layout: credit at the end")
    if words <= 14 and _BYLINE.match(text):
        return "byline", "layout: by and a name"
    if words <= 25 and paragraph.place[0] >= _ending(reading) and _BIO.match(text):
        return "author_bio", "layout: who a name is"
    if words <= 12 and _DATE_LINE.match(text) and paragraph.place[0] <= _opening(reading):
        return "byline", "layout: a date alone"
    if words <= 30 and text.endswith("Read more"):
        return "read_more", "layout: read more at the end"
    if re.match(r"Support (?:the |The |our )?[A-Z][^,:;]{2,40}$", text) and words <= 7:
        return "donation", "layout: support line"
    if (
        6 <= words <= 25
        and paragraph.place[0] > _opening(reading)
        and text.upper() == text
        and len(_CAPITALS.findall(text)) >= 4
    ):
        return "read_more", "layout: capitals"
    return None


def _opening(reading: Reading) -> int:
    """Place of the fifth paragraph, or the last of fewer: bylines and dates stand above, link headlines below."""
    return reading.paragraphs[min(4, len(reading.paragraphs) - 1)][0]


def _ending(reading: Reading) -> int:
    """Place of the fifth paragraph from the end, or the first of fewer: who wrote it stands below."""
    return reading.paragraphs[max(-5, -len(reading.paragraphs))][0]


def _join_appeals(reading: Reading, paragraphs: Sequence[_Paragraph], labels: list[tuple[str, str] | None]) -> None:
    """Label what stands between two pieces of one appeal for money, if it speaks as *we* to *you*."""
    places = [i for i, label in enumerate(labels) if label is not None and label[0] == "donation"]
    for left, right in pairwise(places):
        between = range(left + 1, right)
        if len(between) > 4:
            continue
        unlabelled = [i for i in between if labels[i] is None]
        addressing = [i for i in unlabelled if _OWN_VOICE.search(reading.view, *paragraphs[i].place)]
        spoken = any(_is_spoken(reading, paragraphs[i]) for i in unlabelled)
        if unlabelled and not spoken and len(addressing) * 2 >= len(unlabelled):
            for i in unlabelled:
                labels[i] = ("donation", "neighbours: inside an appeal")


def _join_links(paragraphs: Sequence[_Paragraph], labels: list[tuple[str, str] | None]) -> None:
    """Label the titles under "More on this story", up to the first sentence."""
    is_list = False
    for i, paragraph in enumerate(paragraphs):
        label = labels[i]
        if label is not None:
            is_list = label[0] == "read_more" and len(paragraph.text) < 40
        elif is_list and 2 <= paragraph.words <= 20 and paragraph.text[-1] not in '.!”"’:':
            labels[i] = ("read_more", "neighbours: under a list of links")
        else:
            is_list = False
