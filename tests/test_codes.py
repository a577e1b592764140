"""The codes table: its check, and what counting makes of it."""

import pandas as pd
import pytest

import framing
from framing.code_table import check_codes

ARTICLES = pd.DataFrame(
    {
        "doc_id": [f"d{number}" for number in range(40)],
        "outlet": ["Bee"] * 20 + ["Sun"] * 20,
        "text": "The council voted. Two members left in anger.\n\nThe bridge stays shut.",
    }
)
VALUES = [1, 0, 1, 1, 0] * 4 + [0, 0, 1, 0, 0] * 4


def coded(values=VALUES, **columns):
    table = {"doc_id": ARTICLES["doc_id"], "unit": "article", "code": "conflict", "value": values, "coder": "Ann"}
    return pd.DataFrame({**table, **columns})


def test_a_code_of_zero_counts_as_a_coded_article():
    counts = framing.count(ARTICLES, coded())
    assert (counts["n"].sum(), counts["words"].sum(), set(counts["base"])) == (16, 40, {"coded articles"})


def test_what_was_not_asked_has_no_row_and_is_noted():
    with pytest.warns(framing.Note, match="not coded, so without a row: conflict in 10 of 40 articles"):
        counts = framing.count(ARTICLES, coded().head(30))
    assert len(counts) == 30


def test_sentences_are_counted_out_of_those_coded():
    places = pd.DataFrame({"start": [0, 19], "end": [18, 45], "value": [0, 1]})
    codes = places.assign(doc_id="d0", unit="sentence", code="conflict")
    counts = framing.count(ARTICLES.head(1), codes)
    assert counts[["words", "n", "base"]].to_numpy().tolist() == [[2, 1, "coded sentences"]]


NEWS = pd.DataFrame(
    {
        "doc_id": ["n0", "n1"],
        "outlet": ["Bee", "Sun"],
        "headline": ["Bridge shut after quarrel", "Mill reopens"],
        "text": [
            "Bridge shut after quarrel\n\nThe council quarrelled on Monday over the bridge.\n\nIt stays shut.",
            "Mill reopens\n\nThe mill on the canal opened its gates again on Friday.\n\nTwo owners still quarrel.",
        ],
    }
)
PARAGRAPHS = pd.DataFrame(
    [
        {"doc_id": row.doc_id, "unit": "paragraph", "start": row.text.index(line), "code": "conflict",
         "end": row.text.index(line) + len(line), "value": int("quarrel" in line)}
        for row in NEWS.itertuples()
        for line in row.text.split("\n\n")
    ]
)  # fmt: skip


def test_codes_of_paragraphs_are_counted_by_part():
    layout = framing.label(NEWS, ["layout"])
    counts = framing.count(NEWS, PARAGRAPHS, by="part", layout=layout)
    assert counts[["doc_id", "part", "words", "n"]].to_numpy().tolist() == [
        ["n0", "headline", 1, 1], ["n0", "lede", 1, 1], ["n0", "body", 1, 0],
        ["n1", "headline", 1, 0], ["n1", "lede", 1, 0], ["n1", "body", 1, 1],
    ]  # fmt: skip
    assert framing.rates(counts)["part"].tolist() == ["body"] * 2 + ["headline"] * 2 + ["lede"] * 2
    only = framing.count(NEWS, PARAGRAPHS, part=["headline", "lede"], layout=layout)
    assert only[["words", "n"]].to_numpy().tolist() == [[2, 2], [2, 0]]


@pytest.mark.parametrize(
    ("codes", "options", "message"),
    [
        (PARAGRAPHS, {"by": "part"}, "layout=framing.label"),
        (PARAGRAPHS, {"part": "lead"}, "part='lead' is none of headline, lede, body"),
        (PARAGRAPHS.assign(unit="article").head(1), {"by": "part"}, "a whole article is in no part"),
    ],
)
def test_codes_without_a_part_are_refused(codes, options, message):
    with pytest.raises(ValueError, match=message):
        framing.count(NEWS, codes, **options)


def test_codes_are_compared_as_prevalence():
    results = framing.compare(framing.count(ARTICLES, coded()))
    row = results.iloc[0]
    assert (row["measure"], row["base"], row["rate_a"], row["rate_b"]) == ("prevalence", "coded articles", 0.6, 0.2)


def test_the_sentences_about_codes_do_not_speak_of_instances():
    text = str(framing.describe(framing.compare(framing.count(ARTICLES, coded()))))
    assert ("share of coded articles" in text, "at least once" in text, "voices" in text) == (True, False, False)


