"""Marks in a manuscript, ``{{...}}``: numbers, tables, captions, texts and claims, replaced by what the build made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from framing.compendium.conditions import Reader
from framing.table import LATEX

MARK = re.compile(r"\{\{((?:[^{}]|\{\{[^{}]*\}\}|\{[^{}]*\})*)\}\}")
NAMED = re.compile(r"\s*(claim|table|caption|notes|text)\s*:(.*)", re.DOTALL)
_NUMBER = re.compile(r"\s*[A-Za-z_]\w*\s*(?:\[.*\]\s*)?", re.DOTALL)
_LOST = re.compile(r"\{\{\s*(?:claim|table|caption|notes|text)\s*:")
COMMENTS = {
    ".md": re.compile(r"<!--.*?-->", re.DOTALL),
    ".typ": re.compile(r"(?<!:)//[^\n]*"),
    ".tex": re.compile(r"(?<!\\)%[^\n]*"),
}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~^$@])")
_TYPST = re.compile(r"([\\`*_\[\]<>#~$@/])")

ESCAPES: dict[str, Callable[[str], str]] = {
    ".md": lambda text: _MARKDOWN.sub(r"\\\1", text),
    ".typ": lambda text: _TYPST.sub(r"\\\1", text),
    ".tex": lambda text: text.translate(LATEX),
}


@dataclass(frozen=True, slots=True)
class Made:
    """What marks stand for: plain captions and texts, and functions that print a table for this manuscript."""

    tables: Mapping[str, Callable[[], str]]
    captions: Mapping[str, str]
    notes: Mapping[str, str]
    texts: Mapping[str, str]


def expanded(manuscript: str, *, ending: str, name: str, reader: Reader, made: Made) -> tuple[str, list[str]]:
    r"""Replace the marks of a manuscript, and list what is wrong with them, one line each.

    A mark in a comment is left as it is. The names of the numbers used are added to ``reader.used``.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.compendium.values import Number, Values
    >>> empty = pd.DataFrame({"kind": []})
    >>> reader = Reader(Values({"articles": Number("1,200", 1200, "articles")}, empty, empty))
    >>> text = "We read {{articles}} articles.\n{{claim: articles > 2000 | They are many.}}"
    >>> expanded(text, ending=".md", name="manuscript.md", reader=reader, made=Made({}, {}, {}, {}))
    ('We read 1,200 articles.\nThey are many.',
     ["manuscript.md, line 2: the claim 'They are many.' is no longer true: articles > 2000; mend the sentence"])
    """
    problems: list[str] = []
    hidden = COMMENTS[ending].sub(blank, manuscript)

    def replace(match: re.Match[str]) -> str:
        line = hidden.count("\n", 0, match.start()) + 1
        try:
            return _replaced(match[1], ending, reader, made)
        except ValueError as error:
            problems.append(f"{name}, line {line}: {error}")
            return match[0] if not isinstance(error, _FailedClaimError) else error.words

    pieces, end = [], 0
    for match in MARK.finditer(hidden):
        pieces += [manuscript[end : match.start()], replace(match)]
        end = match.end()
    pieces.append(manuscript[end:])
    if lost := _LOST.search(MARK.sub("", hidden)):
        problems.append(f"{name}: the mark {lost[0]!r} is not closed; end it with }}}}")
    return "".join(pieces), problems


def blank(match: re.Match[str]) -> str:
    """Give spaces for what was found, so that every line stays where it is."""
    return re.sub(r"[^\n]", " ", match[0])


class _FailedClaimError(ValueError):
    """A claim that is not true, with its words."""

    def __init__(self, condition: str, words: str) -> None:
        super().__init__(f"the claim {' '.join(words.split())!r} is no longer true: {condition}; mend the sentence")
        self.words = words


def _replaced(body: str, ending: str, reader: Reader, made: Made) -> str:
    escape = ESCAPES[ending]
    inner = body.strip()
    if inner.startswith("{") and _NUMBER.fullmatch(inner.strip("{}")):
        raise ValueError(f"write a space on both sides of the mark {{{inner}}}, inside the outer braces")
    found = NAMED.fullmatch(body)
    if found is None:
        if not _NUMBER.fullmatch(body):
            return "{{" + body + "}}"  # braces of LaTeX
        return escape(reader.number(inner).text)
    kind, what = found[1], found[2].strip()
    if kind != "claim":
        plain = {"caption": made.captions, "notes": made.notes, "text": made.texts}.get(kind, {})
        names = made.tables if kind == "table" else plain
        if what not in names:
            raise ValueError(f"the {kind} {what!r} is unknown; there are {', '.join(names) or 'none'}")
        return made.tables[what]() if kind == "table" else escape(plain[what])
    condition, sign, words = what.partition("|")
    if not (sign and words.strip()):
        raise ValueError(f"a claim is written as {{{{claim: condition | words}}}}; here are no words: {what!r}")
    printed = MARK.sub(lambda match: _replaced(match[1], ending, reader, made), words.strip())
    if not reader.holds(condition.strip()):
        raise _FailedClaimError(condition.strip(), printed)
    return printed
