"""Damaged files of every format: a table, or one error of the package itself; never anything else.

`FRAMING_FUZZ` sets the number of cases for each format, for longer runs than a test's.
"""

import gzip
import json
import os
import warnings

import pytest
import trafilatura
from fictional_pages import page
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_read_pages import RECORDS, warc
from test_read_scraped import ATOM, FUNDUS, JATS, MEDIA_CLOUD, NEWSAPI, NEWSML, NITF, ROWS, RSS, workbook

import framing
from framing.read.files import BrokenFileError
from framing.read.formats import UnknownFormatError

CASES = int(os.environ.get("FRAMING_FUZZ", "12"))
MHTML = (
    f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n{page()}\n--x--"
)
SAMPLES = {
    "a.html": page().encode(),
    "b.html.gz": gzip.compress(page().encode(), mtime=0),
    "a.mhtml": MHTML.encode(),
    "a.warc": warc(RECORDS[:3], is_packed=False),
    "b.warc.gz": gzip.compress(warc(RECORDS[:3], is_packed=False), mtime=0),
    "rss.xml": RSS.encode(),
    "a.atom": ATOM.encode(),
    "nitf.xml": NITF.encode(),
    "newsml.xml": NEWSML.encode(),
    "jats.xml": JATS.encode(),
    "doc.xml": trafilatura.extract(page(), output_format="xml", with_metadata=True).encode(),
    "tei.xml": trafilatura.extract(page(), output_format="xmltei", with_metadata=True).encode(),
    "t.csv": trafilatura.extract(page(), output_format="csv", with_metadata=True).encode(),
    "list.csv": MEDIA_CLOUD.encode(),
    "api.json": json.dumps(NEWSAPI).encode(),
    "fundus.jsonl": json.dumps(FUNDUS).encode(),
    "a.xlsx": workbook({"A": ROWS, "B": [["x"]]}),
}
# (where, how many bytes are replaced, by what), as shares of the file
CUT = st.tuples(st.floats(0, 1), st.integers(0, 400), st.one_of(st.binary(max_size=40), st.sampled_from([
    b"<", b">", b"&", b"&x;", b"<!--", b"]]>", b"\0", b"\xff\xfe", b'"', b"\n", b"\t", b"{", b"[[", b"\\ud800",
    b"<![CDATA[", b"<!DOCTYPE x [", b"charset=utf-16", b"http://[", b"9999999999", b"PK\x03\x04", b"\r\n\r\n",
])))  # fmt: skip


def damaged(content, cuts):
    for share, length, by in cuts:
        at = int(share * len(content))
        content = content[:at] + by + content[at + length :]
    return content


@pytest.mark.parametrize("name", SAMPLES)
@settings(
    max_examples=CASES, deadline=None, database=None, derandomize="FRAMING_FUZZ" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@example(cuts=[], keep="article")
@example(cuts=[(0.5, 10**9, b"")], keep="all")
@given(cuts=st.lists(CUT, max_size=4), keep=st.sampled_from(["article", "all"]))
def test_a_damaged_file_is_read_or_is_an_error_in_one_line(tmp_path, name, cuts, keep):
    path = tmp_path / name
    path.write_bytes(damaged(SAMPLES[name], cuts))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", framing.Note)
        try:
            articles = framing.read(path, keep=keep)
        except ValueError as error:
            said = (type(error) in (ValueError, BrokenFileError, UnknownFormatError), "\n" in str(error))
            articles = None
    if articles is None:
        assert said == (True, False)
        return
    assert articles["text"].map(type).eq(str).all()
    assert framing.account(articles)["articles"].sum() == len(articles)
