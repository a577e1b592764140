"""How results were obtained: the name of each method and its text in a methods section, from typed columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pandas as pd

from framing.model import named
from framing.results.notes import Record, decoded
from framing.vocabulary.codebook_pages import apart

_RATIOS = (
    "Ratios are those of pooled rates, with the delete-one-unit jackknife's standard error of their logarithm "
    "(Quenouille 1956; Tukey 1958; Miller 1974) and t intervals, whose degrees of freedom are the effective units "
    "(Kish 1965) less one where all units are shared, Welch's where none are, and the smaller of the two otherwise; p "
    "is that of the same t."
)
_LOG_RATES = (
    "Outlets' log rates were compared by Welch's t test (Welch 1947), all outlets weighted equally; rates are "
    "geometric means over outlets."
)
_PERMUTED = (
    "p is that of the studentised permutation test (Chung & Romano 2013), units exchanged between the groups, and "
    "intervals are those of the ratios that this test does not reject."
)
_REGRESSION = (
    "Log rates were modelled by Poisson regression with generalised estimating equations over units (Zeger & Liang "
    "1986), bias-reduced standard errors (Mancl & DeRouen 2001) and t intervals."
)
_DESIGN_EFFECT = (
    "divided by the design effect, which is the jackknife's variance over units over that of independent {} (Rao & "
    "Scott 1992); quantiles are those of t."
)
_SCORE = (
    "Shares were compared by the score test, whose inversion gives the intervals of difference and ratio (Miettinen & "
    f"Nurminen 1985), with numbers of articles {_DESIGN_EFFECT.format('articles')}"
)
_SCORE_OF_COUNTS = (
    "Where a group has fewer than ten instances, or one unit has all of them, rates were compared by the score test of "
    "the instances given their sum, with Wilson's interval (1927), and numbers of instances "
    f"{_DESIGN_EFFECT.format('instances')}"
)
_LIMITS_OF_MISSES = (
    "The variance is that between units and that of coded sentences within strata; limits for what the labels missed "
    "are those of a weighted sum of Poisson counts (Fay & Feuer 1997), combined with the rest by the method of "
    "variance estimates recovery (Zou & Donner 2008)"
)
_RECOVERY = f"{_LIMITS_OF_MISSES}; p is the level at which the interval reaches a ratio of one."
_WAVES = (
    "Log rates after and before the date were compared with variances from slow waves of the weekly rates, which allow "
    "for autocorrelation, and t with as many degrees of freedom as waves (equal-weighted cosines; Lazarus et al. 2018)."
)
_OMNIBUS = "Where there were three groups or more, they were also tested together, as a separate family: "


class Method(NamedTuple):
    """The name of a row's test, its text in a methods section, and whether its rates are geometric means."""

    name: str
    text: str
    is_geometric: bool = False


METHODS = {
    "jackknife": Method("jackknife t({df})", _RATIOS),
    "log_rates": Method("Welch's t({df}) on log rates", _LOG_RATES, is_geometric=True),
    "permutation": Method("permutation test ({draws} permutations{seeded})", _PERMUTED),
    "permutation_log_rates": Method(
        "permutation test of log rates ({draws} permutations{seeded})",
        f"{_PERMUTED} The statistic is Welch's t on outlets' log rates; rates are geometric means over outlets.",
        is_geometric=True,
    ),
    "gee": Method("GEE t({df})", _REGRESSION),
    "score": Method("score test, t({df})", _SCORE),
    "score_of_counts": Method("score test of counts, t({df})", _SCORE_OF_COUNTS),
    "recovery": Method("t({df}) and gamma limits", _RECOVERY),
    "waves": Method("t({df}) over slow waves", _WAVES),
    "permuted_q": Method(
        "permuted Q ({draws} permutations{seeded})", f"{_OMNIBUS}a studentised Q, compared with its permutations."
    ),
    "welch_f": Method("Welch's F({df}, {df_2})", f"{_OMNIBUS}Welch's F over log rates (Welch 1951)."),
    "hotelling_f": Method("Hotelling's F({df}, {df_2})", f"{_OMNIBUS}Hotelling's F over log ratios of shared units."),
    "gee_f": Method("GEE F({df}, {df_2})", f"{_OMNIBUS}Hotelling's F over the coefficients of the regression."),
    "bonferroni": Method(
        "Bonferroni's bound over the pairs", f"{_OMNIBUS}the smallest p of the pairs times their number (Bonferroni)."
    ),
    "none": Method("no test", ""),
}  # fmt: skip
_CORRECTION = (
    "Rates and intervals are corrected for labelling errors by a probability sample of coded sentences: each "
    "coded sentence adds the difference of coded and found, divided by its probability of selection, to its article "
    "(Egami et al. 2023; Angelopoulos et al. 2023), per outlet and never pooled; the coders are taken to be right."
)
_CODES_CORRECTION = (
    "Shares are corrected by a probability sample of coded articles: each adds the difference of its code and its "
    "cross-fitted score, divided by its probability of selection (Egami et al. 2023). The codes are taken to be right: "
    "coder error and construct validity stay uncorrected."
)
_UNCORRECTED = (
    "Labels are used as found, without correction for labelling errors; the codebook page of each device reports "
    "their accuracy."
)
_ADJUSTMENTS = {"holm": "Holm's method", "fdr": "Benjamini and Hochberg's method"}


