"""Labels kept in a folder: used again where nothing changed, never where anything did, and never damaged."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pandas as pd
import pytest

import framing
from framing.labelling.kept import LabelFolder
from framing.model import Note

LABEL = import_module("framing.label")
TEXTS = "It may rain, Ada Orr said.", "The ferry seems late.", "Es regnet."


@pytest.fixture
def articles(article):
    return article(*TEXTS, headline=["Rain", None, "Regen"], lang=["en", "en", "en"])


@pytest.fixture
def labelled(monkeypatch):
    """How many articles were labelled, one entry a call that found no labels."""
    calls = []
    label_all = LABEL._label_all
    monkeypatch.setattr(LABEL, "_label_all", lambda table, *rest: calls.append(len(table)) or label_all(table, *rest))
    return calls


@pytest.fixture
def kept(articles, tmp_path):
    """The one file of kept labels."""
    framing.label(articles, ["hedge"], cache=tmp_path / "labels")
    (path,) = (tmp_path / "labels").iterdir()
    return path


@pytest.mark.parametrize("ids", [list("abc"), range(3), [1, "b", 2.5]])
def test_the_second_call_reads_what_the_first_gave(articles, tmp_path, labelled, ids):
    table = articles.assign(doc_id=ids)
    first = framing.label(table, cache=tmp_path)
    pd.testing.assert_frame_equal(framing.label(table, cache=tmp_path), first)
    pd.testing.assert_frame_equal(framing.label(table), first)
    assert labelled == [3, 3]


def test_kept_labels_without_a_row_have_their_devices(article, tmp_path, labelled):
    for _ in range(2):
        spans = framing.label(article("Rain."), ["hedge"], cache=tmp_path)
        assert framing.count(article("Rain."), spans)[["device", "n"]].to_numpy().tolist() == [["hedge", 0]]
    assert labelled == [1]


def weather(folder, term):
    """A lexicon of one term, each in a folder of its own under one name."""
    path = folder / term / "mine.tsv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"term\tdevice\tsubtype\tsource\n{term}\tweather\twet\town\n", encoding="utf-8")
    return path


CHANGES = {
    "text": lambda articles, _: (articles.assign(text=articles["text"] + " "), {}),
    "headline": lambda articles, _: (articles.assign(headline="nan"), {}),
    "doc_id": lambda articles, _: (articles.assign(doc_id=["b", "a", "c"]), {}),
    "language": lambda articles, _: (articles.assign(lang=["en", "en", "fr"]), {}),
    "order": lambda articles, _: (articles.iloc[::-1], {}),
    "devices": lambda articles, _: (articles, {"devices": ["hedge", "attribution"]}),
    "voice": lambda articles, _: (articles, {"with_voice": False}),
    "coder": lambda articles, _: (articles, {"coder": "me"}),
    "lexicon": lambda articles, folder: (articles, {"lexicons": weather(folder, "rain")}),
    "lexicons of one name": lambda articles, folder: (
        articles, {"lexicons": [weather(folder, "late"), weather(folder, "rain")]},
    ),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::framing.model.Note")
def test_whatever_is_changed_is_labelled_again(articles, tmp_path, labelled):
    for change in CHANGES.values():
        table, options = change(articles, tmp_path)
        framing.label(table, **{"devices": ["hedge"] if "lexicons" not in options else None, **options}, cache=tmp_path)
    assert len(labelled) == len(CHANGES) == len(list(tmp_path.glob("*.parquet")))


def test_another_version_labels_again(articles, tmp_path, labelled, kept, monkeypatch):
    monkeypatch.setattr(import_module("framing.labelling.kept"), "package_digest", lambda: "0")
    framing.label(articles, ["hedge"], cache=kept.parent)
    assert labelled == [3, 3]


@pytest.mark.parametrize("damage", [
    lambda content: content[:-9], lambda content: content.replace(b"modal", b"MODAL"), lambda content: b"",
])  # fmt: skip
def test_a_damaged_file_is_never_used_silently_and_is_mended(articles, kept, damage):
    content = kept.read_bytes()
    kept.write_bytes(damage(content))
    with pytest.warns(Note, match=f"^label: .*{kept.name} was changed or damaged, so it is not used$"):
        spans = framing.label(articles, ["hedge"], cache=kept.parent)
    pd.testing.assert_frame_equal(spans, framing.label(articles, ["hedge"]))
    assert kept.read_bytes() == content


def test_a_folder_that_cannot_be_written_to_is_a_note(articles, tmp_path):
    (tmp_path / "file").touch()
    with pytest.warns(
        Note, match=r"^label: the labels could not be kept in .*file \(.+\); those returned are complete$"
    ):
        spans = framing.label(articles, ["hedge"], cache=tmp_path / "file")
    pd.testing.assert_frame_equal(spans, framing.label(articles, ["hedge"]))


def test_a_note_on_languages_is_said_again(articles, tmp_path):
    for _ in range(2):
        with pytest.warns(Note, match="language"):
            framing.label(articles.assign(lang=["en", "en", "de"]), ["hedge"], cache=tmp_path)


def test_those_who_write_read_and_delete_at_the_same_time_do_no_harm(tmp_path):
    table = pd.DataFrame({"doc_id": ["a"] * 999, "start": range(999)})
    kept = LabelFolder(tmp_path, "0" * 64)

    def use(rounds):
        for _ in range(rounds):
            kept.keep(table)
            found = kept.labels()
            assert found is None or found.equals(table)
            for path in tmp_path.glob("*.parquet"):
                path.unlink(missing_ok=True)

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(use, [20] * 3)) == [None] * 3
