"""Attributions: who is made answerable for what, by a trained network, quotation marks, and frames of news copy."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from framing.attributing.frames import Article, Attribution, add_by_frames, add_nested
from framing.attributing.judged import judged
from framing.attributing.kind import kind_of
from framing.attributing.network import Found, Network, network
from framing.attributing.passage import fills_paragraph
from framing.attributing.certainty import calibrated
from framing.attributing.phrase import source_before, unbroken, words_of
from framing.boilerplate.glued import dateline_end
from framing.model import Span
from framing.texts.quotation import Quotation, first_reaching, quoted_length
from framing.texts.text import Place, Reading, word_count
from framing.vocabulary.lexicon import Entry, Hit, bundled

SURE = 0.38  # from here the network's attributions count
TURN = "turn: name, colon"
_EDGES = " \t\u00a0,;:—–"
_FEW = 4  # words
_GAP, _FAR_SMALLER = 10, 0.5  # characters; a share of the other piece
_TWO_WORDS = re.compile(r"[^\W_][\s,;:—–()]++[\"“‘«(]*+[^\W_]")
_RECIPIENT = re.compile(r"(?:[^\W_]+\s){0,4}(?=that\s)")  # "the agency" in: told the agency that …
_AFTER_DASH = re.compile(r"\s*([―—–-]{1,2})\s*([^\W\d_a-z][^\n]{1,60}?)[^\S\n]*+(?:[.,][^\S\n]*+)?(?=\n|$)")


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the attributions of one document.

    A convolutional network (`framing/models/attribution.md`) marks cues, and for each cue its source and content.
    The turns of a transcript go to the name before the colon.
    Quotations that it leaves over are given to a name after a dash, to the paragraph before that ends in a colon, or
    stand as attributions without a cue word. *According to*, and cues that a researcher
    adds, are tried with the frames of news copy; without the weights, all cues of the lexicon are. `entry` says which
    way it was. Source and content are looked for in the paragraph of the cue, up to 100 words away.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the cues of the lexicon stand, in order.

    Returns
    -------
    list of Span
        Rows of role ``source`` (at most one), ``cue`` (exactly one), ``content`` (one or more) for each instance;
        `subtype` is ``direct``, ``mixed`` or ``indirect``, `entry` the cue and how it was found.

    Examples
    --------
    >>> from framing.vocabulary.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "“It works,” Orr said."))
    >>> [(span.role, span.subtype, reading.text[span.start : span.end])
    ...  for span in detect(reading, Lexicon(bundled()).find(reading.view)["attribution"])]
    [('source', 'direct', 'Orr'), ('cue', 'direct', 'said'), ('content', 'direct', '“It works,”')]
    """
    article = Article(reading)
    _add_turns(article)
    tagger = network()
    if tagger is None:
        add_by_frames(article, hits)
    else:
        framed = [hit for hit in hits if "source" in hit.entry.frames or hit.entry not in _bundled_cues()]
        if framed:
            add_by_frames(article, framed)
        _add_by_network(article, tagger, hits)
        add_nested(article, hits)
    _add_quotations(article, hits)
    article.found.sort(key=lambda item: (item.cue, item.content))
    return [span for number, item in enumerate(article.found) for span in _spans(reading, item, number)]


@lru_cache(maxsize=1)
def _bundled_cues() -> frozenset[Entry]:
    return frozenset(entry for entry in bundled() if entry.device == "attribution")


def _add_turns(article: Article) -> None:
    """Add the turns of a transcript: ORR: It will rain."""
    for turn in article.reading.turns:
        article.add(Attribution(turn.mark, TURN, turn.speaker, turn.content))
        first, last = article.reading.paragraph_at(turn.speaker[0])[0], turn.content[-1][1]
        article.take_all((first, last))


# The network's attributions


def _add_by_network(article: Article, tagger: Network, hits: Sequence[Hit]) -> None:
    """Add what the network is sure of, surest first."""
    found = sorted(tagger.find(article.reading, least=SURE), key=lambda item: (-item.score, item.cue))
    by_content: dict[int, list[Attribution]] = {}
    for item in found:
        found_one = _attribution(article, item, hits)
        made = judged(article.reading, found_one, hits) if found_one.content else None
        if made is None or article.with_cue_at(made.cue) is not None:
            continue
        made.score = calibrated(item.score)
        same = by_content.setdefault(made.content[0][0], [])
        if not any(_says_the_same(made, other) for other in same):
            same.append(made)
            article.add(made)
            for place in made.content:
                article.take_within(place)


