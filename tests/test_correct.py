"""Correction by hand coding: exact where all is coded, design-based where not, and every slip of the pen is named."""

import re
from pathlib import Path

import matplotlib.pyplot
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.coding.coding_sheet import read_codings
from framing.compare import compare, rates
from framing.correct import correct
from framing.correct_rates import correct_rates
from framing.correcting.labels import refusal
from framing.count import count
from framing.describe import describe
from framing.label import label
from framing.model import Note
from framing.plot import plot
from framing.results.notes import decoded, in_words
from framing.results.schema import RATE_COLUMNS, RESULT_COLUMNS
from framing.sample import sample
from framing.statistics import jackknife
from framing.statistics.correction import Sample, corrected
from framing.statistics.inference import by_score_of_shares
from framing.statistics.misses import Misses
from framing.statistics.sides import Side
from framing.statistics.units import design_of

REFERENCE = Path(__file__).parent / "reference"
ESTIMATES = ["ratio", "low", "high", "p", "rate_a", "rate_b"]
ARTICLES, SENTENCES = 24, 10


def corpus(seed=1, recalls=(0.9, 0.5), outlets=("Bee", "Sun"), device="hedge"):
    """Make sentences of articles: what is in each and what was found."""
    rng = np.random.default_rng(seed)
    size = ARTICLES * SENTENCES
    tables = []
    for outlet, recall in zip(outlets, recalls, strict=True):
        coded = rng.poisson(0.4, size)
        tables.append(
            pd.DataFrame(
                {
                    "doc_id": np.repeat([f"{outlet}{place}" for place in range(ARTICLES)], SENTENCES),
                    "outlet": outlet,
                    "device": device,
                    "found": rng.binomial(coded, recall) + rng.poisson(0.05, size),
                    "coded": coded,
                }
            )
        )
    table = pd.concat(tables, ignore_index=True)
    return table.assign(sentence_id=[f"S{place}" for place in range(len(table))], probability=1.0)


def counted(sentences, column="found"):
    """Count articles of 20-word sentences."""
    counts = sentences.groupby(["doc_id", "outlet", "device"], sort=False)[column].sum().rename("n").reset_index()
    return counts.assign(words=20 * SENTENCES)


def sampled(sentences, every=4):
    """Take every fourth sentence."""
    return sentences.iloc[::every].assign(probability=1 / every)


def by_voice(sentences):
    """Give each sentence a row in the outlet's words and one in a source's, of which the labels miss some."""
    place = np.arange(len(sentences))
    own = sentences.assign(voice="outlet", words=np.where(place % 5, 20, 14), coded_words=np.where(place % 3, 20, 12))
    other = sentences.assign(voice="quoted", words=20 - own["words"], coded_words=20 - own["coded_words"])
    other = other.assign(found=0, coded=np.where(place % 3, 0, 1))
    return pd.concat([own, other], ignore_index=True)


def counted_by_voice(sentences, column="found", words="words"):
    keys = ["doc_id", "outlet", "device", "voice"]
    sums = sentences.groupby(keys, sort=False)[[column, words]].sum().reset_index()
    return sums.rename(columns={column: "n", words: "words"})


# Estimates


def test_where_every_sentence_is_coded_the_result_is_that_of_the_coded_counts():
    sentences = corpus()
    expected = compare(counted(sentences, "coded"))[ESTIMATES]
    pd.testing.assert_frame_equal(correct(counted(sentences), sentences)[ESTIMATES], expected)


def test_by_voice_counts_and_words_are_those_coded_where_every_sentence_is():
    sentences = by_voice(corpus())
    expected = compare(counted_by_voice(sentences, "coded", "coded_words"))[["voice", *ESTIMATES]]
    pd.testing.assert_frame_equal(correct(counted_by_voice(sentences), sentences)[["voice", *ESTIMATES]], expected)


def test_labels_that_coders_agree_with_keep_their_ratio():
    sentences = corpus()
    coded = sampled(sentences).assign(coded=lambda table: table["found"])
    expected = compare(counted(sentences))[["ratio", "rate_a", "rate_b"]]
    pd.testing.assert_frame_equal(correct(counted(sentences), coded)[["ratio", "rate_a", "rate_b"]], expected)


def test_a_sample_without_a_miss_does_not_show_that_there_is_none():
    sentences = corpus()
    coded = sampled(sentences).assign(coded=lambda table: table["found"])
    corrected, plain = correct(counted(sentences), coded).iloc[0], compare(counted(sentences)).iloc[0]
    assert (corrected["low"] < plain["low"], corrected["high"] > plain["high"]) == (True, True)


