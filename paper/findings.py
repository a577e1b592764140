"""What the manuscript may say: its numbers, each with a name, and its claims, each with the condition it hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd
import wording
from analysis import ALL, OWN, SHIELDS

import framing
from framing.results.notes import has_limit

OUTLETS = {
    "courier": "The Alder Courier",
    "lantern": "Daily Lantern",
    "commons": "The Commons Post",
    "ledger": "Kestria Ledger",
}
ALPHA = 0.05

Tables = Mapping[str, pd.DataFrame]


class Number(NamedTuple):
    """A number as printed, as computed, and what it is."""

    text: str
    value: float | str | dict[str, float]
    meaning: str


class Claim(NamedTuple):
    """Whether a statement holds for the tables, and which."""

    holds: bool
    meaning: str


class Contrast(NamedTuple):
    """One row of a results table, turned so that the first outlet is above the line."""

    ratio: float
    low: float
    high: float
    units: int
    p: float


def numbers(tables: Tables) -> dict[str, Number]:
    """Name every number of the manuscript."""
    return {
        **_of_corpus(tables["corpus"]),
        **_of_contrasts(tables),
        **_of_voices(tables["voices"], tables["subtypes"]),
        **_of_accuracy(tables["accuracy"]),
    }


def claims(tables: Tables) -> dict[str, Claim]:
    """State what the manuscript's words rest on."""
    return {**_claims_on_ratios(tables), **_claims_on_shares(tables)}


def contrast(results: pd.DataFrame, measure: str, above: str, below: str) -> Contrast:
    """Take the contrast of two outlets, by their short names, out of a results table."""
    a, b = OUTLETS[above], OUTLETS[below]
    rows = results[results["device"] == measure]
    row = rows[rows["a"].isin([a, b]) & rows["b"].isin([a, b])].iloc[0]
    ratio, low, high = row["ratio"], row["low"], row["high"]
    if row["a"] == b:
        ratio, low, high = 1 / ratio, 1 / high, 1 / low
    return Contrast(ratio, low, high, int(row["units"]), row["p_adjusted"])


def _whole(value: float, meaning: str) -> Number:
    return Number(wording.whole(value), int(value), meaning)


def _in_words(value: float, meaning: str) -> Number:
    return Number(wording.in_words(int(value)), int(value), meaning)


def _share(part: float, all_of_it: float, meaning: str) -> Number:
    return Number(wording.percent(part / all_of_it), part / all_of_it, meaning)


def _proportion(part: float, all_of_it: float, meaning: str) -> Number:
    return Number(wording.proportion(part / all_of_it), part / all_of_it, meaning)


def _contrast(results: pd.DataFrame, measure: str, above: str, below: str) -> Number:
    found = contrast(results, measure, above, below)
    meaning = f"{measure}: {OUTLETS[above]} / {OUTLETS[below]}; 95 % interval, events, Holm-adjusted p"
    return Number(wording.contrast(*found), found._asdict(), meaning)


def _of_corpus(corpus: pd.DataFrame) -> dict[str, Number]:
    removed = 1 - corpus["words_kept"] / corpus["words"]
    return {
        "outlets": _in_words(len(corpus), "outlets"),
        "events": _in_words(corpus["events"].max(), "events"),
        "agency_events": _in_words(corpus["agency_events"].max(), "events on which two outlets print agency copy"),
        "articles": _whole(corpus["articles"].sum(), "articles"),
        "words": _whole(corpus["words"].sum(), "words, boilerplate included"),
        "boilerplate_least": _share(removed.min(), 1, "smallest share of an outlet's words that is boilerplate"),
        "boilerplate_most": _share(removed.max(), 1, "largest share of an outlet's words that is boilerplate"),
        "version": Number(framing.__version__, framing.__version__, "version of the package"),
    }


