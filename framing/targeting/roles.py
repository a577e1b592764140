"""Whether a target acts or is acted upon, by the words beside its mention: no parser is used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from framing.texts.text import PLAIN_TOKEN, Place, Reading
from framing.vocabulary.lexicon import bundled
from framing.vocabulary.word_lists import word_list

AGENT, PATIENT = "agent", "patient"
_TOKEN = re.compile(PLAIN_TOKEN)
_BEFORE, _AFTER = 140, 220  # characters
_PASSIVES = word_list("verbs", "passives")
_PERFECT = word_list("verbs", "perfect")
_MODALS = word_list("verbs", "modals")
_SUPPORT = word_list("verbs", "support")
_STATES = word_list("verbs", "states")
_BETWEEN = word_list("verbs", "between")
_PAST = word_list("verbs", "past")
_THIRD = word_list("verbs", "third")
_BASE = word_list("verbs", "base")
_NO_PATIENT = word_list("verbs", "no_patient")
_INVERTED = word_list("verbs", "inverted")
_NO_VERBS = word_list("verbs", "no_verbs")
_LONGEST_ASIDE = 14  # tokens between the commas after a subject
_FARTHEST_BY = 9  # tokens between a participle and its agent
_DETERMINERS = frozenset("the a an these those his her its their our my your".split())
_BEFORE_NAMES = frozenset("former then president senator mayor many some most all fellow other local senior".split())
_AFTER_OBJECTS = word_list("verbs", "after_objects")
_OPENING = frozenset("as before after since until than".split())  # of a clause or of a phrase: the verb tells
_OF_PHRASE = (word_list("reporting", "prepositions") | frozenset(("of", "including", "like"))) - _OPENING
_AHEAD = frozenset("going expected supposed scheduled slated set due bound likely unlikely ready about".split())
_COORDINATED = frozenset(("and", "or", ",", "&"))


def role_of(reading: Reading, mention: Place) -> str:
    """Tell whether a mention is an agent (active subject, *by* phrase), a patient (object, passive subject) or neither.

    A possessor (*Orr's plan*), a name before a noun (*the Orr plan*), the subject of *be*, *have* or *seem*, and what
    follows a preposition are neither. The roles are grammatical: who *suffers a defeat* is an agent.

    Examples
    --------
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "Orr attacked Lee, who was criticised by Roe. Poe was killed."))
    >>> [role_of(reading, place) for place in ((0, 3), (13, 16), (40, 43), (45, 48))]
    ['agent', 'patient', 'agent', 'patient']
    """
    start, end = mention
    first, last = reading.sentence_at(start)
    before = _TOKEN.findall(reading.plain, max(first, start - _BEFORE), start)
    after = _TOKEN.findall(reading.plain, end, min(max(last, end), end + _AFTER))
    if _is_modifier(reading, end, after):
        return ""
    before, is_titled = _without_title(before)
    if role := _after_verb(before, after):
        return role
    if before and before[-1].lower() in _OF_PHRASE:
        return ""
    is_plural = _is_plural(reading, mention, before) and not is_titled
    return _as_subject([token.lower() for token in after], is_plural=is_plural)


@lru_cache(maxsize=1)
def _irregular() -> tuple[frozenset[str], frozenset[str]]:
    """Give irregular participles, and adjectives that look like participles: the lexicon of passives has both."""
    terms = [entry for entry in bundled() if entry.device == "passive_agentless"]
    participles, adjectives = (
        frozenset(entry.term for entry in terms if entry.subtype == kind) for kind in ("participle", "adjective")
    )
    return participles, adjectives


def _is_participle(word: str) -> bool:
    participles, adjectives = _irregular()
    if word in adjectives or word in _NO_VERBS:
        return False
    return word in participles or (word.endswith("ed") and len(word) > 3)


def _is_past(word: str) -> bool:
    """Tell whether a word after *have* is a participle: there, agreed is no adjective."""
    return word in _irregular()[0] or word in _PAST or (word.endswith("ed") and word not in _NO_VERBS)


def _is_modifier(reading: Reading, end: int, after: Sequence[str]) -> bool:
    """Tell whether the mention owns or modifies what follows: Orr's plan, the Orr Plan, Orr-backed."""
    view = reading.view
    if view.startswith(("'s", "'", "-"), end):
        return not view.startswith(("'s been", "'s not"), end)
    # Orr Administration; a sentence goes on in small letters
    return bool(after) and after[0][0].isupper() and view[end : end + 1] == " " and after[0].lower() not in _BETWEEN


def _without_title(before: list[str]) -> tuple[list[str], bool]:
    """Take off the words of a title, an article or a number: by then-President, the former Gov., 67."""
    count = len(before)
    while before and (before[-1].lower() in _DETERMINERS or _is_title(before[-1])):
        before = before[:-1]
    return before, len(before) < count


def _is_title(token: str) -> bool:
    is_name = token[0].isupper() and token != "I" and not token.endswith("ing") and token.lower() not in _INVERTED
    return is_name or token[0].isdigit() or token == "." or token in _BEFORE_NAMES


