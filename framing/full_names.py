"""Full names: every name that a text writes with capitals, joined to the fullest form that the text has of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from framing.names import COMPANIES, SUFFIXES, Name, given_names, is_title, names_in_run
from framing.source_kinds import stands_for_government
from framing.text import Place, is_covered

_WORD = (
    r"(?:(?:[^\W\d_a-zß-öø-ÿ]\.)+(?=[ \n])"
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Gov|Rep|Reps|Gen|Lt|Sgt|Col|Capt|Prof|Rev|St|Jr|Sr)\."
    r"|[^\W\d_a-zß-öø-ÿ](?:[\w\-]|['’.](?=\w)|(?<=s)[’'](?= [A-Z]))*)"
)
_LINK = r"(?:(?:of|for|and) (?:the )?|& |(?:de|del|van|von|der|den|bin|al|la|le|di|da|du|el) ){0,2}"
_RUN = re.compile(rf"(?<![\w’'-]){_WORD}(?: {_LINK}{_WORD}){{0,9}}")
_MOST_IN_HEADLINE, _LARGE = 200, 0.6  # characters; share of words with a capital
LEAST_MISSPELT, MOST_MISSPELT = 5, 20  # letters


class Seen(NamedTuple):
    """One name as it stands in a text, with its titles and the word before it in lower case."""

    start: int
    end: int
    text: str
    titles: tuple[str, ...]
    is_organisation: bool
    before: str


def seen_names(text: str) -> Iterator[Seen]:
    """Give every name in a text, in its order; a single word may be a common noun that opens a sentence.

    Examples
    --------
    >>> [(name.text, name.titles, name.before) for name in seen_names("Then Mayor Ada Orr met Bo.")]
    [('Ada Orr', ('mayor',), 'mayor'), ('Bo', (), 'met')]
    """
    for run in _RUN.finditer(text):
        start = run.start()
        names = names_in_run(run.group())
        if not names and is_title(run.group()) and run.group()[-1] != ".":
            names = (Name(0, len(run.group()), run.group(), (), False),)  # may be a surname: Dean, King
        for name in names:
            before = run.group()[: name.start].split()[-1].lower() if name.start else _word_before(text, start)
            yield Seen(start + name.start, start + name.end, name.text, name.titles, name.is_organisation, before)


def _word_before(text: str, place: int) -> str:
    words = text[max(0, place - 14) : place].split()
    if not words or text[place - 1] != " ":
        return ""
    return "," if words[-1].endswith(",") else words[-1].lower()


def headlines(text: str, paragraphs: Sequence[Place]) -> list[Place]:
    """Give the paragraphs in which most words have a capital, so that capitals mark no names there."""
    found = []
    for start, end in paragraphs:
        if end - start <= _MOST_IN_HEADLINE:
            words = text[start:end].split()
            if len(words) > 2 and sum(word[0].isupper() for word in words) >= _LARGE * len(words):
                found.append((start, end))
    return found


def joined(seen: Sequence[Seen], left_out: Sequence[Place]) -> tuple[dict[str, str], set[str]]:
    """Map each part of a name to the fullest form in the text, and tell which names are organisations'.

    Of several full names for one part the most frequent is taken. Names in the places `left_out` give no full names.

    Examples
    --------
    >>> joined(list(seen_names("Mayor Ada Orr left. Orr went to the Harbour Line.")), [])
    ({'Orr': 'Ada Orr', 'Ada': 'Ada Orr', 'Line': 'Harbour Line'}, {'Harbour Line'})
    """
    seen = [name for name in seen if not is_covered((name.start, name.end), left_out)] or seen
    count = Counter(name.text for name in seen)
    organisations = _organisations(seen, count)
    untitled = {name.text for name in seen if not name.titles}
    known: dict[str, str] = {}
    fuller: dict[str, list[str]] = defaultdict(list)
    for name in count:
        words = name.split()
        tail = " ".join(words[1:])
        is_role = len(words) == 3 and tail in untitled and words[0] not in given_names()
        if is_role and name not in organisations:
            known[name] = tail  # a role written large: "Herder Bo Orr"
            continue
        for part in _parts(words, is_organisation=name in organisations):
            fuller[part].append(name)
    for part, names in fuller.items():
        alike = [name for name in names if (name in organisations) == (part in organisations)]
        if alike or part not in organisations:
            known.setdefault(part, max(alike or names, key=lambda name: count[name]))
    return {part: known.get(full, full) for part, full in known.items()}, organisations


def _organisations(seen: Sequence[Seen], count: Counter[str]) -> set[str]:
    """Give the names that hold a word for a body, or stand after *the* more often than not and never with a title."""
    with_article = Counter(name.text for name in seen if name.before == "the" and not name.titles)
    titled = {name.text for name in seen if name.titles}
    often = {name for name, times in with_article.items() if 2 * times > count[name]}
    often = {name for name in often - titled if name.split()[0] not in given_names()}
    return often | {name.text for name in seen if name.is_organisation}


def _parts(words: Sequence[str], *, is_organisation: bool) -> Iterator[str]:
    """Give what may stand for a name of several words: its tails, its first word, first and last without the middle."""
    if len(words) < 2:
        return
    for i in range(1, len(words)):
        yield " ".join(words[i:])
    if (not is_organisation or words[-1].lower() in COMPANIES) and not stands_for_government(words[0]):
        yield words[0]
    if len(words) > 2:
        yield f"{words[0]} {words[-1]}"
        if words[-1] in SUFFIXES:
            yield " ".join(words[:-1])
            yield words[-2]


def shortened(word: str) -> list[str]:
    """Give a word and it without each one of its letters but the first: words one letter apart have one in common."""
    lowered = word.lower()
    return [lowered, *(lowered[:i] + lowered[i + 1 :] for i in range(1, len(lowered)))]
