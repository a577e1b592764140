"""Saved web pages and web archives: the article and its fields, in order, with what has none accounted for."""

import gzip
import sys
import warnings

import pytest
from fictional_pages import MENU, PARAGRAPHS, page

import framing
from framing.model import Note
from framing.read import read
from framing.read.web import extract, workers
from framing.read.web.extract import Page, page_fields, page_text

EMPTY = "<html><head><title>Bee</title></head><body></body></html>"


@pytest.fixture
def quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Note)
        yield


@pytest.fixture
def read_as(tmp_path, quiet):
    def reader(name, content, **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read(path, **options)

    return reader


def record(kind, address, content_type, content):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-02-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: {content_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode("ascii") + content + b"\r\n\r\n"


def warc(records, *, is_packed=True):
    """A web archive of (address, status, type, content)."""
    made = [record("warcinfo", "", "application/warc-fields", b"software: a crawler\r\n")]
    for address, status, kind, body in records:
        raw = body if isinstance(body, bytes) else body.encode("utf-8")
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode("ascii") + raw
        made += [
            record("request", address, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", address, "application/http; msgtype=response", answer),
        ]
    return b"".join(map(gzip.compress, made) if is_packed else made)


def pages(number):
    return [page(headline=f"Ferry {place} stays", url=f"https://bee{place}.example/a") for place in range(number)]


# One page


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.html.gz", "a.xhtml"])
def test_a_saved_page_gives_its_article(read_as, name):
    content = page().encode("utf-8")
    articles = read_as(name, gzip.compress(content) if name.endswith(".gz") else content)
    row = articles.astype(str).iloc[0]
    assert row[["doc_id", "outlet", "date", "headline", "byline", "lang", "url", "site_name"]].to_dict() == {
        "doc_id": "a", "outlet": "dailybee.example", "date": "2024-01-12", "headline": "Ferry stays in port",
        "byline": "Bo Lind", "lang": "en", "url": "https://www.dailybee.example/ferry", "site_name": "The Daily Bee",
    }  # fmt: skip
    assert row["text"].split("\n\n")[-4:] == list(PARAGRAPHS)


def test_menus_are_left_out_unless_all_is_kept(read_as):
    assert not set(MENU) & set(read_as("a.html", page())["text"].item().split("\n\n"))
    assert set(MENU) < set(read_as("a.html", page(), keep="all")["text"].item().split("\n\n"))


def test_labelling_finds_boilerplate_in_all_that_is_kept(read_as):
    articles = read_as("a.html", page(), keep="all")
    spans = framing.label(articles, ["boilerplate"])
    found = {articles["text"].item()[row.start : row.end] for row in spans.itertuples() if row.role == "cue"}
    assert "Copyright The Daily Bee. All rights reserved." in found


def test_a_profile_names_the_outlet_of_a_domain(read_as):
    assert read_as("a.html", page(url="https://edition.cnn.com/a"))["outlet"].item() == "CNN"


def test_a_page_without_an_address_has_the_name_that_it_gives_itself(read_as):
    content = page().replace('<link rel="canonical" href="https://www.dailybee.example/ferry">', "")
    assert read_as("a.html", content)["outlet"].item() == "The Daily Bee"


@pytest.mark.parametrize(
    "comment",
    ["saved from url=(0034)https://x.example/a", "\n Page saved with SingleFile \n url: https://x.example/a \n"],
)
def test_the_address_that_a_browser_wrote_is_the_pages(comment):
    fields = page_fields(Page(f"<!-- {comment} -->{page()}".encode()))
    assert fields["url"] == "https://x.example/a"


def test_a_page_that_browsers_save_with_its_pictures_is_read(read_as):
    content = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.thehill.com/a\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n'
        f"Content-Location: https://www.thehill.com/a\r\n\r\n{page()}\r\n--x\r\n"
        "Content-Type: image/png\r\n\r\nx\r\n--x--"
    )
    articles = read_as("a.mhtml", content)
    assert (articles["outlet"].item(), articles["headline"].item()) == ("The Hill", "Ferry stays in port")


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        ("<p>Café “x”".encode(), ""),
        ("<p>Café “x”".encode("utf-16"), ""),
        ("<p>Café “x”".encode("cp1252"), ""),
        ("<p>Café “x”".encode("cp1252"), "iso-8859-1"),
        ("<p>Café “x”".encode(), "iso-8859-1"),
        (b"<meta charset='nonsense'>" + "<p>Café “x”".encode("cp1252"), ""),
    ],
)
def test_a_page_is_decoded_as_browsers_do(raw, charset):
    assert page_text(raw, charset).endswith("<p>Café “x”")


