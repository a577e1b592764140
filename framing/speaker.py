"""Who a source is: the name in a source phrase, joined over one article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile

from framing.text import Place

_CAPITALISED = re.compile(r"\b(?![a-z\d_])\w[\w'’\-]*\.?")
_TOKEN = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*(?:\.|(?<=s)['’](?=\s))?|[^\w\s]|_")
# What stands before the name of a person …
_TITLES = frozenset(
    "mr mrs ms mx dr prof professor sir dame lord lady rev fr judge justice president vice-president premier minister "
    "chancellor secretary senator sen rep representative congressman congresswoman governor gov mayor sheriff general "
    "gen colonel col captain capt lieutenant lt sergeant sgt major maj admiral adm commander chief director chairman "
    "chairwoman chair chairperson spokesman spokeswoman spokesperson leader head ex-president attorney ambassador king "
    "queen prince princess pope bishop archbishop cardinal imam rabbi mp mep councillor officer detective inspector "
    "superintendent commissioner prosecutor dean rector nurse coach".split()
)
# … and before such a title.
_BEFORE_TITLES = frozenset(
    "the vice prime deputy acting former foreign interior defence defense finance health transport education "
    "environment energy home state special first".split()
)
_ORGANISATIONS = frozenset(
    "administration agency association authority bank board bureau centre center chamber church commission committee "
    "company corporation council court department federation house institute league ministry office organisation "
    "organization party police service society union university".split()
)
_PEOPLE = frozenset(
    "activists aides allies analysts authorities campaigners colleagues critics doctors economists editors employees "
    "engineers experts families friends historians investigators journalists lawmakers lawyers managers ministers "
    "neighbors neighbours observers officials opponents organisers organizers others owners parents passengers people "
    "police politicians prosecutors protesters reporters researchers residents scientists sources students supporters "
    "teachers unions voters witnesses workers".split()
)
_LINKS = frozenset("de del della da di van von der den bin ibn al el la le du".split())
_PREPOSITIONS = frozenset("in of at from for near with by on to and as than".split())
_NOT_NAMES = frozenset(
    "the a an in on at but and as if when while after before some many most one two three for he she it they we i "
    "his her their its this that these those there what who according all both several other another no not since "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december yesterday today tomorrow earlier later meanwhile still then now also even "
    "only perhaps here because with from by to of nor so yet once like unlike despite under over during until among "
    "against about without inside outside whether why how where asked speaking however instead although though did "
    "does do is are was were".split()
)
_GIVEN_NAMES = frozenset("adrian christian damian duncan fabian gillian julian lillian marian sebastian vivian".split())
_PERSON_PRONOUNS = frozenset("he she him her i who himself herself".split())
_GROUP_PRONOUNS = frozenset("they them it we us themselves itself".split())


def speakers(text: str, sources: Sequence[tuple[Place | None, int]]) -> list[str]:
    """Name the speaker of each source phrase of one article.

    A phrase gives the name in it, without titles; a surname alone is joined to the full name that the article gives;
    a pronoun takes the last named source before it; a phrase without a name is given as it stands, cut before the
    first comma. Sex and number of pronouns are not known, so a pronoun after two named sources may be given the
    wrong one.

    Parameters
    ----------
    text : str
        The article.
    sources : sequence of (place, order)
        Place of each source phrase, or None, and the place in the text by which it is read; in any order.

    Returns
    -------
    list of str
        One name a source, empty where there is none.

    Examples
    --------
    >>> text = "Mayor Ada Orr spoke. Orr said yes. She added no."
    >>> speakers(text, [((21, 24), 21), ((35, 38), 35)])
    ['Ada Orr', 'Ada Orr']
    """
    names = [""] * len(sources)
    full = _Names(text)
    last = last_person = ""
    for index in sorted(range(len(sources)), key=lambda i: sources[i][1]):
        place = sources[index][0]
        if place is None:
            continue
        phrase = text[place[0] : place[1]].strip()
        lowered = phrase.lower()
        if lowered in _PERSON_PRONOUNS:
            names[index] = last_person or last
        elif lowered in _GROUP_PRONOUNS:
            names[index] = last
        else:
            name = name_in(phrase)
            if name:
                name = full.full(name)
            names[index] = name or _as_it_stands(phrase)
            last = names[index]
            if (" " in name and name.split()[-1].lower() not in _ORGANISATIONS) or not last_person:
                last_person = last
    return names


def speakers_by_instance(text: str, attributions: Iterable[tuple[int, str, int, int]]) -> dict[int, str]:
    """Name the speaker of each attribution of one article, from its rows: instance, role, start, end.

    Examples
    --------
    >>> speakers_by_instance("Ada Orr said so.", [(3, "source", 0, 7), (3, "cue", 8, 12)])
    {3: 'Ada Orr'}
    """
    sources: dict[int, Place] = {}
    cues: dict[int, int] = {}
    for instance, role, start, end in attributions:
        if role == "source":
            sources.setdefault(instance, (start, end))
        elif role == "cue":
            cues[instance] = start
    order = sorted(cues)
    places = [sources.get(instance) for instance in order]
    read_at = [place[0] if place else cues[instance] for place, instance in zip(places, order, strict=True)]
    return dict(zip(order, speakers(text, list(zip(places, read_at, strict=True))), strict=True))


@lru_cache(maxsize=4096)
def name_in(phrase: str) -> str:
    """Give the proper name that a source phrase is headed by, without titles; empty where a common noun heads it.

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
    runs = _runs(tokens[:cut])
    good = [run for run, before, after in runs if before not in _PREPOSITIONS and not after]
    if not good and cut < len(tokens):
        # the name may stand in the apposition: "The mayor, Ada Orr,"
        end = next((i for i in range(cut + 1, len(tokens)) if tokens[i] in ",;(—–:"), len(tokens))
        good = [run for run, before, after in _runs(tokens[cut + 1 : end]) if not before and not after]
    return good[-1] if good else ""