def _of_contrasts(tables: Tables) -> dict[str, Number]:
    results = tables["results"]
    wanted = [
        (ALL, "all", "ledger", "courier"),
        (OWN, "own", "ledger", "courier"),
        (SHIELDS, "shields", "ledger", "courier"),
        (ALL, "all", "commons", "lantern"),
        (OWN, "own", "commons", "lantern"),
        (ALL, "all", "courier", "commons"),
        (OWN, "own", "courier", "commons"),
    ]
    without = contrast(tables["without_agency"], ALL, "ledger", "courier")
    printed = f"{wording.ratio(without.ratio)} {wording.interval(without.low, without.high)}"
    return {
        **{f"{above}_{below}_{name}": _contrast(results, of, above, below) for of, name, above, below in wanted},
        "ledger_courier_without_agency": Number(printed, without._asdict(), "as ledger_courier_all, no agency events"),
        "measures": _in_words(results["device"].nunique(), "measures compared"),
        "contrasts": _whole(len(results), "contrasts computed"),
        "contrasts_of_counts": _in_words(
            (results["method"] == "score_of_counts").sum(), "contrasts of few hedges, compared by the score test"
        ),
        "least_freedom": Number(f"{results['df'].min():.1f}", results["df"].min(), "fewest degrees of freedom"),
        "contrasts_of_one_event": _in_words(_hangs_on_one_event(results).sum(), "contrasts with a note on one event"),
        "alpha": Number(wording.proportion(ALPHA), ALPHA, "level below which a difference counts as shown"),
    }


def _of_voices(voices: pd.DataFrame, subtypes: pd.DataFrame) -> dict[str, Number]:
    hedges = voices.groupby("outlet")["n"].sum()
    words = voices.groupby("outlet")["words"].sum()
    of = voices.set_index(["outlet", "voice"])
    commons, ledger, lantern = OUTLETS["commons"], OUTLETS["ledger"], OUTLETS["lantern"]
    approximators = _approximators(subtypes)
    return {
        "hedges": _whole(hedges.sum(), "hedges outside boilerplate"),
        "commons_hedges": _whole(hedges[commons], "hedges in the Commons Post"),
        "commons_hedges_quoted": _whole(of["n"][commons, "quoted"], "of these, inside quotation marks"),
        "commons_words_quoted": _share(of["words"][commons, "quoted"], words[commons], "its words in quotation marks"),
        "ledger_hedges": _whole(hedges[ledger], "hedges in the Kestria Ledger"),
        "ledger_hedges_reported": _whole(of["n"][ledger, "reported"], "of these, in indirect speech"),
        "ledger_words_reported": _share(of["words"][ledger, "reported"], words[ledger], "its words in indirect speech"),
        "ledger_approximators": _share(approximators[ledger], hedges[ledger], "its hedges that are approximators"),
        "courier_approximators": _share(
            approximators[OUTLETS["courier"]], hedges[OUTLETS["courier"]], "the Courier's, likewise"
        ),
        "lantern_hedges": _in_words(hedges[lantern], "hedges in the Daily Lantern"),
    }


def _of_accuracy(accuracy: pd.DataFrame) -> dict[str, Number]:
    detector, again = _compared(accuracy, "detector"), _compared(accuracy, "coder_2")
    ledger, lantern = (_compared(accuracy, "detector", OUTLETS[name]) for name in ("ledger", "lantern"))
    return {
        "coded_articles": _whole(detector["articles"], "articles coded by reading"),
        "coded_events": _in_words(detector["events"], "events they are on"),
        "coded_hedges": _whole(detector["coded"], "hedges in them by coder_1"),
        "recall": _proportion(detector["matched"], detector["coded"], "share of coder_1's hedges that are found"),
        "found_hedges": _whole(detector["found"], "hedges found in them"),
        "precision": _proportion(detector["matched"], detector["found"], "share of found hedges that coder_1 has"),
        "same_voice": _share(detector["same_voice"], detector["matched"], "matched hedges put in coder_1's voice"),
        "matched_hedges": _whole(detector["matched"], "hedges found that match one of coder_1's"),
        "ledger_own_found": _whole(ledger["own_found"], "matched hedges of the Ledger put in its own voice"),
        "ledger_own_coded": _whole(ledger["own_coded"], "matched hedges of the Ledger coded in its own voice"),
        **{
            f"own_ratio_{by}": Number(wording.ratio(value), value, f"Ledger / Courier in own voice, as {by}, in these")
            for by, value in _own_ratios(accuracy).items()
        },
        "lantern_coded": _in_words(lantern["coded"], "hedges coded in the Lantern"),
        "coders_f1": _proportion(2 * again["matched"], again["coded"] + again["found"], "F1 of coder_2 and coder_1"),
    }


def _own_ratios(accuracy: pd.DataFrame) -> dict[str, float]:
    ledger, courier = (_compared(accuracy, "detector", OUTLETS[name]) for name in ("ledger", "courier"))
    return {by: float(ledger[f"own_rate_{by}"] / courier[f"own_rate_{by}"]) for by in ("found", "coded")}


