"""What scrapers, feeds and news standards write: every field, outlets by domain, and what is odd in one line."""

import csv
import io
import json
import re
import sys
import warnings
import zipfile

import pandas as pd
import pytest
import trafilatura
from fictional_pages import PARAGRAPHS, page
from openpyxl import Workbook

import framing
from framing.model import Note
from framing.read import read
from framing.read.by_value import barred, flat_text

BODY = "\n\n".join(PARAGRAPHS)
OURS = ["outlet", "date", "headline", "byline", "url"]
EXPECTED = {
    "outlet": "dailybee.example", "date": "2024-01-12", "headline": "Ferry stays in port", "byline": "Bo Lind",
    "url": "https://www.dailybee.example/ferry",
}  # fmt: skip

NEWSPAPER = {
    "url": EXPECTED["url"], "read_more_link": "", "language": "en", "title": "Ferry stays in port", "top_image": "",
    "images": [], "movies": [], "keywords": [], "tags": [], "authors": ["Bo Lind"], "text": BODY, "summary": "",
    "publish_date": "2024-01-12T00:00:00", "meta_site_name": "The Daily Bee", "canonical_link": EXPECTED["url"],
    "meta_lang": "en",
}  # fmt: skip
NEWS_PLEASE = {
    "authors": ["Bo Lind"], "date_download": "2024-02-01 10:00:00", "date_modify": None,
    "date_publish": "2024-01-12 00:00:00", "description": "Storm.", "filename": "x.json", "image_url": None,
    "language": "en", "localpath": None, "maintext": BODY, "source_domain": "www.dailybee.example", "text": None,
    "title": "Ferry stays in port", "title_page": None, "title_rss": None, "url": EXPECTED["url"],
}  # fmt: skip
FUNDUS = {
    "title": "Ferry stays in port", "authors": ["Bo Lind"], "publishing_date": "2024-01-12 00:00:00+00:00",
    "body": {"summary": [], "sections": [{"headline": [], "paragraphs": list(PARAGRAPHS)}]}, "topics": ["Ferries"],
    "url": EXPECTED["url"],
}  # fmt: skip
NEWSAPI = {
    "status": "ok", "totalResults": 1, "articles": [{
        "source": {"id": None, "name": "dailybee.example"}, "author": "Bo Lind", "title": "Ferry stays in port",
        "description": "Storm.", "url": EXPECTED["url"], "urlToImage": None, "publishedAt": "2024-01-12T00:00:00Z",
        "content": BODY,
    }],
}  # fmt: skip


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


def notes_of(*paths):
    """Everything that reading says, in one text."""
    with pytest.warns(Note) as caught:
        read(paths)
    return "\n".join(str(warning.message) for warning in caught)


def trafilatura_output(kind):
    return trafilatura.extract(page(), output_format=kind, with_metadata=True, include_comments=False)


def as_csv(record):
    table = io.StringIO()
    writer = csv.DictWriter(table, list(record))
    writer.writeheader()
    writer.writerow(record)
    return table.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("newspaper.json", json.dumps([NEWSPAPER])),
        ("newspaper.jsonl", json.dumps(NEWSPAPER)),
        ("newspaper.csv", as_csv(NEWSPAPER | {"authors": "Bo Lind"})),
        ("one.json", json.dumps(NEWSPAPER)),
        ("please.json", json.dumps(NEWS_PLEASE)),
        ("please.jsonl", json.dumps(NEWS_PLEASE)),
        ("fundus.json", json.dumps([FUNDUS])),
        ("one_fundus.json", json.dumps(FUNDUS)),
        ("newsapi.json", json.dumps(NEWSAPI)),
        ("trafilatura.json", trafilatura_output("json")),
        ("trafilatura.jsonl", trafilatura_output("json")),
        ("trafilatura.xml", trafilatura_output("xml")),
        ("tei.xml", trafilatura_output("xmltei")),
    ],
)
def test_every_scraper_gives_the_same_fields(read_as, name, content):
    assert read_as(name, content)[OURS].astype(str).to_dict("records") == [EXPECTED]


