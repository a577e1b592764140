"""Agreement of several coders: coefficients equal other packages'; what a unit is; the interval; what is refused."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing
from framing.coding.coefficients import Counts, Nominal
from framing.results.notes import in_words
from framing.results.numbers import cut_alpha

HERE = Path(__file__).parent / "reference"
UNITS = pd.read_csv(HERE / "coders_units.csv")
STRETCHES = pd.read_csv(HERE / "coders_stretches.csv")
TOLD = pd.read_csv(HERE / "coders.csv")
FROM_R = pd.read_csv(HERE / "coders_cu.csv")
LENGTH = 120  # characters of the reference's text
ONE = np.ones((1, 1))


def given(name):
    """What each coder (column) gave to each unit (row) of a reference set."""
    return (
        UNITS[UNITS["set"] == name].pivot_table(index="unit", columns="coder", values="value").to_numpy(dtype="int64")
    )


def coefficient(name, of):
    units = given(name)
    if of == "interval":
        return Counts(units).measures(np.ones((1, len(units))))["alpha"][0]
    nominal = Nominal.of_units([units], values=int(units.max()) + 1)
    return nominal.measures(ONE)["kappa" if of == "kappa" else "alpha"][0]


@pytest.mark.parametrize(
    "row", TOLD[TOLD["of"] == "units"].to_dict("records"), ids=lambda row: f"{row['set']} {row['coefficient']}"
)
def test_a_coefficient_of_units_is_that_of_krippendorff_or_scikit_learn(row):
    assert coefficient(row["set"], row["coefficient"]) == pytest.approx(row["value"])


def marked(rows, **more):
    """Give each coder's spans from rows of coder, start, end, value."""
    return [
        pd.DataFrame(
            {
                "doc_id": "a",
                "start": own["start"],
                "end": own["end"],
                "device": pd.Categorical(["hedge"] * len(own)),
                "subtype": own["value"].astype(str),
                "role": "cue",
                **more,
            }
        )
        for _, own in rows.groupby("coder")
    ]


def figures(name, unit, **options):
    text = pd.DataFrame({"doc_id": ["a"], "outlet": "Bee", "text": ["x" * LENGTH]})
    return row_of(marked(STRETCHES[STRETCHES["set"] == name]), text, unit, **options)


@pytest.mark.parametrize("row", FROM_R.to_dict("records"), ids=lambda row: row["set"])
def test_the_alpha_of_stretches_is_that_of_quallmer(row):
    assert figures(row["set"], "cue")["value"] == pytest.approx(row["binary"])


@pytest.mark.parametrize("row", FROM_R[FROM_R["cu"] < 1].to_dict("records"), ids=lambda row: row["set"])
def test_the_alpha_of_subtypes_is_that_of_quallmer(row):
    assert figures(row["set"], "subtype", by="subtype")["value"] == pytest.approx(row["cu"])


@pytest.mark.parametrize(
    "row", TOLD[TOLD["set"].str.endswith(" 1 values")].to_dict("records"), ids=lambda row: row["set"]
)
def test_the_alpha_of_stretches_is_that_of_krippendorff_unitized_alpha(row):
    assert figures(row["set"], "cue")["value"] == pytest.approx(row["value"])


# --- units -----------------------------------------------------------------------------------------------------------

TEXT = "It may rain. It could snow. It is dry."


def spans(*cues, coder="ann", text=TEXT, doc_ids="a", subtypes="", device="hedge"):
    rows = pd.DataFrame({"doc_id": list(doc_ids) if len(doc_ids) > 1 else [doc_ids] * len(cues)})
    starts = [text.index(cue) for cue in cues]
    return rows.iloc[: len(cues)].assign(
        start=pd.Series(starts, dtype="int64"),
        end=pd.Series([start + len(cue) for start, cue in zip(starts, cues, strict=True)], dtype="int64"),
        device=pd.Categorical([device] * len(cues), categories=[device]),
        subtype=subtypes,
        role="cue",
        instance=range(len(cues)),
        coder=coder,
    )


def articles(*doc_ids, outlet="Bee", text=TEXT):
    return pd.DataFrame({"doc_id": list(doc_ids), "outlet": outlet, "text": text})


def agreed(codings, texts, **options):
    return framing.agree(texts, *codings, **{"replicates": 0, **options})


def row_of(codings, texts, unit, measure="alpha", **options):
    table = agreed(codings, texts, **options)
    return table[(table["unit"] == unit) & (table["measure"] == measure)].iloc[0]


