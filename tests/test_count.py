"""Counts: every article and device, words beside them, and the same numbers as a slow count by hand."""

import re

import pandas as pd
import pytest

from framing import count, label
from framing.counting.kinds import without_apart
from framing.model import COUNT_COLUMNS, SPAN_COLUMNS

TEXT = (
    "Deal may fail\n\n"
    "“The deal may fail and seems dead,” Ada Orr said on Monday after a long meeting.\n\n"
    "The police said that it may rain. Perhaps it will not.\n\n"
    "Share this article"
)
WORDS = 3 + 16 + 11 + 3


@pytest.fixture(scope="module")
def articles(article):
    return article(TEXT, "Nothing happened.", "", outlet=["Gazette", "Courier", "Gazette"])


@pytest.fixture(scope="module")
def spans(articles, label_by_hand):
    return label_by_hand(
        articles,
        ("Ada Orr", "said", "“The deal may fail and seems dead,”"),
        ("The police", "said", "that it may rain"),
    )


def of(counts, device="hedge", doc_id="a", *columns):
    """The rows of one article and device, as tuples."""
    rows = counts[(counts["device"] == device) & (counts["doc_id"] == doc_id)]
    return list(rows[list(columns or ("words", "n"))].itertuples(index=False, name=None))


def test_every_article_has_a_row_for_every_device(articles, spans):
    counts = count(articles, spans)
    assert counts[["doc_id", "device"]].to_numpy().tolist() == [
        [doc_id, device] for doc_id in "abc" for device in spans["device"].cat.categories if device != "layout"
    ]


def test_instances_and_words_are_counted(articles, spans):
    assert of(count(articles, spans)) == [(WORDS, 5)]


def test_an_article_without_the_device_has_a_zero(articles, spans):
    assert of(count(articles, spans), "hedge", "b") == [(2, 0)]


def test_a_rate_is_out_of_a_thousand_words(articles, spans):
    assert of(count(articles, spans), "hedge", "a", "per_1000") == [(pytest.approx(1000 * 5 / WORDS),)]


def test_a_rate_without_words_is_empty_and_not_zero(articles, spans):
    assert count(articles, spans).set_index("doc_id").loc["c", "per_1000"].isna().all()


def test_article_columns_stand_first_without_the_text(articles, spans):
    assert count(articles, spans).columns.tolist() == ["doc_id", "outlet", *COUNT_COLUMNS]


def test_counts_say_what_their_words_are_and_which_text_was_counted(articles, spans):
    facts = count(articles, spans, voice=["outlet", "quoted"], exclude="boilerplate")[["base", "voices", "excluded"]]
    assert facts.drop_duplicates().to_numpy().tolist() == [["words", "outlet, quoted", "boilerplate"]]


def test_types_are_whole_numbers_and_a_rate(articles, spans):
    counts = count(articles, spans)
    assert [str(counts[name].dtype) for name in ("words", "n", "per_1000")] == ["int64", "int64", "float64"]


def test_an_attribution_is_one_instance_however_many_rows(articles, spans):
    assert of(count(articles, spans), "attribution") == [(WORDS, 2)]


def test_excluded_text_is_left_out_of_words_and_counts(articles, spans):
    assert of(count(articles, spans, exclude="boilerplate")) == [(WORDS - 3, 5)]


def test_an_excluded_device_is_not_counted(articles, spans):
    assert set(count(articles, spans, exclude="boilerplate")["device"]) == set(spans["device"].cat.categories) - {
        "boilerplate",
        "layout",
    }


def test_excluding_takes_the_cues_inside_with_it(article):
    articles = article("It may rain.\n\nSign up for our newsletter, it may surprise you")
    spans = label(articles)
    assert (of(count(articles, spans)), of(count(articles, spans, exclude="boilerplate"))) == ([(12, 2)], [(3, 1)])


def hand_made(articles, *rows):
    """A spans table of (doc_id, start, end, device) cues."""
    full = [(i, s, e, device, "", "cue", number, "x", "outlet", pd.NA, "", "body", "", float("nan"), "hand")
            for number, (i, s, e, device) in enumerate(rows)]  # fmt: skip
    return pd.DataFrame(full, columns=list(SPAN_COLUMNS)).astype({"device": "category"})


def test_a_paragraph_covered_by_half_is_left_out_whole(article):
    articles = article("One two three four.\n\nFive six.")
    spans = hand_made(articles, ("a", 0, 10, "boilerplate"), ("a", 14, 18, "hedge"))
    assert of(count(articles, spans, exclude="boilerplate")) == [(2, 0)]


def test_a_paragraph_covered_by_less_loses_only_the_covered_words(article):
    articles = article("One two three four.\n\nFive six.")
    spans = hand_made(articles, ("a", 0, 7, "boilerplate"), ("a", 14, 18, "hedge"))
    assert of(count(articles, spans, exclude="boilerplate")) == [(4, 1)]


def test_overlapping_excluded_places_are_counted_once(article):
    articles = article("One two three four five.")
    spans = hand_made(articles, ("a", 0, 7, "boilerplate"), ("a", 4, 10, "boilerplate"), ("a", 0, 3, "hedge"))
    assert of(count(articles, spans, exclude="boilerplate")) == [(2, 0)]


