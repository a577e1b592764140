"""How far codings of the same articles agree: people, a detector and a reference, two versions of a detector."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from framing.checks import check_articles
from framing.code_table import coders_of, is_codes
from framing.coding.coded_agreement import (
    LEAST,
    TENTATIVE,
    CodedUnits,
    codings_of_codes,
    compared_codes,
    kind_of,
    refuse_settled,
)
from framing.coding.coders import Coding, codings_of, common_devices, reference_of
from framing.coding.coding_sheet import as_codes
from framing.coding.coefficients import Matched, Numbers, Places
from framing.coding.measures import (
    MATCHES,
    Paired,
    counted,
    have_roles,
    matched_cues,
    matched_roles,
    placed,
    with_subtype_of_cue,
)
from framing.coding.units import (
    Compared,
    Marks,
    Texts,
    compared_subtypes,
    compared_units,
    marks_of,
    of_subtype,
    subtypes_of,
)
from framing.model import ROLES, named, note
from framing.origin import made_of, with_origin
from framing.results.notes import encoded, in_words
from framing.results.numbers import cut_alpha
from framing.results.schema import Limits

KEYS = ("subtype", "outlet")
FEW_ARTICLES = 60  # with any mark: what the interval is drawn from
UNITS = (
    "article", "count", "paragraph", "sentence", "cue", "source", "content", "whole",
    "content_direct", "content_mixed", "content_indirect", "subtype",
)  # fmt: skip
COLUMNS = (
    "unit", "match", "measure", "value", "low", "high", "level", "seed", "coders", "articles", "units", "marked",
    "matched", "kind", "limits", "note",
)  # fmt: skip


def agree(
    articles: pd.DataFrame,
    *codings: pd.DataFrame,
    reference: pd.DataFrame | str | None = None,
    match: str | Sequence[str] = "overlap",
    by: str | Sequence[str] = (),
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how far two or more codings of the same articles agree: alpha, kappa, percent and F1.

    Coders who agree may be wrong together. Where they differ, `framing.disagreements` shows.

    Parameters
    ----------
    articles : DataFrame
        The articles that all coders read, including those in which they marked nothing.
    *codings : DataFrame
        Spans tables, one per coder, or one table with several coders in `coder`. Devices that not all coders labelled
        are left out, with a note. Or codes tables, of which each coder may have coded a part, or the codings of sheets
        of one sample (`framing.read_codings`), which are how many instances each sentence has.
    reference : DataFrame or str, optional
        The coding that is taken as true: a spans table, or a name in `coder`. Each other coder is then compared with
        it, and there are precision and recall too.
    match : str or sequence of str
        When two cues are the same, for F1 of devices with one row per instance: ``overlap, half, exact`` (see Notes).
    by : str or sequence of str
        ``"subtype"``: rows for each subtype too, and for the agreement on the subtype; ``"outlet"``: rows for each
        outlet.
    level : float
        Level of the interval.
    replicates : int
        How often articles are drawn for the interval; 0 leaves it empty.
    seed : int
        Where the random numbers start.

    Returns
    -------
    DataFrame
        One row per device (and `outlet`, `subtype`, `coder`, `reference` where asked for), unit, match and measure:

        - `unit`: what is compared. ``article``: whether it has any; ``count``: how many it has; ``sentence``: whether
          a cue starts in it; ``cue``, ``source``, ``content``: the stretches marked; ``whole``: an attribution with
          all its roles; ``subtype``: which one was chosen where several marked.
        - `match`: how two stretches were matched for F1, precision and recall; empty for the other measures.
        - `measure`: ``alpha, kappa, f1, precision, recall`` (at most 1) or ``percent`` (0 to 100).
        - `value`, `low`, `high`; `level` of the interval, `seed`; `coders, articles`; `units`: the number of articles,
          sentences or characters; for F1, precision and recall of the marks divided by; `marked`: units that any coder
          marked; `matched`: pairs of marks; `kind, limits, note`.

    Raises
    ------
    ValueError
        Where there are not two codings, no device is common, or a table or option is wrong.

    Notes
    -----
    **Alpha** is Krippendorff's: nominal for articles and sentences, with squared differences for counts (2011,
    *Computing Krippendorff's alpha-reliability*). For stretches it is unitised (Krippendorff, Mathet, Bouvry &
    Widlöcher 2016, Quality & Quantity 50:2347-2364): ``|uα`` over all texts end to end, and cuα for ``subtype``; then
    units are characters. Stretches of one coder that overlap are joined; for ``subtype`` the first keeps the
    characters. **Kappa** is Cohen's (1960), the mean over pairs of coders, and knows nothing of stretches: for these it
    is of characters. Alphas of .80 are often required, and .667 for tentative conclusions (Krippendorff 2004, HCR
    30:411-433); see whether `low` is above.

    Of **codes** the alpha is nominal, or with squared differences where values are numbers on a scale, over all units
    that two or more coded (Krippendorff 2011). Below .80 a result is called tentative, below .667 it is not to be
    interpreted: for each code and, with ``by="outlet"``, in each outlet. Codes that were settled from the others' are
    refused as a coder. Where all are runs of language models, `kind` is ``stability``: it says nothing about validity.

    **F1** does not correct for chance, since nobody can count the places where no coder marked anything (Hripcsak &
    Rothschild 2005, JAMIA 12:296-298). It is the same whoever is taken as true; of several coders it is pooled over
    pairs. Stretches are matched one to one:

    - ``exact``: same start and end, as phrases are scored in CoNLL-2000 (Tjong Kim Sang & Buchholz 2000).
    - ``overlap``: they share a character; cues are matched from left to right.
    - ``half``: at least half of each is shared; the most similar (Jaccard) first.

    Attributions are matched as in PARC and PolNeAR (Pareti 2015; Newell, Margolin & Ruths 2018), without spaces, the
    pieces of a content as one, the most similar first: cues and sources by overlap, contents by half and exactly, and
    ``whole``: contents by half, whose cues and whose sources overlap or are absent in both. With a reference there is
    the recall of its direct, mixed and indirect contents too.

    The interval is the percentile bootstrap (Efron 1979) over whole articles, since the marks of one article are not
    independent. With fewer than 60 articles with marks it is too narrow (a 95 % interval then has the truth in 89 to
    93 % of cases), and `note` says so.

    Examples
    --------
    >>> texts = ["It may rain. It is dry.", "It could."]
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": texts})
    >>> marked = {"device": pd.Categorical(["hedge", "hedge"]), "role": "cue"}
    >>> ann = pd.DataFrame({"doc_id": ["a", "b"], "start": [3, 3], "end": [6, 8], **marked})
    >>> ben = pd.DataFrame({"doc_id": ["a", "a"], "start": [3, 16], "end": [6, 18], **marked})
    >>> table = agree(articles, ann, ben, replicates=0)
    >>> table.pivot(index="measure", columns="unit", values="value").rename_axis(None).round(2)
    unit     article  count    cue  sentence
    alpha        0.0   0.25   0.34     -0.25
    f1           NaN    NaN   0.50       NaN
    kappa        0.0    NaN   0.33     -0.50
    percent     50.0   0.00  78.12     33.33
    """
    matches, keys = _chosen("match", match, MATCHES), _chosen("by", by, KEYS)
    if not matches:
        raise ValueError(f"agree: match is empty; choose from {named(MATCHES)}")
    if not 0 < level < 1 or replicates < 0:
        raise ValueError(f"agree: level={level}, replicates={replicates}; 0.95 and 1000 are usual")
    check_articles(articles)
    if paths := [one for one in codings if isinstance(one, (str, Path))]:
        raise ValueError(
            f"agree: {str(paths[0])!r} is a path; framing.read_codings and read_spans make tables of files"
        )
    codings = tuple(as_codes(one) for one in codings)
    reference = as_codes(reference) if isinstance(reference, pd.DataFrame) else reference
    if not len(articles):
        raise ValueError("agree: no article; give the articles that the coders read")
    if is_codes(codings[0] if codings else None):
        return _agree_on_codes(articles, codings, reference, keys, level, (replicates, seed))
    coders = codings_of(articles, codings, ["subtype"] if "subtype" in keys else [])
    truth = None if reference is None else reference_of(articles, reference, coders)
    if len(coders) + (truth is not None) < 2 or not coders:
        raise ValueError(
            "agree: one coding; give two or more: agree(articles, a, b), or one table with several names in 'coder'"
        )
    refuse_settled([coding.coder for coding in coders])
    everyone = [*coders, *([truth] if truth else [])]
    devices = common_devices(everyone, verb="agree")
    groups = [[coder, truth] for coder in coders] if truth else [everyone]
    drawn = [
        (outlet, here, _draws(len(here), replicates, seed))
        for outlet, here in _outlets(articles, by_outlet="outlet" in keys)
    ]
    texts = Texts.of_articles(articles)
    rows: list[dict[str, object]] = []
    for group in groups:
        names = {"coder": group[0].coder, "reference": group[-1].coder, "coders": len(group)}
        for labels, compared in _compared(group, articles, texts, devices, matches, truth is not None, keys):
            for outlet, here, draws in drawn:
                figures = _figures(compared, here, draws, level)
                rows += [{"outlet": outlet, **names, **labels, **row} for row in figures]
    table = (
        pd.DataFrame(rows)
        .assign(kind="agreement", level=level, seed=seed)
        .astype(dict.fromkeys(("units", "marked", "matched"), "Int64"))
    )
    if "outlet" in keys:
        table = table.sort_values("outlet", kind="stable", ignore_index=True)
    asked = {"device", *keys, *(("coder", "reference") if truth else ())}
    return with_origin(
        table[[*(key for key in ("outlet", "device", "subtype", "coder", "reference") if key in asked), *COLUMNS]],
        made_of(articles),
    )


