"""The fullest form of each name in an article: of namesakes, and of what is misspelt, the one that is meant."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

from framing.speakers.full_names import LEAST_MISSPELT, MOST_MISSPELT, beginning_and_end, joined, shortened
from framing.speakers.name_words import KIN, given_names, is_thing, sex_of_given
from framing.speakers.office_holders import is_president, outshines_kin, role_of_holder
from framing.speakers.outline import Outline
from framing.speakers.roles import SEX_OF
from framing.speakers.seen_names import Seen, seen_names
from framing.texts.text import Place
from framing.texts.transcript import names_in_capitals

_EARLIER = 2  # times that a surname stands alone before the full name of somebody else of that name
_PARTICLES = ("De ", "Van ", "Von ", "Da ", "Di ", "Du ", "El ", "Al-")
_SETTLED = (
    3  # times that a surname stands alone before somebody else of that name comes up: it goes on meaning the first
)
MOST_ALIKE = 50  # names that begin or end alike
CLEARLY = 3  # times as often as the others: then a surname is that person's, whoever was named last


class WholeNames(Outline):
    """The names of one article, joined by surname, given name or tail ("Orr", "Ada", "the Harbour Bank").

    Of two persons of one surname the one is meant whom the article names far more often, else the one whom it named
    last.

    Parameters
    ----------
    text : str
        The article.
    quoted : sequence of (int, int), optional
        Places of its quotations, where they are known.

    Examples
    --------
    >>> article = WholeNames("Ada Orr met Bo Lee. Later Lee left.")
    >>> article.full("Orr"), article.full("Lee", 26), article.full("Reed")
    ('Ada Orr', 'Bo Lee', 'Reed')
    """

    def __init__(self, text: str, quoted: Sequence[Place] | None = None) -> None:
        super().__init__(text, quoted)
        self._seen = seen_names(text)
        self._speaking = names_in_capitals(text, self._paragraphs)
        self._joined = joined(self._seen, self._headlines, self._speaking)
        self.organisations = self._joined.organisations
        self._others: dict[str, bool] = {}

    @cached_property
    def name_places(self) -> tuple[list[Place], list[int]]:
        """Where names stand, and where these places start."""
        places = [(name.start, name.end) for name in self._seen]
        return places, [start for start, _ in places]

    @cached_property
    def _count(self) -> Counter[str]:
        return Counter(name.text for name in self._seen)

    @cached_property
    def _by_text(self) -> dict[str, list[Seen]]:
        """Where each name stands, as it is written."""
        found: dict[str, list[Seen]] = defaultdict(list)
        for name in self._seen:
            found[name.text].append(name)
        return found

    @cached_property
    def _by_full(self) -> dict[str, list[str]]:
        """The names as they are written, by their likeliest full name."""
        found: dict[str, list[str]] = defaultdict(list)
        for text in self._by_text:
            found[self._joined.full.get(text, (text,))[0]].append(text)
        return found

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where names of several words stand, by their full form, and others as they are."""
        places: dict[str, list[int]] = defaultdict(list)
        for name in self._seen:
            places[self.full(name.text) if " " in name.text else name.text].append(name.start)
        return places

    def full(self, name: str, place: int = -1, *, fits: Callable[[str], bool] = bool) -> str:
        """Give the fullest form of `name` in the article, of several that `fits` the one meant at `place`."""
        found = self._joined.full.get(name)
        if found is not None:
            if len(found) == 1 and " " not in name and " " in found[0] and self._is_other(name, found[0]):
                return name
            return found[0] if len(found) == 1 or place < 0 else self._meant(name, found, place, fits)
        if " " not in name and LEAST_MISSPELT <= len(name) <= MOST_MISSPELT:
            return self._misspelt(name) or name
        small = f"{name[:1].lower()}{name[1:]}"
        if name.startswith(_PARTICLES) and small in self._joined.full:  # De Orr, at the start of a sentence
            return self.full(small, place, fits=fits)
        return name

    def _is_other(self, surname: str, full: str) -> bool:
        """Tell whether a surname alone means somebody else than the only full name that has it.

        So it is where a title or a pronoun gives the surname another sex, and where it stands alone several times
        before its kin is named in full: *Orr's daughter Ada Orr*. Who is meant is then not said in the article.
        """
        if not full.endswith(f" {surname}") or full in self.organisations:
            return False
        if surname not in self._others:
            self._others[surname] = self._tells_other(surname, full)
        return self._others[surname]

    def _tells_other(self, surname: str, full: str) -> bool:
        whole = [text for text in self._by_full.get(full, ()) if text != surname]
        is_titled = any(name.titles for text in whole for name in self._by_text[text])
        if is_thing(full) or (_is_misread(surname, full) and not is_titled):
            return True  # Take Trump
        alone = [name for name in self._by_text.get(surname, ()) if not self.is_aside(name.start)]
        if is_president(surname) and not is_president(full) and any("president" in name.titles for name in alone):
            return True  # President Trump, where Melania Trump is named
        named = [name.start for text in whole for name in self._by_text[text]]
        sex = sex_of_given(full.partition(" ")[0])
        titles = {SEX_OF[title] for name in alone for title in name.titles if title in SEX_OF}
        said = self._said_of_bare(alone)
        is_clear = (
            len(said) > 1 and not role_of_holder(full) and len(self._said_of_bare(alone, is_next=True)) > 1
        )  # one may be somebody else's
        if sex and (told := titles or (set(said) if is_clear else set())) and sex not in told:
            return True
        first = min(named, default=len(self.text))
        before = self.text[max(0, first - 30) : first].lower().replace("’", "'").split()
        is_kin = bool(before) and (
            before[-1] in KIN or (len(before) > 1 and before[-2] in KIN) or before[-1] == f"{surname.lower()}'s"
        )
        earlier = sum(name.end < first for name in alone)
        return earlier >= _EARLIER and is_kin

    def _said_of_bare(self, alone: Sequence[Seen], *, is_next: bool = False) -> list[str]:
        """Give the sex of the first pronoun that follows each surname within its sentence.

        With `is_next` only where nobody else is named between them.
        """
        found = []
        starts, names = self._pronoun_starts, self.name_places[1]
        for name in alone[:MOST_ALIKE]:
            number = bisect_left(starts, name.end)
            if number == len(starts) or (is_next and bisect_left(names, name.end) < bisect_left(names, starts[number])):
                continue
            if self.sentence_of(starts[number]) == self.sentence_of(name.start):
                found.append("w" if self.pronouns[number][1] == "she" else "m")
        return found

    def _meant(self, part: str, names: Sequence[str], place: int, fits: Callable[[str], bool]) -> str:
        """Give which of several full names is meant at `place`."""
        fitting = [name for name in names if fits(name)] or list(names)
        presidents = [name for name in fitting if outshines_kin(name)] if outshines_kin(part) else []
        if len(presidents) == 1:
            return presidents[0]
        often = {name: len(self._places[name]) for name in fitting}
        if len(fitting) == 1 or often[fitting[0]] >= CLEARLY * sum(often[name] for name in fitting[1:]):
            return fitting[0]
        first, second = sorted(fitting, key=lambda name: self._places[name] or [len(self.text)])[:2]
        introduced = [(self._places[name] or [len(self.text)])[0] for name in (first, second)]
        alone = self._places.get(part, [])
        if bisect_left(alone, introduced[1]) - bisect_left(alone, introduced[0]) >= _SETTLED:
            return first
        last: list[tuple[int, int, str]] = []
        for name in fitting:
            number = bisect_left(self._places[name], place) - 1
            if number >= 0:
                at = self._places[name][number]
                last.append((self.sentence_of(at), -at, name))  # in the last sentence, the one named first
        return max(last)[2] if last else fitting[0]

    def _misspelt(self, name: str) -> str:
        """Give the full name whose surname differs from `name` in one letter, if `name` itself occurs once."""
        if self._count[name] > 1:
            return ""
        shorter: set[str] = set()
        for key in beginning_and_end(name):
            for part in self._by_beginning.get(key, ())[:MOST_ALIKE]:
                if abs(len(part) - len(name)) < 2:
                    shorter = shorter or shortened(name)
                    if not shorter.isdisjoint(shortened(part)):
                        return self.full(part)
        return ""

    @cached_property
    def _by_beginning(self) -> dict[str, list[str]]:
        """Parts of names by how they begin and end: words one letter apart have one of both in common."""
        found: dict[str, list[str]] = defaultdict(list)
        for part in self._joined.full:
            if LEAST_MISSPELT <= len(part) <= MOST_MISSPELT and " " not in part:
                for key in beginning_and_end(part):
                    found[key].append(part)
        return found


def _is_misread(surname: str, full: str) -> bool:
    """Tell whether a word was taken for the given name of somebody whom everybody knows: Take Trump."""
    return role_of_holder(surname) != "" and role_of_holder(full) == "" and full.split()[0] not in given_names()
