"""Exports as archives make them, of fictional articles: for tests, and to measure how fast they are read.

    python tests/exports.py

writes 1,000 articles as Nexis Uni does, 500 to a DOCX, and says how long `framing.read` takes.
"""

from __future__ import annotations

import io
import tempfile
import time
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SENTENCES = (
    "The harbour board may close the north quay before the summer.",
    "Nobody at the town hall wanted to say how much the repair would cost.",
    "“We have asked for a second report,” said Ada Orr, who leads the board.",
    "The ferry company says that it will run three boats instead of four.",
    "Residents of the upper town fear that the road will be busier than ever.",
    "A study of the water level was finished in autumn, but it has not been published.",
)


class Article(NamedTuple):
    """A fictional article."""

    number: int
    outlet: str
    headline: str
    byline: str
    section: str
    paragraphs: tuple[str, ...]
    year: int = 2024
    month: int = 1
    day: int = 12


def articles(count: int, *, outlets: Sequence[str] = ("The Haven Gazette", "Upper Town Herald")) -> list[Article]:
    """Make articles that differ from each other, by turns of the outlets."""
    made = []
    for number in range(1, count + 1):
        paragraphs = tuple(
            f"{_SENTENCES[(number + place) % 6]} {_SENTENCES[(number * 5 + place) % 6]} Notice {number * 31 + place} "
            f"of quay {number % 17} names pier {number * place % 23} and boat {number + place * 7}."
            for place in range(8)
        )
        made.append(
            Article(
                number,
                outlets[number % len(outlets)],
                f"Quay {number} may close",
                "Ada Orr",
                f"NEWS; Pg. {number % 40}",
                paragraphs,
                2024,
                number % 12 + 1,
                number % 28 + 1,
            )
        )
    return made


def nexis_uni_paragraphs(chosen: Sequence[Article]) -> list[str]:
    """Give the paragraphs of a Nexis Uni document; U+000C stands for the end of a section."""
    lines = ["", "Date and Time: Friday, 12 January 2024 09:31:00 CET", "Job Number: 1", f"Documents ({len(chosen)})"]
    for place, article in enumerate(chosen, start=1):
        lines += [f"{place}. {article.headline}", "Client/Matter: -None-", "Search Terms: quay", "News"]
    lines.append("\f")
    for article in chosen:
        lines += [
            "",
            article.headline,
            article.outlet,
            f"{MONTHS[article.month - 1]} {article.day}, {article.year} Friday",
            "",
            f"Copyright {article.year} {article.outlet} All Rights Reserved",
            f"Section:\u00a0{article.section}",
            f"Length:\u00a0{sum(len(part.split()) for part in article.paragraphs)} words",
            f"Byline:\u00a0{article.byline}",
            "Body",
            "",
            *article.paragraphs,
            "Classification",
            "",
            "Language: ENGLISH",
            "Publication-Type: Newspaper",
            "Subject: HARBORS & PORTS (90%)",
            f"Load-Date:\u00a0{MONTHS[article.month - 1]} {article.day}, {article.year}",
            "End of Document",
            "\f",
        ]
    return lines


def docx(paragraphs: Sequence[str]) -> bytes:
    """Make a Word document."""
    parts = []
    for text in paragraphs:
        if text == "\f":
            parts.append("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>")
        else:
            words = f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
            parts.append(f'<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>{words}</w:p>')
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><w:body>{"".join(parts)}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def zipped(members: dict[str, bytes]) -> bytes:
    """Make a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def rtf(paragraphs: Sequence[str]) -> bytes:
    """Make a rich-text document with a page header."""
    lines = []
    for text in paragraphs:
        written = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        coded = "".join(
            sign if ord(sign) < 128 else f"\\u{(ord(sign) + 0x8000) % 0x10000 - 0x8000}?" for sign in written
        )
        lines.append("\\sect " if text == "\f" else f"\\pard {coded}\\par")
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}{\header Page 1 of 2\par}"
    return (head + "\n".join(lines) + "}").encode("ascii")


def nexis_text(chosen: Sequence[Article], *, total: int | None = None) -> str:
    """Write the classic export as plain text."""
    parts = ["\n\n\nDownload Request: All Documents\n\n"]
    for place, article in enumerate(chosen, start=1):
        body = "\n\n".join(_wrapped(part) for part in article.paragraphs)
        parts.append(
            f"{place} of {total or len(chosen)} DOCUMENTS".center(80)
            + "\n\n\n\n"
            + article.outlet.center(80)
            + f"\n\n{f'{MONTHS[article.month - 1]} {article.day}, {article.year} Friday'.center(80)}\n"
            + f"{'Late Edition'.center(80)}\n\n{article.headline}\n\nBYLINE: {article.byline}\n\n"
            + f"SECTION: {article.section}\n\n"
            + f"LENGTH: 210 words\n\n{body}\n\nLOAD-DATE: January 12, 2024\n\nLANGUAGE: ENGLISH\n\n"
            + f"PUBLICATION-TYPE: Newspaper\n\n\n{f'Copyright {article.year} {article.outlet}'.center(80)}\n"
            + f"{'All Rights Reserved'.center(80)}\n\n"
        )
    return "".join(parts)


def _wrapped(text: str) -> str:
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 76:
            lines.append("")
        lines[-1] += f"{' ' if lines[-1] else ''}{word}"
    return "\n".join(lines)


def factiva_codes(article: Article) -> list[tuple[str, list[str]]]:
    """Give the fields of an article as Factiva has them."""
    return [
        ("SE", [article.section]),
        ("HD", [article.headline]),
        ("BY", [article.byline]),
        ("WC", ["210 words"]),
        ("PD", [f"{article.day} {MONTHS[article.month - 1]} {article.year}"]),
        ("ET", ["10:15"]),
        ("SN", [article.outlet]),
        ("SC", ["HAVEN"]),
        ("LA", ["English"]),
        ("CY", [f"(c) {article.year} {article.outlet}"]),
        ("LP", list(article.paragraphs[:2])),
        ("TD", list(article.paragraphs[2:])),
        ("NS", ["gport : Ports"]),
        ("AN", [f"Document HAVEN0000{article.year}{article.month:02}{article.day:02}ek{article.number:07}"]),
    ]


def factiva_html(chosen: Sequence[Article]) -> str:
    """Write Factiva's HTML."""
    parts = ["<html><head><title>Factiva</title></head><body>"]
    for article in chosen:
        rows = "".join(
            f"<tr><td class='index'><b>{code}</b>&nbsp;</td><td>"
            f"{''.join(f'<p>{escape(part)}</p>' for part in values)}</td></tr>"
            for code, values in factiva_codes(article)
        )
        parts.append(f"<div class='article enArticle'><table>{rows}</table><br/></div><br/>")
    return "".join(parts) + "<span class='copyright'>© 2024 Factiva, Inc.</span></body></html>"


