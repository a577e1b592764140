"""Outlet profiles: those that are bundled, those of a researcher's own, and what is wrong with some."""

import pandas as pd
import pytest

from framing import label
from framing.boilerplate.outlet import CATEGORIES, MATCHES, Outlets, bundled_profiles, read_profile
from framing.texts.text import paragraph_spans
from framing.vocabulary.codebook_pages import subtypes

PROFILES = bundled_profiles()
NAMES = [profile.name for profile in PROFILES]
LINES = [(profile.name, line) for profile in PROFILES for line in profile.lines]
DAILY = """
name = "Daily"
aliases = ["daily.example"]
[[line]]
text = "Ring the Daily"
match = "start"
category = "contact"
seen = "by hand, 2024-05-03"
[[line]]
text = "More Daily"
match = "end"
category = "read_more"
seen = "by hand, 2024-05-03"
"""
LINE = '[[line]]\ntext = {text}\nmatch = "start"\ncategory = "share"\nseen = "by hand"\n'
BLANK, RING = '"\\u00a0 "', '"Ring us"'


@pytest.fixture
def daily(tmp_path):
    path = tmp_path / "daily.toml"
    path.write_text(DAILY, "utf-8")
    return path


def found(text, outlet, own=()):
    return [
        (text[start:end], *told)
        for (start, end), told in Outlets(own).standing(outlet, text, paragraph_spans(text)).items()
    ]


def test_there_are_profiles_of_at_least_25_outlets():
    assert len(PROFILES) >= 25


def test_no_name_or_alias_is_of_two_outlets():
    names = [
        name.casefold()
        for profile in PROFILES
        for name in {profile.name.casefold(), *map(str.casefold, profile.aliases)}
    ]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "line"), LINES, ids=[f"{name}: {line.text}" for name, line in LINES])
def test_a_bundled_line_is_short_and_says_where_it_was_seen(name, line):
    known = (line.match in MATCHES, line.category in CATEGORIES)
    assert (len(line.text.split()) <= 10, bool(line.seen), known) == (True, True, (True, True)), name


@pytest.mark.parametrize(("name", "line"), LINES, ids=[f"{name}: {line.text}" for name, line in LINES])
def test_a_bundled_line_is_found_in_its_outlet(name, line):
    before = "It rained on Friday. " if line.match == "end" else ""
    assert found(f"It rained.\n\n{before}{line.text}", name) == [(line.text, line.category, f"profile: {name}")]


def test_the_categories_are_those_of_the_codebook():
    assert set(CATEGORIES) == set(subtypes("boilerplate"))


@pytest.mark.parametrize("outlet", ["Daily", "daily", "DAILY.EXAMPLE"])
def test_an_outlet_is_known_by_its_name_and_aliases(daily, outlet):
    assert found("Ring the Daily on 5 May", outlet, [daily]) == [
        ("Ring the Daily on 5 May", "contact", "profile: Daily")
    ]


def test_another_outlet_has_not_its_lines(daily):
    assert found("Ring the Daily on 5 May", "Weekly", [daily]) == []


def test_of_a_line_glued_to_reporting_only_the_line_is_labelled(daily):
    table = pd.DataFrame(
        {"doc_id": ["a"], "outlet": ["Daily"], "text": ["It rained on Friday, and on Monday. More Daily"]}
    )
    spans = label(table, ["boilerplate"], outlets=[daily])
    assert spans[["start", "end", "subtype", "entry"]].to_numpy().tolist() == [[36, 46, "read_more", "profile: Daily"]]


def test_a_long_paragraph_that_opens_like_a_line_stays(daily):
    assert found("Ring the Daily " + "and it rained " * 80, "Daily", [daily]) == []


