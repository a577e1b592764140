"""Sources that reach into another clause: a price [he] named, a storm forced [Orr] to say, [Ada Orr] as she left."""

from __future__ import annotations

from collections.abc import Sequence

from framing.attributing.phrase import AUXILIARIES, OCCASIONS, TIMES
from framing.attributing.reach import DAYS, FRONTING, NO_PHRASE, QUANTIFIERS, ROLES, SPEAKERS
from framing.attributing.verbs import FINITE
from framing.attributing.widened import are_several
from framing.attributing.words import Word
from framing.vocabulary.word_lists import word_list

_WHEN = TIMES | {"earlier", "later", "now", "then"}
_FEW_WORDS = 4  # of a subject right after *that*
_CLAUSE_PRONOUNS = ("he", "she", "they", "we", "i")
_SOME = ("many", "some", "others", "most")
_SEVERAL = ("both", "many", "most", "some", "several")
_BEFORE_SOME = frozenset("and or so as of several like than to the a how too with for these those has have had".split())
_JOINTS = frozenset("and or nor but".split())
_SUBORDINATE = frozenset("whom when because although though while whereas until".split())
_RELATIVES = word_list("clauses", "relatives") | {"what", "whose", "where"}
_DETERMINERS = word_list("reporting", "determiners") - {"that"}
_OPENS_PHRASE = _DETERMINERS | QUANTIFIERS | SPEAKERS | {"half", "just", "only"}
_MADE_TO = word_list("reporting", "made_to")
_MAKES_TO = word_list("reporting", "makes_to")
_FACTS = word_list("reporting", "facts")
_BODIES = SPEAKERS | word_list("source_types", "organisation")
_NAMING = word_list("reporting", "naming") | {"called", "dubbed", "labeled", "labelled"}  # those report too
_PLACES = word_list("source_types", "metonym") | {"jr", "sr", "iii"}
_MADE = frozenset("elected appointed considered nominated deemed accused based".split())
_NO_PAST = frozenset("hundred seed breed naked sacred wicked rugged".split())
_PRONOUN_GOES_ON = frozenset("and or nor , ( who all both too of alone as".split())


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
    first = _after_other_clause(words, first, last, cue)
    if last - first < 2:
        return first, last
    found = _alone(words, first, last, cue)
    if found is not None:
        return found
    if words[first].form in _RELATIVES:
        is_time = all(word.form in _WHEN for word in words[first + 1 : last])  # who earlier this week
        return first, first + 1 if is_time else last
    last = _after_apposition(words, first, last)
    brackets = _in_brackets(words, first, last)
    for i in range(first + 1, last - 1):
        word, earlier, rest = words[i], words[i - 1], words[i + 1 : last]
        if i in brackets:
            continue
        if not word.is_word:
            break
        is_other = word.form in _SUBORDINATE and earlier.form != "of"
        is_own = (
            rest[-1].form in SPEAKERS and len(rest) < _FEW_WORDS and not any(other.form in NO_PHRASE for other in rest)
        )
        if is_other or (word.form == "that" and (is_own or all(other.is_capitalised for other in rest))):
            return i + 1, last
        if word.form in ("who", "which") and _is_inner_subject(words, i + 1, last, cue):
            return i + 1, last  # men who [the White House]
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
    is_as = before.form == "as" and last - first > 2 and words[last - 3].form == ","  # Ada Orr, as Reed [pointed out]
    if last == cue and ((is_as and words[last - 1].is_capitalised) or (form == "it" and before.form.isdigit())):
        return last - 1, last
    if before.form == "," and form in _CLAUSE_PRONOUNS and last == cue:  # Ada Orr, he [told]
        return last - 1, last
    if before.is_word and (
        (form in _CLAUSE_PRONOUNS and before.form not in _JOINTS and _goes_on(words, last, cue))
        or (form in _SOME and last == cue and before.form not in _BEFORE_SOME)
    ):
        return last - 1, last
    return None


def _after_other_clause(words: Sequence[Word], first: int, last: int, cue: int) -> int:
    """Step over what opens or ends another clause: in a letter [Orr]; leading [Orr] to say; who, [the agent]."""
    inner = next((i + 1 for i in range(last - 2, first - 1, -1) if words[i].form in ("who", "whom")), last)
    if _are_inner_subject(words, inner, last, cue):
        return inner
    first = _after_fronted(words, first, last)
    first += words[first].form in _MAKES_TO and words[last].form == "to"
    if words[first].form in ("who", "which") and _is_inner_subject(words, first + 1, last, cue):
        first += 1 + (words[first + 1].form == ",")
    commas = [i for i in range(first, last) if words[i].form == ","]
    is_next = all(word.form in AUXILIARIES for word in words[last:cue])
    is_participle = last == cue and words[cue].form.endswith("ing")
    is_one = len(commas) == 1 and commas[0] + 1 < last
    is_other = is_one and is_next and not is_participle and _is_apart(words, commas[0], last, cue)
    return commas[0] + 1 if is_other else first