def test_misses_have_the_limits_of_a_weighted_sum_of_poisson_counts():
    """Fay and Feuer's, which with equal weights are Garwood's times the weight."""
    low, high = Misses(5 * 40.0, 5 * 40.0**2, 40.0, 5).limits()
    assert [low / 40, high / 40] == pytest.approx([stats.chi2.ppf(0.025, 10) / 2, stats.chi2.ppf(0.975, 12) / 2])


def test_the_variance_of_false_finds_is_that_within_the_stratum():
    """Where the labels miss nothing and articles are alike, it is that of simple random sampling."""
    place = np.arange(4000)
    table = pd.DataFrame({
        "doc_id": [f"{outlet}{i // 100}" for outlet in ("Bee", "Sun") for i in place], "device": "hedge", "found": 1,
        "outlet": ["Bee"] * 4000 + ["Sun"] * 4000, "coded": [*((place % 10) < 3), *((place % 10) < 3)],
    })  # fmt: skip
    table["coded"] = table["coded"].astype(int)
    drawn = table.iloc[np.random.default_rng(0).permutation(len(table))].groupby("outlet").head(200)
    drawn = drawn.assign(probability=0.05, sentence_id=range(400))
    row = correct(counted(table), drawn).iloc[0]
    shares = drawn.groupby("outlet")["coded"].mean().to_numpy()
    error = np.sqrt((0.95 * (1 - shares) / shares / 199).sum())
    half = np.log(row["high"] / row["low"]) / 2 / stats.t.ppf(0.975, row["df"])
    assert half == pytest.approx(error, rel=0.02)


def reference():
    sentences = pd.read_csv(REFERENCE / "ppi_sentences.csv").assign(device="hedge", words=10)
    sentences["doc_id"] = sentences["sentence_id"] = [f"S{place}" for place in range(len(sentences))]
    counts = sentences.rename(columns={"found": "n"})[["doc_id", "outlet", "device", "n", "words"]]
    return correct(counts, sentences[sentences["coded"].notna()]), pd.read_csv(REFERENCE / "ppi_means.csv")


def test_corrected_rates_are_the_prediction_powered_means_of_ppi_python():
    result, expected = reference()
    assert (result[["rate_a", "rate_b"]].iloc[0] / 100).tolist() == pytest.approx(expected["mean"].tolist())


def test_the_standard_error_is_near_that_of_ppi_python():
    result, expected = reference()
    errors = (expected["high"] - expected["low"]) / (2 * stats.norm.ppf(0.975) * expected["mean"])
    freedom = result["df"].item()
    error = np.log(result["high"] / result["low"]).item() / (2 * stats.t.ppf(0.975, freedom))
    assert error == pytest.approx(np.sqrt((errors**2).sum()), rel=0.1)


def test_the_interval_holds_the_true_ratio_where_that_of_the_labels_never_does():
    made = [corpus(seed, recalls=(0.95, 0.35), device=f"r{seed}") for seed in range(100)]
    results = correct(pd.concat(map(counted, made)), pd.concat(map(sampled, made)), adjust=None)
    labelled = compare(pd.concat(map(counted, made)), adjust=None)
    covered = [((table["low"] <= 1) & (table["high"] >= 1)).mean() for table in (results, labelled)]
    assert covered[0] >= 0.9 > 0.05 >= covered[1]


def test_shared_events_are_the_units_where_compare_has_them():
    sentences = corpus()
    counts = counted(sentences).assign(event=lambda table: table["doc_id"].str[3:])
    row = correct(counts, sampled(sentences)).iloc[0]
    assert (row["unit"], row["shared"] == row["units"]) == ("event", True)


def test_groups_of_outlets_have_outlets_as_units():
    names = ("Ant", "Bee", "Cat", "Dog", "Elk", "Fox")
    sentences = corpus(recalls=(0.9, 0.8, 0.7, 0.6, 0.9, 0.8), outlets=names)
    counts = counted(sentences).assign(
        leaning=lambda table: table["outlet"].isin(names[:3]).map({True: "a", False: "b"})
    )
    result = correct(counts, sampled(sentences), by="leaning", unit="outlet")
    assert (result["units"].item(), result["method"].item()) == (6, "log_rates")


def test_three_outlets_are_tested_together_too():
    sentences = corpus(recalls=(0.9, 0.5, 0.7), outlets=("Bee", "Sun", "Owl"))
    results = correct(counted(sentences), sampled(sentences))
    together = results[results["kind"] == "omnibus"].iloc[0]
    assert (together["a"], bool(0 < together["p"] < 1)) == ("all 3", True)


