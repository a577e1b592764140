"""One file given as a string or a path is that file, wherever lexicons and profiles of outlets are taken."""

import pytest

import framing
from framing.results.provenance import digests

PROFILE = (
    'name = "Bee"\n[[line]]\ntext = "So says the Bee"\nmatch = "exact"\ncategory = "standing"\nseen = "own reading"\n'
)


@pytest.fixture(params=[str, lambda path: path], ids=["string", "path"])
def given(request):
    return request.param


@pytest.fixture
def lexicon(tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text("term\tdevice\tsubtype\tsource\nflood of\tmetaphor\twater\town\n", encoding="utf-8")
    return path


def test_one_lexicon_is_read_by_label(article, lexicon, given):
    spans = framing.label(article("A flood of ferries."), ["metaphor"], lexicons=given(lexicon))
    assert spans["entry"].tolist() == ["flood of"]


def test_the_name_of_a_domain_is_one_lexicon(article):
    text = article("These data suggest that the protein may bind.")
    assert framing.label(text, ["hedge"], lexicons="debate").equals(framing.label(text, ["hedge"], lexicons=["debate"]))


@pytest.mark.filterwarnings("ignore::framing.Note")
def test_paths_that_can_be_gone_through_once_are_the_same_paths(article, lexicon, tmp_path):
    articles = article("A flood of ferries.")
    for term in ("flood of", "ferries"):
        lexicon.write_text(f"term\tdevice\tsubtype\tsource\n{term}\tweather\twater\town\n", encoding="utf-8")
        spans = framing.label(
            articles, ["weather"], lexicons=iter([lexicon]), outlets=iter([]), cache=tmp_path / "kept"
        )
        assert (spans["entry"].tolist(), "mine.tsv" in spans.attrs["origin"]["own lexicons"]) == ([term], True)
        framing.label_shards([articles], tmp_path / term, devices=["weather"], lexicons=iter([lexicon]))
    with pytest.raises(ValueError, match="holds a run with other devices, lexicons or versions"):
        framing.label_shards([articles], tmp_path / "flood of", devices=["weather"], lexicons=iter([lexicon]))


def test_one_lexicon_has_a_digest(lexicon, given):
    assert "mine.tsv" in digests(["hedge"], given(lexicon))


def test_one_lexicon_is_named_by_describe(demo, demo_spans, lexicon, given):
    results = framing.compare(framing.count(demo, demo_spans))
    assert "mine.tsv" in framing.describe(results, lexicons=given(lexicon))


def test_one_lexicon_is_taken_by_a_report(article, lexicon, given, tmp_path):
    paths = framing.report(article("A flood of ferries.", "Rain."), tmp_path / "out", lexicons=given(lexicon))
    assert "mine.tsv" in paths[0].read_text("utf-8")


def test_one_profile_of_an_outlet_is_read_by_label(article, tmp_path, given):
    path = tmp_path / "bee.toml"
    path.write_text(PROFILE, encoding="utf-8")
    articles = article("It rained all day.\n\nSo says the Bee", outlet="Bee")
    spans = framing.label(articles, ["boilerplate"], outlets=given(path))
    assert spans["entry"].tolist() == ["profile: Bee"]
