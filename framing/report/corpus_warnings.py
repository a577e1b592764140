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
    """Warn of near-duplicates that are taken for independent articles, and of articles that count with zeros."""
    warnings = []
    repeats = int((shared["reach"] != "").sum())
    if analysis.unit == "article" and repeats / len(shared) >= _MANY_REPEATS:
        warnings.append(
            f"Caution: {percent(repeats / len(shared))} of the articles ({repeats:,}) share at least half of their "
            "text with another one, and the tests take them for independent; see below what is from elsewhere."
        )
    others = Counter(lang for lang in article_languages(analysis.articles) if lang not in ("", ENGLISH))
    if others:
        each = ", ".join(f"{language} {number:,}" for language, number in others.most_common())
        warnings.append(
            f"Caution: articles not in English: {others.total():,} ({each}). The bundled devices are not labelled in "
            "them, but their words count, so that rates are too low; leave these articles out "
            "(framing report --language en)."
        )
    return warnings