@pytest.mark.parametrize(
    ("unit", "units", "marked"), [("article", 2, 1), ("count", 2, 1), ("sentence", 6, 2), ("cue", 2 * len(TEXT), 8)]
)
def test_units_and_those_that_any_coder_marked_are_counted(unit, units, marked):
    row = row_of([spans("may"), spans("could")], articles("a", "b"), unit)
    assert (row["units"], row["marked"]) == (units, marked)


@pytest.mark.parametrize(("unit", "percent"), [("article", 100), ("count", 50), ("sentence", 500 / 6)])
def test_percent_is_of_units_given_the_same(unit, percent):
    row = row_of([spans("may"), spans("may", "could")], articles("a", "b"), unit, "percent")
    assert row["value"] == pytest.approx(percent)


@pytest.mark.parametrize("unit", ["article", "count", "sentence", "cue"])
def test_equal_codings_have_an_alpha_of_1(unit):
    assert row_of([spans("may"), spans("may", coder="ben")], articles("a", "b"), unit)["value"] == 1


def test_articles_in_which_nobody_marked_anything_count():
    one, other = spans("may"), spans("may", "could", coder="ben")
    few, many = (row_of([one, other], articles("a", *map(str, range(n))), "sentence")["value"] for n in (1, 30))
    assert few < many


def test_one_table_may_hold_all_coders():
    both = pd.concat([spans("may"), spans("may", "could", coder="ben")])
    both["device"] = pd.Categorical(both["device"])
    each = agreed([spans("may"), spans("may", "could", coder="ben")], articles("a", "b"))
    pd.testing.assert_frame_equal(agreed([both], articles("a", "b")), each)


def test_a_coder_without_a_name_is_a_coder():
    unnamed = pd.concat([spans("may"), spans("could", coder=None)]).astype({"device": "category"})
    assert agreed([unnamed], articles("a"))["coders"].unique().tolist() == [2]


def test_f1_of_several_coders_is_pooled_over_their_pairs():
    three = [spans("may"), spans("may", coder="ben"), spans("may", "could", coder="cem")]
    row = row_of(three, articles("a"), "cue", "f1")
    assert (row["value"], row["units"], row["matched"]) == (2 * 3 / 8, 8, 3)


def test_the_reference_may_be_a_name_in_coder():
    both = pd.concat([spans("may"), spans("may", "could", coder="ben")]).astype({"device": "category"})
    assert row_of([both], articles("a"), "cue", "recall", reference="ben")["value"] == 0.5


def test_each_coder_is_compared_with_the_reference():
    given = [spans("may"), spans("could", coder="ben")]
    table = agreed(given, articles("a"), reference=spans("may", coder="cem")).query("measure == 'precision'")
    assert table[["coder", "reference", "value"]].to_numpy().tolist() == [["ann", "cem", 1], ["ben", "cem", 0]]


def test_without_a_reference_nobody_is_judged():
    table = agreed([spans("may"), spans("could", coder="ben")], articles("a"))
    assert set(table["measure"]) == {"alpha", "kappa", "percent", "f1"}


@pytest.mark.parametrize(("name", "words"), [("cem", "no coders"), ("ann", "2 coders")])
def test_a_reference_that_is_not_one_coder_is_refused(name, words):
    with pytest.raises(ValueError, match=rf"reference='{name}' is the name of {words} \(there are: ann, ann\)"):
        agreed([spans("may"), spans("could")], articles("a"), reference=name)


def test_two_cues_side_by_side_are_two_stretches():
    other = spans("may rain", coder="ben")
    one, two = (spans(*cues, "could") for cues in (["may rain"], ["may", " rain"]))
    assert row_of([one, other], articles("a"), "cue")["value"] != row_of([two, other], articles("a"), "cue")["value"]


def test_stretches_of_one_coder_that_overlap_are_one():
    other = spans("may rain", coder="ben")
    one, two = (spans(*cues, "could") for cues in (["may rain"], ["may ra", "y rain"]))
    assert row_of([one, other], articles("a"), "cue")["value"] == row_of([two, other], articles("a"), "cue")["value"]


def test_a_cue_without_width_counts_for_its_sentence():
    bare = spans("It could").assign(end=lambda rows: rows["start"])
    assert row_of([bare, spans("could", coder="ben")], articles("a"), "sentence")["value"] == 1


def test_sources_and_contents_are_units_of_their_own():
    said = pd.concat([spans("It", "may"), spans("rain")], ignore_index=True)
    said = said.assign(device=pd.Categorical(["attribution"] * 3), role=["source", "cue", "content"], instance=0)
    table = agreed([said, said], articles("a", "b")).query("measure == 'alpha'")
    assert table["unit"].tolist() == ["article", "count", "sentence", "cue", "source", "content"]