def test_three_outlets_where_all_is_coded_have_the_p_of_welchs_test_on_the_coded_counts():
    sentences = corpus(recalls=(0.9, 0.5, 0.7), outlets=("Bee", "Sun", "Owl"))
    results = correct(counted(sentences), sentences)
    p = compare(counted(sentences, "coded"))["p"].iloc[-1]
    assert results["p"].iloc[-1] == pytest.approx(p, abs=0.05)  # compare permutes, with as few units


def test_p_is_adjusted_over_devices_together():
    tables = [corpus(1), corpus(2, device="booster").assign(sentence_id=lambda table: table["sentence_id"] + "b")]
    results = correct(pd.concat(map(counted, tables)), pd.concat(map(sampled, tables)), adjust="holm")
    assert results["p_adjusted"].min() == pytest.approx(min(2 * results["p"].min(), 1))


def test_equivalence_is_told_by_the_corrected_interval():
    sentences = corpus(recalls=(0.9, 0.9))
    assert correct(counted(sentences), sampled(sentences), equivalence=3)["equivalent"].item()


# The table


def test_the_columns_are_those_of_results():
    assert tuple(correct(counted(corpus()), sampled(corpus())).columns) == RESULT_COLUMNS


def test_a_row_says_how_many_sentences_were_coded_and_with_which_seed_they_were_drawn():
    row = correct(counted(corpus()), sampled(corpus()).assign(seed=7)).iloc[0]
    assert (row["coded"], row["seed"], row["unit"]) == (120, 7, "article")


def test_several_seeds_of_one_device_are_all_named():
    sentences = sampled(corpus())
    row = correct(counted(corpus()), sentences.assign(seed=np.arange(len(sentences)) % 2)).iloc[0]
    assert (row["seed"], "sentences drawn with several seeds (0, 1)" in row["note"]) == (pd.NA, True)


def test_sentences_are_counted_once_by_voice():
    sentences = by_voice(corpus())
    assert correct(counted_by_voice(sentences), sentences)["coded"].iloc[0] == 480


def test_the_note_has_the_ratio_as_labelled():
    labelled = compare(counted(corpus()))["ratio"].item()
    assert (
        f"without correction the ratio is {labelled:.2f}"
        in correct(counted(corpus()), sampled(corpus()))["note"].item()
    )


def test_the_note_has_recall_weighed_by_the_chances():
    sentences = corpus()
    coded = sentences.assign(probability=np.where(np.arange(len(sentences)) % 2, 0.5, 0.25))
    weight = 1 / coded["probability"][sentences["outlet"] == "Sun"]
    own = coded[sentences["outlet"] == "Sun"]
    recall = (weight * own[["found", "coded"]].min(axis=1)).sum() / (weight * own["coded"]).sum()
    assert re.search(rf"{recall:.2f} .0..* to .*. in Sun; precision", correct(counted(sentences), coded)["note"].item())


def test_recall_has_an_interval_around_it():
    sentences = corpus()
    sides = decoded(correct(counted(sentences), sampled(sentences))["limits"].item())["recall"]["sides"]
    assert [0 <= low < recall < high <= 1 for _, recall, low, high in sides] == [True, True]


def test_few_misses_found_are_a_limit_however_many_sentences_were_coded():
    sentences = corpus().assign(found=0, coded=lambda table: (np.arange(len(table)) % 47 == 0).astype(int))
    assert (
        "few missed instances of hedge found by the coders (3 in Bee, 3 in Sun)"
        in correct(counted(sentences), sampled(sentences, 2))["note"].item()
    )


def test_a_net_outside_which_nothing_was_found_is_said_to_be_trusted():
    sentences = corpus()
    drawn = sampled(sentences).assign(stratum=lambda t: np.where(t["found"] > 0, "found", "net"))
    drawn.loc[drawn.groupby("outlet").tail(3).index, ["stratum", "found", "coded"]] = ["rest", 0, 0]
    assert "net_trusted" in correct(counted(sentences), drawn)["limits"].item()


# Prevalence


def articles_of(sentences):
    """Whole articles: whether any instance is in them, and was found."""
    has = sentences.groupby(["doc_id", "outlet", "device"], sort=False)[["found", "coded"]].max().clip(upper=1)
    return has.reset_index().assign(probability=1.0)


def test_codes_of_all_articles_give_the_prevalence_that_they_say():
    sentences = corpus().assign(coded=lambda table: (np.arange(len(table)) % 17 == 0).astype(int))
    codes = articles_of(sentences)
    shares = codes.groupby("outlet")["coded"].mean()
    row = correct(counted(sentences), codes, measure="prevalence").iloc[0]
    assert row[["rate_a", "rate_b"]].tolist() == pytest.approx(shares.tolist())


