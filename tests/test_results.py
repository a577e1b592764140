"""Tables of results: facts are typed, the same after CSV and Parquet, and no text of the package is read back."""

import ast
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing
from framing.compare import compare, rates
from framing.results.methods import METHODS
from framing.results.notes import _TEXTS, decoded, encoded, has_limit, in_words
from framing.results.numbers import p_value, probability
from framing.results.schema import RATE_COLUMNS, RESULT_COLUMNS
from framing.statistics.procedures import Permutation

PACKAGE = Path(framing.__file__).parent
READERS = [*(PACKAGE / "results").glob("*.py"), *(PACKAGE / "plot").glob("*.py"), PACKAGE / "describe.py"]
READERS += [path for path in (PACKAGE / "report").glob("*.py") if path.name != "figures.py"]  # reads font warnings
LIMITED = {"few_units": {"units": 6}, "recall": {"sides": [["Bee", 0.9], ["Sun", 0.8]]}}


def counts(outlets=("Bee", "Sun", "Owl"), each=12, **more):
    rng = np.random.default_rng(4)
    outlet = np.repeat(outlets, each)
    table = pd.DataFrame({"doc_id": range(len(outlet)), "outlet": outlet, "words": 500, "device": "hedge"})
    return table.assign(n=rng.poisson(3, len(outlet)), **more)


def back(table, path):
    if path.suffix == ".csv":
        table.to_csv(path, index=False)
        return pd.read_csv(path)
    table.to_parquet(path)
    return pd.read_parquet(path)


@pytest.mark.parametrize("name", ["results.csv", "results.parquet"])
def test_limits_are_the_same_after_a_file(tmp_path, name):
    results = compare(counts())
    assert back(results, tmp_path / name)["limits"].map(decoded).tolist() == results["limits"].map(decoded).tolist()


@pytest.mark.parametrize("name", ["results.csv", "results.parquet"])
@pytest.mark.parametrize("column", ["kind", "measure", "base", "method", "df", "unit", "shared", "family", "voices"])
def test_facts_are_the_same_after_a_file(tmp_path, name, column):
    results = compare(counts(voices="all"))
    assert back(results, tmp_path / name)[column].tolist() == results[column].tolist()


def test_whole_numbers_that_may_be_missing_stay_whole():
    results = compare(counts(), method=Permutation(seed=3))
    assert results[["draws", "seed", "coded"]].dtypes.astype(str).tolist() == ["Int64", "Int64", "Int64"]


def test_the_first_ten_columns_are_effect_interval_units_and_p():
    assert RESULT_COLUMNS[:9] == ("device", "a", "b", "ratio", "low", "high", "units", "p", "p_adjusted")


@pytest.mark.parametrize(("columns", "last"), [(RESULT_COLUMNS, "note"), (RATE_COLUMNS, "note")])
def test_the_note_stands_last(columns, last):
    assert columns[-2:] == ("limits", last)


def test_nothing_left_after_correction_is_0_and_not_minus_0():
    limits = {"none_after_correction": {"group": "Bee", "number": -1e-9, "coded": "sentences"}}
    assert "hedge in Bee are 0 (a rate is at least 0)" in in_words(limits, {"device": "hedge"})


def test_a_voice_without_words_is_told_as_words():
    limits = {"none_found": {"sides": [["Bee", 10, 900.0]], "so": ""}}
    said = in_words(limits, {"device": "quoted", "base": "words of all voices"})
    assert said == "no quoted words in 10 articles (900 words of all voices) of Bee"


def test_a_limit_is_told_in_words():
    assert in_words(LIMITED, {}) == "few units (6); recall 0.90 in Bee, 0.80 in Sun"


def test_the_instances_of_a_kind_of_a_device_are_several():
    few = {"few_instances": {"sides": [["Bee", 4]]}}
    assert in_words(few, {"device": "epistemic hedge"}) == "few instances of epistemic hedge (4 in Bee)"


def test_a_limit_may_be_left_out():
    assert in_words(LIMITED, {}, without=["recall"]) == "few units (6)"


def test_rows_with_a_limit_are_found():
    assert has_limit(pd.DataFrame({"limits": [encoded(LIMITED), "", None]}), "recall").tolist() == [True, False, False]


def test_limits_that_were_written_over_are_an_error_that_shows_them():
    with pytest.raises(
        ValueError, match="limits: 'few units' is not a JSON object; keep the column as framing wrote it"
    ):
        decoded("few units")


def test_numbers_of_numpy_are_plain_numbers_in_a_cell():
    assert encoded({"few_units": {"units": np.int64(6)}}) == '{"few_units": {"units": 6}}'


def strings_that_are_keys(folder):
    """The keys of dictionaries of dictionaries in the code: so limits are written."""
    return {
        key.value
        for path in folder
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(value, ast.Dict)
    }


def test_every_limit_that_a_statistic_gives_has_its_words():
    written = strings_that_are_keys(
        [*(PACKAGE / "statistics").glob("*.py"), PACKAGE / "change.py", PACKAGE / "power.py"]
    )
    assert written - _TEXTS.keys() == set()


@pytest.mark.parametrize("table", [compare(counts()), rates(counts()), compare(counts(), method="permutation")])
def test_every_method_has_its_words(table):
    assert set(table["method"]) <= METHODS.keys()


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.name)
def test_who_reads_results_has_no_regular_expression(path):
    assert (
        re.search(r"^import re$|\.str\.(contains|extract|split)\(|\.partition\(", path.read_text("utf-8"), re.M) is None
    )


def test_counts_without_a_base_are_out_of_words():
    assert compare(counts())[["measure", "base"]].drop_duplicates().to_numpy().tolist() == [["rate", "words"]]


def test_counts_out_of_something_else_are_shares():
    results = compare(counts(base="attributions"))
    assert results[["measure", "base"]].drop_duplicates().to_numpy().tolist() == [["share", "attributions"]]


def test_counts_with_several_denominators_are_refused():
    with pytest.raises(ValueError, match="base has words, attributions; give one table to each denominator"):
        compare(counts(base=["words", "attributions"] * 18))


def test_more_instances_than_there_are_attributions_are_refused():
    with pytest.raises(ValueError, match="n above words, which are attributions"):
        compare(counts(base="attributions").assign(words=1))


def test_a_note_on_shares_speaks_of_their_denominator():
    none = counts(base="attributions").assign(n=lambda table: table["n"].where(table["outlet"] != "Bee", 0))
    assert compare(none)["note"].str.contains("6,000 attributions").any()


def test_omnibus_tests_are_a_family_of_their_own():
    results = compare(counts())
    assert results.set_index("kind")["family"].to_dict() == {"contrast": 3, "omnibus": 1}


@pytest.mark.parametrize(
    ("p", "printed"), [(0.99949, ".999"), (0.9995, "> .999"), (0.00099, "< .001"), (0.001, ".001")]
)
def test_a_p_is_printed_with_three_decimals_and_never_as_0_or_1(p, printed):
    assert probability(p) == printed


def test_a_p_that_is_missing_is_said_to_be():
    assert p_value(float("nan")) == "no p"
