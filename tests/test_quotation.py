"""Where quotations stand, in every typography: what is a mark, which marks belong together, what goes on."""

import re

import pytest

from framing.texts.quotation import Quotation, quotations, quoted_length
from framing.texts.text import paragraph_spans


def found(text):
    """The quotations of `text`; > after one that is not closed, + before one that goes on."""
    places = quotations(text, paragraph_spans(text))
    return ["+" * q.goes_on + text[q.start : q.end] + ">" * (not q.closed) for q in places]


# One sentence in every typography: opening and closing mark, and those of a quotation inside.
TYPOGRAPHIES = {
    "curly": ("“", "”", "‘", "’"),
    "straight": ('"', '"', "'", "'"),
    "wire": ("''", "''", "'", "'"),
    "latex": ("``", "''", "`", "'"),
    "british": ("‘", "’", "“", "”"),
    "british straight": ("'", "'", '"', '"'),
    "doubled single": ("‘‘", "’’", "‘", "’"),
    "guillemets": ("«", "»", "‹", "›"),
    "german": ("„", "“", "‚", "‘"),
    "curly in curly": ("“", "”", "“", "”"),
    "straight in straight": ('"', '"', '"', '"'),
    "straight in curly": ("“", "”", '"', '"'),
    "curly in straight": ('"', '"', "“", "”"),
}
PATTERNS = [
    ("{o}No,{c} she said.", ["{o}No,{c}"]),
    ("She said {o}no{c}.", ["{o}no{c}"]),
    ("She said: {o}No one came.{c}", ["{o}No one came.{c}"]),
    ("{o}No,{c} she said, {o}no one.{c}", ["{o}No,{c}", "{o}no one.{c}"]),
    ("{o}Why?{c} she asked. {o}Who knows!{c} He left.", ["{o}Why?{c}", "{o}Who knows!{c}"]),
    ("{o}He said {i}no{e} to me,{c} she said.", ["{o}He said {i}no{e} to me,{c}"]),
    ("{o}{i}No{e} is what he said,{c} she said.", ["{o}{i}No{e} is what he said,{c}"]),
    ("He (or {o}the boss{c}) left.", ["{o}the boss{c}"]),
    ("{o}It isn't the boys' fault,{c} she said.", ["{o}It isn't the boys' fault,{c}"]),
    ("{o}It wasn’t the mayor’s plan,{c} she said.", ["{o}It wasn’t the mayor’s plan,{c}"]),
    ("{o}We go.\n{o}We sing,{c} she said.", ["{o}We go.>", "+{o}We sing,{c}"]),
    ("{o}We go.\n{o}We stay.\n{o}We sing,{c} she said.", ["{o}We go.>", "+{o}We stay.>", "+{o}We sing,{c}"]),
    ("{o}No.{c}\n{o}Yes.{c}", ["{o}No.{c}", "{o}Yes.{c}"]),
    ("{o}We lost 20.{c} He left.", ["{o}We lost 20.{c}"]),
    ("Nothing here, in the '90s or the ’80s.", []),
]


@pytest.mark.parametrize("marks", TYPOGRAPHIES.values(), ids=TYPOGRAPHIES)
@pytest.mark.parametrize(("pattern", "expected"), PATTERNS)
def test_a_quotation_is_found_in_every_typography(marks, pattern, expected):
    written = dict(zip("ocie", marks, strict=True))
    assert found(pattern.format(**written)) == [item.format(**written) for item in expected]


