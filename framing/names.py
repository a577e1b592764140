"""Proper names: the one in a source phrase, and those in a run of capitalised words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from itertools import takewhile
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*(?:\.|(?<=s)['’](?=\s))?|[^\w\s]|_")
# What stands before the name of a person …
TITLES = frozenset(
    "mr mrs ms mx miss dr prof professor sir dame lord lady rev fr judge justice president vice-president premier "
    "minister chancellor vice-chancellor secretary senator senators sen sens rep reps representative congressman "
    "congresswoman governor gov mayor sheriff general gen colonel col captain capt lieutenant lt sergeant sgt major "
    "maj admiral adm commander chief director chairman chairwoman chair chairperson spokesman spokeswoman spokesperson "
    "leader head ex-president attorney ambassador king queen prince princess pope bishop archbishop cardinal imam "
    "rabbi mp mep councillor officer detective inspector superintendent commissioner prosecutor dean rector provost "
    "nurse coach ceo cfo coo cto speaker strategist secretary-general undersecretary counsel adviser advisor moderator "
    "actor actress singer author comedian pastor father sister nominee candidate executive manager reporter "
    "correspondent editor economist analyst farmer herder driver teacher owner founder trader lawyer banker ringleader "
    "organiser organizer campaigner activist student widow engineer scientist researcher professor midwife skipper "
    "fisherman shopkeeper headteacher backbencher".split()
)
# … and before such a title.
BEFORE_TITLES = frozenset(
    "the vice prime deputy acting former foreign interior defence defense finance health transport education "
    "environment energy home state special first lead campaign democratic republican".split()
)
ORGANISATIONS = frozenset(
    "administration agency association authority bank board bureau centre center chamber church commission committee "
    "company corporation council court department federation house institute league ministry office organisation "
    "organization party police service services society union university".split()
)
_PEOPLE = frozenset(
    "activists aides allies analysts authorities campaigners colleagues critics doctors economists editors employees "
    "engineers experts families friends historians investigators journalists lawmakers lawyers managers ministers "
    "neighbors neighbours observers officials opponents organisers organizers others owners parents passengers people "
    "police politicians prosecutors protesters reporters researchers residents scientists sources students supporters "
    "teachers unions voters witnesses workers".split()
)
LINKS = frozenset("de del della da di van von der den bin ibn al el la le du".split())
PREPOSITIONS = frozenset("in of at from for near with by on to and as than".split())
# Words after which a phrase says more about its head and no longer names it.
_AFTER_HEAD = PREPOSITIONS - {"and", "of", "for"} | frozenset(
    "that close familiar briefed involved seen led prepared completed published obtained released conducted worried "
    "working living tracking like including".split()
)
NOT_NAMES = frozenset(
    "the a an in on at but and as if when while after before some many most one two three for he she it they we i "
    "his her their its my our your this that these those there what who according all both several other another no "
    "not since monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december feb aug sept oct nov dec yesterday today tomorrow earlier later "
    "meanwhile still then now also even only perhaps here because with from by to of nor so yet once like unlike "
    "despite under over during until among against about without inside outside whether why how where asked speaking "
    "however instead although though did does do is are was were say says said ask let such each every any few more "
    "last next new old yes well just never almost nearly through between within amid given based critics both either "
    "neither too again ever sure back first second third following".split()
)
_GIVEN = frozenset("adrian christian damian duncan fabian gillian julian lillian marian sebastian vivian".split())
SUFFIXES = ("Jr.", "Sr.", "Jr", "Sr", "II", "III")
_MEMBERS = re.compile(r"(?:icans|ians|ists|crats|germans|iraqis)$")


@lru_cache(maxsize=4096)
def name_in(phrase: str) -> str:
    """Give the proper name that a source phrase is headed by, without titles; empty where a common noun heads it.

    Told from capitals alone: a name written small is not seen, a capitalised common noun inside a phrase is.

    Examples
    --------
    >>> name_in("Kremlin spokesman Dmitry Peskov"), name_in("a senior Ukrainian official"), name_in("Officials in Kyiv")
    ('Dmitry Peskov', '', '')
    """
    tokens = [match.group() for match in _TOKEN.finditer(phrase)]
    cut = next(
        (i for i, token in enumerate(tokens) if token in ",;(—–:" or token.lower() in ("who", "which", "whose")),
        len(tokens),
    )
    runs = [] if _opens_with_noun(tokens) else _runs(tokens[: _end_of_head(tokens[:cut])])
    good = [run for run, before, after in runs if before not in PREPOSITIONS and not after]
    if not good and cut < len(tokens):
        # the name may stand in the apposition: "The mayor, Ada Orr,"
        end = next((i for i in range(cut + 1, len(tokens)) if tokens[i] in ",;(—–:"), len(tokens))
        good = [run for run, before, after in _runs(tokens[cut + 1 : end]) if not before and not after]
    return good[-1] if good else ""


def _end_of_head(tokens: Sequence[str]) -> int:
    """Give where the head of a phrase ends: at the first word that says more of a noun written small."""
    has_noun = False
    for i, token in enumerate(tokens):
        if token in _AFTER_HEAD and (has_noun or (i and tokens[i - 1].lower() in _PEOPLE)):
            return i
        has_noun = has_noun or (token[:1].isalpha() and token.lower() not in NOT_NAMES and token not in LINKS)
    return len(tokens)


def _runs(tokens: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Give each run of capitalised words with the word before it and whether a common noun follows it."""
    found: list[tuple[str, str, bool]] = []
    run: list[str] = []
    before = ""
    for i, token in enumerate([*tokens, ""]):
        is_name = token[:1].isupper() and (i > 0 or token.lower() not in NOT_NAMES | _PEOPLE)
        if is_name or (run and _links(run, tokens[i:])):
            if run and _ends_possessive(run[-1]):
                run = []  # "Norland's Ada Orr": whose she is
            run.append(token)
            continue
        name = "" if len(run) == 1 and _MEMBERS.search(run[0].lower()) else without_titles(run)
        if name:
            found.append((name, before, token[:1].isalpha() and token.islower() and token not in PREPOSITIONS))
        run = []
        before = token.lower()
    return found


