"""Results in words: each number of the row is there, and no sentence claims more than its row."""

import hashlib
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing
from framing.compare import compare, rates
from framing.describe import describe
from framing.results.sentences import of_contrast, of_rate
from framing.vocabulary.codebook_pages import cautions

LEXICONS = Path(framing.__file__).parent / "lexicons"
ROW = {
    "device": "hedge", "a": "Bee", "b": "Sun", "n_a": 40, "n_b": 30, "units": 70, "rate_a": 7.5, "rate_b": 5.0,
    "ratio": 1.5, "low": 1.1, "high": 2.0455, "p": 0.0123, "p_adjusted": 0.0369, "kind": "contrast", "measure": "rate",
    "base": "words", "method": "jackknife", "df": 60.13, "unit": "article", "unit_2": "", "shared": 0, "held": "",
    "held_by": "", "coded": pd.NA, "limits": "",
}  # fmt: skip
RATE = {
    "device": "hedge", "group": "Bee", "articles": 40, "units": 40, "words": 20_000, "n": 150, "rate": 7.5, "low": 6.0,
    "high": 9.38, "measure": "rate", "base": "words", "limits": "",
}  # fmt: skip


NONE_IN_BEE = '{"none_found": {"sides": [["Bee", 40, 20000]], "so": ""}}'
FEW = '{"few_units": {"units": 12}}'


def said(**changes):
    return of_contrast({**ROW, **changes})


def side(outlet, mean, seed, units=40):
    n = np.random.default_rng(seed).negative_binomial(4, 4 / (4 + mean), units)
    doc_id = [f"{outlet}{place}" for place in range(units)]
    return pd.DataFrame({"doc_id": doc_id, "outlet": outlet, "words": 500, "device": "hedge", "n": n})


def counts(bee=4.0, sun=2.5, owl=2.4, units=40):
    return pd.concat(
        [side("Bee", bee, 1, units), side("Sun", sun, 2, units), side("Owl", owl, 3, units)], ignore_index=True
    )


# One row


@pytest.mark.parametrize(
    "part",
    [
        "hedge is 1.50 times as frequent in Bee as in Sun",
        "7.50 and 5.00 per 1,000 words",
        "95 % interval of the ratio 1.10 to 2.05",
        "40 and 30 articles",
        "70 units (article)",
        "jackknife t(60.1), p = .012, adjusted p = .037",
        "which does not show why the two differ.",
    ],
)
def test_a_row_has_effect_interval_units_p_and_its_limit(part):
    assert part in said()


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({"p": 0.3, "p_adjusted": 0.3, "low": 0.8}, "ratios from 0.80 to 2.05 are compatible with the data."),
        (
            {"p_adjusted": 0.07},
            "after adjustment for the other comparisons, shows neither a difference nor its absence.",
        ),
    ],
)
def test_what_is_not_significant_shows_neither_a_difference_nor_its_absence(changes, end):
    assert said(**changes).endswith(end)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"p": 0.00004}, "p < .001"),
        ({"p": 0.9999, "p_adjusted": 1.0}, "p > .999"),
        ({"p_adjusted": 0.0123}, "p = .012)"),
        ({"low": 1.002}, "95 % interval of the ratio 1.002 to"),
        ({"low": 1.00002}, "95 % interval of the ratio 1.0000 to"),
        ({"ratio": 0.012}, "is 0.012 times as frequent"),
        ({"unit": "event", "shared": 70}, "70 units (event, all shared)"),
        ({"unit": "event", "shared": 5}, "70 units (event, 5 of them shared)"),
        ({"unit": "event", "unit_2": "byline"}, "70 units (event crossed with byline)"),
        (
            {"method": "gee", "df": 9, "held": "section, words", "held_by": "regression"},
            "GEE t(9), controlling for section, words, p =",
        ),
        ({"df": 9, "held": "genre", "held_by": "standardisation"}, "jackknife t(9), standardised by genre, p ="),
        (
            {"method": "log_rates", "df": 9, "unit": "outlet"},
            "7.50 and 5.00 per 1,000 words, geometric means over outlets",
        ),
        ({"method": "log_rates", "df": 9}, "Welch's t(9) on log rates, p = .012"),
        (
            {"method": "permutation", "draws": 9999, "seed": 3},
            "permutation test (9,999 permutations, seed 3), p = .012",
        ),
        ({"coded": 50}, "corrected for labelling errors by 50 coded sentences)"),
        ({"voice": "quoted", "subtype": "modal"}, "hedge (subtype modal, voice quoted) is 1.50 times"),
        ({"limits": FEW}, " Limits: few units (12)."),
        (
            {
                "kind": "change_difference",
                "a": "change in Bee",
                "b": "change in Sun",
                "rate_a": np.nan,
                "rate_b": np.nan,
            },
            "hedge: the change in Bee is 1.50 times the change in Sun, each the ratio of after to before (95 %",
        ),
    ],
)
def test_each_kind_of_row_has_its_words(changes, part):
    assert part in said(**changes)