@pytest.mark.parametrize("marks", [TYPOGRAPHIES["curly"], TYPOGRAPHIES["straight"], TYPOGRAPHIES["wire"]])
def test_single_marks_outside_double_ones_are_quotations_too(marks):
    text = "She called it {i}a mess{e}, and he {o}a gift{c}.".format(**dict(zip("ocie", marks, strict=True)))
    assert len(found(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The boys' and the girls' teams met.",
        "The workers’ hall and the sailors’ club burned.",
        "It’s O’Neil’s, isn’t it? Don't.",
        "Rock 'n' roll, rock ‘n’ roll, rock ’n’ roll.",
        "’Tis the season, ‘tis, 'tis.",
        "Get ’em, 'em and ‘em.",
        "The class of '68 met in the summer of ‘69.",
        "The ‘90s and the '80s.",
        "A 6' tall man, 5'10\" or 5’11”, with a 12\" record.",
        "He ran at 5' 10\" and 6'2\".",
        "A mark ” that closes nothing.",
        'Another" one.',
        "Goin' home.",
        "”",
        "\"'“”‘’",
        "“” '' \"\" ‘’ «»",
    ],
)
def test_apostrophes_and_measures_are_no_quotations(text):
    assert [item for item in found(text) if re.search(r"\w", item)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘The workers’ hall is safe,’ she said.", ["‘The workers’ hall is safe,’"]),
        ("‘The Workers’ Party is dead,’ she said.", ["‘The Workers’ Party is dead,’"]),
        ("'The boys' club,' she said, 'isn't ours.'", ["'The boys' club,'", "'isn't ours.'"]),
        ("'I'm goin' home,' she said.", ["'I'm goin' home,'"]),
        ("'I love rock 'n' roll,' he said.", ["'I love rock 'n' roll,'"]),
        ("‘We want answers’ Orr said.", ["‘We want answers’"]),
        ("The ‘reform’ of the workers’ hall.", ["‘reform’"]),
        ("'50 people died,' he said.", ["'50 people died,'"]),
        ("It’s the mayor’s ‘plan’ for the ’20s.", ["‘plan’"]),
        ("‘We saw the boys’ club burn.\n‘It was bad,’ she said.", ["‘We saw the boys’ club burn.>", "+‘It was bad,’"]),
    ],
)
def test_single_marks_and_apostrophes_are_told_apart(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It is a 6" nail," he said.', ['"It is a 6" nail,"']),
        ('"He is 6\'2"," she said.', ['"He is 6\'2","']),
        ('The 12" record, "Blue," sold.', ['"Blue,"']),
        ('The "top 10" and the "top 20" lists.', ['"top 10"', '"top 20"']),
        ('"We are at 10" she said.', ['"We are at 10"']),
    ],
)
def test_inches_and_marks_after_figures_are_told_apart(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Ada "the Rock" Orr', ['"the Rock"']),
        ("Tom ‘Tiny’ Reed", ["‘Tiny’"]),
        ('He—"my friend"—left.', ['"my friend"']),
        ('"But—" he said.', ['"But—"']),
        ('He said:"No."', ['"No."']),
        ("“A” “B” “C”", ["“A”", "“B”", "“C”"]),
        ('["No," he said]', ['"No,"']),
        ("''They said 'no''' she wrote.", ["''They said 'no'''"]),
        ("'''No' is no answer,'' she wrote.", ["'''No' is no answer,''"]),
        ("« Non », he said.", ["« Non »"]),
        ("»Nein«, he said, »nein.«", ["»Nein«", "»nein.«"]),
        ("“Yes,“ he said.", ["“Yes,“"]),
        ("He said ”no” and left.", ["”no”"]),
        ('"Yes, "he said, "but no."', ['"Yes, "', '"but no."']),
        ("“\u00a0Yes\u00a0” he said.", ["“\u00a0Yes\u00a0”"]),
        ('"Yes," he said."We left at nine."', ['"Yes,"', '"We left at nine."']),
    ],
)
def test_marks_in_odd_places_are_paired(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“First, he said. “Second,” she said.", ["“Second,”"]),
        ('"First, he said. "Second," she said.', ['"Second,"']),
        ("“A “b” c” d “e.", ["“A “b” c”", "“e.>"]),
        ("“No end in sight, he said.", ["“No end in sight, he said.>"]),
        ("No start,” he said. “Yes.”", ["“Yes.”"]),
        ("No start,” he said, and left.", []),
        ("‘No end in sight, he said.", []),
        ("A 'stray mark and nothing.", []),
        ("A stray “ and ‘one’ more.", ["‘one’"]),
        ("He left. “", []),
        ('He left early."Nobody saw him go.', []),
    ],
)
def test_unbalanced_marks_claim_less_rather_than_more(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We want “freedom” and peace.\n“And more,” he said.", ["“We want “freedom” and peace.>", "+“And more,”"]),
        ('"He called it “bad,” and left.\n"So," she said.', ['"He called it “bad,” and left.>', '+"So,"']),
        ("“We go.\nThen he left.\n“No.”", ["“We go.>", "“No.”"]),
        ("“We go.\n‘No,’ he said.", ["“We go.>", "‘No,’"]),
        ("‘We go.\nThen he left.", []),
        ("“No.\n\n\n“Yes.”", ["“No.>", "+“Yes.”"]),
        ("“We want the old\nbridge back,” he said, “now.”", ["“We want the old>", "+bridge back,”", "“now.”"]),
        ("“We want the old\nbridge “Alma” back.", ["“We want the old>", "“Alma”"]),
    ],
)
def test_a_quotation_goes_on_where_the_next_paragraph_opens_with_its_mark(text, expected):
    assert found(text) == expected


