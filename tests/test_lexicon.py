"""Term lists: every bundled term is found, faults are named by file and line, the longest term wins."""

import time

import pytest

from framing.lexicon import Entry, Hit, Lexicon, bundled, by_device, read_lexicon, sources
from framing.text import view

HEADER = "term\tdevice\tsubtype\tsource\n"
BUNDLED = bundled()


def lexicon(*terms):
    """A lexicon of terms of one device."""
    return Lexicon([Entry(term, "naming", "", "own") for term in terms])


def matched(terms, text):
    return [text[hit.start : hit.end] for hit in lexicon(*terms).find(view(text)).get("naming", [])]


@pytest.fixture
def written(tmp_path):
    """A function that writes a lexicon file."""

    def write(content, name="mine.tsv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return path

    return write


@pytest.mark.parametrize("device", sorted(by_device(BUNDLED)))
def test_every_bundled_term_is_found_in_itself(device):
    whole = Lexicon(BUNDLED)
    terms = [entry.term.removesuffix("*") for entry in BUNDLED if entry.device == device]
    lost = [term for term in terms if (0, len(term)) not in [hit[:2] for hit in whole.find(view(term))[device]]]
    assert lost == []


@pytest.mark.parametrize("device", sorted(by_device(BUNDLED)))
def test_every_bundled_term_is_found_inside_a_sentence(device):
    whole = Lexicon(BUNDLED)
    terms = [entry.term.removesuffix("*") for entry in BUNDLED if entry.device == device]
    text = view(" | ".join(terms))
    assert [text[hit.start : hit.end] for hit in whole.find(text)[device]] == terms


def test_every_bundled_source_is_cited():
    assert {entry.source for entry in BUNDLED} - set(sources()) == set()


def test_every_cited_work_has_a_citation_and_a_licence():
    assert [key for key, work in sources().items() if not {"citation", "licence"} <= set(work)] == []


def test_no_bundled_term_stands_twice():
    terms = [(entry.term, entry.device) for entry in BUNDLED]
    assert len(set(terms)) == len(terms)


def test_changing_the_list_of_bundled_terms_does_not_change_the_bundled_terms():
    bundled().clear()
    assert bundled() == BUNDLED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("may", ["may"]),
        ("May I, MAY I?", ["May", "MAY"]),
        ("mayor, dismay, may2", []),
        ("“may”-be", ["may"]),
        ("may.", ["may"]),
        ("(may)", ["may"]),
        ("may’s and may's", ["may", "may"]),
        ("maý", []),
        ("may\u0301", []),
        ("", []),
    ],
)
def test_a_term_is_found_on_word_borders_only(text, found):
    assert matched(["may"], text) == found


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("seem*", "It seems, seemed, seem; unseemly.", ["seems", "seemed", "seem"]),
        ("flood of*", "a flood of migrants, a flood offering", ["flood of", "flood offering"]),
        ("alleg*", "alleged allegations", ["alleged", "allegations"]),
        ("o'neil*", "O’Neil’s and O'Neill", ["O’Neil", "O'Neill"]),
    ],
)
def test_a_star_stands_for_any_ending(term, text, found):
    assert matched([term], text) == found


@pytest.mark.parametrize(
    ("terms", "text", "found"),
    [
        (["war", "war on terror"], "The war on terror is a war.", ["war on terror", "war"]),
        (["war on terror", "terror cell"], "war on terror cell", ["war on terror"]),
        (["seem*", "seemed to"], "It seemed to rain.", ["seemed to"]),
        (["a b", "b c", "c d"], "a b c d", ["a b", "c d"]),
        (["caf*"], "cafe\u0301s", ["cafe\u0301s"]),
    ],
)
def test_the_first_and_then_the_longest_term_wins(terms, text, found):
    assert matched(terms, text) == found


def test_terms_of_two_devices_may_overlap():
    whole = Lexicon([Entry("may", "hedge", "", "own"), Entry("may have", "naming", "", "own")])
    assert {device: [hit[:2] for hit in hits] for device, hits in whole.find("it may have").items()} == {
        "hedge": [(3, 6)],
        "naming": [(3, 11)],
    }


def test_typographic_apostrophes_and_spaces_are_matched_by_plain_ones():
    assert matched(["don't know"], "I don’t\u00a0know.") == ["don’t\u00a0know"]


def test_a_lexicon_without_terms_finds_nothing():
    assert Lexicon([]).find("anything") == {}


def test_the_devices_of_a_lexicon_are_sorted():
    assert Lexicon([Entry("b", "naming", "", "x"), Entry("a", "hedge", "", "x")]).devices == ("hedge", "naming")


