"""Competing names to counts: one row per article and name, out of all uses of the names of its set."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from framing.count import count
from framing.model import COUNT_COLUMNS, check_articles, check_spans, named, note, subtype_parts

_PERIODS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d"}


def alternatives(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    of: str | Sequence[str] = (),
    when: str | None = None,
    voice: str | Sequence[str] | None = None,
    exclude: str | Sequence[str] = (),
    device: str = "naming",
) -> pd.DataFrame:
    """Count each article's uses of a name out of its uses of all names of the set.

    The result is a counts table whose `device` is the name and whose `words` are uses of the set, as its column `base`
    says. `framing.rates` and `framing.compare` take it: a rate is then a share of these uses, and the unit is still the
    event or the article. Only names that occur in `spans` are there: a set of which one name is used has the share 1.

    Parameters
    ----------
    spans : DataFrame
        The spans table of one coder, in which the device's subtypes are ``set:alternative``.
    articles : DataFrame
        The articles that were labelled. One that uses no name of a set counts with zero of zero.
    of : str or sequence of str, optional
        Only these sets.
    when : str, optional
        Add a column of this name with the ``year``, ``month``, ``week`` or ``day`` of the article's `date`, to give to
        `rates` as `by`. Articles without a date are named in a note; they have an empty cell.
    voice : str or sequence of str, optional
        Only names in these voices (``outlet, quoted, reported``): which name an outlet chooses where it speaks itself.
    exclude : str or sequence of str, optional
        Devices whose text is left out, such as ``"boilerplate"``.
    device : str, optional
        The device of the names.

    Returns
    -------
    DataFrame
        One row per article and name: the columns of `articles` without `text`, the period, then `words` (uses of the
        set in the article), `device` (``set: alternative``), `n`, `per_1000`, `base`, `voices`, `excluded`.

    Raises
    ------
    ValueError
        Where the device was not looked for, a subtype is no ``set:alternative``, a set of `of` is not there, or `when`
        cannot be had; and as `framing.count` does.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing
    >>> texts = ["Global warming goes on. The climate crisis grows.", "The climate crisis is here."]
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": texts})
    >>> spans = framing.label(articles, ["naming"], voice=False)
    >>> alternatives(articles, spans)[["doc_id", "words", "device", "n"]]
      doc_id  words            device  n
    0      a      2   climate: crisis  1
    1      a      2  climate: warming  1
    2      b      1   climate: crisis  1
    3      b      1  climate: warming  0
    """
    check_articles(articles)
    check_spans(spans, articles)
    periods = _periods(articles, when)
    counts = count(articles, _only(spans, device, exclude, voice), by="subtype", exclude=exclude, voice=voice)
    counts = counts[(counts["device"] == device) & (counts["subtype"] != "")]
    counts = _of_sets(counts.assign(set=_sets(counts["subtype"], device)), (of,) if isinstance(of, str) else tuple(of))
    counts = counts.assign(
        words=counts.groupby(["doc_id", "set"], sort=False)["n"].transform("sum"),
        device=[": ".join(subtype_parts(subtype)) for subtype in counts["subtype"]],
    )
    counts = counts.assign(
        per_1000=1000 * counts["n"] / counts["words"].where(counts["words"] > 0), base="uses of the set"
    )
    columns = [name for name in articles.columns if name != "text"]
    if when is not None:
        counts[when] = counts["doc_id"].map(periods)
        columns.append(when)
    return counts[[*columns, *COUNT_COLUMNS]].reset_index(drop=True)


def _only(
    spans: pd.DataFrame, device: str, exclude: str | Sequence[str], voice: str | Sequence[str] | None
) -> pd.DataFrame:
    """Keep the spans of the device, and of those that say what is left out and whose words they are."""
    looked_for = list(spans["device"].cat.categories)
    if device not in looked_for:
        raise ValueError(
            f"alternatives: {device!r} was not looked for (only {named(looked_for, most=8)}); label with it too"
        )
    left_out = (exclude,) if isinstance(exclude, str) else tuple(exclude)
    needed = {device, *left_out, *(("attribution",) if voice else ())}
    kept = spans[spans["device"].isin(needed)]
    return kept.assign(device=kept["device"].cat.set_categories([name for name in looked_for if name in needed]))


def _sets(subtypes: pd.Series, device: str) -> pd.Series:
    """Give the set of each subtype."""
    whole = [subtype for subtype in subtypes.unique() if not all(subtype_parts(subtype))]
    if whole:
        raise ValueError(
            f"alternatives: {device} has the subtype {named(whole)}, which is no set:alternative; "
            "write it so in the lexicon, as in climate:crisis"
        )
    return subtypes.map(lambda subtype: subtype_parts(subtype)[0]).astype("str")


def _of_sets(counts: pd.DataFrame, sets: tuple[str, ...]) -> pd.DataFrame:
    there = sorted(counts["set"].unique())
    missing = [name for name in sets if name not in there]
    if missing:
        raise ValueError(f"alternatives: no name of the set {missing[0]!r} occurs (there are: {named(there, most=12)})")
    return counts[counts["set"].isin(sets)] if sets else counts


def _periods(articles: pd.DataFrame, when: str | None) -> dict[object, object]:
    """Give each article's period by its `doc_id`, and say which have none."""
    if when is None:
        return {}
    if when not in _PERIODS:
        raise ValueError(f"alternatives: when={when!r} is none of {named(_PERIODS)}")
    if when in articles.columns:
        raise ValueError(
            f"alternatives: articles have a column {when!r} already; leave when= out to use it, or rename it"
        )
    if "date" not in articles.columns:
        raise ValueError(f"alternatives: when={when!r} needs a column 'date' (it has: {named(articles.columns)})")
    dates = pd.to_datetime(articles["date"], errors="coerce", utc=True, format="mixed")
    without = articles["doc_id"][dates.isna()]
    if len(without):
        note(f"articles without a date: {len(without)} (doc_id {named(without)}), so they have no {when}", stacklevel=4)
    periods = dates.dt.strftime(_PERIODS[when]).astype(object).where(dates.notna(), None)
    return dict(zip(articles["doc_id"], periods, strict=True))
