"""The demonstration corpus: the articles keep their houses' styles, the codings fit the texts, the datasheet fits both.

Counts of events, words and shared wording are the business of test_repository.py.
"""

import hashlib
import re
import runpy
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.checks import check_spans
from framing.model import SPAN_COLUMNS, VERSION
from framing.texts.text import paragraph_spans
from framing.vocabulary.code_pages import code_page

CORPUS = Path(__file__).parent.parent / "corpus"
CODERS = ("coder_1", "coder_2")
DEVICES = ("attribution", "boilerplate", "hedge")
CODED_EVENTS = {"03", "08", "11", "18"}
AGENCY_EVENTS = {"02", "07", "12", "17"}
FOLDERS = {
    "commons": "The Commons Post",
    "courier": "The Alder Courier",
    "lantern": "Daily Lantern",
    "ledger": "Kestria Ledger",
}


def named(doc_id):
    """The folder and the number of the event in a `doc_id`."""
    return tuple(doc_id.split("-")[:2])


@pytest.fixture(scope="module")
def articles():
    return framing.read(CORPUS / "demo")


@pytest.fixture(scope="module")
def texts(articles):
    return dict(zip(articles["doc_id"], articles["text"], strict=True))


@pytest.fixture(scope="module", params=CODERS)
def coding(request):
    return framing.read_spans(CORPUS / "codings" / f"{request.param}.csv", devices=DEVICES)


@pytest.fixture(scope="module")
def rows(coding, texts):
    """The coded rows with what stands at their place, before it and after it."""
    places = list(zip(coding["doc_id"], coding["start"], coding["end"], strict=True))
    return coding.assign(
        stretch=[texts[doc_id][start:end] for doc_id, start, end in places],
        before=[texts[doc_id][:start][-1:] for doc_id, start, _ in places],
        after=[texts[doc_id][end:][:1] for doc_id, _, end in places],
    )


@pytest.fixture(scope="module")
def datasheet():
    return (CORPUS / "README.md").read_text(encoding="utf-8")


# --- the articles ----------------------------------------------------------------------------------------------------


def test_an_article_is_named_by_its_folder_and_its_event(articles):
    folders = {outlet: folder for folder, outlet in FOLDERS.items()}
    expected = articles["outlet"].map(folders) + "-" + articles["event"].str.removeprefix("e")
    assert articles["doc_id"].tolist() == expected.tolist()


@pytest.mark.parametrize("column", ["date", "section", "headline", "byline"])
def test_every_article_says_its(articles, column):
    assert (articles[column].notna() & (articles[column].astype(str) != "")).all()


def test_the_text_repeats_the_headline_as_a_scraped_page_does(articles):
    pairs = zip(articles["headline"], articles["text"], strict=True)
    assert [headline for headline, text in pairs if headline not in text.splitlines()] == []


def test_a_byline_in_the_text_is_that_of_the_header(articles):
    printed = articles["text"].str.extract(r"^By ([A-Z][^\n]+?)(?: in [^\n]+)?$", flags=re.MULTILINE)[0]
    has_one = printed.notna()
    assert printed[has_one].tolist() == articles["byline"][has_one].tolist()


def test_an_outlet_has_no_more_than_six_reporters(articles):
    assert articles.groupby("outlet")["byline"].nunique().max() <= 6


def test_agency_copy_stands_under_the_agency_s_name_alone(articles):
    agency = articles.loc[articles["byline"] == "Meridian Press", "doc_id"]
    assert {named(doc_id) for doc_id in agency} == {
        (f, event) for f in ("courier", "ledger") for event in AGENCY_EVENTS
    }


@pytest.mark.parametrize(
    ("folder", "stranger"), [("lantern", "“”‘’"), ("courier", '"'), ("commons", '"'), ("ledger", '"')]
)
def test_an_outlet_keeps_to_its_quotation_marks(articles, folder, stranger):
    texts = articles.loc[articles["outlet"] == FOLDERS[folder], ["doc_id", "text"]]
    assert texts.loc[texts["text"].str.contains(f"[{stranger}]"), "doc_id"].tolist() == []


# --- the codings -----------------------------------------------------------------------------------------------------


def test_sixteen_articles_are_coded(coding):
    assert {named(doc_id) for doc_id in coding["doc_id"]} == {(f, event) for f in FOLDERS for event in CODED_EVENTS}


