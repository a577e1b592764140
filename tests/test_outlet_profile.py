"""A profile is proposed from a corpus, and what it proposes is then found without the corpus."""

import pytest

import framing
from framing.boilerplate.outlet import read_profile

TOWNS = ["Ayr", "Bath", "Cork", "Deal"]
STANDING = ["The Gazette shows you the harbour from all of its sides.", "Share this article"]


@pytest.fixture(scope="module")
def articles(article):
    return article(*("\n\n".join([f"It rained in {town} on Friday.", *STANDING]) for town in TOWNS))


@pytest.fixture
def saved(articles, tmp_path):
    path = tmp_path / "gazette.toml"
    path.write_text(framing.outlet_profile(articles, outlet="Gazette"), "utf-8")
    return path


def test_the_lines_that_come_back_are_proposed_with_where_they_stand(saved):
    lines = [(line.text, line.match, line.category, line.seen) for line in read_profile(saved).lines]
    seen = "4 of 4 articles; first a"
    assert lines == [(STANDING[1], "exact", "share", seen), (STANDING[0], "exact", "standing", seen)]


def test_a_saved_profile_finds_the_lines_in_a_single_article(articles, saved):
    spans = framing.label(articles.head(1), ["boilerplate"], outlets=[saved])
    assert spans["entry"].tolist() == ["profile: Gazette"] * 2


def test_without_the_profile_a_single_article_shows_one(articles):
    assert framing.label(articles.head(1), ["boilerplate"])["subtype"].tolist() == ["share"]


def test_a_line_in_too_few_articles_is_not_proposed(articles):
    assert "[[line]]" not in framing.outlet_profile(articles, outlet="Gazette", least=5)


def test_a_long_line_is_proposed_by_its_opening(article, tmp_path):
    line = "Share this article with us: " + "you and our readers keep the harbour in view of the town " * 3
    path = tmp_path / "long.toml"
    path.write_text(
        framing.outlet_profile(article(*(f"It rained in {town}.\n\n{line}" for town in TOWNS)), outlet="Gazette"),
        "utf-8",
    )
    assert [(one.match, len(one.text.split())) for one in read_profile(path).lines] == [("start", 25)]


def test_quotation_marks_and_backslashes_survive(article, tmp_path):
    line = 'Follow us on our page of the harbour, "A\\B"'
    path = tmp_path / "marks.toml"
    path.write_text(
        framing.outlet_profile(article(*(f"It rained in {town}.\n\n{line}" for town in TOWNS)), outlet="Gazette"),
        "utf-8",
    )
    assert [one.text for one in read_profile(path).lines] == [line]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"outlet": "Post"}, "outlet: no article of 'Post'; there are: Gazette"),
        ({"outlet": "Gazette", "least": 1}, "least: 1; a line that stands in one article alone"),
    ],
)
def test_what_cannot_be_proposed_is_an_error(articles, options, message):
    with pytest.raises(ValueError, match=message):
        framing.outlet_profile(articles, **options)
