"""What an article says persons and bodies are: titles, appositions, the words for a body in its name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from framing.speakers.bodies import is_well_known
from framing.speakers.description_roles import role_of_body, role_of_description, tells_role
from framing.speakers.name_words import ORGANISATIONS, PREPOSITIONS, TITLES, is_adjective, is_title, without_possessive
from framing.speakers.office_holders import is_holder
from framing.speakers.parties import parties_told
from framing.speakers.seen_names import Seen
from framing.vocabulary.word_lists import any_of, word_list, word_map

_APPOSITION = re.compile(
    r", (?!and |but |who |said |told |according |including |which |as |in |at |on |with |by |for |from |to |while )"
    r"((?:[\w’'\-.]+ ){0,7}?[\w’'\-]+)"
    r"(?=[,.;:(—–]| (?:of|at|for|in|who|from|and|with|on)\b)"
)
_MOST_DESCRIBED = 40  # mentions of one person that are looked at
_BEFORE_NAME = re.compile(r"(?:[^\W_][\w’'\-]*\.?(?: of the | )){1,7}$")
_NOUN_BEFORE = re.compile(r"(?:\b(?:[Tt]he|an?|[Hh]is|[Hh]er|their|its)|[’']s) ([a-z][^,.;:“”\"\n]{2,60}), $")
_DOES = any_of(verb for verbs in word_map("source_roles", "doings").values() for verb in verbs)
_SAID = r"(?:[^\n.;:(—–“”\"]|(?<=\b[A-Z])\.)"  # what a description is made of: no end of a sentence but in U.S.
_STOPS = r"(?=,|\.(?<!\b[A-Z]\.)|[;:—–(“”\"\n]|$| said\b| told\b| who\b)"
_AFTER_NAME = re.compile(rf", (?:\d\d, )?(?:who(?:’s|'s| is| was) )?(?:also |now |once )?({_SAID}{{2,100}}?){_STOPS}")
_NO_WORDS = re.compile(
    rf"\w+(?:ing|ed|ly)\b|who (?!(?:also |now |once )?{_DOES} )"
    r"|(?:and|but|said|told|which|in|on|as|with|from|at|to|by|for) "
)
_OF_OWNER = re.compile(r"(?:[A-Z][\w.&\-]*+ ){0,3}[A-Z][\w.&\-]*+(?:[’']s|s[’']) [a-z]")
_IS = re.compile(
    r"(?: (?:is|(?:works|serves) as)|[.]?[”\"]? (?:He|She)(?:’s|'s| is))"
    rf" ((?:an? |the |one of (?:the |those )?)?[a-z]{_SAID}{{2,80}}?){_STOPS}"
)
_AT_BODY = re.compile(
    r" (?:of|at|with|from|for) (?:the )?(?P<body>(?:[A-Z][\w&.\-]*+(?: (?:of |for |and |the )?(?=[A-Z]))?){1,6})"
)
_HAS_AGE = re.compile(r", (?:an? )?\d\d(?:,| of | from | and |-year-old\b)|, who(?:’s|'s| is) \d\d\b")
_OF_PARTY = re.compile(r",? \(?(?:[RDI]-[A-Z]|(?:Rep|Dem|R|D)[.,]? ?(?:of )?[A-Z]?[\w.]*\))")
_RUNS = re.compile(r"(?:'s|’s|’|')? (?:(?:\d{4}|presidential) )?(?:campaign|administration|presidency|candidacy)\b")
_BEFORE_PHRASES = PREPOSITIONS | {"of"} | word_list("source_types", "leads_in") - {"and"}
_NO_APPOSITION = word_list("source_types", "nobody") | word_list("source_types", "no_apposition")
_NO_APPOSITION -= word_list("source_types", "opens_apposition")
_COURTESY = frozenset("mr mrs ms miss mx dr sir lady lord".split())
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
        self._descriptions: dict[str, list[str]] = {}
        self._said_to_be: dict[str, list[str]] = {}
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
        found = self._said.get(words[-1], []) if words else []
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
        is_person = noun not in _DOCUMENTS | ORGANISATIONS | _BEFORE_PHRASES and not noun.endswith("s")
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
            if source and (head not in FULLER or role_of_body(source) in ("", "business")):
                return source
        named = _last_before(found, place) or self._small_heads.get(head, "")
        return named or (_last_before(self._companies, place) if head in FULLER else "")

    def descriptions(self, name: str) -> list[str]:
        """Give what the article says a person is, as it stands: before the name, or after it between commas."""
        if name not in self._descriptions:
            seen = self._by_name.get(name, ())[:_MOST_DESCRIBED]
            self._descriptions[name] = [said for mention in seen for said in self._described(mention)]
        return self._descriptions[name]

    def said_to_be(self, name: str) -> list[str]:
        """Give what a sentence says a person is, which often is no more than one side of it: Orr is a lawyer."""
        if name not in self._said_to_be:
            places = [seen.end for seen in self._by_name.get(name, ())[:_MOST_DESCRIBED]]
            found = (_IS.match(self._text, place, place + 2 * _FAR) for place in places)
            self._said_to_be[name] = [being.group(1) for being in found if being]
        return self._said_to_be[name]

    @cached_property
    def _by_name(self) -> dict[str, list[Seen]]:
        """Where each person is named."""
        found: dict[str, list[Seen]] = defaultdict(list)
        for seen in self._seen:
            name = self._full.get(seen.text)
            if name is not None and seen.text not in self._organisations:
                found[name].append(seen)
        return found

    def _described(self, seen: Seen) -> list[str]:
        text, said = self._text, []
        if seen.before and seen.before not in _COURTESY:
            before = _BEFORE_NAME.search(
                text, max(0, text.rfind("\n", 0, seen.start) + 1, seen.start - _FAR), seen.start
            )
            words = before.group().split() if before else []
            words = words[max((i + 1 for i, word in enumerate(words) if _ends_before(word)), default=0) :]
            owner = role_of_body(" ".join(words)) if words and words[-1].endswith(("’s", "'s", "s’", "s'")) else ""
            if words and (tells_role(words[-1]) or owner not in ("", "politician_official")):
                said.append(" ".join(words))
        if seen.before == "," and text[seen.end : seen.end + 1] in ",.;":
            noun = _NOUN_BEFORE.search(text, max(0, seen.start - 2 * _FAR), seen.start)
            said += [noun.group(1)] if noun and role_of_description(noun.group(1)) else []
        if text[seen.end : seen.end + 2] in (", ", " (") and seen.before != "for":  # Nurses for Orr, a group
            if _OF_PARTY.match(text, seen.end):
                said.append("politician")
            if age := _HAS_AGE.match(text, seen.end):
                said.append(age.group())
            after = _AFTER_NAME.match(text, seen.end, seen.end + 2 * _FAR)
            if after and _is_apposition(after.group(1)):
                said.append(after.group(1))
        elif at_body := _AT_BODY.match(text, seen.end, seen.end + _FAR):
            if role_of_body(at_body["body"]) not in ("", "politician_official"):
                said.append(at_body.group())
        elif _RUNS.match(text, seen.end):
            said.append("politician")
        return said

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
        ):
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
            for title in said:
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


def _is_apposition(words: str) -> bool:
    """Tell whether what stands after a name and a comma says who somebody is."""
    first = words.partition(" ")[0].rstrip(".")
    if first in _NO_APPOSITION or _NO_WORDS.match(words):
        return False
    if first[:1].islower() or first in ("CEO", "CFO", "Republican", "Democrat"):
        return True
    if " and " in words:
        return False
    of_party = words.endswith((" Republican", " Democrat"))
    is_told = tells_role(first) or any(word.islower() and tells_role(word) for word in words.split())
    return of_party or is_told or _OF_OWNER.match(words) is not None


def _ends_before(word: str) -> bool:
    """Tell whether what describes somebody begins after a word: a preposition, a participle, the end of a sentence."""
    is_end = word.endswith(".") and not is_title(word) and "." not in word[:-1]
    return is_end or word in _BEFORE_PHRASES or (word.islower() and word.endswith(("ing", "ed")))


def _last_before(found: Sequence[tuple[int, str]], place: int) -> str:
    number = bisect_left(found, (place, "")) - 1
    return found[max(number, 0)][1] if found else ""