def test_prevalence_of_a_sample_of_articles_is_weighed_by_the_chances():
    sentences = corpus(seed=3).assign(coded=lambda table: (np.arange(len(table)) % 23 == 0).astype(int))
    codes = articles_of(sentences)
    drawn = codes.iloc[::3].assign(probability=1 / 3)
    own = codes["outlet"] == "Bee"
    more = 3 * (drawn["coded"] - drawn["found"])[drawn["outlet"] == "Bee"].sum()
    row = correct(counted(sentences), drawn, measure="prevalence").iloc[0]
    assert row["rate_a"] == pytest.approx((codes["found"][own].sum() + more) / own.sum())


def test_prevalence_takes_no_codes_of_sentences():
    sentences = corpus()
    with pytest.raises(ValueError, match="takes codes of whole articles, one row per article and device"):
        correct(counted(sentences), sampled(sentences), measure="prevalence")


def test_a_corrected_count_below_zero_has_no_interval():
    sentences = corpus().assign(found=lambda table: (table["outlet"] == "Bee").astype(int))
    coded = sampled(sentences).assign(coded=lambda table: (table["outlet"] == "Sun").astype(int), probability=0.2)
    result = correct(counted(sentences), coded).iloc[0]
    assert (result["note"].partition(":")[0], np.isnan(result["p"])) == (
        "the corrected instances of hedge in Bee are -60 (a rate is at least 0)", True,
    )  # fmt: skip
    own = correct_rates(counted(sentences), coded).iloc[0]
    assert (result["rate_a"], own["rate"], own["n"], np.isnan(own["low"])) == (0, 0, 0, True)


def test_a_device_nobody_coded_is_left_out_and_named():
    counts = pd.concat([counted(corpus()), counted(corpus(device="booster"))])
    with pytest.warns(Note, match="not coded, so left out: booster"):
        assert correct(counts, sampled(corpus()))["device"].tolist() == ["hedge"]


def test_codings_by_voice_serve_counts_without_voice():
    sentences = by_voice(corpus())
    whole = sentences.groupby(["sentence_id", "doc_id", "outlet", "device", "probability"], sort=False)
    summed = whole[["found", "coded"]].sum().reset_index()
    expected = correct(counted(summed), summed)[ESTIMATES]
    pd.testing.assert_frame_equal(correct(counted(summed), sentences)[ESTIMATES], expected)


def test_the_order_of_codings_changes_nothing():
    coded = sampled(corpus())
    expected = correct(counted(corpus()), coded)
    pd.testing.assert_frame_equal(correct(counted(corpus()), coded.sample(frac=1, random_state=1)), expected)


def test_the_tables_given_are_unchanged():
    counts, coded = counted(corpus()), sampled(corpus())
    before = counts.copy(), coded.copy()
    correct(counts, coded)
    assert [counts.equals(before[0]), coded.equals(before[1])] == [True, True]


# Rates


RATES = ["rate", "low", "high", "n", "articles", "units"]


def test_corrected_rates_are_those_that_are_compared():
    sentences = corpus()
    row = correct(counted(sentences), sampled(sentences)).iloc[0]
    found = correct_rates(counted(sentences), sampled(sentences))
    assert found["rate"].tolist() == pytest.approx(row[["rate_a", "rate_b"]].tolist())


def test_where_every_sentence_is_coded_rates_are_those_of_the_coded_counts():
    sentences = corpus()
    found, expected = correct_rates(counted(sentences), sentences), rates(counted(sentences, "coded"))
    pd.testing.assert_frame_equal(found[RATES], expected[RATES])


def test_by_voice_rates_are_those_coded_where_every_sentence_is():
    sentences = by_voice(corpus())
    found = correct_rates(counted_by_voice(sentences), sentences)
    expected = rates(counted_by_voice(sentences, "coded", "coded_words"))
    pd.testing.assert_frame_equal(found[["voice", "rate"]], expected[["voice", "rate"]])


def test_intervals_of_rates_hold_the_true_rate_where_those_of_the_labels_do_not():
    made = [corpus(seed, recalls=(0.95, 0.35), device=f"r{seed}") for seed in range(100)]
    counts = pd.concat(map(counted, made))
    true = 1000 * 0.4 / 20  # per 1,000 words: .4 in a sentence of 20
    corrected = correct_rates(counts, pd.concat(map(sampled, made)))
    labelled = rates(counts).query("group == 'Sun'")
    is_held = (corrected["low"] <= true) & (true <= corrected["high"])
    assert is_held.groupby(corrected["group"]).mean().min() >= 0.92
    assert ((labelled["low"] <= true) & (true <= labelled["high"])).mean() < 0.05


