"""The names of one article's sources, told in the order of its text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import partial

from framing.speakers.antecedents import GROUPS, PERSONS, Antecedents, Group
from framing.speakers.bodies import stands_for_government
from framing.speakers.mentions import Mention, Mentions
from framing.speakers.name_words import given_names, is_title
from framing.speakers.names import name_in
from framing.speakers.roles import FULLER, SEX_OF, is_epithet
from framing.speakers.source_edges import NAMES_TOO, RELATIVES, mended, names_nobody
from framing.speakers.source_phrases import (
    as_it_stands,
    author,
    coordinated,
    head_of,
    people_before,
    phrase_before,
    signature,
    with_others,
)
from framing.speakers.source_types import COLLECTIVE, INDEFINITES, INDIVIDUAL, is_share, source_type
from framing.texts.text import Place, view
from framing.vocabulary.word_lists import word_list

_NOBODY = word_list("source_types", "nobody")
_LONGEST_PRONOUN = 10  # letters
_MOST_JOINED = 8  # relative clauses joined by *and*, of which the first follows a name
_FARTHEST = 120  # characters from *who* back to the start of the phrase before it
_ARTICLES = ("a ", "an ", "the ")
_DEFINITE = frozenset("the his her their its my our".split())
_PARTY = re.compile(r",? \(?[RDI]-[A-Z][\w.]*\)?|, \d\d(?=,)")
_PARTY_FIRST = re.compile(r"[RDI]-[A-Z][\w.]*(?=,|$)|[RDI]$")
_DASH = re.compile(r" (?:--|—|–) ")
_OTHERS = word_list("names", "of_other_firms")
_DAY = re.compile(r"(\b[A-Z]\w+) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_BOTH = re.compile(r"(?:[Nn]either|[Bb]oth|[Ee]ither) ([A-Z].+?) (?:nor|and|or) (?=[A-Z])")
_IN_BRACKETS = re.compile(r"^\[?(\w)\](?=\w)")  # [H]e
_HE_AND = re.compile(r"([Hh]e|[Ss]he) and ")
_SELF = re.compile(r" (?:himself|herself|itself|themselves)$")
_OF_NATION = re.compile(r"minister of (?P<of>[A-Z]\w+)$|^(?P<owner>[A-Z]\w+)['’]s (?:\w+ ){0,2}[Mm]inister")
_COURTESY = re.compile(r"(?:Mr|Mrs|Ms|Dr)\.? (?=[A-Z]\w+$)")
_TOWN = re.compile(r"(?:[Tt]he )?[A-Z][\w.]+(?: [A-Z]\w+)?, (?P<state>[A-Z]\w+), (?P<office>\w+)")
_STATES = word_list("source_types", "metonym")
_OF_STATE = re.compile(r" of [A-Z][\w.]+(?: [A-Z][\w.]+)?(?= and\b|,|$)")
_APPOSED = re.compile(r", (?!and\b)[a-z\d][^,]*(?=,|$)| (?:each|both|all)$")
_UNNAMED = re.compile(r" (?:close|familiar|who|top|ranking|senior|leading) ")
_OF_LONG_NAME = re.compile(
    r", [a-z][^,]* (?:of|for|at|with) [^,]*[A-Z][^,]*, (?!and\b)[^,]+ and "
)  # Ada Orr, a nurse at the Sea, Coast and Port Clinic
_GOVERNED = re.compile(r" (?:and|of|for|in|at|from|on|with|close|familiar) ")
_SPEAKERS_OWN = word_list("names", "own_pronouns")


class SourceNames:
    """The naming of one article's sources, in the order of its text: its state is who was spoken of so far."""

    def __init__(
        self, text: str, sources: Sequence[tuple[Place | None, int]], quoted: Sequence[Place] | None = None
    ) -> None:
        self._text = text
        self._names = [""] * len(sources)
        self.places = [place for place, _ in sources]
        self._order = [order for _, order in sources]
        self.known: Mentions | None = None
        if not any(self.places):
            return
        self.known = self._known = Mentions(text, quoted)
        phrases = {text[slice(*place)] for place in self.places if place}
        self._known.said_alone = frozenset(phrase for phrase in phrases if phrase.isalpha() and phrase[0].isupper())
        self.places = [place and mended(text, place, *self._known.name_places) for place in self.places]
        self._spoken_of = Antecedents(self._known, [place[0] for place in self.places if place])
        self._last_by_head: dict[str, str] = {}

    def named(self, holders: Mapping[int, int]) -> list[str]:
        """Give the name of each source; `holders` gives the source in whose words another stands."""
        order = sorted(range(len(self._order)), key=self._order.__getitem__)
        places = {index: place for index in order if (place := self.places[index]) is not None}
        own = [index for index, place in places.items() if is_speakers_own(self._text, place)]
        others = [index for index in places if index not in set(own)] if own else list(places)
        for index in others:
            name = self._name(places[index]) if places[index][0] < places[index][1] else ""
            self._names[index] = "" if names_nobody(name) else name
        if own:
            self._name_own(own, others, places, holders)
        return self._names

    def _name(self, place: Place) -> str:
        phrase = self._text[slice(*place)].strip()
        phrase = _IN_BRACKETS.sub(r"\1", phrase) if "]" in phrase[:3] else phrase
        if len(phrase) <= _LONGEST_PRONOUN:
            pronoun = phrase.lower()
            if pronoun in PERSONS:
                name = self._spoken_of.person(pronoun, place)
                if name:
                    self._known.note_pronoun(name, PERSONS[pronoun])
                return name
            if pronoun in RELATIVES:
                return self._before_relative(place[0])
            if pronoun in GROUPS:
                name = self._spoken_of.group(pronoun, place[0])
                if name and pronoun.startswith("the"):
                    self._spoken_of.note_group(Group(place[0], name, COLLECTIVE))
                return name
            if pronoun in _NOBODY and phrase not in NAMES_TOO:
                if pronoun in INDEFINITES:
                    self._spoken_of.note_group(Group(place[0], "", COLLECTIVE))
                return ""
        if _PARTY_FIRST.match(phrase):
            return self._known.before(place[0] - 2) or self._known.before(place[0])
        phrase = _without_town(_DAY.sub(r"\1", phrase) if phrase.endswith("day") else phrase)
        if joint := self._joint(phrase, place):
            self._spoken_of.note_group(Group(place[0], joint, COLLECTIVE))
            return joint
        name = "" if is_share(phrase) else name_in(phrase)
        if not name:
            return self._noted(phrase, place, self._by_description(phrase, place[0]) or as_it_stands(phrase))
        return self._noted(phrase, place, self._full(phrase, place))

    def _joint(self, phrase: str, place: Place) -> str:
        """Name several together, some of them perhaps without a name: Ada Orr and other mayors; else nothing."""
        if pronoun := _HE_AND.match(phrase):
            one = self._spoken_of.person(pronoun[1].lower(), place)
            rest = phrase[pronoun.end() :]
            return f"{one} and {self._full(rest, place) if name_in(rest) else as_it_stands(rest)}" if one else ""
        first, others = with_others(phrase)
        told = self._full(first, place) if name_in(first) else first and self._by_description(first, place[0])
        if told:
            other = self._full(others.removeprefix(" and "), place)
            return f"{told} and {other}" if other in self._known.full_persons else f"{told} {as_it_stands(others)}"
        is_joined = (" and " in phrase or " nor " in phrase) and not is_share(phrase) and name_in(phrase) != ""
        several = _several(_BOTH.sub(r"\1 and ", phrase)) if is_joined else []
        names = [self._full(part, place) for part in several]
        return f"{', '.join(names[:-1])} and {names[-1]}" if names else ""

    def _full(self, phrase: str, place: Place) -> str:
        """Give the full name for the name in a phrase."""
        name = name_in(phrase)
        if name == phrase:
            return self._known.full(name, place[0])
        words = view(phrase).replace(".", "").split()
        sex = next((SEX_OF[word] for word in words if word in SEX_OF), "")
        return self._known.full(name, place[0], fits=lambda other: not sex or self._known.sex_of(other) in ("", sex))

    def _before_relative(self, place: int, joined: int = _MOST_JOINED) -> str:
        """Give whom *who* at `place` means; up to `joined` times back over *and who*."""
        name = self._known.before(place)
        if name in self._known.organisations:
            phrase = phrase_before(self._text, place)
            if phrase.endswith(name) and source_type(phrase, phrase) == COLLECTIVE:
                return phrase  # many members of the Harbour League
        return name if name and not stands_for_government(name) else self._antecedent(place, joined) or name

    def _antecedent(self, place: int, joined: int) -> str:
        """Give whom *who* means where no name stands before it: a pronoun or a noun phrase does."""
        word = self._text[max(0, place - _LONGEST_PRONOUN) : place].rstrip(" ,").rpartition(" ")[2].lower()
        if word in ("and", "but", "or"):  # Orr, who left and who said
            start = self._known.sentences[self._known.sentence_of(place)]
            earlier = self._text.rfind(" who ", start, place)
            return self._before_relative(earlier + 1, joined - 1) if earlier > 0 and joined else ""
        if word in PERSONS:
            return self._spoken_of.person(word, (place, place))
        if word in ("i", "me") and self._known.quotation_at(place) < 0:
            return signature(self._text, place) or author(self._text)
        phrase = people_before(self._text, place)
        if names_nobody(phrase):
            return ""
        at = self._text.rfind(phrase[1:], max(0, place - _FARTHEST), place) - 1
        is_apposed = phrase.startswith(_ARTICLES) and self._text[max(0, at - 2) : at] == ", "
        apposed = self._known.before(at) if is_apposed else ""  # Orr, a nurse who said
        return (apposed in self._known.full_persons and apposed) or self._by_description(phrase, place) or phrase

    def _noted(self, phrase: str, place: Place, name: str) -> str:
        """Keep the source as one that a pronoun or a shorter phrase may mean."""
        if names_nobody(name):
            return ""
        if self._known.is_aside(place[0]):
            return name
        kind = source_type(phrase, name, self._known.organisations)
        words = [] if phrase == name else view(as_it_stands(phrase)).split()
        if kind == INDIVIDUAL:
            self._spoken_of.note_person(Mention(place[0], place[1], name, 0))
            sex = next((SEX_OF[word] for word in words if word in SEX_OF), "")
            if sex:
                self._known.note_sex(name, sex)
        else:
            self._spoken_of.note_group(Group(place[0], name, kind))
        if not name[:1].isupper() or " " not in name:
            self._last_by_head[head_of(name)] = name
        return name

    def _by_description(self, phrase: str, place: int) -> str:
        """Give the name that the article has for "the minister", "the university", "the source"; else nothing."""
        plain = as_it_stands(phrase)
        is_surname = plain in NAMES_TOO or (plain[:1].isupper() and name_in(f"Mr. {plain}"))
        is_surname = is_surname or (plain.istitle() and self._known.full(plain) in self._known.full_persons)
        if is_surname and self._known.full(plain) != plain:
            return self._known.full(plain, place)  # a surname that is also a title: Dean, King
        if _COURTESY.match(plain):
            return self._known.full(_COURTESY.sub("", plain), place)  # Mr. Dean
        if plain.lower() == "the head of state":
            return self._person(["the", "president"], place, is_alone=True)
        words = _SELF.sub("", view(_GOVERNED.split(plain, maxsplit=1)[0])).removesuffix("'s").split()
        if not _is_definite(words) or (is_epithet(words[-1], words) and _UNNAMED.search(plain)):
            return ""
        is_whole = len(words) == len(plain.split())
        is_alone = is_whole and (words == ["police"] or _is_article_and_noun(words))
        is_firm = (
            is_whole
            and words[0] == "the"
            and len(words) == 3
            and words[-1] in FULLER | {"giant"}
            and words[1] not in _OTHERS
        )
        body = self._body(words[-1], place) if is_alone or is_firm else ""
        if body or words == ["police"]:
            return body
        person = self._person(words, place, is_alone=is_alone)
        return person if self._is_of_nation(plain, person) else ""

    def _is_of_nation(self, phrase: str, person: str) -> bool:
        """Tell whether a person may hold an office of the nation that a phrase names: the minister of Norland."""
        of = _OF_NATION.search(phrase)
        nation = view(of["of"] or of["owner"]) if of else ""
        if nation not in _STATES or not person:
            return True
        return self._known.roles.descriptions.is_near(nation, person)

    def _body(self, head: str, place: int) -> str:
        """Give the organisation that "the bank" means; else nothing."""
        near = partial(self._spoken_of.last_company, place, near=True)
        named = self._known.roles.organisation(head, place, near)
        return named or (self._spoken_of.last_company(place) if head in FULLER else "")

    def _person(self, words: Sequence[str], place: int, *, is_alone: bool) -> str:
        """Give the person that "the prime minister" or "her lawyer" means; else nothing."""
        head, roles, spoken_of = words[-1], self._known.roles, self._spoken_of
        if words[0] != "the":
            return roles.person(head, place)
        near = spoken_of.renamed(words, place, role=True) if _is_article_and_noun(words) and is_title(head) else ""
        named = (
            near or roles.person(" ".join(words[1:]), place) or (self._last_by_head.get(head, "") if is_alone else "")
        )
        if not named and is_alone and words == ["the", "president"]:
            return self._known.president
        if not (named or is_title(head) or is_epithet(head, words)):
            return roles.called(head, place)
        if not named and (is_epithet(head, words) or is_title(head)):
            named = spoken_of.renamed(words, place, role=not is_epithet(head, words))
        return named

    def _name_own(
        self, own: Sequence[int], others: Sequence[int], places: Mapping[int, Place], holders: Mapping[int, int]
    ) -> None:
        """Name *I* and *we* in a quotation by its speaker: the source whose content holds it, else the nearest one.

        Outside quotations *I* is the author, where the article names one in a line about the author.
        """
        outside = [index for index in others if self._known.quotation_at(places[index][0]) < 0]
        starts = [places[index][0] for index in outside]
        writer = author(self._text)
        for index in own:
            place = places[index][0]
            holder = holders.get(index, -1)
            quotation = self._known.quotation_at(place)
            name = self._names[holder] if holder >= 0 else ""
            if not name and quotation >= 0:
                start, end = self._known.quoted[quotation]
                after = bisect_left(starts, end)
                before = bisect_right(starts, start) - 1
                if after < len(starts) and starts[after] - end < 40 and "\n" not in self._text[end : starts[after]]:
                    name = self._names[outside[after]]
                elif before >= 0:
                    name = self._names[outside[before]]
            phrase = self._text[slice(*places[index])].lower()
            if not name and quotation < 0 and phrase in ("i", "me", "my", "myself"):
                name = signature(self._text, place) or writer
            self._names[index] = name


