"""The phrases beside a reporting cue that can be read off the words of a sentence without a parser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from framing.attributing.verbs import FINITE, REPORTING, has_object
from framing.attributing.words import QUOTATION, Word
from framing.vocabulary.word_lists import word_list

AUXILIARIES = word_list("clauses", "auxiliaries")
TIMES = word_list("clauses", "times")
OPEN = word_list("edges", "open") - AUXILIARIES - FINITE  # with one of these no noun phrase ends
_OPENERS = word_list("clauses", "openers")
_BORDERS = frozenset(", ; : — – ( ) [ ] -- …".split()) | {QUOTATION}
_RELATIVES = word_list("clauses", "relatives")
_NOT_A_SOURCE = word_list("clauses", "not_a_source")
SUBJECT_PRONOUNS = word_list("clauses", "subject_pronouns")
_RECIPIENT = word_list("clauses", "recipients")


def source_before(words: Sequence[Word], cue: int, border: int = 0) -> tuple[int, int] | None:
    """Find the subject that ends before the cue at index `cue`, as a half-open range of indices.

    Auxiliaries, adverbs and times between subject and cue are left out ("Orr later on Friday said"); an apposition
    between commas is kept ("Orr, the mayor, said"). The phrase does not reach before index `border`, where another cue
    stands. None where nothing can be the subject.
    """
    end = _trim_right(words, cue, border)
    if end <= border:
        return None
    if words[end - 1].form == ",":
        opening = next((i for i in range(end - 2, max(end - 22, border) - 1, -1) if words[i].form == ","), -1)
        if (
            opening > border
            and words[opening - 1].is_word
            and words[opening + 1].form not in _OPENERS - {"who", "which"}
        ):
            start = _start_of_phrase(words, opening, border)
            return (start, end - 1) if _can_be_source(words[start:opening]) else None
        return None
    if words[end - 1].form == ")":
        opening = next((i for i in range(end - 2, max(border, end - 8), -1) if words[i].form == "("), border)
        start = (
            _start_of_phrase(words, opening, border)
            if opening > border and words[opening - 1].is_capitalised
            else opening
        )
        return (start, end) if start < opening and _can_be_source(words[start:opening]) else None
    if not words[end - 1].is_word or words[end - 1].form in ("and", "but", "or"):
        return None
    start = _start_of_phrase(words, end, border)
    return (start, end) if _can_be_source(words[start:end]) else None


def _trim_right(words: Sequence[Word], end: int, border: int) -> int:
    """Step left over what may stand between subject and verb: auxiliaries, adverbs, times."""
    at = end
    while at > border:
        form = words[at - 1].form
        run = at
        while run > border and words[run - 1].form in TIMES:
            run -= 1
        if any(_is_day(word.form) for word in words[run:at]):
            at = run
        elif (form in AUXILIARIES and not _is_name(words[at - 1])) or (
            form.endswith("ly")
            and len(form) > 4
            and form not in ("family", "assembly", "ally")
            and not words[at - 1].is_capitalised
        ):
            at -= 1
        elif form == "," and at > border + 1 and words[at - 2].form in ("however", "too", "meanwhile"):
            at -= 2
        else:
            break
    return at


def _is_name(word: Word) -> bool:
    """Tell whether an auxiliary is a name: May said."""
    return word.is_capitalised and word.form in ("may", "will")


def _is_day(form: str) -> bool:
    return form.endswith("day") or form in ("today", "yesterday", "week", "month", "year")


def _start_of_phrase(words: Sequence[Word], end: int, border: int) -> int:
    if words[end - 1].form in SUBJECT_PRONOUNS - {"who"}:
        return end - 1
    at = end
    while at > border and end - at < 28:
        form = words[at - 1].form
        if form in _BORDERS or (form in _OPENERS and form not in ("who", "which")):
            break
        at -= 1
    while at < end - 1 and words[at].form in ("and", "but", "so", "yet", "still", "then", "even", "meanwhile", "or"):
        at += 1
    return at


def _can_be_source(phrase: Sequence[Word]) -> bool:
    forms = [word.form for word in phrase if word.is_word]
    return bool(forms) and not (len(forms) == 1 and forms[0] in _NOT_A_SOURCE)


def source_after(words: Sequence[Word], cue: int, *, is_fronted: bool = False) -> tuple[int, int] | None:
    """Find the phrase that follows an inverted cue ("said Ada Orr, a nurse.") or "according to".

    Where the phrase is fronted ("According to Orr, the mayor, it rained"), an apposition ends at a second comma.
    """
    at = cue + 1
    end = at
    while end < len(words) and (
        (words[end].form not in _AFTER_ENDS and (words[end].is_word or _is_inner(words, end))) or _is_close(words, end)
    ):
        end += 1
    if end == at or not _can_be_source(words[at:end]):
        return None
    if (
        end + 1 < len(words)
        and words[end].form == ","
        and (words[end + 1].form in _APPOSITION or (is_fronted and _is_apposition(words, end + 1)))
    ):
        close = next(
            (i for i in range(end + 1, len(words)) if not words[i].is_word and words[i].form not in "-'&"), len(words)
        )
        if not _is_clause(words[end + 1 : close]) and (not is_fronted or _closes_apposition(words, close)):
            return (at, close)
    return (at, end)


def _is_inner(words: Sequence[Word], index: int) -> bool:
    """Tell whether a point is an abbreviation's inside a phrase: from Feb. 22, by John A. Boehner."""
    if words[index].form == "&":
        return True
    if words[index].form != "." or index + 1 >= len(words) or index == 0:
        return False
    before, after = words[index - 1], words[index + 1]
    is_short = "." in before.form and after.is_word  # a U.S. official
    return before.is_capitalised and (after.form[0].isdigit() or after.is_capitalised or is_short)


