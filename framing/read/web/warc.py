"""Web archives (WARC): the article of every saved page, and what else the archive has, counted by reason."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import pandas as pd

from framing.read.extras import extra
from framing.read.files import LEAVE_OUT, BrokenFileError
from framing.read.formats import Format, Loaded, Source
from framing.read.web.extract import LARGEST_PAGE, Page
from framing.read.web.workers import in_order

_HTML = ("text/html", "application/xhtml+xml")
_PIECE = 1 << 20  # bytes
_READ_AGAIN = f"download it again, {LEAVE_OUT}"
_MOST_NAMED = 1000  # records that an account names; of more it gives the number by reason


def is_warc(source: Source) -> bool:
    """Return whether a file is a web archive: its ending says so, since it is not read as a whole."""
    return source.file.kind == ".warc"


@contextmanager
def opened(source: Source) -> Iterator[IO[bytes]]:
    """Open the archive, from its file or from what was unpacked of it."""
    if source.raw:
        yield io.BytesIO(source.raw)
        return
    try:
        with source.file.path.open("rb") as file:
            yield file
    except OSError as error:
        reason = f"cannot be opened ({error.strerror})"
        raise BrokenFileError(source.name, reason, f"change its permissions, {LEAVE_OUT}") from error


def read_warc(source: Source) -> Loaded:
    """Read the pages of a web archive, one record at a time; the archive is never in memory as a whole."""
    return next(read_warc_in_pieces(source))


def read_warc_in_pieces(source: Source, size: int | None = None) -> Iterator[Loaded]:
    """Read the pages of a web archive in tables with about `size` characters of text; the last one says what is not."""
    extra("trafilatura", source.name)
    records: list[dict[str, object]] = []
    skipped: list[tuple[str, str]] = []
    reasons: dict[str, int] = {}

    def skip(what: str, why: str) -> None:
        reasons[why] = reasons.get(why, 0) + 1
        if len(skipped) < _MOST_NAMED:
            skipped.append((what, why))

    seen = False
    length = 0
    with opened(source) as stream:
        for (address, reason), fields in in_order(pages_in(stream, source)):
            seen = True
            if size is not None and length > size:
                yield Loaded(_table(records))
                records, length = [], 0
            if isinstance(fields, dict):
                length += len(str(fields.get("text", "")))
                records.append({"url": address, **{name: value for name, value in fields.items() if name != "url"}})
            elif why := fields or reason:
                skip(address, why)
    if not seen:
        raise BrokenFileError(source.name, "no record in this web archive", _READ_AGAIN)
    counts = ", ".join(f"{count:,} {why}" for why, count in sorted(reasons.items(), key=lambda pair: -pair[1]))
    yield Loaded(_table(records), skipped=skipped, note=f"skipped: {counts}" if counts else "")


def _table(records: list[dict[str, object]]) -> pd.DataFrame:
    names = ["url", "headline", "date", "byline", "site_name", "lang", "text"]
    return pd.DataFrame(records, columns=names, dtype=object)


def pages_in(stream: IO[bytes], source: Source) -> Iterator[tuple[tuple[str, str], Page | None]]:
    """Iterate over the records: address, and the page or the reason why it is none (empty for what is no answer).

    An archive that is cut off, as those of interrupted crawls are, gives what it has, and the reason last.
    """
    records = extra("warcio.archiveiterator", source.name)
    failed = extra("warcio.exceptions", source.name).ArchiveLoadFailed
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    plain = Unpacked(stream) if is_gzipped(stream) else stream
    count = 0
    try:
        for record in records.ArchiveIterator(plain):
            address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
            reason = reason_against(record)
            is_page = is_answer(record) and not reason
            page = Page(content(record), address, charset(record), source.keep) if is_page else None
            while record.raw_stream.read(_PIECE):
                pass
            if getattr(record.raw_stream, "limit", 0) > 0:
                raise EOFError
            count += 1
            yield (address, reason), page
        if isinstance(plain, Unpacked) and plain.is_cut_off:
            raise EOFError
    except (failed, EOFError, OSError, zlib.error, ValueError, AttributeError, IndexError) as error:
        if not count:
            raise BrokenFileError(source.name, "not a web archive (WARC)", _READ_AGAIN) from error
        yield ("the rest", f"broken or cut off after {count:,} records"), None


class Unpacked:
    """A stream of gzip members, decompressed piece by piece; one that is cut off ends early, and says so."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.is_cut_off = False
        self._stream = stream
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._packed = b""
        self._is_inside = False

    def read(self, size: int = _PIECE) -> bytes:
        """Return at most `size` bytes; none at the end."""
        while not self.is_cut_off:
            packed = self._packed or self._stream.read(_PIECE)
            try:
                content = self._member.decompress(packed, size)
            except zlib.error:
                self.is_cut_off = True
                break
            if self._member.eof:
                self._packed = self._member.unused_data
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
                self._is_inside = False
            else:
                self._packed = self._member.unconsumed_tail
                self._is_inside = self._is_inside or bool(packed)
            if content:
                return content
            if not packed:
                self.is_cut_off = self._is_inside
                return b""
        return b""


def is_gzipped(stream: IO[bytes]) -> bool:
    """Return whether a file begins as a gzip file does."""
    start = stream.read(2)
    stream.seek(0)
    return start == b"\x1f\x8b"


def is_answer(record: Any) -> bool:
    """Return whether a record has a page: an answer of a server, or a resource that was saved without one."""
    return record.rec_type in ("response", "resource")


def reason_against(record: Any) -> str:
    """Return why a record of a server's answer is no page; empty if it is one, or no answer."""
    if record.rec_type == "revisit":
        return "a repeated capture without its content"
    if not is_answer(record):
        return ""
    status = str(record.http_headers.get_statuscode() or "") if record.http_headers else ""
    if status.startswith("3"):
        return f"a redirect ({status})"
    if status and status != "200":
        return f"an error of the server ({status})"
    kind = content_type(record).partition(";")[0].strip().lower()
    return "" if kind in _HTML else f"not HTML ({kind or 'no type'})"


def content_type(record: Any) -> str:
    """Return the type that the server, or the record itself, states."""
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "")


def charset(record: Any) -> str:
    """Return the encoding that the server states; empty if it states none."""
    _, _, after = content_type(record).lower().partition("charset=")
    return after.partition(";")[0].strip(" \"'")


def content(record: Any) -> bytes:
    """Decompress the content of a record, no more of it than a page may have."""
    return bytes(record.content_stream().read(LARGEST_PAGE + 1))


FORMATS = (Format("warc", (".warc",), is_warc, read_warc),)
