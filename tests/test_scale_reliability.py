"""Reliability and dimensionality of a code's questions: known values, simulated factors, answers that make no scale."""

import numpy as np
import pandas as pd
import pytest
from code_tables import code_table

import framing
from framing.statistics.item_analysis import factors, reliability

ITEMS = ["conflict_1", "conflict_2", "conflict_3", "conflict_4"]


def simulated(loadings, n=200, seed=0, share=0.4):
    """Yes/no answers that are cut from normal ones with so many factors."""
    rng = np.random.default_rng(seed)
    loadings = np.asarray(loadings, dtype=float)
    common = rng.normal(size=(n, loadings.shape[1])) @ loadings.T
    own = rng.normal(size=(n, len(loadings))) * np.sqrt(1 - np.square(loadings).sum(axis=1))
    return (common + own > np.quantile(common + own, 1 - share)).astype(float)


ONE = [[0.8]] * 4
TWO = [[0.9, 0], [0.9, 0], [0, 0.9], [0, 0.9]]
NONE = [[0.0]] * 4


def answers(values, items=ITEMS, **columns):
    return code_table(values, items, **columns)


BOOK = {"conflict": ITEMS}


def scale_of(codes, **options):
    return framing.scale_reliability(codes, BOOK, **options).iloc[0]


def test_alpha_of_yes_and_no_is_kr_20():
    values = simulated(ONE)
    share, total = values.mean(axis=0), values.sum(axis=1)
    row = scale_of(answers(values), draws=0)
    expected = 4 / 3 * (1 - (share * (1 - share)).sum() / total.var())
    assert (row["alpha"], row["coefficient"]) == (pytest.approx(expected), "KR-20")


def test_alpha_of_two_standardised_questions_is_that_of_spearman_and_brown():
    values = np.random.default_rng(3).normal(size=(60, 1)) + np.random.default_rng(4).normal(size=(60, 2))
    r = np.corrcoef(values.T)[0, 1]
    assert reliability(values / values.std(axis=0), np.arange(60), 0.95).alpha == pytest.approx(2 * r / (1 + r))


def test_a_question_without_relation_to_the_others_raises_alpha_when_it_is_dropped():
    values = simulated([[0.8], [0.8], [0.8], [0.0]])
    table = framing.scale_reliability(answers(values), BOOK, draws=0).set_index("item")
    alpha = table.loc["", "alpha"]
    assert (table["alpha_if_dropped"].idxmax(), table["item_rest"].idxmin()) == ("conflict_4", "conflict_4")
    assert table.loc["conflict_4", "alpha_if_dropped"] > alpha > table.loc["conflict_1", "alpha_if_dropped"]


def test_the_interval_holds_the_true_alpha():
    true = reliability(simulated(ONE, n=100_000, seed=99), np.arange(100_000) % 50, 0.95).alpha
    found = [reliability(simulated(ONE, n=60, seed=seed), np.arange(60), 0.95) for seed in range(200)]
    assert 0.91 <= np.mean([one.low <= true <= one.high for one in found]) <= 0.99


def test_sentences_of_one_article_are_not_independent():
    values = np.repeat(simulated(ONE, n=40), 5, axis=0)
    apart, together = (reliability(values, cluster, 0.95) for cluster in (np.arange(200), np.arange(200) // 5))
    assert together.high - together.low > 2 * (apart.high - apart.low)


@pytest.mark.parametrize(("loadings", "number"), [(ONE, 1), (TWO, 2), (NONE, 0)])
def test_the_number_of_factors_is_found(loadings, number):
    found = [factors(simulated(loadings, seed=seed), 100, np.random.default_rng(0)).number for seed in range(10)]
    assert found.count(number) >= 9


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (simulated(TWO), "2 factors: the questions measure more than one thing"),
        (simulated(NONE, seed=1), "is not above that of unrelated answers"),
        (simulated(NONE, seed=1), "is below .70"),
        (simulated(ONE, n=12), "few articles \\(12\\)"),
        (np.column_stack([simulated(ONE)[:, :3], np.zeros(200)]), "all answers to conflict_4 are alike: left out"),
        (np.where(np.eye(200, 4) > 0, np.nan, simulated(ONE)), "4 articles without an answer to every question"),
        (np.column_stack([simulated(ONE)[:, :3], np.full(200, np.nan)]), "conflict_4: not asked"),
        (np.zeros((30, 4)), "0 questions with different answers in 30 articles: no alpha"),
    ],
)
def test_what_limits_a_scale_is_noted(values, said):
    assert pd.Series([scale_of(answers(values))["note"]]).str.contains(said).all()


def test_a_question_coded_the_wrong_way_round_is_noted():
    values = simulated(ONE)
    values[:, 1] = 1 - values[:, 1]
    table = framing.scale_reliability(answers(values), BOOK, draws=0).set_index("item")
    assert "is negative" in table.loc["conflict_2", "note"]


def test_own_scales_need_no_page():
    codes = answers(simulated(ONE, seed=2), items=["q1", "q2", "q3", "q4"])
    table = framing.scale_reliability(codes, {"mine": ["q1", "q2", "q4"]}, draws=0)
    assert table[["code", "item", "items"]].iloc[0].tolist() == ["mine", "", 3]
    assert set(table["level"]) == {0.95}


def test_codes_of_one_question_are_no_scale_and_are_noted():
    with pytest.warns(framing.Note, match="so no scale: human_interest, responsibility"):
        framing.scale_reliability(answers(simulated(ONE)), "generic_frames", draws=0)


@pytest.mark.parametrize(
    ("codes", "book", "message"),
    [
        (pd.concat([answers(simulated(ONE)), answers(simulated(ONE), coder="Ben")]), "generic_frames", "Ann, Ben"),
        (
            pd.concat(
                [answers(simulated(ONE)[:, :3], ITEMS[:3]), answers(np.ones((30, 1)), ITEMS[3:], unit="sentence")]
            ).assign(start=0, end=1),
            BOOK,
            "codes of several units \\(article, sentence\\); choose one",
        ),
        (answers(simulated(ONE)).assign(value="angry"), BOOK, "the answer 'angry', which is no number"),
        (answers(simulated(ONE)), "narrative_roles", "no code has two questions that were asked"),
        (answers(simulated(ONE)), {"mine": "q1"}, "'mine' has no list of two or more questions"),
    ],
)
def test_answers_that_make_no_scale_are_refused(codes, book, message):
    with pytest.raises(ValueError, match=message) as error:
        framing.scale_reliability(codes, book)
    assert "\n" not in str(error.value)
