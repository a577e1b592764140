"""Corpora by name: where they are found, how they are downloaded, and that what arrives is what was published."""

import gzip
import hashlib
import json
import os
import threading
import warnings
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.checks import check_articles, check_spans
from framing.corpora import download as download_module
from framing.corpora import registry as registry_module
from framing.corpora import store
from framing.corpora.registry import Download, Entry
from framing.model import Note

DATA = Path(os.environ.get("FRAMING_DATA", Path(__file__).parents[2] / "shared" / "data"))
needs_data = pytest.mark.skipif(not (DATA / "outlets").is_dir(), reason="the coded corpora are not at hand")
NAMES = list(registry_module.registry())
# What the sources and the folder's own README say of the converted copies.
PUBLISHED = {
    "polnear": (924, 22_061),
    "basil": (150, 878),
    "kremlin_zelenskyy": (1796, None),
    "hyperpartisan": (645, None),
    "babe": (2166, 3022),
    "climate_frames": (207, None),
    "newsmtsc": (7758, 8739),
    "allsides": (10_000, None),
}
TARGET = {"from": 0, "to": 3, "mention": "Orr", "polarity": 2.0}
LINES = [
    {"primary_gid": f"gazette_{number}", "sentence_normalized": f"Orr lost boat {number}.", "targets": [TARGET]}
    for number in range(400)
]


class Source(BaseHTTPRequestHandler):
    """A small source of files; `broken_after` bytes of the next answer the connection ends."""

    protocol_version = "HTTP/1.1"
    files: dict[str, bytes] = {}  # noqa: RUF012 - set per test
    broken_after = None
    has_ranges = True
    asked: list[str | None] = []  # noqa: RUF012 - set per test

    def do_GET(self):
        kind = type(self)
        wanted = self.headers.get("Range")
        kind.asked.append(wanted)
        content = kind.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and kind.has_ranges else 0
        if start and start >= len(content):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        stop, kind.broken_after = kind.broken_after, None
        self.wfile.write(content[start:][:stop])
        self.close_connection = stop is not None

    def log_message(self, *args):
        pass


