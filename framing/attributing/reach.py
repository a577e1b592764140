"""How far a source reaches: to the end of an apposition or of a phrase, not into a time or into another clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.attributing.phrase import AUXILIARIES, OCCASIONS, SUBJECT_PRONOUNS, TIMES
from framing.attributing.verbs import FINITE
from framing.attributing.words import Word
from framing.texts.text import Place
from framing.vocabulary.word_lists import word_list

_GOES_ON = frozenset(("in", "at", "on", "to", "who"))
_ROLES = word_list("source_types", "persons") | word_list("names", "titles")
_WHEN = TIMES | {"earlier", "later", "now", "then"}
SPEAKERS = _ROLES | word_list("source_types", "groups") | {"police"}
_NO_PHRASE = AUXILIARIES | SUBJECT_PRONOUNS | word_list("clauses", "openers") | FINITE
_NO_OCCASION = word_list("clauses", "occasions") | TIMES - _GOES_ON - {"the", "of"}
_LONGEST = 20  # words by which a source may go on
_FEW = 6  # words up to a comma
_FEW_WORDS = 4  # of a subject right after *that*
_QUANTIFIERS = frozenset("about over nearly roughly almost around than least most".split())
TIME_ENDS = ("day", "week", "month", "year")
_BEFORE_TIME = ("this", "last", "next")
_BEFORE_TIMES = ("earlier", "later", "until", "since", "before", "after", "who")
_CLAUSE_PRONOUNS = ("he", "she", "they", "we", "i")
_SOME = ("many", "some", "others", "most")
_BEFORE_SOME = frozenset("and or so as of several like than to the a how too with for these those has have had".split())
_JOINTS = frozenset("and or nor but".split())
_SUBORDINATE = frozenset("whom when because although though while whereas until".split())
_RELATIVES = word_list("clauses", "relatives") | {"what", "whose", "where"}
_FRONTING = frozenset(
    "among of in on at by with for from to under after before despite like unlike according as".split()
)
_DETERMINERS = word_list("reporting", "determiners") - {"that"}
_OPENS_PHRASE = _DETERMINERS | _QUANTIFIERS | _ROLES | {"half", "just", "only"}
_MADE_TO = word_list("reporting", "made_to")
_FACTS = word_list("reporting", "facts")
_BODIES = SPEAKERS | word_list("source_types", "organisation")
_NAMING = word_list("reporting", "naming") | {"called", "dubbed", "labeled", "labelled"}  # those report too
_NO_PAST = frozenset("hundred seed breed naked sacred wicked rugged".split())
_PRONOUN_GOES_ON = frozenset("and or nor , ( who all both too of alone as".split())
_SENTENCE = re.compile(r"(?<=[a-z]{3})\.(?=[A-Z][a-z])|\.\s(?=(?:He|She|It|They|We|But|The|This|That|These|In)\b)")
_DASH = re.compile(r"\s?(?:—|--)\s?|\s–\s")


def to_end_of_phrase(words: Sequence[Word], source: tuple[int, int], *, is_fronted: bool) -> tuple[int, int]:
    """Let a source after *according to* go on to where its phrase ends.

    At the start of a sentence that is the next comma (According to a letter to Orr, it rained), elsewhere the end of
    the sentence (according to two people in the room); not with a verb between, nor where a time follows.

    Examples
    --------
    >>> from framing.attributing.words import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> def end(text, **options):
    ...     words = words_of(Reading(Document("a", text)), (0, len(text)))
    ...     return words[to_end_of_phrase(words, (2, 4), **options)[1] - 1].form
    >>> end("According to a letter to Ada Orr, it rained.", is_fronted=True)
    'orr'
    >>> end("according to two people in the room.", is_fronted=False)
    'room'
    >>> end("according to the mayor on Monday.", is_fronted=False)
    'mayor'
    """
    start, end = source
    first = words[end].form if end < len(words) else ""
    at = end
    if first == "," and not is_fronted:
        if not any(word.form in _ROLES and not word.is_capitalised for word in words[end + 1 : end + 4]):
            return source
        at += 1
    elif first not in _GOES_ON or (
        not is_fronted and any(word.form in _NO_OCCASION for word in words[end + 1 : end + 4])
    ):
        return source
    while at < len(words) and at - end <= _LONGEST and words[at].is_word:
        if first != "who" and words[at].form in _NO_PHRASE:
            return source
        at += 1
    is_over = at < len(words) and words[at].form == "," if is_fronted else at >= len(words) - 1
    return (start, at) if is_over and at - end <= _LONGEST else source


def to_comma(words: Sequence[Word], first: int, last: int, cue: int) -> int:
    """Go on to the comma before the cue where an apposition is broken off: Orr, a nurse at the old [mill], said."""
    if not first < last < cue or not words[last].is_word or not any(word.form == "," for word in words[first:last]):
        return last
    at = last
    while at < cue and at - last < _FEW and words[at].is_word:
        at += 1
    is_closed = words[at].form == "," and all(
        word.form in AUXILIARIES or word.form.endswith("ly") for word in words[at + 1 : cue]
    )
    return at if is_closed else last


def before_time(words: Sequence[Word], first: int, last: int) -> int:
    """Leave out a time at the end: the army [on Friday], the airline [this week], Ada Orr [last] month."""
    if words[last - 1].form in _BEFORE_TIME and last < len(words) and words[last].form.endswith(TIME_ENDS):
        return max(first + 1, last - 1)
    if not words[last - 1].form.endswith(TIME_ENDS):
        return last
    at = last
    while at > first + 1 and words[at - 1].form in TIMES and words[at - 1].form not in ("the", "of"):
        at -= 1
    is_time = at < last and words[at].form in ("on", "this", "last")
    is_plain = all(word.is_word for word in words[first:at]) and words[at - 1].form not in _BEFORE_TIMES
    return at if is_time and is_plain else last


def own_clause(words: Sequence[Word], first: int, last: int, cue: int) -> tuple[int, int]:
    """Leave out what is another clause's in a source before its cue.

    *A price he* named: he; *a man whom Ada Orr* praised: Ada Orr; *Ada Orr has a plan* saying: Ada Orr; *a storm forced
    Orr* to say: Orr; *Among sailors, half* said: half.

    Examples
    --------
    >>> from framing.attributing.words import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> for text in ("the price he named", "a man whom Orr praised", "Orr has a plan saying", "Orr sank a ship saying"):
    ...     words = words_of(Reading(Document("a", text)), (0, len(text)))
    ...     print([word.form for word in words[slice(*own_clause(words, 0, len(words) - 1, len(words) - 1))]])
    ['he']
    ['orr']
    ['orr']
    ['orr', 'sank', 'a', 'ship']
    """
    first = _after_fronted(words, first, last)
    if last - first < 2:
        return first, last
    found = _alone(words, first, last, cue)
    if found is not None:
        return found
    if words[first].form in _RELATIVES:
        is_time = all(word.form in _WHEN for word in words[first + 1 : last])  # who earlier this week
        return first, first + 1 if is_time else last
    brackets = _in_brackets(words, first, last)
    for i in range(first + 1, last - 1):
        word, earlier, rest = words[i], words[i - 1], words[i + 1 : last]
        if i in brackets:
            continue
        if not word.is_word:
            break
        is_other = word.form in _SUBORDINATE and earlier.form != "of"
        is_own = (
            rest[-1].form in SPEAKERS and len(rest) < _FEW_WORDS and not any(other.form in _NO_PHRASE for other in rest)
        )
        if is_other or (word.form == "that" and (is_own or all(other.is_capitalised for other in rest))):
            return i + 1, last
        if word.form in _RELATIVES or rest[-1].form in _RELATIVES:
            break
        if word.form in FINITE and not word.is_capitalised and len(rest) > 1:
            return first, i
        found = _before_object(words, first, i, last, cue)
        if found is not None:
            return found
    return first, last


def _alone(words: Sequence[Word], first: int, last: int, cue: int) -> tuple[int, int] | None:
    """Give the pronoun or share at an edge that is the subject without the rest: [they] know Orr; a plan [he]."""
    form, before = words[last - 1].form.partition("'")[0], words[last - 2]
    is_pronoun = words[first].form in _CLAUSE_PRONOUNS and form not in _RELATIVES
    if is_pronoun and not _is_with_pronoun(words, first + 1):
        return first, first + 1
    if form in ("percent", "%") and last - first > 3 and words[last - 3].form in _JOINTS:  # rain and 40 percent
        is_list = any(word.form[0].isdigit() for word in words[first : last - 3])
        return (first, last) if is_list else (last - 2, last)
    if before.is_word and (
        (form in _CLAUSE_PRONOUNS and before.form not in _JOINTS and _goes_on(words, last, cue))
        or (form in _SOME and last == cue and before.form not in _BEFORE_SOME)
    ):
        return last - 1, last
    return None


def _in_brackets(words: Sequence[Word], first: int, last: int) -> range:
    """Give where a pair of brackets stands: Ada Orr (Reform), with the brackets."""
    opens = next((i for i in range(first, last) if words[i].form == "("), last)
    return range(opens, next((i for i in range(opens, last) if words[i].form == ")"), opens - 1) + 1)


def _before_object(words: Sequence[Word], first: int, verb: int, last: int, cue: int) -> tuple[int, int] | None:
    """Give whose verb stands in a source, or its object where that says it; None where a word is no such verb."""
    word = words[verb]
    if word.form in _FACTS and _is_subject(words, verb + 1, last, cue):
        return verb + 1, last
    if not word.form.endswith("ed") or word.is_capitalised or word.form in _NO_PAST:
        return None
    end = verb - words[verb - 1].form.endswith("ly")
    if not _is_past(words[first:end], word, words[verb + 1], is_adverb=end < verb):
        return None
    is_made_to = word.form in _MADE_TO and words[last].form.endswith(("to", "as", "ing"))
    return (verb + 1, last) if is_made_to else (first, end)


def _is_past(subject: Sequence[Word], verb: Word, after: Word, *, is_adverb: bool) -> bool:
    """Tell by what surrounds it that a word in -ed is a verb with its object: Ada Orr rattled the port."""
    if not subject or subject[-1].form in _DETERMINERS or subject[-1].form.endswith(("'s", "s'")):
        return False
    noun, is_name = subject[-1].form, subject[-1].is_capitalised or subject[-1].form == ")"
    if after.form in TIMES - {"the", "this"} or not (is_name or (not is_adverb and verb.form not in _NAMING)):
        return False
    if after.is_capitalised or after.form in _DETERMINERS:
        return is_name or verb.form in _MADE_TO or noun in _BODIES or not after.is_capitalised
    is_whole_name = is_name and not noun.endswith("s") and (len(subject) > 1 and subject[-2].is_capitalised)
    return (is_whole_name or noun == ")") and (is_adverb or after.form.endswith("s")) and after.form not in _FRONTING


def _is_subject(words: Sequence[Word], first: int, last: int, cue: int) -> bool:
    """Tell whether a few words right before a verb are people or a name: the delay means [experts] know."""
    is_next = all(word.form in AUXILIARIES for word in words[last:cue]) and not words[cue].form.endswith("ing")
    phrase = words[first:last]
    is_somebody = words[last - 1].form in SPEAKERS or all(word.is_capitalised for word in phrase)
    return is_next and 0 < len(phrase) < _FEW_WORDS and is_somebody


def _is_with_pronoun(words: Sequence[Word], at: int) -> bool:
    """Tell whether a phrase goes on after the pronoun that it begins with: he and Orr, they all, she herself."""
    return words[at].form in _PRONOUN_GOES_ON or words[at].form.endswith(("self", "selves")) or words[at].is_capitalised


def in_one_sentence(text: str, place: Place, cue: int) -> Place:
    """Keep the piece nearest the cue of a source that a sentence border or a single dash cuts.

    Examples
    --------
    >>> text = "The mayor left Ky. She says so. Old boats—a nurse says. Ada Orr — a nurse — said so."
    >>> places = (((0, 22), 23), ((32, 49), 50), ((56, 73), 76))
    >>> [text[slice(*in_one_sentence(text, place, at))] for place, at in places]
    ['She', 'a nurse', 'Ada Orr — a nurse']
    """
    start, end = place
    is_before = start < cue
    borders = list(_SENTENCE.finditer(text, start, end))
    if borders:
        start, end = (borders[-1].end(), end) if is_before else (start, borders[0].start())
    dashes = list(_DASH.finditer(text, start, end)) if is_before else []
    if len(dashes) != 1 or _DASH.match(text, end):
        return start, end
    return (start, dashes[0].start()) if _DASH.search(text, end, max(end, cue)) else (dashes[0].end(), end)


def without_clause(words: Sequence[Word], first: int, last: int) -> int:
    """Give where a source after its cue ends before a clause: Ada Orr [as she left]; Ada Orr, a nurse[, was out].

    Examples
    --------
    >>> from framing.attributing.words import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> words = words_of(Reading(Document("a", "Ada Orr as she left")), (0, 19))
    >>> without_clause(words, 0, 5)
    2
    """
    for i in range(first + 1, last - 1):
        form, after = words[i].form, words[i + 1].form
        if (form in _SUBORDINATE or form in ("as", "after", "before")) and after in _CLAUSE_PRONOUNS:
            return i
        if form == "," and after in FINITE:
            return i
        is_setting = form in ("in", "at", "during") and after in ("a", "an")
        if is_setting and any(word.form in OCCASIONS for word in words[i + 2 : min(i + 5, last)]):
            return i  # Ada Orr [in a statement]
        if form in _RELATIVES:
            break
    return last


def _goes_on(words: Sequence[Word], last: int, cue: int) -> bool:
    """Tell whether a pronoun is the subject of its cue, and no other verb's: the agency he founded said."""
    following = words[last].form
    is_its_verb = last == cue or following in AUXILIARIES or following.endswith("ly")
    return is_its_verb or any(word.form in _JOINTS or not word.is_word for word in words[last:cue])


