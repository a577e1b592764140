"""What the manuscript may say: numbers with a name. It reaches each cell of the tables without a name made here."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from analysis import ALL

import framing
from framing.compendium import Number, Plan
from framing.results.notes import has_limit
from framing.results.numbers import estimate, percent, probability, whole

COURIER, LANTERN, COMMONS, LEDGER = "The Alder Courier", "Daily Lantern", "The Commons Post", "Kestria Ledger"
ALPHA = 0.05
_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

Tables = Mapping[str, pd.DataFrame]


def numbers(tables: Tables) -> dict[str, Number]:
    """Name the numbers; each has to be used in the manuscript."""
    return {
        **_of_outlets(tables["outlets"]),
        **_of_contrasts(tables["results"], tables["without_agency"]),
        **_of_voices(tables["voices"], tables["subtypes"]),
        **_of_accuracy(tables["accuracy"]),
    }


def texts(tables: Tables, plan: Plan) -> dict[str, str]:
    """Write no text: the manuscript has its own words for methods and results."""
    return {}


def _whole(value: float, meaning: str) -> Number:
    return Number(whole(value), int(value), meaning)


def _in_words(value: float, meaning: str) -> Number:
    text = _WORDS[int(value)] if value < len(_WORDS) else whole(value)
    return Number(text, int(value), meaning)


def _share(part: float, total: float, meaning: str) -> Number:
    return Number(percent(part / total).replace(" ", "\u00a0"), part / total, meaning)


def _proportion(part: float, total: float, meaning: str) -> Number:
    return Number(f"{part / total:.2f}".removeprefix("0"), part / total, meaning)


def _of_outlets(outlets: pd.DataFrame) -> dict[str, Number]:
    return {
        "outlets": _in_words(len(outlets), "outlets"),
        "events": _in_words(outlets["events"].max(), "events"),
        "agency_events": _in_words(outlets["agency_events"].max(), "events on which two outlets print agency copy"),
        "articles": _whole(outlets["articles"].sum(), "articles"),
        "words": _whole(outlets["words"].sum(), "words, boilerplate included"),
        "boilerplate_least": _share(outlets["boilerplate"].min(), 1, "smallest share of boilerplate in an outlet"),
        "boilerplate_most": _share(outlets["boilerplate"].max(), 1, "largest share of boilerplate in an outlet"),
        "version": Number(framing.__version__, framing.__version__, "version of the package"),
    }


def _of_contrasts(results: pd.DataFrame, without_agency: pd.DataFrame) -> dict[str, Number]:
    is_between = without_agency["a"].isin([LEDGER, COURIER]) & without_agency["b"].isin([LEDGER, COURIER])
    without = without_agency[is_between & (without_agency["device"] == ALL)].iloc[0]
    limits = [float(without[name]) for name in ("ratio", "low", "high")]
    if without["a"] == COURIER:
        limits = [1 / limits[0], 1 / limits[2], 1 / limits[1]]
    of_counts = (results["method"] == "score_of_counts").sum()
    of_one_event = has_limit(results, "influential_unit").sum()
    largest = float(results.loc[results["device"] == ALL, "p_adjusted"].max())
    return {
        "ratio_without_agency": Number(estimate(*limits), limits[0], "Ledger / Courier, all voices, no agency copy"),
        "measures": _in_words(results["device"].nunique(), "measures compared"),
        "contrasts": _whole(len(results), "contrasts computed"),
        "contrasts_of_counts": _in_words(of_counts, "contrasts of few hedges, compared by the score test"),
        "contrasts_of_one_event": _in_words(of_one_event, "contrasts with a note on one event"),
        "least_freedom": Number(f"{results['df'].min():.1f}", float(results["df"].min()), "fewest degrees of freedom"),
        "largest_p": Number(probability(largest), largest, "largest adjusted p of the contrasts in all voices"),
        "alpha": Number(probability(ALPHA).rstrip("0"), ALPHA, "level below which a difference counts as shown"),
    }


def _of_voices(voices: pd.DataFrame, subtypes: pd.DataFrame) -> dict[str, Number]:
    sums = voices.groupby("outlet")[["n", "words"]].sum()
    of = voices.set_index(["outlet", "voice"])
    approximators = subtypes[subtypes["subtype"] == "approximator"].set_index("outlet")["n"]
    shares = approximators / sums["n"]
    return {
        "hedges": _whole(sums["n"].sum(), "hedges outside boilerplate"),
        "commons_hedges": _whole(sums["n"][COMMONS], "hedges in the Commons Post"),
        "commons_hedges_quoted": _whole(of["n"][COMMONS, "quoted"], "of these, inside quotation marks"),
        "commons_words_quoted": _share(
            of["words"][COMMONS, "quoted"], sums["words"][COMMONS], "its words in quotation marks"
        ),
        "ledger_hedges": _whole(sums["n"][LEDGER], "hedges in the Kestria Ledger"),
        "ledger_hedges_reported": _whole(of["n"][LEDGER, "reported"], "of these, in indirect speech"),
        "ledger_words_reported": _share(
            of["words"][LEDGER, "reported"], sums["words"][LEDGER], "its words in indirect speech"
        ),
        "ledger_approximators": _share(shares[LEDGER], 1, "its hedges that are approximators"),
        "courier_approximators": _share(shares[COURIER], 1, "the Courier's, likewise"),
        "lantern_hedges": _in_words(sums["n"][LANTERN], "hedges in the Daily Lantern"),
    }


def _of_accuracy(accuracy: pd.DataFrame) -> dict[str, Number]:
    rows = accuracy.set_index(["compared", "outlet"])
    detector, again = rows.loc[("detector", "all")], rows.loc[("coder_2", "all")]
    ledger, courier, lantern = (rows.loc[("detector", name)] for name in (LEDGER, COURIER, LANTERN))
    ratios = {by: ledger[f"own_rate_{by}"] / courier[f"own_rate_{by}"] for by in ("found", "coded")}
    in_other_voice = detector["matched"] - detector["same_voice"]
    return {
        "coded_articles": _whole(detector["articles"], "articles coded by reading"),
        "coded_events": _in_words(detector["events"], "events they are on"),
        "coded_hedges": _whole(detector["coded"], "hedges in them by coder_1"),
        "recall": _proportion(detector["matched"], detector["coded"], "share of coder_1's hedges that are found"),
        "found_hedges": _whole(detector["found"], "hedges found in them"),
        "precision": _proportion(detector["matched"], detector["found"], "share of found hedges that coder_1 has"),
        "same_voice": _share(detector["same_voice"], detector["matched"], "matched hedges put in coder_1's voice"),
        "in_other_voice": _in_words(in_other_voice, "matched hedges put in another voice"),
        "ledger_in_other_voice": _in_words(ledger["matched"] - ledger["same_voice"], "of these, the Ledger's"),
        "matched_hedges": _whole(detector["matched"], "hedges found that match one of coder_1's"),
        "ledger_own_found": _whole(ledger["own_found"], "matched hedges of the Ledger put in its own voice"),
        "ledger_own_coded": _whole(ledger["own_coded"], "matched hedges of the Ledger coded in its own voice"),
        "own_ratio_found": Number(
            estimate(ratios["found"]), ratios["found"], "Ledger / Courier in own voice, as found"
        ),
        "own_ratio_coded": Number(estimate(ratios["coded"]), ratios["coded"], "the same ratio, as coded"),
        "lantern_coded": _in_words(lantern["coded"], "hedges coded in the Lantern"),
        "coders_f1": _proportion(2 * again["matched"], again["coded"] + again["found"], "F1 of coder_2 and coder_1"),
    }
