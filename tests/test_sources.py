"""Kinds of sources, the table of attributions, and the coded sources of the demonstration corpus."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.sources import cue_class, role_title
from framing.speakers.bodies import is_like_body_alone
from framing.speakers.description_roles import role_of_description, role_of_maker
from framing.speakers.name_words import is_thing
from framing.speakers.source_roles import role_of_source
from framing.speakers.source_types import SOURCE_TYPES, source_type

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("source", "speaker", "expected"),
    [
        ("Ada Orr", "Ada Orr", "individual"),
        ("she", "Ada Orr", "individual"),
        ("the mayor", "Ada Orr", "individual"),
        ("the finance minister", "the finance minister", "individual"),
        ("a spokesman for the bank", "a spokesman", "individual"),
        ("a senior official", "a senior official", "individual"),
        ("one of the nurses", "one of the nurses", "individual"),
        ("Linda Bloomberg", "Linda Bloomberg", "individual"),
        ("ORR", "Orr", "individual"),
        ("Ada Orr and Bo Lee", "Ada Orr and Bo Lee", "collective"),
        ("two of the people", "two of the people", "collective"),
        ("critics", "critics", "collective"),
        ("Democrats", "Democrats", "collective"),
        ("64 percent of voters", "64 percent of voters", "collective"),
        ("they", "", "collective"),
        ("Retailers in the capital", "Retailers in the capital", "collective"),
        ("The Kremlin", "Kremlin", "organisation"),
        ("Norway", "Norway", "organisation"),
        ("the Ministry of Health", "Ministry of Health", "organisation"),
        ("police", "police", "organisation"),
        ("It", "Harbour Bank", "organisation"),
        ("a report by the Harbour Bank", "a report", "document"),
        ("the absence of data", "the absence of data", "document"),
        ("emails unearthed in the inquiry", "emails unearthed in the inquiry", "document"),
        ("Some cities and counties", "some cities and counties", "collective"),
        ("both mayors", "both mayors", "collective"),
        ("a Gazette inquiry", "a Gazette inquiry", "document"),
        ("a steady stream of visitors", "a steady stream of visitors", "collective"),
        ("a conservative who left", "a conservative", "individual"),
        ("Harbour.com", "Harbour.com", "organisation"),
        ("Norland Sciences", "Norland Sciences", "organisation"),
        ("Hobby Lobby", "Hobby Lobby", "organisation"),
        ("Police Sgt. Orrin Washington", "Orrin Washington", "individual"),
        ("a few critics", "a few critics", "collective"),
        ("a dozen women", "a dozen women", "collective"),
        ("a growing chorus of nurses", "a growing chorus of nurses", "collective"),
        ("the individual who left", "the individual", "individual"),
        ("the expert", "the expert", "individual"),
        ("the justices", "the justices", "collective"),
        ("a third of those asked", "a third of those asked", "collective"),
        ("Orr and other nurses", "Ada Orr and other nurses", "collective"),
        ("Department of Health officials", "Department of Health officials", "collective"),
        ("the secretary of state's office", "the secretary of state's office", "organisation"),
        ("a note from Orr's office", "a note from Orr's office", "document"),
        ("Port Customs and Border Protection", "Port Customs and Border Protection", "organisation"),
        ("Linda Law", "Linda Law", "individual"),
        ("a source who's seen it", "a source who's seen it", "individual"),
        ("the mayor himself in a speech", "the mayor himself in a speech", "individual"),
        (" ", "", "none"),
    ],
)
def test_the_type_of_a_source_follows_from_its_words_and_its_name(source, speaker, expected):
    assert source_type(source, speaker) == expected


def test_a_name_like_a_persons_is_an_organisation_where_the_article_shows_it():
    assert (source_type("Dunn Poole", "Dunn Poole"), source_type("It", "Dunn Poole", {"Dunn Poole"})) == (
        "individual",
        "organisation",
    )


@pytest.mark.parametrize(
    ("description", "role"),
    [
        ("the White House press secretary", "spokesperson"),
        ("a spokesman for the mayor", "spokesperson"),
        ("law enforcement officials", "law_courts"),
        ("chairman of Dunn Holdings", "business"),
        ("president of the University of Norland", "expert_academic"),
        ("head of Citizens for a Quiet Port", "civil_society"),
        ("thousands of residents", "citizen_witness"),
        ("a marine biologist", "expert_academic"),
        ("the deputy editor", "media"),
        ("a senior vice president at Dunn Health", "business"),
        ("director of the Center for Port Studies", "expert_academic"),
        ("deputies in the sheriff's office", "law_courts"),
        ("the attorney general of Norland", "law_courts"),
        ("managing director for ports at the Norland Institute", "expert_academic"),
        ("the Justice Department’s chief operating officer", "politician_official"),
        ("the mayor’s chief of staff", "politician_official"),
        ("a campaign finance lawyer", "law_courts"),
        ("a liberal economist", "expert_academic"),
        ("who founded the Harbour Network", "civil_society"),
        ("who left", ""),
        ("who lectures at Port University", "expert_academic"),
        (", who campaigns for the Harbour League, said", "civil_society"),
        ("who practises at Port Hospital", "expert_academic"),
        ("who founded the Harbour Bank with police", "business"),
        ("who ran from police", ""),
        ("who worked with police", ""),
    ],
)
def test_a_role_follows_from_the_head_of_a_description_and_its_body(description, role):
    assert role_of_description(description) == role


@pytest.mark.parametrize(
    ("text", "noun", "role"),
    [
        ("An ad by the Harbour Bank ran. The ad", "ad", "business"),
        ("A footnote by the Harbour Bank was late. The note", "note", ""),
        ("The letter by the Harbour Bank. It", "", ""),
    ],
)
def test_the_maker_of_a_document_stands_beside_the_whole_word_for_it(text, noun, role):
    assert role_of_maker(text, noun, len(text)) == role


def test_a_surname_like_a_bodys_is_a_persons_after_given_names_and_initials():
    names = ("Robert Post", "Robert A. Post", "Mary Ann House", "Virginia State House", "Harbour Post", "Post", "")
    assert [name for name in names if is_like_body_alone(name)] == list(names[:3])


@pytest.mark.parametrize("name", ["Late Show", "Daily Show", "Talk Show", "Harbour Tonight", "The Linda Orr Show"])
def test_a_show_is_a_thing(name):
    assert is_thing(name)


@pytest.mark.parametrize(
    ("phrase", "speaker", "source_type", "said", "role"),
    [
        ("Merkel", "Angela Merkel", "individual", [], "politician_official"),
        ("Merkel", "Angela Merkel", "individual", ["a physicist"], "expert_academic"),
        ("Angela Orr", "Angela Orr", "individual", [], "other"),
        ("Orr", "Angela Orr", "individual", [", 54,"], "citizen_witness"),
        ("Col. Bo Orr, a spokesman for the port", "Bo Orr", "individual", [], "spokesperson"),
        ("They", "Republicans", "collective", [], "politician_official"),
        ("Norlandians", "Norlandians", "collective", [], "citizen_witness"),
        ("31% of Democrats", "31% of Democrats", "collective", [], "citizen_witness"),
        ("three in ten Democrats", "three in ten Democrats", "collective", [], "citizen_witness"),
        ("Officials in the port", "Officials in the port", "collective", [], "politician_official"),
        ("Ministry of Trade spokesman Bo Lee", "Bo Lee", "individual", [], "spokesperson"),
        ("Port KD, a Norland newspaper", "Port KD", "organisation", [], "media"),
        ("president of Families Against Floods", "the president", "individual", [], "civil_society"),
        ("a new poll", "a new poll", "document", [], "expert_academic"),
        ("a Reuters poll", "a Reuters poll", "document", [], "media"),
    ],
)
def test_the_role_of_a_source_is_said_by_the_article_or_known_of_the_very_well_known(
    phrase, speaker, source_type, said, role
):
    assert role_of_source(phrase, speaker, source_type, said) == role


def test_what_a_sentence_says_before_a_title_is_no_part_of_the_title():
    table = found("Radio host Charles Orr said Vice President Adam Lee left. Lee said that it rained.")
    assert table["role"].tolist() == ["media", "politician_official"]


def found(*texts, **options):
    articles = pd.DataFrame({"doc_id": range(len(texts)), "outlet": "Gazette", "text": texts})
    return framing.sources(articles, framing.label(articles, ["attribution"]), **options)


def test_a_title_is_carried_to_later_mentions():
    table = found("Sen. Ada Orr said that it rained. Later on, Orr said that it stopped.")
    assert table[["speaker", "role"]].to_numpy().tolist() == [["Ada Orr", "politician_official"]] * 2


def test_a_reason_for_a_missing_name_is_told():
    text = "An aide, who spoke on condition of anonymity, said that it failed. Critics said that it would."
    assert found(text)["naming"].tolist() == ["unnamed_reason", "unnamed"]


def test_gender_is_told_by_titles_and_pronouns_and_not_by_the_given_name():
    table = found(
        "Linda Orr said that it rained.", "Ms. Lee said that it rained.", "Bo Dunn said that it rained. He left."
    )
    assert table["gender_presented"].tolist() == ["undecided", "woman", "man"]


def test_gender_is_inferred_from_given_names_on_request_only():
    table = found("Linda Orr said that it rained.", infer_gender=True)
    assert table[["gender_presented", "gender_inferred"]].to_numpy().tolist() == [["undecided", "woman"]]


FULL = "Mayor Ada Orr said that it rained. She said it was late."


def test_a_surname_goes_to_the_clear_holder_in_the_corpus():
    assert found(FULL, "Ms. Orr said that it rained.")["speaker"].tolist() == ["Ada Orr"] * 3


def test_a_surname_of_two_persons_of_the_corpus_stays_ambiguous():
    other = "Mayor Linda Orr said that it rained. She said it was late."
    table = found(FULL, other, "Ms. Orr said that it rained.")
    assert table[["speaker", "is_ambiguous"]].to_numpy().tolist()[-1] == ["Orr", True]


def test_forms_of_one_name_are_one_speaker():
    table = found(
        "Robert Dunn said that it rained.", "Robert Dunn said no one came.", "Bob J. Dunn said that it rained."
    )
    assert set(table["speaker"]) == {"Robert Dunn"}


def test_forms_seen_are_kept():
    assert found(FULL)["forms"].tolist() == ["Mayor Ada Orr; She"] * 2


def test_a_function_word_is_no_speaker():
    text = "The rain came late. Some say that it is over. “They said that it would,” he said."
    assert set(found(text)["speaker"]) <= {""}


PEOPLE = pd.DataFrame(
    {"form": ["Orr", "the mayor"], "speaker": "Ada B. Orr", "party": ["Reform", ""], "role": "business"}
)


def test_a_table_of_people_wins_and_its_attributes_are_joined():
    table = found("Mr. Orr said that it rained.", people=PEOPLE)
    assert table[["speaker", "party", "role"]].to_numpy().tolist() == [["Ada B. Orr", "Reform", "business"]]


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        (["form\tspeaker", "Orr\tAda Orr", "Lee\tBo Lee", "orr\tTom Orr"], "mine.tsv, lines 2 and 4: 'orr' is both"),
        (
            ["form\tspeaker\tparty", "Orr\tAda Orr\tA", "Ada\tAda Orr\tB"],
            "mine.tsv, lines 2 and 3: 'Ada Orr' has party",
        ),
        (["form\tname", "Orr\tAda Orr"], "mine.tsv: no column 'speaker'"),
        (["form\tspeaker\tcue", "Orr\tAda Orr\tsaid"], "an attribute cannot be called cue"),
    ],
)
def test_a_table_of_people_in_conflict_is_an_error_with_file_and_lines(tmp_path, lines, error):
    path = tmp_path / "mine.tsv"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ValueError, match=error):
        found(FULL, people=path)


@pytest.mark.parametrize(
    ("cue", "expected"), [("said", "neutral"), ("has repeatedly claimed", "distancing"), ("", ""), ("sang", "")]
)
def test_the_class_of_a_cue_is_that_of_its_reporting_verb(cue, expected):
    assert cue_class(cue) == expected


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("Kremlin spokesman Tom Reed", "Kremlin spokesman"),
        ("Orr, an engineer", "an engineer"),
        ("Ada Orr", ""),
        ("a nurse", ""),
    ],
)
def test_a_role_is_what_the_phrase_says_besides_the_name(source, title):
    assert role_title(source) == title


@pytest.fixture(scope="module")
def articles():
    texts = ["Mayor Ada Orr said that it rained. She said that it stopped.", "It rained."]
    return pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Gazette", "Herald"], "text": texts})


def test_the_table_has_a_row_an_attribution_in_the_order_of_the_text(articles):
    table = framing.sources(articles, framing.label(articles))
    assert table[["doc_id", "speaker", "source", "type"]].to_numpy().tolist() == [
        ["a", "Ada Orr", "Mayor Ada Orr", "individual"],
        ["a", "Ada Orr", "She", "individual"],
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
def test_coded_types_are_those_of_the_codebook(coded, table):
    news = pd.read_csv(ROOT / "benchmarks" / "validity" / table, keep_default_na=False)
    assert set(coded["type"]) | set(news["type"]) <= set(SOURCE_TYPES)


@pytest.mark.parametrize("table", TABLES)
def test_the_coding_of_news_holds_places_and_no_text(table):
    news = pd.read_csv(ROOT / "benchmarks" / "validity" / table)
    places = ["start", "end", "speaker_start", "speaker_end"]
    assert news.columns.tolist() == [
        "doc_id",
        "start",
        "end",
        "type",
        "speaker_start",
        "speaker_end",
        "looked_at",
    ]
    assert (news[places].dtypes == "int64").all()


@pytest.mark.parametrize("table", TABLES)
def test_no_article_is_both_looked_at_and_kept_aside(table):
    news = pd.read_csv(ROOT / "benchmarks" / "validity" / table)
    assert len(news[["doc_id", "looked_at"]].drop_duplicates()) == news["doc_id"].nunique()


def test_names_and_types_of_the_demonstration_corpus_are_mostly_told_rightly():
    script = ROOT / "benchmarks" / "validity" / "sources.py"
    printed = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, cwd=script.parent)
    rows = {row.split()[0]: row.split()[1] for row in printed.stdout.splitlines()[2:]}
    assert (float(rows["name"]) >= 0.9, float(rows["type"]) >= 0.94) == (True, True)
