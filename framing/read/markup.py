"""HTML and XML of strangers, parsed without entities, network or unlimited size; their paragraphs as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from framing.read.files import LEAVE_OUT, BrokenFileError
from framing.read.formats import Source

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)[^>\[]*\[|<!ENTITY", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\n\r\f\v]+")
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li tr table ul ol dl dt dd article section header footer aside blockquote pre body "
    "form figure figcaption td th hr".split()
)
_NO_SIGNS = {0x1D: " ", 0x1E: " ", 0x1F: " "}
_INVISIBLE = frozenset("script style head title noscript template".split())


def html_text(source: Source) -> str:
    """Decode an HTML file: by the encoding of the call, the byte-order mark, UTF-8, or what the page declares."""
    if source.encoding is None and source.raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return source.raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        except UnicodeDecodeError:
            declared = _DECLARED.search(source.raw[:5000])
            codec = declared[1].decode("ascii", "ignore").lower() if declared else ""
            codec = "cp1252" if codec in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else codec  # as browsers do
            try:
                if codec and codec not in ("utf-8", "utf8"):
                    return source.raw.decode(codec).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
            except (UnicodeDecodeError, LookupError):
                pass
    return source.text.replace("\0", "")


def html_tree(text: str, place: str) -> _Element | None:
    """Parse HTML, with whatever errors it has; None if there is nothing in it."""
    etree = lxml_etree(place)
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree: _Element | None = etree.fromstring(_XML_HEAD.sub("", text), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any("xcessive depth" in entry.message or "uge" in entry.message for entry in parser.error_log):
        raise BrokenFileError(place, "HTML nested too deeply, or with too long a text", f"save it again, {LEAVE_OUT}")
    return tree


def xml_tree(raw: bytes, place: str) -> _Element:
    """Parse XML; raise in one line if it is broken, or defines entities, which could fill the memory."""
    etree = lxml_etree(place)
    if _DOCTYPE.search(raw):
        raise BrokenFileError(
            place, "XML that defines its own entities, which are not read", f"remove them, {LEAVE_OUT}"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = f"not complete XML ({' '.join(str(error).split())[:150]})"
        raise BrokenFileError(place, reason, f"download it again, {LEAVE_OUT}") from error


def lxml_etree(place: str):  # type: ignore[no-untyped-def]
    """Import lxml where it is needed."""
    try:
        from lxml import etree  # type: ignore[import-untyped]
    except ImportError as error:
        raise BrokenFileError(place, "reading it needs lxml", 'pip install "newsframing[formats]"') from error
    return etree


def local_name(element: _Element) -> str:
    """Give the name of an element without its namespace, in lower case; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def paragraphs(element: _Element, *, keeps_lines: bool = False) -> list[str]:
    r"""Give the paragraphs of an HTML element: its lines as a browser breaks them, blanks collapsed, none empty.

    Cells of a table's row are divided by a tab. `keeps_lines` leaves the lines that ``<br>`` breaks in one paragraph,
    with ``\n`` between them.
    """
    found = []
    for block in "".join(_pieces(element)).split(_BREAK):
        lines = [line for line in map(_tidy, block.split(_LINE)) if line]
        found.extend(["\n".join(lines)] if keeps_lines and lines else lines)
    return found


def text_of(element: _Element | None) -> str:
    """Give all text of an element in one line."""
    if element is None:
        return ""
    return _BLANK.sub(" ", " ".join(paragraphs(element))).strip(" \u00a0")


_BREAK, _LINE = "\x1e", "\x1d"


def _tidy(line: str) -> str:
    return "\t".join(_BLANK.sub(" ", cell).strip(" \u00a0") for cell in line.split("\x1f")).strip("\t \u00a0")


def _pieces(root: _Element) -> Iterator[str]:
    """Iterate over the text; U+001E stands for a break, U+001D for one of lines, U+001F for the end of a cell."""
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:
        element, is_end = stack.pop()
        name = local_name(element)
        is_block = name in _BLOCKS
        if is_end or name in _INVISIBLE or not name:
            yield _BREAK if is_block else ""
        elif name == "br":
            yield _LINE
        elif name == "tr" and next(element.iter("table"), None) is None:
            yield _BREAK + "\x1f".join(text_of(cell) for cell in element) + _BREAK
        else:
            yield (_BREAK if is_block else "") + _clean(element.text)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element is not root:
            yield _clean(element.tail)


def _clean(text: str | None) -> str:
    return (text or "").translate(_NO_SIGNS)
