"""Exports of archives: every article is found, with its fields, and nothing of the fields is in the text."""

import pytest
from click.testing import CliRunner
from exports import (
    articles,
    docx,
    europresse_html,
    factiva_html,
    factiva_lines,
    factiva_text,
    nexis_text,
    nexis_uni_paragraphs,
    proquest_text,
    rtf,
    zipped,
)

import framing.cli
from framing import Note, account, read

MADE = articles(6)
EXPORTS = {
    "nexis.txt": ("nexis", lambda: nexis_text(MADE).encode()),
    "uni.docx": ("nexis_uni", lambda: docx(nexis_uni_paragraphs(MADE))),
    "uni.rtf": ("nexis_uni", lambda: rtf(nexis_uni_paragraphs(MADE))),
    "uni.zip": ("nexis_uni", lambda: zipped({"Files (6).DOCX": docx(nexis_uni_paragraphs(MADE))})),
    "factiva.html": ("factiva", lambda: factiva_html(MADE).encode()),
    "factiva.txt": ("factiva", lambda: factiva_text(MADE).encode()),
    "factiva.rtf": ("factiva", lambda: rtf([line for article in MADE for line in factiva_lines(article)])),
    "europresse.html": ("europresse", lambda: europresse_html(MADE).encode()),
    "proquest.txt": ("proquest", lambda: proquest_text(MADE).encode()),
}
IDS = list(EXPORTS)


@pytest.fixture(scope="module", params=IDS)
def export(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("exports") / request.param
    path.write_bytes(EXPORTS[request.param][1]())
    return EXPORTS[request.param][0], read(path)


def test_the_format_is_found_by_content(export):
    assert account(export[1])["format"].tolist() == [export[0]]


def test_every_article_is_found(export):
    assert account(export[1])["articles"].tolist() == [6]


def test_headlines_are_those_of_the_articles(export):
    assert export[1]["headline"].tolist() == [article.headline for article in MADE]


def test_outlets_are_those_of_the_articles(export):
    assert export[1]["outlet"].tolist() == [article.outlet for article in MADE]


def test_dates_are_those_of_the_articles(export):
    days = [f"{article.year}-{article.month:02}-{article.day:02}" for article in MADE]
    assert export[1]["date"].dt.strftime("%Y-%m-%d").tolist() == days


def test_bylines_are_those_of_the_articles(export):
    assert export[1]["byline"].str.removeprefix("By ").tolist() == [article.byline for article in MADE]


def test_texts_are_the_paragraphs_and_nothing_else(export):
    assert export[1]["text"].tolist() == ["\n\n".join(article.paragraphs) for article in MADE]


NEXIS = """\
                               1 of {total} DOCUMENTS


                              Der Hafenbote (Haven)

                           {date}

{headline}

AUTOR: Ada Orr

RUBRIK: POLITIK; S. 4

LÄNGE: 1.204 Wörter

Der Kai bleibt zu.

UPDATE: 14. Januar 2019

SPRACHE: GERMAN; DEUTSCH

                       Copyright 2019 Der Hafenbote GmbH
                            Alle Rechte vorbehalten
"""


def one(tmp_path, text, name="export.txt", **options):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, **options).iloc[0]


def nexis(**changed):
    return NEXIS.format(**({"total": 1, "date": "12. Januar 2019 Samstag", "headline": "Kai gesperrt"} | changed))


def test_german_labels_of_nexis_are_fields(tmp_path):
    row = one(tmp_path, nexis())
    fields = (row["byline"], row["section"], row["word_count"], row["lang"], row["load_date"], row["text"])
    assert fields == ("Ada Orr", "POLITIK; S. 4", 1204, "de", "2019-01-14", "Der Kai bleibt zu.")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("samedi 12 janvier 2019", "2019-01-12"),
        ("1er août 2019 jeudi", "2019-08-01"),
        ("sábado, 12 de enero de 2019", "2019-01-12"),
        ("sabato 12 gennaio 2019", "2019-01-12"),
        ("12 de março de 2019", "2019-03-12"),
        ("zaterdag 12 mei 2019", "2019-05-12"),
        ("12. März 2019 Dienstag 8:15 PM GMT", "2019-03-12"),
        ("March 12, 2019 Tuesday", "2019-03-12"),
        ("12 March 2019", "2019-03-12"),
    ],
)
def test_dates_are_read_in_the_languages_of_exports(tmp_path, written, day):
    assert f"{one(tmp_path, nexis(date=written))['date']:%Y-%m-%d}" == day


