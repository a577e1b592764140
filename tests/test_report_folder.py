"""The report's folder: labels outlast a failure, nobody's settings change a file, and errors name it."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.label import label
from framing.model import Note
from framing.report.kept_labels import KeptLabels

WRITE = import_module("framing.report.write")
DECIDED = import_module("framing.labelling.kept")
KEPT = import_module("framing.report.kept_labels")
ANALYSIS = import_module("framing.report.analysis")
KILLS = Path(__file__).parent.parent / "benchmarks" / "kills.py"


@pytest.fixture
def articles():
    texts = [f"It may rain on day {number}. “Perhaps,” Mayor Ada Orr said." for number in range(6)]
    return pd.DataFrame({"doc_id": list("abcdef"), "outlet": ["Bee", "Sun"] * 3, "text": texts})


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Save figures as empty files: drawing them takes most of a report's time."""

    def save(_, folder, name):
        (folder / f"{name}.svg").touch()
        return [folder / f"{name}.svg"]

    monkeypatch.setattr(WRITE, "save_figure", save)


@pytest.fixture
def labelled(monkeypatch):
    """The articles that were labelled, one entry a call."""
    calls = []

    def counting(articles, *devices, **options):
        calls.append(len(articles))
        return label(articles, *devices, **options)

    monkeypatch.setattr(KEPT, "label", counting)
    return calls


def fail(*_, **__):
    raise ZeroDivisionError


def report_that_fails(articles, folder, monkeypatch):
    """Make a report whose counting fails."""
    with monkeypatch.context() as patch:
        patch.setattr(ANALYSIS, "count", fail)
        with pytest.raises(ZeroDivisionError):
            framing.report(articles, folder)


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Labels are kept


def test_labels_stand_in_the_folder_where_counting_fails(articles, tmp_path, monkeypatch):
    report_that_fails(articles, tmp_path, monkeypatch)
    assert [path.name for path in tmp_path.iterdir()] == ["spans.parquet"]


def test_the_next_report_starts_from_them_and_says_so(articles, tmp_path, monkeypatch, labelled):
    report_that_fails(articles, tmp_path, monkeypatch)
    with pytest.warns(Note, match=r"^not labelled again: .*spans\.parquet has the labels of the same articles"):
        framing.report(articles, tmp_path)
    assert labelled == [6]


def test_a_report_from_kept_labels_has_the_same_bytes(articles, tmp_path, monkeypatch):
    report_that_fails(articles, tmp_path / "twice", monkeypatch)
    with pytest.warns(Note, match="not labelled again"):
        framing.report(articles, tmp_path / "twice")
    framing.report(articles, tmp_path / "once")
    assert contents(tmp_path / "twice") == contents(tmp_path / "once")


def test_another_comparison_of_the_same_articles_does_not_label_again(articles, tmp_path, labelled):
    framing.report(articles, tmp_path)
    with pytest.warns(Note, match="not labelled again"):
        framing.report(articles.assign(desk=["a", "a", "b"] * 2), tmp_path, by="desk")
    assert labelled == [6]


def test_beside_an_earlier_report_labels_have_a_name_of_their_own(articles, tmp_path, monkeypatch):
    framing.report(articles, tmp_path)
    before = contents(tmp_path)
    report_that_fails(articles.head(4), tmp_path, monkeypatch)
    after = contents(tmp_path)
    assert (after.pop("spans.new.parquet")[:4], after) == (b"PAR1", before)


def test_labels_beside_an_earlier_report_are_used_and_go(articles, tmp_path, monkeypatch, labelled):
    framing.report(articles, tmp_path)
    report_that_fails(articles.head(4), tmp_path, monkeypatch)
    with pytest.warns(Note, match=r"not labelled again: .*spans\.new\.parquet"):
        framing.report(articles.head(4), tmp_path)
    assert (labelled, (tmp_path / "spans.new.parquet").exists()) == ([6, 4], False)


