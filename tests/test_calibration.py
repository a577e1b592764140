"""The committed calibration table: that it bears out what is claimed of `compare`, with enough replicates."""

import importlib
from pathlib import Path

import pandas as pd
import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"
RESULTS = pd.read_csv(FOLDER / "calibration" / "results.csv")
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


def test_holm_holds_the_family():
    assert over(OURS[OURS["quantity"] == "family-wise"], 5.5) == []


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
