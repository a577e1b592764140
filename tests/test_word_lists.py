"""Word lists are data: every list is used, none holds a word twice, and a slip is told by its place."""

import re
import tomllib
from pathlib import Path

import pytest

import framing
from framing.vocabulary.word_lists import any_of, as_words, word_list, word_map

PACKAGE = Path(framing.__file__).parent
FILES = sorted(PACKAGE.joinpath("lexicons", "words").glob("*.toml"))
LISTS = {(file.stem, name): value for file in FILES for name, value in tomllib.loads(file.read_text("utf-8")).items()}
CODE = "\n".join(file.read_text("utf-8") for file in sorted(PACKAGE.rglob("*.py")))


@pytest.mark.parametrize(("noun", "name"), LISTS, ids=str)
def test_every_list_is_used(noun, name):
    assert re.search(rf'word_(?:list|map)\("{noun}", "{name}"\)|"{name}"', CODE) is not None


@pytest.mark.parametrize(("noun", "name"), [key for key, value in LISTS.items() if isinstance(value, str)], ids=str)
def test_no_word_stands_twice_in_a_list(noun, name):
    words = LISTS[noun, name].split()
    assert sorted(words) == sorted(word_list(noun, name))


@pytest.mark.parametrize(
    ("noun", "name"),
    [key for key, value in LISTS.items() if not isinstance(value, dict)],
    ids=str,
)
def test_words_are_in_lower_case_with_plain_apostrophes(noun, name):
    assert [word for word in word_list(noun, name) if word != word.lower() or "’" in word] == []


def test_a_table_gives_each_word_with_those_it_goes_with():
    assert word_map("names", "bodies")["campus"] == ("university", "college")


def test_a_list_that_is_not_there_is_an_error_that_names_those_that_are():
    with pytest.raises(
        ValueError, match=r"lexicons/words/numbers.toml: no list 'ordinals'; there are: cardinals, units"
    ):
        word_list("numbers", "ordinals")


@pytest.mark.parametrize("value", [3, ["a", 3], {"a": "b"}])
def test_what_is_no_list_is_an_error_that_says_how_one_is_written(value):
    with pytest.raises(ValueError, match=r"mine.toml: no list of words; write one string with spaces between"):
        as_words(value, "mine.toml")


def test_a_longer_word_goes_before_one_that_it_begins_with():
    assert re.match(any_of(["at", "at least"]), "at least").group() == "at least"
