"""Choose columns by what their values are: an address is no outlet (its domain is), and an empty column is nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

import pandas as pd

from framing.read.columns import ALIASES, folded
from framing.read.domains import domain, is_address, mostly, outlet_of
from framing.read.remarks import Remarks

_SAMPLED = 200  # values of a column; enough to see what most of them are
# Columns that name where an article comes from, the article's own address last.
_PLACES = (
    "source_domain", "domain", "hostname", "host", "source_hostname", "media_url", "source_url", "source", "publisher",
    "site", "outlet", "url", "link", "web_url", "canonical_link", "source_common_name",
)  # fmt: skip
_SITES = ("site_name", "sitename", "meta_site_name")  # names that pages give themselves, not always the same
_PLACEHOLDERS = ("n/a", "#n/a", "na", "null", "none", "nan")  # what programs write for a text that is not there
_CUT = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")


def is_missing(value: object) -> bool:
    """Return whether a value is nothing: None, NaN, blank, or an empty list or object."""
    if value is None or (isinstance(value, float) and value != value):
        return True
    return isinstance(value, (str, list, dict)) and not (value.strip() if isinstance(value, str) else value)


def sampled(values: Sequence[object]) -> list[object]:
    """Return the first values that are not missing."""
    return list(islice((value for value in values if not is_missing(value)), _SAMPLED))


def barred(columns: Mapping[str, Sequence[object]]) -> dict[str, list[str]]:
    """Return for each of our columns the source's columns that have its name, but not its values.

    Those of addresses are no outlet and no text; empty ones are nothing where another column has the name too.

    Examples
    --------
    >>> barred({"source": ["https://dailybee.example/rain"], "body": [None], "content": ["It may rain."]})
    {'outlet': ['source'], 'text': ['body']}
    """
    found: dict[str, list[str]] = {}
    for ours, aliases in ALIASES.items():
        candidates = [name for name in columns if folded(name) in (ours, *aliases)]
        samples = {name: sampled(columns[name]) for name in candidates}
        no = (
            [name for name, sample in samples.items() if not sample]
            if ours == "doc_id" or any(samples.values())
            else []
        )
        if ours in ("outlet", "text"):
            no += [name for name, sample in samples.items() if mostly(map(is_address, sample))]
        if no:
            found[ours] = no
    return found


def as_url(columns: Mapping[str, Sequence[object]], matched: Mapping[str, str]) -> str | None:
    """Return the column that has each article's own address, though its name is another's; None without.

    trafilatura's ``source`` is one.
    """
    if "url" in matched:
        return None
    for name in columns:
        if folded(name) in ALIASES["outlet"] and name not in matched.values():
            sample = sampled(columns[name])
            if mostly(map(is_address, sample)) and mostly(str(value).rstrip("/").count("/") > 2 for value in sample):
                return name
    return None


def with_domains(table: pd.DataFrame, place: str, remarks: Remarks) -> pd.DataFrame:
    """Fill missing outlets with the domain that an article comes from, under the name that its profile gives it.

    An outlet that is an address is one too; any other name stays as it is.
    """
    own: list[object] = table["outlet"].tolist() if "outlet" in table else [None] * len(table)
    outlets = [outlet_of(domain(value)) if is_address(value) else value for value in own]
    is_open = list(map(is_missing, outlets))
    by_name = {folded(str(name)): name for name in reversed(list(table.columns))}
    for known in (*_PLACES, *_SITES):
        if not any(is_open):
            break
        if known not in by_name:
            continue
        for row, value in enumerate(table[by_name[known]].tolist()):
            name = outlet_of(domain(value)) if known in _PLACES else value
            if is_open[row] and not is_missing(name):
                outlets[row], is_open[row] = name, False
    filled = sum(is_missing(before) and not after for before, after in zip(own, is_open, strict=True))
    if filled:
        remarks.add("file", "with outlets taken from the domains of addresses (outlet= names one)", [place])
    if outlets == own and "outlet" not in table:
        return table
    return table.assign(outlet=pd.Series(outlets, index=table.index, dtype=object))


def flat_text(value: object) -> object:
    r"""Join a text that is in parts, as fundus writes it: a summary, and sections with headlines and paragraphs.

    Anything else is returned as it is.

    Examples
    --------
    >>> flat_text({"summary": ["Rain."], "sections": [{"headline": ["Now"], "paragraphs": ["It may rain."]}]})
    'Rain.\n\nNow\n\nIt may rain.'
    """
    if not isinstance(value, dict) or not ("sections" in value or "summary" in value):
        return value
    sections = value.get("sections")
    parts: list[object] = [value.get("summary")]
    for section in sections if isinstance(sections, list) else [sections]:
        parts += [section.get("headline"), section.get("paragraphs")] if isinstance(section, dict) else [section]
    lines = [line for part in parts for line in (part if isinstance(part, list) else [part])]
    return "\n\n".join(line.strip() for line in lines if isinstance(line, str) and line.strip())


def without_placeholders(texts: Sequence[object]) -> tuple[list[object], list[str]]:
    """Empty the texts that are nothing but a placeholder for one; return also these placeholders.

    Examples
    --------
    >>> without_placeholders(["None of it.", "N/A", None])
    (['None of it.', '', None], ['N/A'])
    """
    found = [text for text in texts if isinstance(text, str) and text.strip().casefold() in _PLACEHOLDERS]
    empty = set(found)
    return ["" if isinstance(text, str) and text in empty else text for text in texts], found


def remark_cut(texts: Sequence[object], place: str, remarks: Remarks) -> None:
    """Report the articles whose text an interface has cut off: ``[+1234 chars]``."""
    cut = [
        f"{place}, article {number}"
        for number, text in enumerate(texts, start=1)
        if isinstance(text, str) and _CUT.search(text[-40:])
    ]
    remarks.add("article", "of which the text is only a beginning, cut off at its source ('[+… chars]')", cut)
