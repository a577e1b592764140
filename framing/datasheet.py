"""The datasheet of a corpus of your own: filled from the articles, with open places for what only you know."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import pandas as pd

from framing.account import account
from framing.article_languages import article_languages
from framing.checks import check_articles, check_looked_for, check_spans
from framing.genre import genre
from framing.model import VERSION, Note, named
from framing.results.markdown_page import MarkdownPage, markdown_table, open_place
from framing.results.numbers import percent, whole
from framing.search_quality import search_quality
from framing.texts.text import word_count
from framing.wire_copy import wire_copy

ASKED = {
    "purpose": "the research question, and who collected the articles for it",
    "universe": "all articles that could have been found: outlets, editions, sections, period",
    "search": "the search string, word for word, with its operators and fields",
    "source": "archive or site, way of access, and day of collection",
    "selection": "what was excluded by hand or by rule before these files were made, and how many",
    "missing": "what is known to be missing: paywalls, deleted or changed articles, print only, outages",
    "rights": "under which terms the texts were obtained, and who may obtain them",
    "people": "personal data in the texts, and the review by an ethics board where one is needed",
}
MOST_MONTHS = 24
BOILERPLATE = "boilerplate"


def datasheet(
    articles: pd.DataFrame,
    spans: pd.DataFrame | None = None,
    *,
    coded: pd.DataFrame | None = None,
    known: Mapping[str, str] | None = None,
) -> MarkdownPage:
    """Describe a corpus as a datasheet (Gebru et al. 2021), shortened for news and filled from the articles.

    It cannot know what was not found: search string, universe, rights and the like are open places, which stay visible
    until `known` fills them.

    Parameters
    ----------
    articles : DataFrame
        The articles, best as `framing.read` gave them, with their account.
    spans : DataFrame, optional
        Labels with ``boilerplate``: the share of text that is no reporting is then given for each outlet.
    coded : DataFrame, optional
        The sample that `framing.search_quality` takes: precision and recall of the search string.
    known : mapping, optional
        Your text for open places, by name: ``purpose, universe, search, source, selection, missing, rights, people``.

    Returns
    -------
    MarkdownPage
        Displays itself in a notebook; ``save(path)`` writes it, and never over a file that differs; `open` lists the
        places that are open.

    Raises
    ------
    ValueError
        Where a table is wrong, or `known` has another name.

    Notes
    -----
    Gebru, Morgenstern, Vecchione, Wortman Vaughan, Wallach, Daumé & Crawford (2021), Communications of the ACM
    64(12):86-92. A month without an article is a gap only between the first and the last month of the whole corpus.
    Every two articles are compared for duplicates, as by `framing.wire_copy`.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": ["It may rain.", "It rains."],
    ...     "date": pd.to_datetime(["2024-01-02", "2024-03-05"]),
    ... })
    >>> page = datasheet(articles, known={"search": "rain*"})
    >>> page.open[0], "rain*" in str(page)
    ('the research question, and who collected the articles for it', True)
    """
    check_articles(articles)
    if articles.empty:
        raise ValueError("articles: the table has no rows, so there is nothing to describe")
    told = dict(known or {})
    if wrong := [name for name in told if name not in ASKED]:
        raise ValueError(f"datasheet: known has {wrong[0]!r}; the open places are {', '.join(ASKED)}")
    if spans is not None:
        check_spans(spans, articles)
        check_looked_for(spans, [BOILERPLATE], option="spans")

    said = {name: told.get(name, "").strip() or open_place(what) for name, what in ASKED.items()}
    dates = _dates(articles)
    words = pd.Series([word_count(text) for text in articles["text"]], index=articles.index)
    quality, files, removed = _quality(coded), _files(articles), _removed(articles, spans, words)
    parts = [
        "# Datasheet of the corpus",
        f"After Gebru et al. (2021), shortened for news. Counted by framing {VERSION}; bold brackets are open places.",
        "## Purpose", said["purpose"],
        "## What it has", _outlets(articles, dates, words), _months(articles, dates),
        "## How the articles were found",
        f"- Universe: {said['universe']}\n- Search string: {said['search']}\n- Source: {said['source']}\n"
        f"- Selection: {said['selection']}",
        quality, files,
        "## What is missing", _absent(articles, dates), said["missing"],
        "## Duplicates and agency copy", _copies(articles, spans),
        "## Languages and genres", _languages(articles), _genres(articles),
        "## Text that is no reporting", removed,
        "## Terms", f"- Rights: {said['rights']}\n- People: {said['people']}",
    ]  # fmt: skip
    places = [
        said["purpose"], said["universe"], said["search"], said["source"], said["selection"], quality, files,
        said["missing"], removed, said["rights"], said["people"],
    ]  # fmt: skip
    return MarkdownPage.of("datasheet of the corpus", parts, places)


def _dates(articles: pd.DataFrame) -> pd.Series:
    if "date" not in articles.columns:
        return pd.Series(pd.NaT, index=articles.index)
    return pd.to_datetime(articles["date"], errors="coerce", utc=True).dt.tz_localize(None)


def _names(articles: pd.DataFrame) -> pd.Series:
    return articles["outlet"].astype(object).where(articles["outlet"].notna(), "no outlet").astype(str)


def _outlets(articles: pd.DataFrame, dates: pd.Series, words: pd.Series) -> str:
    table = pd.DataFrame({"outlet": _names(articles), "date": dates, "words": words})
    rows = []
    for outlet, own in [*table.groupby("outlet", sort=True), ("all", table)]:
        first, last = own["date"].min(), own["date"].max()
        period = "no dates" if pd.isna(first) else f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
        rows.append((outlet, whole(len(own)), period, whole(own["words"].sum()), whole(own["words"].median())))
    return markdown_table(["outlet", "articles", "period", "words", "median article"], rows)


def _months(articles: pd.DataFrame, dates: pd.Series) -> str:
    """Count articles per outlet and month, or year in a long corpus, and name the gaps."""
    if dates.isna().all():
        return "No article has a date, so that gaps cannot be seen."
    months = dates.dt.to_period("M")
    is_long = (months.max() - months.min()).n >= MOST_MONTHS
    every = pd.period_range(months.min(), months.max(), freq="M")
    table = pd.crosstab(_names(articles), months).reindex(columns=every, fill_value=0)
    gaps = [
        f"- {outlet}: {named([str(month) for month in every[row.to_numpy() == 0]], most=12)}"
        for outlet, row in table.iterrows()
        if (row == 0).any()
    ]
    shown = table.T.groupby(every.year).sum().T if is_long else table
    head = ["outlet", *(str(column) for column in shown.columns)]
    text = markdown_table(head, [(outlet, *map(whole, row)) for outlet, row in shown.iterrows()])
    said = "Months without an article, between the first and the last of the corpus:\n\n" + "\n".join(gaps)
    closing = said if gaps else "No month is without an article."
    return f"Articles per {'year' if is_long else 'month'}:\n\n{text}\n\n{closing}"


def _quality(coded: pd.DataFrame | None) -> str:
    if coded is None:
        return open_place("precision and recall of the search string; framing.search_quality measures them")
    table = search_quality(coded)
    rows = [
        (row["measure"], percent(row["share"], row["low"], row["high"]), whole(row["n"]))
        for row in table.to_dict("records")
    ]
    return "Of the search string:\n\n" + markdown_table(["measure", "share [95 % interval]", "articles coded"], rows)


def _files(articles: pd.DataFrame) -> str:
    """Sum up the account of what was read."""
    try:
        table = account(articles)
    except ValueError:
        return open_place("the files that were read; a table of framing.read has an account of them")
    rows = [
        (
            form or "not read", whole(len(own)), whole(own["articles"].sum()),
            whole(own["stated"].sum()) if own["stated"].notna().any() else "nothing",
        )
        for form, own in table.groupby("format", sort=True)
    ]  # fmt: skip
    skipped = [f"- {row['file']}: {row['skipped']}" for row in table.to_dict("records") if row["skipped"]]
    text = markdown_table(["format", "files", "articles found", "articles stated by the files"], rows)
    more = f"\n- and {len(skipped) - 12} more files" if len(skipped) > 12 else ""
    return f"{text}\n\nLeft out:\n\n" + "\n".join(skipped[:12]) + more if skipped else text


def _absent(articles: pd.DataFrame, dates: pd.Series) -> str:
    """Count what articles lack."""
    lines = []
    blank = articles["text"].str.strip() == ""
    for name, is_missing in [("text", blank), ("date", dates.isna()), *_columns_missing(articles)]:
        if is_missing.any():
            lines.append(f"- without {name}: {whole(is_missing.sum())} of {whole(len(articles))} articles")
    return "\n".join(lines) or "Every article has a text, a date, a headline, a byline and a section."


def _columns_missing(articles: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    none = pd.Series(True, index=articles.index)
    return [
        (name, (articles[name].isna() | (articles[name].astype(str).str.strip() == "")) if name in articles else none)
        for name in ("outlet", "headline", "byline", "section")
    ]


def _copies(articles: pd.DataFrame, spans: pd.DataFrame | None) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Note)  # that articles are without words is said among what is missing
        table = wire_copy(articles, spans).assign(outlet=_names(articles).to_numpy())
    rows = [
        (
            outlet, whole(len(own)), whole(own["is_wire"].sum()), whole((own["reach"] == "across").sum()),
            whole((own["reach"] == "within").sum()),
        )
        for outlet, own in table.groupby("outlet", sort=True)
    ]  # fmt: skip
    return (
        markdown_table(["outlet", "articles", "agency copy", "near-duplicates across outlets", "within one"], rows)
        + "\n\nCopy that does not name its agency and has no duplicate here is not found."
    )


def _languages(articles: pd.DataFrame) -> str:
    found = pd.Series([language or "undecided" for language in article_languages(articles)]).value_counts()
    return "Languages: " + ", ".join(f"{name} {whole(number)}" for name, number in found.items()) + "."


def _genres(articles: pd.DataFrame) -> str:
    table = genre(articles)
    shown = pd.crosstab(_names(articles), table["genre"])
    unmarked = int((table["genre_rule"] == "none").sum())
    text = markdown_table(["outlet", *shown.columns], [(name, *map(whole, row)) for name, row in shown.iterrows()])
    return f"{text}\n\n{whole(unmarked)} articles bear no mark of a genre and are taken for news."


def _removed(articles: pd.DataFrame, spans: pd.DataFrame | None, words: pd.Series) -> str:
    if spans is None:
        return open_place("the share of boilerplate; give spans with the device boilerplate")
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    own = spans[spans["device"] == BOILERPLATE]
    places = zip(own["doc_id"], own["start"], own["end"], strict=True)
    left_out = pd.Series([word_count(texts[doc_id][start:end]) for doc_id, start, end in places], index=own["doc_id"])
    by_article = left_out.groupby(level=0).sum().reindex(articles["doc_id"]).fillna(0)
    columns = {"outlet": _names(articles), "out": by_article, "words": words}
    table = pd.DataFrame({name: column.to_numpy() for name, column in columns.items()})
    sums = table.groupby("outlet")[["out", "words"]].sum()
    rows = [(name, percent(row["out"] / row["words"]) if row["words"] else "–") for name, row in sums.iterrows()]
    return "Share of the words labelled as boilerplate:\n\n" + markdown_table(["outlet", "share"], rows)
