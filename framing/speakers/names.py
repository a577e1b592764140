"""The proper name that a source phrase is headed by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from framing.speakers.name_joints import (
    NATIONS,
    begins_name,
    is_link_word,
    is_members,
    is_new_place,
    is_office,
    is_ordinal,
    links,
    owns,
)
from framing.speakers.name_runs import LIKE_NOUNS, MOST_WORDS, is_plain_name, without_titles
from framing.speakers.name_words import (
    COMPANIES,
    KIN,
    LINKS,
    NOT_NAMES,
    ORGANISATIONS,
    PEOPLE,
    PREPOSITIONS,
    TITLES,
    WORD_LIKE,
    given_names,
    is_adjective,
    is_thing,
    is_title,
)
from framing.vocabulary.word_lists import word_list, word_map

_TOKEN = re.compile(r"[^\W_]+(?:['’.\-/&][^\W_]+)*(?:\.|(?<=s)['’](?=\s))?|[^\w\s]|_")
_AFTER_HEAD = word_list("names", "after_head")
_STARTS_PHRASE = word_list("names", "starts_phrase")
_ROLES = frozenset(word for words in word_map("source_roles", "words").values() for word in words)
_ARTICLES = ("the", "a", "an")
_FORMER = ("former", "then", "late", "outgoing", "incoming")
_OTHERS = ("his", "her", "their", "its", "other", "others", "some", "several", "many")
_NEVER_BEFORE = PREPOSITIONS | {"a", "an"}  # before the name that heads a phrase
_NUMBERED = re.compile(
    r"(?:[Tt]he )?(?P<name>[A-Z][\w.]+ \d{1,3}|\d{1,3} [A-Z][a-z]++(?<!s)|\d{1,3} Minutes"
    r"|(?:Fox|FOX|ABC|NBC|CBS|Channel) ?\d{1,2}(?: [A-Z]\w+){1,2})(?=,|$)"
)  # Haven 24
_ASIDE = re.compile(
    r" (?:\([^()]*\)|[“\"‘'][A-Z]\w+[”\"’']) (?=[A-Z])| \([A-Z]{2,6}\)(?= [a-z])"
)  # the writer (and nurse) Ada “Bo” Orr
_OF_JUNIOR = re.compile(r"(?<= [JS]r)\.(?=['’]s )")
_SEVERAL = word_list("names", "opens_several")
_OF_OFFICE = word_list("names", "before_of_office")
_OFFICES = TITLES | {"chiefs", "agent"} - KIN
_ABROAD = ("ambassador", "attorney", "candidate")
_NOUNS_OF_BODIES = word_list("source_types", "organisation")
_HEADS = word_list("names", "anybody") | {"those", "others"}  # which head a phrase as nouns do


@lru_cache(maxsize=32768)
def name_in(phrase: str) -> str:
    """Give the proper name that a source phrase is headed by, without titles; empty where a common noun heads it.

    Told from capitals alone: a name written small is not seen, a capitalised common noun inside a phrase is.

    Examples
    --------
    >>> name_in("Kremlin spokesman Dmitry Peskov"), name_in("a senior Ukrainian official"), name_in("Officials in Kyiv")
    ('Dmitry Peskov', '', '')
    """
    if is_plain_name(phrase):
        return phrase
    numbered = _NUMBERED.match(phrase)
    if numbered and numbered["name"].partition(" ")[0].lower().rstrip(".") not in NOT_NAMES:
        return numbered["name"]
    tokens: list[str] = _TOKEN.findall(
        _OF_JUNIOR.sub("", _ASIDE.sub(lambda found: " " if found.group().endswith(" ") else "", phrase))
    )
    cut = next(
        (i for i, token in enumerate(tokens) if _ends_phrase(tokens, i)),
        len(tokens),
    )
    if person := _person_at_end(tokens[:cut]):
        return person
    runs = [] if _opens_with_noun(tokens) else _runs(tokens[: _end_of_head(tokens[:cut])])
    good = [run for run, before, after in runs if before not in _NEVER_BEFORE and not after]
    if good and good[-1] != phrase and len(tokens) > 1 and _is_nation_alone(tokens, good[-1]):
        good = []  # the average American
    # Orr's fellow Norlandian, Ada Lee; Harbour Board Leader, Ada Lee
    is_open = not good or (" " not in good[-1] and is_adjective(good[-1])) or _is_office_alone(good[-1])
    if is_open and cut < len(tokens) and not _opens_with_noun(tokens):
        good = _apposed(tokens, cut) or good
    is_surname = bool(good) and (
        good[-1].lower() not in NOT_NAMES or good[-1] in WORD_LIKE or (good[-1] == "May" and tokens[0] != "May")
    )
    return good[-1] if is_surname else ""


def _person_at_end(tokens: Sequence[str]) -> str:
    """Give a person's name right after the place or body of an office: Chief of the Port Staff Gen. Ada Orr."""
    if not tokens:
        return ""
    is_office = tokens[0][0].isupper() and tokens[0].lower() in _OF_OFFICE
    is_office = is_office or any(token.lower() in _ABROAD for token in tokens[:5])
    is_office = is_office or any(
        token[0].isupper() and token.lower() in _OFFICES and following in ("of", "to", "in", "at")
        for token, following in pairwise(tokens[:6])
    )
    if not is_office:
        return ""
    last = next((i for i in range(len(tokens) - 1, -1, -1) if not tokens[i][:1].isupper()), -1)
    run = tokens[last + 1 :]
    if last > 0 and tokens[last] in ("to", "for") and any(is_title(token) for token in run):
        return ""  # an adviser to Mayor Ada Orr
    name = without_titles(run)
    at = next((i for i in (len(run) - 3, len(run) - 2) if i > 0 and run[i] in given_names()), 0)
    name = " ".join(run[at:]) if at and name == " ".join(run) else name
    is_person = " " in name and name.partition(" ")[0] in given_names() and not is_thing(name)
    is_of_office = last > 0 and name != " ".join(run) and run[0].lower().rstrip(".") not in TITLES
    return name if is_person and is_of_office and name.rpartition(" ")[2].lower() not in ORGANISATIONS else ""