def test_every_coded_article_has_attributions_and_boilerplate(coding):
    found = coding.astype({"device": str}).groupby("doc_id")["device"].agg(set)
    assert [doc_id for doc_id, devices in found.items() if not devices >= {"attribution", "boilerplate"}] == []


def test_the_coded_texts_are_those_of_the_corpus(texts):
    coded = pd.read_csv(CORPUS / "codings" / "texts.csv")
    digests = [hashlib.sha256(texts[doc_id].encode("utf-8")).hexdigest() for doc_id in coded["doc_id"]]
    assert coded["sha256"].tolist() == digests


def test_the_digests_are_of_all_coded_texts(coding):
    assert set(pd.read_csv(CORPUS / "codings" / "texts.csv")["doc_id"]) == set(coding["doc_id"])


def test_a_coding_is_a_spans_table(coding, articles):
    assert check_spans(coding, articles) is None
    assert tuple(coding) == tuple(name for name in SPAN_COLUMNS if name not in ("kind", "score"))


@pytest.mark.parametrize("coder", CODERS)
def test_a_coding_names_its_coder_throughout(coder):
    assert framing.read_spans(CORPUS / "codings" / f"{coder}.csv")["coder"].unique().tolist() == [coder]


def test_a_coding_is_in_the_order_of_the_texts(coding):
    places = coding[["doc_id", "start", "end"]]
    assert places.equals(places.sort_values(["doc_id", "start", "end"]).reset_index(drop=True))


def test_an_instance_has_one_cue(coding):
    assert (coding["role"] == "cue").groupby([coding["doc_id"], coding["instance"]]).sum().eq(1).all()


def test_an_instance_is_of_one_device_and_subtype(coding):
    kinds = coding.astype({"device": str}).groupby(["doc_id", "instance"])[["device", "subtype"]].nunique()
    assert kinds.eq(1).all(axis=None)


def test_an_attribution_has_a_content_and_one_source_at_most(coding):
    attributions = coding[coding["device"] == "attribution"]
    roles = attributions.pivot_table("start", ["doc_id", "instance"], "role", aggfunc="count", fill_value=0)
    assert roles["content"].min() >= 1
    assert roles["source"].max() == 1


def test_only_attributions_have_more_than_a_cue(coding):
    assert set(coding.loc[coding["role"] != "cue", "device"]) == {"attribution"}


def test_the_contents_of_one_attribution_lie_apart(coding):
    contents = coding[coding["role"] == "content"]
    ends = contents.groupby(["doc_id", "instance"])["end"].shift()
    assert (contents["start"] > ends)[ends.notna()].all()


def test_some_contents_are_discontinuous(coding):
    assert (coding["role"] == "content").groupby([coding["doc_id"], coding["instance"]]).sum().max() > 1


def test_no_row_is_cut_inside_a_word(rows):
    begins = rows["before"].str.isalnum() & rows["stretch"].str[:1].str.isalnum()
    ends = rows["stretch"].str[-1:].str.isalnum() & rows["after"].str.isalnum()
    assert rows.loc[(begins | ends).astype(bool), ["doc_id", "stretch"]].to_numpy().tolist() == []


def test_no_row_has_space_at_its_ends_or_crosses_a_line(rows):
    assert rows.loc[rows["stretch"].str.strip() != rows["stretch"], "stretch"].tolist() == []
    assert rows.loc[rows["stretch"].str.contains("\n"), "stretch"].tolist() == []


def test_an_empty_cue_stands_where_its_content_starts(coding):
    empty = coding[coding["start"] == coding["end"]]
    contents = coding[coding["role"] == "content"].groupby(["doc_id", "instance"])["start"].min()
    assert empty["role"].eq("cue").all()
    assert empty["start"].tolist() == [contents[key] for key in zip(empty["doc_id"], empty["instance"], strict=True)]


def test_direct_contents_are_in_quotation_marks(rows):
    direct = rows[(rows["role"] == "content") & (rows["subtype"] == "direct")]
    assert direct.loc[~direct["stretch"].str.fullmatch('[“‘"].*[”’"]'), "stretch"].tolist() == []