def _is_close(words: Sequence[Word], index: int) -> bool:
    return words[index].form == "to" and words[index - 1].form == "close"


def _is_apposition(words: Sequence[Word], start: int) -> bool:
    """Tell whether the words up to the next comma are no clause: associate director of research at a firm, …."""
    first = words[start].form.partition("'")[0]
    if words[start].is_capitalised or first in SUBJECT_PRONOUNS or first in ("when", "if"):
        return False
    for index in range(start, min(len(words), start + 16)):
        if words[index].form == ",":
            return index - start > 1
        if words[index].form in AUXILIARIES or not words[index].is_word:
            return False
    return False


def _is_clause(words: Sequence[Word]) -> bool:
    """Tell whether words hold a verb that is no relative clause's: the plan costs a lot, prices fell by 10 percent."""
    verb = next(
        (i for i in range(len(words)) if words[i].form in FINITE or words[i].form in REPORTING or has_object(words, i)),
        -1,
    )
    return verb > 0 and not any(word.form in _RELATIVES for word in words[:verb])


def _closes_apposition(words: Sequence[Word], comma: int) -> bool:
    """Tell whether a clause follows the comma at index `comma`, and no relative clause or list."""
    if comma + 1 >= len(words) or words[comma].form != ",":
        return False
    return words[comma + 1].is_word and words[comma + 1].form not in _NOT_A_CLAUSE


_NOT_A_CLAUSE = word_list("clauses", "not_a_clause")
_APPOSITION = word_list("clauses", "appositions")
_AFTER_ENDS = word_list("clauses", "ends_of_source")


def skip_recipient(words: Sequence[Word], at: int) -> int:
    """Step over whom something was told, and when and where, up to what was said."""
    stop = min(len(words), at + 14)
    for index in range(at, stop):
        form = words[index].form
        if form == "that" or form in (":", QUOTATION):
            return index
        if form in (".", ";", "—", "–", "to"):
            break
    if at < len(words) and (words[at].form in _RECIPIENT or words[at].form.endswith("s")):
        return at + 1
    return at


def skip_time(words: Sequence[Word], at: int) -> int:
    """Step over "on Monday", "in a statement", "at a news conference" and the like."""
    run = at
    while run < len(words) and (words[run].form in TIMES or words[run].form.isdigit()):
        run += 1
    if any(_is_day(word.form) for word in words[at:run]):
        at = run
    if at + 1 < len(words) and words[at].form in ("in", "at", "during", "on", "after", "through", "by", "via"):
        for index in range(at + 1, min(len(words), at + 10)):
            form = words[index].form
            if form in ("that", ":", QUOTATION):
                return index
            if form in (".", ";", ","):
                break
        if words[at].form != "by" and _has(words[at + 1 : at + 4], OCCASIONS):
            return at + next(i for i, word in enumerate(words[at + 1 : at + 4], start=1) if word.form in OCCASIONS) + 1
    return at


OCCASIONS = word_list("clauses", "occasions")


def _has(words: Iterable[Word], forms: frozenset[str]) -> bool:
    return any(word.form in forms for word in words)
