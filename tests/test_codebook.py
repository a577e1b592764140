"""Every example of the codebook is run on the detector, and the page's reader does what the page says."""

import re

import pytest

from framing import label
from framing.model import VERSION
from framing.vocabulary.codebook_pages import (
    Mark,
    _unbracketed,
    cautions,
    definition,
    device_names,
    examples,
    groups,
    page,
    paragraph,
)

EXAMPLES = [example for device in device_names() for example in examples(device)]
ARTICLE = (
    "The ferry to the islands ran late again on Friday.\n\n"
    "Two boats were under repair in the yard, and a third had no crew.\n\n"
)


def found(articles, device, before=0):
    """What the detector finds, as marks: places, and role with the content's subtype, or the subtype alone."""
    marks = []
    for span in label(articles, [device]).itertuples():
        words = (span.role, span.subtype) if span.role == "content" else (span.role,)
        marks.append(
            Mark(
                span.start - before,
                span.end - before,
                words if device == "attribution" else tuple(span.subtype.split()),
            )
        )
    return sorted(marks)


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.device}.md line {e.line}" for e in EXAMPLES])
def test_the_detector_finds_what_the_codebook_marks(article, example):
    context = {"boilerplate": ARTICLE}.get(example.device, "")  # a paragraph of the page is one of an article
    assert found(article(context + example.text), example.device, len(context)) == list(example.marks)


@pytest.mark.parametrize("device", device_names())
@pytest.mark.parametrize("part", ["**Definition.**", "**Unit.**", "\n## Accuracy\n"])
def test_a_page_has_its_parts(device, part):
    assert part in page(device)


@pytest.mark.parametrize("device", device_names())
def test_a_page_is_called_like_its_device(device):
    assert page(device).startswith(f"# {device}\n")


@pytest.mark.parametrize("device", device_names())
def test_a_page_has_examples_of_what_to_code_and_of_what_not(device):
    marked = [bool(example.marks) for example in examples(device)]
    assert (marked.count(True) >= 5, marked.count(False) >= 3) == (True, True)


@pytest.mark.parametrize("device", device_names())
def test_every_subtype_of_the_lexicon_has_an_example(device, demo_spans):
    marked = {word for example in examples(device) for mark in example.marks for word in mark.label}
    assert set(demo_spans.loc[demo_spans["device"] == device, "subtype"]) - {""} <= marked


@pytest.mark.parametrize("device", device_names())
def test_no_example_stands_twice(device):
    texts = [example.text for example in examples(device)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("device", device_names())
def test_a_definition_is_one_line_of_whole_sentences(device):
    assert (definition(device)[-1], definition(device).count("\n")) == (".", 0)


@pytest.mark.parametrize("device", device_names())
@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("figure", r"F1 \.\d|precision \.\d|recall \.\d"),
        ("interval", r"\.\d+ to 1?\.\d+"),
        ("corpus", r"articles|speeches|sentences"),
        ("n", r"\b\d[\d,]* \w"),
        ("coder", r"coders?\b|annotators?\b"),
        ("version", re.escape(f"version {VERSION}")),
    ],
)
def test_what_was_measured_is_told_in_a_sentence_with_all_that_it_hangs_on(device, what, pattern):
    assert re.search(pattern, paragraph(device, "Measured")), what


@pytest.mark.parametrize("device", device_names())
@pytest.mark.parametrize("name", ["Measured", "Caution"])
def test_what_a_table_cell_holds_is_short(device, name):
    assert len(paragraph(device, name)) <= 400


def test_hedges_are_told_apart_by_whether_they_doubt():
    assert groups("hedge") == {
        "epistemic hedge": ("modal", "verb", "adverb", "adjective", "noun"),
        "approximator": ("approximator",),
        "bound": ("bound",),
        "hearsay": ("hearsay",),
    }


def test_a_caution_holds_for_the_groups_of_a_device_too():
    grouped = {name: device for device in device_names() for name in groups(device)}
    assert {name: cautions().get(name) for name in grouped} == {n: cautions().get(d) for n, d in grouped.items()}


def test_a_device_without_a_page_is_an_error_that_lists_the_pages():
    with pytest.raises(ValueError, match=f"no page for 'xyz'; there are: {', '.join(device_names())}$"):
        page("xyz")


@pytest.mark.parametrize(
    ("marked", "text", "marks"),
    [
        ("It [may]{modal} rain.", "It may rain.", (Mark(3, 6, ("modal",)),)),
        (
            "[It [may]{cue} rain]{content direct}.",
            "It may rain.",
            (Mark(0, 11, ("content", "direct")), Mark(3, 6, ("cue",))),
        ),
        ("No bracket.", "No bracket.", ()),
        ("One.¶[Two]{x}", "One.\nTwo", (Mark(5, 8, ("x",)),)),
    ],
)
def test_brackets_are_taken_off(marked, text, marks):
    assert _unbracketed(marked, "x.md, line 1") == (text, marks)


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("It [may rain.", "x.md, line 1: a bracket is not closed"),
        ("It may]{modal} rain.", "x.md, line 1: .* was not opened"),
    ],
)
def test_a_bracket_without_its_other_half_is_an_error(marked, message):
    with pytest.raises(ValueError, match=message):
        _unbracketed(marked, "x.md, line 1")
