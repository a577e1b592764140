"""Rows of spans as marks that are ready to be drawn, and the format of a stretch of text under several of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from framing.marking.look import BOILERPLATE, Keys, line_of, tint_of


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of spans, ready to be drawn."""

    start: int
    end: int
    key: str  # the device's, by which the style knows it
    subtype: str
    look: str  # "content", "source", "cue", "word" (a cue that stands alone), "dim" or "focus"
    number: str
    title: str


def column(table: pd.DataFrame, name: str) -> list[str]:
    """Return a column as words, empty where it or a value is missing.

    Examples
    --------
    >>> column(pd.DataFrame({"voice": ["quoted", None]}), "voice")
    ['quoted', '']
    """
    if name not in table:
        return [""] * len(table)
    return ["" if is_missing else str(value) for value, is_missing in zip(table[name], table[name].isna(), strict=True)]


def marks_of(rows: pd.DataFrame, text: str, with_parts: set[str], keys: Keys) -> list[Mark]:
    """Give one mark per row of the spans of one article, each with all that is known about it as its title."""
    device, role, subtype, entry, kind, score, voice, speaker, coder = (
        column(rows, name)
        for name in ("device", "role", "subtype", "entry", "kind", "score", "voice", "speaker", "coder")
    )
    instance = [number.removesuffix(".0") for number in column(rows, "instance")]
    starts, ends = rows["start"].tolist(), rows["end"].tolist()
    sources: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for place, key in enumerate(zip(device, coder, instance, strict=True)):
        if role[place] == "source":
            sources[key].append(text[starts[place] : ends[place]])
    several = len(set(coder)) > 1
    marks = []
    for place, key in enumerate(zip(device, coder, instance, strict=True)):
        has_parts = device[place] in with_parts
        source = " … ".join(sources[key]) if role[place] != "source" else ""
        facts = [
            ("", f"{device[place]} {instance[place]}".strip() if has_parts else device[place]),
            ("", subtype[place]),
            ("", role[place] if has_parts else ""),
            ("source: ", source),
            ("voice: ", voice[place]),
            ("speaker: ", speaker[place]),
            ("kind: ", kind[place]),
            ("score: ", f"{float(score[place]):.2f}" if score[place] else ""),
            ("entry: ", entry[place]),
            ("coder: ", coder[place] if several else ""),
        ]
        title = " · ".join(name + fact for name, fact in facts if fact)
        look = "dim" if device[place] == BOILERPLATE else role[place] if has_parts else "word"
        number = instance[place] if has_parts else ""
        marks.append(Mark(starts[place], ends[place], keys[device[place]], subtype[place], look, number, title))
    return marks


def sign(text: str, title: str, *, key: str = "", kind: str = "") -> str:
    """Return a small sign beside a mark; the style draws it, so that copying the text leaves it out."""
    looks = f"framing-n {kind}".strip()
    shown = f' style="display:var(--n{key})"' if key else ""
    return f'<sup class="{looks}" data-n="{escape(text)}" title="{escape(title)}"{shown}></sup>'


def piece(text: str, marks: Sequence[Mark]) -> str:
    """Return a stretch of text with the format of all its marks, outermost first."""
    if not text:
        return ""
    # A raw carriage return would become a line feed in the page.
    words = escape(text).replace("\r", "&#13;")
    if not marks:
        return words
    title = escape("\n".join(mark.title for mark in reversed(marks) if mark.title))
    looks = {mark.look for mark in marks}
    classes = " ".join(f"framing-{look}" for look in ("dim", "focus") if look in looks)
    kind = f' class="{classes}"' if classes else ""
    return f'<span{kind} style="{_style(marks)}" title="{title}">{words}</span>'


def _style(marks: Sequence[Mark]) -> str:
    contents = [mark for mark in marks if mark.look == "content"]
    words = [mark for mark in marks if mark.look == "word"]
    depth = len(contents) - 1
    nested = "var(--da,currentcolor)"
    ground = [f"linear-gradient({nested},{nested}) 0 calc(100% - {3 * i}px)/100% 1.5px no-repeat" for i in range(depth)]
    step = 100 / max(len(words), 1)
    ground += [
        f"linear-gradient(var(--f{mark.key}),var(--f{mark.key})) "
        f"0 {100 * i / max(len(words) - 1, 1):.0f}%/100% {step:.0f}% no-repeat"
        for i, mark in enumerate(words)
    ]
    ground += [tint_of(mark.key, mark.subtype) for mark in contents[-1:]]
    styles = [f"background:{','.join(ground)}"] if ground else []
    if depth > 0:
        styles.append(f"padding-bottom:{3 * depth}px")
    if words:
        line = line_of(words[-1].key)
        styles.append(f"border-bottom:{3 if line == 'double' else 2}px {line} var(--l{words[-1].key})")
    looks = {mark.look: mark for mark in marks if mark.look in ("source", "cue")}
    if looks:
        of = looks.get("cue") or looks["source"]
        thickness = "2.5px" if "cue" in looks else "1px"
        styles.append(f"text-decoration:underline {thickness} var(--u{of.key});text-underline-offset:3px")
    if "cue" in looks:
        styles.append(f"font-weight:var(--w{looks['cue'].key})")
    return ";".join(styles)
