"""Rich text (RTF) as lines of text: headers, footers, pictures, field codes and styles are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from framing.read.files import LEAVE_OUT, BrokenFileError

# A group that begins with one of these is no text of the document.
_NO_TEXT = frozenset(
    "fonttbl colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf footnote "
    "fldinst object objdata bkmkstart bkmkend themedata datastore latentstyles listtable listoverridetable rsidtbl "
    "generator xmlnstbl annotation atnid atnauthor comment datafield shpinst nonshppict filetbl revtbl "
    "private xe tc".split()
)
_WRITTEN = {
    "par": "\n", "line": "\n", "sect": "\f", "page": "\f", "row": "\n", "cell": "\t", "tab": "\t", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "~": "\u00a0", "_": "\u2011", "-": "", "{": "{", "}": "}", "\\": "\\",
    "\n": "\n", "\r": "\n",
}  # fmt: skip
_CHARSETS = {
    "128": "cp932", "129": "cp949", "134": "gb18030", "136": "big5", "161": "cp1253", "162": "cp1254", "163": "cp1258",
    "177": "cp1255", "178": "cp1256", "186": "cp1257", "204": "cp1251", "222": "cp874", "238": "cp1250",
    "77": "mac_roman",
}  # fmt: skip
_TOKEN = re.compile(
    rb"\\bin(?P<binary>\d{1,10}) ?|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\$"
)
MOST_GROUPS = 1000  # in one another


def is_rtf(raw: bytes) -> bool:
    """Return whether bytes are rich text."""
    return raw[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf")


def rtf_text(raw: bytes, place: str) -> str:
    r"""Give the text of a rich-text file, one paragraph per line; breaks of pages and sections are U+000C.

    Examples
    --------
    >>> rtf_text(rb"{\rtf1\ansi{\header Page 1}Rain \b fell\b0\par Caf\'e9 \u8364?\par}", "a.rtf")
    'Rain fell\nCafé €\n'
    """
    text, reason = lenient_text(raw)
    if reason:
        raise BrokenFileError(place, reason, f"download it again, {LEAVE_OUT}")
    return text


@lru_cache(maxsize=1)
def lenient_text(raw: bytes) -> tuple[str, str]:
    """Give the text of rich text as far as it goes, and what is wrong with it; the last file is remembered."""
    if not is_rtf(raw):
        return "", "not rich text (RTF)"
    reader = _Reader()
    pieces = list(reader.pieces(raw))
    # Characters above U+FFFF are written as two halves.
    text = "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    return text, reader.reason


class _Reader:
    """Reads the tokens of one file; its state is that of the group that is open."""

    def __init__(self) -> None:
        self.reason = ""  # what is wrong with the file
        self._codec = "cp1252"
        self._fonts: dict[str, str] = {}
        self._defined = ""  # the font that the font table is at
        self._groups: list[tuple[bool, int, str]] = []
        self._is_left_out, self._substitutes, self._font = False, 1, ""
        self._is_new = False  # a group has opened, and nothing stood in it yet
        self._to_skip = 0
        self._bytes = b""

    def pieces(self, raw: bytes) -> Iterator[str]:
        """Iterate over stretches of text."""
        at = 0
        while (token := _TOKEN.match(raw, at)) is not None:
            at = token.end()
            if token["binary"] is not None:
                at += int(token["binary"])
                continue
            if token["byte"] is not None:
                self._add(bytes.fromhex(token["byte"].decode()))
                continue
            yield self._flushed()
            if token["text"] is not None:
                skipped = min(self._to_skip, len(token["text"]))
                self._to_skip -= skipped
                self._is_new = False
                self._add(token["text"][skipped:], is_skipped=False)
            elif token["brace"] is not None:
                self._brace(token["brace"])
            elif token["sign"] is not None:
                yield self._sign(token["sign"].decode("latin-1"))
            elif token["word"] is not None:
                number = token["number"]
                yield self._word(token["word"].decode(), None if number is None else number.decode())
        yield self._flushed()
        if self._groups:
            self.reason = self.reason or "a rich-text file that is cut off"

    def _add(self, more: bytes, *, is_skipped: bool = True) -> None:
        if is_skipped and self._to_skip:
            self._to_skip -= 1
        elif not self._is_left_out:
            self._bytes += more

    def _flushed(self) -> str:
        taken, self._bytes = self._bytes, b""
        return taken.decode(self._fonts.get(self._font, self._codec), "replace") if taken else ""

    def _brace(self, brace: bytes) -> None:
        self._to_skip = 0
        if brace == b"{":
            if len(self._groups) >= MOST_GROUPS:
                self.reason = f"more than {MOST_GROUPS} groups in one another"
                return
            self._groups.append((self._is_left_out, self._substitutes, self._font))
            self._is_new = True
        elif self._groups:
            self._is_left_out, self._substitutes, self._font = self._groups.pop()

    def _sign(self, sign: str) -> str:
        if sign == "*":
            self._is_left_out = True
            return ""
        return "" if self._is_left_out else _WRITTEN.get(sign, "")

    def _word(self, word: str, number: str | None) -> str:
        is_new, self._is_new = self._is_new, False
        if is_new and word in _NO_TEXT:
            self._is_left_out = True
        if word == "f" and number is not None:
            self._font = self._defined = number
        elif word == "fcharset" and number in _CHARSETS:
            self._fonts[self._defined] = _CHARSETS[number]
        elif word == "ansicpg" and number is not None:
            self._codec = _known(f"cp{number}")
        elif word == "uc" and number is not None:
            self._substitutes = min(abs(int(number)), 10)
        elif word == "u" and number is not None:
            self._to_skip = self._substitutes
            return "" if self._is_left_out else chr(int(number) % 0x10000)
        return "" if self._is_left_out else _WRITTEN.get(word, "")


def _known(codec: str) -> str:
    try:
        b"".decode(codec)
    except LookupError:
        return "cp1252"
    return "utf-8" if codec == "cp65001" else codec