@pytest.mark.parametrize(
    "part",
    [
        "hedge occurs at least once in 1.50 times as large a share of articles in Bee as in Sun",
        "75.0 % and 50.0 % of the articles",
        "difference 25.0 points, 5.0 to 45.0",
    ],
)
def test_prevalence_is_told_in_shares_of_articles(part):
    difference = {"difference": 0.25, "difference_low": 0.05, "difference_high": 0.45}
    assert part in said(rate_a=0.75, rate_b=0.5, measure="prevalence", base="articles", **difference)


@pytest.mark.parametrize(
    "part", ["has 1.50 times as large a share of attributions in Bee as in Sun", "(30.0 % and 20.0 %;"]
)
def test_shares_are_told_in_per_cent(part):
    assert part in said(measure="share", base="attributions", rate_a=0.3, rate_b=0.2)


def test_a_side_without_any_is_told_as_one():
    row = said(ratio=0.0, low=0.0, high=0.61, rate_a=0.0, method="score_of_counts", limits=NONE_IN_BEE)
    assert row.startswith("hedge was found in Sun but never in Bee (")


def test_the_other_side_without_any_is_told_as_one():
    row = said(ratio=np.inf, low=2.5, high=np.inf, rate_b=0.0, method="score_of_counts", limits=NONE_IN_BEE)
    assert "found in Bee but never in Sun" in row


def test_two_sides_without_any_are_told_as_such():
    row = said(ratio=np.nan, low=0.0, high=np.inf, rate_a=0.0, rate_b=0.0, p=1.0, method="score_of_counts")
    assert row.startswith("hedge was found neither in Bee nor in Sun (")


def test_without_an_interval_the_reason_is_told():
    limits = '{"no_words": {"groups": ["Bee"], "base": "words"}}'
    row = said(low=np.nan, high=np.nan, p=np.nan, p_adjusted=np.nan, method="none", limits=limits)
    assert row == "hedge: the ratio of Bee to Sun has no interval (no words in Bee), so it allows no conclusion."


# Never more than the row has


@pytest.mark.parametrize(("p", "start"), [(0.6, "so a ratio"), (0.01, "so the two differ, but a ratio")])
def test_a_larger_ratio_is_said_to_be_excluded_where_the_bounds_hold_the_interval(p, start):
    limits = FEW[:-1] + ', "equivalent": {"bound": 1.25, "low": 0.93, "high": 1.1}}'
    row = said(
        p=p, p_adjusted=p, low=0.91, high=1.12, low_90=0.93, high_90=1.1, bound=1.25, equivalent=True, limits=limits
    )  # fmt: skip
    assert row.endswith(
        f"{start} beyond 1.25 in either direction is excluded at 5 %; smaller differences are not. "
        "Limits: few units (12)."
    )


@pytest.mark.parametrize("equivalence", [None, 1.25])
def test_a_larger_ratio_is_said_to_be_excluded_nowhere_else(equivalence):
    assert "is excluded at 5 %" not in describe(compare(counts(2.5, 2.5, 2.5), equivalence=equivalence))


def test_a_larger_ratio_is_said_to_be_excluded_for_results_that_are_equivalent():
    results = compare(counts(units=3000, bee=2.5), equivalence=1.25)
    assert describe(results).count("is excluded at 5 %") == results["equivalent"].sum() > 0


def test_nowhere_is_it_said_that_there_is_no_difference():
    assert "no difference" not in describe(compare(counts(units=3000, bee=2.5), equivalence=1.25))


def test_every_row_has_its_line():
    results = compare(counts())
    assert len(describe(results).splitlines()) == len(results) + 3  # the caution, an empty line, the methods


