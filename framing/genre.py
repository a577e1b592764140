"""Which genre an article is of: news, analysis, opinion, live, interview or sponsored, by how sites mark it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import pandas as pd

from framing.checks import check_articles
from framing.texts.text import view

GIVEN, NONE = "given", "none"
_LABEL = re.compile(r"^[\s\"“'(\[]*+([^:|\])]{2,40}?)\s*+(?=[:|\])])|[|–—]\s*+([^|]{3,40})$")
_OPENING, _CLOSING = 400, 700  # characters of the text in which a sentence tells


def genre(articles: pd.DataFrame) -> pd.DataFrame:
    """Tell the genre of each article from its section, address, byline and headline, and from standing sentences.

    Sites mark opinion, analysis, live pages, interviews and paid text; what bears no mark is called news. Where a
    corpus has neither sections nor addresses, opinion without a mark in the headline is therefore *news*: see the
    column `genre_rule`, and look at articles with the rule ``none``. A genre that is given is kept.

    Parameters
    ----------
    articles : DataFrame
        The articles; `section`, `url`, `byline`, `headline` are used where they are there.

    Returns
    -------
    DataFrame
        The articles with the columns `genre` (``news, analysis, opinion, live, interview, sponsored``, or what was
        given) and `genre_rule`: what decided, such as ``url: opinion``; ``given``; or ``none``, no mark was found. In
        articles whose genre is ``opinion``, `framing.label` gives what *I* think, outside quotations, to the outlet's
        voice: the author's.

    Raises
    ------
    ValueError
        Where the articles table is not one.

    Notes
    -----
    The marks are ``framing/lexicons/genre.toml``. 100 AllSides articles, drawn by genre found and read by one
    language-model coder, who had written the rules, version 0.1.0: of 45 with a mark 39 were of that genre, before the
    marks were repaired by this reading (.87, interval .74 to .94), and of 55 without one 41 were plain news, nine
    analysis and five opinion. AllSides writes *OPINION* before many headlines, so other corpora have fewer marks.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": [1, 2, 3], "outlet": "Bee", "text": "It rained.",
    ...     "headline": ["Analysis: Why it rained", "It rained", "It rained"], "section": ["", "Opinion", "City"],
    ... })
    >>> genre(articles)[["genre", "genre_rule"]]
          genre          genre_rule
    0  analysis  headline: analysis
    1   opinion    section: opinion
    2      news                none
    """
    check_articles(articles)
    columns = {
        name: articles[name].astype(object).where(articles[name].notna(), "").astype(str).tolist()
        if name in articles.columns
        else [""] * len(articles)
        for name in ("genre", "section", "url", "byline", "headline", "text")
    }
    told = [_told(*values) for values in zip(*columns.values(), strict=True)]
    return articles.assign(
        genre=pd.Series([name for name, _ in told], index=articles.index, dtype="str"),
        genre_rule=pd.Series([rule for _, rule in told], index=articles.index, dtype="str"),
    )


@lru_cache(maxsize=1)
def _signs() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Read the signs of each genre, in the order in which they decide."""
    text = resources.files("framing").joinpath("lexicons", "genre.toml").read_text("utf-8")
    return {
        name: {kind: frozenset(words) for kind, words in kinds.items()} for name, kinds in tomllib.loads(text).items()
    }


def _told(given: str, section: str, url: str, byline: str, headline: str, text: str) -> tuple[str, str]:
    """Give the genre of one article, and what decided."""
    if given.strip():
        return given.strip(), GIVEN
    sections = {part.strip() for part in re.split(r"[,;|/>]", view(section))} - {""}
    segments = set(re.split(r"[/?#]", view(url))[1:])
    labels = {part.strip(" .") for found in _LABEL.finditer(view(headline)) for part in found.groups() if part}
    ends = f"{view(text[:_OPENING])}\n{view(text[-_CLOSING:])}"
    whole = {"bylines": view(byline), "headlines": view(headline), "texts": ends}
    for name, kinds in _signs().items():
        for what, kind, seen in (("section", "sections", sections), ("url", "segments", segments),
                                 ("headline", "labels", labels)):  # fmt: skip
            if shared := sorted(seen & kinds.get(kind, frozenset())):
                return name, f"{what}: {shared[0]}"
        for what, kind in (("byline", "bylines"), ("headline", "headlines"), ("text", "texts")):
            if shared := sorted(sign for sign in kinds.get(kind, ()) if sign in whole[kind]):
                return name, f"{what}: {shared[0]}"
    return "news", NONE
