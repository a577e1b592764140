"""A profile of one outlet, proposed from its articles for a person to check and keep."""

from __future__ import annotations

import json
from collections import Counter

import pandas as pd

from framing.boilerplate.outlet import CATEGORIES
from framing.boilerplate.web_page import OUTSIDE
from framing.checks import check_articles
from framing.label import label
from framing.model import named

_MOST_WORDS = 25  # a longer line is named by its opening


def outlet_profile(articles: pd.DataFrame, *, outlet: str, least: int = 3) -> str:
    r"""Propose an outlet's profile: the lines that boilerplate was found in again and again, each with where.

    A proposal, not a finding: read it, strike out what is reporting, and save it; ``label(articles,
    outlets=["daily.toml"])`` then uses it, also on a single article. Lines that stand in fewer than `least` articles
    are not proposed. A line of more than 25 words is given by its opening.

    Parameters
    ----------
    articles : DataFrame
        The articles table; rows of other outlets are left aside.
    outlet : str
        Which outlet, as the column `outlet` has it.
    least : int, optional
        In how many articles a line has to stand.

    Returns
    -------
    str
        The profile as TOML, the commonest line first, each with `text`, `match`, `category` and `seen`.

    Raises
    ------
    ValueError
        Where `articles` is no articles table, has no such outlet, or `least` is under 2.

    Examples
    --------
    >>> texts = [f"It rained in {town}.\n\nShare this article" for town in ("Ayr", "Bath", "Cork")]
    >>> articles = pd.DataFrame({"doc_id": ["a", "b", "c"], "outlet": "Gazette", "text": texts})
    >>> print(outlet_profile(articles, outlet="Gazette"))
    name = "Gazette"
    aliases = []
    <BLANKLINE>
    [[line]]
    text = "Share this article"
    match = "exact"
    category = "share"
    seen = "3 of 3 articles; first a"
    <BLANKLINE>
    """
    check_articles(articles)
    if least < 2:
        raise ValueError(f"least: {least}; a line that stands in one article alone is no standing line, give 2 or more")
    own = articles[articles["outlet"].astype(str) == outlet]
    if own.empty:
        has = named(articles["outlet"].astype(str).unique())
        raise ValueError(f"outlet: no article of {outlet!r}; there are: {has}")
    lines = [f"name = {_quoted(outlet)}", "aliases = []", ""]
    for (text, match, category), doc_ids in _tally(own):
        if len(doc_ids) >= least:
            seen = f"{len(doc_ids)} of {len(own)} articles; first {doc_ids[0]}"
            lines += ["[[line]]", f"text = {_quoted(text)}", f'match = "{match}"', f'category = "{category}"']
            lines += [f"seen = {_quoted(seen)}", ""]
    return "\n".join(lines)


def _tally(articles: pd.DataFrame) -> list[tuple[tuple[str, str, str], list[str]]]:
    """Give each line found, how it matches and its category, with the articles that it stands in; commonest first."""
    spans = label(articles, ["boilerplate"], with_voice=False)
    spans = spans[spans["entry"] != OUTSIDE]  # menus of whole pages need no line
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    places: dict[tuple[str, str], list[str]] = {}
    categories: dict[tuple[str, str], Counter[str]] = {}
    for doc_id, start, end, category in zip(
        *(spans[name] for name in ("doc_id", "start", "end", "subtype")), strict=True
    ):
        text = texts[doc_id]
        words = text[start:end].split()
        is_glued = bool(text[:start].rpartition("\n")[2].strip())
        if not words or category not in CATEGORIES or text[end:].partition("\n")[0].strip():
            continue
        match = "end" if is_glued else "exact" if len(words) <= _MOST_WORDS else "start"
        key = (" ".join(words if match != "start" else words[:_MOST_WORDS]), match)
        found = places.setdefault(key, [])
        if not found or found[-1] != str(doc_id):
            found.append(str(doc_id))
        categories.setdefault(key, Counter())[category] += 1
    tallied = [((*key, categories[key].most_common(1)[0][0]), found) for key, found in places.items()]
    return sorted(tallied, key=lambda pair: (-len(pair[1]), pair[0]))


def _quoted(text: str) -> str:
    """Write a basic string of TOML, which is one of JSON but for a control character that no line holds."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
