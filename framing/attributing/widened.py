"""What belongs to the phrase of a source before and after it: its article, the rest of its name, whom *who* means."""

from __future__ import annotations

from collections.abc import Sequence

from framing.attributing.antecedent import antecedent
from framing.attributing.around import Around
from framing.attributing.kind import is_known
from framing.attributing.phrase import TIMES
from framing.attributing.reach import DAYS, with_quantifier
from framing.attributing.verbs import REPORTING
from framing.attributing.words import Word
from framing.vocabulary.word_lists import word_list

_SCRAPS = word_list("reporting", "scraps")
_DETERMINERS = word_list("reporting", "determiners")
SOURCE_NOUNS = frozenset().union(
    *(word_list("source_types", name) for name in ("persons", "groups", "organisation", "document")),
    word_list("names", "titles"),
)
_PRONOUNS = word_list("clauses", "subject_pronouns")
_ANYBODY = word_list("names", "anybody") | {"many", "some", "most"}
_RELATIVES = word_list("clauses", "relatives") | {"whose"}
_AFTER_VERB = _DETERMINERS | {",", "that"}
# a source does not end so
CUT_OFF = frozenset("and or but as of in on at with the a an their both most often this during".split())
_DATED = ("released", "published", "issued", "aired", "due", "out", "taken", "conducted")
_WHEN = TIMES | {"out", "last", "week", "month", "year"}
_NUMBERS = word_list("numbers", "cardinals")
_BEFORE_NUMBERS = ("the", "all", "those", "these", "his", "her", "their", "its")
_ENDS_ADJECTIVE = ("ous", "ble", "ical", "ial", "eral", "onal", "ental", "ive", "ful", "less", "ian", "ican")
_ADJECTIVES = word_list("reporting", "adjectives")
_ADVERBS = ("almost", "still", "even", "also", "now", "just", "often", "once", "then")
_LEFT = 6  # words by which a phrase may begin too late


def widened(words: Sequence[Word], first: int, last: int, cue: Around) -> tuple[int, int]:
    """Take in what belongs to the phrase before and after it: its article, its name, whom *who* stands for."""
    if first and last - first == 1 and words[first].form in _ADVERBS and words[first - 1].form in _RELATIVES:
        first, last = first - 1, first  # a blog that [almost totally] rejects
    if last - first == 1 and words[first].form == "others" and first > 1 and words[first - 1].form == ",":
        return _with_names(words, first), last
    return _whole(words, first, last, cue)


def _whole(words: Sequence[Word], first: int, last: int, cue: Around) -> tuple[int, int]:
    """Give the whole phrase of which a part is from `first` to `last`."""
    if words[first].form in _RELATIVES and (last - first == 1 or words[first].form != "that"):
        return antecedent(words, first), last
    if last - first > 1 and words[last - 1].form in _RELATIVES and words[last - 2].form != ",":
        has_apposition = any(word.form == "," for word in words[first:last])
        return first if has_apposition else antecedent(words, last - 1), last
    at = first
    is_plain = words[last - 1].form not in _PRONOUNS and all(word.form != "," for word in words[first:last])
    for _ in range(_LEFT):
        if at == 0 or words[at].start - words[at - 1].end > 1:
            break
        word, before = words[at], words[at - 1]
        is_clause = before.form == "that" and (
            word.is_capitalised or opens_clause(word) or are_several(words[last - 1])
        )
        if is_clause or not before.is_word or before.form in _PRONOUNS or before.form in REPORTING:
            break
        is_numbered = is_plain and word.form in _NUMBERS and before.form in _BEFORE_NUMBERS
        if (word.form in _DETERMINERS or word.form in _PRONOUNS) and not is_numbered:
            if before.form in ("of",) and at > 1 and words[at - 2].is_word:
                at -= 2
                continue
            break
        if before.form in _DETERMINERS or before.form.endswith(("'s", "s'")):
            at -= 1
            continue
        if word.is_capitalised and before.is_capitalised and at > 1 and before.form not in _SCRAPS | DAYS:
            at -= 1
            continue
        if word.form == "of" or (is_plain and _is_adjective(before, word)):
            at -= 1
            continue
        break
    at = with_quantifier(words, at)
    end = last
    is_headline = words[cue.first].is_capitalised and last < cue.first
    while end < cue.first and words[end].start - words[end - 1].end < 2 and _belongs(words, end) and not is_headline:
        end += 1
    return at, _with_date(words, end, cue.first)


def _with_names(words: Sequence[Word], others: int) -> int:
    """Give where the name before *others* begins in a headline: [Ada Orr], others; or the index of *others*."""
    at = others - 1
    while at and words[at - 1].is_capitalised:
        at -= 1
    return at if at < others - 1 and (at == 0 or not words[at - 1].is_word) else others


def _is_adjective(before: Word, word: Word) -> bool:
    """Tell whether the word before the first one of a phrase says more of it: a [hefty] majority, [federal] judges."""
    is_phrase = not word.is_capitalised and word.form not in _DETERMINERS | _PRONOUNS | CUT_OFF
    return is_phrase and (
        before.form in _ADJECTIVES or (before.form.endswith(_ENDS_ADJECTIVE) and before.form not in SOURCE_NOUNS)
    )


def _with_date(words: Sequence[Word], end: int, cue: int) -> int:
    """Take in when a document was published: a poll released [on Wednesday]."""
    at = end
    while words[end - 1].form in _DATED and at < cue and words[at].form in _WHEN:
        at += 1
    return at


def opens_clause(word: Word) -> bool:
    """Tell by the first word of a subject that *that* before it opens a clause: that she, that 47 percent."""
    return word.form.partition("'")[0] in _PRONOUNS or word.form in _ANYBODY or word.form[0].isdigit()


def are_several(word: Word) -> bool:
    """Tell whether a noun is a plural, before which *that* opens a clause: that nurses say, that records show."""
    is_plural = word.form.endswith("s") and not word.form.endswith(("ss", "us", "is", "'s"))
    return (is_plural and word.form not in ("news", "series")) or word.form in ("people", "police")


def _belongs(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word right after a phrase is its head or the rest of its name: old [officials], Ada [Orr]."""
    word, before = words[at], words[at - 1]
    if word.form in CUT_OFF:
        return False
    if word.form in SOURCE_NOUNS and before.form not in _PRONOUNS:
        is_verb = before.is_capitalised and word.form.endswith("s") and is_known(word.form)
        return not (is_verb and words[at + 1].form in _AFTER_VERB)  # the Gazette [reports that]
    if word.form == ".":
        is_short = "." in before.form and words[at + 1].form in SOURCE_NOUNS  # U.S. officials
        return is_short or (len(before.form) == 1 and words[at + 1].is_capitalised)
    is_name = word.is_capitalised and word.form not in TIMES and not is_known(word.form)
    return is_name and (before.is_capitalised or before.form in SOURCE_NOUNS or before.form == ".")
