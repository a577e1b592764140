"""The language of each article, and which terms count in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from framing.model import named, note
from framing.texts.language import ENGLISH, code_of, languages_of
from framing.vocabulary.lexicon import Hit


def article_languages(articles: pd.DataFrame) -> list[str]:
    """Give the language of each article, by the column `lang` or else by its words.

    Examples
    --------
    >>> article_languages(pd.DataFrame({"doc_id": ["a", "b"], "text": ["Rain.", "Rain."], "lang": ["en-GB", ""]}))
    ['en', '']
    """
    given = articles["lang"].tolist() if "lang" in articles.columns else [""] * len(articles)
    is_given = [isinstance(lang, str) and lang.strip() != "" for lang in given]
    found = iter(
        languages_of([text for text, is_so in zip(articles["text"].tolist(), is_given, strict=True) if not is_so])
    )
    return [code_of(lang) if is_so else next(found) for lang, is_so in zip(given, is_given, strict=True)]


def of_language(articles: pd.DataFrame, language: str) -> pd.DataFrame:
    """Keep the articles in a language and those whose language is not known, and note the others.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["Rain.", "Rain."], "lang": ["en-GB", ""]})
    >>> len(of_language(articles, "en"))
    2
    """
    languages = pd.Series(article_languages(articles), index=articles.index, dtype="str")
    is_own = languages.isin(["", code_of(language)])
    others = ", ".join(f"{name} {number:,}" for name, number in languages[~is_own].value_counts().items())
    if not is_own.any():
        raise ValueError(f"no article is in the language {language!r}; there are: {others}")
    if others:
        note(f"articles in other languages left out: {(~is_own).sum():,} ({others})", stacklevel=3)
    return articles[is_own].reset_index(drop=True)


def note_languages(articles: pd.DataFrame, *, stacklevel: int = 4) -> pd.DataFrame:
    """Give the articles with their language in the column `lang`, and note those that are not in English.

    Examples
    --------
    >>> note_languages(pd.DataFrame({"doc_id": ["a"], "text": ["Rain."], "lang": ["en-GB"]}))["lang"].tolist()
    ['en']
    """
    languages = article_languages(articles)
    others = Counter(language for language in languages if language not in ("", ENGLISH))
    if others:
        doc_ids = [doc_id for doc_id, language in zip(articles["doc_id"], languages, strict=True) if language in others]
        counted = ", ".join(f"{language} {number}" for language, number in others.most_common())
        note(
            f"label: articles not in English: {others.total()} ({counted}; doc_id {named(doc_ids)}); the bundled "
            "devices were not labelled in them, and counts have no rows of these; a column lang corrects a language",
            stacklevel=stacklevel,
        )
    return articles.assign(lang=pd.Series(languages, index=articles.index, dtype="str"))


def without_other_languages(counts: pd.DataFrame, articles: pd.DataFrame, bundled: Sequence[str]) -> pd.DataFrame:
    """Leave out the rows of bundled devices in articles that are not in English, where they were not looked for.

    A device of which something was found in a language was looked for in it, by a coder who reads it.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["Rain.", "Regen."], "lang": ["en", "de"]})
    >>> counts = pd.DataFrame({"doc_id": ["a", "b"], "device": "hedge", "n": [1, 2]})
    >>> len(without_other_languages(counts, articles, ["hedge"]))
    2
    """
    languages = pd.Series(article_languages(articles), index=articles["doc_id"], dtype="str")
    others = languages[~languages.isin(["", ENGLISH])]
    if others.empty:
        return counts
    language = counts["doc_id"].map(others)
    pairs = pd.MultiIndex.from_arrays([language, counts["device"]])
    is_left_out = language.notna() & counts["device"].isin(bundled) & ~pairs.isin(pairs[counts["n"] > 0])
    if is_left_out.any():
        left_out = counts[is_left_out]
        each = others[others.index.isin(left_out["doc_id"])].value_counts()
        counted = ", ".join(f"{name} {number:,}" for name, number in each.items())
        note(
            f"count: articles not in English have no rows of {named(left_out['device'].unique())}, for which they were "
            f"not searched: {each.sum():,} ({counted}); a column lang corrects a language",
            stacklevel=4,
        )
    return counts[~is_left_out].reset_index(drop=True)


def in_language(hits: Mapping[str, Sequence[Hit]], language: str) -> dict[str, list[Hit]]:
    """Leave out the terms of lists that are for another language; a text of no known language counts as English.

    Examples
    --------
    >>> from framing.vocabulary.lexicon import Entry
    >>> hit = Hit(0, 4, Entry("flut", "metaphor", "", "own", language="de"))
    >>> in_language({"metaphor": [hit]}, "en"), len(in_language({"metaphor": [hit]}, "de")["metaphor"])
    ({'metaphor': []}, 1)
    """
    spoken = ("", language or ENGLISH)
    return {device: [hit for hit in found if hit.entry.language in spoken] for device, found in hits.items()}