def factiva_text(chosen: Sequence[Article]) -> str:
    """Write Factiva's plain text with codes."""
    parts = []
    for article in chosen:
        lines = [f"{code}   " + "\n\n".join(map(_wrapped, values)) for code, values in factiva_codes(article)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n\nSearch Summary\nText  quay\n"


def factiva_lines(article: Article) -> list[str]:
    """Give the lines of Factiva's layout without codes, one paragraph each."""
    return [
        article.headline,
        f"By {article.byline}",
        "210 words",
        f"{article.day} {MONTHS[article.month - 1]} {article.year}",
        article.outlet,
        "HAVEN",
        "English",
        f"(c) {article.year} {article.outlet}. All rights reserved.",
        *article.paragraphs,
        f"Document HAVEN0000{article.year}{article.month:02}{article.day:02}ek{article.number:07}",
        "",
    ]


def europresse_html(chosen: Sequence[Article]) -> str:
    """Write the newer layout of Europresse."""
    months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>"]
    for article in chosen:
        parts.append(
            f"<article><header><div><span class='DocPublicationName'>{article.outlet}</span></div>"
            "<div><span class='DocHeader'>"
            f"Politique, vendredi {article.day} {months[article.month - 1]} {article.year}, p. 7</span></div>"
            f"<div class='titreArticle'><p class='titreArticleVisu'>{escape(article.headline)}</p></div>"
            f"<div>{article.byline}</div></header><section><div class='DocText'><div class='docOcurrContainer'>"
            + "".join(f"<p>{escape(part)}</p>" for part in article.paragraphs)
            + f"</div></div></section><footer><small>© {article.year} {article.outlet}. Tous droits réservés.</small>"
            f"<p>Numéro de document : news·{article.year}0112·HG·{article.number}</p></footer></article>"
        )
    return "".join(parts) + "</body></html>"


def proquest_text(chosen: Sequence[Article]) -> str:
    """Write ProQuest's plain text."""
    line = "_" * 60
    parts = ["\n"]
    for place, article in enumerate(chosen, start=1):
        body = "\n".join(article.paragraphs)
        parts.append(
            f"{line}\n\nDocument {place} of {len(chosen)}\n\nTitle: {article.headline}\n\n"
            f"Author: {article.byline}\n\n"
            f"Publication info: {article.outlet} ; Haven  [Haven]12 Jan 2024.\n\n"
            f"https://example.org/{article.number}\n\n"
            f"Abstract: None available.\n\nFull text: {body}\n\nSubject: Ports\n\n"
            f"Publication title: {article.outlet}; Haven\n\n"
            f"Publication date: {MONTHS[article.month - 1][:3]} {article.day}, {article.year}\n\n"
            f"Section: {article.section}\n\n"
            f"Language of publication: English\n\nProQuest document ID: 29{article.number:08}\n\n"
            f"Document URL: https://example.org/{article.number}\n\n"
            f"Copyright: Copyright {article.outlet} {article.year}\n\n"
        )
    return "".join(parts) + f"{line}\n\nContact us at: http://example.org\n\nDatabase copyright 2024\n"


def main() -> None:
    """Measure how fast Nexis Uni documents are read."""
    import framing

    made = articles(1000)
    with tempfile.TemporaryDirectory() as folder:
        for part in range(2):
            chosen = made[part * 500 : part * 500 + 500]
            Path(folder, f"export_{part + 1}.DOCX").write_bytes(docx(nexis_uni_paragraphs(chosen)))
        start = time.perf_counter()
        found = framing.read(folder)
        print(f"{len(found):,} articles of Nexis Uni in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
