"""Nexis in its classic form: one TXT or HTML file with ``1 of 120 DOCUMENTS`` above each article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from framing.read.archives.nexis_document import document, joined, labelled
from framing.read.archives.records import Record, as_table
from framing.read.formats import Format, Loaded, Source
from framing.read.markup import html_text, html_tree, paragraphs
from framing.read.rtf import is_rtf, lenient_text, rtf_text

NUMBERED = re.compile(
    r"^[ \t\u00a0]*(?:(?:Document|Dokument|Documento)[ \t]+)?(?P<number>\d[\d.,]{0,8})[ \t\u00a0]+"
    r"(?:of|von|de|sur|di|van)[ \t\u00a0]+(?P<total>\d[\d.,]{0,8})[ \t\u00a0]+"
    r"(?:DO[CK]UMENT(?:S|E|EN|I|OS)?|Dokumente?n?)[ \t\u00a0]*$",
    re.MULTILINE,
)
_IN_HTML = re.compile(
    r">\s*(?P<number>\d[\d.,]{0,8})(?:\s|&nbsp;)+(?:of|von|de|sur|di|van)(?:\s|&nbsp;)+(?P<total>\d[\d.,]{0,8})(?:\s|&nbsp;)+"
    r"DO[CK]UMENT\w{0,4}\s*<"
)
_DOCUMENT = re.compile(r"<a name=\"?DOC_ID_\d+_\d+\"?>", re.IGNORECASE)
_SELECTED = re.compile(r"(?:Selected Items|Items sélectionnés|Ausgewählte Elemente)\s*:\s*(?P<ranges>[\d\s,;-]{1,200})")
_PAGE = re.compile(r"^[ \t]*(?:Page|Seite|Pagina|Página)[ \t]+\d+(?:[ \t]+(?:of|von|de|sur|di|van)[ \t]+\d+)?[ \t]*$")
_LABEL_LINE = re.compile(r"^[A-ZÄÖÜÉÈÀÇ][A-ZÄÖÜÉÈÀÇ -]{2,35}:")


def _is_txt(source: Source) -> bool:
    if is_rtf(source.raw):
        return NUMBERED.search(lenient_text(source.raw)[0]) is not None
    return NUMBERED.search(source.head) is not None and not source.head.lstrip().startswith("<")


def _is_html(source: Source) -> bool:
    return "<" in source.head[:1000] and _IN_HTML.search(source.head) is not None


def _read_txt(source: Source) -> Loaded:
    text = rtf_text(source.raw, source.name).replace("\f", "\n") if is_rtf(source.raw) else source.text
    marks = list(NUMBERED.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    records = []
    for mark, end in zip(marks, ends, strict=True):
        lines = text[mark.end() : end].split("\n")
        records.append(document(list(_paragraphs(lines)), is_upper=True))
    return _loaded(source, records, marks, text[: marks[0].start()] if marks else "")


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Iterate over the paragraphs of a document: lines up to a blank one, or to one with a label of its own.

    Lines of a paragraph are joined, unless they are centred, as the line of the date and the edition below it are.
    """
    block: list[str] = []
    is_body = False
    for line in [*lines, ""]:
        if _PAGE.match(line):
            continue
        is_label = _LABEL_LINE.match(line) is not None and labelled(line, is_upper=True) is not None
        is_indented = is_body and line.startswith("  ") and bool(block)
        if (not line.strip() or is_label or is_indented) and block:
            is_centred = block[0].startswith("     ") and not is_body
            yield "\n".join(part.strip() for part in block) if is_centred else joined(block)
            block = []
        if line.strip():
            block.append(line)
            is_body = is_body or is_label


def _read_html(source: Source) -> Loaded:
    text = html_text(source)
    marks = list(_IN_HTML.finditer(text))
    starts = [found.start() for found in _DOCUMENT.finditer(text)]
    starts = sorted({*starts, *(mark.start() for mark in marks)})
    unnumbered, records = [], []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        mark = _IN_HTML.match(text, start)
        tree = html_tree(f"<div><p><span>{text[mark.end() - 1 if mark else start : end]}", source.name)
        found = paragraphs(tree, keeps_lines=True) if tree is not None else []
        if mark is not None:
            records.append(document([part for part in found if not _PAGE.match(part)], is_upper=True))
        elif shown := " ".join(found)[:80]:
            unnumbered.append((f"a document without a number ({shown!r})", "no article in it"))
    cover = text[: starts[0]] if starts else ""
    return _loaded(source, records, marks, cover, unnumbered)


def _loaded(
    source: Source,
    records: list[Record],
    marks: list[re.Match[str]],
    cover: str,
    skipped: Sequence[tuple[str, str]] = (),
) -> Loaded:
    """Put the documents and what the export says of their number together."""
    numbers = [_whole(mark["number"]) for mark in marks]
    total = Counter(_whole(mark["total"]) for mark in marks).most_common(1)[0][0] if marks else 0
    stated = _selected(cover) or (total - numbers[0] + 1 if numbers and numbers[0] <= total else total)
    skipped = list(skipped)
    kept = []
    for number, record in zip(numbers, records, strict=True):
        if any(record.get(name) for name in ("text", "headline", "outlet")):
            kept.append(record)
        else:
            skipped.append((f"document {number}", "nothing in it"))
    first, last = (numbers[0], numbers[-1]) if numbers else (0, 0)
    note = f"documents {first:,} to {last:,} of {total:,}"
    return Loaded(as_table(kept, source.name), stated, skipped, note)


def _selected(cover: str) -> int | None:
    """Give the number of documents that the cover says were selected."""
    found = _SELECTED.search(re.sub(r"<[^<>]{0,500}>", "\n", cover[:20_000]))
    if found is None:
        return None
    count = 0
    for part in re.findall(r"(\d{1,9})(?:\s*-\s*(\d{1,9}))?", found["ranges"]):
        count += int(part[1]) - int(part[0]) + 1 if part[1] else 1
    return count if count > 0 else None


def _whole(number: str) -> int:
    return int(re.sub(r"\D", "", number))


FORMATS = (
    Format("nexis", (".txt", ".rtf", ".doc"), _is_txt, _read_txt, is_export=True),
    Format("nexis", (".html", ".htm", ".doc"), _is_html, _read_html, is_export=True),
)