def test_by_voice_gives_each_voice_its_words_and_counts(articles, spans):
    assert of(count(articles, spans, by="voice"), "hedge", "a", "voice", "words", "n") == [
        ("outlet", 22, 2), ("quoted", 7, 2), ("reported", 4, 1),
    ]  # fmt: skip


def test_the_words_of_the_voices_add_up_to_all_words(demo, demo_spans):
    apart = count(demo, demo_spans, by="voice").groupby(["doc_id", "device"])["words"].sum()
    assert apart.sort_index().equals(count(demo, demo_spans).set_index(["doc_id", "device"])["words"].sort_index())


@pytest.mark.parametrize("by", ["voice", "part", "subtype", ["voice", "part"], ["part", "subtype", "voice"]])
def test_the_counts_of_the_levels_add_up_to_all_counts(demo, demo_spans, by):
    spans = without_apart(demo_spans)
    apart = count(demo, spans, by=by).groupby(["doc_id", "device"])["n"].sum()
    assert apart.sort_index().equals(count(demo, spans).set_index(["doc_id", "device"])["n"].sort_index())


def test_by_part_gives_each_part_its_words_and_counts(articles, spans):
    assert of(count(articles, spans, by="part"), "hedge", "a", "part", "words", "n") == [
        ("headline", 3, 1), ("lede", 16, 2), ("body", 14, 2),
    ]  # fmt: skip


def test_by_subtype_gives_each_subtype_out_of_all_words(articles, spans):
    assert of(count(articles, spans, by="subtype"), "hedge", "a", "subtype", "words", "n") == [
        ("adverb", WORDS, 1), ("modal", WORDS, 3), ("verb", WORDS, 1),
    ]  # fmt: skip


def test_a_subtype_that_an_article_lacks_is_a_zero(articles, spans):
    assert of(count(articles, spans, by="subtype"), "hedge", "b", "subtype", "n") == [
        ("adverb", 0),
        ("modal", 0),
        ("verb", 0),
    ]


def test_a_device_never_found_keeps_a_row_without_a_subtype(article):
    articles = article("Nothing happened.")
    assert of(count(articles, label(articles), by="subtype"), "hedge", "a", "subtype", "n") == [("", 0)]


def test_by_speaker_gives_each_speaker_the_words_of_what_they_say(articles, spans):
    assert of(count(articles, spans, by="speaker"), "hedge", "a", "speaker", "words", "n") == [
        ("Ada Orr", 7, 2), ("the police", 4, 1),
    ]  # fmt: skip


def test_a_speaker_who_does_not_hedge_is_a_zero(article, label_by_hand):
    articles = article("“The deal is dead,” Ada Orr said.")
    spans = label_by_hand(articles, ("Ada Orr", "said", "“The deal is dead,”"))
    assert of(count(articles, spans, by="speaker"), "hedge", "a", "speaker", "words", "n") == [("Ada Orr", 4, 0)]


def test_an_article_in_which_nobody_speaks_has_no_row_by_speaker(articles, spans):
    assert set(count(articles, spans, by="speaker")["doc_id"]) == {"a"}


def test_the_words_of_the_speakers_are_those_outside_the_outlets_voice(demo, demo_spans):
    named = count(demo, demo_spans, by=["speaker", "voice"]).groupby("device")["words"].sum()
    spoken = count(demo, demo_spans, voice=["quoted", "reported"]).groupby("device")["words"].sum()
    assert (named.between(0.7 * spoken, spoken)).all()


@pytest.mark.parametrize(
    ("voice", "expected"), [("outlet", (22, 2)), ("quoted", (7, 2)), (["quoted", "reported"], (11, 3))]
)
def test_one_voice_is_counted_out_of_its_words(articles, spans, voice, expected):
    assert of(count(articles, spans, voice=voice)) == [expected]


def test_one_part_is_counted_out_of_its_words(articles, spans):
    assert of(count(articles, spans, part="headline")) == [(3, 1)]


def test_voice_and_part_are_counted_together(articles, spans):
    assert of(count(articles, spans, voice="outlet", part="lede")) == [(9, 0)]


def test_a_subtype_that_one_voice_lacks_is_a_zero(articles, spans):
    assert of(count(articles, spans, voice="quoted", by="subtype"), "hedge", "a", "subtype", "n") == [
        ("adverb", 0), ("modal", 1), ("verb", 1),
    ]  # fmt: skip


def test_by_one_voice_gives_that_voice_alone(articles, spans):
    assert of(count(articles, spans, voice="quoted", by="voice"), "hedge", "a", "voice", "words", "n") == [
        ("quoted", 7, 2)
    ]


def test_a_part_of_the_corpus_is_counted_with_the_spans_of_that_part(articles, spans):
    some = articles.head(1)
    assert of(count(some, spans[spans["doc_id"].isin(some["doc_id"])])) == [(WORDS, 5)]


def test_spans_of_articles_left_out_are_an_error_with_the_way_out(articles, spans):
    with pytest.raises(ValueError, match=r"doc_id a not in articles; .*isin\(articles\['doc_id'\]\)"):
        count(articles.tail(2), spans)


