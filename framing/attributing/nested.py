"""Attributions right at the start of another one's unquoted content."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from framing.attributing.around import around, is_passive
from framing.attributing.article import Article, Attribution
from framing.attributing.frames import in_frames
from framing.attributing.kind import is_known
from framing.attributing.passage import quotation_at
from framing.texts.text import Place
from framing.vocabulary.lexicon import Hit
from framing.vocabulary.word_lists import word_list

_SINGULAR = frozenset("a an the this that it he she who which his her".split())
_OWNERS = word_list("clauses", "owners")
_PREPOSITIONS = word_list("reporting", "prepositions")
_NO_PHRASE = word_list("clauses", "finite") | frozenset("to what after before because while via".split())
_SHORT = 3  # words of a phrase whose noun is the last
_NESTED = 80  # characters from the start of a content up to which its first cue makes a nested attribution


def add_nested(article: Article, hits: Sequence[Hit]) -> None:
    """Add attributions right at the start of an unquoted content: Orr said [Lind had told her the road was open].

    Examples
    --------
    >>> from framing.attributing.article import Attribution
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> from framing.vocabulary.lexicon import Lexicon, bundled
    >>> reading = Reading(Document("a", "Orr said that Lind had told her that the road was open."))
    >>> article = Article(reading)
    >>> article.add(Attribution((4, 8), "said", (0, 3), [(9, 54)]))
    >>> add_nested(article, Lexicon(bundled()).find(reading.view)["attribution"])
    >>> reading.text[slice(*article.found[1].source)], reading.text[slice(*article.found[1].content[0])]
    ('Lind', 'that the road was open')
    """
    starts = [hit.start for hit in hits]
    for made in list(article.found):
        for place in made.content:
            first, last = bisect_left(starts, place[0]), bisect_left(starts, min(place[1], place[0] + _NESTED))
            neutral = (hit for hit in hits[first:last] if hit.entry.subtype == "neutral")
            inner = next((hit for hit in neutral if article.with_cue_at((hit.start, hit.end)) is None), None)
            if inner is None or quotation_at(article.reading, place[0]) is not None:
                continue
            for nested in in_frames(article, place, [inner]):
                source = nested.source
                if source is None or source[0] > place[0] + len("that ") or source > nested.cue:
                    continue
                if _is_act(nested):
                    continue
                cue = around(article.reading, nested.cue)
                is_no_verb = cue is not None and (
                    is_passive(cue) or _is_plural_noun(article.reading.text, source, nested.cue)
                )
                if not is_no_verb and _is_phrase(article.reading.text, source, nested):
                    article.add(nested)


def _is_act(nested: Attribution) -> bool:
    """Tell whether a cue seldom reports here: an act with its object, a participle, what was reported of others.

    The mayor [called] the clerk; she sent a note [asking]; leaks [reported] in May.
    """
    term, _, frame = nested.rule.partition(": ")
    return (
        frame.endswith("object")
        or term.endswith("ing")
        or (term.startswith("report") and not frame.endswith("that clause"))
    )


def _is_phrase(text: str, source: Place, nested: Attribution) -> bool:
    """Tell whether a source is a noun phrase before a verb: no name (United States), no clause, no owner of a noun."""
    words = text[slice(*source)].replace("’", "'").split()
    lower = [word.lower() for word in words]
    head = lower[: next((i for i, word in enumerate(lower) if word in ("who", "which", "whose")), len(lower))]
    content = text[slice(*nested.content[0])].lower()
    is_owner = lower[-1] in _OWNERS or lower[-1].endswith(("'s", "s'"))
    if text[nested.cue[0]].isupper() or (is_owner and not content.startswith("that ")):
        return False
    if lower[-1] in _PREPOSITIONS or lower[-1].endswith("ly") or not _NO_PHRASE.isdisjoint(head):
        return False
    return not any(word.islower() and is_known(word) for word in words[1 : len(head)][: len(words) - 2])


def _is_plural_noun(text: str, source: Place, cue: Place) -> bool:
    """Tell whether what looks like a cue is the noun of the phrase before it: credible [reports], United [States]."""
    verb, words = text[slice(*cue)], text[slice(*source)].split()
    if not verb.endswith("s") or verb in ("says", "adds"):
        return False
    is_name = words[-1][0].isupper() and not verb[0].isupper()
    is_one = words[0].lower() in _SINGULAR and len(words) <= _SHORT
    return not (is_name or is_one)