def test_all_groups_together_are_told_without_which_differ():
    assert "hedge: the 3 groups are not all equal (permuted Q" in describe(compare(counts(bee=6)))


# Rates


def test_a_rate_has_its_interval_and_what_it_is_out_of():
    assert of_rate(RATE) == (
        "hedge: 7.50 per 1,000 words in Bee (95 % interval 6.00 to 9.38; 150 in 20,000 words; 40 articles, 40 units), "
        "which describes Bee alone and compares it with nothing."
    )


def test_a_rate_of_attributions_is_in_per_cent():
    row = {**RATE, "rate": 0.3, "low": 0.25, "high": 0.36, "measure": "share", "base": "attributions"}
    assert "hedge: 30.0 % of attributions in Bee (95 % interval 25.0 % to 36.0 %; 150 in 20,000 attr" in of_rate(row)


def test_prevalence_rates_are_known_for_shares_of_articles():
    assert "of the articles, at least once, in Bee (95 % interval" in describe(
        rates(counts(2, 2, 2), measure="prevalence")
    )


def test_a_period_is_named():
    row = {**RATE, "period": pd.Timestamp("2024-03-01")}
    assert of_rate(row).startswith("hedge (period 2024-03-01): 7.50 per 1,000 words")


def test_a_group_without_words_has_no_rate():
    limits = '{"no_words": {"groups": ["Bee"], "base": "words"}}'
    row = {**RATE, "rate": np.nan, "low": np.nan, "high": np.nan, "limits": limits}
    assert of_rate(row) == "hedge: there is no rate for Bee. Limits: no words in Bee."


# Methods


def methods(results, **options):
    return describe(results, **options).splitlines()[-1]


@pytest.mark.parametrize(
    ("adjust", "words"),
    [
        ("holm", "p values were adjusted by Holm's method for 3 comparisons."),
        ("fdr", "p values were adjusted by Benjamini and Hochberg's method for 3 comparisons."),
        (None, "p values were not adjusted for 3 comparisons."),
    ],
)
def test_the_adjustment_and_the_family_are_named(adjust, words):
    assert words in methods(compare(counts(), adjust=adjust))


@pytest.mark.parametrize(("rows", "part"), [(1, "1 is reported here"), (2, "2 are reported here")])
def test_rows_of_a_family_are_said_to_be_a_part(rows, part):
    words = f"p values were adjusted by Holm's method for 3 comparisons, of which {part}."
    assert words in methods(compare(counts()).iloc[:rows])


def test_one_comparison_alone_has_nothing_to_adjust():
    two = counts()
    assert "With a single comparison, no adjustment was needed." in methods(compare(two[two["outlet"] != "Owl"]))


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({}, "The counts do not say whether any text was excluded."),
        ({"excluded": "none"}, "No text was excluded, so boilerplate is included in the counts."),
        ({"excluded": "boilerplate"}, "Text labelled as boilerplate was excluded from counts and denominators."),
        ({"voices": "all"}, "All voices were counted together"),
        ({"voices": "outlet"}, "Only these voices were counted: outlet."),
        ({"voice": "outlet"}, "Each voice is counted separately, with its own words as the denominator."),
        ({"base": "attributions"}, "Rates are shares of attributions."),
        ({}, "Labels are used as found, without correction for labelling errors"),
    ],
)
def test_the_methods_say_what_was_counted_and_how_far_labels_are_trusted(changes, part):
    assert part in methods(compare(counts().assign(**changes)))


def test_crossing_units_are_both_named_in_the_methods():
    table = counts().assign(event=lambda table: table["doc_id"].str[3:], byline=lambda table: table.index % 7)
    words = methods(compare(table, unit=["event", "byline"]))
    assert "The units of analysis are the event and the byline, which are crossed" in words


def test_outlets_as_units_are_said_to_be_compared_by_their_log_rates():
    table = pd.concat([side(name, 4, place, 6) for place, name in enumerate("ABCDEF")])
    table = table.assign(leaning=table["outlet"].isin(list("ABC")).map({True: "left", False: "right"}))
    assert "Outlets' log rates were compared by Welch's t test" in methods(compare(table, by="leaning"))


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({}, "The unit of analysis is the article; words are not units."),
        ({}, "delete-one-unit jackknife"),
        ({"method": framing.Permutation(seed=7)}, "studentised permutation test"),
        ({"method": framing.Permutation(seed=7)}, "Random numbers: seed 7."),
        ({"measure": "prevalence"}, "the share of articles with at least one instance"),
        ({"method": framing.Standardisation("genre")}, "Rates are standardised by genre"),
        ({"equivalence": 1.5}, "two one-sided tests show it"),
        ({}, f"framing {framing.__version__}, Python 3."),
    ],
)
def test_the_methods_name_what_was_done(options, part):
    table = counts(bee=3).assign(genre=lambda table: np.where(np.arange(len(table)) % 2, "news", "opinion"))
    assert part in methods(compare(table, **options))