def _is_office_alone(name: str) -> bool:
    """Tell whether a run of words with capitals ends in a title and opens with no given name: Harbour Board Leader."""
    first, _, last = name.partition(" ")
    return last.rpartition(" ")[2].lower() in TITLES and first not in given_names()


def _apposed(tokens: Sequence[str], cut: int) -> list[str]:
    """Give the names in the apposition to a noun that ends at `cut`: "The mayor, Ada Orr,".

    After a place, or a clause with *who*, only a full name of a person is one: "the mayor of Norland, Ada Orr".
    """
    following = tokens[cut + 1].lower().rstrip(".") if cut + 1 < len(tokens) else ""
    is_titled = following in TITLES or following in ("democrat", "republican")
    if (tokens[cut] == "," and not _ends_in_place(tokens[:cut])) or (tokens[cut] in ",(—–" and is_titled):
        end = next((i for i in range(cut + 1, len(tokens)) if tokens[i] in ",;(—–:"), len(tokens))
        is_body = tokens[cut - 1].lower() in _NOUNS_OF_BODIES
        good = [
            run
            for run, before, after in _runs(tokens[cut + 1 : end])
            if not after
            and (
                not before
                or (is_body and before == "the" and tokens[cut + 1] == "the")
                or before in TITLES
                or before in _ROLES
                or before.endswith("-year-old")
            )
        ]
        if good:
            return good
    words = [*tokens[:-1]] if tokens[-1] == "," else tokens
    last = next((i for i in range(len(words) - 1, cut - 1, -1) if words[i] == ","), -1)
    place = next((i for i in range(last + 1, len(words)) if words[i] == "of"), len(words))
    if last >= cut and all(word[:1].isupper() for word in words[place + 1 :]):
        words = words[:place]  # the leader of the house, Ada Orr of Norland
    is_name = last >= cut and all(word[:1].isupper() for word in words[last + 1 :])
    name = without_titles(words[last + 1 :]) if is_name else ""
    is_person = name.partition(" ")[0] in given_names() or (_is_one_person(tokens) and not is_thing(name))
    return [name] if " " in name and is_person and name.partition(" ")[2].lower() not in NATIONS else []


def _is_one_person(tokens: Sequence[str]) -> bool:
    """Tell whether a phrase is headed by a title with an article: the director of the port, a spokesman for it."""
    head = [
        token.lower() for token in takewhile(lambda token: token.lower() not in PREPOSITIONS and token != ",", tokens)
    ]
    is_definite = len(head) > 1 and head[0] in ("the", "its", "his", "her", "their") and head[-1] in TITLES
    return is_definite or (len(head) > 1 and head[-1].startswith("spokes"))


def _ends_phrase(tokens: Sequence[str], i: int) -> bool:
    """Tell whether what comes says more of a source: after a comma, *who*, or an article right after a name."""
    token = tokens[i]
    if token in ",;(—–:" or (token.lower() in ("who", "which", "whose") and token not in WORD_LIKE):
        return True
    if token in _ARTICLES and i > 1 and tokens[i + 1 : i + 2] != [] and tokens[i + 1].islower():
        return tokens[i - 1][:1].isupper() and tokens[i - 2][:1].isupper()
    return False


def _ends_in_place(tokens: Sequence[str]) -> bool:
    """Tell whether a name after a preposition ends the words before a comma: a student from Port Said, Norland."""
    capitals = [i for i, token in enumerate(tokens) if token[:1].isupper()]
    if not capitals or capitals[-1] != len(tokens) - 1:
        return False
    last = next(i for i in range(len(tokens) - 1, -2, -1) if i < 0 or not tokens[i][:1].isupper())
    last -= last > 0 and tokens[last] in _ARTICLES
    return last >= 0 and tokens[last].lower() in PREPOSITIONS


