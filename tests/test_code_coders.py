"""Coders of codes: files of people and models, a lexicon, a classifier; and shares corrected by a coded sample."""

import json

import numpy as np
import pandas as pd
import pytest

import framing
from framing.coding.answers import unmatched

PAGE = "narrative_roles"
TEXTS = [f"ship{number} came in while crew{number} slept below deck{number} at noon{number}." for number in range(400)]
GENERATOR = np.random.default_rng(3)
YES = (GENERATOR.random(400) < np.where(np.arange(400) < 200, 0.6, 0.3)).astype(int)
ARTICLES = pd.DataFrame(
    {
        "doc_id": [f"d{number}" for number in range(400)],
        "outlet": ["Bee"] * 200 + ["Sun"] * 200,
        "text": [text + (" They quarrel." if yes else " All is calm.") for text, yes in zip(TEXTS, YES, strict=True)],
    }
)
DRAWN = framing.sample(ARTICLES, unit="article", n=60, seed=1)
TRUTH = pd.DataFrame(
    {"doc_id": ARTICLES["doc_id"], "unit": "article", "code": "conflict", "value": YES, "coder": "Ann"}
)
SAMPLED = TRUTH.merge(DRAWN[["doc_id", "probability"]], on="doc_id")
LEARNED = pytest.importorskip("sklearn") and framing.learn(SAMPLED, ARTICLES, by="outlet")


def answers(tmp_path, *lines):
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def line(number, **given):
    about = {name: given.pop(name) for name in ("model", "run", "temperature") if name in given}
    return {"unit_id": DRAWN["unit_id"][number], "answers": given, **about}


def test_the_files_of_a_task_show_neither_outlet_nor_date(tmp_path):
    framing.ask(DRAWN, PAGE, tmp_path / "task")
    first = json.loads((tmp_path / "task" / "units.jsonl").read_text("utf-8").splitlines()[0])
    assert list(first) == ["unit_id", "before", "text", "after"]
    assert list(pd.read_csv(tmp_path / "task" / "sheet.csv"))[4:] == ["hero", "villain", "victim", "comment"]


def test_a_task_is_never_written_over_a_sheet(tmp_path):
    framing.ask(DRAWN, PAGE, tmp_path)
    with pytest.raises(ValueError, match="exists already and may hold answers"):
        framing.ask(DRAWN, PAGE, tmp_path)


def test_a_persons_sheet_is_read_and_combined(tmp_path):
    sheet = framing.ask(DRAWN, PAGE, tmp_path) / "sheet.csv"
    pd.read_csv(sheet).assign(hero="yes", villain="no", victim=0).to_csv(sheet, index=False)
    codes = framing.combine(framing.read_codes(sheet, DRAWN, PAGE, coder="Ann"), PAGE)
    assert codes.groupby("code")["value"].sum().to_dict() == {"hero": 120, "victim": 0, "villain": 0}
    assert set(codes["probability"]) == {0.3}


def test_a_models_codes_keep_model_run_temperature_and_prompt(tmp_path):
    path = answers(tmp_path, line(0, hero="yes", model="m-1", run=2, temperature=0.5))
    with pytest.warns(framing.Note, match="119 of 120 units have no answer"):
        codes = framing.read_codes(path, DRAWN, PAGE)
    row = codes.iloc[0]
    assert (row["coder"], row["made_by"], row["temperature"], len(row["prompt"])) == ("m-1 run 2", "model", 0.5, 12)


def test_answers_that_match_nothing_are_listed(tmp_path):
    path = answers(tmp_path, line(0, hero="yes", wizard="yes"), line(1, hero="perhaps"))
    with pytest.warns(framing.Note) as notes:
        framing.read_codes(path, DRAWN, PAGE)
    assert any("2 answers match nothing" in str(one.message) for one in notes)
    assert unmatched(path, DRAWN, PAGE)["question"].tolist() == ["wizard", "hero"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["{broken"], "answers.jsonl, line 1: not a JSON object with unit_id and answers"),
        ([line(0, wizard="yes")], "no answer matches a unit and question"),
        ([line(0, hero="yes"), line(0, hero="no")], "gave hero two values in one place"),
    ],
)
def test_broken_answers_are_one_clear_line(tmp_path, lines, message):
    with pytest.raises(ValueError, match=message) as error:
        framing.read_codes(answers(tmp_path, *lines), DRAWN, PAGE)
    assert "\n" not in str(error.value)


def test_a_page_that_was_never_asked_is_refused():
    with pytest.raises(ValueError, match="no question of narrative_roles was asked \\(there are: conflict\\)"):
        framing.combine(SAMPLED, PAGE)


