"""Presupposition: which triggers of the lexicon take something for granted, by the words that follow them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from framing.model import Span, subtype_parts
from framing.texts.text import Reading
from framing.vocabulary.context import Contexts
from framing.vocabulary.lexicon import Hit
from framing.vocabulary.rule_file import read_words

WITHIN_PARAGRAPH = True  # looks no further, and finds cues alone

EXCLUDED = "excluded"  # phrases that hold a trigger's word and take nothing for granted: the longer term wins

_CLAUSE_REACH = 7  # tokens in which a clause without "that" has to show its verb
_PHRASE_REACH = 8  # tokens that may stand between a verb and its "that": admitted in an interview that
_FURTHEST = 12  # tokens behind a term that are looked at, marks among them
_MARKS = frozenset('“”"‘')


class _Trigger:
    """A place of a term and the tokens around it, those behind it without quotation marks: noted that “it rained”."""

    def __init__(self, reading: Reading, hit: Hit, previous: str, after: Sequence[str]) -> None:
        self.reading, self.hit, self.term, self.previous = reading, hit, hit.entry.term, previous
        self.after = [token for token in after if token and token not in _MARKS]
        self.one, self.two = (*self.after[:2], "", "")[:2]


def _words(name: str) -> frozenset[str]:
    return read_words("presupposition")[name]


# Behind one of these, more than two tokens are looked at.
_LEADS_ON = frozenset((",", *_MARKS)).union(*map(_words, ("before_that", "determiners", "demonstratives")))


def _that(trigger: _Trigger) -> bool:
    """Tell whether a clause with *that* follows, or one that a pronoun opens: noted on Monday that it rained."""
    one, two = trigger.one, trigger.two
    if one in _words("nominative"):
        return two[:1].isalpha()
    if one == ",":  # she admitted, however, that …
        return any(trigger.after[at : at + 2] == [",", "that"] for at in (2, 3, 4))
    if one not in _words("before_that"):
        # "that" may be a pronoun: he knew that; I know that from school
        return one == "that" and two[:1].isalnum() and two not in _words("not_after_that")
    after = trigger.after[:_PHRASE_REACH]
    place = after.index("that") if "that" in after else 0
    between, then = after[:place], after[place + 1 : place + 2]
    is_broken = bool(_words("clause_breaks").intersection(between))
    return place > 0 and not is_broken and then != [] and then[0] not in _words("finite")


def _bare(trigger: _Trigger) -> bool:
    """Tell whether a clause without *that* follows: a subject and, soon, a finite verb."""
    one, two = trigger.one, trigger.two
    if one in _words("subjects") and two in _words("finite"):
        return True
    if one.partition("'")[0] in _words("nominative") | _words("subjects") and "'" in one:
        return True
    if one not in _words("determiners") and one not in _words("demonstratives"):
        return False
    for token in trigger.after[1:_CLAUSE_REACH]:
        if token in _words("clause_breaks"):
            return False
        if token in _words("finite"):
            return True
    return False


def _question(trigger: _Trigger) -> bool:
    """Tell whether a question follows that takes its answer's gist for granted: knew why it rained."""
    return trigger.one in ("how", "why") and trigger.two not in _words("how_much")


def _ing(trigger: _Trigger) -> bool:
    one = trigger.one
    if one in ("not", "ever", "also") or one.endswith("ly"):
        one = trigger.two
    return len(one) > 4 and one.endswith("ing") and one not in _words("nouns_in_ing")


def _clause(trigger: _Trigger) -> bool:
    if trigger.term == "know" and trigger.previous == "don't" and trigger.one == "that":
        return False  # I don't know that it helps: here know is to be sure
    return _that(trigger) or _bare(trigger) or _question(trigger)


def _fact(trigger: _Trigger) -> bool:
    return _that(trigger) or _bare(trigger)


def _return(trigger: _Trigger) -> bool:
    """Tell a return from a stretch of time: it goes back to 1975."""
    return not trigger.one[:1].isdigit()


def _memory(trigger: _Trigger) -> bool:
    return _that(trigger) or _ing(trigger) or _question(trigger)


