"""Each corpus in the layout of its own repository, with sentences of this project: what arrives in the tables."""

import io
import json
import zipfile

import pytest

from framing.corpora import members as members_module
from framing.corpora import registry, store, verbs
from framing.corpora.members import DamagedError, Members

PUTIN = (
    "link,headline,date,location,summary,body\n"
    'http://one/1,"Quay, new",2022-01-03T17:30:00Z,Harbour,A quay was opened.,"He said ""good"" twice."\n'
    "http://one/2,Greetings,2022-01-02T09:00:00Z,NA,,The message reads so.\n"
)
ZELENSKYY = "link,headline,date,body\nhttp://two/1,Evening address,2022-01-04T20:00:00Z,It was a day.\n"
POLNEAR_TABLE = (
    "compartment\tfilename\tlevel\tannotators\tpublisher\tpublication_date\tauthor\ttitle\tcredit\twire\n"
    "annotator-training\ttraining\tNone\ta1|b2\tgazette\t2016-01-01\tNone\tA trial\tNone\tNone\n"
    'dev\tgazette_quay\t4\tb2|a1\tgazette\t2016-02-03\tAda Orr\tThe "quay\tNone\tAFP\n'
)
POLNEAR_TEXT = "Orr said the quay, she thinks, is long.\n\nIt is."
POLNEAR_STANDOFF = (
    "T1\tSource 0 3\tOrr\nT2\tCue 4 8\tsaid\nT3\tContent 9 17;31 38\tthe quay is long\nT4\tAttribution 4 8\tsaid\n"
    "T5\tSource 19 22\tshe\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
    "E2\tSource:T5 Content:T2\nE3\tAttribution:T4\n"
)
BASIL_ARTICLE = {
    "title": "Quay Fails Again",
    "source": "NYT",
    "date": "2012-05-06",
    "url": "http://three/1",
    "body-paragraphs": [["The quay is long.", "Orr frets."], ["It rained."]],
    "main-entities": ["Ada Orr"],
    "main-event": "A quay",
    "triplet-uuid": "e1",
}
PHRASE = {"aim": "dir", "polarity": "neg", "quote": "no", "speaker": "", "target": "Ada_Orr"}
BASIL_ANNOTATIONS = {
    "article-level-annotations": {"relative_stance": "center"},
    "phrase-level-annotations": [
        {**PHRASE, "bias": "lex", "id": "p1", "start": 4, "end": 9, "txt": "frets"},
        {**PHRASE, "bias": "inf", "id": "p2", "start": 0, "end": 9, "txt": "It rained"},
        {**PHRASE, "bias": "lex", "id": "title", "start": 5, "end": 10, "txt": "Fails"},
    ],
}
ARTICLES_XML = (
    '<?xml version="1.0"?><articles><article id="0000001" published-at="2017-03-04" title="A &amp; B">'
    '<p>The quay <a href="http://x">is</a> long.</p><p>It was.</p></article></articles>'
)
TRUTH_XML = (
    '<articles><article hyperpartisan="true" id="0000001" labeled-by="article" url="https://www.bee.com/1"/></articles>'
)
BABE = (
    "text;news_link;outlet;topic;type;label_bias;label_opinion;biased_words\n"
    "\"A mad, mad plan; so Orr said.\";http://x;Bee;quays;left;Biased;No agreement;\"['mad', 'silly']\"\n"
    "The plan is long.;;Bee;quays;center;Non-biased;Entirely factual;[]\n"
)
CLIMATE = (
    "ID\tsource\tmbfc\tdate\ttext\tRE\tHI\tCO\tMO\tEC\n7\tbee\tleft_bias\t2019-01-02\t"
    '"The ""quay"" floods."\tTrue\tFalse\tFalse\tFalse\tTrue\n'
)
CLIMATE_ANSWERS = {
    "7": {
        "_opinion": "False",
        "re1": ["yes", ["yes", "yes", -1, -1]],
        "re4": ["NO AGREEMENT", ["no", "n/a: problem is resolved", -1, -1]],
    }
}
CLIMATE_ROLES = (
    "ID\tentity\tgroup\trole\tmbfc\tRE\tHI\tCO\tMO\tEC\n"
    "7\tthe sea\tNATURE\tvillain\tleft_bias\tTrue\tFalse\tFalse\tFalse\tTrue\n"
    "7\tOrr\tPEOPLE\thero\tleft_bias\tTrue\tFalse\tFalse\tFalse\tTrue\n"
)
TARGET = {"Input.gid": "a1", "from": 0, "to": 3, "mention": "Orr", "polarity": 6.0, "further_mentions": []}
NEWSMTSC = json.dumps({"primary_gid": "a1", "sentence_normalized": "Orr rescued a dog.", "targets": [TARGET]}) + "\n\n"
ALLSIDES = {
    "topic": "quays",
    "source": "Bee - News",
    "bias": 0,
    "url": "http://x",
    "title": "A quay",
    "date": "2016-09-20",
    "authors": "Ada Orr",
    "content": "It is n't long .",
    "content_original": "It isn't long.\n\nIt was.",
    "bias_text": "left",
    "ID": "q1",
}


