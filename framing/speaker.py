"""Who a source is: the name in a source phrase, joined over one article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from framing.mentions import FULLER, SEX_OF, Mention, Mentions
from framing.names import name_in, names_in_run
from framing.source_kinds import source_kind
from framing.text import Place, view
from framing.voice import Content, Voices

__all__ = ["name_in", "speakers", "speakers_by_instance", "unnamed"]

_SEX = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "w", "her": "w", "herself": "w"}
_SPEAKERS_OWN = frozenset("i me my myself we us our".split())
_GROUP_PRONOUNS = frozenset("they them their themselves it its itself".split())
_REACH, _NEAR = 30, 3  # sentences back in which a person, and a group, is looked for
_MOST = 60  # mentions of one sentence that are looked at
_DEFINITE = frozenset("the his her their its".split())
_GOVERNED = re.compile(r" (?:of|for|in|at|from|on|with|close|familiar) ")
_END = re.compile(r"[,;(—–]| (?:who|which|that) ")


def speakers(text: str, sources: Sequence[tuple[Place | None, int]]) -> list[str]:
    """Name the speaker of each source phrase of one article.

    A phrase gives the name in it, without titles, in the fullest form that the article has; "the minister" gives the
    person of whom the article says so, a pronoun the last fitting person or group. A phrase without a name is given as
    it stands, cut before the first comma. Without a parser a pronoun may be given a person who is named near by.

    Parameters
    ----------
    text : str
        The article.
    sources : sequence of (place, order)
        Place of each source phrase, or None, and the place in the text by which it is read; in any order.

    Returns
    -------
    list of str
        One name a source, empty where there is none.

    Examples
    --------
    >>> text = "Mayor Ada Orr spoke. Orr said yes. She added no."
    >>> speakers(text, [((21, 24), 21), ((35, 38), 35)])
    ['Ada Orr', 'Ada Orr']
    """
    return _Naming(text, sources).named({})


def speakers_by_instance(text: str, attributions: Iterable[tuple[int, str, int, int]]) -> dict[int, str]:
    """Name the speaker of each attribution of one article, from its rows: instance, role, start, end.

    Where rows of contents are among them, *I* inside a content is its source.

    Examples
    --------
    >>> speakers_by_instance("Ada Orr said so.", [(3, "source", 0, 7), (3, "cue", 8, 12)])
    {3: 'Ada Orr'}
    """
    return speakers_and_organisations(text, attributions)[0]


def speakers_and_organisations(
    text: str, attributions: Iterable[tuple[int, str, int, int]]
) -> tuple[dict[int, str], frozenset[str]]:
    """Name the speakers as `speakers_by_instance` does, and give the names that the article shows to be organisations'.

    Examples
    --------
    >>> speakers_and_organisations("The Dunn Line said so.", [(3, "source", 4, 13), (3, "cue", 14, 18)])
    ({3: 'Dunn Line'}, frozenset({'Dunn Line'}))
    """
    sources: dict[int, Place] = {}
    cues: dict[int, int] = {}
    contents: list[Content] = []
    for instance, role, start, end in attributions:
        if role == "source":
            sources.setdefault(instance, (start, end))
        elif role == "cue":
            cues[instance] = start
        else:
            contents.append(Content(start, end, instance))
    order = sorted(cues)
    if not sources:
        return dict.fromkeys(order, ""), frozenset()
    voices = Voices(contents, [])
    rank = {instance: index for index, instance in enumerate(order)}
    places = [sources.get(instance) for instance in order]
    read_at = [place[0] if place else cues[instance] for place, instance in zip(places, order, strict=True)]
    holders = {
        index: rank.get(voices.at(place[0], besides=order[index]).within, -1)
        for index, place in enumerate(places)
        if place is not None
    }
    naming = _Naming(text, list(zip(places, read_at, strict=True)))
    return dict(zip(order, naming.named(holders), strict=True)), frozenset(naming.organisations)


class _Naming:
    """The naming of one article's sources, in the order of its text: its state is who was spoken of so far."""

    def __init__(self, text: str, sources: Sequence[tuple[Place | None, int]]) -> None:
        self._text = text
        self._sources = sources
        self._names = [""] * len(sources)
        self.organisations: set[str] = set()
        if not any(place for place, _ in sources):
            return
        self._known = Mentions(text)
        self.organisations = self._known.organisations
        self._people: dict[int, list[Mention]] = defaultdict(list)  # by sentence
        self._groups: list[tuple[int, str, str]] = []  # place, name, kind
        self._last_by_head: dict[str, str] = {}
        self._last_of_sex: dict[str, str] = {}

    def named(self, holders: Mapping[int, int]) -> list[str]:
        """Give the name of each source; `holders` gives the source in whose words another stands."""
        order = sorted(range(len(self._sources)), key=lambda index: self._sources[index][1])
        order = [index for index in order if self._sources[index][0] is not None]
        if not order:
            return self._names
        places = {index: self._sources[index][0] or (0, 0) for index in order}
        starts = {places[index][0] for index in order}
        events: list[tuple[int, int, Mention | int | str]] = [(places[index][0], 2, index) for index in order]
        events += [(found.start, 1, found) for found in self._known.mentions]
        events += [
            (found.start(), 0, found.group().lower()) for found in self._known.pronouns if found.start() not in starts
        ]
        own: list[int] = []
        for place, _, event in sorted(events, key=lambda event: event[:2]):
            if isinstance(event, Mention):
                self._meet(event)
            elif isinstance(event, str):
                self._person(event, place)
            elif view(self._text[slice(*places[event])]) in _SPEAKERS_OWN:
                own.append(event)
            else:
                self._names[event] = self._name(places[event])
        if own:
            in_quotations = set(own)
            self._name_own(own, [index for index in order if index not in in_quotations], places, holders)
        return self._names

    def _meet(self, mention: Mention) -> None:
        if mention.is_organisation:
            if mention.rank < 2 and self._known.quotation_at(mention.start) < 0:
                self._groups.append((mention.start, mention.name, "named"))
            return
        self._people[self._known.sentence_of(mention.start)].append(mention)

    def _name(self, place: Place) -> str:
        phrase = self._text[slice(*place)].strip()
        lowered = view(phrase)
        if lowered in _SEX:
            return self._person(lowered, place[0])
        if lowered == "who":
            return self._known.before(place[0]) or phrase
        if lowered in _GROUP_PRONOUNS:
            return self._group(lowered, place[0]) or phrase
        name = name_in(phrase)
        name = self._known.full(name) if name else self._by_description(phrase, place[0])
        return self._noted(phrase, place, name or _as_it_stands(phrase))

    def _noted(self, phrase: str, place: Place, name: str) -> str:
        """Keep the source as one that a pronoun or a shorter phrase may mean."""
        kind = source_kind(phrase, name, self._known.organisations)
        words = view(_as_it_stands(phrase)).split()
        is_plural = bool(words) and (words[-1] in ("people", "police") or words[-1].endswith("s"))
        if kind == "person" or (kind == "anonymous" and not is_plural):
            sentence = self._people[self._known.sentence_of(place[0])]
            sentence.append(Mention(place[0], place[1], name, False, 0))
            for word in words:
                if word in SEX_OF:
                    self._known.sex.setdefault(name, SEX_OF[word])
        else:
            self._groups.append((place[0], name, kind))
        if kind != "person" or " " not in name:
            self._last_by_head[_head_of(name)] = name
        return name

    def _by_description(self, phrase: str, place: int) -> str:
        """Give the name that the article has for "the minister", "the university", "the source"; else nothing."""
        plain = _as_it_stands(phrase)
        if plain[:1].isupper() and self._known.full(plain) != plain:
            return self._known.full(plain)  # a surname that is also a title: Dean, King
        words = view(_GOVERNED.split(plain, maxsplit=1)[0]).removesuffix("'s").split()
        is_whole = len(words) == len(plain.split())
        if not words or not (
            words[0] in _DEFINITE or words == ["police"] or any(word.endswith("'s") for word in words[:-1])
        ):
            return ""
        head = words[-1]
        if is_whole and (words == ["police"] or (words[0] == "the" and len(words) == 2)):
            named = self._known.organisation(head, place) or (self._last_company(place) if head in FULLER else "")
            if named:
                return named
        role = self._known.with_role(" ".join(words[1:]) if words[0] == "the" else head, place)
        return role or (self._last_by_head.get(head, "") if words[0] == "the" and len(words) == 2 and is_whole else "")

    def _last_company(self, place: int) -> str:
        number = bisect_left(self._groups, (place,)) - 1
        near = reversed(self._groups[max(0, number - _REACH) : number + 1])
        return next((name for _, name, _ in near if name[:1].isupper() and names_in_run(name)), "")

    def _person(self, pronoun: str, place: int) -> str:
        """Give the person whom he or she is: of the same sentence, else of the last one that names a person."""
        sex = _SEX[pronoun]
        sentence = self._known.sentence_of(place)
        quotation = self._known.quotation_at(place)
        for number in range(sentence, max(-1, sentence - _REACH), -1):
            found = self._people.get(number)
            if not found:
                continue
            fitting = [mention for mention in found[-_MOST:] if self._fits(mention, sex, quotation)]
            if fitting:
                chosen = min(fitting, key=lambda mention: mention.rank)
                if number != sentence and quotation < 0:
                    self._people[sentence].append(chosen._replace(start=place, end=place + 2, rank=1))
                self._last_of_sex[sex] = chosen.name
                return chosen.name
        return self._last_of_sex.get(sex, "")

    def _fits(self, mention: Mention, sex: str, quotation: int) -> bool:
        inside = self._known.quotation_at(mention.start)
        return self._known.sex.get(mention.name, sex) == sex and inside in (-1, quotation)

    def _group(self, pronoun: str, place: int) -> str:
        """Give the group or thing a pronoun means: a source not far before it, else what is named near by."""
        number = bisect_left(self._groups, (place,)) - 1
        sentence = self._known.sentence_of(place)
        near = self._groups[max(0, number - _REACH) : number + 1]
        near = [found for found in near if sentence - self._known.sentence_of(found[0]) <= _NEAR]
        kinds = ("organisation", "document", "named") if pronoun.startswith("it") else ("anonymous", "unspecified")
        first = {self._known.sentence_of(found[0]): found[1] for found in reversed(near) if found[2] in kinds}
        others = {self._known.sentence_of(found[0]): found[1] for found in reversed(near) if found[2] == "organisation"}
        return next((found[max(found)] for found in (first, others) if found), "")

    def _name_own(
        self, own: Sequence[int], others: Sequence[int], places: Mapping[int, Place], holders: Mapping[int, int]
    ) -> None:
        """Name *I* and *we* in a quotation by its speaker: the source whose content holds it, else the nearest one."""
        outside = [index for index in others if self._known.quotation_at(places[index][0]) < 0]
        starts = [places[index][0] for index in outside]
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
            self._names[index] = name or self._text[slice(*places[index])]


def _head_of(name: str) -> str:
    words = re.split(r" (?:of|for|in|at|from|close|familiar|with) ", view(name), maxsplit=1)[0].split()
    return words[-1] if words else ""


def _as_it_stands(phrase: str) -> str:
    plain = _END.split(phrase, maxsplit=1)[0].strip(' ."“”')
    first, _, rest = plain.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in ("A", "An", "The", "Some", "One") else plain


def unnamed(names: Iterable[str]) -> list[str]:
    """Give those of `names` that hold no capitalised word: sources without a proper name.

    Examples
    --------
    >>> unnamed(["Ada Orr", "a senior official"])
    ['a senior official']
    """
    return [name for name in names if name and name == name.lower()]