@pytest.mark.parametrize("device", DEVICES)
def test_the_subtypes_are_those_of_the_codebook_page(coding, device):
    page = (CORPUS.parent / "framing" / "codebook" / f"{device}.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"\*\*([a-z_]+)\*\*|### ([a-z]+)", page))
    assert set(coding.loc[coding["device"] == device, "subtype"]) <= {bold or heading for bold, heading in listed}


def test_coded_boilerplate_is_whole_paragraphs(coding, texts):
    paragraphs = {(doc_id, *place) for doc_id, text in texts.items() for place in paragraph_spans(text)}
    boilerplate = coding.loc[coding["device"] == "boilerplate", ["doc_id", "start", "end"]]
    assert set(boilerplate.itertuples(index=False, name=None)) <= paragraphs


def test_nothing_else_is_coded_inside_boilerplate(coding):
    others = coding[coding["device"] != "boilerplate"]
    pairs = others.merge(coding[coding["device"] == "boilerplate"], on="doc_id", suffixes=("", "_around"))
    assert not ((pairs["start"] >= pairs["start_around"]) & (pairs["start"] < pairs["end_around"])).any()


def test_voice_is_the_outlet_s_where_nothing_is_around(coding):
    assert (coding["voice"] == "outlet").equals(coding["within"].isna())
    assert (coding.loc[coding["within"].isna(), "speaker"] == "").all()


def test_within_names_an_attribution_whose_content_is_around(coding):
    inside = coding[coding["within"].notna()].reset_index(names="row").astype({"within": "int64"})
    contents = coding.loc[coding["role"] == "content", ["doc_id", "instance", "start", "end"]]
    pairs = inside.merge(
        contents, left_on=["doc_id", "within"], right_on=["doc_id", "instance"], suffixes=("", "_around")
    )
    holds = (pairs["start_around"] <= pairs["start"]) & (pairs["start"] < pairs["end_around"])
    assert set(pairs.loc[holds, "row"]) == set(inside["row"])


def test_hedges_of_a_coding_are_counted_like_any_other(coding, articles):
    coded = articles[articles["doc_id"].isin(coding["doc_id"])]
    counts = framing.count(coded, coding)
    hedges = coding[(coding["device"] == "hedge") & (coding["role"] == "cue")]
    assert counts.loc[counts["device"] == "hedge", "n"].sum() == len(hedges)


# --- the codings of frames -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def answers(articles):
    """The answers of both passes; a note would be an error."""
    every = framing.sample(articles, unit="article", n=len(articles), by=None)
    files = sorted((CORPUS / "codings").glob("frames_*.csv"))
    return pd.concat([framing.read_codes(file, every, "generic_frames") for file in files], ignore_index=True)


def test_both_passes_answer_every_question_about_every_article(answers, articles):
    questions = [question.name for question in code_page("generic_frames").questions]
    given = answers.groupby("coder")["doc_id"].agg(["size", "nunique"])
    assert set(answers["code"]) == set(questions)
    assert given.to_numpy().tolist() == [[len(questions) * len(articles), len(articles)]] * 2


def test_the_codings_of_frames_say_that_a_model_made_them(answers):
    assert (set(answers["made_by"]), set(answers["model"])) == ({"model"}, {"language model"})


def test_the_datasheet_shows_how_far_the_codings_of_frames_agree(answers, articles, datasheet):
    frames = framing.combine(answers, "generic_frames")
    with pytest.warns(framing.Note, match="not to be interpreted: morality"):
        table = framing.agree(articles, frames, replicates=0)
    for code, alpha in table[table["measure"] == "alpha"].set_index("device")["value"].items():
        yes = frames[frames["code"] == code].groupby("coder")["value"].sum().tolist()
        assert re.search(rf"^{code} +{yes[0]} +{yes[1]} .* {alpha:.2f}$", datasheet, re.MULTILINE), code


# --- the datasheet ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["fictional", "language model", "CC BY 4.0", "Two passes of one model"])
def test_the_datasheet_says(datasheet, words):
    assert words in datasheet


def test_the_datasheet_s_figures_are_of_this_version(datasheet):
    assert set(re.findall(r"^framing (\S+)", datasheet, flags=re.MULTILINE)) == {VERSION}


def test_the_datasheet_shows_how_far_the_coders_agree(datasheet, articles):
    script = runpy.run_path(str(CORPUS.parent / "benchmarks" / "validity" / "demo.py"))
    first, second = (framing.read_spans(CORPUS / "codings" / f"{coder}.csv") for coder in CODERS)
    compared = script["table"](first, second, articles[articles["doc_id"].isin(first["doc_id"])])
    assert compared.to_string(index=False) in datasheet


def test_the_licence_is_the_one_that_the_datasheet_names():
    assert "Creative Commons Attribution 4.0 International Public License" in (CORPUS / "LICENSE").read_text("utf-8")
