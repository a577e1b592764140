"""Work grows no faster than the text: twice the text, or twice the articles, is about twice the work.

Work is counted as function calls, which are the same on every machine. What one call does inside C code is not seen
that way, so CPU time is measured too: it is judged only where it is long enough to be measured, and measured again
before it is called too long.
"""

import cProfile
import importlib
import pkgutil
import random
import re
import time
import warnings
from functools import cache

import pandas as pd
import pytest
from hostile import HOSTILE

import framing
from framing.copies import likeness, near_duplicates
from framing.copies.agencies import _frames

SIZES = (500, 1000, 2000)  # characters of one text
SIZES_OF_MANY = (300, 600, 1200, 2400)  # characters of each of many
MOST_GROWTH = 3.3  # what is linear grows by 2, what is quadratic by 4; a cache that fills may cost a step
FEWEST_CALLS = 10_000  # below this, steps and caches weigh too much
SHORTEST = 0.15  # seconds of CPU; below this, time says nothing
TRIES = 5
LONGEST_LINE = 700  # characters; patterns of a line's shape are not asked about longer ones
YARDSTICK = re.compile(r"(?:\w+ ){0,3}?\w+!")  # a search through a line of letters takes 6 ms on a fast machine
MOST_YARDSTICKS = 8
BATCHES = 6

TEXT_VERBS = {
    "label": lambda articles: framing.label(articles),
    "tokenise": lambda articles: framing.tokenise(articles),
    "wire_copy": lambda articles: framing.wire_copy(articles),
    "events": lambda articles: framing.events(articles),
}
TABLE_VERBS = {
    "count": lambda articles, spans: framing.count(articles, spans, exclude="boilerplate"),
    "count by voice and part": lambda articles, spans: framing.count(articles, spans, by=["voice", "part"]),
    "count by speaker": lambda articles, spans: framing.count(articles, spans, by="speaker"),
    "concordance": lambda articles, spans: framing.concordance(articles, spans),
    "a displayed concordance": lambda articles, spans: framing.concordance(articles, spans)._repr_html_(),
    "sources": lambda articles, spans: framing.sources(articles, spans),
    "count of attributions": lambda articles, spans: framing.count(articles, spans, base="attributions", by="naming"),
    "count of names": lambda articles, spans: framing.count(articles, spans, base="names"),
    "show": lambda articles, spans: [
        framing.show(articles, spans, doc_id=doc_id)._repr_html_() for doc_id in articles["doc_id"]
    ],
    "keyness": lambda articles, spans: framing.keyness(articles, spans, exclude="boilerplate", least=1),
    "keyness of cues": lambda articles, spans: framing.keyness(
        articles, spans, terms="cues", exclude="boilerplate", least=1
    ),
    "dispersion": lambda articles, spans: framing.dispersion(articles, spans, exclude="boilerplate", least=1),
    "disagreements": lambda articles, spans: framing.disagreements(
        articles, spans.assign(coder="a"), spans[spans["instance"] % 2 == 0].assign(coder="b")
    ),
    "agree": lambda articles, spans: framing.agree(
        articles, spans.assign(coder="a"), spans[spans["instance"] % 2 == 0].assign(coder="b"), replicates=2
    ),
    "sample": lambda articles, spans: framing.sample(articles, spans, n=20, device="hedge", exclude="boilerplate"),
    "wire without boilerplate": lambda articles, spans: framing.wire_copy(articles, spans),
    "outlet_profile": lambda articles, spans: framing.outlet_profile(articles.assign(outlet="Bee"), outlet="Bee"),
}


def articles_of(texts):
    """Make articles of texts; outlets and days are mixed."""
    return pd.DataFrame(
        {
            "doc_id": [f"a{place}" for place in range(len(texts))],
            "outlet": ["Bee" if place % 2 else "Sun" for place in range(len(texts))],
            "date": pd.Timestamp("2024-05-03"),
            "text": texts,
        }
    )