def test_a_clock_with_a_zone_is_converted_to_utc(tmp_path):
    assert str(one(tmp_path, nexis(date="January 12, 2019 Saturday 5:36 PM EST"))["date"]) == "2019-01-12 22:36:00"


def test_a_date_without_a_day_is_kept_as_text(tmp_path):
    with pytest.warns(Note, match="1 article left without a date"):
        row = one(tmp_path, nexis(date="Spring 2019"))
    assert row["date_text"] == "Spring 2019"


def test_a_headline_of_several_lines_is_one(tmp_path):
    assert one(tmp_path, nexis(headline="Kai gesperrt;\nHafen in Not"))["headline"] == "Kai gesperrt; Hafen in Not"


def test_an_article_without_a_headline_is_read(tmp_path):
    row = one(tmp_path, nexis(headline=""))
    assert (row["headline"], row["text"]) == ("", "Der Kai bleibt zu.")


def test_another_number_of_articles_than_stated_is_a_note(tmp_path):
    with pytest.warns(Note, match=r"export\.txt \(1 found, 120 stated\)"):
        one(tmp_path, nexis(total=120))


def test_a_nexis_uni_article_without_a_body_is_read(tmp_path):
    lines = ["Quay closed", "The Bee", "January 12, 2024 Friday", "Length:\u00a00 words", "End of Document"]
    path = tmp_path / "a.docx"
    path.write_bytes(docx(lines))
    with pytest.warns(Note, match="with an empty text"):
        assert read(path)["headline"].tolist() == ["Quay closed"]


def test_a_list_of_documents_is_left_out_with_its_reason(tmp_path):
    members = {
        "Files_doclist.DOCX": docx(["Documents (1)", "1. Quay closed", "End of Document"]),
        "Files (1).DOCX": docx(nexis_uni_paragraphs(MADE[:1])),
    }
    (tmp_path / "a.zip").write_bytes(zipped(members))
    with pytest.warns(Note):
        notes = account(read(tmp_path / "a.zip"))["note"].tolist()
    assert [bool(note) for note in notes] == [False, True]


def test_articles_that_repeat_another_are_marked(tmp_path):
    longer = MADE[0]._replace(number=90, headline="Quay may close after all")
    other = longer._replace(number=91, paragraphs=(*longer.paragraphs[:-1], "The board meets again on Monday."))
    (tmp_path / "a.html").write_text(factiva_html([*MADE, longer, other]), encoding="utf-8")
    with pytest.warns(Note, match="2 articles with the text of another"):
        found = read(tmp_path / "a.html")
    first = found["doc_id"].iloc[0]
    assert found["duplicate_of"].fillna("").tolist()[5:] == ["", first, first]


def test_a_number_that_two_exports_have_is_a_note(tmp_path):
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(factiva_html(MADE[:1]), encoding="utf-8")
    with pytest.warns(Note, match="with the text of another"), pytest.warns(Note, match="whose number in the archive"):
        found = read(tmp_path)
    assert found["duplicate_of"].fillna("").tolist() == ["", found["doc_id"].iloc[0]]


def test_outlets_are_unified_and_kept_as_they_were(tmp_path):
    made = articles(2, outlets=("NYT", "The New York Times (International Edition)"))
    (tmp_path / "a.html").write_text(factiva_html(made), encoding="utf-8")
    with pytest.warns(Note, match="2 outlets unified"):
        found = read(tmp_path / "a.html")
    assert found["outlet"].unique().tolist() == ["The New York Times"]
    assert found["outlet_raw"].tolist() == ["The New York Times (International Edition)", "NYT"]


def test_a_text_that_looks_like_an_unknown_export_is_no_row(tmp_path):
    part = f"Headline:  Rain\nDate:  12 January 2024\n\nIt may rain.\n\n{'=' * 40}\n"
    (tmp_path / "a.txt").write_text(part * 3, encoding="utf-8")
    with pytest.raises(ValueError, match="looks like an export of several articles in a format that is not known"):
        read(tmp_path / "a.txt")


def test_a_text_that_looks_like_an_export_is_read_where_that_is_asked_for(tmp_path):
    part = f"Headline:  Rain\nDate:  12 January 2024\n\nIt may rain.\n\n{'=' * 40}\n"
    (tmp_path / "a.txt").write_text(part * 3, encoding="utf-8")
    assert len(read(tmp_path / "a.txt", format="txt", outlet="The Bee", columns={"date": "none"})) == 1


def test_a_proquest_table_is_read_by_its_columns(tmp_path):
    header = "Title,Abstract,StoreId,Authors,language,pubdate,pubtitle,year,DocumentURL,FullText"
    cells = 'Rain,Short,77,Ada Orr,English,"Jan 12, 2024",The Bee,2024,https://example.org/77,It may rain.'
    row = one(tmp_path, f"{header}\n{cells}\n", "a.csv")
    assert (row["doc_id"], row["outlet"], row["headline"], row["text"]) == ("77", "The Bee", "Rain", "It may rain.")


