"""The datasheet of a corpus: numbers from the articles, open places that stay visible, and a file that is not lost."""

import pandas as pd
import pytest

import framing
from framing.cli import main

STORY = "The mill on the north bank of the river will close in May after ninety years of work, its owners said."
ARTICLES = pd.DataFrame(
    {
        "doc_id": ["a", "b", "c", "d"],
        "outlet": ["Bee", "Bee", "Sun", "Sun"],
        "date": pd.to_datetime(["2024-01-05", "2024-03-05", "2024-01-06", None]),
        "headline": ["Opinion: Close it", "", "Mill", "Rain"],
        "text": [STORY, "It may rain in the hills tonight.", STORY, " "],
    }
)


@pytest.fixture(scope="module")
def page():
    return framing.datasheet(ARTICLES, known={"search": "mill* AND river"})


@pytest.mark.parametrize(
    "line",
    [
        "| Bee | 2 | 2024-01-05 to 2024-03-05 | 28 | 14 |",
        "| Bee | 1 | 0 | 1 |",
        "- Sun: 2024-02, 2024-03",
        "- without date: 1 of 4 articles",
        "- without text: 1 of 4 articles",
        "| Sun | 2 | 0 | 1 | 0 |",
        "- Search string: mill* AND river",
        "| outlet | news | opinion |",
    ],
)
def test_the_datasheet_has(page, line):
    assert line in str(page).splitlines()


def test_what_is_not_known_stays_open(page):
    assert "the search string, word for word, with its operators and fields" not in page.open
    assert sum("precision and recall" in place for place in page.open) == 1


def test_brackets_in_text_of_one_s_own_are_no_open_place(page):
    sheet = framing.datasheet(ARTICLES, known={"search": "**[rain]** AND sun"})
    assert "- Search string: **[rain]** AND sun" in str(sheet).splitlines()
    assert sheet.open == page.open
    assert len(page.open) == str(page).count("**[open: ") == 10


def test_precision_and_recall_fill_their_place():
    cells = [(1, 1)] * 30 + [(1, 0)] * 10 + [(0, 1)] * 20 + [(0, 0)] * 40
    coded = pd.DataFrame(cells, columns=["is_found", "is_relevant"])
    assert "| recall | 60 % [46, 72] | 50 |" in str(framing.datasheet(ARTICLES[:3], coded=coded))


def test_removed_text_is_told_by_outlet():
    articles = ARTICLES.assign(text=ARTICLES["text"] + "\n\nSign up for our free weekly newsletter")
    sheet = framing.datasheet(articles, framing.label(articles, ["boilerplate"]))
    assert "| Bee | 33 % |" in str(sheet).splitlines()


@pytest.mark.parametrize(
    ("articles", "options", "message"),
    [
        (ARTICLES, {"known": {"serach": "x"}}, "known has 'serach'; the open places are purpose, universe, search"),
        (ARTICLES[:0], {}, "no rows, so there is nothing to describe"),
        (ARTICLES.drop(columns="text"), {}, "no column 'text'"),
        (ARTICLES[:3], {"coded": pd.DataFrame({"is_found": [1]})}, "coded: no column 'is_relevant'"),
    ],
)
def test_a_datasheet_that_cannot_be_made_says_why(articles, options, message):
    with pytest.raises(ValueError, match=message):
        framing.datasheet(articles, **options)


def test_a_sheet_that_was_filled_in_is_kept(page, tmp_path):
    path = page.save(tmp_path / "DATASHEET.md")
    assert page.save(path) == path
    path.write_text("mine")
    with pytest.raises(ValueError, match="may have been filled in by hand"):
        page.save(path)


def test_the_command_writes_the_sheet(tmp_path, capsys):
    ARTICLES[:3].to_csv(tmp_path / "news.csv", index=False)
    main(["datasheet", str(tmp_path / "news.csv"), "-o", str(tmp_path / "sheet.md")], standalone_mode=False)
    assert "| csv | 1 | 3 | nothing |" in (tmp_path / "sheet.md").read_text("utf-8")
    assert "places are open" in capsys.readouterr().err