def test_a_hit_explains_itself():
    assert lexicon("may").find("may")["naming"] == [Hit(0, 3, Entry("may", "naming", "", "own"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_file_is_read_with_any_line_end_and_bom(written, encoding, newline):
    path = written((HEADER + "flood of\tmetaphor\twater\town\n").replace("\n", newline), encoding=encoding)
    assert read_lexicon(path) == [Entry("flood of", "metaphor", "water", "own")]


@pytest.mark.parametrize(
    "line",
    [
        '"flood of"\t"metaphor"\t"water"\t"own"',
        "Flood Of\tmetaphor\twater\town",
        "  flood of \t metaphor\twater \town",
        "flood\u00a0of\tmetaphor\twater\town",
        "flood of\tmetaphor\twater\town\tanother cell",
    ],
)
def test_what_a_spreadsheet_adds_is_taken_off(written, line):
    assert read_lexicon(written(HEADER + line)) == [Entry("flood of", "metaphor", "water", "own")]


def test_columns_are_found_by_name_in_any_order(written):
    path = written("Source\tDevice\tNote\tTerm\tSubtype\nown\tmetaphor\t?\tflood of\twater\n")
    assert read_lexicon(path) == [Entry("flood of", "metaphor", "water", "own")]


def test_empty_lines_and_comments_are_passed_over(written):
    path = written(HEADER + "\n# a comment\n\t\t\t\nflood of\tmetaphor\t\town\n")
    assert read_lexicon(path) == [Entry("flood of", "metaphor", "", "own")]


def test_a_file_without_terms_gives_none(written):
    assert read_lexicon(written(HEADER)) == []


def test_a_source_of_ones_own_need_not_be_a_bundled_one(written):
    assert read_lexicon(written(HEADER + "x\tnaming\t\tmy diary\n"))[0].source == "my diary"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"mine.tsv, line 1: no column term and device and subtype and source \(it has: nothing\)"),
        ("term,device,subtype,source\nx,naming,,own\n", r"line 1: no column .* tab-separated"),
        ("term\tdevice\tsource\nx\tnaming\town\n", r"line 1: no column subtype \(it has: term, device, source\)"),
        (HEADER + "x\tnaming\t\town\n\tnaming\t\town\n", "mine.tsv, line 3: no term; every term needs one"),
        (HEADER + "x\t\t\town\n", "mine.tsv, line 2: no device"),
        (HEADER + "x\tnaming\t\t\n", "mine.tsv, line 2: no source"),
        (HEADER + "x\tnaming\n", "mine.tsv, line 2: no source"),
        (HEADER + "x\tnaming\t\ta\ny\tnaming\t\ta\nX\tnaming\t\tb\n", r"line 4: 'x' is there already \(line 2\)"),
        (HEADER + '"x\tnaming\t\town\ny\tnaming\t\town\n', "mine.tsv, line 3: no device"),
        (HEADER + "a*b\tnaming\t\town\n", "line 2: 'a\\*b' can never match; \\* stands at the end"),
        (HEADER + "*\tnaming\t\town\n", "line 2: '\\*' can never match"),
        (HEADER + "…\tnaming\t\town\n", "line 2: '…' can never match"),
        (HEADER + "a  b\tnaming\t\town\n", "line 2: 'a  b' can never match; use words with one space"),
        (HEADER + "a *\tnaming\t\town\n", "line 2: 'a \\*' can never match"),
        (HEADER + "x\tmy device\t\town\n", "line 2: device 'my device' is not a name; use letters, digits and _"),
    ],
)
def test_a_fault_is_named_by_file_and_line(written, content, message):
    with pytest.raises(ValueError, match=message):
        read_lexicon(written(content))


def test_a_file_that_is_not_utf_8_is_named_with_the_way_out(written):
    with pytest.raises(ValueError, match=r"mine.tsv: not UTF-8 \(byte 27\); save it as UTF-8"):
        read_lexicon(written(HEADER + "é\tnaming\t\town\n", encoding="latin-1"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"none\.tsv: no such lexicon file; give the path of a TSV"):
        read_lexicon(tmp_path / "none.tsv")


def test_a_folder_is_no_lexicon_file(tmp_path):
    with pytest.raises(ValueError, match="no such lexicon file"):
        read_lexicon(tmp_path)


def test_the_same_term_may_stand_in_two_devices(written):
    assert len(read_lexicon(written(HEADER + "x\tnaming\t\ta\nx\tmetaphor\t\ta\n"))) == 2


def seconds(lexicon, text):
    """The least of five runs: what the work takes, whatever else the machine does."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        lexicon.find(text)
        times.append(time.perf_counter() - began)
    return min(times)


def test_two_thousand_more_terms_cost_little(demo):
    text = view("\n".join(demo["text"]))
    more = [Entry(f"unheard-of {number}", "naming", "", "own") for number in range(2000)]
    assert seconds(Lexicon([*BUNDLED, *more]), text) < 2 * seconds(Lexicon(BUNDLED), text)