def test_a_profile_of_a_bundled_outlet_is_added_to_it(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('name = "politico.com"\n[[line]]\ntext = "Ring us"\ncategory = "contact"\nseen = "x"\n', "utf-8")
    lines = found("Ring us\n\nStory Continued Below", "Politico", [path])
    assert [line for line, *_ in lines] == ["Ring us", "Story Continued Below"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "bad.toml: no TOML"),
        ("aliases = []", "bad.toml: no name; a profile has"),
        ('name = "x"\nlogo = 1', "bad.toml: unknown key 'logo'; a profile has"),
        ('name = "x"\n[[line]]\ntext = "a"\ncategory = "share"', "bad.toml, line 1: no seen; a line has"),
        (
            'name = "x"\n[[line]]\ntext = "a"\ncategory = "shar"\nseen = "y"',
            "line 1: category 'shar' is none of ad_marker,",
        ),
        (
            'name = "x"\n[[line]]\ntext = "a"\ncategory = "share"\nseen = "y"\nmatch = "all"',
            "match 'all' is none of exact",
        ),
        (
            'name = "x"\n[[line]]\ntext = "a"\ncategory = "share"\nseen = "y"\nwhere = "z"',
            "line 1: unknown key 'where'",
        ),
        ('name = "x"\nalias = ["y"]', r"bad.toml: unknown key 'alias' \(did you mean 'aliases'\?\); a profile has"),
        ('name = "x"\naliases = "Daily"', "bad.toml: aliases is a string; write a list of names"),
        ('name = "x"\naliases = [5]', "bad.toml: an alias is a number; write it as a string"),
        ('name = "x"\naliases = [""]', "bad.toml: an alias is blank; fill it"),
        ("name = 5", "bad.toml: name is a number; write it as a string"),
        ('name = " "', "bad.toml: name is blank; fill it"),
        ('name = "x"\nline = "Ring us"', r"bad.toml: line is a string; write a table \[\[line\]\]"),
        ('name = "x"\n[line]\ntext = "a"', r"bad.toml: line is a table; write a table \[\[line\]\], with two brackets"),
        ('name = "x"\nline = ["Ring us"]', "bad.toml, line 1: is a string, not a table"),
        (f'name = "x"\n{LINE.format(text="7")}', "bad.toml, line 1: text is a number; write it as a string"),
        (f'name = "x"\n{LINE.format(text=BLANK)}', "bad.toml, line 1: text is blank; fill it"),
        (f'name = "x"\n{LINE.format(text=RING)}seen = 2024-05-03', "bad.toml: no TOML"),
        (
            'name = "x"\n[[line]]\ntext = "a"\ncategory = "share"\nseen = 2024-05-03',
            "bad.toml, line 1: seen is a date or time; write it as a string",
        ),
        (
            f'name = "x"\n{LINE.format(text=RING)}{LINE.format(text=RING.upper())}',
            r"bad.toml, line 2: text 'RING US' is there already \(line 1\); keep one",
        ),
        (f"name = {'9' * 5000}", "bad.toml: no TOML"),
        (f"name = {'[' * 5000}", "bad.toml: no TOML"),
    ],
)
def test_a_faulty_profile_is_an_error_that_says_where(tmp_path, text, message):
    path = tmp_path / "bad.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=message):
        read_profile(path)


def test_a_profile_that_is_not_there_is_an_error_with_the_way_out(tmp_path):
    with pytest.raises(ValueError, match=r"none.toml: no such outlet profile; framing.outlet_profile"):
        read_profile(tmp_path / "none.toml")


@pytest.mark.parametrize("written", [str, lambda path: path])
def test_one_profile_may_be_given_by_its_path_alone(daily, written):
    assert found("Ring the Daily", "Daily", written(daily)) == [("Ring the Daily", "contact", "profile: Daily")]


def test_a_profile_that_is_not_utf_8_is_an_error_that_names_the_byte(tmp_path):
    (tmp_path / "bad.toml").write_bytes(b'name = "Caf\xe9"')
    with pytest.raises(ValueError, match=r"bad.toml: not UTF-8 \(byte 0xe9 at 11\); save it as text in UTF-8"):
        read_profile(tmp_path / "bad.toml")


def test_a_folder_is_no_profile(tmp_path):
    with pytest.raises(ValueError, match=r"cannot be opened \(Is a directory\); give the file of a profile"):
        read_profile(tmp_path)


def test_a_path_to_a_profile_is_a_path():
    with pytest.raises(ValueError, match="outlets: a path to a profile is needed, not NoneType"):
        read_profile(None)