def coded_articles(seed, share=0.2, size=400, drawn=100):
    """Codes that a generous classifier gave to all articles, and a person to a sample in each outlet."""
    rng = np.random.default_rng(seed)
    truth = (rng.random(2 * size) < share).astype(int)
    score = 1 / (1 + np.exp(-(np.log(share / (1 - share)) + 1.2 * truth + rng.normal(0.4, 0.8, 2 * size))))
    code = f"c{seed}"
    table = pd.DataFrame({"doc_id": np.arange(2 * size), "outlet": ["Bee"] * size + ["Sun"] * size, "device": code})
    counts = table.assign(n=(score > 0.5).astype(int), words=1, base="coded articles", expected=score)
    picked = np.concatenate([rng.choice(size, drawn, replace=False), size + rng.choice(size, drawn, replace=False)])
    codes = pd.DataFrame({"doc_id": picked, "unit": "article", "code": code, "value": truth[picked]})
    return counts, codes.assign(probability=drawn / size, coder="Ann")


@pytest.mark.parametrize("share", [0.05, 0.4])
def test_intervals_of_shares_of_codes_hold_the_true_share(share):
    counts, codes = (pd.concat(parts) for parts in zip(*(coded_articles(s, share) for s in range(100)), strict=True))
    found = correct_rates(counts, codes)
    is_held = (found["low"] <= share) & (share <= found["high"])
    assert (is_held.mean() >= 0.92, abs(found["rate"].mean() - share) < 0.01) == (True, True)


def test_where_every_article_is_coded_the_share_is_that_of_the_codes():
    counts, codes = coded_articles(1, drawn=400)
    found = correct_rates(counts, codes)
    expected = codes["value"].groupby(codes["doc_id"] < 400).mean()
    assert found["rate"].tolist() == pytest.approx([expected[True], expected[False]])


def test_a_row_of_rates_says_what_was_coded_and_what_the_labels_alone_say():
    counts, codes = coded_articles(1, share=0.05)
    row = correct_rates(counts, codes).iloc[0]
    predicted = counts["n"][:400].mean()
    assert (row["coded"], row["measure"], f"without correction the prevalence is {predicted:.2f}" in row["note"]) == (
        100, "prevalence", True,
    )  # fmt: skip
    assert "few coded with yes" in row["note"]
    assert "stay uncorrected" in row["note"]


def test_the_columns_are_those_of_rates():
    assert tuple(correct_rates(counted(corpus()), sampled(corpus())).columns) == RATE_COLUMNS


@pytest.mark.parametrize("made", [lambda: coded_articles(1), lambda: (counted(corpus()), sampled(corpus()))])
def test_corrected_rates_are_drawn_and_described_as_corrected(made):
    found = correct_rates(*made())
    axes = plot(found)
    assert "orrected" in axes.figure.caption
    assert "probability sample" in describe(found)
    matplotlib.pyplot.close(axes.figure)


def test_a_share_that_is_not_between_0_and_1_has_no_interval():
    counts, codes = coded_articles(1)
    row = correct_rates(counts.assign(expected=1.0), codes.assign(value=0, probability=0.2)).iloc[0]
    assert (row["note"].startswith("the corrected share of c1 in Bee is -0.25"), np.isnan(row["low"])) == (True, True)
    assert (row["rate"], row["n"]) == (0, 0)


