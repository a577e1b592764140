"""The HTML of one article: its head, the legend that switches devices, and its text with all marks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from html import escape
from itertools import pairwise

import pandas as pd

from framing.marking.look import ATTRIBUTION, BOILERPLATE, KINDS, Keys, keys_of, style_sheet
from framing.marking.marks import Mark, column, marks_of, piece, sign
from framing.model import VOICES


def with_parts_of(spans: pd.DataFrame) -> set[str]:
    """Give the devices whose instances have parts beside their cue."""
    return {ATTRIBUTION, *map(str, spans.loc[spans["role"] != "cue", "device"].unique())}


def marked_html(
    article: pd.DataFrame,
    rows: pd.DataFrame,
    devices: Sequence[str],
    *,
    on: Collection[str],
    with_parts: set[str],
    focus: tuple[int, int] | None = None,
) -> str:
    """Draw one article, a table of one row, with the spans that it has.

    The tables are checked by the caller, and `rows` are of this article and of `devices`. Those in `on` are switched on
    at first. `focus` is a place with a frame around it.

    Examples
    --------
    >>> article = pd.DataFrame({"doc_id": ["a"], "outlet": ["Courier"], "text": ["Rain <may> fall."]})
    >>> rows = pd.DataFrame({"start": [6], "end": [9], "device": ["hedge"], "role": ["cue"]})
    >>> '&lt;<span' in marked_html(article, rows, ["hedge"], on=["hedge"], with_parts=set())
    True
    """
    text = article["text"].iloc[0]
    known = [str(device) for device in rows["device"].cat.categories] if hasattr(rows["device"], "cat") else devices
    keys = keys_of(list(known))
    marks = marks_of(rows, text, with_parts, keys)
    if focus is not None:
        marks.append(Mark(*focus, "", "", "focus", "", ""))
    return (
        f'<div class="framing-article tex2jax_ignore mathjax_ignore"><style>{style_sheet(keys.values())}</style>'
        f"{_head(article)}{_legend(rows, devices, on, with_parts, keys)}"
        f'<div class="framing-text">{_body(text, marks)}</div></div>'
    )


def _body(text: str, marks: Sequence[Mark]) -> str:
    """Format the text line by line; line breaks are kept inside, so nothing is added to the text."""
    # Taken from the end: by start; of those that start together, a cue without a word, then the longest.
    waiting = sorted(marks, key=lambda mark: (mark.start, mark.end > mark.start, -mark.end), reverse=True)
    lines: list[str] = []
    active: list[Mark] = []
    left = 0
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        right = left + len(line)
        while waiting and (waiting[-1].start < right or right == len(text)):
            active.append(waiting.pop())
        lines.append(_line(line, left, active))
        active = [mark for mark in active if mark.end > right]
        left = right
    return "".join(lines)


def _line(line: str, left: int, marks: Sequence[Mark]) -> str:
    """Split a line wherever a mark starts or ends, and format each piece with its marks."""
    content = line.removesuffix("\n")
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    closing: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        opening[max(mark.start - left, 0)].append(mark)
        closing[min(mark.end - left, len(content))].append(mark)
    pieces: list[str] = []
    active: list[Mark] = []
    is_standing = any(mark.look == "dim" for mark in marks)
    for place, following in pairwise([*sorted({0, len(content), *opening, *closing}), len(content)]):
        pieces += [_number(mark) for mark in reversed(closing[place]) if mark.end <= left + len(line)]
        active = [mark for mark in active if mark.end > left + place]
        pieces += [_opening(mark) for mark in opening[place] if mark.start >= left]
        active += [mark for mark in opening[place] if mark.end > left + place]
        part = content[place:following]
        is_standing = is_standing and (not part.strip() or any(mark.look == "dim" for mark in active))
        pieces.append(piece(part, active))
    looks = "framing-line" + " framing-standing" * is_standing + " framing-blank" * (not content.strip())
    return f'<div dir="auto" class="{looks}">{"".join(pieces)}{line[len(content) :]}</div>'


def _opening(mark: Mark) -> str:
    """Return the sign where a mark starts: a content's number, a bar, or the sign of a cue without a word."""
    if mark.start == mark.end:
        kind = "framing-focus" if mark.look == "focus" else ""
        return sign("▸", mark.title, key=mark.key, kind=kind)
    if mark.look == "dim":
        return sign("▌", mark.title, key=mark.key, kind="framing-bar")
    return sign(mark.number, mark.title, key=mark.key) if mark.look == "content" and mark.number else ""


