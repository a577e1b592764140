"""Files of strangers: bombs, entities, broken and foreign files end as one clear line, and never as anything else."""

import gzip
import struct
import traceback
import warnings
from pathlib import Path

import pytest
from exports import (
    articles,
    docx,
    europresse_html,
    factiva_html,
    factiva_text,
    nexis_text,
    nexis_uni_paragraphs,
    proquest_text,
    rtf,
    zipped,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing import read
from framing.read.zipped import ALWAYS_UNPACKED

MADE = articles(2)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<article xmlns='http://global.factiva.com'><accessionNo>1</accessionNo><headline>&b;</headline></article>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    "<article xmlns='http://global.factiva.com'><accessionNo>1</accessionNo><headline>&secret;</headline></article>"
)


def line(tmp_path, name, content, **options):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ValueError, match=name) as error:
        read(path, **options)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.fixture(scope="module")
def bomb():
    return bytes(ALWAYS_UNPACKED + 1000)


def test_a_zip_bomb_is_one_line(tmp_path, bomb):
    assert "decompresses to more than" in line(tmp_path, "a.zip", zipped({"a.txt": bomb}))


def test_a_docx_bomb_is_one_line(tmp_path, bomb):
    content = zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": bomb})
    assert "decompresses to more than" in line(tmp_path, "a.docx", content)


def test_a_gzip_bomb_is_one_line(tmp_path, bomb):
    assert "decompresses to more than" in line(tmp_path, "a.html.gz", gzip.compress(bomb))


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE], ids=["billion laughs", "external entity"])
def test_entities_are_refused(tmp_path, text):
    assert "defines its own entities" in line(tmp_path, "a.xml", text.encode())


def test_entities_in_a_docx_are_refused(tmp_path):
    xml = LAUGHS.replace("</article>", "<x>End of Document</x></article>")
    content = zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": xml.encode()})
    assert "defines its own entities" in line(tmp_path, "a.docx", content)


def test_a_truncated_docx_is_one_line(tmp_path):
    assert "not a complete ZIP archive" in line(tmp_path, "a.docx", docx(nexis_uni_paragraphs(MADE))[:-60])


def test_a_truncated_rtf_is_one_line(tmp_path):
    assert "cut off" in line(tmp_path, "a.rtf", rtf(nexis_uni_paragraphs(MADE))[:-60])


def test_an_old_word_document_is_one_line(tmp_path):
    assert "old or encrypted Office document" in line(
        tmp_path, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    )


def test_an_encrypted_docx_is_one_line(tmp_path):
    assert "old or encrypted Office document" in line(
        tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    )


def test_an_encrypted_zip_is_one_line(tmp_path):
    content = bytearray(zipped({"a.txt": b"It may rain."}))
    at = content.find(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 8, 1)
    assert "encrypted with a password" in line(tmp_path, "a.zip", bytes(content))


def test_a_path_out_of_a_zip_is_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(
        zipped({"../../evil.txt": b"outlet: The Bee\ndate: 2024-01-12\n\nIt may rain."})
    )
    assert len(read(tmp_path / "in" / "a.zip")) == 1
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in"]


def test_a_zip_in_a_zip_is_not_opened(tmp_path):
    content = zipped({"b.zip": zipped({"a.txt": b"It may rain."})})
    assert "no file to read in this ZIP archive" in line(tmp_path, "a.zip", content)


def test_deep_html_is_one_line(tmp_path):
    deep = "<div>" * 20_000
    content = f"<html><title>Factiva</title><div class='article'>{deep}<p>It may rain.</p></html>"
    assert "no article found in the page" in line(tmp_path, "a.html", content.encode())


def test_a_pdf_is_one_line_with_the_way_out(tmp_path):
    assert "Download the articles as .docx" in line(tmp_path, "a.pdf", b"%PDF-1.4")


@pytest.mark.parametrize("path", [None, 3, 2.5, b"a.txt", True])
def test_what_is_no_path_is_one_line(path):
    with pytest.raises(ValueError, match="a path is a str or a Path") as error:
        read(path)
    assert "\n" not in str(error.value)


def test_a_path_that_is_too_long_is_one_line():
    with pytest.raises(ValueError, match="cannot be opened") as error:
        read("a" * 5000 + ".txt")
    assert len(str(error.value)) < 500


def test_a_name_that_is_not_utf8_is_one_line(tmp_path):
    with pytest.raises(ValueError, match="not UTF-8"):
        read_bytes_name(tmp_path)


def read_bytes_name(folder):
    name = bytes(folder) + b"/caf\xe9.txt"
    with open(name, "wb") as file:
        file.write(b"outlet: The Bee\n\nIt may rain.")
    read(folder)


VALID = {
    "a.txt": nexis_text(MADE).encode(),
    "b.txt": factiva_text(MADE).encode(),
    "c.txt": proquest_text(MADE).encode(),
    "d.html": factiva_html(MADE).encode(),
    "e.html": europresse_html(MADE).encode(),
    "f.docx": docx(nexis_uni_paragraphs(MADE)),
    "g.rtf": rtf(nexis_uni_paragraphs(MADE)),
    "h.xml": b"<a xmlns='http://global.factiva.com'><article><accessionNo>1</accessionNo><headline>Rain</headline></article></a>",
    "i.csv": b"Title,pubtitle,pubdate,FullText\nRain,The Bee,2024-01-12,It may rain.\n",
    "j.zip": zipped({"a.docx": docx(nexis_uni_paragraphs(MADE))}),
}
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["cut", "insert", "repeat", "flip"]), st.binary(max_size=12)), max_size=6
)


def changed(content, edits):
    for share, kind, more in edits:
        at = int(share * len(content))
        if kind == "cut":
            content = content[:at] + content[at + len(more) * 20 :]
        elif kind == "insert":
            content = content[:at] + more + content[at:]
        elif kind == "repeat":
            content = content[:at] + content[max(0, at - 200) :]
        elif content:
            content = content[:at] + bytes([byte ^ 0x55 for byte in content[at : at + 2]]) + content[at + 2 :]
    return content


def read_or_refused(path, content):
    """Read a file: the only error is the package's own, in one line."""
    path.write_bytes(content)
    refusal = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            read(path)
        except ValueError as error:
            refusal = error
    assert refusal is None or "\n" not in str(refusal)
    assert refusal is None or "framing" in Path(traceback.extract_tb(refusal.__traceback__)[-1].filename).parts


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=EDITS)
def test_damaged_exports_are_read_or_refused(tmp_path, name, edits):
    read_or_refused(tmp_path / name, changed(VALID[name], edits))


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(tmp_path, name, content):
    read_or_refused(tmp_path / name, content)