def _chosen(name: str, value: str | Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    chosen = (value,) if isinstance(value, str) else tuple(dict.fromkeys(value))
    if wrong := [one for one in chosen if one not in allowed]:
        raise ValueError(f"agree: {name}={wrong[0]!r} is none of {named(allowed)}")
    return chosen


def _outlets(articles: pd.DataFrame, *, by_outlet: bool) -> Iterator[tuple[str, Places]]:
    """Yield each outlet, or all as one, with the positions of its articles."""
    outlets: list[str] = articles["outlet"].astype(str).tolist() if by_outlet else [""] * len(articles)
    for outlet in sorted(set(outlets)):
        yield outlet, np.flatnonzero(np.array(outlets, dtype=object) == outlet)


def _draws(articles: int, replicates: int, seed: int) -> Numbers:
    """Return how often each article counts: in the first row once, then as drawn; a single article has no draws."""
    weights = np.ones((1 + (replicates if articles > 1 else 0), articles))
    generator = np.random.default_rng(seed)
    for draw in weights[1:]:
        draw[:] = np.bincount(generator.integers(articles, size=articles), minlength=articles)
    return weights


def _agree_on_codes(
    articles: pd.DataFrame, tables: Sequence[pd.DataFrame], reference: pd.DataFrame | str | None,
    keys: Sequence[str], level: float, drawing: tuple[int, int],
) -> pd.DataFrame:  # fmt: skip
    """Compare coders of codes, all together or each with the reference."""
    if "subtype" in keys:
        raise ValueError("agree: codes have no subtypes; by='outlet' gives rows for each outlet")
    given = tables if reference is None or isinstance(reference, str) else [*tables, reference]
    codes = codings_of_codes(articles, given, verb="agree")
    coders = list(dict.fromkeys(codes["coder"]))
    truth = coders_of(codes[-1:])[0] if isinstance(reference, pd.DataFrame) else reference
    if truth is not None and truth not in coders:
        raise ValueError(f"agree: reference={truth!r} is the name of no coder (there are: {named(coders)})")
    others = [coder for coder in coders if coder != truth]
    refuse_settled(others)
    if len(others) + (truth is not None) < 2 or not others:
        raise ValueError("agree: one coding; give two or more: agree(articles, a, b)")
    rows: list[dict[str, object]] = []
    for group in [others] if truth is None else [[coder, truth] for coder in others]:
        names = {"coder": group[0], "reference": group[-1], "coders": len(group), "kind": kind_of(codes, group)}
        for code, unit, values, marked in compared_codes(articles, codes, group, have_truth=truth is not None):
            compared = Compared(unit, "", values, marked)
            for outlet, here in _outlets(articles, by_outlet="outlet" in keys):
                figures = _figures(compared, here, _draws(len(here), *drawing), level)
                rows += [{"outlet": outlet, "device": code, **names, **row} for row in figures]
    if not rows:
        raise ValueError("agree: no unit was coded by two coders; give codings of the same articles")
    table = pd.DataFrame(rows).assign(level=level, seed=drawing[1])
    table = table.astype(dict.fromkeys(("units", "marked", "matched"), "Int64"))
    low = table[(table["measure"] == "alpha") & (table["value"] < LEAST)]
    if len(low) and "outlet" not in keys:
        note(
            f"agree: alpha below {LEAST}, so not to be interpreted: {named(low['device'].unique(), most=8)}",
            stacklevel=4,
        )
    asked = {"device", *keys, *(("coder", "reference") if truth is not None else ())}
    return with_origin(
        table[[*(key for key in ("outlet", "device", "coder", "reference") if key in asked), *COLUMNS]],
        made_of(articles),
    )


def _compared(
    group: Sequence[Coding],
    articles: pd.DataFrame,
    texts: Texts,
    devices: Sequence[str],
    matches: Sequence[str],
    have_truth: bool,
    keys: Sequence[str],
) -> Iterator[tuple[dict[str, str], Compared]]:
    """Yield all that is compared, device by device, and each subtype if it is asked for."""
    with_roles = set().union(*(have_roles(spans) for _, spans in group))
    laid_out = [with_subtype_of_cue(placed(spans, articles, with_roles)) for _, spans in group]
    for device in devices:
        coded = [marks_of(spans[spans["device"] == device], articles) for _, spans in group]
        rows = [table[table["device"] == device] for table in laid_out]
        has_roles = device in with_roles
        roles = ROLES if has_roles else ("cue",)
        chosen = None if has_roles else matches
        found = [*compared_units(coded, texts, roles), *_matched(rows, len(articles), chosen, have_truth)]
        names = subtypes_of(coded) if "subtype" in keys else []
        if "subtype" in keys:
            found.append(compared_subtypes(coded, texts.lengths, names))
        yield from (({"device": device, "subtype": ""}, one) for one in _in_order(found))
        for name in names:
            own: list[Marks] = [of_subtype(marks, name) for marks in coded]
            its_rows = [table[table["subtype"] == name] for table in rows]
            found = [*compared_units(own, texts, ["cue"]), *_matched(its_rows, len(articles), chosen, have_truth)]
            yield from (({"device": device, "subtype": name}, one) for one in _in_order(found))


def _in_order(found: list[Compared]) -> list[Compared]:
    return sorted(found, key=lambda compared: UNITS.index(compared.unit))


def _matched(
    rows: Sequence[pd.DataFrame], articles: int, matches: Sequence[str] | None, have_truth: bool
) -> Iterator[Compared]:
    """Match the marks of each pair of coders; without `matches`, those of attributions."""
    by_unit: dict[tuple[str, str], list[Paired]] = defaultdict(list)
    for a, b in combinations(rows, 2):
        for paired in matched_roles(a, b) if matches is None else matched_cues(a, b, matches):
            by_unit[paired.unit, paired.match].append(paired)
    for (unit, match), pairs in by_unit.items():
        if have_truth or pairs[0].a is not None:
            given = counted(pairs, articles, have_truth=have_truth)
            yield Compared(unit, match, given, np.nansum(given.counts[:, :2], axis=1).astype(np.int64))


def _figures(compared: Compared, here: Places, draws: Numbers, level: float) -> Iterator[dict[str, object]]:
    """Yield one row per measure: its value, interval, numbers and limits."""
    tail = (1 - level) / 2
    given, marked = compared.given.of_articles(here), compared.marked[here]
    with_marks = int((marked > 0).sum())
    for measure, values in given.measures(draws).items():
        known = values[1:][~np.isnan(values[1:])]  # a draw in which nothing varies has no value
        has_interval = len(known) > 0 and not np.isnan(values[0])
        low, high = np.quantile(known, [tail, 1 - tail]) if has_interval else (np.nan, np.nan)
        is_matched = isinstance(given, Matched)
        units = int((given.denominators(measure) if isinstance(given, Matched) else given.units).sum())
        limits: Limits = {}
        if np.isnan(values[0]):
            limits = {"no_variation" if with_marks and not is_matched else "none_marked": {}}
        elif len(values) > 1 and with_marks < FEW_ARTICLES:
            limits = {"few_articles": {"articles": with_marks}}
        if isinstance(given, CodedUnits) and measure == "alpha" and values[0] < TENTATIVE:
            code = "low_agreement" if values[0] < LEAST else "tentative_agreement"
            limits = {code: {"alpha": cut_alpha(values[0])}, **limits}
        yield {
            "unit": compared.unit, "match": compared.match, "measure": measure, "value": float(values[0]),
            "low": float(low), "high": float(high), "articles": len(here), "units": units,
            "marked": pd.NA if is_matched else int(marked.sum()),
            "matched": int(given.counts[:, 2].sum()) if isinstance(given, Matched) else pd.NA,
            "limits": encoded(limits), "note": in_words(limits, {"measure": measure}),
        }  # fmt: skip