def test_the_scores_of_an_article_are_summed_where_it_has_all():
    counts = framing.count(ARTICLES, coded(score=[None] + [0.25] * 39))
    assert counts["expected"].head(2).fillna(-1).tolist() == [-1, 0.25]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": None}, "40 rows have no value"),
        ({"unit": "page"}, "the unit 'page'"),
        ({"score": 2.0}, "a score that is no probability"),
        ({"made_by": "robot"}, "a made_by that is none of person, model, lexicon, classifier, clustering"),
        ({"doc_id": "x9", "code": [f"c{number}" for number in range(40)]}, "doc_id x9 not in articles"),
        ({"doc_id": "d1"}, "Ann gave conflict two values in one place"),
        ({"unit": "sentence"}, "no columns 'start', 'end'"),
    ],
)
def test_what_cannot_be_right_is_refused(change, message):
    with pytest.raises(ValueError, match=message) as error:
        check_codes(coded().assign(**change), ARTICLES)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("codes", "options", "message"),
    [
        (coded(["angry"] * 40), {}, "'conflict' has values other than 0 and 1 \\('angry'\\)"),
        (pd.concat([coded(), coded(coder="Ben")]), {}, "codes of several coders \\(Ann, Ben\\)"),
        (coded(), {"by": "voice"}, "codes are of whole units"),
    ],
)
def test_what_cannot_be_counted_is_refused(codes, options, message):
    with pytest.raises(ValueError, match=message):
        framing.count(ARTICLES, codes, **options)


def answers(coder, values, **columns):
    return coded(values, coder=coder, **columns)


ANN, BEN = answers("Ann", VALUES), answers("Ben", [1 - VALUES[0], *VALUES[1:]])


def test_agreement_on_codes_is_that_of_the_same_marks_as_a_spans_coefficient():
    table = framing.agree(ARTICLES, ANN, BEN, replicates=0).set_index("measure")["value"]
    same = framing.agree(ARTICLES, *(spans_of(codes) for codes in (ANN, BEN)), replicates=0)
    same = same[same["unit"] == "article"].set_index("measure")["value"]
    pd.testing.assert_series_equal(table, same, check_dtype=False)


def spans_of(codes):
    rows = codes[codes["value"] == 1]
    return pd.DataFrame(
        {
            "doc_id": rows["doc_id"],
            "start": 0,
            "end": 3,
            "device": pd.Categorical(["conflict"] * len(rows)),
            "role": "cue",
        }
    )


def test_alpha_takes_coders_who_coded_a_part():
    # Three coders and missing values: the worked example of Wikipedia's page on Krippendorff's alpha
    rows = [
        "* * * * * 3 4 1 2 1 1 3 3 * 3", "1 * 2 1 3 3 4 3 * * * * * * *", "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
    ]  # fmt: skip
    tables = []
    for number, row in enumerate(rows):
        values = [(f"d{place}", int(value)) for place, value in enumerate(row.split()) if value != "*"]
        own = pd.DataFrame(values, columns=["doc_id", "value"]).assign(unit="article", code="x", coder=f"c{number}")
        tables.append(own)
    labels = [table.assign(value="v" + table["value"].astype(str)) for table in tables]
    with pytest.warns(framing.Note, match="not all units were coded by all"):
        nominal = framing.agree(ARTICLES, *labels, replicates=0).set_index("measure").loc["alpha", "value"]
    with pytest.warns(framing.Note):
        interval = framing.agree(ARTICLES, *tables, replicates=0).set_index("measure").loc["alpha", "value"]
    assert (round(nominal, 3), round(interval, 3)) == (0.691, 0.811)


def test_a_settled_coding_is_refused_as_a_coder_and_taken_as_reference():
    settled = answers("adjudicated", VALUES)
    with pytest.raises(ValueError, match="'adjudicated' was settled from the others' codes"):
        framing.agree(ARTICLES, ANN, settled)
    table = framing.agree(ARTICLES, BEN, settled, reference="adjudicated", replicates=0)
    assert table.set_index("measure")["value"][["precision", "recall"]].round(3).tolist() == [1.0, 0.938]


def test_low_agreement_is_noted_for_the_code_and_the_outlet():
    careless = answers("Cid", [*VALUES[:20], *[1 - value for value in VALUES[20:]]])
    table = framing.agree(ARTICLES, ANN, careless, by="outlet", replicates=0)
    alphas = table[table["measure"] == "alpha"].set_index("outlet")
    assert ("not to be interpreted" in alphas.loc["Sun", "note"], alphas.loc["Bee", "note"]) == (True, "")


def test_runs_of_a_model_are_stability_and_not_agreement():
    runs = [answers(f"model run {number}", VALUES, made_by="model") for number in (1, 2)]
    assert set(framing.agree(ARTICLES, *runs, replicates=0)["kind"]) == {"stability"}


def test_disagreements_on_codes_have_the_text_of_the_unit():
    table = framing.disagreements(ARTICLES, ANN, BEN)
    assert table[["doc_id", "value_a", "value_b"]].to_numpy().tolist() == [["d0", 1, 0]]
    assert table["text"][0] == ARTICLES["text"][0]


