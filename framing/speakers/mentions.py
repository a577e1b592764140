"""Whom an article speaks of, and where: full names, sexes, and the names that are organisations'."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from framing.speakers.asides import asides
from framing.speakers.bodies import WORDS_OF_NO_PERSON, stands_for_government
from framing.speakers.full_names import (
    LEAST_MISSPELT,
    MOST_MISSPELT,
    Seen,
    beginning_and_end,
    headlines,
    joined,
    seen_names,
    shortened,
)
from framing.speakers.name_words import KIN, ORGANISATIONS, PREPOSITIONS, given_names, is_thing, sex_of_given
from framing.speakers.office_holders import role_of_holder
from framing.speakers.roles import SEX_OF, Roles
from framing.speakers.source_types import ORGANISATION, source_type
from framing.texts.quotation import quotations
from framing.texts.text import Place, paragraph_spans
from framing.texts.transcript import names_in_capitals
from framing.vocabulary.word_lists import word_list

_BORDER = re.compile(
    r"[.?!:\n](?:(?<=\n)\n*|(?<=:)\s+|(?<=[.?!])(?<!\b[A-Z]\.)(?<!\b[MD][rs]\.)"
    r"(?<!\bMrs\.)(?<!\bSen\.)(?<!\bGov\.)(?<!\bRep\.)[”\"’')]*\s+)"
)
_PRONOUN = re.compile(r"[HhSs](?<!\w[HhSs])(?:e|(?<=[Ss])he)\b(?<![Ss]e)")
_OFFICE = re.compile(
    r"\b[Tt]he (president|governor|mayor|senator|congressman|congresswoman|chancellor|pope|prime minister)\b"
    r"(?! of\b|-elect|’s|'s)(?! [A-Z])"
)
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_EARLIER = 2  # times that a surname stands alone before the full name of somebody else of that name
_BEGINS_APPOSITION = (", the ", ", a ", ", an ", ", who ", ", whose ")
_OF_PLACES = frozenset("in at from near to".split())
_WITH_ARTICLE = tuple(f" {word} the " for word in sorted(PREPOSITIONS))
_OF_PERSON = re.compile(r", \d\d(?:,|\.| )(?!\d)")  # an age
_GROUP_NOUNS = frozenset(word for word in word_list("source_types", "groups") if word.endswith("s")) - {"analysts"}
_PARTICLES = ("De ", "Van ", "Von ", "Da ", "Di ", "Du ", "El ", "Al-")
_SETTLED = (
    3  # times that a surname stands alone before somebody else of that name comes up: it goes on meaning the first
)
_MOST_ALIKE = 50  # names that begin or end alike
_CLEARLY = 3  # times as often as the others: then a surname is that person's, whoever was named last


class Mention(NamedTuple):
    """One place where a person is named, or meant by a pronoun.

    `rank` is 0 for a source, 1 for what no preposition or possessive governs, else 2: the lower, the likelier meant.
    """

    start: int
    end: int
    name: str
    rank: int


def _is_several(name: str) -> bool:
    """Tell whether a name that looks like a person's is a thing's or a group's: Norland Catholics."""
    return is_thing(name) or name.rpartition(" ")[2].lower() in _GROUP_NOUNS


def _is_misread(surname: str, full: str) -> bool:
    """Tell whether a word was taken for the given name of somebody whom everybody knows: Take Trump."""
    return role_of_holder(surname) != "" and role_of_holder(full) == "" and full.split()[0] not in given_names()


