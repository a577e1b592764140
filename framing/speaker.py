"""Who a source is: the name in a source phrase, joined over one article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from framing.text import Place

_TOKEN = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?|[^\w\s]")
_TITLES = frozenset(
    "mr mrs ms mx dr prof professor sir dame lord lady rev fr judge justice president vice-president vice prime premier "
    "minister chancellor secretary senator sen rep representative congressman congresswoman governor gov mayor sheriff "
    "general gen colonel col captain capt lieutenant lt sergeant sgt major maj admiral adm commander chief director "
    "chairman chairwoman chair chairperson spokesman spokeswoman spokesperson leader head minister. deputy acting former "
    "ex-president attorney ambassador king queen prince princess pope bishop archbishop cardinal imam rabbi foreign "
    "interior defence defense finance health transport education environment energy home state the mp mep councillor "
    "officer detective inspector superintendent commissioner special prosecutor dean rector nurse coach".split()
)
_LINKS = frozenset("de del della da di van von der den bin ibn al el la le du of".split())
_PREPOSITIONS = frozenset("in of at from for near with by on to and as than".split())
_NOT_NAMES = frozenset(
    "the a an in on at but and as if when while after before some many most one two three for he she it they we i his "
    "her their its this that these those there what who according all both several other another no not since "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
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
            if name and " " in name or not last_person:
                last_person = last
    return names


def name_in(phrase: str) -> str:
    """Give the proper name that a source phrase is headed by, without titles; empty where a common noun heads it.

    Examples
    --------
    >>> name_in("Kremlin spokesman Dmitry Peskov"), name_in("a senior Ukrainian official"), name_in("Officials in Kyiv")
    ('Dmitry Peskov', '', '')
    """
    tokens = [match.group() for match in _TOKEN.finditer(phrase)]
    cut = next((i for i, token in enumerate(tokens) if token in ",;(—–:" or token.lower() in ("who", "which", "whose")), len(tokens))
    runs = _runs(tokens[:cut])
    good = [run for run, before, after in runs if before not in _PREPOSITIONS and not after]
    if not good and cut < len(tokens):
        # the name may stand in the apposition: "The mayor, Ada Orr,"
        end = next((i for i in range(cut + 1, len(tokens)) if tokens[i] in ",;(—–:"), len(tokens))
        good = [run for run, before, after in _runs(tokens[cut + 1 : end]) if not before and not after]
    return good[-1] if good else ""


def _runs(tokens: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Give each run of capitalised words with the word before it and whether a common noun follows it."""
    found, run, before = [], [], ""
    for i, token in enumerate([*tokens, ""]):
        is_link = token.lower() in _LINKS and token.islower() and run and i + 1 < len(tokens) and tokens[i + 1][:1].isupper()
        if (token[:1].isupper() and not (i == 0 and token.lower() in _NOT_NAMES)) or (is_link and token != "of"):
            run.append(token)
            continue
        if run:
            name = _without_titles(run)
            follows = token[:1].isalpha() and token.islower() and token not in _PREPOSITIONS
            if name:
                found.append((name, before, follows))
        run = []
        before = token.lower()
    return found


def _without_titles(run: Sequence[str]) -> str:
    words = list(run)
    while words and words[0].lower().rstrip(".") in _TITLES:
        words.pop(0)
    while len(words) > 1 and words[-1].endswith(("'s", "’s")):
        words[-1] = words[-1][:-2]
        break
    return " ".join(words).rstrip(".") if words and not words[-1].endswith("Jr.") else " ".join(words)


def _as_it_stands(phrase: str) -> str:
    plain = re.split(r"[,;(—–]| who | which ", phrase, maxsplit=1)[0].strip(" .\"“”")
    first, _, rest = plain.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in ("A", "An", "The", "Some", "One") else plain


class _Names:
    """The full names that one article gives, looked up by surname: its state is that index, made on first need."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, str] = {}

    def full(self, name: str) -> str:
        """Give the fullest form of `name` in the article."""
        if " " in name or not name[:1].isupper():
            return name
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, surname: str) -> str:
        pattern = re.compile(rf"((?:[^\W\d_][\w.'’\-]* ){{1,4}}){re.escape(surname)}\b(?!['’]s [A-Z])")
        for match in pattern.finditer(self._text):
            words = match.group(1).split()
            given: list[str] = []
            for word in reversed(words):
                if not word[:1].isupper() or word.lower().rstrip(".") in _TITLES or word.lower() in _NOT_NAMES:
                    break
                if word.endswith((".", ",")) and len(word) > 3 or len(given) == 2:
                    break
                given.insert(0, word)
            if given and not _is_adjective(given[0]):
                return " ".join([*given, surname])
        return surname


def _is_adjective(word: str) -> bool:
    """Tell whether a capitalised word is one of nationality or membership, which stands before names but is none."""
    return word.lower().endswith(("ian", "ish", "ese", "can", "crat", "crats")) and len(word) > 5


def unnamed(names: Iterable[str]) -> list[str]:
    """Give those of `names` that hold no capitalised word: sources without a proper name.

    Examples
    --------
    >>> unnamed(["Ada Orr", "a senior official"])
    ['a senior official']
    """
    return [name for name in names if name and name == name.lower()]
