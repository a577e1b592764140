"""Whom a pronoun or "the front-runner" means: whom the article spoke of last, its sources before others."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import log
from typing import NamedTuple

from framing.speakers.mentions import Mention, Mentions
from framing.speakers.name_joints import is_members
from framing.speakers.name_runs import names_in_run
from framing.speakers.name_words import NOT_NAMES
from framing.speakers.parties import PARTIES
from framing.speakers.roles import EPITHETS, SEX_OF
from framing.speakers.source_phrases import OPENS, as_it_stands, people_before
from framing.speakers.source_types import COLLECTIVE, DOCUMENT, ORGANISATION
from framing.texts.text import Place
from framing.vocabulary.word_lists import word_list

PERSONS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "w", "her": "w", "herself": "w"}
GROUPS = word_list("names", "group_pronouns")
_REACH, _NEAR = 30, 3  # sentences back in which a person, and a group, is looked for
_WEIGHED = 4  # sentences in which a source further back may win over somebody named nearer
_BY_TIMES = 0.6  # how much less weighs who is named less often, by the logarithm
_MOST = 60  # mentions of one sentence that are looked at
_NEXT_WORDS = 25  # characters
_PLURAL = re.compile(
    r"\s*+[\"“]?(?:(?!of\b|for\b|in\b|by\b)[\w’'\-]+ ){0,4}?(?P<noun>(?!\d)\w+s|people|men|women)\b(?![’'\-])"
)
_PEOPLE = frozenset(
    word
    for word in word_list("source_types", "groups") | word_list("source_types", "persons")
    if word.endswith(("s", "people", "men"))
)
_WORD = re.compile(r"[^\W\d_]+")
_SOME = re.compile(r"(?:Others|(?:Some|Many|Most|Several) (?!of\b)[a-z]++(?<!s))\b")  # Some believe it.
_JOINT = re.compile(r"(?:When|If|After|As|Although|Because|While|Since|But|And|Yet|So|Though|Before|Once|Until) ")
_THINGS = (ORGANISATION, DOCUMENT, "named")
_FOLLOWS = re.compile(r"\w+ (?:(?:also|later|then|once|has|had|would) ){0,2}+\w++(?:[.,;:]|$)")  # he said.
_SURE = 2  # how likely a person must be who is called by a party, for no other to be looked for further back
_MOST_WORDS = 5  # of a phrase in the plural
_SUBORDINATE = word_list("edges", "subordinate") | {"as", "how", "what", "where", "to"}
_LONGEST_WORD = 12  # letters
_OF_PARTY = {"gop": "republican", "republican": "republican", "democratic": "democrat"}
_FAR = 100  # characters after a pronoun within which a name is another's
_LONGEST = 400  # characters of a sentence that are looked at
_MOST_PAIRED = 12  # persons of a sentence, of whom two may be named together
_ASKS = re.compile(r",? (?:\w+ ){0,2}?(?:asks|asked|pressed|questioned|quizzed|grilled|challenged)\b ?")


class Group(NamedTuple):
    """A source that is no single person: where it stands, its name, its kind."""

    start: int
    name: str
    kind: str


class Antecedents:
    """Whom one article spoke of up to a place; sources are noted in the order of the text: that is its state.

    A method of salience (Lappin & Leass 1994) without a parser: a person weighs less by each sentence between, less
    where a preposition or a possessive governs the name, and less the less often the article names it; a source weighs
    most. Quotations count as one sentence, and whom they name is meant inside them only.

    Examples
    --------
    >>> said = Antecedents(Mentions("Ada Orr met Bo Lee. She left."))
    >>> said.person("she", (20, 23))
    'Ada Orr'
    """

    def __init__(self, known: Mentions, sources: Sequence[int] = ()) -> None:
        self._known = known
        self._source_starts = frozenset(sources)
        self._said_before: dict[int, list[Mention]] = defaultdict(list)  # sources and pronouns, by sentence
        self._groups: list[Group] = []
        self._last_of_sex: dict[str, str] = {}
        self._next_pronoun = 0

    def note_person(self, mention: Mention) -> None:
        """Keep a person who is a source."""
        self._said_before[self._known.sentence_of(mention.start)].append(mention)

    def note_group(self, group: Group) -> None:
        """Keep a source that is no single person."""
        self._groups.append(group)

    def person(self, pronoun: str, place: tuple[int, int]) -> str:
        """Give the person whom a source *he* or *she* means; empty where nobody fits."""
        first = self._known.sentences[max(0, self._known.sentence_of(place[0]) - _REACH)]
        pronouns = self._known.pronouns
        while self._next_pronoun < len(pronouns) and pronouns[self._next_pronoun][0] < place[0]:
            at, other = pronouns[self._next_pronoun]
            self._next_pronoun += 1
            if at >= first and at not in self._source_starts:
                self._person(other, at, rank=1)  # no source, but it goes on speaking of somebody
        return self._person(pronoun, place[0], rank=0)

    def _person(self, pronoun: str, place: int, *, rank: int) -> str:
        sex = PERSONS[pronoun]
        sentence = self._known.sentence_of(place)
        quotation = self._known.quotation_at(place)
        others = self._named_after(sentence, place)
        if self._known.text.endswith("whom ", 0, place):
            others |= {self._known.before(place - len("whom "))}  # Orr, whom he blamed
        is_last = quotation < 0 and self._known.text[max(0, place - 2) : place] == ", "
        follows = is_last and _FOLLOWS.match(self._known.text, place) is not None  # whom it speaks of is no source
        best: tuple[float, int, Mention] | None = None
        for back in range(min(sentence + 1, _REACH)):
            if best is not None and (back > _WEIGHED or best[0] <= back):
                break
            found = self._people(sentence - back, place)
            fitting = [each for each in found if each.name not in others and self._fits(each, sex, quotation)]
            for number, mention in enumerate(fitting):
                cost = back + mention.rank + (0.5 if number and mention.rank else 0)
                cost += self._rarities.get(mention.name, self._rarities[""]) * (1 if back else 0.5)
                cost += 0 if self._known.sex_of(mention.name) else 0.4 if mention.rank else 0.8  # may be no person
                cost += 2 if mention.rank and self._known.is_body(mention.name) else 0
                cost += 1 if follows and not back and mention.rank else 0
                if best is None or cost < best[0]:
                    best = (cost, back, (back and self._asked(mention, fitting)) or mention)
        if best is None:
            return self._last_of_sex.get(sex, "")
        name = best[2].name
        if quotation < 0:
            self.note_person(Mention(place, place + len(pronoun), name, rank))
        self._last_of_sex[sex] = name
        return name

    @cached_property
    def _rarities(self) -> dict[str, float]:
        """How much less each person weighs than the one whom the article names most; "" stands for who is not named."""
        times = Counter(mention.name for mention in self._known.people)
        most = 1 + max(times.values(), default=0)
        return {name: _BY_TIMES * log(most / (1 + often)) for name, often in (*times.items(), ("", 0))}

    def _named_after(self, sentence: int, place: int) -> set[str]:
        """Give whom the clause names after a pronoun, outside quotations: in "he told Orr" that is not Orr.

        After *as he left* the name that follows may be his.
        """
        text, borders, people = self._known.text, self._known.sentences, self._known.people
        first = bisect_right(self._known.people_starts, place)
        if first == len(people) or people[first].start > place + _FAR:
            return set()
        if not _SUBORDINATE.isdisjoint(text[max(0, place - _LONGEST_WORD) : place].lower().split()[-1:]):
            return set()
        end = min(borders[sentence + 1] if sentence + 1 < len(borders) else len(text), place + _FAR)
        semicolon = text.find(";", place, end)
        last = bisect_left(self._known.people_starts, end if semicolon < 0 else semicolon, first)
        return {
            each.name
            for each in people[first:last]
            if text[each.start].isupper() and self._known.quotation_at(each.start) < 0
        }

    def _asked(self, asking: Mention, others: Sequence[Mention]) -> Mention | None:
        """Give whom a person asks, who is likely to answer in the next sentence."""
        verb = _ASKS.match(self._known.text, asking.end)
        after = [other for other in others if verb and 0 <= other.start - verb.end() <= _NEXT_WORDS]
        return next((other for other in after if other.name != asking.name), None)

    def renamed(self, words: Sequence[str], place: int, *, role: bool) -> str:
        """Give the person whom "the front-runner" names anew: the last one in the sentence, else in those before.

        "The Norland senator" (`role`) is only a person of whom the article says that he or she is a senator; "the
        Norland Democrat" rather one of whom it says the party, or else that he or she is in office.
        """
        head, roles = words[-1], self._known.roles
        sex = SEX_OF.get(head, "")
        sentence = self._known.sentence_of(place)
        quotation = self._known.quotation_at(place)
        best: tuple[int, str] = (0, "")
        for number in range(sentence, max(-1, sentence - _NEAR), -1):
            fitting = [
                found
                for found in self._people(number, place)
                if self._fits(found, sex, quotation)
                and found.name[:1].isupper()
                and not (found.rank and self._known.text.startswith(("the ", "The "), found.start))
                and (not role or roles.has(words, found.name))
            ]
            party = next((_OF_PARTY[word] for word in words[:-1] if word in _OF_PARTY), "")
            if party and head in EPITHETS:
                fitting = [found for found in fitting if roles.in_party(party, found.name)] or fitting
            if fitting and head in PARTIES:
                likely = {found: roles.in_party(head, found.name) for found in fitting}
                most = max(likely.values())
                fitting = [found for found in fitting if likely[found] == most > best[0]]
            if fitting:
                is_same = number == sentence
                found = max(fitting) if is_same else min(fitting, key=lambda found: found.rank)
                best = roles.in_party(head, found.name) if head in PARTIES else _SURE, found.name
                if best[0] >= _SURE:
                    break
        return best[1]

    def _people(self, sentence: int, place: int) -> list[Mention]:
        """Give the persons that a sentence names before `place`, in its order, then its sources."""
        borders = self._known.sentences
        end = borders[sentence + 1] if sentence + 1 < len(borders) else len(self._known.text)
        starts = self._known.people_starts
        first, last = bisect_left(starts, borders[sentence]), bisect_left(starts, min(place, end))
        named = self._known.people[max(first, last - _MOST) : last]
        return [*named, *self._said_before[sentence][-_MOST:]] if sentence in self._said_before else named

    def _fits(self, mention: Mention, sex: str, quotation: int) -> bool:
        if sex and self._known.sex_of(mention.name) not in ("", sex):
            return False
        return self._known.quotation_at(mention.start) in (-1, quotation)

    def group(self, pronoun: str, place: int) -> str:
        """Give the group or thing a pronoun means: a source not far before it, else what is named near by."""
        sentence = self._known.sentence_of(place)
        bodies = self._known.bodies
        sources = self._groups[max(0, bisect_left(self._groups, (place,)) - _REACH) :]
        number = bisect_left(bodies, (place,))
        near = [*(Group(*body) for body in bodies[max(0, number - _REACH) : number]), *sources]
        near = [found for found in near if found.start < place]
        number_of = {found: self._known.sentence_of(found.start) for found in near}
        near = [found for found in near if sentence - number_of[found] <= _NEAR]
        # the nearest sentence; in it a source before what is named alone, the first before others
        is_thing = pronoun.startswith("it")
        is_told = self._known.text[max(0, place - 2) : place] == ", " and _FOLLOWS.match(self._known.text, place)
        subject = None if is_thing or is_told else self._subject(sentence, place)  # of whom it speaks is no source
        fitting = [found for found in near if found.kind in (_THINGS if is_thing else (COLLECTIVE,))]
        if subject is not None and (not fitting or number_of[fitting[-1]] < sentence):
            return subject
        if not (fitting or is_thing) and (other := self._several(sentence, place)) is not None:
            return other
        fitting = fitting or [found for found in near if found.kind == ORGANISATION]
        return min(fitting, key=lambda f: (-number_of[f], f.kind == "named", f.start)).name if fitting else ""

    def _reach(self, sentence: int, place: int) -> Place:
        """Give what is looked at of a sentence: its start, and its end before `place`."""
        borders = self._known.sentences
        start = borders[sentence]
        return start, min(place, borders[sentence + 1] if sentence + 1 < len(borders) else place, start + _LONGEST)

    def _subject(self, sentence: int, place: int) -> str | None:
        """Give the two persons named together, or the plural, that open a sentence before `place`; None without them.

        Empty for *some* and *others*, of whom nobody knows who they are.
        """
        text, people = self._known.text, self._known.people
        start, end = self._reach(sentence, place)
        first = bisect_left(self._known.people_starts, start)
        for one, other in pairwise(people[first : first + _MOST_PAIRED]):
            if other.start < end and text[one.end : other.start] == " and ":
                return f"{one.name} and {other.name}"
        opening = _JOINT.match(text, start, end)
        found = _PLURAL.match(text, opening.end() if opening else start, end)
        if found and found["noun"].lower() in _PEOPLE and not _opens_otherwise(found.group()):
            return as_it_stands(found.group().strip())
        return "" if _SOME.match(text, start, end) else None

    def _several(self, sentence: int, place: int) -> str | None:
        """Give the subject in the plural, or else the first such noun for people, in a sentence or the one before."""
        for number in range(sentence, max(-1, sentence - 2), -1):
            subject = self._subject(number, place)
            if subject is not None:
                return subject
            start, end = self._reach(number, place)
            for word in _WORD.finditer(self._known.text, start, end):
                if word.group() in _PEOPLE or is_members(word.group()):
                    return _described(self._known.text, word)
        return None

    def last_company(self, place: int, *, near: bool = False) -> str:
        """Give the last source before `place` that is no person and has a name; with `near` not far back."""
        number = bisect_left(self._groups, (place,)) - 1
        first = self._known.sentences[max(0, self._known.sentence_of(place) - _NEAR)] if near else 0
        sources = (
            found for found in reversed(self._groups[max(0, number - _REACH) : number + 1]) if found.start >= first
        )
        return next(
            (
                found.name
                for found in sources
                if found.kind == ORGANISATION and found.name[:1].isupper() and names_in_run(found.name)
            ),
            "",
        )


def _described(text: str, noun: re.Match[str]) -> str:
    """Give a noun for people with the words before it that belong to it."""
    phrase = people_before(text, noun.end())
    return phrase if phrase and phrase.count(" ") < _MOST_WORDS else noun.group()


def _opens_otherwise(phrase: str) -> bool:
    """Tell whether what ends in a plural is no noun phrase: Rather than treat women, Helping poor people."""
    words = phrase.lower().split()[:-1]
    return any(word in NOT_NAMES and word not in OPENS for word in words) or (
        words[:1] != [] and words[0].endswith("ing")
    )