class Mentions:
    """What one article names, read once, each part when it is first asked for: its state is that index.

    Names are joined by surname, given name or tail ("Orr", "Ada", "the Harbour Bank"), within the article only. Of two
    persons of one surname the one is meant whom the article names far more often, else the one whom it named last.

    Parameters
    ----------
    text : str
        The article.
    quoted : sequence of (int, int), optional
        Places of its quotations, where they are known.

    Examples
    --------
    >>> known = Mentions("Mayor Ada Orr spoke. Ms. Orr left for the Harbour Bank.")
    >>> known.full("Orr", 21), known.sex_of("Ada Orr"), known.roles.person("mayor", 50)
    ('Ada Orr', 'w', 'Ada Orr')
    """

    def __init__(self, text: str, quoted: Sequence[Place] | None = None) -> None:
        self.text = text
        self._paragraphs = paragraph_spans(text)
        self._quoted = quoted
        self._seen = seen_names(text)
        self._speaking = names_in_capitals(text, self._paragraphs)
        self._headlines = headlines(text, self._paragraphs)
        self._joined = joined(self._seen, self._headlines, self._speaking)
        self.organisations = self._joined.organisations
        self._noted_sexes: dict[str, str] = {}
        self._told_sexes: dict[str, str] = {}
        self._pronoun_votes: dict[str, Counter[str]] = defaultdict(Counter)
        self._others: dict[str, bool] = {}

    @cached_property
    def quoted(self) -> list[Place]:
        """Places of the quotations."""
        if self._quoted is not None:
            return list(self._quoted)
        return [(found.start, found.end) for found in quotations(self.text, self._paragraphs)]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [start for start, _ in self.quoted]

    @cached_property
    def sentences(self) -> list[int]:
        """Where sentences start; a colon ends one too, and none ends inside a quotation."""
        ends = [match.end() for match in _BORDER.finditer(self.text)]
        return [0, *(end for end in ends if self.quotation_at(end - 1) < 0 or self.quotation_at(end) < 0)]

    @cached_property
    def pronouns(self) -> list[tuple[int, str]]:
        """Where *he* and *she* stand."""
        return [(found.start(), found.group().lower()) for found in _PRONOUN.finditer(self.text)]

    @cached_property
    def _pronoun_starts(self) -> list[int]:
        return [start for start, _ in self.pronouns]

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
    def roles(self) -> Roles:
        """What the article says persons and bodies are."""
        organisations = {text for text, (_, is_organisation) in self._names.items() if is_organisation}
        full = {text: full for text, (full, _) in self._names.items()}
        ambiguous = {part for part, names in self._joined.full.items() if len(names) > 1}
        return Roles(self.text, self._seen, full, organisations, ambiguous=ambiguous)

    @cached_property
    def people(self) -> list[Mention]:
        """Those of the mentions that are of persons."""
        found = []
        for name in self._seen:
            told = self._names.get(name.text)
            if told is None or told[1] or _is_several(told[0]) or self.is_aside(name.start):
                continue
            is_person = name.titles or (told[0] in self.full_persons and not told[0].rpartition(" ")[2].isupper())
            if is_person or source_type(told[0], told[0]) != ORGANISATION:
                found.append(Mention(name.start, name.end, told[0], 2 if self._is_governed(name) else 1))
        return sorted([*found, *self._in_office])

    @cached_property
    def _in_office(self) -> list[Mention]:
        """Where "the mayor" means a person, and nothing governs it."""
        found = []
        for office in _OFFICE.finditer(self.text):
            name = self.roles.person(office.group(1), office.start())
            if name:
                found.append(Mention(office.start(), office.end(), name, 1))
        return found

    @cached_property
    def people_starts(self) -> list[int]:
        """Where the mentions of persons start."""
        return [mention.start for mention in self.people]

    @cached_property
    def _asides(self) -> list[Place]:
        return asides(self.text, self._paragraphs, self._headlines)

    @cached_property
    def _aside_starts(self) -> list[int]:
        return [start for start, _ in self._asides]

    def is_aside(self, place: int) -> bool:
        """Tell whether a place stands in a headline, a caption or a link, where capitals mark no names."""
        number = bisect_right(self._aside_starts, place) - 1
        return number >= 0 and place < self._asides[number][1]

    @cached_property
    def name_places(self) -> tuple[list[Place], list[int]]:
        """Where names stand, and where these places start."""
        places = [(name.start, name.end) for name in self._seen]
        return places, [start for start, _ in places]

    @cached_property
    def full_persons(self) -> frozenset[str]:
        """The full names of persons: those with a title or a known given name, or whose surname stands alone too."""
        found = set()
        titled = {self._joined.full.get(name.text, (name.text,))[0] for name in self._seen if name.titles}
        for text in self._count:
            if " " in text and text not in self.organisations and not is_thing(text):
                words = text.split()
                if text in titled or sex_of_given(words[0]) or words[-1] in self._count:
                    found.add(self._joined.full.get(text, (text,))[0])
        return frozenset(found)

    def sex_alone(self, name: str) -> str:
        """Give the sex that titles and pronouns tell of somebody named by one word, ``?`` for a person without one."""
        alone = self._by_text.get(name, [])
        sexes = {SEX_OF[title] for seen in alone for title in seen.titles if title in SEX_OF} or self._said_of_bare(
            alone
        )
        if len(sexes) == 1:
            return sexes.pop()
        return "?" if any(seen.titles for seen in alone) else ""

    @cached_property
    def bodies(self) -> list[tuple[int, str, str]]:
        """Place, name and the kind ``named`` of organisations outside quotations that nothing governs."""
        found = []
        for name in self._seen:
            told = self._names.get(name.text)
            if told is None or not told[1] or self._is_governed(name):
                continue
            if name.before == "the" and self.text[max(0, name.start - 10) : name.start].endswith(_WITH_ARTICLE):
                continue
            if self.quotation_at(name.start) < 0:
                found.append((name.start, told[0], "named"))
        return found

    def _is_governed(self, name: Seen) -> bool:
        return name.before in PREPOSITIONS or self.text.startswith(("'s", "’s"), name.end)

    def sentence_of(self, place: int) -> int:
        """Give the number of the sentence at `place`."""
        return bisect_right(self.sentences, place) - 1

    def quotation_at(self, place: int) -> int:
        """Give the number of the quotation that `place` stands in, or -1."""
        number = bisect_right(self._quote_starts, place) - 1
        return number if number >= 0 and place < self.quoted[number][1] else -1

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
        if is_thing(full) or (_is_misread(surname, full)):
            return True  # Take Trump
        alone = [name for name in self._by_text.get(surname, ()) if not self.is_aside(name.start)]
        whole = [text for text in self._by_full.get(full, ()) if text != surname]
        named = [name.start for text in whole for name in self._by_text[text]]
        sex = sex_of_given(full.partition(" ")[0])
        titles = {SEX_OF[title] for name in alone for title in name.titles if title in SEX_OF}
        if sex and (told := titles or self._said_of_bare(alone)) and sex not in told:
            return True
        first = min(named, default=len(self.text))
        before = self.text[max(0, first - 30) : first].lower().replace("’", "'").split()
        is_kin = bool(before) and (
            before[-1] in KIN or (len(before) > 1 and before[-2] in KIN) or before[-1] == f"{surname.lower()}'s"
        )
        earlier = sum(name.end < first for name in alone)
        return earlier >= _EARLIER and is_kin

    def _said_of_bare(self, alone: Sequence[Seen]) -> set[str]:
        """Give the sexes of the pronouns that follow a surname within its sentence; none where only one does."""
        found: list[str] = []
        starts = self._pronoun_starts
        for name in alone[:_MOST_ALIKE]:
            number = bisect_left(starts, name.end)
            if number < len(starts) and self.sentence_of(starts[number]) == self.sentence_of(name.start):
                found.append("w" if self.pronouns[number][1] == "she" else "m")
        return set(found) if len(found) > 1 else set()

    def is_body(self, name: str) -> bool:
        """Tell whether a name that looks like a person's is a place's or a body's, since nothing shows a person."""
        if not name[:1].isupper():
            return False
        if is_thing(name) or stands_for_government(name) or " of " in name or " for " in name:
            return True
        if any(_OF_PERSON.match(self.text, seen.end) for seen in self._by_text.get(name, ())[:_MOST_ALIKE]):
            return False
        return (
            " " in name
            and name not in self.full_persons
            and not (name.count(" ") == 1 and WORDS_OF_NO_PERSON.isdisjoint(name.lower().split()))
            and not self.roles.descriptions(name)
            and not self._votes.get(name)
        )

    def is_noun(self, word: str, place: int) -> bool:
        """Tell whether a word with a capital is a noun that opens a sentence: one that the article writes small too.

        So is a plural that stands there only, and nowhere else.
        """
        if " " in word or word in self.organisations:
            return False
        if word.lower() in self.small_words:
            return True
        is_plural = word.endswith("s") and not word.endswith("ss") and word not in self._joined.full
        is_first = self.sentences[self.sentence_of(place)] == place or self.text[max(0, place - 1) : place] == "\n"
        return is_plural and is_first and self._count[word] == 1 and not stands_for_government(word)

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the article writes small."""
        return frozenset(_SMALL.findall(self.text))

    def note_pronoun(self, name: str, sex: str) -> None:
        """Keep that a pronoun of this sex means a person."""
        self._pronoun_votes[name][sex] += 1
        if name[:1].islower():  # an officer who was *she* is *he* no more
            self._noted_sexes.setdefault(name, sex)

    def presented(self, name: str) -> str:
        """Give the gender that the article presents a person with: woman, man, nonbinary, undecided.

        By titles and words for kin, else by pronouns; a given name decides nothing, but pronouns that contradict it
        leave the gender undecided.
        """
        told = self.roles.sex.get(name) or self._told_sexes.get(name)
        if told is None:
            votes = self._votes.get(name, Counter()) + self._pronoun_votes.get(name, Counter())
            (told, most), *others = votes.most_common() or [("", 0)]
            if most <= 2 * sum(count for _, count in others) or sex_of_given(name.partition(" ")[0]) not in ("", told):
                told = ""
        return {"w": "woman", "m": "man", "x": "nonbinary"}.get(told, "undecided")

    def sex_of(self, name: str) -> str:
        """Give the sex, ``w`` or ``m``, that the article tells of a person, else that of the given name."""
        if name in self._noted_sexes:
            return self._noted_sexes[name]
        told = self.roles.sex.get(name) or (sex_of_given(name.partition(" ")[0]) if " " in name else "")
        return told or self._by_pronouns.get(name, "")

    def note_sex(self, name: str, sex: str) -> None:
        """Keep a sex that a source phrase tells."""
        self._told_sexes.setdefault(name, sex)
        if not self.sex_of(name):
            self._noted_sexes[name] = sex

    def before(self, place: int) -> str:
        """Give the name that ends right before `place`, as the one before *who* does."""
        number = bisect_left(self._seen, place, key=lambda name: name.start) - 1
        if number < 0 or self._seen[number].end < place - 3 or self._seen[number].text not in self._names:
            return ""
        last, other = self._seen[number], self._seen[max(0, number - 1)]
        name = self._names[last.text][0]
        is_joined = other.text in self._names and self.text[other.end : last.start] == " and "
        return f"{self._names[other.text][0]} and {name}" if is_joined else name

    @cached_property
    def _count(self) -> Counter[str]:
        return Counter(name.text for name in self._seen)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where names of several words stand, by their full form, and others as they are."""
        places: dict[str, list[int]] = defaultdict(list)
        for name in self._seen:
            places[self.full(name.text) if " " in name.text else name.text].append(name.start)
        return places

    def _meant(self, part: str, names: Sequence[str], place: int, fits: Callable[[str], bool]) -> str:
        """Give which of several full names is meant at `place`."""
        fitting = [name for name in names if fits(name)] or list(names)
        often = {name: len(self._places[name]) for name in fitting}
        if len(fitting) == 1 or often[fitting[0]] >= _CLEARLY * sum(often[name] for name in fitting[1:]):
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
            for part in self._by_beginning.get(key, ())[:_MOST_ALIKE]:
                if abs(len(part) - len(name)) < 2:
                    shorter = shorter or shortened(name)
                    if not shorter.isdisjoint(shortened(part)):
                        return self._joined.full[part][0]
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

    @cached_property
    def _names(self) -> dict[str, tuple[str, bool]]:
        """Full form of each name as it stands, and whether it is an organisation's; without what is no name."""
        titled, elsewhere, bodies = set(), set(), set()
        for _, end, text, titles, is_organisation, before in self._seen:
            if titles:
                titled.add(text)
            if before not in _OF_PLACES or self.text.startswith(_BEGINS_APPOSITION, end):
                elsewhere.add(text)
            if is_organisation:
                bodies.add(text)
        bodies = bodies - self._speaking | self.organisations
        found: dict[str, tuple[str, bool]] = {}
        for text in self._count:
            is_titled = text in titled
            is_body = text in bodies or stands_for_government(text)
            if self._is_name(text, is_sure=is_titled or is_body, is_only_place=text not in elsewhere):
                found[text] = (self.full(text), is_body)
        return found

    def _is_name(self, text: str, *, is_sure: bool, is_only_place: bool) -> bool:
        """Tell a name from a common noun that has its capital from the start of a sentence or from a headline."""
        if " " in text:
            return is_sure or sex_of_given(text.split()[0]) != "" or not is_only_place
        if is_sure or text in self._joined.full or text in given_names():
            return text.lower() not in ORGANISATIONS
        return False

    @cached_property
    def _by_pronouns(self) -> dict[str, str]:
        """Sexes by the pronouns next after persons."""
        sexes = {}
        for name, counted in self._votes.items():
            (sex, most), *others = counted.most_common()
            if most > 2 * sum(count for _, count in others):
                sexes[name] = sex
        return sexes

    @cached_property
    def _votes(self) -> dict[str, Counter[str]]:
        """The pronouns next after each person, where no other person stands between: each is a vote."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        last_voter = -1
        for place, pronoun in self.pronouns:
            number = bisect_left(self.people_starts, place) - 1
            if number < 0 or number == last_voter or self.quotation_at(place) >= 0:
                continue
            person = self.people[number]
            sentence = self.sentence_of(place)
            if self.quotation_at(person.start) < 0 and sentence - self.sentence_of(person.start) <= 1:
                first = bisect_left(self.people_starts, self.sentences[max(0, sentence - 1)])
                weight = 3 if len({mention.name for mention in self.people[first : number + 1]}) == 1 else 1
                votes[person.name]["w" if pronoun == "she" else "m"] += weight
                last_voter = number
        return votes
