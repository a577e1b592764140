"""Whether a mark ends a sentence: Punkt as it decides where nothing was trained (Kiss & Strunk 2006).

NLTK's Punkt learns abbreviations and the words that open sentences from a corpus. The package trains nothing: it has a
list of abbreviations. What is left of Punkt then fits on this page, gives NLTK's answers (a test compares them), and is
asked once for each different word and mark. Importing NLTK takes a second.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from framing.vocabulary.word_lists import word_list

SHORT_TITLES = word_list("sentences", "short_titles")  # before a name: Ms., Sen.
ABBREVIATIONS = word_list("sentences", "abbreviations") | SHORT_TITLES

SPACE, NO_SPACE = r"[^\S\x1c-\x1f]", r"[\S\x1c-\x1f]"  # to Punkt these four are no spaces
ENDS = ".?!"
CLOSERS = "\"')]}‘’“”«»"
NO_WORD = rf"[{re.escape(CLOSERS)};*:@({{\[?!]"
_MANY = rf"(?:-{{2,}}|\.{{2,}}|(?:\.{SPACE}){{2,}}\.)"  # dashes, points
_TOKEN = re.compile(
    rf"{_MANY}"
    rf"|(?=[^(\"`{{\[:;&#*@)}}\]\-,]){NO_SPACE}+?(?={SPACE}|$|{NO_WORD}|{_MANY}|,(?=$|{SPACE}|{NO_WORD}|{_MANY}))"
    rf"|{NO_SPACE}"
)
_NUMBER = re.compile(r"-?[.,]?\d[\d,.-]*$")
_PUNCTUATION = frozenset(";:,.!?")


@lru_cache(maxsize=2**15)
def is_break(context: str) -> bool:
    """Tell whether a sentence ends within `context`: a word, its mark and the token after it.

    A point ends one unless it belongs to an abbreviation or to more points, or to an initial or a number before a
    word in lower case (an initial: before a capital too).

    Examples
    --------
    >>> is_break("left. It"), is_break("Gov. Ada"), is_break("A. Orr"), is_break("in 3. and")
    (True, False, False, False)
    """
    tokens = _TOKEN.findall(context)
    return any(_ends(token, after) for token, after in pairwise(tokens))


def _ends(token: str, after: str) -> bool:
    if not token.endswith("."):
        return token in ENDS
    if token != "." and (token.endswith("..") or _is_abbreviation(token[:-1].lower())):
        return False
    is_initial = len(token) == 2 and token[0].isalpha()
    if not is_initial and _NUMBER.match(token) is None:
        return True
    goes_on = after in _PUNCTUATION or after[0].islower()
    return not (goes_on or (is_initial and after[0].isupper()))


def _is_abbreviation(word: str) -> bool:
    return word in ABBREVIATIONS or word.rpartition("-")[2] in ABBREVIATIONS