@pytest.mark.parametrize("kind", ["json", "xml", "xmltei"])
def test_the_text_of_trafilatura_has_its_paragraphs(read_as, kind):
    text = read_as("a.xml" if kind.startswith("xml") else "a.json", trafilatura_output(kind))["text"].item()
    assert [line for line in text.split("\n") if line][1:] == list(PARAGRAPHS)


def test_the_csv_of_trafilatura_has_no_header(read_as):
    rows = trafilatura_output("csv") + trafilatura.extract(
        page(url="https://edition.cnn.com/x"), output_format="csv", with_metadata=True
    )
    articles = read_as("a.csv", rows)
    assert articles[["outlet", "headline", "license"]].to_dict("list") == {
        "outlet": ["dailybee.example", "CNN"], "headline": ["Ferry stays in port"] * 2, "license": [None, None],
    }  # fmt: skip


def test_a_broken_row_of_trafilatura_is_one_line(read_as):
    with pytest.raises(ValueError, match=r"a\.csv, line 6: 2 cells where the header has 11; run trafilatura again"):
        read_as("a.csv", trafilatura_output("csv") + "https://bee.example/x\tnull\n")


def test_scraped_parquet_gets_its_outlets_too(tmp_path, quiet):
    pd.DataFrame({"source": [EXPECTED["url"], "https://thehill.com/a"], "text": "It may rain."}).to_parquet(
        tmp_path / "a.parquet"
    )
    articles = read(tmp_path / "a.parquet")
    assert (articles["outlet"].tolist(), articles["url"].tolist()) == (
        ["dailybee.example", "The Hill"], [EXPECTED["url"], "https://thehill.com/a"],
    )  # fmt: skip


def test_taking_outlets_from_domains_is_a_note(tmp_path):
    (tmp_path / "a.csv").write_text("source,text\nhttps://bee.example/a,It may rain.\n", encoding="utf-8")
    assert "1 file with outlets taken from the domains of addresses" in notes_of(tmp_path / "a.csv")


@pytest.mark.parametrize("name", ["The Daily Bee", "Bee, Hill & Sons", "bee.example Weekly", "Salt.com"])
def test_names_of_outlets_stay_as_they_are(read_as, name):
    assert read_as("a.csv", f'outlet,url,text\n"{name}",https://x.example/a,It may rain.\n')["outlet"].item() == name


def test_the_outlet_of_the_call_goes_before_the_domain(read_as):
    articles = read_as("a.csv", "url,text\nhttps://x.example/a,It may rain.\n", outlet="Bee")
    assert articles["outlet"].item() == "Bee"


def test_sections_of_fundus_have_their_headlines_above_them():
    body = {"summary": ["Storm."], "sections": [{"headline": ["Pier"], "paragraphs": ["It broke.", "Twice."]}]}
    assert flat_text(body) == "Storm.\n\nPier\n\nIt broke.\n\nTwice."


@pytest.mark.parametrize("value", [{"a": 1}, ["It may rain."], "It may rain.", None, 3])
def test_other_values_are_no_sections(value):
    assert flat_text(value) is value


def test_an_empty_column_is_nothing_where_another_has_texts():
    assert barred({"text": [None, ""], "maintext": ["It may rain.", "Or not."]}) == {"text": ["text"]}


def test_texts_that_an_interface_cut_off_are_a_note(tmp_path):
    cut = {**NEWSAPI["articles"][0], "content": "The ferry stays… [+2345 chars]"}
    (tmp_path / "a.json").write_text(json.dumps({**NEWSAPI, "articles": [cut]}), encoding="utf-8")
    assert "1 article of which the text is only a beginning" in notes_of(tmp_path / "a.json")


def test_a_table_of_zotero_has_the_publication_as_outlet(read_as):
    zotero = {
        "Key": "AB12", "Item Type": "newspaperArticle", "Publication Year": "2024", "Author": "Lind, Bo",
        "Title": "Ferry stays in port", "Publication Title": "The Daily Bee", "Url": EXPECTED["url"],
        "Abstract Note": "It may rain.", "Date": "2024-01-12", "Publisher": "Bee Press", "Language": "en",
    }  # fmt: skip
    articles = read_as("zotero.csv", as_csv(zotero), columns={"text": "Abstract Note"})
    assert articles[["doc_id", "outlet", "headline", "lang"]].to_dict("records") == [
        {"doc_id": "AB12", "outlet": "The Daily Bee", "headline": "Ferry stays in port", "lang": "en"}
    ]