def of_outlets(score=0.5):
    """Codes of two groups of five outlets; of the left ones the four small ones have a share above 1."""
    sizes = np.array([100, 10, 10, 10, 10] * 2)
    outlet = np.repeat(np.arange(10), sizes)
    place = np.concatenate([np.arange(size) for size in sizes])
    is_drawn, is_left = place < np.repeat(sizes // 5, sizes), outlet < 5
    is_small = is_left & (np.repeat(sizes, sizes) == 10)
    expected = np.select([is_small & is_drawn, is_small], [score, 1.0], 0.2)
    counts = pd.DataFrame({"doc_id": range(280), "outlet": outlet, "lean": np.where(is_left, "left", "right")})
    counts = counts.assign(
        device="c",
        n=((expected > 0.4) | (place % 7 == 0)).astype(int),
        words=1,
        base="coded articles",
        expected=expected,
    )
    codes = counts[["doc_id"]].assign(value=(is_small | (place % 5 == 0)).astype(int), unit="article", code="c")
    return counts, codes[is_drawn].assign(probability=0.2, coder="Ann")


@pytest.mark.parametrize(("score", "share"), [(0.5, 1.16), (0.9, 0.904)])
def test_where_outlets_are_units_the_mean_of_their_shares_is_to_be_a_share(score, share):
    counts, codes = of_outlets(score)
    row = correct(counts, codes, by="lean", unit="outlet").iloc[0]
    own = correct_rates(counts, codes, by="lean", unit="outlet").iloc[0]
    assert (row["rate_a"], own["rate"]) == pytest.approx((min(share, 1), min(share, 1)))
    assert [np.isnan(row["p"]), np.isnan(own["low"]), f"is {share:.3f} (a share" in row["note"]] == [share > 1] * 3
    labelled = compare(counts, by="lean", unit="outlet", measure="prevalence")["ratio"][0]
    assert decoded(row["limits"])["ratio_as_labelled"]["ratio"] == pytest.approx(labelled)


@pytest.mark.parametrize("score", [0.19, 0.21])  # a share just above zero, and just below
def test_a_share_of_which_no_coded_article_has_any_is_alike_and_has_no_ratio(score):
    counts, codes = coded_articles(1)
    is_bee = codes["doc_id"] < 400
    counts["expected"] = np.where(counts["doc_id"].isin(codes["doc_id"][is_bee]), score, 0.2)
    row = correct(counts, codes.assign(value=codes["value"].where(~is_bee, 0))).iloc[0]
    assert (row["note"].partition(" for")[0], np.isnan(row["ratio"])) == (
        "all coded articles of Bee have the same value", True,
    )  # fmt: skip


def test_a_share_that_is_below_zero_without_one_article_has_an_interval():
    counts = pd.DataFrame({"doc_id": range(100), "outlet": "Bee", "device": "c", "n": 0, "words": 1})
    counts = counts.assign(base="coded articles", expected=np.where(counts["doc_id"] < 10, 0.1, 0.02))
    codes = pd.DataFrame({"doc_id": range(10), "unit": "article", "code": "c", "value": [1] + [0] * 9, "coder": "Ann"})
    row = correct_rates(counts, codes.assign(probability=0.1)).iloc[0]
    assert row["rate"] == pytest.approx(0.028)
    assert (0 < row["low"] < row["rate"] < row["high"] < 1, "every c" in row["note"]) == (True, False)


def test_a_share_of_articles_above_1_after_correction_has_no_interval():
    sentences = corpus()
    codes = articles_of(sentences).iloc[::3].assign(found=0, coded=1, probability=1 / 3)
    counts = counted(sentences.assign(found=(np.arange(len(sentences)) % 30 == 1).astype(int)))
    row, own = (verb(counts, codes, measure="prevalence").iloc[0] for verb in (correct, correct_rates))
    assert (np.isnan(row["p"]), np.isnan(own["low"])) == (True, True)
    assert own["note"].startswith("the corrected share of hedge in Bee is 1.")


@pytest.mark.parametrize(
    ("measure", "n", "coded"),
    [
        ("prevalence", 9, "articles"),
        ("prevalence", -9, "articles"),
        ("rate", 9, "sentences"),
        ("rate", -9, "sentences"),
    ],
)
def test_a_limit_says_of_what_more_are_to_be_coded(measure, n, coded):
    side = Side("Bee", 3, 0, n, 3.0, 0.0, 0.0, 0.0, np.arange(3), np.full(3, n / 3), np.ones(3), np.zeros(3))
    counts = counted(corpus()).assign(base="attributions")
    design = design_of(counts, by="outlet", unit=None, measure=measure)
    assert in_words(refusal([side], design), {"device": "hedge"}).endswith(f": code more {coded}")


@pytest.mark.parametrize(
    ("unit_n", "said"), [([4.0, 0, 0], "one article has all"), ([4.0, -1, 0], "what leaving out one article changes")]
)
def test_one_article_has_all_only_where_nothing_is_left_without_it(unit_n, said):
    sums = np.array(unit_n)
    rate = sums.sum() / 3
    change = (sums.sum() - sums) / 2 - rate
    side = Side("Bee", 3, 0, sums.sum(), 3.0, np.log(rate), 0.0, 0.0, np.arange(3), sums, np.ones(3), change)
    design = design_of(counted(corpus()), by="outlet", unit=None, measure="rate")
    assert in_words(refusal([side], design), {"device": "hedge"}).startswith(said)


def test_a_stratum_of_right_labels_has_one_more_error_for_a_rate_alone_whatever_its_words():
    ones, words = np.ones(4), np.array([2.0, 0.0, -1.0, 0.0])
    sample = Sample(np.arange(4), 5 * ones, ones, ones, words, np.zeros(4, dtype=int), ones)
    side = Side("a", 4, 0, 4.0, 400.0, 0.0, 0.0, 0.0, np.arange(4), ones, 100 * ones, np.zeros(4))
    assert (found := corrected(side, sample)).within_alone > 2 * found.within


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        (lambda counts, codings: (counts, codings.drop(columns="probability")), {}, "codings: no column 'probability'"),
        (lambda counts, codings: (counts, codings), {"truth": "m-1"}, "correct_rates: truth= names a coder of codes"),
        (
            lambda *_: (coded_articles(1)[0], coded_articles(1)[1].assign(made_by="model")),
            {},
            "correct_rates: the codes",
        ),
    ],
)
def test_rates_that_cannot_be_corrected_are_refused(change, options, message):
    with pytest.raises(ValueError, match=message) as error:
        correct_rates(*change(counted(corpus()), sampled(corpus())), **options)
    assert "\n" not in str(error.value)


