"""Which language a text is in, by its script and its most frequent words."""

from __future__ import annotations

import re
from functools import lru_cache

from framing.vocabulary.word_lists import word_map

ENGLISH = "en"
_LOOKED_AT = 2_000  # characters
_FEWEST = 25  # words: shorter texts tell nothing
_IS_ENGLISH = 0.2  # share of English function words from which no other language is tried
_FEWEST_DIFFERENT = 4  # function words: one word again and again tells nothing
_LEAST = 0.12  # share of the function words of a language
_CLEARLY = 1.5  # times the share of English ones
_WORD = re.compile(r"[^\W\d_]+")
_NOT_LATIN = re.compile(r"[\u0370-\u1fff\u3040-\ud7af]+")
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
