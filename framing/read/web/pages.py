"""Saved web pages, one per file: HTML, also gzipped, and MIME HTML as browsers save it."""

from __future__ import annotations

import email
import email.message
import email.policy
import re

from framing.read.extras import extra
from framing.read.files import LEAVE_OUT, BrokenFileError
from framing.read.formats import Format, Loaded, Source
from framing.read.web.extract import Page

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title)\b", re.IGNORECASE)
_MIME = re.compile(r"^(?:mime-version|content-type:\s*multipart/related|from:\s*<?saved)", re.IGNORECASE | re.MULTILINE)
_HEAD = 4096


def is_html(source: Source) -> bool:
    """Return whether a file has tags of HTML near its beginning."""
    return _HTML.search(source.head[:200_000]) is not None


def html_page(source: Source) -> Page:
    """Return a page with what is known of it."""
    extra("trafilatura", source.name)
    if source.encoding:
        return Page(source.text.encode("utf-8"), keep=source.keep)
    return Page(source.raw, keep=source.keep)


def is_mime(source: Source) -> bool:
    """Return whether a file is a page with its pictures, as browsers save it."""
    return _MIME.search(source.head[:_HEAD]) is not None


def mime_page(source: Source) -> Page:
    """Return the page in a MIME HTML file: its first part of HTML."""
    extra("trafilatura", source.name)
    message = email.message_from_bytes(source.raw, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            raw = part.get_payload(decode=True)
            address = part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
            url = str(address).strip()
            return Page(
                raw if isinstance(raw, bytes) else b"",
                url if url.startswith(("http://", "https://")) else "",
                str(part.get_param("charset") or ""),
                source.keep,
            )
    raise BrokenFileError(source.name, "no page in this MIME HTML file", f"save the page again, {LEAVE_OUT}")


def _never(source: Source) -> Loaded:
    raise BrokenFileError(source.name, "is one page, not a table", LEAVE_OUT)


FORMATS = (
    Format("page", (".html", ".htm", ".xhtml"), is_html, _never, page=html_page),
    Format("page", (".mhtml", ".mht"), is_mime, _never, page=mime_page),
)
