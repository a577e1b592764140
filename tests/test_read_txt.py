"""Text files: header lines, outlets from folders, and texts that must not be changed."""

import pytest

from framing.model import Note
from framing.read import read


@pytest.fixture
def read_text(tmp_path):
    def reader(content, **options):
        path = tmp_path / "rain.txt"
        path.write_bytes(content.encode("utf-8"))
        return read(path, **options).iloc[0]

    return reader


def test_header_lines_become_columns(read_text):
    article = read_text("outlet: The Daily\nheadline: Rain: a warning\nevent: e1\n\nIt may rain.")
    assert article[["outlet", "headline", "event", "text"]].tolist() == [
        "The Daily", "Rain: a warning", "e1", "It may rain.",
    ]  # fmt: skip


def test_header_keys_are_known_by_their_aliases_in_any_case(read_text):
    article = read_text("Source: The Daily\nTITLE: Rain\nAuthor: Ann Lee\n\nIt may rain.")
    assert article[["outlet", "headline", "byline"]].tolist() == ["The Daily", "Rain", "Ann Lee"]


def test_a_header_names_its_doc_id(read_text):
    assert read_text("outlet: X\ndoc_id: 007\n\nIt may rain.")["doc_id"] == "007"


def test_without_a_doc_id_the_file_name_is_it(read_text):
    assert read_text("outlet: X\n\nIt may rain.")["doc_id"] == "rain"


def test_columns_names_further_header_keys(read_text):
    assert read_text("Zeitung: X\n\nIt may rain.", columns={"outlet": "Zeitung"})["outlet"] == "X"


@pytest.mark.parametrize(
    "content",
    [
        "WASHINGTON: It may rain.\n\nOr not.",
        "outlet: X\nIt may rain.\n\nOr not.",
        "outlet: X\nWASHINGTON: It may rain.\n\nOr not.",
        "outlet: X\ndate: 2024-01-12\n",
        "outlet: X\ndate: 2024-01-12",
        "outlet: X",
        "\noutlet: X\n\nIt may rain.",
        "text: It may rain.\n\nOr not.",
        "outlet\n\nIt may rain.",
    ],
)
def test_what_is_no_header_block_is_text(read_text, content):
    assert read_text(content, outlet="Y")[["outlet", "text"]].tolist() == ["Y", content]


@pytest.mark.parametrize(
    "line",
    [
        "Story: how the harbour burned",
        "Source: The mayor's office says so.",
        "Source: the mayor's office, according to AP",
        "Published: by the council, at last",
        "Event: a night at the harbour",
        "Section: what the new law leaves out",
        "Link: the bridge that joins two towns",
        "Author: the man in the grey coat is unknown.",
        "Language: a barrier for many",
        "Site: where the mill once stood, now a park",
        "Story:",
        "Source: The mayor says so.\nStory: how the harbour burned",
    ],
)
def test_a_known_key_whose_value_is_no_value_of_its_kind_is_text_and_noted(read_text, line):
    content = f"{line}\n\nIt burned for two days."
    with pytest.warns(
        Note, match=r"1 file whose first line has a header key but no such value, read as text .*rain\.txt \(['\"]"
    ):
        assert read_text(content, outlet="Y")[["outlet", "text"]].tolist() == ["Y", content]


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("Source: The Daily", "outlet", "The Daily"),
        ("source: bee", "outlet", "bee"),
        ("outlet: the evening post of ayr", "outlet", "the evening post of ayr"),
        ("Publication: Frankfurter Allgemeine Zeitung (Politik)", "outlet", "Frankfurter Allgemeine Zeitung (Politik)"),
        ("Source: Yahoo!", "outlet", "Yahoo!"),
        ("source: 朝日新聞", "outlet", "朝日新聞"),
        ("Story: harbour-fire", "event", "harbour-fire"),
        ("Author: Ann Lee and Bo Roy, in Ayr", "byline", "Ann Lee and Bo Roy, in Ayr"),
        ("Title: The harbour burned for days.", "headline", "The harbour burned for days."),
        ("Link: https://daily.example/1", "url", "https://daily.example/1"),
        ("Section: Arts & Entertainment", "section", "Arts & Entertainment"),
        ("lang: en-GB", "lang", "en-GB"),
    ],
)
def test_a_single_header_line_is_known_by_its_value(read_text, line, column, value):
    article = read_text(f"{line}\n\nIt may rain.", **({} if column == "outlet" else {"outlet": "Y"}))
    assert article[[column, "text"]].tolist() == [value, "It may rain."]