def test_a_page_declares_its_encoding():
    assert page_text('<meta charset="koi8-r"><p>Дождь'.encode("koi8-r")).endswith("<p>Дождь")


def test_the_encoding_of_the_call_is_the_pages(read_as):
    content = page(headline="Дождь").replace('charset="utf-8"', "").encode("koi8-r", "replace")
    assert read_as("a.html", content, encoding="koi8-r")["headline"].item() == "Дождь"


# Pages without an article


def test_pages_without_an_article_are_in_the_account_with_the_reason(tmp_path):
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    (tmp_path / "b.html").write_text(EMPTY, encoding="utf-8")
    with pytest.warns(Note) as caught:
        articles = read(tmp_path)
    account = framing.account(articles)
    assert account["skipped"].tolist() == ["", "no article found in the page"]
    assert any("b.html (no article found in the page)" in str(warning.message) for warning in caught)


def test_no_article_in_any_page_is_one_line(read_as):
    with pytest.raises(
        ValueError, match=r"no file could be read, 1 left out; .*a\.html \(no article found in the page\)"
    ):
        read_as("a.html", EMPTY)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>" + b"<" * extract.MOST_TAGS, "more than 400,000 tags"),
        (b"<html>" + b" " * extract.LARGEST_PAGE, "larger than 20 MB"),
        (b"no tags here", "no HTML"),
    ],
)
def test_what_is_no_page_has_its_reason(content, reason):
    assert page_fields(Page(content)) == reason


@pytest.mark.parametrize("tag", ["div", "span", "table", "b", "blockquote", "font"])
@pytest.mark.parametrize("keep", ["article", "all"])
def test_a_page_of_any_depth_ends(tag, keep):
    assert isinstance(page_fields(Page(f"<html><body>{f'<{tag}>' * 50_000}rain".encode(), keep=keep)), (dict, str))


def test_a_bomb_that_is_named_as_a_page_is_one_line(read_as):
    with pytest.raises(ValueError, match=r"a\.html\.gz: decompresses to more than 100 times its size"):
        read_as("a.html.gz", gzip.compress(bytes(150_000_000)))


# Many pages


def test_many_pages_give_the_same_on_several_processors(monkeypatch):
    items = [(place, Page(content.encode())) for place, content in enumerate([*pages(30), EMPTY, *pages(29)])]
    monkeypatch.setattr(workers, "FEWEST_PAGES", 10)
    monkeypatch.setattr(workers, "processors", lambda: 2)
    shared = list(workers.in_order(items))
    monkeypatch.setattr(workers, "processors", lambda: 1)
    assert shared == list(workers.in_order(items))


def test_a_worker_that_ends_early_loses_no_page(monkeypatch):
    monkeypatch.setattr(workers, "FEWEST_PAGES", 4)
    monkeypatch.setattr(workers, "processors", lambda: 2)
    monkeypatch.setattr(workers._Worker, "command", [sys.executable, "-c", "raise SystemExit"])
    found = list(workers.in_order((place, Page(content.encode())) for place, content in enumerate(pages(8))))
    assert [fields["headline"] for _, fields in found] == [f"Ferry {place} stays" for place in range(8)]


def test_a_reader_who_stops_leaves_no_worker(monkeypatch):
    started = []

    class Counted(workers._Worker):
        def __init__(self):
            super().__init__()
            started.append(self._process)

    monkeypatch.setattr(workers, "FEWEST_PAGES", 4)
    monkeypatch.setattr(workers, "processors", lambda: 2)
    monkeypatch.setattr(workers, "_Worker", Counted)
    results = workers.in_order((place, Page(content.encode())) for place, content in enumerate(pages(40)))
    next(results)
    results.close()
    assert [process.poll() is not None for process in started] == [True, True]