def _number(mark: Mark) -> str:
    """Return the small number after a source or a cue."""
    is_numbered = mark.look in ("source", "cue") and mark.number and mark.end > mark.start
    return sign(mark.number, mark.title, key=mark.key) if is_numbered else ""


def _head(article: pd.DataFrame) -> str:
    headline, outlet, date = (column(article, name)[0] for name in ("headline", "outlet", "date"))
    doc_id = str(article["doc_id"].iloc[0])
    facts = [fact for fact in (outlet, date.removesuffix(" 00:00:00"), doc_id) if fact]
    beneath = " · ".join(f"<bdi>{escape(fact)}</bdi>" for fact in facts)
    above = f"<b><bdi>{escape(headline)}</bdi></b><br>" if headline else ""
    return f'<div class="framing-head">{above}{beneath}</div>'


def _legend(
    rows: pd.DataFrame, devices: Sequence[str], on: Collection[str], with_parts: set[str], keys: Keys
) -> str:  # fmt: skip
    """Return a box per device that switches its marks, with its frequency, and in whose voice."""
    cues = rows[rows["role"] == "cue"]
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for device, voice in zip(column(cues, "device"), column(cues, "voice"), strict=True):
        found[device][voice] += 1
    boxes, parts = [], []
    for device in devices:
        voices = {voice: found[device][voice] for voice in [*VOICES, *found[device]] if voice and found[device][voice]}
        by_voice = f" <small>({_voices(voices)})</small>" if voices and device != BOILERPLATE else ""
        ticked = " checked" if device in on else ""
        # Keys pressed on the box are no commands of JupyterLab, where two d delete a cell.
        box = f'<input type="checkbox" class="framing-s{keys[device]}" data-lm-suppress-shortcuts="true"{ticked}>'
        name, *samples = _samples(device, with_parts, keys[device])
        boxes.append(f'<label class="framing-key">{box}<span>{name} {found[device].total()}{by_voice}</span></label>')
        if samples:
            parts.append(f'<span class="framing-parts">{" ".join([f"{escape(device)}:", *samples])}</span>')
    return f'<div class="framing-legend" role="group" aria-label="Devices">{"".join(boxes + parts)}</div>'


def _voices(voices: dict[str, int]) -> str:
    return ", ".join(f"{escape(voice)} {count}" for voice, count in voices.items())


def _samples(device: str, with_parts: set[str], key: str) -> list[str]:
    """Return the device's name as the device is drawn; for one with parts, the name and each part."""

    def drawn(text: str, *looks: str, subtype: str = "") -> str:
        return piece(text, [Mark(0, 1, key, subtype, look, "", f"how {device} is drawn") for look in looks])

    if device == BOILERPLATE:
        return [sign("▌", "") + drawn(device, "dim")]
    if device not in with_parts:
        return [drawn(device, "word")]
    kinds = KINDS if device == ATTRIBUTION else ["content"]
    return [
        f"<b>{escape(device)}</b>",
        drawn("source", "source"),
        drawn("cue", "cue"),
        *(drawn(kind, "content", subtype=kind) for kind in kinds),
        drawn("inside another", "content", "content", subtype=kinds[0]),
        "<small>a number ties the parts; ▸ no cue word</small>",
    ]