@pytest.mark.parametrize("date", ["Published: Friday, 12 January 2024 at 10:15 p.m. GMT", "Date: Jan. 12, 2024"])
def test_a_single_line_with_a_date_is_a_header(read_text, date):
    assert str(read_text(f"{date}\n\nIt may rain.", outlet="Y")["date"])[:10] == "2024-01-12"


def test_of_several_header_lines_one_may_vouch_for_another(read_text):
    article = read_text("outlet: X\nevent: how the harbour burned\nbyline: Ann Lee is a reporter.\n\nIt burned.")
    assert article[["event", "byline"]].tolist() == ["how the harbour burned", "Ann Lee is a reporter."]


def test_columns_makes_a_header_of_any_value(read_text):
    article = read_text("Story: how the harbour burned\n\nIt did.", outlet="Y", columns={"event": "Story"})
    assert article[["event", "text"]].tolist() == ["how the harbour burned", "It did."]


def test_columns_does_not_make_the_text_a_header_line(read_text):
    assert read_text("body: thin.\n\nOr not.", outlet="X", columns={"text": "body"})["text"] == "body: thin.\n\nOr not."


def test_the_text_begins_right_after_the_one_blank_line(read_text):
    assert read_text("outlet: X\n\n\n  It may rain.\n\n")["text"] == "\n  It may rain.\n\n"


def test_a_header_alone_leaves_an_empty_text(read_text):
    with pytest.warns(Note, match="1 article with an empty text, kept: rain"):
        assert read_text("outlet: X\n\n")["text"] == ""


def test_a_header_key_that_comes_twice_is_an_error(read_text):
    with pytest.raises(ValueError, match=r"rain\.txt: its header has 'author' twice"):
        read_text("author: Ann Lee\nauthor: Bo Roy\n\nIt may rain.")


def test_of_two_header_keys_for_one_column_our_own_wins(read_text):
    article = read_text("outlet: X\ntitle: Rain today\nheadline: Rain\n\nIt may rain.")
    assert article[["headline", "title"]].tolist() == ["Rain", "Rain today"]


@pytest.mark.parametrize(
    "text",
    [
        "It may\u00a0rain. Zero\u200bwidth. Cafe\u0301. \u202bשלום\u202c",
        "One line\u2028still that line\x0bstill\x0cthat\x85line",
        "?!... --- ;;;",
        "👩‍👩‍👧 🏳️‍🌈 ẛ̣",
        "“Never, she said. ‘And yet",
        "السلام عليكم، قال الوزير.",
        " \t ",
    ],
)
@pytest.mark.filterwarnings("ignore:1 article with an empty text")
def test_nothing_but_line_ends_is_changed(read_text, text):
    assert read_text(text, outlet="X")["text"] == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_line_end_becomes_a_newline(read_text, end):
    assert read_text(f"outlet: X{end}{end}One.{end}Two.")["text"] == "One.\nTwo."


def test_a_line_of_five_megabytes_is_read(read_text):
    assert len(read_text("word " * 1_000_000, outlet="X")["text"]) == 5_000_000


def test_the_outlet_is_the_subfolder_a_text_stands_in(tmp_path):
    (tmp_path / "daily").mkdir()
    (tmp_path / "daily" / "a.txt").write_text("It may rain.")
    assert read(tmp_path)["outlet"].item() == "daily"


def test_the_outlets_of_several_folders_are_their_names(tmp_path):
    for name in ("daily", "evening"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}-1.txt").write_text("It may rain.")
    assert list(read([tmp_path / "evening", tmp_path / "daily"])["outlet"]) == ["evening", "daily"]


def test_the_header_goes_before_the_folder_and_the_call(tmp_path):
    (tmp_path / "daily").mkdir()
    (tmp_path / "daily" / "a.txt").write_text("outlet: The Daily\n\nIt may rain.")
    assert read(tmp_path, outlet="X")["outlet"].item() == "The Daily"


def test_the_call_goes_before_the_folder(tmp_path):
    (tmp_path / "daily").mkdir()
    (tmp_path / "daily" / "a.txt").write_text("It may rain.")
    assert read(tmp_path, outlet="X")["outlet"].item() == "X"


def test_the_folder_that_is_read_is_no_outlet(tmp_path):
    (tmp_path / "a.txt").write_text("It may rain.")
    with pytest.warns(Note, match="1 article without an outlet"):
        assert read(tmp_path)["outlet"].item() == "unknown"


def test_a_lone_file_without_a_header_has_an_unknown_outlet(read_text):
    with pytest.warns(Note, match="1 article without an outlet"):
        assert read_text("It may rain.")["outlet"] == "unknown"
