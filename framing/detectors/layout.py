"""Layout: where an article's headline, byline, dateline and lede stand."""

from __future__ import annotations

from collections.abc import Sequence

from framing.boilerplate.glued import DATELINE
from framing.boilerplate.layout import TIMESTAMP
from framing.model import Span
from framing.texts.text import Place, Reading, is_covered, merged, word_count
from framing.vocabulary.lexicon import Hit

_HEADLINE_WITHIN = 6  # paragraphs from the top
_LONGEST_HEADLINE = 25  # words
_SHORTEST_LEDE = 8  # words: bylines, crossheads and lines of dialogue have fewer
_SENTENCE_ENDS = ".!?…:;”\"'’»)"


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    r"""Find the headline, the lede, bylines and datelines of one document.

    The headline is the paragraph that equals the document's `headline`; where none is given, the first paragraph, if
    it is short and has no full stop while another one follows. The lede is the first paragraph after it that has at
    least eight words and ends as a sentence does. What is boilerplate is neither; bylines and datelines are the
    boilerplate that names who wrote the article and where.

    Parameters
    ----------
    reading : Reading
        The document, with its boilerplate.
    hits : sequence of Hit
        Not used: the device has no terms.

    Returns
    -------
    list of Span
        One cue each; `subtype` is headline, lede, byline or dateline, `entry` the evidence.

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "Ferry Burns in Harbour\n\nA ferry burned in the harbour for two hours on Friday."
    >>> [span[:4] for span in detect(Reading(Document("a", text)), [])]
    [(0, 22, 'layout', 'headline'), (24, 78, 'layout', 'lede')]
    """
    found = [*_opening(reading), *_signed(reading)]
    return [
        Span(*place, "layout", subtype, "cue", number, evidence)
        for number, (place, subtype, evidence) in enumerate(sorted(found))
    ]


def _opening(reading: Reading) -> list[tuple[Place, str, str]]:
    """Find headline and lede among the paragraphs that are not boilerplate."""
    covered = merged((span.start, span.end) for span in reading.boilerplate)
    body = [place for place in reading.paragraphs if not is_covered(place, covered)]
    text, given = reading.text, " ".join(reading.document.headline.split())
    found = []
    after = 0
    named = [place for place in body[:_HEADLINE_WITHIN] if given and _words_of(text, place) == given]
    if named:
        found.append((named[0], "headline", "equals the headline given"))
        after = named[0][1]
    elif not given and len(body) > 1 and _looks_like_headline(text[slice(*body[0])]):
        found.append((body[0], "headline", "short, without a full stop"))
        after = body[0][1]
    # A standfirst or a link above the text is as long, and no sentence; where nothing is one, the first will do.
    below = [place for place in body if place[0] >= after]
    ended = (place for place in below if text[place[1] - 1] in _SENTENCE_ENDS)
    lede = next((place for place in (*ended, *below) if _is_long(text, place)), None)
    return found if lede is None else [*found, (lede, "lede", "first paragraph of text")]


def _signed(reading: Reading) -> list[tuple[Place, str, str]]:
    """Name the boilerplate that says who wrote the article, and where."""
    found = []
    for span in reading.boilerplate:
        if span.entry == DATELINE:
            found.append(((span.start, span.end), "dateline", span.entry))
        elif span.subtype == "byline" and span.entry != TIMESTAMP:
            found.append(((span.start, span.end), "byline", span.entry))
    return found


def _is_long(text: str, place: Place) -> bool:
    return word_count(text[slice(*place)]) >= _SHORTEST_LEDE


def _words_of(text: str, place: Place) -> str:
    return " ".join(text[slice(*place)].split())


def _looks_like_headline(line: str) -> bool:
    return word_count(line) <= _LONGEST_HEADLINE and line[-1] not in ".:;,”\"'’»" and not line.startswith("By ")
