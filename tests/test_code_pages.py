"""Codebook pages of codes: what each page of the package has, its examples combined, and broken pages refused."""

import pytest

import framing
from framing.vocabulary.code_pages import code_page, code_page_names, parsed_page

PAGES = [code_page(name) for name in code_page_names()]
CODES = [(page, code) for page in PAGES for code in page.codes]
EXAMPLES = [(code, example) for _, code in CODES for example in code.examples]
OWN = """# mine

**Construct.** frame.

## cost

**Combined.** at least 2 of them.

- **cost_1** Is a price mentioned?
- **cost_2** Is a loss mentioned?

- yes (cost_1, cost_2): It costs five and loses six.

## tone

- **tone** (warm, cold, none) Which tone has the article?

## heat

- **heat** (0 to 3) How heated is it?
"""


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[f"{code.name}, line {ex.line}" for code, ex in EXAMPLES])
def test_the_answers_of_an_example_combine_to_its_value(code, example):
    answers = {question.name: int(question.name in example.yes) for question in code.questions}
    assert code.combined(answers) == example.value


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_page_has_its_paragraphs(page):
    needed = {"Construct", "Definition", "Unit", "Wording", "Reached", "Sources"}
    assert (needed - {*page.paragraphs}, page.markdown.startswith(f"# {page.name}\n")) == (set(), True)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_adapted_wording_is_said_with_its_consequence(page):
    assert page.paragraphs["Wording"].startswith("Adapted: scores are not comparable with published ones.")


@pytest.mark.parametrize(("page", "code"), CODES, ids=[f"{page.name} {code.name}" for page, code in CODES])
def test_every_question_has_an_example_and_every_code_one_without(page, code):
    asked = {question.name for question in code.questions}
    shown = {name for example in code.examples for name in example.yes}
    assert (asked - shown, 0.0 in {example.value for example in code.examples}) == (set(), True)


def test_the_instruments_have_their_codes():
    assert [(page.name, len(page.codes)) for page in PAGES] == [
        ("frame_elements", 4), ("generic_frames", 5), ("narrative_roles", 3), ("policy_dimensions", 15),
    ]  # fmt: skip


def test_pages_of_codes_are_no_devices():
    assert not {*code_page_names()} & {*framing.devices()["device"]}


def test_a_page_of_ones_own_is_one_file(tmp_path):
    path = tmp_path / "mine.md"
    path.write_text(OWN, encoding="utf-8")
    page = framing.codebook(path)
    assert [(question.name, question.possible) for question in page.questions] == [
        ("cost_1", "yes or no"), ("cost_2", "yes or no"), ("tone", "one of warm, cold, none"),
        ("heat", "a whole number from 0 to 3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "answers", "value"),
    [
        ("any", [1, None], 1), ("any", [0, None], None), ("any", [0, 0], 0), ("all", [1, 1], 1), ("all", [0, None], 0),
        ("at least 2", [1, 0], 0), ("mean", [1, 0], 0.5), ("mean", [1, None], None),
    ],
)  # fmt: skip
def test_answers_are_combined_by_the_rule(rule, answers, value):
    code = parsed_page("mine", OWN.replace("at least 2 of them", rule)).codes[0]
    assert code.combined(dict(zip(("cost_1", "cost_2"), answers, strict=True))) == value


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("mentioned?\n- **cost_2", "mentioned.\n- **cost_2", "mine.md, line 9: the question cost_1 does not end with"),
        ("- **cost_2** Is", "- Is", "mine.md, line 10: a question without a name"),
        ("**tone**", "**heat**", "mine.md: two questions have the name 'heat'"),
        ("at least 2", "at least 3", "'at least 3', but there are 2 questions"),
        ("at least 2", "sometimes", "says 'sometimes of them.'; write any, all"),
        ("**Construct.** frame", "A frame", "no line that starts with"),
        ("(cost_1, cost_2)", "(cost_9)", "line 12: the example names 'cost_9'"),
        ("(warm, cold, none)", "(warm)", "the question tone has the answers 'warm'; write two or more"),
        ("(0 to 3)", "(3 to 0)", "write the smaller number first"),
    ],
)
def test_a_broken_page_is_one_clear_line(old, new, message):
    with pytest.raises(ValueError, match=message.replace("(", "\\(").replace(")", "\\)")) as error:
        parsed_page("mine", OWN.replace(old, new))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("answer", "value"), [("YES", 1), (True, 1), (0, 0), ("no ", 0), (1.0, 1)])
def test_answers_are_read_as_people_write_them(answer, value):
    assert PAGES[1].questions[0].value_of(answer) == value
