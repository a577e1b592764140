"""Kinds of sources, the table of attributions, and the coded sources of the demonstration corpus."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.sources import cue_class, role_title
from framing.speakers.source_kinds import SOURCE_KINDS, source_kind

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("source", "speaker", "kind"),
    [
        ("Ada Orr", "Ada Orr", "person"),
        ("she", "Ada Orr", "person"),
        ("the mayor", "Ada Orr", "person"),
        ("her lawyer", "Tom Reed", "person"),
        ("the finance minister", "the finance minister", "person"),
        ("The Kremlin", "Kremlin", "organisation"),
        ("Norway", "Norway", "organisation"),
        ("Reuters", "Reuters", "organisation"),
        ("the Harbour Bank", "Harbour Bank", "organisation"),
        ("the Ministry of Health", "Ministry of Health", "organisation"),
        ("Orr’s Reform List", "Reform List", "organisation"),
        ("police", "police", "organisation"),
        ("It", "Harbour Bank", "organisation"),
        ("a spokesman for the bank", "a spokesman", "organisation"),
        ("a senior official", "a senior official", "anonymous"),
        ("two of the people", "two of the people", "anonymous"),
        ("two students", "two students", "anonymous"),
        ("people familiar with the matter", "people familiar with the matter", "anonymous"),
        ("people familiar with a bid by Dunn & Poole", "people familiar with a bid", "anonymous"),
        ("lawyers for the family", "lawyers for the family", "anonymous"),
        ("she", "one nurse", "anonymous"),
        ("a report by the Harbour Bank", "a report", "document"),
        ("an internal forecast seen by the Gazette", "an internal forecast", "document"),
        ("Another slide", "Another slide", "document"),
        ("critics", "critics", "unspecified"),
        ("64 percent of voters", "64 percent of voters", "unspecified"),
        ("Six in 10", "Six in 10", "unspecified"),
        ("half", "half", "unspecified"),
        ("Scholars", "Scholars", "unspecified"),
        ("Minority and women voters", "Minority and women voters", "unspecified"),
        ("the mood", "the mood", "unspecified"),
        ("who", "64 percent", "unspecified"),
        ("who", "Ada Orr", "person"),
        ("ORR", "Orr", "person"),
        ("Six Dunn newspapers", "Six Dunn newspapers", "organisation"),
        ("his operatives", "his operatives", "anonymous"),
        ("a judge handling a case", "a judge handling a case", "anonymous"),
        ("more than 1,100 pages of letters", "more than 1,100 pages of letters", "document"),
        ("emails unearthed in the inquiry", "emails unearthed in the inquiry", "document"),
        ("Norwegians", "Norwegians", "unspecified"),
        ("Retailers in the capital", "Retailers in the capital", "unspecified"),
        ("a wide array of singers", "a wide array of singers", "unspecified"),
        ("Ministers, who met twice", "Ministers", "unspecified"),
        ("some", "some", "unspecified"),
        ("they", "they", "unspecified"),
        (" ", "", "none"),
    ],
)
def test_the_kind_of_a_source_follows_from_its_words_and_its_name(source, speaker, kind):
    assert source_kind(source, speaker) == kind


def test_a_name_like_a_persons_is_an_organisation_where_the_article_shows_it():
    assert (source_kind("Dunn Poole", "Dunn Poole"), source_kind("It", "Dunn Poole", {"Dunn Poole"})) == (
        "person",
        "organisation",
    )


@pytest.mark.parametrize(
    ("cue", "expected"), [("said", "neutral"), ("has repeatedly claimed", "distancing"), ("", ""), ("sang", "")]
)
def test_the_class_of_a_cue_is_that_of_its_reporting_verb(cue, expected):
    assert cue_class(cue) == expected


@pytest.mark.parametrize(
    ("source", "speaker", "title"),
    [
        ("Kremlin spokesman Tom Reed", "Tom Reed", "Kremlin spokesman"),
        ("Orr, an engineer", "Ada Orr", "an engineer"),
        ("Ada Orr", "Ada Orr", ""),
        ("a nurse", "a nurse", ""),
    ],
)
def test_a_role_is_what_the_phrase_says_besides_the_name(source, speaker, title):
    assert role_title(source, speaker) == title


@pytest.fixture(scope="module")
def articles():
    texts = ["Mayor Ada Orr said that it rained. She said that it stopped.", "It rained."]
    return pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Gazette", "Herald"], "text": texts})


def test_the_table_has_a_row_an_attribution_in_the_order_of_the_text(articles):
    table = framing.sources(articles, framing.label(articles))
    assert table[["doc_id", "speaker", "source", "source_kind"]].to_numpy().tolist() == [
        ["a", "Ada Orr", "Mayor Ada Orr", "person"],
        ["a", "Ada Orr", "She", "person"],
    ]


def test_without_attributions_the_table_is_empty_and_keeps_its_columns(articles):
    nothing = articles[articles["doc_id"] == "b"]
    table = framing.sources(nothing, framing.label(nothing))
    assert (len(table), table.columns[-1]) == (0, "words")


def test_sources_need_attribution_to_be_looked_for(articles):
    with pytest.raises(ValueError, match="'attribution' was not looked for"):
        framing.sources(articles, framing.label(articles, ["hedge"]))


@pytest.fixture(scope="module")
def coded():
    return pd.read_csv(ROOT / "corpus" / "codings" / "sources.csv", keep_default_na=False)


def test_every_coded_source_of_the_demonstration_corpus_is_one_of_coder_1(coded):
    spans = pd.read_csv(ROOT / "corpus" / "codings" / "coder_1.csv", keep_default_na=False)
    places = spans[(spans["device"] == "attribution") & (spans["role"] == "source")]
    assert set(zip(coded["doc_id"], coded["instance"], strict=True)) <= set(
        zip(places["doc_id"], places["instance"], strict=True)
    )


TABLES = ["sources_polnear_dev.csv", "sources_polnear_more.csv"]


@pytest.mark.parametrize("table", TABLES)
def test_coded_kinds_are_those_of_the_codebook(coded, table):
    news = pd.read_csv(ROOT / "benchmarks" / "validity" / table, keep_default_na=False)
    assert set(coded["source_kind"]) | set(news["source_kind"]) <= set(SOURCE_KINDS)


@pytest.mark.parametrize("table", TABLES)
def test_the_coding_of_news_holds_places_and_no_text(table):
    news = pd.read_csv(ROOT / "benchmarks" / "validity" / table)
    places = ["start", "end", "speaker_start", "speaker_end"]
    assert news.columns.tolist() == [
        "doc_id",
        "start",
        "end",
        "source_kind",
        "speaker_start",
        "speaker_end",
        "looked_at",
    ]
    assert (news[places].dtypes == "int64").all()


@pytest.mark.parametrize("table", TABLES)
def test_no_article_is_both_looked_at_and_kept_aside(table):
    news = pd.read_csv(ROOT / "benchmarks" / "validity" / table)
    assert len(news[["doc_id", "looked_at"]].drop_duplicates()) == news["doc_id"].nunique()


def test_kinds_and_speakers_of_the_demonstration_corpus_are_mostly_told_rightly():
    script = ROOT / "benchmarks" / "validity" / "sources.py"
    printed = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, cwd=script.parent)
    row = printed.stdout.splitlines()[-1].split()
    assert (float(row[4]) >= 0.94, float(row[8]) >= 0.9) == (True, True)