def name_of(row: Record) -> str:
    """Name the test of a row, with its degrees of freedom or permutations.

    Examples
    --------
    >>> name_of({"method": "jackknife", "df": 60.13}), name_of({"method": "welch_f", "df": 2, "df_2": 90.0})
    ('jackknife t(60.1)', "Welch's F(2, 90)")
    >>> name_of({"method": "permutation", "draws": 252, "seed": None})
    'permutation test (all 252 permutations)'
    """
    degrees = {name: f"{round(float(row[name]), 1):.10g}" for name in ("df", "df_2") if not pd.isna(row.get(name))}
    draws, seed = row.get("draws"), row.get("seed")
    listed, seeded = "", ""
    if not pd.isna(draws):
        listed = f"{'all ' if pd.isna(seed) else ''}{int(draws):,}"
        seeded = "" if pd.isna(seed) else f", seed {int(seed)}"
    return METHODS[str(row["method"])].name.format_map({**degrees, "draws": listed, "seeded": seeded})


def of_results(results: pd.DataFrame) -> list[str]:
    """Describe how the rows of a results table were obtained."""
    sentences = [*of_counts(results), *of_units(results), *_texts(results["method"]), *_held(results)]
    sentences += [*_corrected(results), *of_adjustments(results)]
    if "bound" in results.columns:
        sentences.append(
            "A ratio beyond the bounds of equivalence is reported as excluded only where two one-sided tests show it "
            "(Schuirmann 1987), with their p adjusted in the same way."
        )
    return sentences


def of_rates(rates: pd.DataFrame) -> list[str]:
    """Describe how the rows of a rates table were obtained."""
    scale = "the log scale" if (rates["measure"] == "rate").all() else "the logit scale, which keeps shares below 1"
    means = ["Rates are geometric means over outlets."] if (rates["method"] == "log_rates").any() else []
    is_recovered = rates["method"] == "recovery"
    intervals = f"Intervals are the jackknife's over units, on {scale}, with t on the effective units less one."
    misses = [f"{_LIMITS_OF_MISSES}, on {scale}."] if is_recovered.any() else []
    return [
        *of_counts(rates), *of_units(rates), *([] if is_recovered.all() else [intervals]), *misses, *means,
        *_corrected(rates),
    ]  # fmt: skip


def _corrected(table: pd.DataFrame) -> list[str]:
    """Describe whether labelling errors were corrected, and who was taken to be right."""
    if table["coded"].isna().all():
        return [_UNCORRECTED]
    of_codes = bool(table["base"].astype(str).str.startswith("coded ").all())
    trusted = {decoded(cell).get("truth_is_model", {}).get("coder") for cell in table["limits"]} - {None}
    told = [f"The codes of {coder}, which no person made, counted as truth." for coder in sorted(map(str, trusted))]
    return [_CODES_CORRECTION if of_codes else _CORRECTION, *told]


def seeds_of(table: pd.DataFrame) -> list[int]:
    """Return the seeds of a table's random numbers, in order."""
    own = [int(seed) for seed in table["seed"].dropna()] if "seed" in table.columns else []
    limits = [decoded(cell) for cell in table["limits"]] if "limits" in table.columns else []
    of_samples = [
        seed
        for each in limits
        for code in ("seeds", "drawn_with")
        for seed in each.get(code, {}).get("seeds", ())  # type: ignore[attr-defined]
    ]
    return list(dict.fromkeys([*own, *of_samples]))


def of_counts(table: pd.DataFrame) -> list[str]:
    """Describe what was counted, the denominator, the voices and the excluded text."""
    pairs = zip(table["measure"], table["base"], strict=True)
    sentences = [_measure(str(measure), str(base)) for measure, base in dict.fromkeys(pairs)]
    if table["base"].astype(str).str.startswith("coded ").all():
        return sentences
    return [*sentences, *of_texts_read(table), *_counted_apart(table)]


def _counted_apart(table: pd.DataFrame) -> list[str]:
    """Name the subtypes that are not in the counts of their device, and how to ask for them."""
    return [
        f"In {device}, {' and '.join(names)} are not counted; kinds={device!r} in framing.count counts them separately."
        for device, names in counted_apart(table).items()
    ]