def _runs(tokens: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Give each run of capitalised words with the word before it and whether a common noun follows it."""
    found: list[tuple[str, str, bool]] = []
    run: list[str] = []
    before = ""
    for i, token in enumerate([*tokens, ""]):
        is_name = token[:1].isupper() and (i > 0 or token.lower() not in _NOT_NAMES | _PEOPLE)
        if is_name or (run and _links(run, tokens[i:])):
            run.append(token)
            continue
        name = _without_titles(run)
        if name:
            found.append((name, before, token[:1].isalpha() and token.islower() and token not in _PREPOSITIONS))
        run = []
        before = token.lower()
    return found


def _links(run: Sequence[str], tokens: Sequence[str]) -> bool:
    """Tell whether the first of `tokens` is a small word inside a name: von der Leyen, Bank of England."""
    first = tokens[0] if tokens else ""
    after = next((i for i, token in enumerate(tokens) if token not in _LINKS and i), len(tokens))
    if first in _LINKS:
        return after < len(tokens) and tokens[after][:1].isupper()
    following = list(takewhile(lambda token: token[:1].isupper(), tokens[1:]))
    if first == "of":
        return bool(following) and run[-1].lower() in _ORGANISATIONS
    return first in ("and", "&") and bool(following) and following[-1].lower() in _ORGANISATIONS


def _without_titles(run: Sequence[str]) -> str:
    """Join a run of capitalised words, cut after the last title in it unless it names an organisation."""
    suffix = [word for word in run[-1:] if word in ("Jr.", "Sr.", "Jr", "Sr")]
    words = list(run[: len(run) - len(suffix)])
    if words and words[-1].lower() not in _ORGANISATIONS:
        # a title at the end is a surname: Billie Jean King
        last = max((i for i, word in enumerate(words[:-1]) if _is_title(word)), default=-1)
        words = words[last + 1 :]
    if all(_is_title(word) or word.lower() in _BEFORE_TITLES for word in words):
        return ""
    words[-1] = _without_possessive(words[-1]).rstrip(".")
    return " ".join([*words, *suffix])


def _is_title(word: str) -> bool:
    return word.lower().rstrip(".") in _TITLES


def _as_it_stands(phrase: str) -> str:
    plain = re.split(r"[,;(—–]| who | which ", phrase, maxsplit=1)[0].strip(' ."“”')
    first, _, rest = plain.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in ("A", "An", "The", "Some", "One") else plain


class _Names:
    """The full names that one article gives, looked up by surname: its state is that index, made on first need."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, str] | None = None

    def full(self, name: str) -> str:
        """Give the fullest form of `name` in the article."""
        if " " in name or not name[:1].isupper():
            return name
        if self._known is None:
            self._known = _full_names(self._text)
        return self._known.get(name, name)


def _full_names(text: str) -> dict[str, str]:
    """Map each surname to the first full name in the text: one or two given names before it, no titles."""
    known: dict[str, str] = {}
    given: list[str] = []
    reached = -1
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        if match.start() != reached + 1 or text[reached] != " ":
            given = []
        reached = match.end()
        surname = _without_possessive(word.rstrip("."))
        names = [name for i, name in enumerate(given) if i or not _is_adjective(name)]
        if names and surname not in known:
            known[surname] = " ".join([*names, surname])
        given = [*given, word][-2:] if _is_given_name(word) else []
    return known


def _is_given_name(word: str) -> bool:
    if not word[0].isupper() or word.endswith(("'s", "’s")) or (word.endswith(".") and len(word) > 3):
        return False
    plain = word.lower().rstrip(".")
    return plain not in _TITLES | _BEFORE_TITLES | _NOT_NAMES


def _without_possessive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _is_adjective(word: str) -> bool:
    """Tell whether a capitalised word is one of nationality or membership, which stands before names but is none."""
    plain = word.lower()
    return plain.endswith(("ian", "ish", "ese", "can", "crat", "crats")) and len(word) > 5 and plain not in _GIVEN_NAMES


def unnamed(names: Iterable[str]) -> list[str]:
    """Give those of `names` that hold no capitalised word: sources without a proper name.

    Examples
    --------
    >>> unnamed(["Ada Orr", "a senior official"])
    ['a senior official']
    """
    return [name for name in names if name and name == name.lower()]
