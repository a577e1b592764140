"""Presupposition: which triggers of the lexicon take something for granted, by the words that follow them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from framing.model import Span, subtype_parts
from framing.texts.text import Reading
from framing.vocabulary.context import Context, three_tokens
from framing.vocabulary.lexicon import Hit
from framing.vocabulary.rule_file import read_words

WITHIN_PARAGRAPH = True  # looks no further, and finds cues alone

EXCLUDED = "excluded"  # phrases that hold a trigger's word and take nothing for granted: the longer term wins

_CLAUSE_REACH = 7  # tokens in which a clause without "that" has to show its verb
_PHRASE_REACH = 8  # tokens that may stand between a verb and its "that": admitted in an interview that
_MARKS = frozenset('“”"‘')


class _Unmarked(Context):
    """The words around a hit without quotation marks, which may stand before any word: noted that “it rained”."""

    next_tokens = three_tokens(skipped="".join(_MARKS))

    @cached_property
    def after(self) -> list[str]:
        return [token for token in super().after if token not in _MARKS]


def _words(name: str) -> frozenset[str]:
    return read_words("presupposition")[name]


def _that(context: Context) -> bool:
    """Tell whether a clause with *that* follows, or one that a pronoun opens: noted on Monday that it rained."""
    one, two = context.following(), context.following(2)
    if one in _words("nominative"):
        return two[:1].isalpha()
    if one == ",":  # she admitted, however, that …
        return any(context.after[at : at + 2] == [",", "that"] for at in (2, 3, 4))
    if one not in _words("before_that"):
        # "that" may be a pronoun: he knew that; I know that from school
        return one == "that" and two[:1].isalnum() and two not in _words("not_after_that")
    after = context.after[:_PHRASE_REACH]
    place = after.index("that") if "that" in after else 0
    between, then = after[:place], after[place + 1 : place + 2]
    is_broken = bool(_words("clause_breaks").intersection(between))
    return place > 0 and not is_broken and then != [] and then[0] not in _words("finite")


def _bare(context: Context) -> bool:
    """Tell whether a clause without *that* follows: a subject and, soon, a finite verb."""
    one, two = context.following(), context.following(2)
    if one in _words("subjects") and two in _words("finite"):
        return True
    if one.partition("'")[0] in _words("nominative") | _words("subjects") and "'" in one:
        return True
    if one not in _words("determiners") and one not in _words("demonstratives"):
        return False
    for token in context.after[1:_CLAUSE_REACH]:
        if token in _words("clause_breaks"):
            return False
        if token in _words("finite"):
            return True
    return False


def _question(context: Context) -> bool:
    """Tell whether a question follows that takes its answer's gist for granted: knew why it rained."""
    return context.following() in ("how", "why") and context.following(2) not in _words("how_much")


def _ing(context: Context) -> bool:
    one = context.following()
    if one in ("not", "ever", "also") or one.endswith("ly"):
        one = context.following(2)
    return len(one) > 4 and one.endswith("ing") and one not in _words("nouns_in_ing")


def _clause(context: Context) -> bool:
    if context.hit.entry.term == "know" and context.previous() == "don't" and context.following() == "that":
        return False  # I don't know that it helps: here know is to be sure
    return _that(context) or _bare(context) or _question(context)


def _fact(context: Context) -> bool:
    return _that(context) or _bare(context)


def _return(context: Context) -> bool:
    """Tell a return from a stretch of time: it goes back to 1975."""
    return not context.following()[:1].isdigit()


def _memory(context: Context) -> bool:
    return _that(context) or _ing(context) or _question(context)


def _admission(context: Context) -> bool:
    one, two = context.following(), context.following(2)
    if one == "to":
        return two.endswith("ing")
    if _clause(context) or _ing(context):
        return True
    if context.previous() in _words("be") or one in _words("not_admitted"):  # admitted to hospital
        return False
    return one[:1].isalpha()


def _regret(context: Context) -> bool:
    return _that(context) or _bare(context) or _ing(context) or context.following() in _words("determiners")


def _feeling(context: Context) -> bool:
    one, two = context.following(), context.following(2)
    if one == "that":
        return two[:1].isalpha() and two not in _words("not_after_that")
    return one in _words("nominative") or (one in _words("subjects") and two in _words("finite"))


def _verb(context: Context) -> bool:
    """Tell whether an infinitive or an -ing form follows: began to rain, managed to open it."""
    if context.previous() in _words("noun_before") or context.previous() == "what":  # what happened to them
        return False
    if context.hit.entry.term.endswith(" to"):
        one, is_name = context.following(), context.reading.text[context.hit.end + 1 : context.hit.end + 2].isupper()
        return one[:1].isalpha() and not is_name and one not in _words("determiners") | _words("pronoun_objects")
    if context.following() == "to":
        two = context.following(2)
        return two[:1].isalpha() and two not in _words("determiners")
    return _ing(context)


def _object(context: Context) -> bool:
    return context.previous() not in _words("noun_before") and context.is_followed_by_word


def _still(context: Context) -> bool:
    one = context.following()
    if one in (",", "more", "another", "further", "less") or context.previous() in ("better", "worse", "even"):
        return False
    return context.hit.start != context.reading.sentence_at(context.hit.start)[0]


def _again(context: Context) -> bool:
    """Tell *again* of a second time from the one that only turns back to a topic: Again, it rained."""
    if context.following() != ",":
        return True
    return context.previous()[:1].isalpha() and context.previous() not in ("but", "and", "so")


# The lexicon's subtype is `subtype:frame`: what has to follow for the word to take something for granted.
_FRAMES: dict[str, Callable[[Context], bool]] = {
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
    for hit in hits:
        subtype, frame = subtype_parts(hit.entry.subtype)
        if subtype == EXCLUDED or (frame in _FRAMES and not _FRAMES[frame](_Unmarked(reading, hit))):
            continue
        spans.append(Span(hit.start, hit.end, "presupposition", subtype, "cue", len(spans), hit.entry.term))
    return spans
