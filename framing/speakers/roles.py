"""Whom an article means by a role or a word for a body: by titles, appositions, the words in the names of bodies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from framing.speakers.bodies import is_well_known, stands_for_government
from framing.speakers.description_roles import role_of_body
from framing.speakers.descriptions import BEFORE_PHRASES, Descriptions
from framing.speakers.name_words import ORGANISATIONS, TITLES, is_adjective, is_title, without_possessive
from framing.speakers.office_holders import is_holder
from framing.speakers.parties import parties_told
from framing.speakers.seen_names import Seen
from framing.vocabulary.word_lists import word_list, word_map

_APPOSITION = re.compile(
    r", (?!and |but |who |said |told |according |including |which |as |in |at |on |with |by |for |from |to |while )"
    r"((?:[\w’'\-.]+ ){0,7}?[\w’'\-]+)"
    r"(?=[,.;:(—–]| (?:of|at|for|in|who|from|and|with|on)\b)"
)
_SMALL_NAME = re.compile(
    r"the (?<!\wthe )(?!new |same |other |whole |local |old )([a-z]+[’']?) "
    r"(ministry|department|institute|union|federation|committee|agency|regulator)\b"
)
_BODY = re.compile(r"(?: (police|union|ministry|department|council|board)|(?:['’]s)? (administration|campaign))\b")
SEX_OF = {
    word: sex for noun, sex in (("women", "w"), ("men", "m"), ("nonbinary", "x")) for word in word_list("names", noun)
}
EPITHETS = word_list("names", "epithets")
_WORDS_FOR_PERSONS = TITLES | EPITHETS | SEX_OF.keys()
_BEFORE_PERSONS = _WORDS_FOR_PERSONS | {","}
FULLER = word_list("names", "firm_nouns")
_ANY_BODY = word_list("names", "body_nouns")
_NEVER_MEDIA = ("group", "agency", "department", "watchdog")
_FIRMS = word_list("names", "firms")
_PRESIDENCY = "administration of a president"
_DOCUMENTS = word_list("source_types", "document")
_BODIES = word_map("names", "bodies")
_SHORT = {short: long for short, (long,) in word_map("names", "short_titles").items()}
_NOTED_BODIES = ORGANISATIONS | FULLER | _BODIES.keys() | {"charity", "newspaper", "broadcaster"}
_OTHERS = frozenset(word for words in _BODIES.values() for word in words)
_FORMER = frozenset({"former", "ex", "then", "late", "once"})
_OTHER_OFFICE = _FORMER | {"vice", "deputy", "assistant", "press", "general"}  # a vice president is not the president
_MOST_ROLES = 50  # of one word, that are looked at before and after a place
_FAR = 60  # characters of an apposition or a role that are looked at
_NO_ROLE = word_list("names", "no_roles")


def whole_title(word: str) -> str:
    """Give a title in lower case and in full.

    Examples
    --------
    >>> whole_title("Gov."), whole_title("Mayor")
    ('governor', 'mayor')
    """
    plain = word.lower().rstrip(".")
    return _SHORT.get(plain, plain)


def is_epithet(head: str, words: Sequence[str]) -> bool:
    """Tell whether a description like "the front-runner" or "the 40-year-old teacher" may name anybody anew.

    Examples
    --------
    >>> is_epithet("front-runner", ["the", "front-runner"]), is_epithet("report", ["the", "report"])
    (True, False)
    """
    return head in EPITHETS or any(word.endswith("-year-old") for word in words)


class Roles:
    """What one article says its persons and bodies are, with the places where it says so: its state is that index.

    Parameters
    ----------
    text : str
        The article.
    seen : sequence of Seen
        What it writes with capitals.
    full : mapping
        The full name for each of these that is a name.
    organisations : collection of str
        The names that are organisations'.
    ambiguous : collection of str
        Names that several persons bear: a title before one tells nobody's sex.

    Examples
    --------
    >>> from framing.speakers.seen_names import seen_names
    >>> text = "Gov. Ada Orr left for the Harbour Bank with Bo Lee, the pilot."
    >>> seen = seen_names(text)
    >>> roles = Roles(text, seen, {name.text: name.text for name in seen}, {"Harbour Bank"})
    >>> roles.person("governor", 60), roles.person("pilot", 0), roles.organisation("bank", 60)
    ('Ada Orr', 'Bo Lee', 'Harbour Bank')
    """

    def __init__(
        self,
        text: str,
        seen: Sequence[Seen],
        full: Mapping[str, str],
        organisations: Collection[str],
        *,
        ambiguous: Collection[str] = (),
    ) -> None:
        self._text = text
        self._said: dict[str, list[tuple[int, str, frozenset[str]]]] = defaultdict(list)
        self._companies: list[tuple[int, str]] = []
        self.sex: dict[str, str] = {}
        self.descriptions = Descriptions(text, seen, full, organisations)
        self._seen = seen
        self._full = full
        self._ambiguous = ambiguous
        self._organisations = organisations
        for name in seen:
            if name.titles or name.before in _BEFORE_PERSONS or text.startswith(", ", name.end):
                known = full.get(name.text)
                if known is not None and name.text not in organisations:
                    self._note_person(name, known)

    def person(self, role: str, place: int) -> str:
        """Give the person of whom the article says `role` ("the transport minister"): the last one before `place`.

        Who is said to be a former one is meant by "the former minister" alone.
        """
        words = [whole_title(word) for word in role.lower().split()]
        found = self._said.get(words[-1], []) if words and words[-1] not in _DOCUMENTS else []
        number = bisect_left(found, (place,))
        before, after = found[max(0, number - _MOST_ROLES) : number], found[number : number + _MOST_ROLES]
        asked = frozenset(words[:-1])
        fitting = (name for _, name, said in [*reversed(before), *after] if said >= asked and _is_office(words, said))
        return next(fitting, "")

    def called(self, noun: str, place: int) -> str:
        """Give the last person before `place` called by a noun that is no title: quarterback Ada Orr."""
        found = [
            (seen.start, self._full[seen.text])
            for seen in self._seen
            if seen.before == noun and seen.text in self._full and seen.text not in self._organisations
        ]
        is_person = noun not in _DOCUMENTS | ORGANISATIONS | BEFORE_PHRASES and not noun.endswith("s")
        return _last_before(found, place) if is_person else ""

    def has(self, asked: Sequence[str], name: str) -> bool:
        """Tell whether the article says of a person, anywhere, that he or she is what the words *the mayor* ask for."""
        title = whole_title(asked[-1])
        said_of = self._said.get(title, [])[:_MOST_ROLES]
        return is_holder(title, name) or any(name == other and _is_office(asked, said) for _, other, said in said_of)

    def in_party(self, party: str, name: str) -> int:
        """Tell how likely a person is *the Norland Democrat*: 3 by its word, 2 in office, 1 unknown, 0 of another."""
        told = self._parties.get(name, set())
        if self.has(["president"], name):
            return 0
        if party in told:
            return 3
        if told - {"independent"}:
            return 0
        return 2 if any(self.has([office], name) for office in ("senator", "representative", "governor")) else 1

    @cached_property
    def _parties(self) -> dict[str, set[str]]:
        return parties_told(self._text, self._seen, self._full, self._organisations)

    def organisation(self, head: str, place: int, speaking: Callable[[], str] = str) -> str:
        """Give the full name of an organisation by its head word: the last one before `place`, else the first.

        Before one that is named only later comes what `speaking` gives, the body that is a source near by.
        """
        heads = self._heads
        if head == "administration" and _PRESIDENCY in heads:
            return _last_before(heads[_PRESIDENCY], place)
        found = heads.get(head, []) or sorted(pair for other in _BODIES.get(head, ()) for pair in heads.get(other, []))
        is_later = bool(found) and found[0][0] > place
        if head in _ANY_BODY and (is_later or not found):
            source = speaking()
            role = role_of_body(source) if source else ""
            is_other = head in FULLER and role not in ("", "business")
            if source and not (is_other or (head in _NEVER_MEDIA and role == "media")):
                return source
        named = _last_before(found, place) or self._small_heads.get(head, "")
        return named or (_last_before(self._companies, place) if head in FULLER else "")

    @cached_property
    def _small_heads(self) -> dict[str, str]:
        """Bodies whose names the article writes small: "the health ministry"."""
        return {found.group(2): found.group() for found in reversed(list(_SMALL_NAME.finditer(self._text)))}

    @cached_property
    def _heads(self) -> dict[str, list[tuple[int, str]]]:
        """Where bodies are named, by the words in their names and by what the article calls them."""
        heads: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for name in self._seen:
            body = _BODY.match(self._text, name.end)
            if body and not name.titles and not is_adjective(name.text):
                kind = body[body.lastindex or 1]
                heads[_PRESIDENCY if kind == "administration" else kind].append(
                    (name.start, self._text[name.start : body.end()])
                )
            if name.text in self._organisations and name.text in self._full:
                self._note_organisation(name, self._full[name.text], heads)
        return heads

    def _note_organisation(self, seen: Seen, name: str, heads: dict[str, list[tuple[int, str]]]) -> None:
        words = seen.text.lower().split()
        if (
            words[-1] in _FIRMS
            or "&" in words
            or is_well_known(name)
            or is_title(self._text[seen.end : seen.end + 12].partition(" ")[0])
        ) and not stands_for_government(name):
            self._companies.append((seen.start, name))
        for word in words:
            if word in ORGANISATIONS or word in _OTHERS:
                heads[word].append((seen.start, name))
        said = self._apposition(seen)
        if said and said[-1] in _NOTED_BODIES:
            heads[said[-1]].append((seen.start, name))

    def _note_person(self, seen: Seen, name: str) -> None:
        if seen.titles:
            said = frozenset(whole_title(title) for title in seen.titles)
            said |= _FORMER.intersection(self._text[max(0, seen.start - _FAR) : seen.start].lower().split()[-5:])
            for title in filter(is_title, said):  # not: the policy, of a Policy Council Director
                self._said[title].append((seen.start, name, said))
            sex = next((SEX_OF[title] for title in seen.titles if title in SEX_OF), "")
            if sex and seen.text not in self._ambiguous:
                self.sex.setdefault(name, sex)
        before = seen.before
        if before in _BEFORE_PERSONS:
            words = self._text[max(0, seen.start - _FAR) : seen.start].rstrip(" ,").lower().split()[-4:]
            if words and words[-1] in _WORDS_FOR_PERSONS:
                self._note_role(seen.start, name, words)
        said_after = self._apposition(seen)
        if said_after:
            self._note_role(seen.start, name, said_after)

    def _apposition(self, seen: Seen) -> list[str]:
        """Give, in lower case, what stands between commas after a name: Ada Orr, the mayor of Norland."""
        if not self._text.startswith(", ", seen.end):
            return []
        found = _APPOSITION.match(self._text, seen.end, seen.end + 2 * _FAR)
        if found and found.group(1)[:1].islower() | found.group(1).startswith(("The", "A ")):
            return [without_possessive(word) for word in found.group(1).lower().split()]
        return []

    def _note_role(self, place: int, name: str, words: Sequence[str]) -> None:
        if words[-1] not in _NO_ROLE:
            self._said[whole_title(words[-1])].append((place, name, frozenset(whole_title(word) for word in words)))
            if words[-1] in SEX_OF:
                self.sex.setdefault(name, SEX_OF[words[-1]])


def _is_office(asked: Sequence[str], said: Collection[str]) -> bool:
    """Tell whether what is said of a person is the office that is asked for, and no former or lesser one."""
    return all(word in asked or word not in said for word in _OTHER_OFFICE)


def _last_before(found: Sequence[tuple[int, str]], place: int) -> str:
    number = bisect_left(found, (place, "")) - 1
    return found[max(number, 0)][1] if found else ""