@pytest.fixture
def source(tmp_path, monkeypatch):
    """Serve over loopback one corpus of 400 sentences, ``toy``, in the layout of NewsMTSC; nothing else is known."""
    made = import_module("test_corpora_readers")
    lines = "".join(json.dumps(line) + "\n" for line in LINES)
    content = made.packed({"NewsMTSC-dataset/train.jsonl": lines, "noise.bin": os.urandom(200_000)})
    kind = type("Handler", (Source,), {"files": {"/newsmtsc.zip": content}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/newsmtsc.zip"
    entry = replace(
        registry_module.registry()["newsmtsc"],
        files=(Download(address, "newsmtsc.zip", hashlib.sha256(content).hexdigest()),),
        articles=len(LINES),
        articles_in_copies=len(LINES),
        codings_in_copies=len(LINES),
    )
    monkeypatch.setattr(registry_module, "registry", lambda: {"newsmtsc": entry})
    monkeypatch.setattr(store, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.delenv("FRAMING_DATA", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    kind.entry, kind.content = entry, content
    yield kind
    server.shutdown()
    server.server_close()
    thread.join()


def known_as(monkeypatch, entry: Entry):
    """Let `entry` be the only corpus."""
    monkeypatch.setattr(registry_module, "registry", lambda: {entry.name: entry})


def partial_of(source):
    return store.cached(source.entry)[0].with_name("newsmtsc.zip.partial")


def test_a_corpus_is_downloaded_once_and_read(source):
    articles = framing.corpus("newsmtsc")
    framing.corpus("newsmtsc")
    assert (len(articles), articles["text"].iloc[1], source.asked) == (400, "Orr lost boat 1.", [None])


def test_a_downloaded_corpus_is_at_hand(source):
    before = framing.corpora()["at_hand"].tolist()
    framing.corpus("newsmtsc")
    assert (before, framing.corpora()["at_hand"].tolist()) == ([""], ["cache"])


def test_codings_come_from_the_same_download(source):
    framing.corpus("newsmtsc")
    spans = framing.corpus_codings("newsmtsc")
    assert (len(spans), set(spans["subtype"]), len(source.asked)) == (400, {"negative"}, 1)


def test_a_wrong_hash_is_an_error_and_nothing_stays(source, monkeypatch):
    file = replace(source.entry.files[0], sha256="0" * 64)
    known_as(monkeypatch, replace(source.entry, files=(file,)))
    with pytest.raises(ValueError, match=r"another SHA-256 than 0000.* was removed"):
        framing.corpus("newsmtsc")
    assert list(partial_of(source).parent.iterdir()) == []


def test_without_a_known_hash_the_counts_decide(source, monkeypatch):
    entry = replace(source.entry, files=(replace(source.entry.files[0], sha256=""),), articles=401)
    known_as(monkeypatch, entry)
    with pytest.raises(ValueError, match=r"has 400 articles, but 401 were published.*remove"):
        framing.corpus("newsmtsc")
    assert framing.corpora()["verified"].tolist() == ["counts"]


def test_more_articles_than_the_least_number_are_right(source, monkeypatch):
    known_as(monkeypatch, replace(source.entry, articles=300, at_least=True))
    assert len(framing.corpus("newsmtsc")) == 400


def test_an_interrupted_download_goes_on_where_it_ended(source):
    source.broken_after = 100_000
    with pytest.raises(ValueError, match=r"interrupted after 1?\d\d,\d\d\d bytes.* call again, and it goes on"):
        framing.corpus("newsmtsc")
    kept = partial_of(source).stat().st_size
    assert len(framing.corpus("newsmtsc")) == 400
    assert (source.asked, kept > 0, partial_of(source).exists()) == ([None, f"bytes={kept}-"], True, False)


def test_a_source_that_cannot_go_on_sends_the_whole_file_again(source):
    source.broken_after, source.has_ranges = 100_000, False
    with pytest.raises(ValueError, match="interrupted"):
        framing.corpus("newsmtsc")
    assert len(framing.corpus("newsmtsc")) == 400


def test_a_rest_that_does_not_fit_is_removed(source):
    partial = partial_of(source)
    partial.parent.mkdir(parents=True)
    partial.write_bytes(bytes(len(source.content) + 5))
    with pytest.raises(ValueError, match="does not fit and was removed; call again"):
        framing.corpus("newsmtsc")
    assert len(framing.corpus("newsmtsc")) == 400


def test_two_downloads_at_a_time_do_not_mix(source):
    partial = partial_of(source)
    partial.parent.mkdir(parents=True)
    with partial.open("ab") as other:
        download_module.lock(other.fileno())
        with pytest.raises(ValueError, match="another process is downloading it"):
            framing.corpus("newsmtsc")


def test_without_a_network_the_folder_is_the_way_out(source, monkeypatch):
    file = replace(source.entry.files[0], address="http://127.0.0.1:9/newsmtsc.zip")
    known_as(monkeypatch, replace(source.entry, files=(file,)))
    with pytest.raises(ValueError, match=r"^127\.0\.0\.1: no connection .*FRAMING_DATA.*$") as caught:
        framing.corpus("newsmtsc")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_gone_at_the_source_is_named(source, monkeypatch):
    address = source.entry.files[0].address.replace("newsmtsc.zip", "gone.zip")
    known_as(monkeypatch, replace(source.entry, files=(replace(source.entry.files[0], address=address),)))
    with pytest.raises(ValueError, match=r"gone\.zip: the server answers 404 .*FRAMING_DATA"):
        framing.corpus("newsmtsc")


def test_a_file_that_is_far_too_large_is_stopped(source, monkeypatch):
    monkeypatch.setattr(download_module, "LARGEST", 70_000)
    with pytest.raises(ValueError, match="more than 70,000 bytes"):
        framing.corpus("newsmtsc")


@pytest.mark.parametrize("damage", [lambda raw: raw[:-400], lambda raw: b"<html>" + raw[6:1000], lambda raw: b""])
def test_a_damaged_archive_is_removed_from_the_cache(source, monkeypatch, damage):
    source.files["/newsmtsc.zip"] = damage(source.content)
    known_as(monkeypatch, replace(source.entry, files=(replace(source.entry.files[0], sha256=""),)))
    with pytest.raises(ValueError, match=r"newsmtsc\.zip: is no whole archive .*; it was removed from the cache; call"):
        framing.corpus("newsmtsc")
    source.files["/newsmtsc.zip"] = source.content
    assert len(framing.corpus("newsmtsc")) == 400


def test_an_archive_with_changed_bytes_is_damaged(source, monkeypatch):
    place = source.content.index(b"train.jsonl") + 40
    source.files["/newsmtsc.zip"] = source.content[:place] + b"\0\1\2\3" + source.content[place + 4 :]
    known_as(monkeypatch, replace(source.entry, files=(replace(source.entry.files[0], sha256=""),)))
    with pytest.raises(ValueError, match=r"is damaged at NewsMTSC-dataset/train\.jsonl"):
        framing.corpus("newsmtsc")


def test_another_layout_is_one_clear_line(source, monkeypatch):
    made = import_module("test_corpora_readers")
    source.files["/newsmtsc.zip"] = made.packed({"NewsMTSC-dataset/train.jsonl": '{"sentence": "x"}\n'})
    known_as(monkeypatch, replace(source.entry, files=(replace(source.entry.files[0], sha256=""),)))
    with pytest.raises(ValueError, match=r"newsmtsc has another layout than expected \(KeyError: 'targets'\)"):
        framing.corpus("newsmtsc")


def test_without_pooch_the_extra_is_named(source, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pooch", None)
    with pytest.raises(ValueError, match=r'pip install "newsframing\[corpora\]"'):
        framing.corpus("newsmtsc")


@pytest.fixture
def folder(source, tmp_path, monkeypatch):
    """The corpus as a converted copy, in the folder that FRAMING_DATA names."""
    copy = tmp_path / "data" / "targets" / "newsmtsc_train.jsonl"
    copy.parent.mkdir(parents=True)
    targets = [{"start": 0, "end": 3, "mention": "Orr", "polarity": -1}]
    rows = [{"doc_id": line["primary_gid"], "text": line["sentence_normalized"], "targets": targets} for line in LINES]
    copy.write_text("".join(json.dumps(row) + "\n" for row in rows))
    monkeypatch.setenv("FRAMING_DATA", str(tmp_path / "data"))
    return copy


def test_the_folder_is_read_without_a_network(source, folder):
    at_hand = framing.corpora()["at_hand"].tolist()
    assert (len(framing.corpus("newsmtsc")), at_hand, source.asked) == (400, ["folder"], [])


def test_both_ways_give_the_same_tables(source, folder, monkeypatch):
    articles, spans = framing.corpus("newsmtsc"), framing.corpus_codings("newsmtsc")
    monkeypatch.delenv("FRAMING_DATA")
    pd.testing.assert_frame_equal(framing.corpus("newsmtsc"), articles)
    pd.testing.assert_frame_equal(framing.corpus_codings("newsmtsc"), spans)


def test_a_part_of_a_corpus_in_the_folder_is_noted(source, folder, monkeypatch):
    known_as(monkeypatch, replace(source.entry, articles=900))
    with pytest.warns(Note, match="which has 400 of its 900 articles"):
        framing.corpus("newsmtsc")


def test_other_codings_in_the_folder_are_an_error(source, folder, monkeypatch):
    known_as(monkeypatch, replace(source.entry, codings_in_copies=399))
    with pytest.raises(ValueError, match="has 400 codings, but 399 were published"):
        framing.corpus_codings("newsmtsc")


def test_a_broken_line_in_the_folder_is_named_and_the_file_stays(source, folder):
    folder.write_text('{"doc_id": \n')
    with pytest.raises(ValueError, match=r"newsmtsc_train\.jsonl: line 1 is no JSON .*; replace it"):
        framing.corpus("newsmtsc")
    assert folder.exists()


def test_a_cut_gzip_file_in_the_folder_is_named(source, folder, monkeypatch):
    packed = folder.with_suffix(".jsonl.gz")
    packed.write_bytes(gzip.compress(folder.read_bytes())[:-200])
    known_as(monkeypatch, replace(source.entry, copies=("targets/newsmtsc_train.jsonl.gz",)))
    with pytest.raises(ValueError, match=r"jsonl\.gz: cannot be read"):
        framing.corpus("newsmtsc")


def test_a_folder_that_is_not_there_is_named(source, monkeypatch):
    monkeypatch.setenv("FRAMING_DATA", "/no/such/folder")
    with pytest.raises(ValueError, match="FRAMING_DATA=/no/such/folder: no such folder; correct"):
        framing.corpus("newsmtsc")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("BASIL ", "did you mean 'basil'"),
        ("climate-frames", "did you mean 'climate_frames'"),
        ("Kremlin", "did you mean 'kremlin_zelenskyy'"),
        ("xyzzy", "one of polnear, basil, "),
        ("", "one of polnear"),
        (None, "a corpus's name is needed, not NoneType"),
        (["basil"], "a corpus's name is needed, not list"),
    ],
)
def test_an_unknown_name_is_one_clear_line(name, message):
    with pytest.raises(ValueError, match=message):
        framing.corpus(name)


def test_every_corpus_states_licence_citation_and_commit():
    table = framing.corpora()
    assert (table[["title", "good_for", "licence", "citation", "page"]] != "").all().all()
    assert table.loc[~table["commit"].str.fullmatch(r"[0-9a-f]{40}"), "name"].tolist() == ["hyperpartisan"]


def test_addresses_are_pinned_to_the_commit():
    entries = [entry for entry in registry_module.registry().values() if entry.commit]
    assert [file.address for entry in entries for file in entry.files if entry.commit not in file.address] == []


@pytest.fixture
def data(monkeypatch):
    """The folder of converted copies."""
    monkeypatch.setenv("FRAMING_DATA", str(DATA))


@needs_data
@pytest.mark.parametrize("name", NAMES)
def test_the_converted_copies_have_the_published_numbers_of_articles(data, name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Note)
        articles = framing.corpus(name)
    check_articles(articles)
    assert len(articles) == PUBLISHED[name][0]


@needs_data
@pytest.mark.parametrize("name", [name for name in NAMES if registry_module.registry()[name].codings == "spans"])
def test_the_codings_of_the_converted_copies_lie_in_their_texts(data, name):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", Note)
        articles, spans = framing.corpus(name), framing.corpus_codings(name)
    check_spans(spans, articles)
    unplaced = {"polnear": 35, "basil": 2}.get(name, 0)
    assert len(spans[spans["role"] == "cue"]) + unplaced == PUBLISHED[name][1]
    assert any(f": {unplaced} codings of" in str(note.message) for note in said) == bool(unplaced)


@needs_data
def test_labels_of_articles_have_the_published_numbers(data):
    assert framing.corpus("hyperpartisan")["hyperpartisan"].sum() == 238


@needs_data
@pytest.mark.filterwarnings("ignore::framing.Note")
def test_basil_has_three_outlets_on_each_event(data):
    assert set(framing.corpus("basil").groupby("event")["outlet"].nunique()) == {3}


@needs_data
@pytest.mark.filterwarnings("ignore::framing.Note")
def test_the_spans_of_a_corpus_can_be_counted(data):
    counts = framing.count(framing.corpus("basil"), framing.corpus_codings("basil"))
    assert counts.groupby("device", observed=True)["n"].sum().to_dict() == {
        "lexical_bias": 231,
        "informational_bias": 645,
    }


@needs_data
def test_the_codes_of_climate_frames_have_two_or_three_coders(data):
    codes = framing.corpus_codings("climate_frames")
    answers = codes[(codes["code"] == "re1")]
    assert set(answers.groupby("doc_id")["coder"].nunique()) <= {2, 3}
    assert codes["doc_id"].nunique() == 207
