"""Terms: which words, n-grams and cues are counted, and in which article."""

import pandas as pd
import pytest

from framing import count, label
from framing.counting.term_table import term_table


def found(articles, spans=None, **options):
    """Give each term with its count in all articles."""
    told = term_table(articles, spans, **options)
    return dict(zip(told.names, told.counts.sum(axis=0).tolist(), strict=True))


def test_words_are_those_that_rates_are_out_of(demo, demo_spans):
    counts = count(demo, demo_spans)
    assert (
        term_table(demo, None, terms="words").sizes.tolist()
        == counts.groupby("doc_id", sort=False)["words"].first().tolist()
    )


def test_words_do_not_depend_on_capitals_or_typography(article):
    assert found(article("It’s IT'S it's"), terms="words") == {"it's": 3}


def test_an_article_without_words_has_none(article):
    assert term_table(article("", "Rain."), None, terms="words").words.tolist() == [0, 1]


def test_rare_terms_are_left_out_but_count_among_all(article):
    told = term_table(article("rain rain tax"), None, terms="words", least=2)
    assert (told.names, told.sizes.tolist()) == (["rain"], [3])


@pytest.mark.parametrize("mark", [".", "!", "?", "…", ":", ";", "(", ")", "\n"])
def test_an_ngram_does_not_run_over_a_mark(article, mark):
    assert found(article(f"one two {mark} three four"), terms="ngrams") == {"one two": 1, "three four": 1}


def test_an_ngram_runs_over_a_comma(article):
    assert found(article("one, two"), terms="ngrams") == {"one two": 1}


def test_an_ngram_does_not_run_from_one_article_into_the_next(article):
    assert found(article("one", "two"), terms="ngrams") == {}


@pytest.mark.parametrize(
    ("size", "expected"),
    [(2, {"a b": 2, "b a": 1}), (3, {"a b a": 1, "b a b": 1}), (4, {"a b a b": 1}), (5, {})],
)
def test_an_ngram_has_as_many_words_as_asked_for(article, size, expected):
    assert found(article("a b a b"), terms="ngrams", size=size) == expected


def test_rare_ngrams_are_left_out(article):
    assert found(article("a b a b c"), terms="ngrams", least=2) == {"a b": 2}


def test_cues_are_what_their_rows_cover(article):
    articles = article("Perhaps it rains. It is perhaps so.")
    assert found(articles, label(articles, ["hedge"]), terms="cues") == {"perhaps": 2}


def test_cues_of_several_devices_are_told_apart(article):
    articles = article("It may rain. It is not so.")
    assert found(articles, label(articles, ["hedge", "negation"]), terms="cues") == {
        "may (hedge)": 1,
        "not (negation)": 1,
    }


def test_an_article_without_a_cue_still_has_its_words(article):
    articles = article("It may rain.", "It is dry.")
    told = term_table(articles, label(articles, ["hedge"]), terms="cues")
    assert (told.sizes.tolist(), told.words.tolist()) == ([1, 0], [3, 3])


def marked(text, part, doc_id="a"):
    start = text.index(part)
    device = pd.Categorical(["boilerplate"], categories=["boilerplate", "hedge"])
    return pd.DataFrame(
        {"doc_id": doc_id, "start": [start], "end": start + len(part), "device": device, "role": "cue", "instance": 0}
    )


TEXT = "The vote may pass at noon today.\nShare this may story with a friend of yours now."


@pytest.mark.parametrize(
    ("terms", "word"), [("words", "share"), ("words", "friend"), ("ngrams", "share this"), ("ngrams", "today share")]
)
def test_what_is_excluded_has_no_terms_and_joins_none(article, terms, word):
    # More than half of the second paragraph is covered, so that all of it goes.
    spans = marked(TEXT, "Share this may story with a friend")
    assert word not in found(article(TEXT), spans, terms=terms, exclude=["boilerplate"])


def test_a_cue_in_what_is_excluded_does_not_count(article):
    spans = label(article(TEXT), ["hedge", "boilerplate"], with_voice=False)
    spans = spans[spans["device"] == "hedge"]
    both = pd.concat([spans, marked(TEXT, "Share this may story with a friend")])
    both["coder"] = "framing"
    both["device"] = pd.Categorical(both["device"], categories=["hedge", "boilerplate"])
    assert found(article(TEXT), both, terms="cues", exclude=["boilerplate"]) == {"may": 1}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"terms": "letters"}, "terms='letters' is none of words, ngrams, cues"),
        ({"terms": "ngrams", "size": 1}, "size=1: an n-gram has 2 to 5 words"),
        ({"terms": "words", "least": 0}, "least=0 is below 1"),
        ({"terms": "cues"}, "terms='cues' needs the spans"),
        ({"terms": "words", "exclude": ["boilerplate"]}, "exclude='boilerplate' needs the spans"),
    ],
)
def test_an_option_that_cannot_be_is_refused(article, options, message):
    with pytest.raises(ValueError, match=message):
        term_table(article("It may rain."), None, **options)


def test_a_device_that_was_not_looked_for_cannot_be_excluded(article):
    articles = article("It may rain.")
    with pytest.raises(ValueError, match="exclude='boilerplate', but that device was not looked for"):
        term_table(articles, label(articles, ["hedge"]), terms="words", exclude=["boilerplate"])
