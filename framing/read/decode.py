"""Decode bytes: by byte-order mark, then UTF-8, then detection, never silently guessed."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from framing.model import named
from framing.read.files import BrokenFileError
from framing.read.remarks import Remarks

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (perhaps .docx or .xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x1f\x8b", "a gzip archive (its name should end in .gz)"),
    (b"PAR1", "a Parquet file (its name should end in .parquet)"),
)
# What detection may answer: encodings that are met on the web. Rarer ones fit by accident more often than in truth.
DETECTABLE = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "koi8_r",
    "koi8_u", "mac_roman", "mac_cyrillic", "iso8859_2", "iso8859_7", "cp932", "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip
MOST_CHAOS = 0.1  # charset_normalizer's measure of implausible characters
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
OTHER_LETTERS = re.compile(r"[^\W\d_\x00-\x7f]")
# Signs that Latin text is not in cp1252: capitals where Mac has quotation marks and dashes (`donÕt`, ` Ñ `, `ÒWe`),
# Icelandic letters (Turkish), signs between letters (Polish, DOS).
NOT_WESTERN = re.compile(
    r"(?<=[a-zß-ÿ])[À-ÖØ-ÞŠŽŸŒ]|(?<![^\W\d_])[ÐÑÒÔÕ](?![^\W\d_])|[ÒÔ](?=[A-Z])|Õ(?=s\b)|(?<=[,.])Ó|[þðÞÐ]"
    r"|(?<=[^\W\d_])[¹²³¿¡¤¥¦§¨¬¯±´¸×÷ˆ˜‚„†‡‰ƒ](?=[^\W\d_])"
)
REPLACES = 'encoding_errors="replace" reads it with U+FFFD there'
WAY_OUT = f'name its encoding (encoding="cp1252" or another); {REPLACES}, errors="skip" leaves it out'
MOST_BAD = 4  # stray bytes a sound character of UTF-8, in what would pass for cp1252 too


def decode(raw: bytes, place: str, encoding: str | None, *, is_table: bool = False) -> tuple[str, str]:
    r"""Decode a whole file, and name the encoding where it had to be detected (else an empty name).

    The text is without byte-order mark and has ``\n`` line ends; nothing else is changed. The text of a delimited table
    keeps its line ends: what is inside a cell is not the end of a line.

    Examples
    --------
    >>> decode("“Perhaps,” she said.\r\n".encode("cp1252"), "a.txt", None)
    ('“Perhaps,” she said.\n', 'cp1252')
    """
    text, detected = decoded(raw, place, encoding)
    return plain(text, is_table=is_table), detected


def decoded(raw: bytes, place: str, encoding: str | None) -> tuple[str, str]:
    """Decode with the given encoding, by the byte-order mark, as UTF-8, or as detected."""
    if encoding is not None:
        return strict(raw, place, encoding), ""
    marked = next((codec for mark, codec in MARKS if raw.startswith(mark)), None)
    if marked is not None:
        return strict(raw, place, marked), ""
    refuse_binary(raw, place)
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        refuse_broken_utf8(raw, place, error)
        detected = detect(raw, place, error)
    return strict(raw, place, detected), detected


def decode_replacing(raw: bytes, place: str, encoding: str | None, remarks: Remarks, *, is_table: bool = False) -> str:
    r"""Decode a whole file, U+FFFD for each stretch of bytes that does not fit; a remark says how many and where.

    Nothing is detected: the encoding is the one named, that of the byte-order mark, or UTF-8.

    Examples
    --------
    >>> decode_replacing(b"caf\xe9 au lait", "a.txt", None, Remarks())
    'caf\ufffd au lait'
    """
    codec = encoding or next((codec for mark, codec in MARKS if raw.startswith(mark)), "")
    if not codec:
        refuse_binary(raw, place)
        codec = "utf-8"
    text = plain(looked_up(raw, codec, "replace"), is_table=is_table)
    own = looked_up(raw, codec, "ignore").count("\ufffd")
    if (marks := text.count("\ufffd")) > own:
        lines = [f"line {number}" for number, line in enumerate(text.split("\n"), start=1) if "\ufffd" in line]
        message = f"with bytes that are not {codec}, each now U+FFFD"
        remarks.add("file", message, [f"{place} ({marks - own}: {named(lines)})"])
    return text


def plain(text: str, *, is_table: bool) -> str:
    """Remove the byte-order mark and, except in tables, unify line ends."""
    marked = text.removeprefix("\ufeff")
    return marked if is_table else marked.replace("\r\n", "\n").replace("\r", "\n")


def looked_up(raw: bytes, encoding: str, errors: str) -> str:
    """Decode with a given encoding; raise if it does not exist."""
    try:
        return raw.decode(encoding, errors)
    except (LookupError, TypeError) as error:
        raise ValueError(f"encoding={encoding!r} is unknown; use a name such as utf-8, cp1252 or utf-16") from error


def strict(raw: bytes, place: str, encoding: str) -> str:
    """Decode with a given encoding; raise if bytes are invalid."""
    try:
        return looked_up(raw, encoding, "strict")
    except UnicodeError as error:
        at = f": {first_bad(raw, error)}" if isinstance(error, UnicodeDecodeError) else ""
        raise BrokenFileError(place, f"not {encoding}{at}", WAY_OUT) from error


def first_bad(raw: bytes, error: UnicodeDecodeError) -> str:
    """Name the first invalid byte and its position."""
    line = len(re.findall(rb"\r\n|\r|\n", raw[: error.start])) + 1
    return f"byte 0x{raw[error.start]:02x} in line {line}, byte {error.start:,} of the file"


def refuse_binary(raw: bytes, place: str) -> None:
    """Raise if the bytes are not text in any encoding."""
    for signature, what in SIGNATURES:
        if raw.startswith(signature):
            raise BrokenFileError(place, f"this is {what}, not text", 'convert it, or leave it out with errors="skip"')
    if b"\0" in raw:
        reason = "contains NUL bytes: a binary file, or UTF-16 without byte-order mark"
        codec = "utf-16-be" if raw[0] == 0 else "utf-16-le"
        raise BrokenFileError(place, reason, f'encoding="{codec}" reads the latter; errors="skip" leaves it out')


def refuse_broken_utf8(raw: bytes, place: str, error: UnicodeDecodeError) -> None:
    """Raise if a file is UTF-8 except for a few bytes: in any other encoding its valid parts would be garbled."""
    attempt = raw.decode("utf-8", errors="replace")
    bad = attempt.count("\ufffd")
    good = sum(character > "\x7f" for character in attempt) - bad
    if good > bad or (0 < bad <= MOST_BAD * good and is_western(raw)):
        way_out = (
            f'correct that byte, or name the encoding (encoding="cp1252"); {REPLACES}, errors="skip" leaves it out'
        )
        more = f" and {bad - 1} more" if bad > 1 else ""
        raise BrokenFileError(place, f"UTF-8 except for {first_bad(raw, error)}{more}", way_out) from error


def detect(raw: bytes, place: str, error: UnicodeDecodeError) -> str:
    """Return the only plausible encoding; raise if there are none or several.

    Western European text has its own rule, for general detection takes half of all English articles with curly
    quotation marks for something else; what that says is believed for other scripts alone. Central European text
    whose letters all look Western (Czech, Hungarian in cp1250) is taken for cp1252: hence the note. `error` is what
    UTF-8 said.
    """
    if CONTROL.search(raw):
        raise BrokenFileError(place, "contains control characters: probably not text", WAY_OUT)
    if is_western(raw):
        return "cp1252"
    matches = charset_normalizer.from_bytes(raw, cp_isolation=DETECTABLE)
    plausible = [match for match in matches if match.chaos < MOST_CHAOS and share_of_others(str(match)) > 0.5]
    names = [match.encoding for match in plausible]
    if len({str(match) for match in plausible}) == 1:
        return names[0]
    reason = f"its encoding may be {named(names)}" if names else "no other encoding is certain"
    raise BrokenFileError(place, f"not UTF-8 ({first_bad(raw, error)}), and {reason}", WAY_OUT)


def share_of_others(text: str) -> float:
    """Return the share of letters that are not ASCII."""
    return len(OTHER_LETTERS.findall(text)) / max(1, sum(map(str.isalpha, text)))


def is_western(raw: bytes) -> bool:
    """Return whether the bytes are Western European text in cp1252 (which includes Latin-1)."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return False
    others = sum(character > "\x7f" for character in text)
    return share_of_others(text) <= 0.2 and len(NOT_WESTERN.findall(text)) <= 0.02 * others
