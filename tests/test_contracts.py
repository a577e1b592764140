"""What every device promises, whoever wrote it: run on all that are found, and on one that is a lexicon alone."""

import pandas as pd
import pytest

from framing import count, label
from framing.model import PARTS, ROLES, SPAN_COLUMNS, VOICES
from framing.vocabulary.codebook_pages import device_names

DEVICES = [*device_names(), "metaphor"]
TEXTS = {
    "plain": "Ferry Burns\n\nBy Ada Orr\n\n“It may rain,” said Ada Orr, the mayor. "
    "A flood of ferries seemed to come.\n\nShare this",
    "empty": "",
    "white space": " \n\t\u00a0\n\r\n",
    "punctuation": "... — ?! “”''\"‘’ …;:,.()[]{}<>/\\|@#$%^&*_+=~`",
    "marks": "“”\"\"‘’''``«»„“‚‘" * 40,
    "emoji": "👩‍👩‍👧 may rain 🌊, 🇳🇴 “seems” 👍🏽 said Ada 🙂.",
    "combining": "E\u0301lodie said it ma\u0301y rain; it may\u0301 not, it may.",
    "right to left": "שלום may עולם. “أهلا” said Ada. \u202eit may rain\u202c",
    "growing": "İİİİ may ẞ ŉ ﬁ may. “İ may,” said İda.",
    "line ends": "Ada Orr said\r\nit may rain.\r\n\r\n“No,” she said.\r\nShare this\r",
    "odd spaces": "It\u00a0may\u2009rain,\u202fAda\u00a0Orr\u00a0said.\u200b\ufeff",
    "unbalanced": "“It may rain, said Ada. ‘It may, \"it may'' it may”, she said. »It may« it may’",
    "controls": "It may\0 rain\x07, \x1b[1mAda\x1b[0m said\x0c it may.",
    "long quotation": "“It may rain and it may not.\n" * 11 + "“It may,” said Ada Orr.",
    "no sentence": "it may rain and ada says " * 400,
    "one word": "x" * 20_000,
    "hyphens": "-sham- sham--sham -sham sham-\u2011sham a–sham—sham " + "so-" * 60 + "sham sham" + "-so" * 60,
    "certain and distant": "Clearly the so-called reform failed.",
    "one of each": "Nobody knew why the protesters were paid again.",
    "two auxiliaries": "Votes were being cast. They’re still being counted, and nobody has been being told.",
    "cue, colon, line": "The mayor said it was late:\n\n“It may rain for a long time here.”\n\n"
    "According to the harbour report, the quay is short:\n\n“Two ships cannot pass each other there.”",
    "cues": "may said may said according to may share this",
}


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory):
    path = tmp_path_factory.mktemp("lexicons") / "metaphor.tsv"
    path.write_text(
        "term\tdevice\tsubtype\tsource\nflood of\tmetaphor\twater\town\nrain*\tmetaphor\twater\town\n", "utf-8"
    )
    return path


@pytest.fixture(scope="module")
def articles():
    return pd.DataFrame({"doc_id": list(TEXTS), "outlet": "Gazette", "text": list(TEXTS.values())})


@pytest.fixture(scope="module")
def spans(articles, lexicon):
    return label(articles, lexicons=[lexicon])


@pytest.fixture(scope="module", params=DEVICES)
def device(request):
    return request.param


@pytest.fixture(scope="module")
def own(spans, device):
    return spans[spans["device"] == device]


def test_the_device_finds_something_in_the_odd_texts(own):
    assert len(own) > 0


def test_every_span_lies_in_its_text(own):
    lengths = own["doc_id"].map({name: len(text) for name, text in TEXTS.items()})
    assert ((own["start"] >= 0) & (own["start"] <= own["end"]) & (own["end"] <= lengths)).all()


def test_only_an_attribution_without_a_cue_word_has_an_empty_cue(own):
    empty = own[own["start"] == own["end"]]
    assert set(zip(empty["device"], empty["role"], empty["entry"], strict=True)) <= {
        ("attribution", "cue", "quotation alone")
    }


def test_no_span_begins_or_ends_with_white_space(own):
    placed = [TEXTS[i][start:end] for i, start, end in zip(own["doc_id"], own["start"], own["end"], strict=True)]
    assert [text for text in placed if text != text.strip()] == []


def test_every_instance_has_exactly_one_cue(own):
    cues = own["role"].eq("cue").groupby([own["doc_id"], own["instance"]]).sum()
    assert set(cues) == {1}


def cues_in_a_place_of_another(spans):
    """Cues that begin before the one before them ends, or have its very place, as empty ones can; none are allowed."""
    cues = spans[spans["role"] == "cue"].sort_values(["doc_id", "start", "end"])
    before = cues.groupby("doc_id")[["start", "end"]].shift()
    is_same = (cues["start"] == before["start"]) & (cues["end"] == before["end"])
    return cues[(cues["start"] < before["end"]) | is_same]