# Feeds

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Daily Bee &#8211; World</title><link>https://www.dailybee.example</link>
<item><title>Ferry stays in port</title><link>https://www.dailybee.example/ferry</link>
<dc:creator>Bo Lind</dc:creator><pubDate>Fri, 12 Jan 2024 08:00:00 +0000</pubDate><category>World</category>
<guid isPermaLink="false">bee-1</guid><description>Storm.</description>
<content:encoded><![CDATA[<p>It may&nbsp;rain.</p><p>Or <b>not</b>, she said.</p>]]></content:encoded></item>
<item><title>Pier &amp; storm</title><link>https://www.dailybee.example/pier</link>
<description>&lt;p&gt;The pier broke.&lt;/p&gt;</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Bee</title>
<entry><title>Ferry stays in port</title><link rel="edit" href="https://x.example/edit"/>
<link href="https://www.dailybee.example/ferry"/><author><name>Bo Lind</name></author>
<updated>2024-01-13T08:00:00Z</updated><published>2024-01-12T08:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It may rain.</p><p>Or not.</p></div></content>
</entry></feed>"""


def test_a_feed_of_rss_gives_its_items(read_as):
    articles = read_as("feed.xml", RSS)
    first = articles.iloc[0]
    assert (len(articles), first["text"], first["section"]) == (2, "It may\xa0rain.\n\nOr not, she said.", "World")
    assert first[["outlet", "headline", "byline", "url"]].to_dict() == {
        name: EXPECTED[name] for name in ("outlet", "headline", "byline", "url")
    }


def test_a_feed_of_atom_gives_its_entries(read_as):
    articles = read_as("feed.atom", ATOM)
    assert articles["text"].item() == "It may rain.\n\nOr not."
    assert articles["date"].item() == pd.Timestamp("2024-01-12 08:00")
    assert articles["url"].item() == EXPECTED["url"]


def test_items_with_a_summary_only_are_a_note(tmp_path):
    (tmp_path / "feed.rss").write_text(RSS, encoding="utf-8")
    said = notes_of(tmp_path / "feed.rss")
    assert re.search(r"1 article of which the feed has only a summary: .*feed\.rss, item 2", said)


def test_the_account_counts_the_items_with_a_summary_only(read_as):
    assert framing.account(read_as("feed.xml", RSS))["note"].item() == "1 of 2 with a summary only"


def test_a_feed_without_items_is_one_line(read_as):
    with pytest.raises(ValueError, match=r"feed\.xml: a feed without an item; download it again"):
        read_as("feed.xml", "<rss><channel><title>Bee</title></channel></rss>")


@pytest.mark.parametrize("encoding", ["koi8-r", "utf-8", "windows-1251", "UTF-16"])
def test_a_feed_is_decoded_as_it_declares(read_as, encoding):
    feed = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><item><title>Дождь</title></item></channel></rss>'
    assert read_as("feed.xml", feed.encode(encoding))["headline"].item() == "Дождь"


def test_the_encoding_of_the_call_goes_before_the_declared_one(read_as):
    feed = '<?xml version="1.0" encoding="koi8-r"?><rss><channel><item><title>Дождь</title></item></channel></rss>'
    assert read_as("feed.xml", feed.encode(), encoding="utf-8")["headline"].item() == "Дождь"


# News standards

NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "http://www.nitf.org/nitf.dtd"><nitf><head><title>Ferry</title>
<docdata><doc-id id-string="77"/></docdata>
<pubdata date.publication="20240112T000000" name="The Daily Bee" ex-ref="https://www.dailybee.example/ferry"/></head>
<body><body.head><hedline><hl1>Ferry stays in port</hl1></hedline><byline>Bo Lind</byline></body.head>
<body.content><block class="lead_paragraph"><p>It may rain.</p></block>
<block class="full_text"><p>It may rain.</p><p>Or not.</p></block></body.content></body></nitf>"""
NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="77" xml:lang="en"><itemMeta>
<provider literal="The Daily Bee"/><versionCreated>2024-01-13T08:00:00Z</versionCreated></itemMeta><contentMeta>
<contentCreated>2024-01-12</contentCreated><by>Bo Lind</by><headline>Ferry stays in port</headline></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><p>It may rain.</p><p>Or not.</p></body></html></inlineXML></contentSet></newsItem>"""
JATS = """<article><front><journal-meta><journal-title>The Daily Bee</journal-title></journal-meta><article-meta>
<article-id pub-id-type="doi">77</article-id><title-group><article-title>Ferry <italic>stays</italic> in
port</article-title></title-group><contrib-group><contrib><name><surname>Lind</surname><given-names>Bo</given-names></name></contrib>
</contrib-group><pub-date><day>12</day><month>1</month><year>2024</year></pub-date></article-meta></front>
<body><sec><p>It may rain<xref>[1]</xref>.</p><table-wrap><td>9</td></table-wrap><p>Or not.</p></sec></body>
</article>"""


@pytest.mark.parametrize("content", [NITF, NEWSML, JATS])
def test_every_news_standard_gives_the_same_fields(read_as, content):
    articles = read_as("a.xml", content)
    assert articles[["doc_id", "outlet", "date", "headline", "byline", "text"]].astype(str).to_dict("records") == [
        {
            "doc_id": "77", "outlet": "The Daily Bee", "date": "2024-01-12", "headline": "Ferry stays in port",
            "byline": "Bo Lind", "text": "It may rain.\n\nOr not.",
        }
    ]  # fmt: skip


LAUGHS = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<rss><channel><item><title>x</title><description>&d;</description></item></channel></rss>"""
OUTSIDE = """<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rss><channel><item><title>x</title><description>&a;</description></item></channel></rss>"""


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE])
def test_xml_that_declares_entities_is_refused(read_as, content):
    with pytest.raises(ValueError, match=r"feed\.xml: XML that declares entities"):
        read_as("feed.xml", content)


