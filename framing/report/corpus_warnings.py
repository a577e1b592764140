"""Warnings on the corpus that change how all results are read: articles that repeat others, and other languages."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from framing.article_languages import article_languages
from framing.report.analysis import Analysis
from framing.results.numbers import percent
from framing.texts.language import ENGLISH

_MANY_REPEATS = 0.05  # of the articles


def corpus_warnings(analysis: Analysis, shared: pd.DataFrame) -> list[str]:
    """Warn of near-duplicates that are taken for independent articles, and of articles that were not searched."""
    warnings = []
    repeats = int((shared["reach"] != "").sum())
    if analysis.unit == "article" and repeats / len(shared) >= _MANY_REPEATS:
        warnings.append(
            f"Caution: {percent(repeats / len(shared))} of the articles ({repeats:,}) share at least half of their "
            "text with another one, and the tests take them for independent; see below what is from elsewhere "
            "(framing report --copies first leaves it out)."
        )
    others = _others(analysis)
    if 0 < others.total() < len(shared):
        warnings.append(
            f"Caution: articles not in English: {others.total():,} ({_each(others)}). The bundled devices are not "
            "looked for in them, so that neither they nor their words are in rates and comparisons of these."
        )
    return warnings


def without_english(analysis: Analysis) -> list[str]:
    """Say first where no article is in English what was not looked for, and what can be done all the same."""
    others = _others(analysis)
    if others.total() < len(analysis.articles):
        return []
    own = f" Below are {' and '.join(analysis.names.main)} of your own." if analysis.names.main else ""
    return [
        f"No article is in English ({_each(others)}), so that the bundled devices (hedges, attributions, voices and "
        "all further ones) were not looked for: this page has no rate of them, which is not a rate of 0."
        f"{own} What can be done in any language: term lists of your own, with devices of your own (--lexicon), codes "
        "by people or a model (--codes), and what is below on repeated text. If a language is wrong, a column lang "
        "corrects it."
    ]


def _others(analysis: Analysis) -> Counter[str]:
    return Counter(lang for lang in article_languages(analysis.articles) if lang not in ("", ENGLISH))


def _each(others: Counter[str]) -> str:
    return ", ".join(f"{language} {number:,}" for language, number in others.most_common())
