"""The prose of a manuscript: numbers that are typed into it by hand, and the works that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from framing.compendium.marks import COMMENTS, MARK, NAMED, blank

# Code, quotations of code, citations and labels are no prose; what is left of digits there is convention, no finding.
_CODE = {
    ".typ": r'^\s*#?(?:set|show|let|import|include)\b.*|"[^"\n]*"|`[^`\n]*`|(?<![\w.])@[\w-]+|<[\w-]+>'
    r"|\b[\w-]+: \d[\d.]*%?(?=[,)])",
    ".md": r"\A---\n.*?\n---\n|^```.*?^```|`[^`\n]*`|(?<!\w)-?@[\w:.-]*\w|\]\([^)\n]*\)|\{[^{}\n]*\}|<https?:[^>\n]*>",
    ".tex": r"\A.*?\\begin\{document\}|\\(?:includegraphics|label|ref|\w*cite\w*|bibliography\w*|begin|end)\*?"
    r"(?:\[[^\]\n]*\])*(?:\{[^{}\n]*\})*",
}  # fmt: skip
_CONVENTION = (
    r"(?i:\b(?:table|figure|section|appendix)) \d+|\b95 \\?%|\b1,000 words|(?<![\w.])\.05\b"
    r"|\b\d[\d.]*(?:pt|mm|cm|em|fr)\b"
)
_NOT_PROSE = {
    ending: re.compile(f"{code}|{_CONVENTION}", re.MULTILINE | re.DOTALL if ending != ".typ" else re.MULTILINE)
    for ending, code in _CODE.items()
}
_TYPED = re.compile(
    r"\d[\d.,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|twice|thrice)\b",
    re.IGNORECASE,
)
_CITED = {
    ".typ": re.compile(r"(?<![\w.])@([A-Za-z][\w-]*)"),
    ".md": re.compile(r"(?<!\w)@\{?([A-Za-z][\w:.-]*\w)"),
    ".tex": re.compile(r"\\[A-Za-z]*cite[A-Za-z]*\*?(?:\[[^\]\n]*\])*\{([^{}]*)\}"),
}
_LABEL = re.compile(r"<([\w-]+)>")
_ENTRY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*\{\s*([^,\s]+)\s*,", re.MULTILINE | re.IGNORECASE)


def typed_numbers(manuscript: str, ending: str) -> list[tuple[int, str]]:
    r"""List the numbers that are typed into the prose, in digits or in words, each with its line.

    The 95 % of an interval, a rate per 1,000 words and a p below .05 are conventions and are not listed; neither is
    anything in code, marks, comments, citations and labels.

    Examples
    --------
    >>> typed_numbers("We read {{articles}} articles of 2024.\nTwo outlets differ.", ".md")
    [(1, '2024'), (2, 'Two')]
    """
    prose = _NOT_PROSE[ending].sub(blank, _without_marks(manuscript, ending))
    lines = enumerate(prose.splitlines(), start=1)
    return [(line, typed.rstrip(".,")) for line, text in lines for typed in _TYPED.findall(text)]


def cited(manuscript: str, ending: str) -> dict[str, int]:
    r"""Return each work that a manuscript cites, with the line of its first citation.

    Examples
    --------
    >>> cited("So said @lakoff1973.\nAnd others [@hyland1998, p. 3; @lakoff1973].", ".md")
    {'lakoff1973': 1, 'hyland1998': 2}
    """
    prose = _without_marks(manuscript, ending)
    labels = set(_LABEL.findall(prose)) if ending == ".typ" else set()
    found: dict[str, int] = {}
    for match in _CITED[ending].finditer(prose):
        for key in match[1].split(","):
            if key.strip() not in labels:
                found.setdefault(key.strip(), prose.count("\n", 0, match.start()) + 1)
    return found


def problems_of_prose(
    manuscripts: Mapping[str, str], references: str | None, *, refuses_numbers: bool
) -> tuple[list[str], list[str]]:
    """Return what is wrong with manuscripts, by their endings, and works that none of them cites, one line each."""
    works = _ENTRY.findall(references or "")
    problems = [line for ending, text in manuscripts.items() for line in _wrong(text, ending, works, refuses_numbers)]
    every = {key for ending, text in manuscripts.items() for key in cited(text, ending)}
    return problems, [f"references.bib: no manuscript cites {key}" for key in works if key not in every]


def _wrong(manuscript: str, ending: str, works: Iterable[str], refuses_numbers: bool) -> Iterator[str]:
    name = f"manuscript{ending}"
    for line, typed in typed_numbers(manuscript, ending) if refuses_numbers else ():
        yield f"{name}, line {line}: {typed!r} is typed by hand; name the number in findings.py and write a mark"
    for key, line in cited(manuscript, ending).items():
        if key not in works and key != "*":
            yield f"{name}, line {line}: the work {key!r} is not in references.bib"


def _without_marks(manuscript: str, ending: str) -> str:
    """Blank out comments and marks, but for the words of claims, so that every line stays where it is."""
    text = COMMENTS[ending].sub(blank, manuscript)
    return MARK.sub(_words_of_mark, text)


def _words_of_mark(mark: re.Match[str]) -> str:
    found = NAMED.fullmatch(mark[1])
    if found is None or found[1] != "claim":
        return blank(mark)
    condition, _, words = mark[0][2:-2].partition("|")
    return blank(mark)[2 : 2 + len(condition)] + MARK.sub(blank, words)
