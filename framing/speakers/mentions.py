"""Whom an article speaks of, and where: persons, their sexes, and the names that are organisations'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from framing.speakers.bodies import WORDS_OF_NO_PERSON, stands_for_government
from framing.speakers.name_words import ORGANISATIONS, PEOPLE, PREPOSITIONS, TITLES, given_names, is_thing, sex_of_given
from framing.speakers.office_holders import is_president, role_of_holder, sex_of_holder
from framing.speakers.roles import SEX_OF, Roles
from framing.speakers.seen_names import Seen
from framing.speakers.source_types import ORGANISATION, source_type
from framing.speakers.whole_names import CLEARLY, MOST_ALIKE, WholeNames
from framing.texts.text import Place
from framing.vocabulary.word_lists import word_list

_OFFICE = re.compile(  # the letters that are searched for stand first: that is fast
    r"he (?<=\b[Tt]he )(president|governor|mayor|senator|congressman|congresswoman|chancellor|pope|prime minister)\b"
    r"(?! of\b|-elect|’s|'s)(?! [A-Z])"
)
_BEGINS_APPOSITION = (", the ", ", a ", ", an ", ", who ", ", whose ")
_LONGEST_WORD = 16
_AFTER_OWNERS = (
    TITLES | ORGANISATIONS | PEOPLE | {"supporter", "staffer", "ally", "loyalist", "campaign", "voters", "era"}
)
_OF_PLACES = frozenset("in at from near to".split())
_WITH_ARTICLE = tuple(f" {word} the " for word in sorted(PREPOSITIONS))
_OF_PERSON = re.compile(r", \d\d(?:,|\.| )(?!\d)")  # an age
_GROUP_NOUNS = frozenset(word for word in word_list("source_types", "groups") if word.endswith("s")) - {"analysts"}


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


class Mentions(WholeNames):
    """What one article names, read once, each part when it is first asked for: its state is that index.

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
        super().__init__(text, quoted)
        self.said_alone: frozenset[str] = frozenset()
        self._noted_sexes: dict[str, str] = {}
        self._told_sexes: dict[str, str] = {}
        self._pronoun_votes: dict[str, Counter[str]] = defaultdict(Counter)

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
            if "/" in (self.text[name.start - 1 : name.start], self.text[name.end : name.end + 1]):
                continue  # the credit of a picture
            is_person = name.titles or (told[0] in self.full_persons and not told[0].rpartition(" ")[2].isupper())
            if is_person or source_type(told[0], told[0]) != ORGANISATION:
                found.append(Mention(name.start, name.end, told[0], 2 if self._is_governed(name) else 1))
        return sorted([*found, *self._in_office])

    @cached_property
    def _in_office(self) -> list[Mention]:
        """Where "the mayor" means a person, and nothing governs it."""
        found = []
        for office in _OFFICE.finditer(self.text):
            start = office.start() - 1
            name = self.roles.person(office.group(1), start)
            if name:
                found.append(Mention(start, office.end(), name, 1))
        return found

    @cached_property
    def president(self) -> str:
        """The very well-known president named far more often than the others; empty where none is."""
        count = Counter(mention.name for mention in self.people if is_president(mention.name))
        (name, often), *_ = count.most_common(1) or [("", 0)]
        return name if often >= CLEARLY * (count.total() - often) else ""

    @cached_property
    def people_starts(self) -> list[int]:
        """Where the mentions of persons start."""
        return [mention.start for mention in self.people]

    @cached_property
    def full_persons(self) -> frozenset[str]:
        """The full names of persons: titled, with a known given name, well known, or whose surname stands alone too."""
        found = set()
        titled = {self._joined.full.get(name.text, (name.text,))[0] for name in self._seen if name.titles}
        for text in self._count:
            if " " in text and text not in self.organisations and not is_thing(text):
                words = text.split()
                is_told = text in titled or sex_of_given(words[0]) or role_of_holder(text)
                if is_told or (words[-1] in self._count and not self._is_small_too(words[-1])):
                    found.add(self._joined.full.get(text, (text,))[0])
        return frozenset(found)

    def _is_small_too(self, word: str) -> bool:
        """Tell whether the article writes a word small as well, between spaces."""
        return f" {word.lower()} " in self.text

    def sex_alone(self, name: str) -> str:
        """Give the sex that titles and pronouns tell of somebody named by one word, ``?`` for a person without one."""
        alone = self._by_text.get(name, [])
        titles = {SEX_OF[title] for seen in alone for title in seen.titles if title in SEX_OF}
        sexes = titles or set(self._said_of_bare(alone))
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
        if name.before in PREPOSITIONS or self.text.startswith(("'s", "’s"), name.end):
            return True
        following = self.text[name.end : name.end + _LONGEST_WORD].split(" ", 2)
        return following[0] == "" and following[1:2] != [] and following[1] in _AFTER_OWNERS  # Orr aide Bo Lee

    def is_body(self, name: str) -> bool:
        """Tell whether a name that looks like a person's is a place's or a body's, since nothing shows a person."""
        if not name[:1].isupper():
            return False
        if is_thing(name) or stands_for_government(name) or " of " in name or " for " in name:
            return True
        if any(_OF_PERSON.match(self.text, seen.end) for seen in self._by_text.get(name, ())[:MOST_ALIKE]):
            return False
        return (
            " " in name
            and name not in self.full_persons
            and not (name.count(" ") == 1 and WORDS_OF_NO_PERSON.isdisjoint(name.lower().split()))
            and not self.roles.descriptions.of(name)
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
        told = self.roles.sex.get(name) or (
            sex_of_given(name.partition(" ")[0]) if " " in name else sex_of_holder(name)
        )
        if not told and " " not in name and not role_of_holder(name):
            told = given_names().get(name, "")  # a first name alone
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
        if is_sure or text in self._joined.full or text in given_names() or role_of_holder(text):
            return text.lower() not in ORGANISATIONS
        is_noun = text not in self.said_alone or text.lower() in PEOPLE or self._is_small_too(text)
        return not is_noun and bool(self._said_of_bare(self._by_text[text]))

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