def test_by_subtype_each_has_rows_of_its_own():
    ours = spans("may", "could", subtypes=["modal", "other"])
    table = agreed([ours, spans("may", subtypes="modal")], articles("a", "b"), by="subtype")
    alphas = table.query("unit == 'sentence' and measure == 'alpha'").set_index("subtype")["value"]
    assert (alphas["modal"], alphas["other"] < 1, "" in alphas) == (1, True, True)


def test_by_outlet_a_row_is_what_that_outlet_s_articles_give_alone():
    ours, theirs = spans("may", "may", doc_ids="ab"), spans("may", doc_ids="a", coder="ben")
    texts = articles("a", "b", "c", outlet=["Sun", "Bee", "Bee"])
    table = agreed([ours, theirs], texts, by="outlet", replicates=50)
    alone = agreed([part[part["doc_id"] == "b"] for part in (ours, theirs)], texts.iloc[1:], replicates=50)
    pd.testing.assert_frame_equal(
        table[table["outlet"] == "Bee"].drop(columns="outlet").reset_index(drop=True), alone, check_dtype=False
    )


# --- interval and notes ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many():
    draw = np.random.default_rng(4)
    doc_ids = [str(number) for number in range(60)]
    codings = [
        pd.concat([spans("may").assign(doc_id=one) for one in doc_ids if draw.random() < share], ignore_index=True)
        for share in (0.5, 0.6)
    ]
    return [coding.assign(device=pd.Categorical(coding["device"])) for coding in codings], articles(*doc_ids)


def test_the_interval_is_percentiles_of_alpha_over_draws_of_articles(many):
    codings, texts = many
    row = row_of(codings, texts, "article", replicates=400)
    given = np.array([[one in set(coding["doc_id"]) for coding in codings] for one in texts["doc_id"]]).astype("int64")
    draw = np.random.default_rng(11)
    drawn = [
        Nominal.of_units([given[draw.integers(60, size=60)]], values=2).measures(ONE)["alpha"][0] for _ in range(400)
    ]
    assert [row["low"], row["high"]] == pytest.approx(np.quantile(drawn, [0.025, 0.975]), abs=0.06)


def test_the_same_seed_gives_the_same_table(many):
    tables = [agreed(*many, replicates=50, seed=5) for _ in range(2)]
    pd.testing.assert_frame_equal(*tables)


def test_another_seed_gives_another_interval(many):
    lows = [agreed(*many, replicates=50, seed=seed)["low"].tolist() for seed in (5, 6)]
    assert lows[0] != lows[1]


def test_without_replicates_there_is_no_interval(many):
    assert agreed(*many)[["low", "high"]].isna().all(axis=None)


def test_few_articles_with_any_are_spoken_of():
    texts = articles("a", *map(str, range(70)))
    row = row_of([spans("may"), spans("may", coder="ben")], texts, "article", replicates=20)
    assert row["note"] == "few articles with marks (1): the interval is too narrow"


@pytest.mark.parametrize(
    ("cues", "note"),
    [((), "nothing marked: alpha is undefined"), (("may",), "all units have the same value: alpha is undefined")],
)
def test_where_nothing_varies_there_is_no_alpha_and_the_note_says_why(cues, note):
    row = row_of([spans(*cues), spans(*cues, coder="ben")], articles("a"), "article")
    assert (np.isnan(row["value"]), row["note"]) == (True, note)


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "alpha", "printed"), [("low_agreement", 0.66699, ".666"), ("tentative_agreement", 0.79996, ".79")]
)
def test_an_alpha_below_a_threshold_is_never_printed_as_reaching_it(code, alpha, printed):
    assert in_words({code: {"alpha": cut_alpha(alpha)}}, {}).startswith(f"alpha {printed} is below")


def test_no_article_is_refused():
    with pytest.raises(ValueError, match="no article; give the articles that the coders read"):
        agreed([spans(), spans()], articles())


def test_an_article_without_text_is_an_article_on_which_all_agree():
    texts = articles("a", "b", "c", text=[TEXT, TEXT, ""])
    assert row_of([spans("may"), spans("may", coder="ben")], texts, "article")["units"] == 3


def test_one_coding_is_refused():
    with pytest.raises(ValueError, match="one coding; give two or more"):
        agreed([spans("may")], articles("a"))


def test_no_common_device_is_refused():
    with pytest.raises(ValueError, match="no device was labelled by all coders"):
        agreed([spans("may"), spans("may", device="booster")], articles("a"))


def test_the_tables_are_not_changed():
    ours, theirs = spans("may"), spans("could")
    before = ours.copy(deep=True), theirs.copy(deep=True)
    agreed([ours, theirs], articles("a"), by=["subtype", "outlet"])
    pd.testing.assert_frame_equal(pd.concat([ours, theirs]), pd.concat(before))