def _admission(trigger: _Trigger) -> bool:
    one, two = trigger.one, trigger.two
    if one == "to":
        return two.endswith("ing")
    if _clause(trigger) or _ing(trigger):
        return True
    if trigger.previous in _words("be") or one in _words("not_admitted"):  # admitted to hospital
        return False
    return one[:1].isalpha()


def _regret(trigger: _Trigger) -> bool:
    return _that(trigger) or _bare(trigger) or _ing(trigger) or trigger.one in _words("determiners")


def _feeling(trigger: _Trigger) -> bool:
    one, two = trigger.one, trigger.two
    if one == "that":
        return two[:1].isalpha() and two not in _words("not_after_that")
    return one in _words("nominative") or (one in _words("subjects") and two in _words("finite"))


def _verb(trigger: _Trigger) -> bool:
    """Tell whether an infinitive or an -ing form follows: began to rain, managed to open it."""
    if trigger.previous in _words("noun_before") or trigger.previous == "what":  # what happened to them
        return False
    if trigger.term.endswith(" to"):
        is_name = trigger.reading.text[trigger.hit.end + 1 : trigger.hit.end + 2].isupper()
        return (
            trigger.one[:1].isalpha()
            and not is_name
            and trigger.one not in _words("determiners") | _words("pronoun_objects")
        )
    if trigger.one == "to":
        two = trigger.two
        return two[:1].isalpha() and two not in _words("determiners")
    return _ing(trigger)


def _object(trigger: _Trigger) -> bool:
    return trigger.previous not in _words("noun_before") and trigger.one[:1].isalnum()


def _still(trigger: _Trigger) -> bool:
    one = trigger.one
    if one in (",", "more", "another", "further", "less") or trigger.previous in ("better", "worse", "even"):
        return False
    return trigger.hit.start != trigger.reading.sentence_at(trigger.hit.start)[0]


def _again(trigger: _Trigger) -> bool:
    """Tell *again* of a second time from the one that only turns back to a topic: Again, it rained."""
    if trigger.one != ",":
        return True
    return trigger.previous[:1].isalpha() and trigger.previous not in ("but", "and", "so")


# The lexicon's subtype is `subtype:frame`: what has to follow for the word to take something for granted.
_FRAMES: dict[str, Callable[[_Trigger], bool]] = {
    "clause": _clause, "that": _fact, "memory": _memory, "admission": _admission, "regret": _regret,
    "feeling": _feeling, "ing": _ing, "verb": _verb, "object": _object, "still": _still, "again": _again,
    "return": _return,
}  # fmt: skip


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the presupposition triggers of one document among the places of the presupposition lexicon.

    A word counts where the frame that the lexicon gives it follows: a clause, an infinitive, an -ing form. No parser is
    used, so a clause without *that* is seen only where its verb comes soon.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order.

    Returns
    -------
    list of Span
        One cue a trigger, `subtype` one of ``factive, change_of_state, implicative, iterative``.

    Examples
    --------
    >>> from framing.vocabulary.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "She knew him. She admitted that the ferry stopped running."))
    >>> [span[:4] for span in detect(reading, Lexicon(bundled()).find(reading.view)["presupposition"])]
    [(18, 26, 'presupposition', 'factive'), (42, 49, 'presupposition', 'change_of_state')]
    """
    spans: list[Span] = []
    contexts = Contexts(reading, hits)
    near = contexts.rows(range(len(hits)), (-1, 1, 2))
    further = [number for number, row in enumerate(near) if not _LEADS_ON.isdisjoint(row[1:])]
    after = dict(zip(further, contexts.rows(further, range(1, _FURTHEST + 1)), strict=True))
    for number, (hit, (previous, *following)) in enumerate(zip(hits, near, strict=True)):
        subtype, frame = subtype_parts(hit.entry.subtype)
        if subtype == EXCLUDED:
            continue
        if frame in _FRAMES and not _FRAMES[frame](_Trigger(reading, hit, previous, after.get(number, following))):
            continue
        spans.append(Span(hit.start, hit.end, "presupposition", subtype, "cue", len(spans), hit.entry.term))
    return spans