def test_a_quotation_of_ten_paragraphs_is_one_chain():
    text = "“We go on.\n" * 9 + "“We end,” she said."
    assert found(text) == ["“We go on.>", *["+“We go on.>"] * 8, "+“We end,”"]


@pytest.mark.parametrize("mark", list("\"“”„‟«»‘’'‚`"))
def test_a_row_of_one_mark_is_a_line_and_no_quotation(mark):
    assert found(f"Above {mark * 40} below") == []


@pytest.mark.parametrize("marks", [c + d for c in "\"“”‘’'«»" for d in "\"“”‘’'«»"])
def test_quotations_lie_in_order_and_apart_whatever_the_marks(marks):
    text = f"{marks[0]}a {marks[1]}b, {marks}c{marks} d{marks[0]}. e{marks[1]}\n{marks}f"
    places = quotations(text, paragraph_spans(text))
    borders = [border for place in places for border in (place.start, place.end)]
    assert borders == sorted(set(borders))


@pytest.mark.parametrize(
    ("place", "length"), [((0, 40), 20), ((5, 22), 7), ((10, 20), 0), ((22, 25), 3), ((40, 50), 0)]
)
def test_the_quoted_length_of_a_place(place, length):
    assert quoted_length([Quotation(0, 10), Quotation(20, 30)], place) == length


def retyped(text, marks):
    """`text`, which has curly marks, in another typography."""
    opening, closing, inner_opening, inner_closing = marks
    text = re.sub(r"(?<=\w)’(?=\w)|(?<=s)’(?= [a-z])|(?<= )’(?=\d)", "\0", text)
    apostrophe = "'" if inner_closing == "'" else "’"
    table = {"“": opening, "”": closing, "‘": inner_opening, "’": inner_closing, "\0": apostrophe}
    return "".join(table.get(character, character) for character in text)


@pytest.fixture(scope="module")
def curly(demo):
    """The demonstration articles that are set with balanced curly marks, no two of which touch."""
    texts = demo["text"][demo["text"].str.contains("“") & ~demo["text"].str.contains("[\"'«]|”’|’”")]
    return [text for text in texts if text.count("“") == text.count("”")]


def test_many_demonstration_articles_have_curly_marks(curly):
    assert len(curly) >= 20


@pytest.mark.parametrize("typography", ["straight", "wire", "british", "doubled single", "guillemets"])
def test_retyping_an_article_leaves_its_quotations(curly, typography):
    counts = {number: len(found(text)) for number, text in enumerate(curly)}
    assert {number: len(found(retyped(curly[number], TYPOGRAPHIES[typography]))) for number in counts} == counts