def _attribution(article: Article, item: Found, hits: Sequence[Hit]) -> Attribution:
    """Make an attribution of what the network found: the whole cue, whole quotations, no marks at the edges."""
    reading = article.reading
    index = bisect_right(hits, item.cue[0], key=lambda hit: hit.start) - 1
    cue, term = item.cue, reading.view[item.cue[0] : item.cue[1]]
    frames: tuple[str, ...] = ()
    if index >= 0 and item.cue[1] <= hits[index].end:
        term, frames = hits[index].entry.term.removesuffix(" that"), hits[index].entry.frames
        cue = (hits[index].start, max(hits[index].start + len(term), item.cue[1]))
    whole = unbroken(reading.text, (item.source[0][0], item.source[-1][1])) if item.source else None
    source = _after_dateline(reading, whole) if whole else None
    pieces = [_unbroken_beside(reading.text, place, source) for place in item.content]
    content = _with_whole_quotations(reading.quotations, pieces)
    for place in pieces:
        content += _rest_of_chain(article, place)
    joined = _bridged(_merged([_to_border(reading, place) for place in content]), [cue, *([source] if source else [])])
    trimmed = (_trimmed(reading, place, cue, is_told="recipient" in frames) for place in joined)
    content = [place for place in trimmed if place[0] < place[1]]
    return Attribution(cue, f"{term}: network", source, content, score=item.score)


def _unbroken_beside(text: str, place: Place, source: Place | None) -> Place:
    """Widen a piece of content that begins or ends inside a number or before a name, but not into its source."""
    start, end = unbroken(text, place)
    if source is not None and source[0] <= start < source[1]:
        start = max(place[0], source[1])
    if source is not None and source[0] < end <= source[1]:
        end = min(place[1], source[0])
    return start, max(start, end)


def _to_border(reading: Reading, place: Place) -> Place:
    """Cut off the few words by which a piece reaches into the next sentence."""
    start, end = place
    border = reading.sentence_at(max(start, end - 1))[0]
    is_over = start < border and word_count(reading.text[border:end]) <= _FEW
    return (start, border) if is_over and not quoted_length(reading.quotations, (border, end)) else place


def _bridged(content: Sequence[Place], between: Sequence[Place]) -> list[Place]:
    """Tidy the pieces of a content, which its cue and source may interrupt and little else.

    Where neither stands between two pieces, a short gap is closed; a far smaller piece beyond a wide one is dropped.
    """
    joined: list[Place] = []
    for start, end in content:
        last = joined[-1] if joined else (-1, -1)
        if not joined or any(last[1] <= place[0] < start for place in between):
            joined.append((start, end))
        elif start - last[1] <= _GAP:
            joined[-1] = (last[0], end)
        elif end - start > _FAR_SMALLER * (last[1] - last[0]):
            if last[1] - last[0] <= _FAR_SMALLER * (end - start):
                joined.pop()
            joined.append((start, end))
    return joined


def _after_dateline(reading: Reading, place: Place) -> Place | None:
    """Cut the dateline off what opens its paragraph (HAVEN (AP) — The mayor said), and marks; None where it was all."""
    first, last = reading.paragraph_at(place[0])
    start = place[0] + (dateline_end(reading.text[first:last]) if first == place[0] else 0)
    start, end = _stripped(reading, (start, place[1]))
    return (start, end) if start < end else None


def _stripped(reading: Reading, place: Place) -> Place:
    start, end = place
    while start < end and reading.text[start] in _EDGES:
        start += 1
    while start < end and reading.text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _trimmed(reading: Reading, place: Place, cue: Place, *, is_told: bool) -> Place:
    """Take marks off the edges of a content, and whom it was told to; nothing is left where no two words are."""
    start, end = _after_dateline(reading, place) or (place[0], place[0])
    if reading.text[start:end].endswith(("”.", '".', "’.", "».")):
        end -= 1
    if is_told and cue[1] <= start < cue[1] + 20:
        told = _RECIPIENT.match(reading.view, start, end)
        start = told.end() if told else start
    is_quoted = quoted_length(reading.quotations, (start, end)) > 0
    return (start, end) if is_quoted or _TWO_WORDS.search(reading.text, start, end) else (start, start)