def test_a_factiva_xml_states_its_number(tmp_path):
    article = (
        "<article><accessionNo>BEE{0}</accessionNo><headline><paragraph>Rain</paragraph></headline><leadParagraph>"
        "<paragraph>It may rain {0}.</paragraph></leadParagraph><sourceName>The Bee</sourceName>"
        "<publicationDate><date>2024-01-12</date></publicationDate></article>"
    )
    both = article.format(1) + article.format(2)
    text = f"<R xmlns='http://global.factiva.com/pps/2.0'><resultSet count='3'>{both}</resultSet></R>"
    with pytest.warns(Note, match=r"2 found, 3 stated"):
        row = one(tmp_path, text, "a.xml")
    assert (row["doc_id"], row["text"]) == ("BEE1", "It may rain 1.")


def test_a_folder_of_exports_is_a_report_with_nothing_else_typed(tmp_path, monkeypatch):
    made = articles(24, outlets=("The Haven Gazette",)), articles(48, outlets=("Upper Town Herald",))[24:]
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "Files (24).DOCX").write_bytes(docx(nexis_uni_paragraphs(made[0])))
    (tmp_path / "exports" / "Factiva.html").write_text(factiva_html(made[1]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(framing.cli.main, ["report", "exports"])
    page = (tmp_path / result.stdout.strip()).read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert ("The Haven Gazette" in page, "Upper Town Herald" in page) == (True, True)


@pytest.mark.parametrize("ending", ["rtf", "doc"])
def test_the_classic_export_is_read_from_rich_text(tmp_path, ending):
    (tmp_path / "a.txt").write_text(nexis_text(MADE), encoding="utf-8")
    (tmp_path / f"b.{ending}").write_bytes(rtf(nexis_text(MADE).split("\n")))
    plain, rich = read(tmp_path / "a.txt"), read(tmp_path / f"b.{ending}")
    columns = ["outlet", "date", "headline", "byline", "text"]
    assert rich[columns].to_dict("list") == plain[columns].to_dict("list")


def test_the_shell_prints_the_account(tmp_path):
    (tmp_path / "a.txt").write_text(nexis_text(MADE, total=9), encoding="utf-8")
    result = CliRunner().invoke(
        framing.cli.main, ["read", str(tmp_path / "a.txt"), "-o", str(tmp_path / "articles.parquet")]
    )
    assert "a.txt: 6 articles of 9 stated (nexis); documents 1 to 6 of 9" in result.stderr
    with pytest.warns(Note, match="6 found, 9 stated"):
        assert account(read(tmp_path / "articles.parquet"))["stated"].tolist() == [9]


OLDER = """\
                              1 of 1 DOCUMENTS

              Copyright 2001 The Bee Company
                         The Bee

             September 12, 2001, Wednesday, Late Edition - Final

SECTION: Section A; Page 1
LENGTH: 1,000 words
HEADLINE: A quay is closed
BYLINE: By ADA ORR

BODY:
   Language: it is closed, 3 of 4 say.

URL: http://example.org/quay

LOAD-DATE: September 12, 2001
"""


def test_the_older_layout_of_nexis_has_labels_for_headline_and_body(tmp_path):
    row = one(tmp_path, OLDER)
    fields = (row["outlet"], row["headline"], row["text"], row["url"])
    assert fields == ("The Bee", "A quay is closed", "Language: it is closed, 3 of 4 say.", "http://example.org/quay")


def test_factiva_text_without_codes_is_read_by_its_lines(tmp_path):
    text = "\n".join([*factiva_lines(MADE[0])[:8], "", "One.", "", "Two.", *factiva_lines(MADE[0])[-2:]])
    row = one(tmp_path, text)
    assert (row["headline"], row["outlet"], row["text"]) == (MADE[0].headline, MADE[0].outlet, "One.\n\nTwo.")


def test_a_proquest_article_without_a_full_text_is_kept_and_counted(tmp_path):
    text = proquest_text(MADE[:1]).partition("Full text:")
    rest = text[2].partition("\n\nSubject:")
    (tmp_path / "a.txt").write_text(f"{text[0]}Full text: Not available.\n\nSubject:{rest[2]}", encoding="utf-8")
    with pytest.warns(Note, match="with an empty text"):
        found = read(tmp_path / "a.txt")
    assert account(found)["note"].tolist() == ["articles without a full text in the export: 1"]