@pytest.mark.parametrize("content", [RSS, ATOM, NITF, NEWSML, trafilatura_output("xml"), trafilatura_output("xmltei")])
@pytest.mark.parametrize("share", [0.5, 0.95])
def test_xml_that_is_cut_off_is_one_line(read_as, content, share):
    with pytest.raises(ValueError, match=r"a\.xml: not well-formed XML .*; download it again, or leave it out"):
        read_as("a.xml", content[: int(share * len(content))])


# Workbooks


def workbook(sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


ROWS = [["Title", "Source", "Date", "Text"], ["Ferry", "The Bee", pd.Timestamp("2024-01-12"), "It may rain."]]


def test_a_workbook_is_read_as_a_table(read_as):
    articles = read_as("a.xlsx", workbook({"Sheet1": ROWS}))
    assert articles.astype(str).to_dict("records") == [
        {"doc_id": "a-1", "outlet": "The Bee", "date": "2024-01-12", "headline": "Ferry", "text": "It may rain."}
    ]


def test_of_several_sheets_the_one_with_texts_is_read_and_the_others_are_named(read_as):
    articles = read_as("a.xlsx", workbook({"Notes": [["Hello"], ["you"]], "Articles": ROWS, "Empty": []}))
    assert (len(articles), framing.account(articles)["skipped"].item()) == (
        1, "sheet 'Notes': not the one with the texts",
    )  # fmt: skip


def test_blank_rows_above_and_between_are_nothing(read_as):
    assert len(read_as("a.xlsx", workbook({"A": [[None], [None, ""], ROWS[0], [None] * 4, ROWS[1]]}))) == 1


def test_a_cell_at_which_excel_cuts_off_is_a_note(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook({"A": [["outlet", "text"], ["Bee", "x" * 32_767]]}))
    assert re.search(r"1 row with a cell of 32,767 characters, .*row 2", notes_of(tmp_path / "a.xlsx"))


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_workbook_that_is_cut_off_is_one_line(read_as, share):
    content = workbook({"A": ROWS})
    with pytest.raises(ValueError, match=r"a\.xlsx: .*; .*errors=\"skip\""):
        read_as("a.xlsx", content[: int(share * len(content))])


def test_an_old_workbook_is_one_line_with_the_way_out(read_as):
    with pytest.raises(ValueError, match=r"a\.xls: an old or encrypted Office document .*save it as \.docx or \.xlsx"):
        read_as("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def rezipped(content, name, made):
    """A workbook in which one part is another."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, made if entry == name else old.read(entry))
    return packed.getvalue()


def test_a_workbook_that_declares_entities_is_refused(read_as):
    content = rezipped(workbook({"A": ROWS}), "xl/worksheets/sheet1.xml", LAUGHS)
    with pytest.raises(ValueError, match=r"a\.xlsx: XML that declares entities"):
        read_as("a.xlsx", content)


def test_a_workbook_that_is_a_bomb_is_one_line(read_as):
    content = rezipped(workbook({"A": ROWS}), "xl/worksheets/sheet1.xml", bytes(150_000_000))
    with pytest.raises(ValueError, match=r"a\.xlsx: .*sheet1\.xml decompresses to more than 100 times its size"):
        read_as("a.xlsx", content)


@pytest.mark.parametrize(
    ("name", "content", "package"),
    [
        ("a.xlsx", workbook({"A": ROWS}), "openpyxl"),
        ("a.xml", RSS, "lxml"),
        ("a.html", page(), "trafilatura"),
        ("a.warc", "WARC/1.0", "trafilatura"),
    ],
)
def test_a_package_that_is_missing_is_named_with_the_way_to_it(read_as, monkeypatch, name, content, package):
    monkeypatch.setitem(sys.modules, package, None)
    for module in [module for module in sys.modules if module.startswith(f"{package}.")]:
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ValueError, match=rf'{name}: .*needs {package}; pip install "newsframing\[formats\]"'):
        read_as(name, content)


# Lists of addresses

MEDIA_CLOUD = (
    "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    "m1,2024-01-14,en,dailybee.example,dailybee.example,2024-01-11,Ferry,http://dailybee.example/ferry?utm_source=x\n"
    "m2,2024-01-14,en,dailybee.example,dailybee.example,2024-01-11,Sun,https://dailybee.example/sun\n"
)


def test_a_list_of_addresses_says_how_to_get_the_texts(read_as):
    with pytest.raises(ValueError, match=r"list\.csv: a list of 2 web addresses without texts; save the pages"):
        read_as("list.csv", MEDIA_CLOUD)


def test_a_list_of_gdelt_says_how_to_get_the_texts(read_as):
    found = {
        "articles": [{"url": EXPECTED["url"], "title": "x", "seendate": "20240112T101500Z", "domain": "x.example"}]
    }
    with pytest.raises(ValueError, match=r"list\.json: a list of 1 web addresses without texts"):
        read_as("list.json", json.dumps(found))


def test_a_list_and_pages_are_joined_by_address(tmp_path, quiet):
    (tmp_path / "list.csv").write_text(MEDIA_CLOUD, encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "ferry.html").write_text(page(), encoding="utf-8")
    articles = read([tmp_path / "list.csv", tmp_path / "pages"])
    row = articles.iloc[0]
    assert (len(articles), row["media_url"], row["headline"], str(row["date"].date())) == (
        1, "dailybee.example", "Ferry stays in port", "2024-01-12",
    )  # fmt: skip
    account = framing.account(articles)
    assert account["note"].tolist() == ["a list of 2 addresses without texts", ""]


def test_addresses_without_a_page_are_a_note(tmp_path):
    (tmp_path / "list.csv").write_text(MEDIA_CLOUD, encoding="utf-8")
    (tmp_path / "ferry.html").write_text(page(), encoding="utf-8")
    assert re.search(
        r"1 address of a list without a saved page or text, left out: .*/sun",
        notes_of(tmp_path / "list.csv", tmp_path / "ferry.html"),
    )