CHANGES = {
    "text": lambda articles: articles.assign(text=articles["text"] + " "),
    "headline": lambda articles: articles.assign(headline="Rain"),
    "outlet": lambda articles: articles.assign(outlet=articles["outlet"] + "s"),
    "order": lambda articles: articles.iloc[::-1],
    "doc_id": lambda articles: articles.assign(doc_id=articles["doc_id"] + "1"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_changed_articles_are_labelled_again(articles, tmp_path, labelled, change):
    framing.report(articles, tmp_path)
    framing.report(change(articles), tmp_path)
    assert labelled == [6, 6]


def test_a_changed_lexicon_labels_again(articles, tmp_path, labelled):
    lexicon = tmp_path / "rain.tsv"
    lexicon.write_text("term\tdevice\tsubtype\tsource\nrain\tweather\twet\town\n", encoding="utf-8")
    framing.report(articles, tmp_path / "out", lexicons=[lexicon])
    lexicon.write_text("term\tdevice\tsubtype\tsource\nday\tweather\twet\town\n", encoding="utf-8")
    framing.report(articles, tmp_path / "out", lexicons=[lexicon])
    assert labelled == [6, 6]


@pytest.mark.parametrize(("name", "value"), [("versions", "framing 9"), ("package_digest", "0")])
def test_another_version_labels_again(articles, tmp_path, monkeypatch, labelled, name, value):
    framing.report(articles, tmp_path)
    monkeypatch.setattr(DECIDED, name, lambda *_: value)
    framing.report(articles, tmp_path)
    assert labelled == [6, 6]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no table"])
def test_a_broken_table_of_labels_is_none(articles, tmp_path, labelled, content):
    (tmp_path / "spans.parquet").write_bytes(content)
    framing.report(articles, tmp_path)
    assert labelled == [6]


@pytest.mark.parametrize(
    "ids", [list("abcdef"), range(6), ["1", "01", "é", "=x", "'", "-"], [1, "b", 2.5, "d", 5, "f"]]
)
def test_kept_labels_are_those_that_labelling_gives(articles, tmp_path, ids):
    table = articles.assign(doc_id=ids)
    first = KeptLabels(tmp_path, (), (), None).labelled(table)
    again = KeptLabels(tmp_path, (), (), None)
    pd.testing.assert_frame_equal(again.labelled(table), first)
    assert again.taken_from == tmp_path / "spans.parquet"


def test_kept_labels_without_a_row_have_their_devices(article, tmp_path):
    for _ in range(2):
        kept = KeptLabels(tmp_path, (), (), None, devices=["hedge"])
        spans = kept.labelled(article("Rain."))
        assert (len(spans), spans["device"].cat.categories.tolist()) == (0, ["hedge"])
    assert kept.taken_from == tmp_path / "spans.parquet"


# Files of others


def test_files_that_the_report_did_not_write_stay(articles, tmp_path):
    (tmp_path / "details").mkdir()
    mine = {"notes.txt": b"mine", "forest.pdf": b"mine", "details/notes.txt": b"mine"}
    for name, content in mine.items():
        (tmp_path / name).write_bytes(content)
    framing.report(articles[articles["outlet"] == "Bee"], tmp_path)
    assert mine.items() <= contents(tmp_path).items()


# What goes wrong


def test_a_report_that_fails_leaves_the_earlier_one(articles, tmp_path, monkeypatch):
    framing.report(articles, tmp_path)
    before = contents(tmp_path)
    monkeypatch.setattr(WRITE, "page", fail)
    with pytest.raises(ZeroDivisionError):
        framing.report(articles, tmp_path)
    assert contents(tmp_path) == before


LITTLE = """
import resource, signal, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from framing.cli import main
main(sys.argv[2:])
"""


@pytest.fixture
def files(articles, tmp_path):
    """The articles as a table."""
    articles.to_csv(tmp_path / "articles.csv", index=False)
    return tmp_path / "articles.csv"


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot limit the size of files")
@pytest.mark.parametrize(
    ("command", "out", "size", "named"),
    [("label", "spans.csv", 100, "spans.csv"), ("label", "spans.parquet", 100, "spans.parquet"),
     ("report", "out", 100, "spans.parquet"), ("report", "out", 30_000, "out/rates.svg")],
)  # fmt: skip
def test_where_a_file_gets_no_more_room_it_is_named_and_nothing_is_left(files, tmp_path, command, out, size, named):
    place = tmp_path / "place"
    place.mkdir()
    words = [sys.executable, "-c", LITTLE, str(size), command, str(files), "-o", str(place / out)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False, env=without_settings())
    left = [path.name for path in place.rglob("*") if path.is_file() and path.name != "spans.parquet"]
    assert (done.returncode, f"{named}: File too large; check" in done.stderr.splitlines()[-1], left) == (2, True, [])


def without_settings(**more):
    return {**os.environ, "MPLBACKEND": "agg", **more}


HOSTILE = """
font.size: 30
lines.linewidth: 9
axes.grid: True
svg.fonttype: none
savefig.transparent: True
savefig.bbox: tight
savefig.facecolor: red
axes.formatter.use_locale: True
font.family: monospace
axes.prop_cycle: cycler('color', ['red'])
path.sketch: 1, 100, 2
pdf.compression: 0
"""


def test_no_matplotlibrc_changes_a_figure(tmp_path):
    counts = pd.DataFrame(
        {"doc_id": range(6), "outlet": "Bee", "words": 500, "device": "hedge", "n": [4, 2, 3, 5, 2, 2]}
    )
    table = framing.rates(counts)
    table.to_parquet(tmp_path / "rates.parquet")
    (tmp_path / "matplotlibrc").write_text(HOSTILE, encoding="utf-8")
    draw = (
        "import sys, pathlib, pandas as pd\nfrom framing.report.figures import save_figure\n"
        "here = pathlib.Path(sys.argv[1])\n"
        "save_figure(pd.read_parquet(here.parent / 'rates.parquet'), here, 'rates')"
    )
    for name, settings in (("plain", {}), ("hostile", {"MATPLOTLIBRC": str(tmp_path / "matplotlibrc")})):
        (tmp_path / name).mkdir()
        command = [sys.executable, "-c", draw, str(tmp_path / name)]
        subprocess.run(command, check=True, timeout=120, env=without_settings(**settings), cwd=tmp_path / name)
    assert contents(tmp_path / "hostile") == contents(tmp_path / "plain")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_run_that_is_killed_leaves_nothing_half_written(articles, tmp_path):
    for doc_id, outlet, text in articles[["doc_id", "outlet", "text"]].itertuples(index=False):
        (tmp_path / f"{doc_id}.txt").write_text(f"outlet: {outlet}\n\n{text}\n", encoding="utf-8")
    command = [sys.executable, str(KILLS), str(tmp_path), "--kills", "3"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=without_settings())
    assert (done.returncode, done.stdout.count("1 repaired"), done.stdout.count("broken")) == (0, 2, 0)
