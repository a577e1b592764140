"""Saved web pages as lines of text, told apart by the gold text of their article.

``python benchmarks/validity/page_lines.py PATH/html pages.jsonl`` writes what ``boilerplate.py pages.jsonl`` scores.

`PATH` holds saved pages (``<id>.html.gz``) and ``ground-truth.json``, which gives each one's `url` and `articleBody`. A
line is the text of one block of the page; it is content where the gold text holds it, letters and digits compared, and
left open where the gold text holds a part of it or where it is so short that it may stand there by chance. The title
of the page's ``<title>`` or first heading is left open, since the gold text has none. Limit: scripts are not run.
"""

from __future__ import annotations

import gzip
import json
import re
from argparse import ArgumentParser
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlparse

_INLINE = frozenset(
    "a abbr b bdi bdo cite code data em font i kbd mark q s samp small span strong sub sup time tt u var wbr".split()
)
_HIDDEN = frozenset("head noscript script style svg template textarea".split())
_LEAST = 12  # letters and digits; shorter lines may stand in the gold text by chance


class _Lines(HTMLParser):
    """The text of a page, one line per block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.titles: set[str] = set()
        self._text: list[str] = []
        self._hidden: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, or what is not shown."""
        if tag in _HIDDEN:
            self._hidden.append(tag)
        if tag not in _INLINE:
            self._close(is_title=False)
        self._in_title = self._in_title or tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        """Close a block, or what is not shown."""
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        if tag not in _INLINE:
            self._close(is_title=tag == "h1")
        self._in_title = self._in_title and tag != "h1"

    def handle_data(self, data: str) -> None:
        """Add text to the block."""
        if not self._hidden:
            self._text.append(data)

    def _close(self, *, is_title: bool) -> None:
        line = " ".join("".join(self._text).split())
        self._text = []
        if any(map(str.isalnum, line)):
            self.lines.append(line)
            if is_title or self._in_title:
                self.titles.add(line)


def main() -> None:
    """Write one row of JSON per page."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    gold = json.loads((asked.pages / "ground-truth.json").read_text(encoding="utf-8"))
    with asked.out.open("w", encoding="utf-8") as file:
        for name, page in gold.items():
            html = gzip.decompress((asked.pages / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
            row = {
                "doc_id": name,
                "outlet": urlparse(page["url"]).netloc,
                "paragraphs": told(html, page["articleBody"]),
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def told(html: str, body: str) -> list[dict[str, object]]:
    """Give the lines of a page with the label that the gold text gives them."""
    page = _Lines()
    page.feed(html)
    page.close()
    gold = letters(body)
    return [{"text": line, **label(letters(line), gold, is_title=line in page.titles)} for line in page.lines]


def label(line: str, gold: str, *, is_title: bool) -> dict[str, object]:
    """Tell whether a line is content, boilerplate, or left open."""
    is_inside = line in gold
    if is_inside and len(line) >= _LEAST:
        return {"label": "content"}
    shared = SequenceMatcher(None, line, gold, autojunk=False).find_longest_match().size if len(line) > 60 else 0
    if is_title or is_inside or shared > 50:
        return {"label": None, "ignore": True}
    return {"label": "boilerplate"}


def letters(text: str) -> str:
    """Give the letters and digits of a text."""
    return re.sub(r"[\W_]+", "", text.casefold())


if __name__ == "__main__":
    main()
