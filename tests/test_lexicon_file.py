"""Reading a term list: what a spreadsheet adds is taken off, and every fault is told by file, line and the way out."""

import pytest

from framing.vocabulary.lexicon import Entry, read_lexicon

HEADER = "term\tdevice\tsubtype\tsource\n"


@pytest.fixture
def written(tmp_path):
    """A function that writes a lexicon file."""

    def write(content, name="mine.tsv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return path

    return write


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


@pytest.mark.parametrize("blank", ["\n", "\r\n\r\n", "\t\t\n"])
def test_blank_lines_above_the_header_are_passed_over(written, blank):
    path = written(blank + HEADER + "flood of\tmetaphor\twater\town\n")
    assert read_lexicon(path) == [Entry("flood of", "metaphor", "water", "own")]


def test_a_file_of_empty_cells_is_an_error(written):
    with pytest.raises(ValueError, match=r"mine.tsv: empty; the first line names"):
        read_lexicon(written('""\n""\t""\n'))


def test_columns_are_found_by_name_in_any_order(written):
    path = written("Source\tDevice\tNote\tTerm\tSubtype\nown\tmetaphor\t?\tflood of\twater\n")
    assert read_lexicon(path) == [Entry("flood of", "metaphor", "water", "own")]


def test_a_cue_of_attribution_may_name_its_frames(written):
    path = written("term\tdevice\tsubtype\tsource\tframes\nopined\tattribution\tneutral\town\tclause quotation\n")
    assert read_lexicon(path)[0].frames == ("clause", "quotation")


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
        ("", "mine.tsv: empty; the first line names the tab-separated columns term, device, subtype, source"),
        (" \r\n", "mine.tsv: empty; the first line names"),
        ("term,device,subtype,source\nx,naming,,own\n", "mine.tsv, line 1: commas stand between the columns, not tabs"),
        ("term;device;subtype;source\nx;naming;;own\n", "mine.tsv, line 1: semicolons stand between the columns"),
        (
            "term\tdevice\tsource\nx\tnaming\town\n",
            r"mine.tsv, line 1: no column subtype \(it has: term, device, source\)",
        ),
        (
            "term\tdevice\tsubtype\tsource\tframes\nopined\tattribution\t\town\tclauses\n",
            "mine.tsv, line 2: no frame 'clauses'; there are: source, recipient, infinitive, ",
        ),
        (
            "term\tdevice\tsubtype\tsource\tframes\nfog\thedge\t\town\tclause\n",
            "mine.tsv, line 2: frames are of cues of attribution, and 'fog' is a hedge; empty it",
        ),
        (
            "flood of\tmetaphor\twater\town\n",
            r"mine.tsv, line 1: no column .* \(it has: flood of, metaphor, water, own\); the first",
        ),
        ("term\tterm\tdevice\tsubtype\tsource\n", "mine.tsv, line 1: column term comes twice; keep one of them"),
    ],
)
def test_a_file_that_is_no_list_of_terms_is_told_from_its_first_line(written, content, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        read_lexicon(written(content))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("x\tnaming\t\town\n\tnaming\t\town\n", "line 3: no term; every term needs one"),
        ("x\t\t\town\n", "line 2: no device; every term needs one"),
        ("x\tnaming\t\t\n", "line 2: no source; every term needs one"),
        ("x\tnaming\n", "line 2: no source"),
        ("x\tnaming\t\ta\ny\tnaming\t\ta\nX\tnaming\t\tb\n", r"line 4: 'x' is there already \(line 2\); keep one"),
        ("it’s\tnaming\t\ta\nit's\tnaming\t\ta\n", r'line 3: "it\'s" is there already \(line 2\)'),
        ("x\tclick\n\n# why\nx\tmy device\t\town\n", "line 2: no source"),
        ("x\tnaming\t\town\n\n# why\ny\tmy device\t\town\n", "line 5: device 'my device' is not a name; use letters"),
        ('"x\tnaming\t\town\ny\tnaming\t\town\n', "line 2: a cell opens with a quotation mark that does not end it"),
        ('x\tnaming\t\town\n"y" z\tnaming\t\town\n', "line 3: a cell opens with a quotation mark .* take the mark out"),
        ('"x\ny"\tnaming\t\town\n', "line 2: a cell runs over several lines; write each term on one line"),
        (
            "share it\tboilerplate\tshare\town\n",
            "line 2: subtype 'share' lacks a reach; write category:reach, reach any,",
        ),
    ],
)
def test_a_faulty_line_is_named_with_the_way_out(written, lines, message):
    with pytest.raises(ValueError, match=f"^mine.tsv, {message}"):
        read_lexicon(written(HEADER + lines))


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        ("a*b", r"\* stands at the end of a term only"),
        ("*", r"\* stands at the end"),
        ("*ing", r"\* stands at the end"),
        ("flood **", r"\* stands at the end"),
        ("…", "use words with one space between them"),
        ("- -", "use words with one space"),
        ("a  b", "use words with one space"),
        ("a\u3000b", "use words with one space"),
        ("a *", "use words with one space"),
        ("anti-*", r"\* stands for the rest of a word, after a letter"),
        ("flood\u200bof", r"it holds a character that is not seen \(U\+200B\); type the term anew"),
        ("mi\u00adgrant", r"it holds a character that is not seen \(U\+00AD\)"),
    ],
)
def test_a_term_that_no_text_can_hold_is_named_with_the_reason(written, term, reason):
    with pytest.raises(ValueError, match=f"^mine.tsv, line 2: .* can never match.*{reason}"):
        read_lexicon(written(f"{HEADER}{term}\tnaming\t\town\n"))


