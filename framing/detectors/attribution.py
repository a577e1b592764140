"""Attributions: who is made answerable for what, by a trained network, quotation marks, and frames of news copy."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from framing.attributing.article import Article, Attribution
from framing.attributing.blocks import SAID
from framing.attributing.bounds import bound_well
from framing.attributing.brackets import closed
from framing.attributing.certainty import RIGHT, certainty
from framing.attributing.decoding import Found
from framing.attributing.edges import (
    after_dateline,
    beside,
    to_border,
    trimmed,
    unbroken_beside,
    whole_phrase,
    whole_start,
    with_opening,
)
from framing.attributing.ends import end_well
from framing.attributing.frames import add_by_frames
from framing.attributing.interrupted import beside_roles, of_one_sentence, to_interruption, without_occasion
from framing.attributing.judged import judged
from framing.attributing.kind import kind_of
from framing.attributing.neighbours import part
from framing.attributing.nested import add_nested
from framing.attributing.network import SURE, Network, network
from framing.attributing.owner import is_scrap
from framing.attributing.passage import led_to
from framing.attributing.pieces import (
    after_joint,
    after_what,
    bridged,
    is_scrap_of_quotation,
    merged,
    with_listed,
    with_whole_quotations,
)
from framing.attributing.quoted import add_quotations
from framing.attributing.starts import start_well
from framing.attributing.words import Word, unbroken
from framing.model import Span
from framing.texts.quotation import first_reaching, quoted_length
from framing.texts.text import Place, Reading
from framing.vocabulary.lexicon import Entry, Hit, bundled

_NO_START = frozenset("to of in on at by for from with if than then as is are was were be been".split())
_AFTER_START = (["many"], ["few"], ["least"], ["most"])
TURN = "turn: name, colon"


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the attributions of one document.

    A convolutional network (`framing/models/attribution.md`) marks cues, and for each cue its source and content.
    The turns of a transcript go to the name before the colon.
    Quotations that it leaves over are given to a name after a dash, to the paragraph before that ends in a colon, or
    stand as attributions without a cue word. Cues that a researcher adds are tried with the frames of news copy;
    without the weights, all cues of the lexicon are. `entry` says which way it was. What the network found counts from
    a probability of `RIGHT` on. Source and content are looked for in the paragraph of the cue, up to 100 words away.

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
        left = _left_to_network()
        framed = [hit for hit in hits if hit.entry not in left]
        if framed:
            add_by_frames(article, framed)
        _add_by_network(article, tagger, hits)
        add_nested(article, hits)
        article.found.sort(key=lambda item: item.cue)
        part(reading, article.found)
        for item in article.found:
            start_well(item)
            last = item.content[-1]
            end_well(item)
            if last[0] > item.cue[0]:
                item.content[-1] = with_listed(reading, item.content[-1], article.taken, last)
                article.take_within(item.content[-1])
            if item.told is not None:
                item.content = to_interruption(reading, item.content, item.cue, item.source)
                item.content = without_occasion(reading, item.content, item.cue)
                item.content = of_one_sentence(reading, item.content, item.cue, item.source)
                item.content = after_what(reading, item.content, item.cue, item.source)
                item.content[0] = after_joint(reading.text, item.content[0])
    add_quotations(article, hits)
    for item in article.found:
        item.content = _whole(reading.text, item.content)
        if item.source is not None and item.rule != TURN and is_scrap(reading.text[slice(*item.source)].split()[0]):
            item.source = _after_scrap(reading.text, item.source)
    article.found.sort(key=lambda item: (item.cue, item.content))
    return [span for number, item in enumerate(article.found) for span in _spans(reading, item, number)]


def _whole(text: str, content: Sequence[Place]) -> list[Place]:
    """Close the brackets that pieces of a content open, and leave out a *that* which stands alone beside others."""
    pieces = [closed(text, place) for place in content]
    return [place for place in pieces if text[slice(*place)].lower() != "that"] or pieces


def _after_scrap(text: str, source: Place) -> Place | None:
    """Keep a source that begins with an article or number; none is left of a verb or a preposition and its noun."""
    first, *rest = text[slice(*source)].lower().split(maxsplit=2)
    return None if first in _NO_START and rest[:1] not in _AFTER_START else source


@lru_cache(maxsize=1)
def _left_to_network() -> frozenset[Entry]:
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
    marked = article.reading.marked
    found = sorted(
        tagger.find(article.reading, least=SURE) if marked is None else marked,
        key=lambda item: (-item.score, item.cue),
    )
    known: dict[Place, list[Word]] = {}
    by_content: dict[int, list[Attribution]] = {}
    for item in found:
        if article.with_cue_at(item.cue) is not None:
            continue
        found_one = _attribution(article, item, hits)
        made = judged(article.reading, found_one, known) if found_one.content else None
        if made is None or article.with_cue_at(made.cue) is not None:
            continue
        bound_well(made, item.told, article.reading.text)
        made.score = certainty(article.reading, made, item.told)
        if made.score < RIGHT:
            continue
        same = by_content.setdefault(made.content[0][0], [])
        if not any(_says_the_same(made, other) for other in same):
            same.append(made)
            article.add(made)
            for place in made.content:
                article.take_within(place)


def _attribution(article: Article, item: Found, hits: Sequence[Hit]) -> Attribution:
    """Make an attribution of what the network found: the whole cue, whole quotations, no marks at the edges."""
    reading = article.reading
    index = bisect_left(hits, (item.cue[0] + 1,)) - 1  # a key function would be called at each step
    cue, term = item.cue, reading.view[item.cue[0] : item.cue[1]]
    frames: tuple[str, ...] = ()
    if index >= 0 and item.cue[1] <= hits[index].end:
        term, frames = hits[index].entry.term.removesuffix(" that"), hits[index].entry.frames
        cue = (hits[index].start, max(hits[index].start + len(term), item.cue[1]))
    whole = unbroken(reading.text, (item.source[0][0], item.source[-1][1])) if item.source else None
    source = after_dateline(reading, whole) if whole else None
    pieces = [unbroken_beside(reading.text, beside(cue, place), source) for place in item.content]
    content = with_whole_quotations(reading.quotations, pieces, cue)
    for place in pieces:
        content += _rest_of_chain(article, place, cue)
    roles = [cue, *([source] if source else [])]
    joined = bridged(merged([to_border(reading, place) for place in content]), roles)
    content = [trimmed(reading, place, cue, is_told="recipient" in frames) for place in joined]
    content = [place for place in content if place[0] < place[1] and not is_scrap_of_quotation(reading, place, cue)]
    content = led_to(reading, content, cue)
    content = beside_roles(reading, content, cue, source)
    if content:
        content[0] = whole_start(reading, content[0], cue, source)
    if content and source:
        content = with_opening(reading, content, cue, source)
    if content and content[-1][0] >= cue[1]:
        stop = source[0] if source and source[0] >= content[-1][1] else len(reading.text)
        content[-1] = whole_phrase(reading, content[-1], cue, stop=stop)
    return Attribution(cue, f"{term}: network", source, content, score=item.score, told=item.told)


def _rest_of_chain(article: Article, content: Place, cue: Place) -> list[Place]:
    """Give the other paragraphs of a quotation that runs over several, where `content` holds one of them."""
    quotations, rest = article.reading.quotations, []
    index = first_reaching(quotations, content[0])
    while index < len(quotations) and quotations[index].start < content[1]:
        quotation = quotations[index]
        inside = min(content[1], quotation.end) - max(content[0], quotation.start)
        is_around_cue = quotation.start < cue[0] and cue[1] < quotation.end
        if (
            not is_around_cue
            and inside * 2 >= quotation.end - quotation.start
            and len(article.chains[quotation.start]) > 1
        ):
            rest += article.take(quotation)
        index += 1
    return rest


def _says_the_same(one: Attribution, other: Attribution) -> bool:
    """Tell whether two cues close to each other were given one content ("said in a statement:")."""
    return abs(one.cue[0] - other.cue[0]) < 40 and one.content[-1][1] == other.content[-1][1]


def _spans(reading: Reading, item: Attribution, number: int) -> list[Span]:
    total = sum(end - start for start, end in item.content)
    quoted = (
        total
        if item.rule == TURN or item.rule.endswith(SAID)
        else sum(quoted_length(reading.quotations, place) for place in item.content)
    )
    subtype = "direct" if quoted >= 0.9 * total else "mixed" if quoted >= 3 else "indirect"
    rows = [(item.source, "source")] if item.source else []
    rows += [(item.cue, "cue"), *((place, "content") for place in sorted(set(item.content)))]
    kind = item.kind or kind_of(item.rule.partition(":")[0], reading.text[slice(*item.source)] if item.source else "")
    return [
        Span(start, end, "attribution", subtype, role, number, item.rule, kind, item.score)
        for (start, end), role in rows
    ]
