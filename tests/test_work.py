"""The hot path does little per character: calls are counted, which are the same on every machine, and not timed.

The limits are 7 to 20 % above what is needed now. What looks at each token in Python, or reads the sentences of
an article anew for each device, needs more. `test_hostile` asks how work grows on texts that are no news.
"""

import cProfile

import pandas as pd
import pytest

import framing

LEXICAL = ["booster", "evaluation", "hedge", "naming", "negation", "passive_agentless", "presupposition"]
TEXT = """Mayor Ada Orr of Norland said on Monday that the old mill may close, and that no owner has been found yet.

“We could perhaps have seen it coming,” she said. “Nobody was asked, and nothing was done about the roof.”

According to a report that the Harbour Board published in May, some 40 people would probably lose their work.

The board, which has failed again to answer, is led by Dr. Bo Lind. Its critics call the plan a brazen scandal.

It did not rain. The river was higher than in any other year, and the fields near Ayr were flooded by the wave.

"""
VERBS = {
    "tokenise": (framing.tokenise, 55),
    "hedges": (lambda articles: framing.label(articles, ["hedge"], with_voice=False), 215),
    "lexical devices": (lambda articles: framing.label(articles, LEXICAL, with_voice=False), 640),
    "everything": (framing.label, 13_300),
}


def articles_of(*texts):
    return pd.DataFrame({"doc_id": [f"a{number}" for number in range(len(texts))], "outlet": "Bee", "text": texts})


def calls_of(verb, *texts):
    """Count the calls of functions by name, in Python and in C."""
    articles = articles_of(*texts)
    counter = cProfile.Profile(builtins=True)
    counter.enable()
    verb(articles)
    counter.disable()
    return [(getattr(entry.code, "co_name", ""), entry.callcount) for entry in counter.getstats()]


def total(calls):
    return sum(times for _, times in calls)


@pytest.fixture(scope="module")
def counted():
    """The calls for each verb over one article, two, and one that is twice as long."""
    found = {}
    for name, (verb, _) in VERBS.items():
        verb(articles_of(TEXT * 4))  # what is loaded, compiled and kept
        found[name] = [calls_of(verb, *texts) for texts in ((TEXT * 2,), (TEXT * 2, TEXT * 2), (TEXT * 4,))]
    return found


@pytest.mark.parametrize("name", VERBS)
def test_calls_per_kilobyte_of_a_further_article_are_few(counted, name):
    one, two, _ = counted[name]
    assert (total(two) - total(one)) / (len(TEXT) * 2 / 1000) < VERBS[name][1]


@pytest.mark.parametrize("name", VERBS)
def test_a_longer_article_needs_no_more_calls_per_kilobyte(counted, name):
    one, two, longer = counted[name]
    assert total(longer) - total(one) < 1.15 * (total(two) - total(one))


def test_a_text_of_no_known_language_is_asked_for_it_once():
    assert sum(times for name, times in calls_of(framing.label, "Rain.") if name == "language_of") == 1


# Sentences: of ten lines, of the article and of what it names.
@pytest.mark.parametrize(("part", "times"), [("sentences", 12), ("seen_names", 1), ("named_article", 1)])
def test_an_article_is_read_once_for_all_devices(counted, part, times):
    one, two, _ = (sum(times for name, times in calls if name == part) for calls in counted["everything"])
    assert (one, two) == (times, 2 * times)


@pytest.mark.parametrize(("part", "times"), [("places", 1), ("languages_of", 1), ("language_of", 0), ("detect", 12)])
def test_articles_are_read_together_for_what_looks_no_further_than_a_paragraph(counted, part, times):
    one, two, _ = (sum(times for name, times in calls if name == part) for calls in counted["lexical devices"])
    assert (one, two) == (times, times)


@pytest.mark.parametrize("part", ["sentences", "label_article"])
def test_what_no_rule_asks_for_is_not_made(counted, part):
    assert [name for calls in counted["lexical devices"] for name, _ in calls if name == part] == []
