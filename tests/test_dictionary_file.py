"""Dictionaries that people own: LIWC's and quanteda's files become devices."""

import pytest

from framing import Note, label
from framing.vocabulary.dictionary_file import read_dictionary

DIC = "%\n1\twet\n2\tdry\n%\nrain*\t1\nkind of\t1\t2\nsand\t2\n"


def triples(path):
    return [(entry.term, entry.device, entry.subtype) for entry in read_dictionary(path, ["hedge"])]


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_a_liwc_file_gives_each_term_in_each_of_its_categories(tmp_path):
    assert triples(written(tmp_path, "mine.dic", DIC)) == [
        ("rain*", "wet", ""), ("kind of", "wet", ""), ("kind of", "dry", ""), ("sand", "dry", ""),
    ]  # fmt: skip


def test_a_quanteda_file_nests_its_categories(tmp_path):
    text = "# comment\nWeather:\n  wet:\n    - Rain*\n  dry: [sand, 'dust storm']\nland:\n- hill\n"
    assert triples(written(tmp_path, "mine.yml", text)) == [
        ("rain*", "weather", "wet"), ("sand", "weather", "dry"), ("dust storm", "weather", "dry"), ("hill", "land", ""),
    ]  # fmt: skip


def test_a_category_named_like_a_device_gets_the_files_name(tmp_path):
    assert triples(written(tmp_path, "mine.yml", "hedge:\n  - perhaps\n")) == [("perhaps", "mine_hedge", "")]


def test_terms_that_cannot_be_searched_are_counted_and_named(tmp_path):
    path = written(tmp_path, "mine.yml", "wet:\n  - ra*n\n  - rain\n  - '*'\n")
    with pytest.warns(Note, match=r"mine.yml: terms that cannot be searched: 2, left out \(ra\*n, \*\)"):
        assert len(read_dictionary(path)) == 1


def test_labels_have_the_categories_as_devices(tmp_path, article):
    spans = label(article("Rainy sand."), ["wet", "dry"], lexicons=written(tmp_path, "mine.dic", DIC))
    assert list(zip(spans["device"], spans["entry"], strict=True)) == [("wet", "rain*"), ("dry", "sand")]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("mine.dic", "rain\t1\n", r"^mine.dic: no categories; a .dic file lists them between two lines of %$"),
        ("mine.dic", "%\n1\twet\n%\nrain\t1\t7\n", r"^mine.dic, line 4: no category '7'; there are: 1$"),
        ("mine.dic", "%\n1\twet\n%\nrain\n", r"^mine.dic, line 4: 'rain' has no category"),
        ("mine.yml", "- rain\n", r"^mine.yml, line 1: a term without a category"),
        ("mine.yml", "wet\n", r"^mine.yml, line 1: neither a category"),
        ("mine.yml", "", r"^mine.yml: no terms"),
    ],
)
def test_a_faulty_file_is_one_line_with_its_place(tmp_path, name, text, message):
    with pytest.raises(ValueError, match=message):
        read_dictionary(written(tmp_path, name, text))
