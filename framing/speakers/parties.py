"""Which parties an article says persons belong to: Democratic Sen. Ada Orr; Ada Orr (R-Port); Ada Orr, a Republican."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from framing.speakers.name_words import is_title
from framing.speakers.seen_names import Seen
from framing.vocabulary.word_lists import word_list

_FAR = 60  # characters before a name that are looked at
_BEFORE = re.compile(
    r"\b(?P<of>Democrat|Republican|GOP|Independent)(?:ic)?"
    r"(?: (?!to |of |by |for |from |with |and |against |than |[a-z]\S*\. )(?P<last>[\w.’'\-]+)){0,4}? $"
)
_AFTER = re.compile(
    r",? \(?(?P<state>[DRI])-[A-Z]|,? \((?P<alone>[DRI])(?:ep|em)?\b"
    r"|, (?:an?|the) (?:\w+ ){0,2}?(?P<said>Democrat|Republican|Independent)\b"
)
_EPITHETS = word_list("names", "epithets")
_PARTY_OF = {"D": "democrat", "R": "republican", "G": "republican", "I": "independent"}
PARTIES = frozenset(_PARTY_OF.values())


def parties_told(
    text: str, seen: Sequence[Seen], full: Mapping[str, str], organisations: Collection[str]
) -> dict[str, set[str]]:
    """Give the parties that stand right before or after the names of persons, by full name.

    Examples
    --------
    >>> from framing.speakers.seen_names import seen_names
    >>> text = "Democratic Sen. Ada Orr met Bo Lee (R-Port)."
    >>> seen = seen_names(text)
    >>> parties_told(text, seen, {name.text: name.text for name in seen}, [])
    {'Ada Orr': {'democrat'}, 'Bo Lee': {'republican'}}
    """
    found: dict[str, set[str]] = defaultdict(set)
    last = 0
    for name in seen:
        if name.text not in organisations and name.text in full:
            before = _BEFORE.search(text, max(last, name.start - _FAR), name.start)
            last = name.end
            after = _AFTER.match(text, name.end)
            if before and _stands_before_name(before["last"]):
                found[full[name.text]].add(_PARTY_OF[before["of"][0]])
            if after and after.lastgroup:
                found[full[name.text]].add(_PARTY_OF[after[after.lastgroup][0]])
    return dict(found)


def _stands_before_name(word: str | None) -> bool:
    """Tell whether the last word between a party and a name belongs to the name: a verb does not."""
    return word is None or word[0].isupper() or is_title(word) or word.lower() in _EPITHETS
