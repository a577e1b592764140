"""Agency copy is told by what the article says of itself, not by what it quotes."""

import time
import tomllib
from importlib import resources

import pytest

from framing.boilerplate.glued import glued_parts
from framing.copies.agencies import agency_in, is_agency

STORY = "The mill on the north bank will close in May, its owners said on Friday, after ninety years."
AGENCIES = tomllib.loads(resources.files("framing").joinpath("lexicons", "agencies.toml").read_text("utf-8"))
MARKS = [
    (agency, mark) for agency, ways in AGENCIES.items() for mark in [*ways.get("names", ()), *ways.get("marks", ())]
]


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("HAVEN, Ohio (AP) — ", "Associated Press"),
        ("(Reuters) - ", "Reuters"),
        ("HAVEN/LONDON, May 5 (Reuters) - ", "Reuters"),
        ("MOSCOW (AFP) – ", "AFP"),
        ("MOSCOW, May 5. /TASS/. ", "TASS"),
        ("BEIJING, May 5 (Xinhua) -- ", "Xinhua"),
        ("Berlin (dpa) - ", "dpa"),
        ("RIO DE JANEIRO (AP/AFP) — ", "Associated Press"),
        ("A mill in the rain. Ana Diaz/Gazette HAVEN (AP) — ", "Associated Press"),
        ("OWNERS DEMAND INVESTIGATION INTO CLOSING OF MILL: HAVEN (AP) — ", "Associated Press"),
    ],
)
def test_a_dateline_names_the_agency(opening, agency):
    assert agency_in(f"Mill to close\n\n{opening}{STORY}")[:2] == (agency, "dateline")


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("By The Associated Press", "Associated Press"),
        ("By ANA DIAZ, Associated Press", "Associated Press"),
        ("Ana Diaz and Bo Roy, Associated Press", "Associated Press"),
        ("By Ana Diaz | Reuters", "Reuters"),
        ("Associated Press", "Associated Press"),
        ("By Ana Diaz of The Canadian Press", "Canadian Press"),
    ],
)
def test_a_byline_in_the_text_names_the_agency(byline, agency):
    assert agency_in(f"Mill to close\n{byline}\n{STORY}")[:2] == (agency, "byline")


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("AP", "Associated Press"),
        ("By Reuters Staff", "Reuters"),
        ("Ana Diaz, Associated Press", "Associated Press"),
        ("Ana Diaz, Bo Roy, AFP", "AFP"),
    ],
)
def test_a_byline_column_names_the_agency(byline, agency):
    assert agency_in(STORY, byline)[:2] == (agency, "byline")


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("(AP)", "Associated Press"),
        ("— Reuters", "Reuters"),
        ("(Reporting by Ana Diaz in Haven; Editing by Bo Roy)", "Reuters"),
        ("Additional reporting by Ana Diaz, editing by Bo Roy", "Reuters"),
        ("Copyright 2024 The Associated Press. All rights reserved.", "Associated Press"),
        ("© 2024 AFP", "AFP"),
        ("Associated Press writer Ana Diaz in Haven contributed to this report.", "Associated Press"),
        ("Roy reported from Haven. AP Business Writer Ana Diaz contributed to this report.", "Associated Press"),
        ("This story was reported by The Associated Press.", "Associated Press"),
        ("Kaiser Health News is a nonprofit news service.", "Kaiser Health News"),
    ],
)
def test_a_credit_at_the_end_names_the_agency(credit, agency):
    assert agency_in(f"{STORY}\n\n{credit}\nShare this")[:2] == (agency, "credit")


@pytest.mark.parametrize(("ending", "agency"), [(" (AP)", "Associated Press"), (" — Reuters", "Reuters")])
def test_a_credit_that_ends_the_last_paragraph_names_the_agency(ending, agency):
    assert agency_in(f"Mill to close\n\n{STORY}{ending}")[:2] == (agency, "credit")


@pytest.mark.parametrize(
    "line",
    [
        "The Associated Press contributed to this report.",
        "The Gazette's Ana Diaz and The Associated Press contributed to this article.",
        "Contributing: Ana Diaz, The Gazette; The Associated Press",
        "Contributing: AP, Ana Diaz",
        "Material from The Associated Press was used in this report.",
        "This report contains material from The Associated Press.",
        "With files from The Associated Press",
        "Information from AP",
        "With AP",
    ],
)
def test_an_agency_that_only_helped_is_a_contributor(line):
    assert agency_in(f"{STORY}\n\n{line}")[:2] == ("Associated Press", "contributor")


@pytest.mark.parametrize(
    "text",
    [
        f"{STORY} The owners told Reuters that they had no choice.",
        "The mill will close, Reuters reported on Friday.",
        f"Photo: Ana Diaz/AP\n\n{STORY}",
        f"The mill in the rain. (AP Photo/Ana Diaz)\n\n{STORY}",
        f"{STORY}\n\nThe mill in May. (Ana Diaz/Reuters)",
        f"{STORY}\n\nThe Associated Press reports:\n\n{STORY}",
        f"HAVEN — {STORY}",
        f"The union (AP) — {STORY}",
        f"{STORY}\n\nAna Diaz and Bo Roy contributed to this report.",
        f"{STORY} The union, with help from readers of AP, contributed 500 crowns.",
        "Michael Bloomberg contributed to the campaign of the mayor.",
        "",
    ],
)
def test_a_mention_a_photograph_or_the_outlets_own_line_is_no_sign(text):
    assert agency_in(text) is None


@pytest.mark.parametrize("byline", ["Ana Diaz", "", "Ana Diaz, Bo Roy, Cy Lee, Di Moe, Associated Press"])
def test_an_own_byline_or_a_list_of_many_names_is_no_sign(byline):
    assert agency_in(STORY, byline) is None


@pytest.mark.parametrize(("agency", "mark"), MARKS)
def test_every_way_to_write_an_agency_is_found_in_a_dateline(agency, mark):
    assert agency_in(f"HAVEN ({mark}) — {STORY}").agency == agency


def test_the_words_that_say_so_are_kept():
    assert agency_in(f"HAVEN, Ohio (AP)  — {STORY}").entry == "HAVEN, Ohio (AP) —"


@pytest.mark.parametrize(
    ("outlet", "agency", "is_own"),
    [
        ("Reuters", "Reuters", True),
        ("AP News", "Associated Press", True),
        ("CNN (Web News)", "CNN Wire", True),
        ("Daily Press", "Associated Press", False),
        ("Trapeze Weekly", "Associated Press", False),
    ],
)
def test_an_outlet_may_be_the_agency_itself(outlet, agency, is_own):
    assert is_agency(outlet, agency) is is_own


@pytest.mark.parametrize(
    "text", ["A. " * 20000, "Reporting by " * 5000, "By Ana " * 5000, f"{'Ana Diaz, ' * 4000}\n" * 3]
)
def test_odd_texts_take_no_time(text):
    began = time.perf_counter()
    agency_in(text)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(("agency", "mark"), MARKS)
def test_boilerplate_knows_the_dateline_of_every_agency(agency, mark):
    assert [part[1] for part in glued_parts(f"HAVEN ({mark}) — {STORY}", 0)] == ["agency_line"]


def test_an_agency_that_sells_pictures_alone_gives_no_copy():
    assert agency_in(f"Mill to close\n\nHAVEN (Getty Images) — {STORY}") is None