def work_of(verb, *tables):
    """Run a verb; give its function calls, in Python and C, and its seconds of CPU."""
    counter = cProfile.Profile(builtins=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        began = time.process_time()
        counter.enable()
        verb(*tables)
        counter.disable()
        seconds = time.process_time() - began
    return sum(entry.callcount for entry in counter.getstats()), seconds


def growth_in_calls(once, twice, fourfold):
    more = fourfold[0] - twice[0]
    return more / max(twice[0] - once[0], FEWEST_CALLS / 2) if more >= FEWEST_CALLS else 1


def growth(verb, *tables):
    """Give by how much the calls and the CPU time of a verb grow over tables once, twice and four times as large.

    Calls that do not depend on the size fall out of the differences. It is 1 where there are too few to tell. A step,
    as where a longer text loses its only label, is seen at one size alone: where a fourth table is given, it is asked
    too before the calls are called too many.
    """
    once, twice, fourfold = (work_of(verb, *table) for table in tables[:3])
    in_calls = growth_in_calls(once, twice, fourfold)
    if in_calls >= MOST_GROWTH and len(tables) > 3:
        in_calls = growth_in_calls(twice, fourfold, work_of(verb, *tables[3]))
    in_time = fourfold[1] / twice[1] if fourfold[1] >= SHORTEST else 1
    for _ in range(TRIES):
        if in_time < MOST_GROWTH:
            break
        in_time = min(in_time, work_of(verb, *tables[2])[1] / work_of(verb, *tables[1])[1])
    return in_calls, in_time


@pytest.fixture(scope="module", autouse=True)
def _loaded():
    """Run each verb once, so that all is loaded that it needs."""
    table = articles_of(
        [f"“It may rain in May {day},” Ada Orr said.\n\nSign up for our newsletter." for day in range(9)]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spans = framing.label(table)
        for verb in TEXT_VERBS.values():
            verb(table)
        for verb in TABLE_VERBS.values():
            verb(table, spans)


@pytest.mark.parametrize("verb", TEXT_VERBS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_verb_takes_twice_the_work_for_twice_the_text(text, verb):
    tables = [(articles_of([HOSTILE[text](size)]),) for size in SIZES]
    assert max(growth(TEXT_VERBS[verb], *tables)) < MOST_GROWTH


@pytest.fixture(scope="module", params=range(BATCHES))
def labelled(request):
    """Some of the hostile texts with their labels, once to eight times as long, and an ordinary one."""
    tables = [
        articles_of(
            ["It may rain in May.", "It rained."]
            + [HOSTILE[text](size) for text in list(HOSTILE)[request.param :: BATCHES]]
        )
        for size in SIZES_OF_MANY
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [(table, framing.label(table)) for table in tables]


@pytest.mark.parametrize("verb", TABLE_VERBS)
def test_a_verb_on_labels_takes_twice_the_work_for_twice_the_text(labelled, verb):
    assert max(growth(TABLE_VERBS[verb], *labelled)) < MOST_GROWTH


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_file_is_read_in_linear_time(text, tmp_path):
    seconds = []
    for size in (20_000, 40_000):
        path = tmp_path / f"{size}.txt"
        path.write_text(HOSTILE[text](size), "utf-8")
        seconds.append(min(work_of(framing.read, path)[1] for _ in range(2)))
    assert seconds[1] < max(SHORTEST, MOST_GROWTH * seconds[0])


def corpora(size):
    """Give corpora that are hard on verbs that compare articles with each other."""
    generator = random.Random(0)
    words = [f"w{number}" for number in range(400)]
    page = " ".join(generator.choices(words, k=60))
    return {
        "identical pages": [page] * size,
        "pages with a word of their own": [f"{page} x{place}" for place in range(size)],
        "pages with a line of their own": [f"{page} {' '.join(generator.choices(words, k=30))}" for _ in range(size)],
        "pages that vary in three words": [
            " ".join(
                generator.choice(words[:9]) if place % 20 == 5 else word for place, word in enumerate(page.split())
            )
            for _ in range(size)
        ],
        "few words": [" ".join(generator.choices(words[:12], k=60)) for _ in range(size)],
        "unlike articles": [" ".join(generator.choices(words, k=60)) for _ in range(size)],
        "empty articles": [""] * size,
    }


@pytest.mark.parametrize("verb", ["tokenise", "wire_copy", "events", "outlet_profile"])
@pytest.mark.parametrize("corpus", corpora(1))
def test_a_verb_takes_twice_the_work_for_twice_the_articles(monkeypatch, corpus, verb):
    """The limits at which the verbs leave pairs out are set low, so that they are reached."""
    monkeypatch.setattr(near_duplicates, "_RARE", 20)
    monkeypatch.setattr(near_duplicates, "_SETS", 50)
    monkeypatch.setattr(likeness, "_MANY", 50)
    monkeypatch.setattr(likeness, "_NEAREST", 10)
    tables = [(articles_of(corpora(size)[corpus]),) for size in (400, 800, 1600)]
    verbs = {**TEXT_VERBS, "outlet_profile": lambda articles: TABLE_VERBS["outlet_profile"](articles, None)}
    assert max(growth(verbs[verb], *tables)) < MOST_GROWTH


def compiled(value):
    """Give the patterns in a value of a module, also inside tuples and tables."""
    if isinstance(value, re.Pattern):
        return [value]
    members = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return [pattern for member in members for pattern in compiled(member)]


@cache
def patterns():
    """Give every pattern of the package, by module and text; those that are compiled on first use are named."""
    modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(framing.__path__, "framing.")]
    values = [(module.__name__, value) for module in modules for value in vars(module).values()]
    return {
        f"{name} {pattern.pattern}": pattern
        for name, value in [*values, ("framing.copies.agencies", _frames())]
        for pattern in compiled(value)
        if isinstance(pattern.pattern, str)
    }


def seconds_of(pattern, text):
    began = time.process_time()
    pattern.match(text)
    pattern.search(text)
    return time.process_time() - began


@pytest.mark.parametrize("text", HOSTILE)
def test_no_pattern_takes_long_on_a_line(text):
    """A pattern is measured beside another whose work is known, since machines differ, and are slowed by other work."""
    line = HOSTILE[text](LONGEST_LINE)

    def most():
        return MOST_YARDSTICKS * seconds_of(YARDSTICK, "a" * LONGEST_LINE)

    limit = most()
    slow = [name for name, pattern in patterns().items() if seconds_of(pattern, line) > limit]
    assert [name for name in slow if all(seconds_of(patterns()[name], line) > most() for _ in range(TRIES))] == []
