"""Which language a text is in, by its script and its most frequent words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from framing.texts.text import batches
from framing.texts.word_starts import code_points, codes_of, cut_to, key_of, word_starts
from framing.vocabulary.word_lists import word_map

ENGLISH = "en"
_LOOKED_AT = 2_000  # characters
_FEWEST = 25  # words: shorter texts tell nothing
_IS_ENGLISH = 0.2  # share of English function words from which no other language is tried
_FEWEST_DIFFERENT = 4  # function words: one word again and again tells nothing
_LEAST = 0.12  # share of the function words of a language
_CLEARLY = 1.5  # times the share of English ones
_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}+")
_NOT_LATIN = re.compile(r"[\u0370-\u1fff\u3040-\ud7af]+")
_STRANGE = r"[\u0130\u0370-\u1fff\u3040-\ud7af]"  # these, and the letter that is two when it is written small
_AT_ONCE = 200_000  # characters
_SMALL = np.uint64(0x2020202020202020)  # makes small letters of the capitals of a key
_SCRIPTS = {
    "ja": r"[\u3040-\u30ff]",
    "ko": r"[\uac00-\ud7af]",
    "zh": r"[\u4e00-\u9fff]",
    "ar": r"[\u0600-\u06ff]",
    "he": r"[\u0590-\u05ff]",
    "el": r"[\u0370-\u03ff]",
    "hi": r"[\u0900-\u097f]",
    "th": r"[\u0e00-\u0e7f]",
}


def language_of(text: str) -> str:
    """Tell the language of a text as an ISO 639-1 code; empty where it is too short or like none that is known.

    Some scripts stand for their most frequent language: Persian is ``ar``. Only the first 2,000 characters are read.

    Examples
    --------
    >>> language_of("The mayor said that the mill on the river will close in May, and that it has no owner "
    ...             "who would pay for the repair of the roof.")
    'en'
    >>> language_of("Der Bürgermeister sagte, dass die Mühle an dem Fluss im Mai schließt und dass sie keine "
    ...             "Besitzer hat, die für das Dach zahlen würden, das nicht mehr dicht ist.")
    'de'
    """
    seen = text[:_LOOKED_AT]
    if not seen.isascii() and len(foreign := "".join(_NOT_LATIN.findall(seen))) > max(_FEWEST, len(seen) / 4):
        for code, script in _SCRIPTS.items():
            if len(re.findall(script, foreign)) > len(foreign) / 4:
                return code
    words = _WORD.findall(seen.lower())
    if len(words) < _FEWEST:
        return ""
    lists = _lists()
    english = _share(words, lists[ENGLISH])
    if english >= _IS_ENGLISH:
        return ENGLISH
    best, code = max((_share(words, listed), code) for code, listed in lists.items())
    if code != ENGLISH and best < max(_LEAST, _CLEARLY * english):
        return ""
    is_told = best >= _LEAST and len(lists[code].intersection(words)) >= _FEWEST_DIFFERENT
    return code if is_told else ""


def languages_of(texts: Sequence[str]) -> list[str]:
    """Tell the language of each text, as `language_of` does; most are plainly English, which is seen for all at once.

    Examples
    --------
    >>> languages_of(["It was said that the mill on the river has to close, and that it has no owner. " * 2, "Rain."])
    ['en', '']
    """
    seen = [text[:_LOOKED_AT] for text in texts]
    return [
        ENGLISH if is_english else language_of(text)
        for first, last in batches(seen, _AT_ONCE)
        for text, is_english in zip(seen[first:last], _are_english(seen[first:last]), strict=True)
    ]


def _are_english(texts: Sequence[str]) -> list[bool]:
    """Tell which texts have so many English function words that no other language has to be tried."""
    codes = codes_of("\n".join(texts))
    firsts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    words = word_starts(codes, _LETTER)
    listed = np.array(list(map(key_of, _lists()[ENGLISH])), dtype=np.uint64)
    is_listed = np.isin(cut_to(words.first | _SMALL, words.size), listed)
    edges = np.searchsorted(words.start, firsts)
    number, english = np.diff(edges), np.diff(np.append(0, np.cumsum(is_listed))[edges])
    strange = np.diff(np.searchsorted(np.flatnonzero(code_points(_STRANGE).take(codes, mode="clip")), firsts))
    found: list[bool] = ((strange == 0) & (number >= _FEWEST) & (english >= _IS_ENGLISH * number)).tolist()
    return found


def code_of(given: str) -> str:
    """Give the code of a language as tables have it: ``en-US``, ``English``, ``eng`` and ``EN`` are ``en``.

    Examples
    --------
    >>> code_of("en-US"), code_of("German"), code_of("")
    ('en', 'de', '')
    """
    plain = given.strip().lower()
    return {"german": "de", "spanish": "es", "ger": "de", "spa": "es", "chinese": "zh", "dutch": "nl", "polish": "pl",
            "swedish": "sv", "portuguese": "pt", "turkish": "tr", "deutsch": "de"}.get(plain, plain[:2])  # fmt: skip


def _share(words: list[str], listed: frozenset[str]) -> float:
    return sum(map(listed.__contains__, words)) / len(words)


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in word_map("languages", "stopwords").items()}