@pytest.mark.parametrize("device", ["hegde", "hedges", "hege", "Hedge", "hedgy", "hhedge"])
def test_a_device_that_is_another_but_for_one_letter_is_named_with_the_one_meant(written, device):
    with pytest.raises(ValueError, match=f"^mine.tsv, line 2: no device '{device}', but 'hedge'; write that, or name"):
        read_lexicon(written(f"{HEADER}x\t{device}\t\town\n"))


def test_a_new_device_written_in_two_ways_is_named(written):
    with pytest.raises(ValueError, match=r"^mine.tsv, line 3: no device 'metahpor', but 'metaphor'"):
        read_lexicon(written(f"{HEADER}flood of\tmetaphor\t\town\nwave of\tmetahpor\t\town\n"))


@pytest.mark.parametrize("device", ["metaphor", "hedging", "attribute", "edging", "negotiation", "ränke"])
def test_a_new_device_may_have_any_other_name(written, device):
    assert [entry.device for entry in read_lexicon(written(f"{HEADER}x\t{device}\t\town\n"))] == [device]


def test_an_accent_of_its_own_is_joined_to_its_letter(written):
    assert [entry.term for entry in read_lexicon(written(HEADER + "cafe\u0301\tnaming\t\town\n"))] == ["café"]


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("latin-1", r"mine.tsv, line 3: not UTF-8 \(byte 41\); save it as text, tab-separated, in UTF-8"),
        ("utf-16", "mine.tsv: in UTF-16, not UTF-8; save it as text, tab-separated, in UTF-8"),
    ],
)
def test_a_file_that_is_not_utf_8_is_named_with_the_way_out(written, encoding, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        read_lexicon(written(HEADER + "x\tnaming\t\town\né\tnaming\t\town\n", encoding=encoding))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "a spreadsheet or an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a spreadsheet"),
        (b"\x1f\x8b\x08\x00", "compressed"),
    ],
)
def test_a_file_that_is_no_text_is_told_to_be_what_it_is(tmp_path, content, kind):
    (tmp_path / "mine.xlsx").write_bytes(content)
    with pytest.raises(ValueError, match=f"^mine.xlsx: {kind}, not text; save it as text, tab-separated, in UTF-8"):
        read_lexicon(tmp_path / "mine.xlsx")


def test_a_file_that_changes_is_read_anew(written):
    before = read_lexicon(written(HEADER + "x\tnaming\t\town\n"))
    assert [entry.term for entry in (*before, *read_lexicon(written(HEADER + "y\tnaming\t\town\n")))] == ["x", "y"]


def test_changing_the_list_that_was_read_does_not_change_the_next_one(written):
    path = written(HEADER + "x\tnaming\t\town\n")
    read_lexicon(path).clear()
    assert len(read_lexicon(path)) == 1


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"none\.tsv: no such lexicon file; give the path of a TSV"):
        read_lexicon(tmp_path / "none.tsv")


def test_a_folder_is_no_lexicon_file(tmp_path):
    with pytest.raises(ValueError, match="no such lexicon file"):
        read_lexicon(tmp_path)


def test_the_same_term_may_stand_in_two_devices(written):
    assert len(read_lexicon(written(HEADER + "x\tnaming\t\ta\nx\tmetaphor\t\ta\n"))) == 2
