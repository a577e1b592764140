"""What a source phrase is without a name: as it stands, the noun before *who*, the author who says *I*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from framing.speakers.name_joints import is_members
from framing.speakers.name_runs import names_in_run
from framing.speakers.name_words import NOT_NAMES, PEOPLE, PREPOSITIONS, TITLES, sex_of_given, without_possessive
from framing.speakers.names import name_in
from framing.speakers.source_types import DOCUMENT, source_type
from framing.texts.text import view
from framing.vocabulary.word_lists import any_of, word_list

_END = re.compile(r"[;(—–]|,(?!\d)| (?:who|which|that) ")
_WHO = re.compile(r"(?:\w+ of |all )?those who(?: [\w’'%\-]+){1,6}", re.IGNORECASE)
_NOTE = re.compile(r"^\d{1,2}(?=[A-Z][a-z]+\b)")  # the number of a note
_AFTER_HEAD = re.compile(r" (?:of|for|in|at|from|by|close|familiar|with|filed|conducted|released|published|presented) ")
_WORD = re.compile(r"[^\W_]+(?:['’.,%\-][^\W_]+)*%?|[^\w\s]")
_MORE = re.compile(r"(?<![\w-])([A-Z][\w\-]+|[a-z\-]+(?:al|ic|ive|ern|ish|ous|ary)) $")  # local nurses, Port nurses
_BEFORE = 90  # characters before a relative pronoun that are looked at
_IS_OFFICE = re.compile(
    rf"(?:{any_of(TITLES)}) (?:of|for|at) ", re.IGNORECASE
)  # Ada Orr, CEO of the Sea and Coast Bank
_MOST_WORDS = 7
OPENS = word_list("source_types", "opens_phrase")
_NEVER_INSIDE = PREPOSITIONS - {"and"} | word_list("source_types", "never_inside")
_AUTHOR_REACH, _LETTER = 600, 3000  # characters from the end of an essay; from *I* to the name under a letter
_NAMED_BODY = re.compile(r"[A-Z][\w’'-]+ (?:administration|campaign)")
_AUTHOR = re.compile(
    r"^[^\w\n]*(?:Follow )?(?P<name>[A-Z][\w.’'-]*(?: [\w.’'-]+){1,5}?)"
    r"(?:(?:,[^\n]{0,200}?,)? (?:is|was|teaches|writes|serves|works|lives)\b"
    r"(?! (?:\w+(?:ed|ing)|not|now|also|set|likely)\b)| on Twitter\b)",
    re.MULTILINE,
)


@lru_cache(maxsize=32768)
def as_it_stands(phrase: str) -> str:
    """Give a source phrase up to the end of its first noun phrase, its article written small.

    Examples
    --------
    >>> as_it_stands("A senior official, who left,"), as_it_stands("more than 1,100 pages")
    ('a senior official', 'more than 1,100 pages')
    """
    plain = _NOTE.sub("", _END.split(phrase, maxsplit=1)[0].strip(' ."“”’'))  # critics’
    if plain.lower() in ("those", "all those", "many of those") and (told := _WHO.match(phrase)):
        plain = told.group()  # "those" alone names nobody
    plain = without_possessive(plain)
    first, _, rest = plain.partition(" ")
    if first in ("the", "The") and _NAMED_BODY.fullmatch(rest):
        return rest
    return f"{first.lower()} {rest}" if rest and first in ("A", "An", "The", "Some", "One") else plain


def coordinated(phrase: str) -> list[str]:
    """Give the parts of a phrase that is several names, joined by commas and *and*; nothing for any other phrase.

    Examples
    --------
    >>> coordinated("Mayor Ada Orr and Bo Reed"), coordinated("Orr and her aides"), coordinated("Ada Orr, the mayor")
    (['Mayor Ada Orr', 'Bo Reed'], [], [])
    """
    first, link, last = phrase.rpartition(" and ")
    if not link or name_in(phrase).find(" and ") >= 0:
        return []
    parts = [part.strip() for part in [*first.rstrip(",").split(", "), last]]
    return parts if all(_is_all_name(part) for part in parts) and not any(map(_is_office, parts[1:])) else []


def _is_office(part: str) -> bool:
    """Tell whether a part is an office at a body, and no person in office: CEO of the Harbour Bank."""
    return _IS_OFFICE.match(part) is not None and not sex_of_given(name_in(part).partition(" ")[0])


def _is_all_name(part: str) -> bool:
    name = name_in(part)
    return name != "" and without_possessive(part.rstrip(",")).rstrip(".").endswith(name.rstrip("."))


def head_of(name: str) -> str:
    """Give the head word of a phrase as it stands, in lower case.

    Examples
    --------
    >>> head_of("a friend of the minister")
    'friend'
    """
    words = _AFTER_HEAD.split(view(name), maxsplit=1)[0].split()
    return words[-1] if words else ""


def head_words(phrase: str) -> list[str]:
    """Give the words of a phrase up to what says more of its head, in lower case.

    Examples
    --------
    >>> head_words("One angry woman at the port")
    ['one', 'angry', 'woman']
    """
    return _AFTER_HEAD.split(view(as_it_stands(phrase)).replace(".", ""), maxsplit=1)[0].split()


def phrase_before(text: str, place: int) -> str:
    """Give the noun phrase that ends right before `place`, as the one before *who* does; empty where none is seen.

    It goes back to an article, a number or a word like *some*; without one, a plural stands alone.

    Examples
    --------
    >>> phrase_before("It cut off a number of towns that ", 29), phrase_before("He met sailors who ", 15)
    ('a number of towns', 'sailors')
    """
    start = max(0, place - _BEFORE, text.rfind("\n", 0, place) + 1)
    tokens = [(found.start(), found.end(), found.group()) for found in _WORD.finditer(text, start, place)]
    if tokens and tokens[-1][2] in ",—–-":
        tokens.pop()
    if not tokens:
        return ""
    opens, (_, end, last) = _opening([word for _, _, word in tokens]), tokens[-1]
    if opens == len(tokens) - 1:
        is_share = opens > 1 and tokens[-2][2] == "in"
        return text[tokens[-3 if is_share else -1][0] : end]  # "two in ten who", "those who"
    if opens >= 0 or last == "half":
        return as_it_stands(text[tokens[opens][0] : end])
    is_plural = (last.islower() and (last.endswith("s") or last in PEOPLE)) or is_members(last)
    return last if is_plural and last not in _NEVER_INSIDE else ""


def people_before(text: str, place: int) -> str:
    """Give the noun phrase for people that ends right before `place`, without the thing of theirs that governs it.

    Examples
    --------
    >>> people_before("It met the scorn of nurses who ", 27), people_before("It cut off a number of nurses who ", 30)
    ('nurses', 'a number of nurses')
    """
    phrase = phrase_before(text, place)
    if phrase and " " not in phrase:
        start = text.rfind(phrase, max(0, place - _BEFORE), place)
        more = _MORE.search(text, max(0, start - _BEFORE // 2), start)
        return f"{more.group()}{phrase}" if more and more.group(1).lower() not in NOT_NAMES else phrase
    before, _, after = phrase.partition(" of ")
    is_thing = source_type(before, before) == DOCUMENT and head_of(before) not in ("sort", "kind", "type")
    return after if after and is_thing else phrase


def _opening(words: Sequence[str]) -> int:
    """Give the index of the word that opens the phrase which the words end in; -1 where none is seen."""
    opens = -1
    for number in range(len(words) - 1, max(-1, len(words) - 1 - _MOST_WORDS), -1):
        word = words[number].lower()
        if word in OPENS or word[:1].isdigit():
            opens = number
            if not (number and words[number - 1] == "of"):
                break
        elif not word[0].isalnum() or (word in _NEVER_INSIDE and word != "of"):
            break
    return opens


def author(text: str) -> str:
    r"""Give the name with which one of the last paragraphs begins to say who the author is; empty where none does.

    Examples
    --------
    >>> author("I saw it.\n\nAda Orr, formerly a nurse, is a writer in Norland.")
    'Ada Orr'
    """
    name = ""
    for found in _AUTHOR.finditer(text, text.rfind("\n", 0, max(0, len(text) - _AUTHOR_REACH)) + 1):
        name = name_in(found["name"])
        name = name if " " in name and found["name"].endswith(name) else ""
    return name


def signature(text: str, place: int) -> str:
    r"""Give the name that is the whole of the next short paragraph after `place`, as under a letter; else nothing.

    Examples
    --------
    >>> signature("I saw it.\n\nAda Orr.\n\nPort Said.", 0)
    'Ada Orr'
    """
    for line in text[place : place + _LETTER].split("\n")[1:]:
        name = line.strip(" .—–-")
        if name and " " in name and len(name) < 40 and names_in_run(name)[:1] and name_in(name) == name:
            return name
        if line.strip():
            return ""
    return ""
