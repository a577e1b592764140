"""Texts as they come: odd characters, no sense, no end. Each verb survives, places stay right, time stays linear."""

import time

import pandas as pd
import pytest

from framing import concordance, count, label, show, tokenise
from framing.texts.text import view

SENTENCE = '“The deal may fail,” Ada Orr said on Monday. The mayor told reporters: "It is about 200 people." '

ODD = {
    "line ends": "Ada Orr said the deal\u00a0may fail.\r\n\r\n“It seems\u00a0dead,”\u00a0she said.\r\n",
    "old line ends": "Ada Orr said it may fail.\rIt seems dead.",
    "emoji": "👩‍👩‍👧 Ada Orr said it may fail 🌊. 👍🏽 “It seems 🙂 dead,” she said. 🇳🇴",
    "combining": "E\u0301lodie Orr said it may fail. “It seeme\u0301d, it seems dead,” she said.",
    "growing": "İda Orr said İİ it may fail. “ẞ seems dead,” she said.",
    "right to left": "אדה said it may fail. “שלום seems עולם,” said أهلا.",
    "controls": "Ada\0 Orr said\x0c it may\x07 fail. “It seems dead,” she said.",
    "zero width": "\ufeffAda Orr said it may\u200b fail. It\u2060 seems dead.",
    "line separators": "Ada Orr said it may fail.\u2028It seems dead.\u2029It\x85 may.",
    "unbalanced curly": "“It may fail, she said. It seems dead.” “It may",
    "unbalanced straight": 'It may" fail. "It seems dead, she said. "It may',
    "unbalanced single": "It may' fail. 'It seems dead, she said. ‘It may ’It may",
    "unbalanced wire": "It may'' fail. ''It seems dead, she said. ``It may '''It may''''",
    "unbalanced guillemets": "«It may fail. »It seems dead« she said. ‹It may",
    "crossed": '“It ‘may” fail’ and "it “seems" dead” she \'said "it\' may".',
    "ten paragraphs": "“It may fail.\n\n" * 10 + "“It seems dead,” Ada Orr said.",
}
EMPTY = {"nothing": "", "spaces": " \t ", "lines": "\n\r\n\n", "marks": "“”…—?!'\"''.,;", "emoji alone": "👩‍👩‍👧🌊"}


def hedges(text, spans):
    found = spans[spans["device"] == "hedge"]
    return [
        (text[start:end].lower(), entry)
        for start, end, entry in zip(found["start"], found["end"], found["entry"], strict=True)
    ]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_a_cue_is_its_term_whatever_stands_before_it(article, text):
    found = hedges(text, label(article(text)))
    assert [word for word, _ in found] == [entry for _, entry in found]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_no_hedge_is_lost_to_odd_characters(article, text):
    assert len(hedges(text, label(article(text)))) == sum(word in ("may", "seems") for word in tokens(text))