def _with_whole_quotations(quotations: Sequence[Quotation], content: Sequence[Place]) -> list[Place]:
    whole = []
    for start, end in content:
        index = first_reaching(quotations, start)
        first, last = start, end
        while index < len(quotations) and quotations[index].start < end:
            quotation = quotations[index]
            inside = min(end, quotation.end) - max(start, quotation.start)
            if inside * 2 >= quotation.end - quotation.start:
                first, last = min(first, quotation.start), max(last, quotation.end)
            index += 1
        whole.append((first, last))
    return whole


def _rest_of_chain(article: Article, content: Place) -> list[Place]:
    """Give the other paragraphs of a quotation that runs over several, where `content` holds one of them."""
    quotations, rest = article.reading.quotations, []
    index = first_reaching(quotations, content[0])
    while index < len(quotations) and quotations[index].start < content[1]:
        quotation = quotations[index]
        inside = min(content[1], quotation.end) - max(content[0], quotation.start)
        if inside * 2 >= quotation.end - quotation.start and len(article.chains[quotation.start]) > 1:
            rest += article.take(quotation)
        index += 1
    return rest


def _merged(places: Sequence[Place]) -> list[Place]:
    merged: list[Place] = []
    for start, end in sorted(set(places)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _says_the_same(one: Attribution, other: Attribution) -> bool:
    """Tell whether two cues close to each other were given one content ("said in a statement:")."""
    return abs(one.cue[0] - other.cue[0]) < 40 and one.content[-1][1] == other.content[-1][1]


# Quotations that are left over


def _add_quotations(article: Article, hits: Sequence[Hit]) -> None:
    """Add quotations that no cue took, if they are sentences and not words in scare quotes or titles."""
    reading = article.reading
    for quotation in reading.quotations:
        if quotation.start in article.taken or quotation.goes_on or not _is_speech(reading, quotation):
            continue
        content = article.take(quotation)
        made = _before_dash(reading, content) or _after_colon(reading, quotation, hits)
        if made is None:
            made = Attribution((quotation.start, quotation.start), "quotation alone")
        same = article.with_cue_at(made.cue)
        if same is None:
            made.content = content
            article.add(made)
        else:
            same.content = _merged([*same.content, *content])


def _is_speech(reading: Reading, quotation: Quotation) -> bool:
    inner = reading.text[quotation.start + 1 : quotation.end].rstrip("”\"’'» ")
    words = word_count(inner)
    return (words >= 5 and inner[-1:] in ".,?!…—") or (words > 1 and fills_paragraph(reading, quotation))


def _before_dash(reading: Reading, content: Sequence[Place]) -> Attribution | None:
    """Read a quotation, a dash and a name that ends the line: “It was time.” — Ada Orr."""
    match = _AFTER_DASH.match(reading.text, content[-1][1])
    if match is None or word_count(match.group(2)) > 8:
        return None
    return Attribution(match.span(1), "dash: quotation, name", match.span(2))


def _after_colon(reading: Reading, quotation: Quotation, hits: Sequence[Hit]) -> Attribution | None:
    """Read a paragraph that ends in a colon before the paragraph of the quotation: The mayor replied: …."""
    index = bisect_left(reading.paragraphs, (quotation.start, quotation.start))
    if not 0 < index < len(reading.paragraphs) or reading.paragraphs[index][0] != quotation.start:
        return None
    start, end = reading.paragraphs[index - 1]
    if reading.text[end - 1] != ":":
        return None
    before = [hit for hit in hits if start <= hit.start < end]
    if not before:
        return None
    hit = before[-1]
    words = words_of(reading, reading.sentence_at(hit.start))
    at = next((i for i, word in enumerate(words) if word.start == hit.start), -1)
    source = source_before(words, at) if at >= 0 else None
    place = (words[source[0]].start, words[source[1] - 1].end) if source else None
    return Attribution((hit.start, hit.end), f"{hit.entry.term}: colon, quotation", place)


def _spans(reading: Reading, item: Attribution, number: int) -> list[Span]:
    total = sum(end - start for start, end in item.content)
    quoted = total if item.rule == TURN else sum(quoted_length(reading.quotations, place) for place in item.content)
    subtype = "direct" if quoted >= 0.9 * total else "mixed" if quoted >= 3 else "indirect"
    rows = [(item.source, "source")] if item.source else []
    rows += [(item.cue, "cue"), *((place, "content") for place in sorted(set(item.content)))]
    kind = item.kind or kind_of(item.rule.partition(":")[0], reading.text[slice(*item.source)] if item.source else "")
    return [
        Span(start, end, "attribution", subtype, role, number, item.rule, kind, item.score)
        for (start, end), role in rows
    ]