def _after_fronted(words: Sequence[Word], first: int, last: int) -> int:
    """Give where the subject begins after a phrase that its clause opens with: in a letter to Orr, [Lind]."""
    comma = next((i for i in range(last - 1, first, -1) if words[i].form == ","), -1)
    if comma < 0 or comma + 1 >= last or not words[last].is_word:
        return first
    start = next((i + 1 for i in range(first - 1, -1, -1) if not words[i].is_word), 0)
    opens, lead = words[start].form, words[start + 1 : first]
    if not (opens in _FRONTING or (opens.endswith("ed") and start < first)):
        return first
    rest = words[comma + 1 : last]
    if opens == "as" and words[first].is_capitalised and not rest[0].is_capitalised:  # as Orr, head of the port, said
        return first
    opens_phrase = (
        rest[0].is_capitalised
        or rest[0].form[0].isdigit()
        or not {rest[0].form, rest[-1].form}.isdisjoint(_OPENS_PHRASE)
    )
    is_clause = any(word.form in _NO_PHRASE for word in (*lead, *rest)) or rest[0].form in _RELATIVES
    return comma + 1 if opens_phrase and not is_clause else first


def with_point(text: str, source: Place, cue: int) -> Place:
    """Take in the point of a word cut short, and a bracket that closes after it: the U.S., Orr (D., Mich.)."""
    start, end = source
    if end < cue and text[end] == "." and text[end + 1 : end + 2] in (" ", ")", ","):
        end += 1
        if text[end] == ")" and "(" in text[start:end]:
            end += 1
    return start, end


def with_quantifier(words: Sequence[Word], first: int) -> int:
    """Give where a phrase begins with what says of its number: [about] 70 percent, [as] many as 100 children."""
    if first and [word.form for word in words[first - 1 : first + 2]] in (["as", "many", "as"], ["as", "few", "as"]):
        return first - 1
    if first < 2 or not words[first].form[0].isdigit() or words[first - 1].form not in _QUANTIFIERS:
        return first
    return first - (2 if words[first - 1].form in ("than", "least", "most") else 1)