def tokens(text):
    table = tokenise(pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": [text]}))
    return [token.strip("\0\x07\x0c\u200b\u2060\x85\ufeff") for token in table["token"]]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_the_cue_of_an_attribution_is_the_word_of_its_rule(article, text):
    spans = label(article(text), ["attribution"])
    cues = spans[(spans["role"] == "cue") & (spans["end"] > spans["start"])]
    assert [view(text[s:e]) for s, e in zip(cues["start"], cues["end"], strict=True)] == [
        entry.partition(":")[0] for entry in cues["entry"]
    ]


@pytest.mark.parametrize(
    "name", ["line ends", "emoji", "combining", "growing", "right to left", "controls", "ten paragraphs"]
)
def test_speakers_are_found_among_odd_characters(article, name):
    assert label(article(ODD[name]), ["hedge"])["speaker"].ne("").all()


@pytest.mark.parametrize("text", [*ODD.values(), *EMPTY.values()], ids=[*ODD, *EMPTY])
def test_every_verb_survives(article, text):
    articles = article(text, "It may rain.")
    spans = label(articles)
    counts = count(articles, spans, by=["voice", "part"], exclude="boilerplate")
    lines = concordance(articles, spans)
    rows = 2 * (len(spans["device"].cat.categories) - 2) * 9  # neither boilerplate nor layout
    assert (len(counts), len(lines) > 0, "may" in show(articles, spans, doc_id="b").html) == (rows, True, True)


@pytest.mark.parametrize("text", [*ODD.values(), *EMPTY.values()], ids=[*ODD, *EMPTY])
def test_an_article_is_shown_with_the_text_that_it_has(article, text):
    articles = article(text)
    assert len(show(articles, label(articles), doc_id="a").html) > len(text)


@pytest.mark.parametrize("text", EMPTY.values(), ids=EMPTY)
def test_a_text_without_words_has_no_spans_and_no_words(article, text):
    articles = article(text)
    spans = label(articles)
    counts = count(articles, spans)
    assert (len(spans), set(counts["words"]), counts["per_1000"].isna().all()) == (0, {0}, True)


LONG = {
    "one line": SENTENCE,
    "no sentence": "the mayor word ",
    "one word": "x",
    "points": ". ",
    "dots": ".",
    "spaces": " ",
    "lines": "ab\n",
    "straight marks": '"',
    "straight marks apart": '" ',
    "curly marks": "“",
    "curly marks apart": "“ ",
    "open quotations": "“a ",
    "half open quotations": "“a “b” ",
    "half open single ones": "‘a ‘b’ ",
    "closing marks": "a” ",
    "quotations": "“a” ",
    "single marks": "'a ",
    "possessives": "boys' ",
    "single quotations": "‘a’ ",
    "paragraphs that go on": "“We go on.\n",
    "nested attributions": "she said that he said ",
    "said and said": "said and ",
    "according": "according to ",
    "hedges": "may ",
    "names": "Ada Orr and Tom Reed, ",
    "initials": "A.",
    "brackets": "(",
    "appeals": "Please support our work.\n",
    "questions": "why? said orr? ",
    "emoji": "👩‍👩‍👧e\u0301",
    "right to left": "שלום עולם. ",
}
SIZE = 8_000


def seconds(articles):
    began = time.process_time()
    spans = label(articles)
    count(articles, spans, by=["voice", "speaker"], exclude="boilerplate")
    return time.process_time() - began


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_four_times_the_text_takes_about_four_times_as_long(article, unit):
    short, long = (article((unit * (size // len(unit) + 1))[:size], lang="en") for size in (SIZE, 4 * SIZE))
    base = min(seconds(short) for _ in range(2))
    assert min(seconds(long) for _ in range(2)) < 8 * base + 0.15


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_tokens_of_a_long_text_are_found_in_bearable_time(article, unit):
    began = time.process_time()
    tokenise(article((unit * SIZE)[: 4 * SIZE]))
    assert time.process_time() - began < 4


def test_a_quarter_of_a_megabyte_in_one_line_is_labelled_in_a_few_seconds(article):
    articles = article(SENTENCE * (250_000 // len(SENTENCE)))
    began = time.process_time()
    spans = label(articles)
    assert (time.process_time() - began < 8, len(spans) > 5_000) == (True, True)


@pytest.mark.parametrize("verb", [label, tokenise, lambda articles: count(articles, label(articles.assign(text="")))])
def test_a_text_that_is_missing_is_an_error_with_the_way_out(article, verb):
    with pytest.raises(
        ValueError, match=r"1 texts are not strings \(doc_id b\); articles\['text'\].fillna\(''\) mends it"
    ):
        verb(article("It may rain.", float("nan")))


@pytest.mark.parametrize("verb", [label, tokenise])
def test_half_a_character_is_an_error_with_the_way_out(article, verb):
    table = article("x").assign(text=pd.Series(["It may \udfff rain."], dtype=object))
    with pytest.raises(ValueError, match="1 texts hold half a character, a lone surrogate"):
        verb(table)