def _opens_with_noun(tokens: Sequence[str]) -> bool:
    """Tell whether a capital is only that of a sentence: "Retailers in the capital", "Federal and state officials"."""
    first, second, third = [*tokens, "", "", ""][:3]
    is_group = first.endswith("s") and second in ("in", "at", "across")
    return is_group or (first.lower() not in NOT_NAMES and second == "and" and third.islower())


def _ends_possessive(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def _links(run: Sequence[str], tokens: Sequence[str]) -> bool:
    """Tell whether the first of `tokens` is a small word inside a name: von der Leyen, Bank of England."""
    first = tokens[0] if tokens else ""
    after = next((i for i, token in enumerate(tokens) if token not in LINKS and i), len(tokens))
    if first in LINKS:
        return after < len(tokens) and tokens[after][:1].isupper()
    following = list(takewhile(lambda token: token[:1].isupper(), tokens[1:]))
    if first in ("of", "for"):
        is_office = run[-1].lower() in TITLES and len(following) > 1  # Secretary of State Ada Orr
        return bool(following) and (run[-1].lower() in ORGANISATIONS or is_office)
    return first == "&" or (first == "and" and bool(following) and following[-1].lower() in ORGANISATIONS)


def without_titles(run: Sequence[str]) -> str:
    """Join a run of capitalised words, cut after the last title in it unless it names an organisation.

    Examples
    --------
    >>> without_titles(["Mayor", "Ada", "Orr’s"]), without_titles(["Harbour", "Bank"]), without_titles(["Mayor"])
    ('Ada Orr', 'Harbour Bank', '')
    """
    suffix = [word for word in run[-1:] if word in SUFFIXES]
    words = list(run[: len(run) - len(suffix)])
    if words and words[-1].lower() not in ORGANISATIONS and not _is_of(words):
        # a title at the end is a surname: Billie Jean King
        title = max((i for i, word in enumerate(words[:-1]) if is_title(word)), default=-1)
        words = words[title + 1 :]
        if words[0] in ("of", "for"):
            words = words[-2:]
    if all(is_title(word) or word.lower() in BEFORE_TITLES for word in words):
        return ""
    last = without_possessive(words[-1])
    words[-1] = last if "." in last[:-1] else last.rstrip(".")
    return " ".join([*words, *suffix])


def _is_of(words: Sequence[str]) -> bool:
    """Tell whether a run is an organisation whose kind comes first: Ministry of Health."""
    place = next((i for i, word in enumerate(words) if word in ("of", "for")), 0)
    return place > 0 and words[place - 1].lower() in ORGANISATIONS


def is_title(word: str) -> bool:
    """Tell whether a word is one that stands before names of persons.

    Examples
    --------
    >>> is_title("Mr."), is_title("Ada")
    (True, False)
    """
    return word.lower().rstrip(".") in TITLES


def without_possessive(word: str) -> str:
    """Cut a possessive ending off a word.

    Examples
    --------
    >>> without_possessive("Orr’s")
    'Orr'
    """
    return word[:-2] if _ends_possessive(word) else word


def is_adjective(word: str) -> bool:
    """Tell whether a capitalised word is one of nationality or membership, which stands before names but is none.

    Examples
    --------
    >>> is_adjective("Ukrainian"), is_adjective("Adrian")
    (True, False)
    """
    plain = word.lower()
    return plain.endswith(("ian", "ish", "ese", "ican", "crat", "crats")) and len(word) > 5 and plain not in _GIVEN


class Name(NamedTuple):
    """One name in a run of capitalised words: where in the run, the name, its titles, whether an organisation's."""

    start: int
    end: int
    text: str
    titles: tuple[str, ...]
    is_organisation: bool


_PART = re.compile(r"\S+")


@lru_cache(maxsize=65536)
def names_in_run(run: str) -> tuple[Name, ...]:
    """Give the names in a run of capitalised words and small links, as it stands in running text.

    Examples
    --------
    >>> [name.text for name in names_in_run("When Mayor Ada Orr and Tom Reed")]
    ['Ada Orr', 'Tom Reed']
    >>> names_in_run("Ministry of Health")[0].is_organisation
    True
    """
    words = [(match.start(), match.group()) for match in _PART.finditer(run)]
    found: list[Name] = []
    part: list[tuple[int, str]] = []
    for i, (start, word) in enumerate(words):
        plain = [text for _, text in part]
        if part and word[0].islower() | (word == "&"):
            if _links(plain, [text for _, text in words[i:]]):
                part.append((start, word))
                continue
            found += _named(part)
            part = []
            continue
        if part and (_ends_possessive(part[-1][1]) or word == "The"):
            found += _named(part)
            part = []
        part.append((start, word))
    return (*found, *_named(part))


def _named(part: Sequence[tuple[int, str]]) -> list[Name]:
    words = list(part)
    while words and words[0][1].lower() in NOT_NAMES:
        words = words[1:]
    while len(words) > 1 and is_adjective(words[0][1]):
        words = words[1:]
    text = without_titles([word for _, word in words]) if words else ""
    if not text:
        return []
    size = text.count(" ") + 1
    kept, titles = words[-size:], tuple(word.lower().rstrip(".") for _, word in words[:-size])
    lowered = text.lower().split()
    is_organisation = not titles and (
        bool(ORGANISATIONS.intersection(lowered)) or "&" in lowered or lowered[-1] in COMPANIES or text.isupper()
    )
    end = kept[-1][0] + len(without_possessive(kept[-1][1]))
    return [Name(kept[0][0], end, text, titles, is_organisation and (len(text) > 1))]


COMPANIES = frozenset(
    "inc corp co plc ltd llc group holdings resources industries airlines times post news gazette tribune herald "
    "journal magazine network foundation fund campaign caucus ministry list alliance coalition trust states".split()
)


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Give the sex, ``w`` or ``m``, that news copy shows for common given names; see `models/given_names.md`."""
    table = resources.files("framing").joinpath("models", "given_names.tsv").read_text("utf-8").splitlines()[1:]
    rows = (row.split("\t") for row in table)
    return {name: "w" if int(women) > int(men) else "m" for name, women, men in rows}
