"""The shell command: what it prints where, and that whatever goes wrong is one clear line."""

import os
import subprocess
import sys
from importlib import import_module

import pandas as pd
import pytest
from click.testing import CliRunner

import framing.cli
import framing.cli.progress
from framing.model import VERSION
from framing.vocabulary.codebook_pages import device_names, page

ARTICLE = "outlet: {}\n\n“It may rain,” Mayor Ada Orr said. Perhaps nobody minds the {}.\n"


@pytest.fixture
def corpus(tmp_path):
    """Two outlets with two articles each."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, outlet in enumerate(["Beacon", "Herald"] * 2):
        (folder / f"a{number}.txt").write_text(ARTICLE.format(outlet, number), encoding="utf-8")
    return folder


@pytest.fixture
def lexicon(tmp_path):
    path = tmp_path / "rain.tsv"
    path.write_text("term\tdevice\tsubtype\tsource\nrain\tweather\twet\town\n", encoding="utf-8")
    return path


def run(*words):
    return CliRunner().invoke(framing.cli.main, [str(word) for word in words])


def error(*words):
    """The one line that a command fails with."""
    result = run(*words)
    last = result.stderr.splitlines()[-1]
    assert (result.exit_code, "Traceback" in result.stderr, last.startswith("framing: error: ")) == (2, False, True)
    return last


def run_outside(*words):
    """Run the command as a shell would."""
    command = [sys.executable, "-m", "framing.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


# Saying what there is


def test_the_version_is_the_packages():
    assert run("--version").output == f"framing {VERSION}\n"


def test_without_a_command_the_help_is_shown():
    assert run().output == run("--help").output


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["report", "--help"]])
def test_help_and_version_wait_for_no_slow_package(words):
    statement = (
        "import sys, framing.cli\n"
        f"try: framing.cli.main({words})\n"
        "except SystemExit: print({'pandas', 'nltk', 'matplotlib', 'scipy'} & set(sys.modules) or 'none')"
    )
    said = subprocess.run([sys.executable, "-c", statement], capture_output=True, text=True, timeout=60, check=True)
    assert said.stdout.splitlines()[-1] == "none"


COMMANDS = [("read", 3), ("label", 4), ("report", 3), ("plan", 2), ("datasheet", 1), ("devices", 1), ("codebook", 1)]
COMMANDS += [("corpora", 1), ("new-paper", 2), ("verify", 1)]


@pytest.mark.parametrize(("command", "examples"), COMMANDS)
def test_the_help_of_each_command_has_examples(command, examples):
    shown = run(command, "--help").output.partition("Examples:\n")[2]
    assert [line.split()[:2] == ["framing", command] for line in shown.splitlines()] == [True] * examples


def test_devices_are_listed_by_name_with_the_rest_below():
    names = [line for line in run("devices").output.splitlines() if not line.startswith("  ")]
    assert names == list(device_names())


@pytest.mark.parametrize("line", ["  Subtypes: direct, indirect, mixed", "  Measured: Read by eye in 252 articles"])
def test_devices_tells_subtypes_and_what_was_measured(line):
    assert f"\n{line}" in run("devices").output


def test_lines_of_devices_fit_a_terminal():
    assert max(map(len, run("devices").output.splitlines())) <= 100


def test_codebook_prints_the_page_of_a_device():
    assert run("codebook", "hedge").output.rstrip() == page("hedge").rstrip()


def test_codebook_of_a_device_nearly_named_is_an_error_with_the_name():
    assert error("codebook", "hegde") == "framing: error: codebook: no page for 'hegde'; did you mean 'hedge'?"


# Doing it


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_label_prints_the_path_of_the_table(corpus, tmp_path, ending):
    out = tmp_path / f"spans.{ending}"
    assert (run("label", corpus, "-o", out).stdout, out.is_file()) == (f"{out}\n", True)


def test_label_says_what_it_found_on_the_other_stream(corpus, tmp_path):
    said = run("label", corpus, "-o", tmp_path / "spans.csv", "--devices", "hedge").stderr
    assert said.splitlines() == ["read 4 articles", "labelled 4 of 4 articles", "8 instances in 4 articles"]


def test_label_takes_several_paths(corpus, tmp_path):
    run("label", corpus / "a0.txt", corpus / "a3.txt", "-o", tmp_path / "spans.csv")
    assert sorted(pd.read_csv(tmp_path / "spans.csv")["doc_id"].unique()) == ["a0", "a3"]


def test_label_looks_for_the_devices_named(corpus, tmp_path):
    run("label", corpus, "-o", tmp_path / "spans.parquet", "--devices", "hedge, attribution")
    assert list(pd.read_parquet(tmp_path / "spans.parquet")["device"].cat.categories) == ["hedge", "attribution"]


def test_label_takes_terms_of_ones_own(corpus, lexicon, tmp_path):
    run("label", corpus, "-o", tmp_path / "spans.csv", "--lexicon", lexicon)
    assert (pd.read_csv(tmp_path / "spans.csv")["device"] == "weather").sum() == 4


def test_files_that_cannot_be_read_can_be_skipped(corpus, tmp_path):
    (corpus / "empty.txt").write_bytes(b"")
    result = run("label", corpus, "-o", tmp_path / "spans.csv", "--errors", "skip")
    assert (result.exit_code, "note: 1 file left out" in result.stderr) == (0, True)


def test_bytes_that_are_not_utf_8_are_read_as_the_error_advises(corpus, tmp_path):
    (corpus / "b.txt").write_bytes("outlet: Zürich\n\nIt may rain in a caf".encode() + b"\xe9 or so.")
    options = ["--encoding-errors", "replace"]
    advised = " ".join(options) in error("label", corpus, "-o", tmp_path / "spans.csv")
    result = run("label", corpus, "-o", tmp_path / "spans.csv", *options)
    assert (advised, result.exit_code, "bytes that are not utf-8, each now U+FFFD" in result.stderr) == (True, 0, True)


def test_files_are_read_in_the_encoding_named(corpus, tmp_path):
    assert "a0.txt: not utf-16" in error("label", corpus, "-o", tmp_path / "spans.csv", "--encoding", "utf-16")


def test_notes_are_lines_without_pythons_place(corpus, tmp_path):
    (corpus / "plan.docx").write_bytes(b"x")
    notes = [line for line in run("label", corpus, "-o", tmp_path / "spans.csv").stderr.splitlines() if "plan" in line]
    assert [line.partition(" ")[0] for line in notes] == ["note:"]


def test_report_prints_the_path_of_the_page(corpus, tmp_path):
    result = run("report", corpus, "-o", tmp_path / "out")
    assert (result.stdout, result.exit_code) == (f"{tmp_path / 'out' / 'report.html'}\n", 0)


def test_a_note_of_reading_stands_on_the_page(corpus, tmp_path):
    (corpus / "plan.docx").write_bytes(b"x")
    run("report", corpus, "-o", tmp_path / "out")
    assert "plan.docx" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_report_compares_the_column_named(corpus, lexicon, tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("id,outlet,desk,text\n1,Bee,Town,It may.\n2,Bee,Sea,It is.\n", encoding="utf-8")
    run("report", table, "-o", tmp_path / "out", "--by", "desk", "--unit", "article", "--lexicon", lexicon)
    assert set(pd.read_csv(tmp_path / "out" / "rates.csv")["group"]) == {"Town", "Sea"}


def test_the_report_does_not_hang_on_the_order_of_hashes(corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    run_outside("report", corpus, "-o", tmp_path / "outside")
    run("report", corpus, "-o", tmp_path / "inside")
    inside, outside = (
        {path.name: path.read_bytes() for path in (tmp_path / place).rglob("*.*")} for place in ("inside", "outside")
    )
    assert [name for name in inside if inside[name] != outside.get(name)] == []


def test_a_line_is_said_now_and_then_where_there_is_no_terminal(monkeypatch, capsys):
    monkeypatch.setattr(framing.cli.progress, "SECONDS_BETWEEN_LINES", -1)
    say = framing.cli.progress.lines()
    say(20, 1796)
    assert capsys.readouterr().err == "labelled 20 of 1,796 articles\n"


def test_a_terminal_shows_a_bar(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with framing.cli.progress.progress() as progress:
        progress(4, 4)
    assert "100%" in capsys.readouterr().err


# Going wrong


def test_an_unknown_path_is_named(tmp_path):
    assert "nowhere: does not exist" in error("label", tmp_path / "nowhere", "-o", tmp_path / "spans.csv")


def test_an_empty_folder_is_named(tmp_path):
    (tmp_path / "bare").mkdir()
    assert "bare: no file to read in this folder" in error("report", tmp_path / "bare", "-o", tmp_path / "out")


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00\xd8\x01", b"\x00\x01\x02\x03" * 50])
def test_an_unreadable_file_is_named(tmp_path, raw):
    (tmp_path / "odd.txt").write_bytes(raw)
    assert "odd.txt: " in error("label", tmp_path / "odd.txt", "-o", tmp_path / "spans.csv")


def test_the_way_out_is_one_of_the_shell(tmp_path):
    (tmp_path / "odd.txt").write_bytes(b"")
    assert error("label", tmp_path / "odd.txt", "-o", tmp_path / "spans.csv").endswith(
        "leave it out with --errors skip"
    )


@pytest.mark.parametrize("command", ["label", "report"])
def test_a_bad_lexicon_is_named_with_its_line(corpus, tmp_path, command):
    (tmp_path / "bad.tsv").write_text("term\tdevice\tsubtype\tsource\nrain\t\twet\town\n", encoding="utf-8")
    said = error(command, corpus, "-o", tmp_path / "spans.csv", "--lexicon", tmp_path / "bad.tsv")
    assert "bad.tsv, line 2: no device" in said


@pytest.mark.parametrize("command", ["label", "read"])
def test_a_missing_out_is_an_error(corpus, command):
    assert "Missing option '-o'" in error(command, corpus)


def test_a_report_needs_nothing_but_articles(corpus, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("report", corpus).stdout.strip() == "framing_report/report.html"


def test_missing_paths_are_an_error(tmp_path):
    assert "Missing argument 'IN...'" in error("report", "-o", tmp_path / "out")


def test_a_folder_that_cannot_be_made_is_an_error_before_anything_is_read(corpus, tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    result = run("report", corpus, "-o", tmp_path / "taken" / "out")
    assert (result.exit_code, len(result.stderr.splitlines()), "the folder cannot be created" in result.stderr) == (
        2,
        1,
        True,
    )


@pytest.mark.parametrize(
    ("out", "said"),
    [("spans.xlsx", "written as .parquet or .csv"), ("none/spans.csv", "no such folder"), ("f.csv", "is a folder")],
)
def test_a_table_that_cannot_be_written_is_an_error_before_anything_is_read(corpus, tmp_path, out, said):
    (tmp_path / "f.csv").mkdir()
    result = run("label", corpus, "-o", tmp_path / out)
    assert (result.exit_code, len(result.stderr.splitlines()), said in result.stderr) == (2, 1, True)


def test_an_unknown_device_is_an_error_with_the_nearest_name(corpus, tmp_path):
    said = error("label", corpus, "-o", tmp_path / "spans.csv", "--devices", "hedges")
    assert "did you mean 'hedge'?" in said


def test_an_unknown_column_is_an_error_that_lists_the_columns(corpus, tmp_path):
    assert "choose one of: outlet" in error("report", corpus, "-o", tmp_path / "out", "--by", "leaning")


@pytest.mark.parametrize("words", [["nonsense"], ["--nonsense"], ["label", "--nonsense"]])
def test_an_unknown_word_is_an_error(words):
    assert error(*words).startswith("framing: error: No such ")


def test_debug_shows_the_traceback_and_the_line(tmp_path):
    result = run("label", tmp_path / "nowhere", "-o", tmp_path / "spans.csv", "--debug")
    assert (result.exit_code, "Traceback" in result.stderr, result.stderr.count("framing: error: ")) == (2, True, 1)


def test_debug_may_stand_before_the_command(tmp_path):
    assert "Traceback" in run("--debug", "label", tmp_path / "nowhere", "-o", tmp_path / "spans.csv").stderr


def test_a_fault_of_the_package_is_a_line_too(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("framing.label"), "label", lambda *_, **__: {}["gone"])
    assert "unexpected KeyError: 'gone'" in error("label", corpus, "-o", tmp_path / "spans.csv")


def test_a_full_disk_is_a_line_too(corpus, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "spans.csv")

    monkeypatch.setattr(import_module("framing.files.table_file"), "save_table", full)
    assert "spans.csv: No space left on device; check" in error("label", corpus, "-o", tmp_path / "spans.csv")


def test_stopping_it_is_no_error(corpus, tmp_path, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(import_module("framing.label"), "label", stopped)
    result = run("label", corpus, "-o", tmp_path / "spans.csv")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (130, "framing: stopped")


def test_the_shell_sees_one_line_and_status_2(tmp_path):
    done = run_outside("label", tmp_path / "nowhere", "-o", tmp_path / "spans.csv")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


# Streams and paths that are not as usual


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_who_stops_reading_is_no_error():
    command = [sys.executable, "-m", "framing.cli", "devices"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.close()
        assert process.stderr.read() == ""


@pytest.mark.parametrize("encoding", ["latin-1", "cp437"])
def test_a_stream_that_lacks_characters_gets_escapes(encoding):
    command = [sys.executable, "-m", "framing.cli", "codebook", "attribution"]
    settings = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, capture_output=True, timeout=120, check=False, env=settings)
    assert (done.returncode, done.stderr, b"\\u20" in done.stdout) == (0, b"", True)


@pytest.mark.parametrize("command", ["label", "report"])
def test_an_empty_out_is_refused_in_one_line(corpus, monkeypatch, tmp_path, command):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert "'-o' / '--out': the path is empty; give a name" in error(command, corpus, "-o", "")
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_path_of_articles_is_refused(tmp_path):
    assert "the path is empty" in error("label", "", "-o", tmp_path / "spans.csv")


@pytest.mark.parametrize(("command", "out"), [("label", "shut/spans.csv"), ("report", "shut")])
def test_a_folder_that_is_not_writable_is_an_error_before_anything_is_read(corpus, tmp_path, monkeypatch, command, out):
    (tmp_path / "shut").mkdir()
    monkeypatch.setattr(os, "access", lambda place, mode: mode != os.W_OK or "shut" not in str(place))
    result = run(command, corpus, "-o", tmp_path / out)
    assert (result.exit_code, len(result.stderr.splitlines()), f"{out}: " in result.stderr) == (2, 1, True)


def test_label_leaves_one_file(corpus, tmp_path):
    (tmp_path / "out").mkdir()
    run("label", corpus, "-o", tmp_path / "out" / "spans.csv")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["spans.csv"]


def test_the_help_of_label_tells_of_the_apostrophe():
    assert "has an apostrophe in front" in " ".join(run("label", "--help").output.split())