def test_no_two_instances_of_one_device_share_a_place(own):
    assert cues_in_a_place_of_another(own[own["subtype"] != "dateline"]).empty  # which is inside the lede


def test_no_two_instances_of_one_device_share_a_place_in_the_demonstration_corpus(demo_spans, device):
    own = demo_spans[(demo_spans["device"] == device) & (demo_spans["subtype"] != "dateline")]
    assert cues_in_a_place_of_another(own).empty


def test_an_instance_belongs_to_one_device(spans):
    assert set(spans.groupby(["doc_id", "instance"])["device"].nunique()) == {1}


def test_roles_are_those_of_the_table(own):
    assert set(own["role"]) <= set(ROLES)


def test_voices_and_parts_are_those_of_the_table(own):
    assert (set(own["voice"]) <= set(VOICES), set(own["part"]) <= set(PARTS)) == (True, True)


def test_every_span_can_explain_itself(own):
    assert own["entry"].ne("").all()


def test_within_is_an_attribution_that_is_there(spans, device):
    there = set(spans.loc[spans["device"] == "attribution", ["doc_id", "instance"]].itertuples(index=False, name=None))
    inside = spans[(spans["device"] == device) & spans["within"].notna()]
    assert set(inside[["doc_id", "within"]].itertuples(index=False, name=None)) <= there


def test_within_is_empty_in_the_outlets_voice_and_nowhere_else(own):
    assert own["within"].isna().equals(own["voice"].eq("outlet"))


def test_a_speaker_stands_only_within_an_attribution(own):
    assert set(own.loc[own["within"].isna(), "speaker"]) <= {""}


def test_no_attribution_stands_within_itself(spans):
    assert not spans["within"].eq(spans["instance"]).fillna(False).any()


def test_the_innermost_content_around_a_cue_is_the_one_it_is_within(spans, own):
    contents = spans[(spans["device"] == "attribution") & (spans["role"] == "content")]
    around = own[own["role"] == "cue"].merge(contents, on="doc_id", suffixes=("", "_content"))
    around = around[(around["start_content"] <= around["start"]) & (around["start"] < around["end_content"])]
    around = around[around["instance_content"] != around["instance"]]
    innermost = around.assign(length=around["end_content"] - around["start_content"])
    innermost = innermost.sort_values(["length", "end_content", "instance_content"])  # of two alike, the first
    innermost = innermost.drop_duplicates(["doc_id", "instance"]).set_index(["doc_id", "instance"])["instance_content"]
    told = own[(own["role"] == "cue") & own["within"].notna()].set_index(["doc_id", "instance"])["within"]
    assert told.sort_index().tolist() == innermost.sort_index().tolist()


def test_the_same_text_gives_the_same_spans(articles, lexicon, spans):
    pd.testing.assert_frame_equal(label(articles, lexicons=[lexicon]), spans)


def test_the_device_alone_finds_what_it_finds_among_others(articles, lexicon, own, device):
    alone = label(articles, [device], lexicons=[lexicon])
    columns = ["doc_id", "start", "end", "subtype", "role", "entry", "voice", "speaker", "part"]
    assert alone[columns].to_numpy().tolist() == own[columns].to_numpy().tolist()


def test_a_text_does_not_depend_on_the_others(articles, lexicon, own, device):
    last = label(articles.iloc[[-1]], [device], lexicons=[lexicon])
    columns = ["start", "end", "subtype", "role", "entry", "voice", "speaker", "part"]
    assert last[columns].to_numpy().tolist() == own.loc[own["doc_id"] == "cues", columns].to_numpy().tolist()


def test_the_articles_are_not_changed(articles, lexicon, device):
    before = articles.copy(deep=True)
    label(articles, [device], lexicons=[lexicon])
    assert articles.equals(before)


def test_absent_is_zero(articles, lexicon, device):
    nothing = articles[articles["doc_id"].isin(["empty", "white space", "one word"])]
    counts = count(nothing, label(nothing, [device, "hedge"], lexicons=[lexicon]))
    assert set(counts["n"]) == {0}


def test_columns_and_types(spans):
    kinds = {"start": "int64", "end": "int64", "instance": "int64", "within": "Int64", "device": "category"}
    assert (tuple(spans.columns), {name: str(spans[name].dtype) for name in kinds}) == (SPAN_COLUMNS, kinds)


def test_the_table_survives_parquet(spans, tmp_path):
    spans.to_parquet(tmp_path / "spans.parquet")
    back = pd.read_parquet(tmp_path / "spans.parquet")
    assert (back["device"].cat.categories.tolist(), back.astype(object).equals(spans.astype(object))) == (
        spans["device"].cat.categories.tolist(), True,
    )  # fmt: skip


def test_devices_looked_for_and_not_found_survive_parquet(article, tmp_path):
    label(article("It may rain.")).to_parquet(tmp_path / "spans.parquet")
    assert tuple(pd.read_parquet(tmp_path / "spans.parquet")["device"].cat.categories) == device_names()
