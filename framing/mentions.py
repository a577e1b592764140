"""Whom an article speaks of, and where: full names, roles, sexes, and the names that are organisations'."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from framing.full_names import LEAST_MISSPELT, MOST_MISSPELT, Seen, headlines, joined, seen_names, shortened
from framing.names import (
    ORGANISATIONS,
    PREPOSITIONS,
    given_names,
    is_adjective,
    is_title,
    without_possessive,
)
from framing.quotation import quotations
from framing.source_kinds import stands_for_government
from framing.text import paragraph_spans

_BORDER = re.compile(
    r"[.?!](?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)"
    r"(?<!\bMrs\.)(?<!\bSen\.)(?<!\bGov\.)(?<!\bRep\.)[”\"’')]*\s+|\n+|:\s"
)
_PRONOUN = re.compile(r"(?<!\w)(?:[Ss]he|[Hh]e)(?!\w)")
_APPOSITION = re.compile(
    r", (?!and |but |who |said |told )((?:[\w’'\-.]+ ){0,7}?[\w’'\-]+)"
    r"(?=[,.;:(—–]| (?:of|at|for|in|who|from|and|with|on)\b)"
)
_SEX = {
    "w": "ms mrs miss lady dame madam queen princess congresswoman chairwoman spokeswoman woman mother sister wife "
    "widow daughter girl actress mum mom grandmother aunt niece businesswoman policewoman girlfriend",
    "m": "mr sir lord king prince congressman chairman spokesman man father brother husband widower son boy actor dad "
    "grandfather uncle nephew businessman policeman boyfriend",
}
SEX_OF = {word: sex for sex, words in _SEX.items() for word in words.split()}
_SMALL_NAME = re.compile(
    r"\bthe (?!new |same |other |whole |local |old )([a-z]+[’']?) "
    r"(ministry|department|institute|union|federation|committee|agency|regulator)\b"
)
_FIRMS = frozenset("inc corp co plc ltd llc group holdings resources industries airlines".split())
FULLER = frozenset("company bank firm retailer airline developer operator manufacturer ".split())
_OF_PLACES = frozenset("in at from near to".split())
_BODY = re.compile(r" (police|union|council|board)\b")
_MOST_ROLES = 50  # of one word, that are looked at before and after a place
_FAR = 60  # characters of an apposition or a role that are looked at
_NO_ROLE = frozenset(
    "one two three year years day week month time fact course example part said told which that it he she".split()
)


class Mention(NamedTuple):
    """One place where a person or an organisation is named.

    `rank` is 0 for a source, 1 for what no preposition or possessive governs, else 2: the lower, the likelier meant.
    """

    start: int
    end: int
    name: str
    is_organisation: bool
    rank: int


class Mentions:
    """What one article names, read once: its state is that index.

    Names are joined by surname, given name or tail ("Orr", "Ada", "the Harbour Bank"), within the article only; two
    persons of one surname are told apart by which of them the article names more often.

    Examples
    --------
    >>> known = Mentions("Mayor Ada Orr spoke. Ms. Orr left for the Harbour Bank.")
    >>> known.full("Orr"), known.sex["Ada Orr"], known.with_role("mayor", 50), known.organisation("bank", 50)
    ('Ada Orr', 'w', 'Ada Orr', 'Harbour Bank')
    """

    def __init__(self, text: str) -> None:
        self.text = text
        paragraphs = paragraph_spans(text)
        self.quoted = [(found.start, found.end) for found in quotations(text, paragraphs)]
        self._quote_starts = [start for start, _ in self.quoted]
        self.sentences = [0, *(match.end() for match in _BORDER.finditer(text))]
        seen = list(seen_names(text))
        self._count = Counter(name.text for name in seen)
        self.pronouns = list(_PRONOUN.finditer(text))
        self._by_part, self.organisations = joined(seen, headlines(text, paragraphs))
        self.sex: dict[str, str] = {}
        self._roles: dict[str, list[tuple[int, str, frozenset[str]]]] = defaultdict(list)
        self._heads: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._small_heads: dict[str, str] = {}
        self._shortened: dict[str, str] | None = None  # made on first need
        self._companies: list[tuple[int, str]] = []
        self._titled = {name.text for name in seen if name.titles}
        self._only_places = {name.text for name in seen if name.before in _OF_PLACES}
        self._only_places -= {name.text for name in seen if name.before not in _OF_PLACES} | self._titled
        for name in seen:
            body = _BODY.match(text, name.end)
            if body and not name.titles and not is_adjective(name.text):
                self._heads[body.group(1)].append((name.start, text[name.start : body.end()]))
        self.mentions = [self._mention(name) for name in seen if self._is_name(name)]
        for found in _SMALL_NAME.finditer(text):
            self._small_heads.setdefault(found.group(2), found.group())
        self._learn_sexes()
        self.starts = [mention.start for mention in self.mentions]

    def sentence_of(self, place: int) -> int:
        """Give the number of the sentence at `place`."""
        return bisect_right(self.sentences, place) - 1

    def quotation_at(self, place: int) -> int:
        """Give the number of the quotation that `place` stands in, or -1."""
        number = bisect_right(self._quote_starts, place) - 1
        return number if number >= 0 and place < self.quoted[number][1] else -1

    def full(self, name: str) -> str:
        """Give the fullest form of `name` in the article."""
        if name in self._by_part:
            return self._by_part[name]
        if " " not in name and LEAST_MISSPELT <= len(name) <= MOST_MISSPELT:
            return self._misspelt(name) or name
        return name

    def _misspelt(self, name: str) -> str:
        """Give the full name whose surname differs from `name` in one letter, if `name` itself occurs once."""
        if self._count[name] > 1:
            return ""
        if self._shortened is None:
            self._shortened = {}
            for part, full in self._by_part.items():
                if " " not in part and LEAST_MISSPELT <= len(part) <= MOST_MISSPELT:
                    for shorter in shortened(part):
                        self._shortened.setdefault(shorter, full)
        return next((self._shortened[shorter] for shorter in shortened(name) if shorter in self._shortened), "")

    def with_role(self, role: str, place: int) -> str:
        """Give the person of whom the article says `role` ("the transport minister"): the last one before `place`."""
        words = role.lower().split()
        found = self._roles.get(words[-1], []) if words else []
        number = bisect_left(found, (place,))
        before, after = found[max(0, number - _MOST_ROLES) : number], found[number : number + _MOST_ROLES]
        return next((name for _, name, said in [*reversed(before), *after] if said.issuperset(words[:-1])), "")

    def organisation(self, head: str, place: int) -> str:
        """Give the full name of an organisation by its head word: the last one before `place`, else the first."""
        named = _last_before(self._heads.get(head, []), place) or self._small_heads.get(head, "")
        return named or (_last_before(self._companies, place) if head in FULLER else "")

    def before(self, place: int) -> str:
        """Give the name that ends right before `place`, as the one before *who* does."""
        number = bisect_left(self.starts, place) - 1
        if number < 0 or self.mentions[number].end < place - 3:
            return ""
        last = self.mentions[number]
        other = self.mentions[number - 1] if number else last
        joined = f"{other.name} and {last.name}"
        return joined if self.text[other.end : last.start] == " and " else last.name

    def _is_name(self, seen: Seen) -> bool:
        """Tell a name from a common noun that has its capital from the start of a sentence or from a headline."""
        if " " in seen.text:
            is_person = seen.titles or seen.is_organisation or seen.text.split()[0] in given_names()
            return bool(is_person) or seen.text not in self._only_places
        is_known = seen.titles or seen.text in self._titled or seen.text in self._by_part or seen.text in given_names()
        if is_known or seen.is_organisation or seen.text in self.organisations or stands_for_government(seen.text):
            return seen.text.lower() not in ORGANISATIONS
        return self.full(seen.text) != seen.text

    def _mention(self, seen: Seen) -> Mention:
        name = self.full(seen.text)
        is_organisation = seen.is_organisation or seen.text in self.organisations or stands_for_government(seen.text)
        follows = self.text[seen.end : seen.end + 2]
        if is_organisation:
            if seen.text.split()[-1].lower() in _FIRMS or "&" in seen.text:
                self._companies.append((seen.start, name))
            for word in {word.lower() for word in seen.text.split()} & ORGANISATIONS:
                self._heads[word].append((seen.start, name))
            self._note_apposition(seen, name, self._heads_of)
        else:
            self._note_roles(seen, name)
            small = re.match(
                r" (police|union|ministry|department|council|board)\b", self.text[seen.end : seen.end + 12]
            )
            if small:
                self._heads[small.group(1)].append((seen.start, f"{seen.text} {small.group(1)}"))
        is_governed = follows in ("'s", "’s") or seen.before in PREPOSITIONS
        return Mention(seen.start, seen.end, name, is_organisation, 2 if is_governed else 1)

    def _note_roles(self, seen: Seen, name: str) -> None:
        for title in seen.titles:
            self._roles[title].append((seen.start, name, frozenset(seen.titles)))
            if title in SEX_OF:
                self.sex.setdefault(name, SEX_OF[title])
        given = given_names().get(name.split()[0]) if " " in name else None
        if given and name not in self.sex:
            self.sex[name] = given
        if seen.before and ((seen.before[-1].isalpha() and seen.before.islower()) or seen.before == ","):
            words = self.text[max(0, seen.start - _FAR) : seen.start].rstrip(" ,").lower().split()[-4:]
            if words and (is_title(words[-1]) or words[-1] in SEX_OF):
                self._note_role(seen.start, name, words)
        self._note_apposition(seen, name, self._note_role)

    def _note_apposition(self, seen: Seen, name: str, keep: Callable[[int, str, Sequence[str]], None]) -> None:
        if self.text[seen.end : seen.end + 2] == ", ":
            found = _APPOSITION.match(self.text, seen.end, seen.end + 2 * _FAR)
            if found and found.group(1)[:1].islower() | found.group(1).startswith(("The", "A ")):
                keep(seen.start, name, [without_possessive(word) for word in found.group(1).lower().split()])

    def _note_role(self, place: int, name: str, words: Sequence[str]) -> None:
        if words[-1] not in _NO_ROLE:
            self._roles[words[-1]].append((place, name, frozenset(words)))
            if words[-1] in SEX_OF:
                self.sex.setdefault(name, SEX_OF[words[-1]])

    def _heads_of(self, place: int, name: str, words: Sequence[str]) -> None:
        if words[-1] in ORGANISATIONS | FULLER | {"charity", "newspaper", "broadcaster"}:
            self._heads[words[-1]].append((place, name))

    def _learn_sexes(self) -> None:
        """Take the pronoun next after a person, where no other person stands between, as a vote for a sex."""
        people = [mention for mention in self.mentions if not mention.is_organisation]
        starts = [mention.start for mention in people]
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        last_voter = -1
        for found in self.pronouns:
            number = bisect_left(starts, found.start()) - 1
            if number < 0 or number == last_voter or self.quotation_at(found.start()) >= 0:
                continue
            person = people[number]
            sentence = self.sentence_of(found.start())
            if self.quotation_at(person.start) < 0 and sentence - self.sentence_of(person.start) <= 1:
                first = bisect_left(starts, self.sentences[max(0, sentence - 1)])
                weight = 3 if len({mention.name for mention in people[first : number + 1]}) == 1 else 1
                votes[person.name]["w" if found.group().lower() == "she" else "m"] += weight
                last_voter = number
        for name, counted in votes.items():
            (sex, most), *others = counted.most_common()
            if name not in self.sex and most > 2 * sum(count for _, count in others):
                self.sex[name] = sex


def _last_before(found: Sequence[tuple[int, str]], place: int) -> str:
    number = bisect_left(found, (place, "")) - 1
    return found[max(number, 0)][1] if found else ""
