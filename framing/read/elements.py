"""Read XML and HTML that nobody vouches for: no external entities, no network, bounded; and their text in lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from html.entities import html5
from typing import TYPE_CHECKING, Any

from framing.read.extras import extra
from framing.read.files import LEAVE_OUT, BrokenFileError

if TYPE_CHECKING:
    from framing.read.formats import Source

Element = Any  # of lxml, which ships no types

BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody td tfoot th"
    " thead title tr ul"
    # of XML formats
    " ab block disp-quote entry head hedline hl1 hl2 item lb list list-item media quote row sec".split()
)
UNSEEN = frozenset("script style noscript template iframe object svg math head select textarea button".split())
# What stands before the first element. Nothing of it is tried twice (possessive), so that no file takes it long.
PROLOG = r"(?:\s++|<\?(?>.*?\?>)|<!--(?>.*?-->)|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?>)*+"
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES = frozenset(["amp", "lt", "gt", "quot", "apos"])
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{2,40})[\"']")
_DECLARED = re.compile(r"^\s*+<\?xml[^>]*\?>")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_NUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def parsed(source: Source) -> Element:
    """Parse an XML file with the encoding that it declares, or the one that the call names."""
    text = xml_text(source.raw, source.decode, is_named=source.encoding is not None)
    return parse_xml(text, source.name)


def xml_text(raw: bytes, decode: Callable[[bytes], str], *, is_named: bool) -> str:
    r"""Decode an XML file: as it declares, unless the call names an encoding, else as any text.

    Examples
    --------
    >>> xml_text('<?xml version="1.0" encoding="koi8-r"?><a>Дождь</a>'.encode("koi8-r"), bytes.decode, is_named=False)
    '<?xml version="1.0" encoding="koi8-r"?><a>Дождь</a>'
    """
    declared = None if is_named else _ENCODING.match(raw[:200])
    if declared is not None:
        try:
            codec = codecs.lookup(declared[1].decode("ascii")).name
            if not codec.startswith("utf"):
                return raw.decode("cp1252" if codec == "iso8859-1" else codec)
        except (LookupError, UnicodeError, ValueError):
            pass
    return decode(raw)


def parse_xml(text: str, place: str) -> Element:
    """Parse XML; raise in one line if it is not well-formed or declares entities.

    Nothing outside the text is read: neither external entities nor a document type. HTML's named characters
    (``&nbsp;``), which feeds use without declaring them, are known.
    """
    etree = extra("lxml.etree", place)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    plain = _ENTITY.sub(_named_character, _DECLARED.sub("", text, count=1))
    try:
        root: Element = etree.fromstring(plain.lstrip().encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        line = f" in line {error.lineno}" if error.lineno else ""
        reason = f"not well-formed XML{line} ({' '.join(str(error.msg).split())[:120]})"
        raise BrokenFileError(place, reason, f"download it again, {LEAVE_OUT}") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise BrokenFileError(
            place, "XML that declares entities, which can fill the memory", f"remove them, {LEAVE_OUT}"
        )
    return root


def _named_character(match: re.Match[str]) -> str:
    name = match[1]
    return match[0] if name in _XML_ENTITIES else html5.get(f"{name};", match[0])


def parse_html(text: str, place: str) -> Element | None:
    """Parse HTML, a whole page or a part of one; None if nothing is in it."""
    etree, html = extra("lxml.etree", place), extra("lxml.html", place)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_pis=True, encoding="utf-8")
    try:
        root: Element = html.document_fromstring(_NUL.sub("", text).encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root


def local(element: Element) -> str:
    """Return an element's name in lower case, without its namespace; empty for a comment or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def lines_of(root: Element, *, unseen: frozenset[str] = UNSEEN) -> list[str]:
    """Return the text of an element in lines: one per paragraph, heading, cell or list item; blank ones are left out.

    Works through the element once, at any depth.

    Examples
    --------
    >>> lines_of(parse_html("<p>It <b>may</b> rain.<p>Or<br>not.<script>x</script>", "a.html"))
    ['It may rain.', 'Or', 'not.']
    """
    etree = extra("lxml.etree", "HTML")
    lines: list[str] = []
    parts: list[str] = []
    hidden = 0

    def close() -> None:
        line = _SPACES.sub(" ", "".join(parts)).strip()
        parts.clear()
        if line:
            lines.append(line)

    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        name = local(element)
        if event == "start":
            if name in BLOCKS:
                close()
            hidden += name in unseen
            if not hidden:
                parts.append(element.text or "")
            continue
        if event == "end":
            hidden -= name in unseen
            if name in BLOCKS:
                close()
        if not hidden and element is not root:
            parts.append(element.tail or "")
    close()
    return lines


def html_text(fragment: str, place: str) -> str:
    r"""Return the text of a piece of HTML, paragraphs apart by a blank line; plain text stays as it is.

    Examples
    --------
    >>> html_text("<p>It may rain.</p><p>Or not.</p>", "feed.xml")
    'It may rain.\n\nOr not.'
    >>> html_text("It may rain &amp; blow.", "feed.xml")
    'It may rain & blow.'
    """
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    root = parse_html(fragment, place)
    return "" if root is None else "\n\n".join(lines_of(root))


def found(root: Element | None, *names: str) -> Iterator[Element]:
    """Iterate over the elements of these names, the first included, whatever their namespace, in their order."""
    if root is None:
        return iter(())
    return (element for element in root.iter() if local(element) in names)


def first(root: Element | None, *names: str) -> Element | None:
    """Return the first element of the first of these names that there is."""
    every = {name: next(found(root, name), None) for name in names}
    return next((element for element in every.values() if element is not None), None)


def content(element: Element | None) -> str:
    """Return an element's text in one line; empty without one."""
    if element is None:
        return ""
    return " ".join("".join(element.itertext("*")).split())


def text_in(*roots: Element | None, leave_out: frozenset[str] = frozenset()) -> str:
    """Return the text of elements, paragraphs apart by a blank line, without the elements to `leave_out`."""
    return "\n\n".join(line for root in roots if root is not None for line in lines_of(root, unseen=leave_out))


def attribute(element: Element | None, name: str) -> str:
    """Return an element's attribute; empty without one."""
    return "" if element is None else str(element.get(name) or "").strip()
