"""The committed calibration table: that it bears out what is claimed of `compare`, with enough replicates."""

import importlib
from pathlib import Path

import pandas as pd
import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"
RESULTS = pd.read_csv(FOLDER / "calibration" / "results.csv")
DEFAULT = RESULTS[RESULTS["method"] == "compare"]
OURS = RESULTS[RESULTS["method"].isin(["compare", "compare, permutation", "compare, strata", "compare, covariates"])]
NO_NULL = "articles taken as units"  # shows what happens without the rule for groups of outlets


@pytest.fixture
def calibration(monkeypatch):
    monkeypatch.syspath_prepend(FOLDER)
    return importlib.import_module("calibration")


def over(rows, most):
    """What lies above `most` by more than chance would put there in one cell of a thousand."""
    rows = rows[~rows["cell"].str.contains(NO_NULL) & (rows["percent"] > most + 3 * rows["error"])]
    return rows[["cell", "method", "percent"]].to_dict("records")


def test_no_cell_has_few_replicates():
    whole = RESULTS[~RESULTS["quantity"].str.contains("holds|omnibus")]
    assert whole["replicates"].min() >= 4000


def test_no_cell_is_there_twice():
    assert not RESULTS.duplicated(["cell", "method", "quantity"]).any()


def test_no_test_rejects_many_more_true_nulls_than_it_says():
    assert over(OURS[OURS["quantity"] == "rejects a true null"], 6.5) == []


def test_the_default_rejects_at_most_six_and_a_half_per_cent_of_true_nulls_in_every_cell():
    rows = DEFAULT[(DEFAULT["quantity"] == "rejects a true null") & ~DEFAULT["cell"].str.contains(NO_NULL)]
    assert rows["percent"].max() <= 6.5


@pytest.mark.parametrize("verb", ["change", "moderate"])
def test_the_other_verbs_reject_at_most_seven_per_cent_of_true_nulls(verb):
    rows = RESULTS[(RESULTS["method"] == verb) & (RESULTS["quantity"] == "rejects a true null")]
    assert over(rows, 7.0) == []


def test_p_and_intervals_of_prevalence_never_contradict_each_other():
    assert RESULTS[RESULTS["quantity"].str.contains("contradict")]["percent"].tolist() == [0.0]


@pytest.mark.parametrize(
    ("cell", "peer", "within"),
    [("prevalence of .15 and .55, n=20", "Fisher's test", 0), ("15 and 1.5 expected, n=100", "exact binomial", 6)],
)
def test_score_tests_find_what_exact_tests_find(cell, peer, within):
    found = RESULTS[(RESULTS["cell"] == cell) & RESULTS["quantity"].str.startswith("finds")].set_index("method")[
        "percent"
    ]
    assert found["compare"] >= found[peer] - within


def test_the_default_is_not_timid_with_common_devices_and_twenty_units_an_outlet():
    rows = DEFAULT[
        DEFAULT["cell"].str.fullmatch(r"(independent, common|unequal spread|shared events), n=(20|50|100|1000)")
    ]
    assert rows[rows["quantity"] == "rejects a true null"]["percent"].min() >= 3.5


def test_the_intervals_of_the_default_hold_the_truth_in_ninety_three_per_cent_or_more():
    rows = DEFAULT[DEFAULT["quantity"].str.startswith("interval") & ~DEFAULT["cell"].str.contains(NO_NULL)]
    assert rows["percent"].min() >= 93


def test_holm_holds_the_family():
    assert DEFAULT[DEFAULT["quantity"] == "family-wise"]["percent"].max() <= 5.5


def test_the_omnibus_test_holds_its_level():
    assert over(RESULTS[RESULTS["method"] == "compare, omnibus"], 6.5) == []


@pytest.mark.parametrize(
    ("design", "peers"),
    [
        ("independent, common, n=20", ["Mann-Whitney on articles", "Welch's t on articles", "compare, permutation"]),
        ("independent, common, n=100", ["Mann-Whitney on articles", "Welch's t on articles", "compare, permutation"]),
        ("independent, rare, n=100", ["Mann-Whitney on articles", "Welch's t on articles", "compare, permutation"]),
        ("shared events, n=20", ["Wilcoxon on events", "paired t on events", "compare, permutation"]),
        ("shared events, n=100", ["Wilcoxon on events", "paired t on events", "compare, permutation"]),
    ],
)
def test_the_default_finds_nearly_as_much_as_any_test_that_holds_its_level(design, peers):
    rows = RESULTS[RESULTS["cell"].str.startswith(f"{design}, ratio") & RESULTS["quantity"].str.startswith("finds")]
    found = rows.set_index("method")["percent"]
    assert found["compare"] >= found[peers].max() - 5


def test_words_as_units_reject_far_more_true_nulls_than_they_say():
    rows = RESULTS[
        (RESULTS["method"] == "G2 on words") & (RESULTS["cell"].str.startswith("independent, common, n=100"))
    ]
    assert (rows[rows["quantity"] == "rejects a true null"]["percent"] > 15).all()


def test_outlets_as_units_are_needed_where_groups_of_outlets_are_compared():
    rows = OURS[OURS["cell"].str.contains(NO_NULL) & (OURS["quantity"] == "rejects a true null")]
    assert (rows["percent"] > 20).all()


def test_the_page_is_made_from_the_table(calibration):
    page = (FOLDER / "calibration" / "README.md").read_text(encoding="utf-8")
    assert page == calibration.as_markdown(RESULTS)


def test_the_same_seed_counts_the_same(calibration):
    cell = next(cell for cell in calibration.simulated() if cell.name == "independent, common, n=5")
    assert calibration.run(cell, 20, seed=1) == calibration.run(cell, 20, seed=1)


def test_a_cell_counts_each_replicate_once(calibration):
    cell = next(cell for cell in calibration.simulated() if cell.name == "shared events, n=8")
    rows = [row for row in calibration.run(cell, 30, seed=1) if row["quantity"] == "rejects a true null"]
    assert {row["replicates"] for row in rows} == {30}


def test_the_names_of_cells_differ(calibration):
    names = [cell.name for cell in [*calibration.simulated(), *calibration.slow()]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("quantity", ["coverage", "rate_coverage_a", "rate_coverage_b"])
def test_corrected_intervals_hold_the_truth_in_ninety_two_per_cent_or_more_of_every_design(quantity):
    assert pd.read_csv(FOLDER / "correction.csv")[quantity].min() >= 92
