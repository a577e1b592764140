"""Competing names: every one has an example and a study, conditions hold, names of laws and bodies are no choice."""

import pytest

from framing import label
from framing.vocabulary.codebook_pages import examples, page
from framing.vocabulary.lexicon import bundled, sources

HEADER = "term\tdevice\tsubtype\tsource\n"
ENTRIES = [entry for entry in bundled() if entry.device == "naming" and entry.subtype != "excluded"]
NAMES = sorted({":".join(entry.subtype.split(":")[:2]) for entry in ENTRIES})


def subtypes(articles, lexicons=()):
    return label(articles, ["naming"], with_voice=False, lexicons=lexicons)["subtype"].tolist()


@pytest.mark.parametrize("name", NAMES)
def test_every_name_has_an_example_on_the_page(name):
    assert name in {label for example in examples("naming") for mark in example.marks for label in mark.label}


@pytest.mark.parametrize("name", sorted({name.split(":")[0] for name in NAMES}))
def test_every_set_has_two_names_and_a_line_in_the_pages_table(name):
    rows = [line for line in page("naming").splitlines() if line.startswith("| ") and name in line.split("|")[1]]
    assert (len(rows), len([other for other in NAMES if other.startswith(f"{name}:")]) > 1) == (1, True)


def test_every_set_says_where_the_contrast_is_studied():
    assert {entry.source for entry in ENTRIES} <= set(sources()) - {"project"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ACA and the aca.", ["health_law:affordable_care_act"]),
        ("Ukraine wants the war to end.", ["ukraine:war"]),
        ("Peru wants the war to end.\n\nUkraine waits.", []),
        ("CLIMATE CHANGE and the Climate Change Committee.", ["climate:change"]),
        ("An immigrant, illegal or not.", []),
        ("The Assad regime’s men; Assad’s regime.", ["syria:regime", "syria:regime"]),
        ("The pro-Putin regime fell.", []),
    ],
)
def test_a_name_counts_where_it_names_the_sets_thing(article, text, found):
    assert subtypes(article(text)) == found


def test_a_set_of_ones_own_may_have_conditions(article, tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER + "the line\tnaming\tborder:line:lower,near green|blue\town\n", "utf-8")
    text = "The line and the line, green.\n\nThe bus and the line."
    assert subtypes(article(text), [path]) == ["border:line"]


def test_a_condition_that_there_is_not_is_named_with_the_way_out(article, tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER + "the line\tnaming\tborder:line:often\town\n", "utf-8")
    with pytest.raises(
        ValueError, match="'the line' has the condition 'often', which is none of lower, capitals, near"
    ):
        subtypes(article("The line."), [path])