def _end_of_head(tokens: Sequence[str]) -> int:
    """Give where the head of a phrase ends: at the first word that says more of its noun, or of a full name."""
    has_noun = False
    for i, token in enumerate(tokens):
        if (
            token in _AFTER_HEAD
            and not (i and links(tokens[:i], tokens[i:]))
            and (has_noun or (i and tokens[i - 1].lower() in PEOPLE))
        ):
            return i
        if has_noun and _says_more(tokens, i):
            return i
        is_noun = token.lower() not in NOT_NAMES or token.lower() in _HEADS
        has_noun = has_noun or (token[:1].isalpha() and is_noun and token not in LINKS)
    return len(tokens)


def _says_more(tokens: Sequence[str], i: int) -> bool:
    """Tell whether a participle with its object stands at `i`, or *of* after a person: a judge handling a case."""
    token = tokens[i]
    if token.endswith(("ing", "ed")) and token.islower():
        return i + 1 < len(tokens) and tokens[i + 1] in _STARTS_PHRASE
    if token == "of" and i + 1 < len(tokens) and _counts(tokens[i - 1], tokens[i + 1]):
        return True
    if token in ("of", "for") and i > 1:
        is_person = tokens[i - 2][:1].isupper() and tokens[i - 1][:1].isupper() and tokens[i - 3 : i - 2] != ["the"]
        return is_person and tokens[i - 1].lower() not in TITLES | ORGANISATIONS | COMPANIES
    return False


def _counts(noun: str, following: str) -> bool:
    """Tell whether *of* stands after a noun that heads a phrase: a coalition of 83 Norland mayors."""
    is_head = noun.isalpha() and noun.islower() and noun not in TITLES and noun not in _ROLES and noun not in NOT_NAMES
    return is_head and not following[:1].isupper() and following not in _ARTICLES


def _runs(tokens: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Give each run of capitalised words with the word before it and whether a common noun follows it."""
    found: list[tuple[str, str, bool]] = []
    run: list[str] = []
    before = ""
    is_joined = False  # by *and* to the run before it
    for i, token in enumerate([*tokens, ""]):
        following = tokens[i + 1] if i + 1 < len(tokens) else ""
        is_label = not run and is_link_word(token, following)
        is_name = begins_name(token) and not is_label and (i > 0 or _may_open(tokens))
        is_numbered = is_ordinal(token) and run[-2:] == ["for", "the"]  # Court of Appeals for the 4th Circuit
        if is_name or is_numbered or (run and links(run, tokens[i:])):
            if run and owns(run[-1], token, run[0]) and not is_office(run[-1], token):
                run = []  # "Norland's Ada Orr": whose she is
                before = "" if before in _ARTICLES else before
            run.append(token)
            continue
        name = "" if run and _is_membership(run) else without_titles(run)
        if name:
            is_before_noun = token[:1].isalpha() and token.islower() and token not in PREPOSITIONS
            is_before_noun = is_before_noun or (token[:1].isdigit() and run[-1].endswith(("'s", "’s", "s'", "s’")))
            if is_joined and is_before_noun and found:
                found[-1] = (*found[-1][:2], True)  # the Harbour Bank and Dunn Line reports
            found.append((name, before, is_before_noun))
            is_joined = token == "and"
        elif run or token != "and":
            is_joined = False
        is_more = token in _ARTICLES or (token in _FORMER and before != "and")
        if not (before in PREPOSITIONS and is_more and i > 1):  # "for the", "of former" govern as "for" does
            is_of_two = token == "and" and run != [] and run[-1].lower() in TITLES  # Mayor and Port Minister Ada Orr
            before = before if is_of_two else token.lower()
        run = []
    return found


def _may_open(tokens: Sequence[str]) -> bool:
    """Tell whether the first word of a phrase may be part of a name: no noun or function word that opens a sentence."""
    return tokens[0].lower() not in LIKE_NOUNS or is_new_place(tokens, 0)


def _is_nation_alone(tokens: Sequence[str], name: str) -> bool:
    """Tell whether a name is a word of nationality that an adjective stands before: the average Norlandian."""
    place = tokens.index(name) if name in tokens else 0
    return place > 1 and is_adjective(name) and tokens[place - 1].islower() and tokens[0] in ("the", "The")


def _is_membership(run: Sequence[str]) -> bool:
    """Tell whether a run ends in a word for members, or is a person by party alone: the Texas Republican."""
    is_for = "to" in run  # the Committee to Protect Journalists
    return not is_for and (is_members(run[-1]) or run[-1] in ("Republican", "Democrat"))


def _opens_with_noun(tokens: Sequence[str]) -> bool:
    """Tell whether a capital is only that of a sentence: "Retailers in the capital", "Federal and state officials"."""
    first, second, third = [*tokens, "", "", ""][:3]
    if first.lower() in _SEVERAL:
        return True
    if any(token == "and" and tokens[i + 1] in _OTHERS for i, token in enumerate(tokens[:-1]) if i < MOST_WORDS):
        return True  # Ada Orr and other mayors
    is_group = first.endswith("s") and second in ("in", "at", "across")
    is_group = is_group or (
        first.lower().removesuffix("s") in _ROLES
        and first.endswith("s")
        and not (second[:1].isupper() or second == "for")
    )
    return is_group or (first.lower() not in NOT_NAMES and second == "and" and third.islower())
