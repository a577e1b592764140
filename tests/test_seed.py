"""One real page as people paste it: its standing text is found, no reporting is lost, speakers are right."""

from pathlib import Path

import pytest

import framing
from framing.texts.text import is_covered, merged, paragraph_spans

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
PAGES = sorted(SEEDS.glob("moscow_times*.txt"))

pytestmark = pytest.mark.skipif(not PAGES, reason="the folder shared/seeds is not there")

# Source and the first word of the content of the outermost attributions in the reporting.
ATTRIBUTIONS = [
    ("The Kremlin", "that"),
    ("A senior Ukrainian official", "that"),
    ("Kremlin spokesman Dmitry Peskov", '"So'),
    ("he", '"There'),
    ("Zelensky", "he"),
    ("Zelensky", '"This'),
    ("Officials in Kyiv", "that"),
    ("a senior official", None),
    ("Moscow", "the"),
]


@pytest.fixture(scope="module")
def article():
    with pytest.warns(framing.Note):  # it has no outlet and no date
        return framing.read(PAGES[0])


@pytest.fixture(scope="module")
def text(article):
    return article["text"].item()


@pytest.fixture(scope="module")
def spans(article):
    return framing.label(article)


@pytest.fixture(scope="module")
def standing(spans, text):
    found = spans[spans["device"] == "boilerplate"]
    covered = merged(zip(found["start"], found["end"], strict=True))
    return [is_covered(place, covered) for place in paragraph_spans(text)]


def test_twenty_paragraphs_are_boilerplate(standing):
    assert sum(standing) == 20


def test_no_paragraph_of_the_reporting_is_lost(standing, text):
    lines = [text[start:end] for start, end in paragraph_spans(text)]
    first = next(i for i, line in enumerate(lines) if line.startswith("The Kremlin said Wednesday"))
    last = next(i for i, line in enumerate(lines) if line.startswith("At the same time, Moscow"))
    assert not any(standing[first : last + 1])


def outermost(spans, text):
    """Source and first word of the content of each attribution in the outlet's voice."""
    own = spans[(spans["device"] == "attribution")]
    found = set()
    for _, rows in own.groupby("instance"):
        roles = {
            role: text[start:end] for role, start, end in zip(rows["role"], rows["start"], rows["end"], strict=True)
        }
        found.add((roles.get("source"), roles["content"].split()[0]))
    return found


def test_at_least_six_of_nine_attributions_have_their_source(spans, text):
    found = outermost(spans, text)
    sources = {source for source, _ in found}
    assert sum((source, word) in found or (word is None and source in sources) for source, word in ATTRIBUTIONS) >= 6


def test_seemed_is_said_by_peskov(spans):
    seemed = spans[(spans["device"] == "hedge") & (spans["entry"] == "seemed")]
    assert (seemed["voice"].tolist(), seemed["speaker"].str.contains("Peskov").tolist()) == (["quoted"], [True])


def test_a_pronoun_is_the_speaker_before(spans):
    probably = spans[(spans["device"] == "hedge") & (spans["entry"] == "probably")]
    assert probably["speaker"].str.contains("Peskov").all()


def test_the_words_of_zelensky_are_his(article, spans):
    counts = framing.count(article, spans, by="speaker", exclude="boilerplate")
    assert counts.loc[counts["speaker"].str.contains("Zelensky"), "words"].max() > 30
