"""What an article says a person is, as it stands: before the name, after it between commas, or in a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from framing.speakers.description_roles import role_of_body, role_of_description, tells_role
from framing.speakers.name_words import PREPOSITIONS, is_title
from framing.speakers.seen_names import Seen
from framing.vocabulary.word_lists import any_of, word_list, word_map

BEFORE_PHRASES = PREPOSITIONS | {"of"} | word_list("source_types", "leads_in") - {"and"}
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
_NO_APPOSITION = word_list("source_types", "nobody") | word_list("source_types", "no_apposition")
_NO_APPOSITION -= word_list("source_types", "opens_apposition")
_COURTESY = frozenset("mr mrs ms miss mx dr sir lady lord".split())
_FAR = 60  # characters of a description that are looked at


class Descriptions:
    """How one article describes its persons: its state is what was looked up so far.

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

    Examples
    --------
    >>> from framing.speakers.seen_names import seen_names
    >>> text = "Ada Orr, a nurse, left. Ada Orr is a sailor too."
    >>> found = Descriptions(text, seen_names(text), {"Ada Orr": "Ada Orr"}, ())
    >>> found.of("Ada Orr"), found.in_sentences("Ada Orr")
    (['a nurse'], ['a sailor too'])
    """

    def __init__(
        self, text: str, seen: Sequence[Seen], full: Mapping[str, str], organisations: Collection[str]
    ) -> None:
        self._text, self._seen, self._full, self._organisations = text, seen, full, organisations
        self._beside: dict[str, list[str]] = {}
        self._in_sentences: dict[str, list[str]] = {}

    def of(self, name: str) -> list[str]:
        """Give what the article says a person is, as it stands: before the name, or after it between commas."""
        if name not in self._beside:
            seen = self._by_name.get(name, ())[:_MOST_DESCRIBED]
            self._beside[name] = [said for mention in seen for said in self._described(mention)]
        return self._beside[name]

    def in_sentences(self, name: str) -> list[str]:
        """Give what a sentence says a person is, which often is no more than one side of it: Orr is a lawyer."""
        if name not in self._in_sentences:
            places = [seen.end for seen in self._by_name.get(name, ())[:_MOST_DESCRIBED]]
            found = (_IS.match(self._text, place, place + 2 * _FAR) for place in places)
            self._in_sentences[name] = [being.group(1) for being in found if being]
        return self._in_sentences[name]

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
    return is_end or word in BEFORE_PHRASES or (word.islower() and word.endswith(("ing", "ed")))