def test_without_random_numbers_none_are_named():
    assert "No random numbers were used." in methods(compare(counts(), reference="Sun").iloc[:1])


def test_the_lexicon_is_named_with_its_digest():
    digest = hashlib.sha256((LEXICONS / "hedge.tsv").read_bytes()).hexdigest()
    assert f"hedge.tsv {digest[:16]};" in methods(compare(counts()))


def test_the_weights_are_named_with_their_digest():
    digest = hashlib.sha256((LEXICONS.parent / "models" / "attribution.npz").read_bytes()).hexdigest()
    assert f"attribution.npz {digest[:16]};" in methods(compare(counts()))


def test_a_lexicon_of_ones_own_is_named_with_its_digest(tmp_path):
    (tmp_path / "mine.tsv").write_bytes(b"term\tdevice\tsubtype\tsource\n")
    digest = hashlib.sha256(b"term\tdevice\tsubtype\tsource\n").hexdigest()
    assert f"mine.tsv {digest[:16]}." in methods(compare(counts()), lexicons=[tmp_path / "mine.tsv"])


def test_the_rules_beside_a_lexicon_of_ones_own_are_named_with_their_digest(tmp_path):
    (tmp_path / "mine.tsv").write_bytes(b"term\tdevice\tsubtype\tsource\n")
    (tmp_path / "mine.rules.toml").write_bytes(b"[words]\n")
    digest = hashlib.sha256(b"[words]\n").hexdigest()
    assert f"mine.rules.toml {digest[:16]}." in methods(compare(counts()), lexicons=[tmp_path / "mine.tsv"])


def test_a_domain_is_named_with_its_digest():
    digest = hashlib.sha256((LEXICONS / "domains" / "debate.tsv").read_bytes()).hexdigest()
    assert f"debate {digest[:16]}." in methods(compare(counts()), lexicons=["debate"])


def test_a_correction_is_told_with_its_seed():
    sentences = pd.DataFrame(
        {"doc_id": counts()["doc_id"], "device": "hedge", "probability": 0.5, "found": 0, "coded": 0}
    )
    sentences = sentences.assign(sentence_id=range(120), coded=np.arange(120) % 2, seed=4)
    words = methods(framing.correct(counts(), sentences))
    assert ("corrected for labelling errors" in words, "seed 4." in words) == (True, True)


def test_the_same_table_is_told_in_the_same_words():
    assert describe(compare(counts())) == describe(compare(counts()))


def test_the_table_given_is_unchanged():
    results = compare(counts())
    before = results.copy()
    describe(results)
    pd.testing.assert_frame_equal(results, before)


def test_a_table_read_back_from_csv_is_described_in_the_same_words(tmp_path):
    results = compare(counts(), equivalence=1.5, method="permutation")
    results.to_csv(tmp_path / "results.csv", index=False)
    assert describe(pd.read_csv(tmp_path / "results.csv")) == describe(results)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (counts(), "results: describe takes the results table"),
        ([1, 2], "results: describe takes the results table"),
        (compare(counts()).head(0), "results: the table has no row"),
    ],
)
def test_another_table_is_refused(table, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        describe(table)


def test_a_missing_lexicon_is_named():
    with pytest.raises(ValueError, match=r"none\.tsv: no such lexicon file"):
        describe(compare(counts()), lexicons=["none.tsv"])


def test_a_caution_is_stated_once_for_all_rows():
    told = describe(compare(counts()))
    assert (told.count("Caution (hedge): "), told.count(cautions()["hedge"].rstrip("."))) == (1, 1)


def test_a_notebook_displays_sentences_as_escaped_paragraphs():
    html = describe(rates(counts().assign(device="<b>")))._repr_html_()
    assert (html.count("<p>") >= 2, "&lt;b&gt;" in html, "<b>" in html) == (True, True, False)
