"""What the build refuses: numbers, claims and works without a counterpart, failed claims, numbers typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from findings import Claim

_USE = re.compile(r'#(number|claim)\("([^"]*)"\)')
_CITATION = re.compile(r"(?<![\w.])@([a-z][\w-]*)")
_ENTRY = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)
_LABEL = re.compile(r"<([\w-]+)>")

# Code, comments, citations and labels hold no prose; what is left of digits there is convention, no finding.
_NOT_PROSE = re.compile(r'"[^"\n]*"|`[^`\n]*`|//[^\n]*|(?<![\w.])@[\w-]+|<[\w-]+>|\b95 %|\b1,000 words')
_BARE = re.compile(
    r"\d[\d.,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|twice|thrice)\b",
    re.IGNORECASE,
)


class Use(NamedTuple):
    """Where the manuscript names a number or a claim."""

    line: int
    kind: str
    name: str


def uses(manuscript: str) -> list[Use]:
    """List the numbers and claims that the manuscript names, in order."""
    return [
        Use(line, *found)
        for line, text in enumerate(manuscript.splitlines(), start=1)
        for found in _USE.findall(text.partition("//")[0])
    ]


def bare_numbers(manuscript: str) -> list[tuple[int, str]]:
    """List what stands in the prose as a number of its own, with its line."""
    prose = _NOT_PROSE.sub(" ", manuscript)
    return [(line, bare) for line, text in enumerate(prose.splitlines(), start=1) for bare in _BARE.findall(text)]


def cited(manuscript: str) -> dict[str, int]:
    """Give each work that the manuscript cites with the line of its first citation."""
    labels = set(_LABEL.findall(manuscript))
    lines = enumerate(manuscript.splitlines(), start=1)
    found = [(key, line) for line, text in lines for key in _CITATION.findall(text) if key not in labels]
    return dict(reversed(found))


def entries(references: str) -> list[str]:
    """List the keys of a bibliography."""
    return _ENTRY.findall(references)


def problems(manuscript: str, numbers: Mapping[str, object], claims: Mapping[str, Claim], references: str) -> list[str]:
    """Say, a line each, why the paper cannot be built; an empty list where it can."""
    return [
        *_named(uses(manuscript), numbers, claims),
        *_unused(uses(manuscript), numbers, claims),
        *(
            f"manuscript.typ, line {line}: {bare!r} is typed by hand; name it in findings.py and write #number(...)"
            for line, bare in bare_numbers(manuscript)
        ),
        *_works(cited(manuscript), entries(references)),
    ]


def _named(found: list[Use], numbers: Mapping[str, object], claims: Mapping[str, Claim]) -> Iterator[str]:
    for line, kind, name in found:
        where = f"manuscript.typ, line {line}: the {kind} {name!r}"
        if name not in (numbers if kind == "number" else claims):
            yield f"{where} is not in numbers.json; findings.py makes it"
        elif kind == "claim" and not claims[name].holds:
            yield f"{where} no longer holds ({claims[name].meaning}); see build/results.csv and mend the sentence"


def _unused(found: list[Use], numbers: Mapping[str, object], claims: Mapping[str, Claim]) -> Iterator[str]:
    used = {(use.kind, use.name) for use in found}
    for kind, names in (("number", numbers), ("claim", claims)):
        for name in names:
            if (kind, name) not in used:
                yield f"numbers.json: the {kind} {name!r} is used nowhere in manuscript.typ; take it out of findings.py"


def _works(citations: Mapping[str, int], keys: list[str]) -> Iterator[str]:
    for key, line in citations.items():
        if key not in keys:
            yield f"manuscript.typ, line {line}: the work {key!r} is not in references.bib"
    for key in keys:
        if key not in citations:
            yield f"references.bib: the work {key!r} is not cited in manuscript.typ"