def test_the_classifier_codes_all_and_its_card_says_what_it_is_worth():
    codes = LEARNED.code(ARTICLES)
    assert (len(codes), codes["doc_id"].nunique(), set(codes["made_by"])) == (400, 400, {"classifier"})
    card = LEARNED.card.set_index("folds")
    assert (list(card.index), card.loc["article", "auc"] > 0.9, set(card["coder"])) == (
        ["article", "outlet"],
        True,
        {"Ann"},
    )


def test_a_coded_article_is_scored_by_a_model_that_has_not_seen_it():
    noise = SAMPLED.assign(value=np.random.default_rng(5).permutation(SAMPLED["value"].to_numpy()))
    card = framing.learn(noise, ARTICLES).card
    assert card.loc[0, "auc"] < 0.7


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (SAMPLED.assign(value=1), "conflict has 120 yes and 0 no; 5 of each are needed"),
        (pd.concat([SAMPLED, SAMPLED.assign(coder="Ben")]), "codes of several coders \\(Ann, Ben\\)"),
        (SAMPLED.assign(value=0.5), "values other than 0 and 1"),
    ],
)
def test_codes_that_cannot_be_learned_are_refused(codes, message):
    with pytest.raises(ValueError, match=message):
        framing.learn(codes.reset_index(drop=True), ARTICLES)


def test_shares_are_corrected_to_the_estimate_of_the_design():
    counts = framing.count(ARTICLES, LEARNED.code(ARTICLES))
    row = framing.correct(counts, SAMPLED).iloc[0]
    beside = counts.merge(SAMPLED[["doc_id", "value", "probability"]], on="doc_id", how="left")
    more = ((beside["value"] - beside["expected"]) / beside["probability"]).fillna(0)
    by_hand = (beside["expected"] + more).groupby(beside["outlet"]).mean()
    assert (row["rate_a"], row["rate_b"]) == pytest.approx((by_hand["Bee"], by_hand["Sun"]))


def test_a_wrong_classifier_does_not_bias_the_corrected_ratio():
    wrong = TRUTH.assign(value=1 - YES, coder="wrong", made_by="classifier")
    row = framing.correct(framing.count(ARTICLES, wrong), SAMPLED).iloc[0]
    true = YES[:200].mean() / YES[200:].mean()
    assert row["low"] < true < row["high"]


def test_a_side_whose_coded_articles_are_all_alike_has_no_interval():
    is_bee = SAMPLED["doc_id"].isin(ARTICLES["doc_id"][:200])
    row = framing.correct(framing.count(ARTICLES, TRUTH), SAMPLED.assign(value=SAMPLED["value"].mask(is_bee, 0))).iloc[
        0
    ]
    assert pd.isna(row["low"])
    assert pd.isna(row["p"])
    assert "all coded articles of Bee have the same value for conflict" in row["note"]


def test_every_row_says_what_stays_uncorrected():
    results = framing.correct(framing.count(ARTICLES, LEARNED.code(ARTICLES)), SAMPLED)
    assert results["note"].str.contains("coder error and construct validity stay uncorrected").all()
    assert "taken to be right" in str(framing.describe(results))


def test_a_models_codes_are_truth_only_where_named_and_then_it_is_said():
    counts, model = framing.count(ARTICLES, LEARNED.code(ARTICLES)), SAMPLED.assign(coder="m-1", made_by="model")
    with pytest.raises(ValueError, match="were made by a model, not by a person; truth='m-1'"):
        framing.correct(counts, model)
    results = framing.correct(counts, model, truth="m-1")
    assert results["note"].str.contains("the codes of m-1, which no person made, count as truth").all()
    assert "The codes of m-1, which no person made, counted as truth." in str(framing.describe(results))
    assert "The codes of m-1, which no person made, count as truth." in framing.caption(results)


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (SAMPLED.drop(columns="probability"), "no column 'probability'"),
        (SAMPLED.assign(probability=0.0), "a probability is not above 0"),
        (SAMPLED.assign(code="morality"), "morality of doc_id .* is not in counts"),
        (SAMPLED.head(60).loc[SAMPLED["doc_id"].isin(ARTICLES["doc_id"][:200])], "no article of outlet Sun is coded"),
    ],
)
def test_codes_that_cannot_correct_are_refused(codes, message):
    counts = framing.count(ARTICLES, LEARNED.code(ARTICLES))
    with pytest.raises(ValueError, match=message):
        framing.correct(counts, codes)
