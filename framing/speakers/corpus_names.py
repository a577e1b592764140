"""One name for one person over a corpus: forms of a full name are joined, a surname alone goes to its clear holder."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from framing.speakers.bodies import stands_for_government
from framing.speakers.full_names import is_same_given
from framing.speakers.mentions import Mentions
from framing.speakers.name_words import SUFFIXES, sex_of_given
from framing.speakers.office_holders import outshines_kin
from framing.speakers.speaker import named_article

CLEAR_SHARE = 0.9  # of the articles that name anybody of a surname in full
_MOST_NAMESAKES = 30  # given names of one surname that are compared
_LEAST_ARTICLES = 3  # in which the holder is named, where nothing else shows that a name is a person's


class Joint(NamedTuple):
    """A name over the corpus, and whether several persons bear it of whom none is clearly meant."""

    name: str
    is_ambiguous: bool


Alone = tuple[Hashable, str, str]  # article, name, sex


class CorpusNames:
    """Whom the articles of a corpus name in full: its state is that, and it grows by `add` before anybody is asked for.

    Parameters
    ----------
    persons : iterable of frozenset of str, optional
        Whom each article names in full, where that is known from elsewhere; it is gone through three times.
    alone : iterable of (article, name, sex), optional
        What articles tell of speakers whom they name by one word.

    Examples
    --------
    >>> corpus = CorpusNames()
    >>> corpus.add(1, Mentions("Mayor Ada J. Orr left. Ada Orr spoke."), ["Ada J. Orr"])
    >>> corpus.add(2, Mentions("Ms. Orr spoke."), ["Orr"])
    >>> corpus.joined(2, "Orr")
    Joint(name='Ada J. Orr', is_ambiguous=False)
    """

    def __init__(self, persons: Iterable[frozenset[str]] = (), alone: Iterable[Alone] = ()) -> None:
        self._persons: Iterable[frozenset[str]] = persons or []
        self._alone: dict[tuple[Hashable, str], str] = {}
        self.know_alone(alone)
        self._meant: dict[tuple[str, str], Joint] = {}

    def add(self, article: Hashable, known: Mentions | None, speakers: Iterable[str]) -> None:
        """Keep whom an article names in full, and what it tells of the speakers it names by one word."""
        if known is None:
            return
        self._added().append(known.full_persons)
        for name in set(speakers):
            if name and " " not in name and name not in known.organisations and not stands_for_government(name):
                self._alone[article, name] = known.sex_alone(name)

    def update(self, other: CorpusNames) -> None:
        """Add what the articles of another part of the corpus name."""
        self._added().extend(other._persons)
        self._alone |= other._alone

    def know_alone(self, alone: Iterable[Alone]) -> None:
        """Take what the articles to be asked about tell of the speakers they name by one word, in place of others'."""
        self._alone = {(article, name): sex for article, name, sex in alone}

    def as_lists(self) -> tuple[list[list[str]], list[Alone]]:
        """Give both arguments of this class as lists, to be kept in a file."""
        alone = [(article, name, sex) for (article, name), sex in self._alone.items()]
        return [sorted(persons) for persons in self._persons], alone

    def _added(self) -> list[frozenset[str]]:
        if not isinstance(self._persons, list):
            raise TypeError("names that are read from elsewhere cannot be added to")
        return self._persons

    def joined(self, article: Hashable, speaker: str) -> Joint:
        """Give the name over the corpus of a speaker of an article."""
        if " and " in speaker:
            *first, last = speaker.replace(" and ", ", ").split(", ")
            parts = [self._one(article, part).name for part in (*first, last)]
            return Joint(f"{', '.join(parts[:-1])} and {parts[-1]}" if speaker.count(" and ") == 1 else speaker, False)
        return self._one(article, speaker)

    def _one(self, article: Hashable, speaker: str) -> Joint:
        if " " in speaker:
            return Joint(self._variants.get(speaker, speaker), False)
        sex = self._alone.get((article, speaker))
        if sex is None:
            return Joint(speaker, False)
        if (speaker, sex) not in self._meant:
            self._meant[speaker, sex] = self._holder(speaker, sex)
        return self._meant[speaker, sex]

    def _holder(self, speaker: str, sex: str) -> Joint:
        """Give whom a surname means that an article has alone, with this sex."""
        holders = self._holders.get(speaker)
        if not holders:
            return Joint(speaker, False)
        known = {
            name: times
            for name, times in holders.items()
            if sex in ("", "?") or sex_of_given(name.split()[0]) in ("", sex)
        }
        name, times = max(known.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        famous = [holder for holder in known if outshines_kin(holder)]
        if len(famous) == 1:
            return Joint(famous[0], False)
        if times < CLEAR_SHARE * self._bearing[speaker] or (not sex and times < _LEAST_ARTICLES):
            return Joint(speaker, len(holders) > 1)
        return Joint(name, False)

    @cached_property
    def _variants(self) -> Mapping[str, str]:
        """The most frequent form of each full name."""
        count = Counter(name for persons in self._persons for name in persons)
        namesakes: dict[str, list[str]] = defaultdict(list)
        for name in sorted(count, key=lambda name: (-count[name], name)):
            namesakes[surname_of(name)].append(name)
        found = {}
        for names in namesakes.values():
            heads: dict[str, str] = {}  # by given name
            for name in names:
                given = name.split()[0]
                compared = list(islice(heads, _MOST_NAMESAKES))
                same = (
                    given
                    if given in heads
                    else next(
                        (head for head in compared if is_same_given(given, head) or is_same_given(head, given)), ""
                    )
                )
                if same and _may_be_same(name, heads[same]):
                    found[name] = heads[same]
                else:
                    heads.setdefault(given, name)
        return found

    @cached_property
    def _holders(self) -> Mapping[str, Counter[str]]:
        """The persons of each surname, with the number of articles that name them in full."""
        holders: dict[str, Counter[str]] = defaultdict(Counter)
        for persons in self._persons:
            for name in {self._variants.get(name, name) for name in persons}:
                holders[surname_of(name)][name] += 1
        return holders

    @cached_property
    def _bearing(self) -> Counter[str]:
        """The number of articles that name anybody of a surname in full."""
        return Counter(surname for persons in self._persons for surname in {surname_of(name) for name in persons})


def _may_be_same(name: str, other: str) -> bool:
    """Tell whether names of one given name and surname may be one person's: no suffix or initial differs."""
    one, two = name.split(), other.split()
    middles = one[1][0], two[1][0]
    is_told_apart = len(one) > 2 and len(two) > 2 and middles[0] != middles[1]
    return not is_told_apart and (one[-1] in SUFFIXES) == (two[-1] in SUFFIXES)


def surname_of(name: str) -> str:
    """Give the last word of a name that is no suffix.

    Examples
    --------
    >>> surname_of("Tom Reed Jr."), surname_of("Orr")
    ('Reed', 'Orr')
    """
    words = name.split()
    return words[-2] if len(words) > 2 and words[-1] in SUFFIXES else words[-1]


def speakers_of_corpus(
    articles: Iterable[tuple[Hashable, str, Iterable[tuple[int, str, int, int]]]],
) -> dict[Hashable, dict[int, str]]:
    """Name the speakers of the attributions of each article over all of them: from its name, text and rows.

    Examples
    --------
    >>> speakers_of_corpus([("a", "Ada Orr said so.", [(3, "source", 0, 7), (3, "cue", 8, 12)])])
    {'a': {3: 'Ada Orr'}}
    """
    corpus = CorpusNames()
    found = {}
    for name, text, rows in articles:
        article = named_article(text, rows)
        corpus.add(name, article.known, article.names.values())
        found[name] = article.names
    return {
        name: {instance: corpus.joined(name, speaker).name for instance, speaker in speakers.items()}
        for name, speakers in found.items()
    }