def _compared(accuracy: pd.DataFrame, compared: str, outlet: str = "all") -> pd.Series:
    return accuracy[(accuracy["compared"] == compared) & (accuracy["outlet"] == outlet)].iloc[0]


def _ranked(rates: pd.DataFrame, measure: str) -> list[str]:
    return list(rates[rates["device"] == measure].sort_values("rate", ascending=False)["group"])


def _hangs_on_one_event(results: pd.DataFrame) -> pd.Series[bool]:
    return has_limit(results, "influential_unit")


def _approximators(subtypes: pd.DataFrame) -> pd.Series[int]:
    return subtypes[subtypes["subtype"] == "approximator"].set_index("outlet")["n"]


def _claims_on_ratios(tables: Tables) -> dict[str, Claim]:
    results = tables["results"]
    ledger = {measure: contrast(results, measure, "ledger", "courier") for measure in (ALL, OWN, SHIELDS)}
    commons = {measure: contrast(results, measure, "commons", "lantern") for measure in (ALL, OWN)}
    courier = {measure: contrast(results, measure, "courier", "commons") for measure in (ALL, OWN)}
    without = contrast(tables["without_agency"], ALL, "ledger", "courier")
    is_shown = results["p_adjusted"] < ALPHA
    order = [OUTLETS[name] for name in ("ledger", "courier", "commons", "lantern")]
    is_shown_in_all = is_shown[results["device"] == ALL].all()
    return {
        "order_all": Claim(
            _ranked(tables["rates"], ALL) == order and bool(is_shown_in_all),
            "in all voices Ledger > Courier > Commons Post > Lantern, each pair with adjusted p < .05",
        ),
        "ledger_narrows": Claim(
            1 < ledger[OWN].ratio < ledger[ALL].ratio, "the Ledger's lead over the Courier is smaller in own voice"
        ),
        "ledger_reverses": Claim(
            ledger[SHIELDS].ratio < 1 and ledger[SHIELDS].p < ALPHA,
            "of shields in own voice the Courier has more than the Ledger, adjusted p < .05",
        ),
        "courier_first_in_shields": Claim(
            ledger[OWN].ratio > 1 and _ranked(tables["rates"], SHIELDS)[0] == OUTLETS["courier"],
            "the Courier has the highest rate of shields in own voice, but not of hedges, there or in all voices",
        ),
        "commons_lantern_open": Claim(
            commons[ALL].p < ALPHA <= commons[OWN].p and commons[OWN].low < 0.5 and commons[OWN].high > 2,
            "Commons Post and Lantern differ in all voices; in own voice not shown, interval from below 1/2 to over 2",
        ),
        "courier_grows": Claim(
            courier[OWN].ratio > 2 * courier[ALL].ratio and courier[OWN].p < ALPHA,
            "the Courier's lead over the Commons Post is more than twice as large in own voice, adjusted p < .05",
        ),
        "agency_matters_little": Claim(
            ledger[ALL].low < without.ratio < ledger[ALL].high, "without agency events the ratio stays in the interval"
        ),
    }


def _claims_on_shares(tables: Tables) -> dict[str, Claim]:
    of = tables["voices"].set_index(["outlet", "voice"])["n"]
    hedges = tables["voices"].groupby("outlet")["n"].sum()
    commons, ledger = OUTLETS["commons"], OUTLETS["ledger"]
    accuracy = tables["accuracy"].query("compared == 'detector'").set_index("outlet")
    wrong = accuracy["matched"] - accuracy["same_voice"]
    return {
        "commons_quotes_hedges": Claim(
            of[commons, "quoted"] > 0.75 * hedges[commons], "over 3/4 of the Commons Post's hedges are in quotations"
        ),
        "ledger_reports_hedges": Claim(
            of[ledger, "reported"] > 0.5 * hedges[ledger], "over half of the Ledger's hedges are in indirect speech"
        ),
        "ledger_approximates": Claim(
            _approximators(tables["subtypes"])[ledger] > 0.5 * hedges[ledger],
            "over half of the Ledger's hedges are approximators",
        ),
        "voice_errs_for_ledger": Claim(
            2 * wrong.drop("all")[ledger] > wrong.drop("all").sum(),
            "of the hedges put in another voice than coded, most are the Ledger's",
        ),
    }
