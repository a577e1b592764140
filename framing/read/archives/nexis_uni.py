"""Nexis Uni and Lexis Advance: DOCX and RTF with ``Body`` and ``End of Document`` in each article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from framing.read.archives.nexis import NUMBERED
from framing.read.archives.nexis_document import document
from framing.read.archives.records import Record, as_table
from framing.read.files import LEAVE_OUT, BrokenFileError
from framing.read.formats import Format, Loaded, Source, UnknownFormatError
from framing.read.markup import xml_tree
from framing.read.rtf import is_rtf, lenient_text, rtf_text
from framing.read.zipped import archive_of, member_bytes

BREAK = "\f"  # stands for the end of a section or page
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_END = re.compile(
    r"^\s*(?:End of Document|Ende des Dokuments|Dokumentende|Fin du document|Fin del documento|Fine del documento|"
    r"Fim do documento|Einde van (?:het )?document)\s*$",
    re.IGNORECASE,
)
_ENDS = tuple(
    mark.encode()
    for mark in ("End of Document", "Ende des Dokuments", "Dokumentende", "Fin du document", "Fin del documento",
                 "Fine del documento", "Fim do documento", "Einde van ")
)  # fmt: skip
_BODY = re.compile(r"^\s*(?:Body|Haupttext|Textkörper|Volltext|Corps|Texte|Cuerpo|Corpo|Hoofdtekst)\s*:?\s*$")
_COUNT = re.compile(r"^\s*(?:Documents?|Dokumente?|Documentos?|Documenti|Documenten)\s*\((\d[\d.,]{0,8})\)\s*$")
_PAGE = re.compile(r"^\s*(?:Page|Seite|Pagina|Página)\s+\d+(?:\s+(?:of|von|de|sur|di|van)\s+\d+)?\s*$")
_COVER = re.compile(
    r"^\s*(?:\d+\.\s.*|(?:User Name|Date and Time|Job Number|Client/Matter|Search Terms|Search Type|Narrowed by|"
    r"Suchbegriffe|Suchtyp|Eingegrenzt durch|Quellen|Sources|Termes de recherche|Type de recherche)\s*:.*|Content Type|"
    r"Narrowed by|Inhaltstyp|News|Nachrichten|Type de contenu|Presse)\s*$",
    re.DOTALL,
)


def _is_docx(source: Source) -> bool:
    if not source.raw.startswith(b"PK") or source.file.kind not in (".docx", ".doc"):
        return False
    try:
        xml = member_bytes(archive_of(source.raw, source.name), "word/document.xml", source.name)
    except BrokenFileError:
        return True  # reading it says what is wrong
    return any(mark in xml for mark in _ENDS) or (b"Load-Date" in xml and b">Body<" in xml)


def _read_docx(source: Source) -> Loaded:
    xml = member_bytes(archive_of(source.raw, source.name), "word/document.xml", source.name)
    return _loaded(source, list(docx_paragraphs(xml, source.name)))


def _is_rtf(source: Source) -> bool:
    if not is_rtf(source.raw):
        return False
    text, _ = lenient_text(source.raw)
    return NUMBERED.search(text) is None and any(_END.match(line) for line in re.split("[\n\f]", text))


def _read_rtf(source: Source) -> Loaded:
    text = rtf_text(source.raw, source.name).replace(BREAK, f"\n{BREAK}\n")
    return _loaded(source, text.split("\n"))


def docx_paragraphs(xml: bytes, place: str) -> Iterator[str]:
    """Iterate over the paragraphs of a Word document; the end of a section is a paragraph of U+000C."""
    for paragraph in xml_tree(xml, place).iter(f"{_WORD}p"):
        pieces = []
        has_section = has_heading = False
        stack = [paragraph]
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag == f"{_WORD}t":
                pieces.append(element.text or "")
            elif tag in (f"{_WORD}br", f"{_WORD}cr"):
                pieces.append(BREAK if element.get(f"{_WORD}type") == "page" else "\n")
            elif tag == f"{_WORD}tab":
                pieces.append("\t")
            elif tag == f"{_WORD}noBreakHyphen":
                pieces.append("\u2011")
            elif tag == f"{_WORD}pPr":
                has_section = element.find(f"{_WORD}sectPr") is not None
                style = element.find(f"{_WORD}pStyle")
                has_heading = style is not None and style.get(f"{_WORD}val") in ("Heading1", "heading1", "berschrift1")
            elif tag == _FALLBACK or (tag == f"{_WORD}p" and element is not paragraph) or tag == f"{_WORD}instrText":
                continue
            else:
                stack.extend(reversed(element))
        text = "".join(pieces)
        if has_heading and text.strip():
            yield BREAK
        yield text.replace(BREAK, "")
        if has_section or BREAK in text:
            yield BREAK


def _loaded(source: Source, paragraphs: Sequence[str]) -> Loaded:
    """Divide the paragraphs into articles at their end marks."""
    stated = next((int(re.sub(r"\D", "", found[1])) for text in paragraphs if (found := _COUNT.match(text))), None)
    records: list[Record] = []
    skipped: list[tuple[str, str]] = []
    note = ""
    current: list[str] = []
    for paragraph in [*paragraphs, None]:
        if paragraph is not None and not _END.match(paragraph):
            current.append(paragraph)
            continue
        body = next((place for place, text in enumerate(current) if _BODY.match(text)), None)
        if paragraph is not None or body is not None:
            records.append(document(list(_own(current, body)), is_upper=False))
            if paragraph is None:
                note = "the last article has no end mark: it may be cut off"
        elif records and (rest := " ".join(" ".join(current).split())):
            skipped.append((f"text after the last article ({rest[:80]!r})", "no article in it"))
        current = []
    kept = [record for record in records if record.get("text") or record.get("headline")]
    skipped += [("a document", "nothing in it")] * (len(records) - len(kept))
    if not kept:
        reason = "a list of documents or an empty export: no article in it"
        raise UnknownFormatError(source.name, reason, f"download the full documents, {LEAVE_OUT}")
    return Loaded(as_table(kept, source.name), stated, skipped, note)


def _own(paragraphs: Sequence[str], body: int | None) -> Iterator[str]:
    """Iterate over the paragraphs of the article itself: after the cover, without page lines and breaks."""
    end = body if body is not None else len(paragraphs)
    above = range(end)
    dated = [place for place in above if paragraphs[place].strip() and paragraphs[place] != BREAK]
    start = 0
    breaks = [place for place in above if paragraphs[place] == BREAK and dated and place < dated[-1]]
    covers = [place for place in above if _COVER.match(paragraphs[place])]
    if breaks and body is not None:
        start = breaks[-1] + 1
    elif breaks:
        start = next((place + 1 for place in breaks if not covers or place > covers[-1]), 0)
    elif covers:
        start = covers[-1] + 1
    for place, text in enumerate(paragraphs[start:], start):
        if text != BREAK and text.strip() and not _PAGE.match(text):
            yield text.strip() if place < end else text.strip(" \t\n\u00a0")


FORMATS = (
    Format("nexis_uni", (".docx", ".doc"), _is_docx, _read_docx, is_export=True),
    Format("nexis_uni", (".rtf", ".doc"), _is_rtf, _read_rtf, is_export=True),
)