@pytest.mark.parametrize(("unit", "size"), [("article", 1), ("paragraph", 2), ("sentence", 3)])
def test_units_are_drawn_with_their_chance(unit, size):
    drawn = framing.sample(ARTICLES, unit=unit, n=10, seed=2)
    assert (len(drawn), set(drawn["probability"])) == (20, {10 / (20 * size)})


def test_the_places_of_drawn_units_hold_their_text():
    drawn = framing.sample(ARTICLES, unit="sentence", n=4, by=None)
    texts = ARTICLES.set_index("doc_id")["text"]
    assert all(texts[row.doc_id][row.start : row.end] == row.text for row in drawn.itertuples())


def scored(scores, **columns):
    return coded([0] * 40, coder="machine", made_by="classifier", score=scores, **columns)


RARE = [0.02] * 30 + [0.2] * 6 + [0.6] * 4


def test_articles_that_may_have_a_rare_code_are_drawn_more_often_with_known_chances():
    drawn = framing.sample(ARTICLES, unit="article", n=16, by=None, by_score=scored(RARE), seed=1)
    chances = drawn.groupby("stratum")["probability"].agg(["size", "first", "nunique"])
    assert (chances["size"].tolist(), chances["nunique"].tolist()) == ([4] * 4, [1] * 4)
    assert chances["first"].is_monotonic_increasing
    assert chances["first"].iloc[3] > 3 * chances["first"].iloc[0]
    assert (1 / drawn["probability"]).sum() == pytest.approx(len(ARTICLES))


def test_two_samples_have_the_chance_to_be_in_either():
    first = framing.sample(ARTICLES, unit="article", n=10, by=None, seed=5)
    second = framing.sample(ARTICLES, unit="article", n=16, by=None, by_score=scored(RARE), seed=1)
    both = framing.sample(ARTICLES, unit="article", n=16, by=None, by_score=scored(RARE), first=first, seed=1)
    chance = second.set_index("stratum")["probability"].groupby(level=0).first()
    assert both["probability"].tolist() == pytest.approx((1 - 0.75 * (1 - both["stratum"].map(chance))).tolist())
    assert both["doc_id"].tolist()[:10] == first["doc_id"].tolist()
    assert (both.groupby("stratum").size().min() >= 4, len(both) <= 26, both["unit_id"].is_unique) == (True,) * 3


def test_a_second_sample_with_the_seed_of_the_first_is_another():
    options = {"unit": "article", "n": 10, "by": None, "seed": 1}
    first = framing.sample(ARTICLES, **options)
    assert len(framing.sample(ARTICLES, by_score=scored([0.5] * 40), first=first, **options)) > 12


def test_codes_without_scores_make_two_strata():
    codes = coded([1] * 5 + [0] * 35, made_by="lexicon")
    drawn = framing.sample(ARTICLES, unit="article", n=10, by=None, by_score=codes)
    assert drawn.groupby("stratum")["probability"].first().to_dict() == {1: 5 / 35, 2: 1.0}


@pytest.mark.parametrize(
    ("scores", "options", "message"),
    [
        (scored(RARE).head(30), {}, "no code of 10 articles \\(doc_id d30"),
        (pd.concat([scored(RARE), coded()]), {}, "codes of several coders"),
        (scored(RARE), {"n": 6}, "n=6 is too few for 4 strata"),
        (scored(RARE), {"unit": "sentence"}, "by_score= draws articles, not sentences"),
        (scored(RARE), {"unit": None}, "by_score= and first= draw articles for codes"),
        (None, {"first": ARTICLES}, "first= goes with by_score="),
        (
            scored(RARE),
            {"by": "outlet", "first": framing.sample(ARTICLES.head(20), unit="article", n=4)},
            "by= as it was drawn with",
        ),
        (
            scored(RARE),
            {"first": framing.sample(ARTICLES, unit="article", n=10, by=None).head(6)},
            "first= has 6 articles, of which its probabilities say that there are 10; give it whole",
        ),
        (
            scored(RARE),
            {"first": framing.sample(ARTICLES, unit="article", n=16, by=None, by_score=scored(RARE))},
            "first= was drawn by scores already; give the sample drawn at random before it",
        ),
    ],
)
def test_scores_that_cannot_be_used_are_refused(scores, options, message):
    with pytest.raises(ValueError, match=message) as error:
        framing.sample(ARTICLES, **{"unit": "article", "n": 16, "by": None, "by_score": scores, **options})
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "page"}, "unit='page' is none of"),
        ({"unit": "article", "device": "hedge"}, "takes only n, by"),
        ({}, "give spans"),
    ],
)
def test_samples_that_cannot_be_drawn_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        framing.sample(ARTICLES, n=5, **options)
