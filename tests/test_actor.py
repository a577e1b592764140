"""Actors of a researcher's list: found as names are written, linked by surname within the article."""

import pytest

from framing import label

HEADER = "term\tdevice\tsubtype\tsource\n"
LINES = (
    "ada orr\tactor\tperson:Ada Orr\town\n"
    "lee\tactor\tperson:Bo Lee\town\n"
    "reform party\tactor\tparty:Reform\town\n"
    "us\tactor\tcountry:US\town\n"
    "green\tactor\tparty:Greens\town\n"
    "green light\tactor\texcluded\town\n"
    "farmers\tactor\tgroup:farmers\town\n"
)


@pytest.fixture
def mentions(tmp_path, article):
    (tmp_path / "actors.tsv").write_text(HEADER + LINES, "utf-8")

    def found(text):
        spans = label(article(text), ["actor"], lexicons=tmp_path / "actors.tsv", with_voice=False)
        return [(text[span.start : span.end], span.subtype) for span in spans.itertuples()]

    return found


def test_a_surname_stands_for_the_person_named_in_full(mentions):
    assert mentions("Ada Orr won the vote. Later Orr spoke.") == [
        ("Ada Orr", "person:Ada Orr"),
        ("Orr", "person:Ada Orr"),
    ]


def test_a_surname_in_a_headline_above_the_full_name_is_linked(mentions):
    assert mentions("Orr wins\n\nAda Orr won the vote on Friday.")[0] == ("Orr", "person:Ada Orr")


def test_another_persons_full_name_is_no_mention(mentions):
    assert mentions("Ada Orr won. Her son Max Orr watched.") == [("Ada Orr", "person:Ada Orr")]


def test_a_surname_of_the_list_is_not_found_in_another_full_name(mentions):
    assert mentions("Bruce Lee was an actor.") == []


def test_a_surname_of_the_list_is_found_alone_and_after_a_title(mentions):
    assert [name for name, _ in mentions("On Friday Lee spoke. Then Mr. Lee left.")] == ["Lee", "Lee"]


def test_a_surname_without_the_full_name_is_linked_to_nobody(mentions):
    assert mentions("On Friday Orr spoke.") == []


def test_a_name_needs_its_capital(mentions):
    assert mentions("It told us about a green reform party.") == []


def test_an_acronym_needs_capitals_throughout(mentions):
    assert mentions("Us or the US?") == [("US", "country:US")]


def test_an_excluded_phrase_wins(mentions):
    assert mentions("The Green Light café is open.") == []


def test_a_group_may_be_written_small(mentions):
    assert mentions("Many farmers came.") == [("farmers", "group:farmers")]


def test_a_subtype_without_kind_and_name_is_an_error_that_shows_how(tmp_path, article):
    (tmp_path / "actors.tsv").write_text(HEADER + "ada orr\tactor\tAda Orr\town\n", "utf-8")
    with pytest.raises(ValueError, match=r"^actor: 'ada orr' has the subtype 'Ada Orr'; write kind:Name, kind one of "):
        label(article("Ada Orr won."), ["actor"], lexicons=tmp_path / "actors.tsv")


def test_without_a_list_there_is_no_such_device(article):
    with pytest.raises(ValueError, match=r"no device 'actor'.*lexicons="):
        label(article("Ada Orr won."), ["actor"])


def test_without_a_list_nothing_is_labelled_with_it(article):
    assert "actor" not in label(article("Ada Orr won."))["device"].cat.categories


def test_mentions_have_the_voice_of_their_place(tmp_path, article):
    (tmp_path / "actors.tsv").write_text(HEADER + LINES, "utf-8")
    text = "“Many farmers will come,” said Ada Orr, the mayor. Farmers came."
    spans = label(article(text), ["actor"], lexicons=tmp_path / "actors.tsv")
    assert spans["voice"].tolist() == ["quoted", "outlet", "outlet"]