def _after_verb(before: Sequence[str], after: Sequence[str]) -> str:
    """Tell the role of a mention that a verb or *by* stands before."""
    last = before[-1].lower() if before else ""
    if last == "by":
        near = [token.lower() for token in before[-_FARTHEST_BY - 1 : -1]]
        cut = max((i for i, token in enumerate(near) if token in ".;:,"), default=-1)
        return AGENT if any(_is_participle(token) for token in near[cut + 1 :]) else ""
    if last in _INVERTED and before[-2:-1] and before[-2] in ("”", '"', "'", ","):
        return AGENT
    if not last or last in _NO_PATIENT | _NO_VERBS | _STATES or not _is_object_alone(after):
        return ""
    earlier = next((token.lower() for token in reversed(before[:-1]) if not _is_adverb(token.lower())), "")
    return PATIENT if _governs(last, earlier) else ""


def _is_adverb(token: str) -> bool:
    return token in _BETWEEN or (token.endswith("ly") and len(token) > 4)


def _is_object_alone(after: Sequence[str]) -> bool:
    """Tell whether what follows a verb and a mention is neither a noun that this modifies nor the verb of a clause."""
    follows = after[0].lower() if after else ""
    if follows in _PASSIVES | _PERFECT | _SUPPORT | _PAST | _THIRD or follows in _MODALS - {"to"}:
        return False  # believed Orr would
    is_noun = follows.isalpha() and after[0].islower() and follows not in _AFTER_OBJECTS and not follows.endswith("ly")
    return not is_noun  # defended the Orr administration


def _governs(verb: str, earlier: str) -> bool:
    """Tell whether a word right before a mention is a verb that has it as its object, by the word before it."""
    if earlier in _DETERMINERS:
        return False
    if verb in _BASE and (earlier in _MODALS | _SUPPORT | {"not", "n't"} or earlier.endswith("s")):
        return True
    if verb.endswith("ed") and _is_participle(verb):
        return earlier not in _PASSIVES
    if verb in _INVERTED:
        return False
    if verb in _THIRD:
        return earlier[:1].isalpha()
    return verb in _PAST or (verb.endswith("ing") and len(verb) > 5)


def _as_subject(after: Sequence[str], *, is_plural: bool) -> str:
    """Tell the role of a mention from the verb that follows it."""
    at = _after_aside(after)
    at = _next(after, at)
    verb = after[at] if at < len(after) else ""
    if verb in ("who", "which", "that"):
        at = _next(after, at + 1)
        verb = after[at] if at < len(after) else ""
    if verb in _MODALS and verb != "to":
        return _after_modal(after, at)
    if verb in _SUPPORT:
        following = _next(after, at + 1)
        return AGENT if following < len(after) and after[following] not in _STATES else ""
    if verb in _PERFECT:
        following = _next(after, at + 1)
        word = after[following] if following < len(after) else ""
        if word in ("been", "gotten"):
            return _after_be(after, following)
        return AGENT if _is_past(word) or word in ("gone", "begun") else ""
    if verb in _PASSIVES:
        return _after_be(after, at)
    if verb in _STATES or verb in _NO_VERBS:
        return ""
    if verb in _PAST or verb in _THIRD or (is_plural and verb in _BASE):
        return AGENT
    if verb.endswith("ed") and verb not in _NO_VERBS:
        return PATIENT if after[at + 1 : at + 2] == ["by"] else AGENT
    return ""


def _after_aside(after: Sequence[str]) -> int:
    """Give where the sentence goes on after what commas or brackets say of the subject."""
    if not after or after[0] not in (",", "(", "—", "–"):
        return 0
    close = {"(": ")"}.get(after[0], after[0])
    end = next((i for i in range(1, min(len(after), _LONGEST_ASIDE + 1)) if after[i] == close), -1)
    if end < 0:
        return 0
    if after[0] == "(":
        return end + 1
    return end + 1 if end > 1 and after[1] not in _COORDINATED else 0


def _next(after: Sequence[str], at: int) -> int:
    """Give the place of the first token that is no adverb and no day: has not yet won, on Monday won."""
    while at < len(after):
        if after[at] == "on" and after[at + 1 : at + 2] and after[at + 1] in _BETWEEN:
            at += 2
        elif _is_adverb(after[at]):
            at += 1
        else:
            break
    return at


def _after_modal(after: Sequence[str], at: int) -> str:
    at = _next(after, at + 1)
    verb = after[at] if at < len(after) else ""
    if verb in ("be", "get"):
        return _after_be(after, at)
    if verb == "have":
        following = _next(after, at + 1)
        word = after[following] if following < len(after) else ""
        if word == "been":
            return _after_be(after, following)
        return AGENT if _is_past(word) else ""
    return AGENT if verb.isalpha() and verb not in _STATES else ""


def _after_be(after: Sequence[str], at: int) -> str:
    """Tell a passive from a progressive and from what only is so."""
    at = _next(after, at + 1)
    word = after[at] if at < len(after) else ""
    if word == "being":
        at = _next(after, at + 1)
        word = after[at] if at < len(after) else ""
    if word in _AHEAD and after[at + 1 : at + 2] == ["to"]:
        return _after_modal(after, at + 1)
    if word.endswith("ing") and len(word) > 4 and word not in _NO_VERBS:
        return AGENT
    return PATIENT if _is_participle(word) else ""


def _is_plural(reading: Reading, mention: Place, before: Sequence[str]) -> bool:
    """Tell whether a mention may be a plural subject: Democrats want; Orr and Lee want."""
    is_joined = len(before) > 1 and before[-1] in ("and", "&")
    return is_joined or reading.view[mention[1] - 1] == "s"