def test_texts_that_changed_are_an_error(articles, spans):
    with pytest.raises(ValueError, match="lie outside their text"):
        count(articles.assign(text="short"), spans)


def test_several_coders_are_an_error_with_the_way_out(articles, spans):
    both = pd.concat([spans, spans.assign(coder="coder_1")])
    with pytest.raises(
        ValueError, match=r"several coders \(framing-.*, coder_1\); choose one: spans\[spans\['coder'\] == 'framing"
    ):
        count(articles, both)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "outlet"}, r"by='outlet' is none of subtype, voice, speaker, part; .*compare\(by=...\)"),
        (
            {"exclude": "irony"},
            r"exclude='irony', but that device was not looked for \(only attribution, .*leave exclude=",
        ),
        ({"voice": "qouted"}, "voice='qouted' is none of outlet, quoted, reported"),
        ({"part": "title"}, "part='title' is none of headline, lede, body"),
    ],
)
def test_a_wrong_request_is_an_error_with_the_way_out(articles, spans, options, message):
    with pytest.raises(ValueError, match=message):
        count(articles, spans, **options)


@pytest.mark.parametrize("options", [{"voice": "outlet"}, {"by": "voice"}, {"by": "speaker"}])
def test_voices_need_the_attributions(articles, options):
    with pytest.raises(ValueError, match="need the attributions, which were not looked for; add 'attribution'"):
        count(articles, label(articles, ["hedge"]), **options)


@pytest.mark.parametrize("name", ["words", "n", "device", "per_1000"])
def test_an_article_column_with_the_name_of_a_count_is_an_error_with_the_way_out(articles, spans, name):
    with pytest.raises(ValueError, match=rf"articles have a column '{name}' already.*'article_{name}'"):
        count(articles.assign(**{name: 1}), spans)


def test_an_article_column_called_like_a_key_is_an_error_only_when_it_is_asked_for(articles, spans):
    assert "subtype" in count(articles.assign(subtype="news"), spans).columns


def test_a_spans_table_without_rows_counts_zeros(articles, spans):
    counts = count(articles, spans.iloc[:0], by="voice", exclude="boilerplate")
    devices = len(spans["device"].cat.categories) - 2
    assert (len(counts), counts["n"].sum()) == (3 * devices * 3, 0)


@pytest.mark.parametrize("by", [(), "subtype", "voice", "speaker", "part"])
def test_no_article_gives_no_count(articles, spans, by):
    counts = count(articles.iloc[:0], spans.iloc[:0], by=by)
    assert (len(counts), "n" in counts.columns) == (0, True)


def test_a_doc_id_may_be_a_number(articles, spans):
    numbered = articles.assign(doc_id=[1, 2, 3])
    assert of(
        count(numbered, spans.assign(doc_id=spans["doc_id"].map({"a": 1, "b": 2, "c": 3})), by="voice"), "hedge", 1, "n"
    ) == [(2,), (2,), (1,)]


def test_categorical_outlets_are_kept(articles, spans):
    assert str(count(articles.astype({"outlet": "category"}), spans)["outlet"].dtype) == "category"


def test_the_tables_are_not_changed(articles, spans):
    before = articles.copy(deep=True), spans.copy(deep=True)
    count(articles, spans, by=["voice", "speaker", "subtype"], exclude="boilerplate")
    assert (articles.equals(before[0]), spans.equals(before[1])) == (True, True)


def counted_by_hand(article, spans, voice=None):
    """Words and hedges of one article without boilerplate, place by place."""
    text = article["text"]
    own = spans[spans["doc_id"] == article["doc_id"]]
    standing = own[own["device"] == "boilerplate"]
    out = {place for start, end in zip(standing["start"], standing["end"], strict=True) for place in range(start, end)}
    for line in re.finditer(r"[^\n]+", text):
        places = range(line.start(), line.end())
        out |= set(places) if 2 * len(out.intersection(places)) >= len(places) else set()
    contents = own[(own["device"] == "attribution") & (own["role"] == "content")]
    said = {place for start, end in zip(contents["start"], contents["end"], strict=True) for place in range(start, end)}
    places = set(range(len(text))) - out - ({"outlet": said}.get(voice, set()))
    words = [match.start() for match in re.finditer(r"[^\W_]+(?:['’\-‐‑.,/][^\W_]+)*", text)]
    is_counted = (own["device"] == "hedge") & (own["role"] == "cue") & ~own["subtype"].isin(["bound", "hearsay"])
    cues = own[is_counted]["start"]
    return len(places.intersection(words)), sum(start in places for start in cues)


@pytest.mark.parametrize("voice", [None, "outlet"])
@pytest.mark.parametrize("number", range(0, 80, 9))
def test_a_demonstration_article_counts_as_by_hand(demo, demo_spans, number, voice):
    article = demo.iloc[number]
    counts = count(demo, demo_spans, exclude="boilerplate", voice=voice)
    assert of(counts, "hedge", article["doc_id"]) == [counted_by_hand(article, demo_spans, voice)]