def counted_apart(table: pd.DataFrame) -> dict[str, list[str]]:
    """Return the subtypes that are not in the counts of each device."""
    devices = [] if "subtype" in table.columns else list(dict.fromkeys(map(str, table["device"])))
    return {device: list(names) for device in devices if (names := apart(device))}


def of_texts_read(table: pd.DataFrame) -> list[str]:
    """Describe which voices were counted and which text was excluded."""
    if "voice" in table.columns:
        sentences = ["Each voice is counted separately, with its own words as the denominator."]
    else:
        sentences = _each(table, "voices", _voices)
    return [*sentences, *_each(table, "excluded", _excluded)]


def _measure(measure: str, base: str) -> str:
    if base == "coded articles":
        return "The measure is the share of coded articles in which the code is present."
    if measure == "prevalence":
        return "The measure is the share of articles with at least one instance, regardless of their length."
    return f"Rates are shares of {base}." if measure == "share" else "Rates are instances per 1,000 words."


def _voices(voices: str | None) -> str:
    if voices is None:
        return "The counts do not say which voices were counted."
    if voices == "all":
        return "All voices were counted together, including the words of quoted and reported sources."
    return f"Only these voices were counted: {voices}."


def _excluded(excluded: str | None) -> str:
    if excluded is None:
        return "The counts do not say whether any text was excluded."
    if excluded == "none":
        return "No text was excluded, so boilerplate is included in the counts."
    return f"Text labelled as {excluded} was excluded from counts and denominators."


def _each(table: pd.DataFrame, column: str, text: Callable[[str | None], str]) -> list[str]:
    """Describe each value of a column, naming its devices where there are several values."""
    values = [None if pd.isna(value) else str(value) for value in table[column]]
    devices: dict[str | None, list[str]] = {}
    for value, device in zip(values, table["device"], strict=True):
        devices.setdefault(value, []).append(str(device))
    if len(devices) == 1:
        return [text(value) for value in devices]
    return [f"{named(dict.fromkeys(own), most=12)}: {text(value)}" for value, own in devices.items()]


def of_units(table: pd.DataFrame) -> list[str]:
    """Describe the units of analysis."""
    crossed = _filled(table["unit_2"]) if "unit_2" in table.columns else pd.Series("", index=table.index)
    alone = list(dict.fromkeys(table["unit"][crossed == ""]))
    sentences = [f"The unit of analysis is the {' or the '.join(alone)}; words are not units."] if alone else []
    for unit, second in dict.fromkeys(zip(table["unit"][crossed != ""], crossed[crossed != ""], strict=True)):
        sentences.append(
            f"The units of analysis are the {unit} and the {second}, which are crossed: their variances are added, and "
            "the variance by both together is subtracted (Cameron, Gelbach & Miller 2011); words are not units."
        )
    return sentences


def _filled(column: pd.Series) -> pd.Series:
    """Return a text column with missing values as empty strings, as in a table read back from CSV."""
    return column.astype(object).where(column.notna(), "")


def _texts(methods: Iterable[object]) -> list[str]:
    used = [METHODS[name] for name in dict.fromkeys(map(str, methods))]
    return [method.text for method in used if method.text]


def _held(results: pd.DataFrame) -> list[str]:
    pairs = zip(_filled(results["held_by"]), _filled(results["held"]), strict=True)
    texts = {
        "standardisation": "Rates are standardised by {}: both groups have the rates expected with the same mix.",
        "regression": "Controlled for in the regression: {}.",
    }
    return [texts[held_by].format(held) for held_by, held in dict.fromkeys(pairs) if held_by]


def of_adjustments(results: pd.DataFrame) -> list[str]:
    """Describe for how many comparisons p was adjusted, and how many of them are in the table."""
    tested = results[results["p"].notna()]
    if tested.empty:
        return ["There were no tests to adjust."]
    sentences = []
    for is_omnibus, kind in ((False, "comparisons"), (True, "omnibus tests")):
        own = tested[(tested["kind"] == "omnibus") == is_omnibus]
        pairs = Counter(zip(_filled(own["adjustment"]), own["family"].astype(int), strict=True))
        sentences += [_adjustment(adjustment, size, shown, kind) for (adjustment, size), shown in pairs.items()]
    return list(filter(None, sentences))


def _adjustment(adjustment: str, size: int, shown: int, kind: str) -> str:
    if size == 1:
        return "With a single comparison, no adjustment was needed." if kind == "comparisons" else ""
    how = f"were adjusted by {_ADJUSTMENTS[adjustment]}" if adjustment else "were not adjusted"
    part = f", of which {shown} {'is' if shown == 1 else 'are'} reported here" if shown < size else ""
    return f"p values {how} for {size} {kind}{part}."