def test_pages_and_other_files_come_in_the_order_of_their_paths(tmp_path, quiet, monkeypatch):
    monkeypatch.setattr(workers, "FEWEST_PAGES", 3)
    monkeypatch.setattr(workers, "processors", lambda: 2)
    for place, content in enumerate(pages(6)):
        (tmp_path / f"{place}.html").write_text(content, encoding="utf-8")
    (tmp_path / "2b.txt").write_text("It may rain.", encoding="utf-8")
    assert read(tmp_path)["doc_id"].tolist() == ["0", "1", "2", "2b", "3", "4", "5"]


# Web archives

RECORDS = [
    ("https://bee.example/a", "200 OK", "text/html; charset=utf-8", page()),
    ("https://bee.example/old", "301 Moved", "text/html", ""),
    ("https://bee.example/gone", "404 Not Found", "text/html", page()),
    ("https://bee.example/a.png", "200 OK", "image/png", b"\x89PNG"),
    ("https://bee.example/empty", "200 OK", "text/html", EMPTY),
    ("https://edition.cnn.com/b", "200 OK", "text/html", page(headline="Pier")),
]


@pytest.mark.parametrize("name", ["bee.warc", "bee.warc.gz"])
def test_the_pages_of_a_web_archive_are_read(read_as, name):
    articles = read_as(name, warc(RECORDS, is_packed=name.endswith(".gz")))
    assert articles[["doc_id", "outlet", "url"]].to_dict("list") == {
        "doc_id": ["bee-1", "bee-2"], "outlet": ["bee.example", "CNN"],
        "url": ["https://bee.example/a", "https://edition.cnn.com/b"],
    }  # fmt: skip


def test_what_else_a_web_archive_has_is_counted_by_reason(read_as):
    account = framing.account(read_as("bee.warc.gz", warc(RECORDS)))
    assert account["skipped"].item().split("; ") == [
        "https://bee.example/old: a redirect (301)",
        "https://bee.example/gone: an error of the server (404)",
        "https://bee.example/a.png: not HTML (image/png)",
        "https://bee.example/empty: no article found in the page",
    ]


@pytest.mark.parametrize("name", ["bee.warc", "bee.warc.gz"])
def test_a_web_archive_that_is_cut_off_gives_what_it_has_and_says_so(read_as, name):
    content = warc(RECORDS, is_packed=name.endswith(".gz"))
    articles = read_as(name, content[:-150])
    assert (len(articles), framing.account(articles)["skipped"].item().split("; ")[-1]) == (
        1, "the rest: broken or cut off after 12 records",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "no record in"), (b"\x00\x01" * 400, "not a web archive"), (b"It may rain.\n", "not a web archive")],
)
def test_what_is_no_web_archive_is_one_line(read_as, content, reason):
    with pytest.raises(ValueError, match=rf"bee\.warc: {reason}.*; download it again, or leave it out"):
        read_as("bee.warc", content)


def test_a_bomb_in_a_web_archive_is_a_page_too_large(read_as, monkeypatch):
    monkeypatch.setattr(sys.modules["framing.read.web.warc"], "LARGEST_PAGE", 50_000)
    monkeypatch.setattr(extract, "LARGEST_PAGE", 50_000)
    bomb = ("https://bee.example/b", "200 OK", "text/html", b"<html>" + bytes(3_000_000))
    articles = read_as("bee.warc.gz", warc([RECORDS[0], bomb]))
    assert framing.account(articles)["skipped"].item().startswith("https://bee.example/b: larger than")


def test_keep_is_checked(read_as):
    with pytest.raises(ValueError, match=r"keep='some' is unknown; keep=\"article\" or keep=\"all\""):
        read_as("a.html", page(), keep="some")


def test_a_page_on_markets_is_no_export(read_as):
    cells = "<td>Dow Jones</td><td><a href='/HD'>HD</a></td><td>TD</td>"
    market = f"<table><tr>{cells}</tr></table><div class='article'>x</div>"
    articles = read_as("a.html", page().replace("<footer>", f"{market}<footer>"))
    assert framing.account(articles)["format"].item() == "page"