def _is_apart(words: Sequence[Word], comma: int, last: int, cue: int) -> bool:
    """Tell whether a subject begins after a comma that none follows: it met Orr, [some aides] said; Orr, [a nurse]."""
    rest = words[comma + 1 : last]
    is_phrase = all((word.is_word or word.form == ".") and word.form not in NO_PHRASE for word in rest)
    if not is_phrase or rest[0].form in ("a", "an") or rest[0].form.endswith(("ing", "ed")):
        return False
    if rest[0].is_capitalised:
        is_titled = len(rest) > 2 and any(word.form in ROLES for word in rest[:-1])
        is_aside = cue + 1 < len(words) and words[cue + 1].form == "," and rest[-1].form not in _PLACES
        return (is_titled or (is_aside and "-" not in rest[0].form)) and all(word.form not in _JOINTS for word in rest)
    if rest[0].form in _DETERMINERS or rest[0].form in _SOME:
        return True
    if rest[-1].form in SPEAKERS and are_several(words[comma - 1]) and any(word.form == "and" for word in rest[1:]):
        return False  # sailors, clerks and nurses
    is_apposition = rest[0].form in ROLES and words[comma - 1].is_capitalised  # Ada Orr, president of the port, said
    return not is_apposition and any(word.form in SPEAKERS for word in rest)


def _is_inner_subject(words: Sequence[Word], first: int, last: int, cue: int) -> bool:
    """Tell whether a name after a relative pronoun is the subject of the cue right after it: men who [the court]."""
    name = words[first + (words[first].form == ",") : last]
    name = name[bool(name) and name[0].form == "the" :]
    is_name = all(word.is_capitalised and word.form not in DAYS | TIMES for word in name)
    return last == cue and bool(name) and (is_name or (len(name) == 1 and name[0].form in SPEAKERS))


def _are_inner_subject(words: Sequence[Word], first: int, last: int, cue: int) -> bool:
    """Tell whether several people right after *who* are the subject of the cue: Orr, who [many towns] have hired."""
    phrase = words[first:last]
    is_several = len(phrase) > 1 and phrase[0].form in _SEVERAL and are_several(phrase[-1])
    is_phrase = is_several and all(word.is_word and word.form not in NO_PHRASE for word in phrase[1:])
    return is_phrase and all(word.form in AUXILIARIES for word in words[last:cue])


def _in_brackets(words: Sequence[Word], first: int, last: int) -> range:
    """Give where a pair of brackets stands: Ada Orr (Reform), with the brackets."""
    opens = next((i for i in range(first, last) if words[i].form == "("), last)
    return range(opens, next((i for i in range(opens, last) if words[i].form == ")"), opens - 1) + 1)


def _before_object(words: Sequence[Word], first: int, verb: int, last: int, cue: int) -> tuple[int, int] | None:
    """Give whose verb stands in a source, or its object where that says it; None where a word is no such verb."""
    word = words[verb]
    if word.form in _FACTS and _is_subject(words, verb + 1, last, cue):
        return verb + 1, last
    if word.form in _MAKES_TO and words[last].form == "to":
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
    return (is_whole_name or noun == ")") and (is_adverb or after.form.endswith("s")) and after.form not in FRONTING


def _after_apposition(words: Sequence[Word], first: int, last: int) -> int:
    """Leave out a verb and its object after a name and its apposition: Ada Orr, a nurse[, watched the vote]."""
    commas = [i for i in range(first, last - 2) if words[i].form == ","][:2]
    if len(commas) < 2:
        return last
    verb, after = words[commas[1] + 1], words[commas[1] + 2]
    is_past = verb.form.endswith("ed") and verb.form not in _NAMING | _NO_PAST | _MADE
    has_object = after.form in _DETERMINERS or after.form in ("her", "his", "their") or after.form.endswith("s")
    return commas[1] if is_past and has_object else last


def _is_subject(words: Sequence[Word], first: int, last: int, cue: int) -> bool:
    """Tell whether a few words right before a verb are people or a name: the delay means [experts] know."""
    is_next = all(word.form in AUXILIARIES for word in words[last:cue]) and not words[cue].form.endswith("ing")
    phrase = words[first:last]
    is_somebody = words[last - 1].form in SPEAKERS or all(word.is_capitalised for word in phrase)
    return is_next and 0 < len(phrase) < _FEW_WORDS and is_somebody


def _is_with_pronoun(words: Sequence[Word], at: int) -> bool:
    """Tell whether a phrase goes on after the pronoun that it begins with: he and Orr, they all, she herself."""
    return words[at].form in _PRONOUN_GOES_ON or words[at].form.endswith(("self", "selves")) or words[at].is_capitalised


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
    start = next((i + 1 for i in range(first - 1, -1, -1) if not words[i].is_word and words[i].form != "."), 0)
    opens, lead = words[start].form, words[start + 1 : first]
    if not (opens in FRONTING or (opens.endswith("ed") and start < first)):
        return first
    rest = words[comma + 1 : last]
    if opens == "as" and words[first].is_capitalised and not rest[0].is_capitalised:  # as Orr, head of the port, said
        return first
    opens_phrase = (
        rest[0].is_capitalised
        or rest[0].form[0].isdigit()
        or not {rest[0].form, rest[-1].form}.isdisjoint(_OPENS_PHRASE)
    )
    is_clause = any(word.form in NO_PHRASE for word in (*lead, *rest)) or rest[0].form in _RELATIVES
    return comma + 1 if opens_phrase and not is_clause else first


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
        if form == "via":
            return i
        if form in _RELATIVES:
            break
    if last - first > 2 and words[last - 2].form == "who" and words[last - 1].form.endswith("ed"):
        last -= 1  # Ada Orr, [who declined]
    return last - (last - first > 1 and words[last - 1].form in ("who", "which", "via"))