def packed(files):
    """A zip archive as GitHub makes it, with one folder around all."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"Repository-c0ffee/{name}", content)
    return stream.getvalue()


ORIGINALS = {
    "polnear": {
        "polnear.zip": packed(
            {
                "data/metadata.tsv": POLNEAR_TABLE,
                "data/dev/text/gazette_quay.txt": POLNEAR_TEXT,
                "data/dev/attributions/gazette_quay_b2.ann": POLNEAR_STANDOFF,
                "data/dev/attributions/gazette_quay_a1.ann": "",
            }
        )
    },
    "basil": {
        "basil.zip": packed(
            {
                "articles/2012/e1_1.json": json.dumps(BASIL_ARTICLE),
                "annotations/2012/e1_1_ann.json": json.dumps(BASIL_ANNOTATIONS),
            }
        )
    },
    "kremlin_zelenskyy": {"putin.csv": PUTIN.encode(), "zelenskyy.csv": ZELENSKYY.encode()},
    "hyperpartisan": {
        "articles.zip": packed({"articles-training-byarticle-20181122.xml": ARTICLES_XML}),
        "ground-truth.zip": packed({"ground-truth-training-byarticle-20181122.xml": TRUTH_XML}),
    },
    "babe": {"final_labels_SG2.csv": BABE.encode()},
    "climate_frames": {
        "articles_metadata.tsv": CLIMATE.encode(),
        "full_annotations.json": json.dumps(CLIMATE_ANSWERS).encode(),
        "role_and_frame_annoations.tsv": CLIMATE_ROLES.encode(),
    },
    "newsmtsc": {"newsmtsc.zip": packed({"a/NewsMTSC-dataset/train.jsonl": NEWSMTSC})},
    "allsides": {"allsides.zip": packed({"data/jsons/q1.json": json.dumps(ALLSIDES), "README.md": "A corpus"})},
}


@pytest.fixture
def read(tmp_path):
    """Read a corpus from files in its own layout: the articles, and the documents behind them."""

    def documents(name, **instead):
        paths = []
        for file, content in {**ORIGINALS[name], **instead}.items():
            (tmp_path / file).write_bytes(content)
            paths.append(tmp_path / file)
        with Members(paths) as members:
            return list(store._READERS[name].read_original(members))

    return documents


def first(documents):
    """The first article as a dictionary, its date as text."""
    row = verbs._articles(documents).iloc[0].to_dict()
    return {key: str(value)[:10] if key == "date" else value for key, value in row.items()}


def placed(documents, name):
    """The spans, each with the characters it stands for."""
    spans = verbs._spans(documents, registry.registry()[name])
    texts = {document.article["doc_id"]: document.article["text"] for document in documents}
    rows = zip(
        spans["device"], spans["subtype"], spans["role"], spans["doc_id"], spans["start"], spans["end"], strict=True
    )
    return [(device, subtype, role, texts[doc_id][start:end]) for device, subtype, role, doc_id, start, end in rows]


@pytest.mark.parametrize("name", ORIGINALS)
def test_every_corpus_of_the_registry_has_a_reader_for_its_own_files(name):
    assert {file.name for file in registry.registry()[name].files} == set(ORIGINALS[name])


def test_polnear_has_the_articles_of_its_three_parts(read):
    assert first(read("polnear")) == {
        "doc_id": "gazette_quay",
        "outlet": "gazette",
        "date": "2016-02-03",
        "headline": 'The "quay',
        "text": POLNEAR_TEXT,
        "byline": "Ada Orr",
        "credit": "",
        "wire": "AFP",
        "split": "dev",
        "annotator": "b2",
    }


def test_polnear_attributions_are_spans_with_an_empty_cue_where_none_is_coded(read):
    assert placed(read("polnear"), "polnear") == [
        ("attribution", "", "cue", "said"),
        ("attribution", "", "source", "Orr"),
        ("attribution", "", "content", "the quay"),
        ("attribution", "", "content", "is long"),
        ("attribution", "", "cue", ""),
        ("attribution", "", "source", "she"),
        ("attribution", "", "content", "said"),
    ]


def test_an_attribution_without_any_span_is_counted_as_unplaced(read):
    assert read("polnear")[0].unplaced == ["attribution without a span"]


def test_basil_phrases_are_placed_by_their_sentence(read):
    assert placed(read("basil"), "basil") == [
        ("lexical_bias", "neg", "cue", "frets"),
        ("informational_bias", "neg", "cue", "It rained"),
    ]


def test_basil_phrases_of_the_headline_are_counted_as_unplaced(read):
    assert read("basil")[0].unplaced == ["lexical_bias in the headline"]


def test_basil_has_events_stances_and_paragraphs(read):
    article = first(read("basil"))
    assert (article["doc_id"], article["outlet"], article["event"], article["relative_stance"], article["text"]) == (
        "basil-e1_1", "nyt", "e1", "center", "The quay is long. Orr frets.\n\nIt rained.",
    )  # fmt: skip


def test_a_statement_begins_with_its_summary(read):
    articles = verbs._articles(read("kremlin_zelenskyy"))
    assert articles[["doc_id", "outlet", "headline", "text"]].to_numpy().tolist() == [
        ["zp-putin-0", "kremlin.ru", "Quay, new", 'A quay was opened. He said "good" twice.'],
        ["zp-putin-1", "kremlin.ru", "Greetings", "The message reads so."],
        ["zp-zelenskyy-0", "president.gov.ua", "Evening address", "It was a day."],
    ]


def test_a_hyperpartisan_article_has_its_label_and_its_domain(read):
    assert first(read("hyperpartisan")) == {
        "doc_id": "hyp-0000001",
        "outlet": "bee.com",
        "date": "2017-03-04",
        "headline": "A & B",
        "text": "The quay is long.\n\nIt was.",
        "url": "https://www.bee.com/1",
        "hyperpartisan": True,
    }


def test_entities_in_the_xml_are_refused(read):
    bomb = '<!DOCTYPE a [<!ENTITY b "ha">]><articles/>'
    with pytest.raises(ValueError, match="defines entities"):
        read("hyperpartisan", **{"articles.zip": packed({"articles-x.xml": bomb})})


def test_an_article_without_a_label_is_an_error(read):
    other = TRUTH_XML.replace("0000001", "0000002")
    with pytest.raises(ValueError, match="article 0000001 has no label"):
        read("hyperpartisan", **{"ground-truth.zip": packed({"ground-truth-x.xml": other})})


def test_every_occurrence_of_a_biased_word_is_marked_and_words_not_there_are_counted(read):
    documents = read("babe")
    assert placed(documents, "babe") == [("biased_word", "", "cue", "mad")] * 2
    assert len(documents[0].unplaced) == 1


def test_a_babe_sentence_has_its_labels(read):
    article = first(read("babe"))
    assert (article["leaning"], article["bias"], article["opinion"]) == ("left", "Biased", "No agreement")


def test_climate_codes_are_the_frames_and_each_answer_of_yes_or_no(read):
    codes = verbs._codes(read("climate_frames"))
    assert codes[["code", "value", "coder"]].to_numpy().tolist() == [
        ["resolution", 1, "climate_frames"],
        ["human_interest", 0, "climate_frames"],
        ["conflict", 0, "climate_frames"],
        ["morality", 0, "climate_frames"],
        ["economic", 1, "climate_frames"],
        ["re1", 1, "coder_1"],
        ["re1", 1, "coder_2"],
        ["re4", 0, "coder_1"],
    ]
    assert set(zip(codes["unit"], codes["start"], codes["end"], strict=True)) == {("article", 0, 18)}


def test_climate_roles_are_columns(read):
    article = first(read("climate_frames"))
    roles = {"hero": "Orr", "villain": "the sea", "victim": ""}
    assert {**article, **roles, "is_opinion": False} == article


def test_a_newsmtsc_target_is_a_span_with_its_polarity(read):
    assert placed(read("newsmtsc"), "newsmtsc") == [("target", "positive", "cue", "Orr")]


def test_an_allsides_article_has_the_text_before_tokenising(read):
    assert first(read("allsides")) == {
        "doc_id": "abp-q1",
        "outlet": "Bee - News",
        "date": "2016-09-20",
        "headline": "A quay",
        "text": "It isn't long.\n\nIt was.",
        "byline": "Ada Orr",
        "url": "http://x",
        "topic": "quays",
        "leaning": "left",
    }


def test_a_row_with_other_cells_than_columns_is_an_error(read):
    with pytest.raises(ValueError, match=r"putin\.csv, row 4: 2 cells, but 6 columns"):
        read("kremlin_zelenskyy", **{"putin.csv": (PUTIN + "http://one/3,Cut").encode()})


def test_an_archive_that_unpacks_to_too_much_is_refused(read, monkeypatch):
    monkeypatch.setattr(members_module, "LARGEST_MEMBER", 20)
    with pytest.raises(DamagedError, match="unpacks to more than expected"):
        read("polnear")


def test_a_member_with_a_path_outside_is_never_written(tmp_path):
    path = tmp_path / "folder" / "bad.zip"
    path.parent.mkdir()
    path.write_bytes(packed({"../../../outside.txt": "x"}))
    with Members([path]) as members:
        assert members.bytes_of("../../../outside.txt") == b"x"
    assert [found.name for found in tmp_path.rglob("*")] == ["folder", "bad.zip"]


def test_a_file_that_is_not_utf_8_is_named(read):
    with pytest.raises(DamagedError, match=r"zelenskyy\.csv: is not UTF-8"):
        read("kremlin_zelenskyy", **{"zelenskyy.csv": b"link,headline,date,body\nx,y,2022-01-01,\xff\n"})