# What is refused


def set_in(column, value, rows=slice(0, 1)):
    """Give a change of codings that puts `value` into some rows."""

    def change(codings):
        codings = codings.astype({column: object}) if isinstance(value, str) else codings
        codings.loc[codings.index[rows], column] = value
        return codings

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda coded: coded.drop(columns="probability"), "codings: no column 'probability'"),
        (lambda coded: coded.head(0), "codings: the table has no row"),
        (set_in("probability", 0.0), "codings: 1 sentences have no probability above 0 and up to 1 (S0)"),
        (set_in("probability", np.nan), "codings: 1 sentences have no probability above 0 and up to 1 (S0)"),
        (set_in("probability", 1.5), "codings: 1 sentences have no probability above 0 and up to 1 (S0)"),
        (set_in("coded", np.nan, slice(0, 2)), "codings: 2 sentences are not coded (S0, S4)"),
        (set_in("coded", "two"), "codings: 'coded' has text (such as 'two') where numbers are needed"),
        (lambda coded: coded.astype({"coded": str}), "codings: 'coded' has text (of numbers as text)"),
        (set_in("coded", -1), "codings: 1 sentences have a 'coded' that is no count (S0)"),
        (set_in("coded", 0.5), "codings: 1 sentences have a 'coded' that is no count (S0)"),
        (lambda coded: pd.concat([coded, coded.head(1)]), "codings: 1 sentences come twice (S0); keep one row of each"),
        (set_in("doc_id", "Fox7"), "codings: 1 sentences are of articles that counts have not (S0)"),
        (lambda coded: coded[coded["outlet"] == "Bee"], "codings: no sentence of outlet Sun is coded for hedge"),
        (lambda coded: coded.assign(article_found=99), "counts: article Bee0 has"),
        (lambda coded: coded.assign(device="booster"), "codings: 120 sentences are of articles that counts have not"),
    ],
)
def test_codings_that_cannot_be_right_are_named(change, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        correct(counted(corpus()), change(sampled(corpus()).astype({"coded": float})))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"adjust": "bonferroni"}, "adjust='bonferroni' is unknown"),
        ({"equivalence": 0.8}, "equivalence=0.8: give a ratio above 1"),
        ({"by": "leaning"}, "counts: no column 'leaning'"),
        ({"reference": "Owl"}, "reference='Owl': no such outlet"),
    ],
)
def test_options_that_cannot_be_are_named(options, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        correct(counted(corpus()), sampled(corpus()), **options)


def test_counts_by_subtype_are_refused():
    with pytest.raises(ValueError, match="coders do not tell the subtype"):
        correct(counted(corpus()).assign(subtype="modal"), sampled(corpus()))


def test_counts_by_voice_need_codings_by_voice():
    with pytest.raises(ValueError, match=r"codings: no columns? .*'voice'"):
        correct(counted_by_voice(by_voice(corpus())), sampled(corpus()))


def test_an_outlet_without_codings_is_named_where_groups_of_outlets_are_compared():
    names = ("Ant", "Bee", "Cat", "Dog")
    sentences = corpus(recalls=(0.9,) * 4, outlets=names)
    counts = counted(sentences).assign(leaning=lambda table: table["outlet"].map(dict(zip(names, "aabb", strict=True))))
    with pytest.raises(ValueError, match="no sentence of outlet Dog is coded for hedge"):
        correct(counts, sampled(sentences[sentences["outlet"] != "Dog"]), by="leaning")


# From labels to a corrected comparison


def test_a_sample_coded_as_labelled_leaves_the_ratio_of_counts_as_it_was(tmp_path):
    texts = ["It may rain. It is cold. Ferries run late. Perhaps they sink.", "It rains. It might stop. All is well."]
    articles = pd.DataFrame({"doc_id": range(12), "outlet": ["Bee", "Sun"] * 6, "text": (texts + texts[::-1]) * 3})
    spans = label(articles, ["hedge"], with_voice=False)
    drawn = sample(articles, spans, n=12, sheet=tmp_path / "sheet.csv")
    sheet = pd.read_csv(tmp_path / "sheet.csv").assign(hedge=drawn["found"])
    sheet.to_csv(tmp_path / "coded.csv", index=False)
    counts = count(articles, spans)
    corrected = correct(counts, read_codings(tmp_path / "coded.csv", drawn))
    assert corrected["ratio"].item() == pytest.approx(compare(counts)["ratio"].item())


def test_a_sample_of_which_rows_were_dropped_is_refused_and_one_without_an_article_is_not():
    text = "It may rain. It is cold. Ferries run late. All is well."
    articles = pd.DataFrame({"doc_id": list("abcd"), "outlet": ["Bee", "Sun"] * 2, "text": text})
    spans = label(articles, ["hedge"], with_voice=False)
    drawn = sample(articles, spans, n=6, strata={"found": 0.3, "rest": 0.7})
    coded, counts = drawn.assign(coded=drawn["found"]), count(articles, spans)
    at, many = coded.index[coded["doc_id"] == "a"][0], int((coded["doc_id"] == "a").sum())
    with pytest.raises(ValueError, match=f"^codings: of article a {many} sentences were drawn and {many - 1} are here"):
        correct_rates(counts, coded.drop(index=at))
    kept = coded[coded["doc_id"] != "a"]
    assert correct_rates(counts, kept)["coded"].tolist() == kept.groupby("outlet").size().tolist()


def test_counts_that_leave_out_other_text_than_the_sample_are_refused():
    text = "It may rain. It is cold. Ferries run late. All is well."
    articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": text})
    spans = label(articles, ["hedge"], with_voice=False)
    drawn = sample(articles, spans, n=4).assign(coded=0)
    counts = count(articles, spans).assign(n=0)
    with pytest.raises(
        ValueError, match=r"article [ab] has 0 hedge, the sample saw 1; count the spans that were sampled"
    ):
        correct(counts, drawn)


@pytest.mark.parametrize(
    ("drawn_with", "counted_with", "message"),
    [
        ({}, {"exclude": "boilerplate"}, "counts: text left out: boilerplate, of the sample: none; count with the"),
        ({"exclude": "boilerplate"}, {}, "counts: text left out: none, of the sample: boilerplate; count with the"),
        ({}, {"part": "body"}, "counts: only of part body, and the sample is of whole texts; count without part="),
        ({}, {"voice": "outlet"}, "counts: only of voice outlet, and the sample is of whole texts"),
    ],
)
def test_counts_of_other_text_are_refused_where_their_numbers_are_those_of_the_sample(
    drawn_with, counted_with, message
):
    text = "Ferries run.\n\nIt may rain. It is cold. Ferries run late. All is well.\n\nAll rights reserved."
    articles = pd.DataFrame({"doc_id": list("abcd"), "outlet": ["Bee", "Sun"] * 2, "text": text})
    spans = label(articles, ["hedge", "boilerplate", "attribution", "layout"])
    drawn = sample(articles, spans, n=8, device="hedge", **drawn_with)
    coded = drawn.assign(coded=drawn["found"])
    hedges = lambda **options: count(articles, spans, **options).query("device == 'hedge'")  # noqa: E731
    assert correct(hedges(**drawn_with), coded)["ratio"].item() == 1
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        correct(hedges(**counted_with), coded)


def test_a_mean_share_that_one_unit_carries_has_the_error_of_its_units():
    first, second = np.array([1.2, -0.2, -0.3, -0.1, -0.1]), np.array([0.3, 0.2, 0.4, 0.3, 0.3])  # corrected: any sign
    sides = [
        jackknife.on_shares(
            Side("a", 5, 0, shares.sum(), 5.0, 0.0, 0.0, 0.0, np.arange(5) + place, shares, np.ones(5), np.zeros(5))
        )
        for shares, place in ((first, 0), (second, 5))
    ]
    estimate = jackknife.difference(*sides)
    assert estimate.error == pytest.approx(np.sqrt(first.var(ddof=1) / 5 + second.var(ddof=1) / 5))
    assert by_score_of_shares(*sides, (5.0, 5.0), estimate).p > 0.05