def _without_town(phrase: str) -> str:
    """Leave out the town and state before an office: the Port Orr, Ohio, mayor; Port Orr, Ohio, Mayor Ada Reed."""
    town = _TOWN.match(phrase) if phrase.count(", ") > 1 else None
    if town is None or town["state"].lower() not in _STATES:
        return phrase
    rest = phrase[town.start("office") :]
    return f"the {rest}" if rest[0].islower() else rest if is_title(town["office"]) else phrase


def _several(phrase: str) -> list[str]:
    """Give the names of a phrase that is several, without what it says of each between commas."""
    plain = _PARTY.sub("", phrase)
    found = coordinated(plain) or coordinated(_DASH.split(plain, maxsplit=1)[0])
    if not found and not _OF_LONG_NAME.search(plain):
        found = coordinated(_APPOSED.sub("", plain))
    if not found and " of " in plain:
        parts = coordinated(_OF_STATE.sub("", plain))  # Ada Orr of Norland and Bo Lee of Port
        found = parts if all(name_in(part).partition(" ")[0] in given_names() for part in parts) else []
    return found


def _is_article_and_noun(words: Sequence[str]) -> bool:
    return len(words) == 2 and words[0] == "the"


def _is_definite(words: Sequence[str]) -> bool:
    """Tell whether a phrase means somebody known: the mayor, her lawyer, Orr's aide, police."""
    is_owned = any(word.endswith("'s") for word in words[:-1])
    return bool(words) and (words[0] in _DEFINITE or words == ["police"] or is_owned)


def is_speakers_own(text: str, place: Place) -> bool:
    """Tell whether a source is a pronoun by which speakers mean themselves: I, we."""
    return place[1] - place[0] <= 6 and view(text[slice(*place)]) in _SPEAKERS_OWN
