"""Where a content after its cue ends: of the places that grammar allows, the likeliest by a small model."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from framing.attributing.article import Attribution
from framing.attributing.choice import CERTAIN, QUOTES, Edge, best_of, is_in_number, likeliest, weights
from framing.attributing.decoding import Told
from framing.attributing.features import CLOSING, OPENING, OTHER_MARK
from framing.attributing.unfinished import before_joint, least_end
from framing.attributing.untold import before_untold
from framing.texts.punkt import ENDS
from framing.texts.text import Place
from framing.vocabulary.word_lists import word_list

_JOINTS = word_list("edges", "joints")
_OPENERS = word_list("edges", "before_ends") | word_list("edges", "stops") | _JOINTS
_FULL_STOPS = frozenset(ENDS)
_OPEN = word_list("edges", "open")
_JOINING = frozenset(("And", "But", "So", "Yet"))
_SUBORDINATE = word_list("edges", "subordinate")
_MARKS = frozenset(",.;:—–-(?!)")
_PAUSES = frozenset(",.;:—–-(")
_CLOSERS = ("”", ")", "'")  # as `_form` gives them
_CLAUSES = frozenset("it he she they we i there this you how what why".split())
_PREPOSITIONS = frozenset("for about of on as in".split())
_ALLOWED = _OPENERS | _MARKS | {OPENING, CLOSING, OTHER_MARK}  # before these a content may end
_OVER = "<end>"  # of the sentence


def end_well(item: Attribution) -> None:
    """Let the content of an attribution of the network end where it is likeliest to.

    Examples
    --------
    >>> import numpy as np
    >>> from framing.attributing.choice import likely
    >>> from framing.attributing.features import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> text = "Orr said it rained, which had not been forecast."
    >>> words = words_of(Reading(Document("a", text)))
    >>> told = Told(words, 0, *[likely(np.array([0, 0, 1, 1, 0.8, 0.6, 0.6, 0.6, 0.6, 0.6, 0.5]))] * 2)
    >>> made = Attribution((4, 8), "said: network", (0, 3), [(9, 47)], told=told)
    >>> end_well(made)
    >>> [text[slice(*place)] for place in made.content]
    ['it rained']
    """
    if item.told is None or not item.content or item.content[-1][0] < item.cue[1]:
        return
    item.content, until = unbroken_tail(item, item.told)
    start, end = item.content[-1]
    edges = ends_of(item.told, (start, end), until)
    end = likeliest(edges, "content_end") or end
    words = item.told.words
    if is_in_number(words, bisect_left(words.end, end) + 1):
        later = (edge.place for edge in edges if edge.place > end)
        end = next((at for at in later if not is_in_number(words, bisect_left(words.end, at) + 1)), end)
    end = _finished(item, item.told, (start, end))
    item.content[-1] = (start, before_joint(words, (start, before_untold(words, (start, end)))))


def _finished(item: Attribution, told: Told, place: Place) -> int:
    """Give where a content ends, later than it does if that is in the middle of a clause."""
    words, term = told.words, item.rule.rpartition(":")[0]
    is_near = len(item.content) == 1 or words.forms[bisect_right(words.end, place[0])] == OPENING
    is_verb = is_near and item.cue[1] - item.cue[0] == len(term)  # no noun with its preposition: fears about
    least = least_end(told, place, term if is_verb else "")
    if least is None:
        return place[1]
    last = int(words.sentence.searchsorted(words.sentence[least], "right")) - 1
    whole = (place[0], words.end[min(last, told.first + len(told.content.chances) - 1)])
    edges = [
        Edge(edge.place, False, {trait: number for trait, number in edge.traits.items() if trait[:7] != "current"})
        for edge in ends_of(told, whole, whole[1])
        if edge.place >= words.end[least]
    ]
    return edges[best_of(edges, weights("content_end"))].place if edges else place[1]


def unbroken_tail(item: Attribution, told: Told) -> tuple[list[Place], int]:
    """Give the pieces of a content without those that nothing of the attribution parts, and where these ended.

    Where such a content ends is open again: at the end of its first piece or later.
    """
    content, until = list(item.content), item.content[-1][1]
    while len(content) > 1 and content[-2][0] >= item.cue[1]:
        before, here = content[-2:]
        is_source_between = item.source is not None and before[1] <= item.source[0] < here[0]
        first, last = bisect_left(told.words.start, before[0]), bisect_left(told.words.start, here[0])
        if is_source_between or told.words.sentence[first] != told.words.sentence[last]:
            break
        content.pop()
    return content, until


def ends_of(told: Told, place: Place, until: int) -> list[Edge]:
    """Give the places where a piece of a content may end: where it does, and others that grammar allows.

    Shorter ones lie before a mark or a word that opens a phrase; longer ones are given only where it now ends inside a
    phrase, or up to `until`. One place, or none, where there is no choice.
    """
    words, first, chances = told.words, told.first, told.content.chances
    forms = words.forms
    start = bisect_right(words.end, place[0])
    final = bisect_left(words.start, place[1]) - 1
    limit = min(len(forms), first + len(chances))
    if not first <= start <= final < limit:
        return []
    now = max(start, _last_word(forms, final))
    last = max(final, min(limit, int(words.sentence.searchsorted(words.sentence[now], "right"))) - 1)
    is_cut = is_in_number(words, now + 1)
    farthest = (
        last if now < last and (is_cut or forms[now + 1] not in _ALLOWED) else bisect_left(words.start, until) - 1
    )
    places = [at for at in range(start, now) if chances[at + 1 - first] < CERTAIN and _may_end(forms, at)]
    longer = [
        index for index in range(now + 1, min(farthest, last) + 1)
        if (_is_word(forms[index]) if index == last else _may_end(forms, index))
    ]  # fmt: skip
    places += [index for index in (now, *longer) if places[-1:] != [index]]
    if len(places) < 2:
        return []
    border = last + 1
    opening = int(words.sentence.searchsorted(words.sentence[start]))
    opening += forms[opening] in _JOINING
    context = _Context(
        [_form(form) for form in forms[start:border]], words.quoted[start:border].tolist(),
        words.border[start:border].tolist(), words.end[start:border],
        told.content.odds[start - first : border - first], now - start,
        forms[opening].lower() in _SUBORDINATE and "," not in forms[opening:start],
    )  # fmt: skip
    if context.is_subordinate and context.commas(final_word := _last_word(forms, last) - start):
        places = [index for index in places if index - start < final_word]  # the main clause is left
    found = [context.end(index - start) for index in places]
    return [end for end in found if end is not None]


class _Context(NamedTuple):
    """The words from the start of a content, which ends at `now`, to the end of the sentence, as columns."""

    forms: list[str]
    quoted: list[int]
    border: list[int]
    ends: list[int]
    odds: list[float]
    now: int
    is_subordinate: bool

    def end(self, index: int) -> Edge | None:
        """Give the end after the word at `index`; None where grammar allows none."""
        forms, over = self.forms, len(self.forms)
        closing, at = "", index + 1
        while at < over and forms[at] in _CLOSERS:
            closing, at = closing + forms[at], at + 1
        following = forms[at] if at < over else _OVER
        second, close = at + 1, at
        if following in _PAUSES and not closing:
            while second < over and forms[second] == "”":
                closing, second = closing + "”", second + 1
                close = second
        is_current, is_inside = index == self.now, self.quoted[index] > 0 and not closing
        if not is_current:
            is_point = following == "." and not closing and self.border[at] != 2
            is_mark = following in _MARKS and not is_point and not (is_inside and following == ",")
            if not (is_mark or closing or following in _OPENERS or following in (_OVER, "“")):
                return None
        form = self.form
        odds, after = self.odds[index], self.odds[index + 1] if index + 1 < over else 0.0
        traits = {
            "sum": (sum(self.odds[self.now + 1 : index + 1]) - sum(self.odds[index + 1 : self.now + 1])) / 4,
            "last": odds / 2,
            "after": after / 2,
            f"next {following}": 1.0,
            f"next {following} {form}": 1.0,
            f"ends {forms[index] if forms[index] in _OPEN else '*'}": 1.0,
            "length": log(index + 1),
            "rest": log(over - index),
        }
        if is_current:
            traits["current"] = traits[f"current {form}"] = 1.0
        if following in _PAUSES or following in "?!":
            traits[f"then {forms[second] if second < over else _OVER}"] = 1.0
        elif following != _OVER and not closing:
            traits["middle"] = 1.0
        if closing:
            traits["closed"] = traits[f"closed {form}"] = traits[f"closed {following}"] = 1.0
        if is_inside:
            traits["inside"] = 1.0
        if self.is_subordinate and following == ",":
            traits[f"subordinate {min(self.commas(index), 2)}"] = 1.0
        return Edge(self.ends[close - 1 if closing else index], is_current, traits)

    def commas(self, until: int) -> int:
        """Count the commas outside quotations before the word at `until`."""
        return sum(1 for i in range(until) if self.forms[i] == "," and not self.quoted[i])

    @property
    def form(self) -> str:
        """What the content begins like: that, it, to, for, a quotation, a noun phrase."""
        first = self.forms[0]
        if self.quoted[0]:
            return "quotation"
        if first in ("that", "whether", "if"):
            return "that"
        if first in _CLAUSES:
            return "clause"
        return first if first == "to" else "for" if first in _PREPOSITIONS else "phrase"


def _form(form: str) -> str:
    return QUOTES.get(form) or form.lower()


def _may_end(forms: Sequence[str], index: int) -> bool:
    """Tell whether a word is followed by what may end a content, and neither cut short nor one before its last.

    Not before the point of *F.B.I. director*, nor before a joint that ends its sentence: it has not rained | yet.
    """
    if forms[index + 1] not in _ALLOWED or not _is_word(forms[index]):
        return False
    second = forms[index + 2][:1] if index + 2 < len(forms) else "."
    if forms[index + 1] == ".":
        return not second.islower()
    return forms[index + 1] not in _JOINTS or second not in _FULL_STOPS


def _last_word(forms: Sequence[str], at: int) -> int:
    while at and not _is_word(forms[at]):
        at -= 1
    return at


def _is_word(form: str) -> bool:
    return form[:1].isalnum() or form == "%"
