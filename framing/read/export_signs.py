"""Signs that a text file is an export of several articles, whose format is not known."""

from __future__ import annotations

import re

_SIGNS = {
    "lines such as '1 of 20'": re.compile(
        r"^[ \t]*(?:document |article |dokument |artikel )?\d{1,5} (?:of|von|de|sur|di|van) \d{1,6}\b.{0,20}$",
        re.MULTILINE | re.IGNORECASE,
    ),
    "notices of copyright": re.compile(r"^[ \t]*(?:copyright\b|©|\(c\)).{0,200}$", re.MULTILINE | re.IGNORECASE),
    "lines of separators": re.compile(r"^[ \t]*(?:_{20,}|={20,}|-{20,}|\*{20,})[ \t]*$", re.MULTILINE),
    "labels of a headline": re.compile(
        r"^[ \t]*(?:HD|headline|title|titel|titre|überschrift|título|titolo)(?:[ \t]*:|[ \t]{2,})",
        re.MULTILINE | re.IGNORECASE,
    ),
    "labels of a date": re.compile(
        r"^[ \t]*(?:PD|date|datum|publication date|load-date|published|pubdate)(?:[ \t]*:|[ \t]{2,})",
        re.MULTILINE | re.IGNORECASE,
    ),
    "labels of an outlet": re.compile(
        r"^[ \t]*(?:SN|source|publication|publication title|quelle|newspaper|outlet)(?:[ \t]*:|[ \t]{2,})",
        re.MULTILINE | re.IGNORECASE,
    ),
    "numbers of words": re.compile(
        r"^[ \t]*(?:(?:length|WC|word count|länge|longueur)[ \t:]+)?\d[\d.,]{0,6} (?:words|mots|wörter)[ \t]*$",
        re.MULTILINE | re.IGNORECASE,
    ),
}  # fmt: skip


def export_signs(text: str) -> str:
    r"""Say why a text looks like several articles; empty if it does not.

    Two kinds of signs have to occur twice or more each: one alone also occurs in an article.

    Examples
    --------
    >>> one = "Title: Rain\nDate: 12 January 2024\n\nIt may rain.\n" + "=" * 30 + "\n"
    >>> export_signs(one * 2)
    '2 lines of separators, 2 labels of a headline and 2 labels of a date'
    >>> export_signs(one)
    ''
    """
    counts = {name: len(pattern.findall(text)) for name, pattern in _SIGNS.items()}
    found = [f"{count} {name}" for name, count in counts.items() if count >= 2]
    return "" if len(found) < 2 else f"{', '.join(found[:-1])} and {found[-1]}"
