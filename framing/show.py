"""One article with all its labels as HTML, to check counts by reading."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from itertools import pairwise
from pathlib import Path

import pandas as pd

from framing.files.whole_file import whole_file
from framing.model import VOICES, check_articles, check_spans, devices_shown, named

BOILERPLATE, ATTRIBUTION = "boilerplate", "attribution"

# Okabe and Ito's colours, with Tol's wine and a grey; the sky blue is kept for attribution, the yellow is darkened.
_COLOURS = (
    "230,159,0", "0,158,115", "204,121,167", "213,94,0", "0,114,178", "181,169,0", "136,34,85", "128,128,128",
)  # fmt: skip
_LINES = ("solid", "dashed", "dotted", "double")
_SKY, _LINE = "86,180,233", "#3a8fc4"
_TINTS = {
    "direct": f"linear-gradient(rgba({_SKY},.4),rgba({_SKY},.4))",
    "mixed": f"repeating-linear-gradient(135deg,rgba({_SKY},.45) 0 5px,rgba({_SKY},.1) 5px 10px)",
    "indirect": f"linear-gradient(rgba({_SKY},.16),rgba({_SKY},.16))",
}

Palette = dict[str, tuple[str, str]]

# No colour of ground or ink is set, so the page is legible on the light and the dark ground of any notebook.
_CSS = """
.framing-article{max-width:46em;font:15px/1.9 Georgia,'Times New Roman',serif;color:inherit}
.framing-head,.framing-legend{font:12.5px/1.7 system-ui,sans-serif}
.framing-head b{font-size:16px}
.framing-legend{list-style:none;margin:.6em 0 1em;padding:.5em 0;border:solid #8888;border-width:1px 0}
.framing-legend li{margin:.15em 0;padding:0}
.framing-legend small{font-size:11.5px;opacity:.8}
.framing-text{white-space:pre-wrap;overflow-wrap:anywhere}
.framing-text span{-webkit-box-decoration-break:clone;box-decoration-break:clone}
.framing-line{padding:0 .7em;border:solid transparent;border-width:0 3px;text-align:start}
.framing-blank{line-height:.9}
.framing-standing{border-inline-start-color:#888}
.framing-dim{opacity:.62}
.framing-n{font:700 9px/0 system-ui,sans-serif;opacity:.75;vertical-align:super;unicode-bidi:isolate;margin:0 1px}
.framing-n::before{content:attr(data-n)}
.framing-standing .framing-bar{display:none}
""".replace("\n", "")


@dataclass(frozen=True, slots=True, repr=False)
class MarkedArticle:
    """A marked article: displayed in a notebook; its string is the HTML."""

    doc_id: str
    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<marked article {self.doc_id}: a notebook displays it, .save('page.html') writes it>"

    def save(self, path: str | Path) -> None:
        """Write a page for the browser; an existing file is replaced."""
        title = escape(self.doc_id)
        head = f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        with whole_file(path) as file:
            file.write(f"{head}<body>{self.html}</body></html>".encode())


@dataclass(frozen=True, slots=True)
class _Mark:
    """One row of spans, ready to be drawn."""

    start: int
    end: int
    device: str
    subtype: str
    look: str  # "content", "source", "cue", "word" (a cue that stands alone) or "dim"
    number: str
    title: str


def show(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    doc_id: object = None,
    devices: str | Sequence[str] | None = None,
) -> MarkedArticle:
    """Show one article with all devices marked, to check the labels by reading.

    The text is unaltered: selecting and copying it gives the article's own characters.

    Parameters
    ----------
    articles
        The articles table.
    spans
        The spans table; the rows of one article are shown.
    doc_id
        The article to show; by default the first with any span.
    devices
        The device or devices to show; by default all except `layout`.

    Returns
    -------
    MarkedArticle
        Displayed in a notebook. ``.html`` or ``str()`` is the HTML, self-contained and without scripts; ``.save(path)``
        writes a page.

    Raises
    ------
    ValueError
        If no article has this `doc_id`, a device was not labelled, or a span is outside the text.

    Notes
    -----
    Contents of attributions have a background (plain for direct, striped for mixed, faint for indirect quotation),
    sources an underline, cues a bold underline; a small number, the `instance`, links them. Nested attributions have
    additional lines. Other devices are highlighted, each with its own colour and underline. Boilerplate is dimmed, with
    a bar next to it. Hovering over a mark shows device, subtype, role, voice, speaker, kind, score and entry.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Courier"], "text": ["Rain may fall."]})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [5], "end": [8], "device": ["hedge"], "role": ["cue"]})
    >>> page = show(articles, spans.astype({"device": "category"}))
    >>> page
    <marked article a: a notebook displays it, .save('page.html') writes it>
    >>> 'title="hedge">may</span> fall.' in page.html
    True
    """
    check_articles(articles)
    check_spans(spans)
    if not len(articles):
        raise ValueError("show: the articles table has no rows, so there is nothing to show")
    looked_for = [str(device) for device in spans["device"].cat.categories]
    chosen = devices_shown(spans) if devices is None else [devices] if isinstance(devices, str) else list(devices)
    if unknown := [device for device in chosen if device not in looked_for]:
        raise ValueError(f"show: {named(unknown)} not among the devices looked for: {named(looked_for)}")
    wanted = spans[spans["device"].isin(chosen)]
    place = _place(articles, wanted, doc_id)
    article = articles.iloc[[place]]
    rows = wanted[wanted["doc_id"] == article["doc_id"].iloc[0]]
    check_spans(rows, article)
    with_parts = {ATTRIBUTION, *wanted.loc[wanted["role"] != "cue", "device"].astype(str)}
    marks = _marks(rows, article["text"].iloc[0], with_parts)
    palette = _palette([device for device in looked_for if device not in (ATTRIBUTION, BOILERPLATE)])
    html = (
        f'<div class="framing-article tex2jax_ignore mathjax_ignore"><style>{_CSS}</style>{_head(article)}'
        f"{_legend(rows, chosen, with_parts, palette)}"
        f'<div class="framing-text">{_body(article["text"].iloc[0], marks, palette)}</div></div>'
    )
    return MarkedArticle(str(article["doc_id"].iloc[0]), html)


def _place(articles: pd.DataFrame, spans: pd.DataFrame, doc_id: object) -> int:
    """Return the row of the article wanted, or of the first with spans."""
    if doc_id is None:
        has_spans = articles["doc_id"].isin(spans["doc_id"])
        if len(spans) and not has_spans.any():
            raise ValueError(f"show: the spans are of other articles (doc_id {named(spans['doc_id'].unique())})")
        return int(has_spans.to_numpy().argmax())
    known = articles["doc_id"].astype(str).tolist()
    if str(doc_id) not in known:
        close = get_close_matches(str(doc_id), known, n=3)
        hint = f"close to it: {named(close)}" if close else f"there are {named(known, most=3)}"
        raise ValueError(f"show: no article {str(doc_id)!r}; {hint}")
    return known.index(str(doc_id))


def _column(spans: pd.DataFrame, name: str) -> list[str]:
    """Return a column as words, empty where it or a value is missing."""
    if name not in spans:
        return [""] * len(spans)
    return ["" if is_missing else str(value) for value, is_missing in zip(spans[name], spans[name].isna(), strict=True)]


def _palette(devices: Sequence[str]) -> Palette:
    """Assign each device a colour and a kind of line; where colours repeat, with another line."""
    return {
        device: (_COLOURS[place % len(_COLOURS)], _LINES[(place + place // len(_COLOURS)) % len(_LINES)])
        for place, device in enumerate(devices)
    }


def _marks(rows: pd.DataFrame, text: str, with_parts: set[str]) -> list[_Mark]:
    device, role, subtype, entry, kind, score, voice, speaker, coder = (
        _column(rows, name)
        for name in ("device", "role", "subtype", "entry", "kind", "score", "voice", "speaker", "coder")
    )
    instance = [number.removesuffix(".0") for number in _column(rows, "instance")]
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
        marks.append(_Mark(starts[place], ends[place], device[place], subtype[place], look, number, title))
    return marks


def _body(text: str, marks: Sequence[_Mark], palette: Palette) -> str:
    """Format the text line by line; line breaks are kept inside, so nothing is added to the text."""
    # Taken from the end: by start; of those that start together, a cue without a word, then the longest.
    waiting = sorted(marks, key=lambda mark: (mark.start, mark.end > mark.start, -mark.end), reverse=True)
    lines: list[str] = []
    active: list[_Mark] = []
    left = 0
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        right = left + len(line)
        while waiting and (waiting[-1].start < right or right == len(text)):
            active.append(waiting.pop())
        lines.append(_line(line, left, active, palette))
        active = [mark for mark in active if mark.end > right]
        left = right
    return "".join(lines)


def _line(line: str, left: int, marks: Sequence[_Mark], palette: Palette) -> str:
    """Split a line wherever a mark starts or ends, and format each piece with its marks."""
    content = line.removesuffix("\n")
    opening: defaultdict[int, list[_Mark]] = defaultdict(list)
    closing: defaultdict[int, list[_Mark]] = defaultdict(list)
    for mark in marks:
        opening[max(mark.start - left, 0)].append(mark)
        closing[min(mark.end - left, len(content))].append(mark)
    pieces: list[str] = []
    active: list[_Mark] = []
    is_standing = any(mark.look == "dim" for mark in marks)
    for place, following in pairwise([*sorted({0, len(content), *opening, *closing}), len(content)]):
        pieces += [_number(mark) for mark in reversed(closing[place]) if mark.end <= left + len(line)]
        active = [mark for mark in active if mark.end > left + place]
        pieces += [_opening(mark) for mark in opening[place] if mark.start >= left]
        active += [mark for mark in opening[place] if mark.end > left + place]
        piece = content[place:following]
        is_standing = is_standing and (not piece.strip() or any(mark.look == "dim" for mark in active))
        pieces.append(_piece(piece, active, palette))
    looks = "framing-line" + " framing-standing" * is_standing + " framing-blank" * (not content.strip())
    return f'<div dir="auto" class="{looks}">{"".join(pieces)}{line[len(content) :]}</div>'


def _opening(mark: _Mark) -> str:
    """Return the sign where a mark starts: a content's number, a bar, or the sign of a cue without a word."""
    if mark.start == mark.end:
        return _sign("▸", mark.title)
    if mark.look == "dim":
        return _sign("▌", mark.title, kind="framing-bar")
    return _sign(mark.number, mark.title) if mark.look == "content" and mark.number else ""


def _number(mark: _Mark) -> str:
    """Return the small number after a source or a cue."""
    is_numbered = mark.look in ("source", "cue") and mark.number and mark.end > mark.start
    return _sign(mark.number, mark.title) if is_numbered else ""


def _sign(sign: str, title: str, *, kind: str = "") -> str:
    # The sign is drawn by the style, so that copying the text leaves it out.
    looks = f"framing-n {kind}".strip()
    return f'<sup class="{looks}" data-n="{escape(sign)}" title="{escape(title)}"></sup>'


def _piece(text: str, marks: Sequence[_Mark], palette: Palette) -> str:
    """Return a stretch of text with the format of all its marks, outermost first."""
    if not text:
        return ""
    # A raw carriage return would become a line feed in the page.
    words = escape(text).replace("\r", "&#13;")
    if not marks:
        return words
    title = escape("\n".join(mark.title for mark in reversed(marks)))
    dim = ' class="framing-dim"' if any(mark.look == "dim" for mark in marks) else ""
    return f'<span{dim} style="{_style(marks, palette)}" title="{title}">{words}</span>'


def _style(marks: Sequence[_Mark], palette: Palette) -> str:
    contents = [mark for mark in marks if mark.look == "content"]
    words = [mark for mark in marks if mark.look == "word"]
    depth = len(contents) - 1
    ground = [f"linear-gradient({_LINE},{_LINE}) 0 calc(100% - {3 * i}px)/100% 1.5px no-repeat" for i in range(depth)]
    step = 100 / max(len(words), 1)
    ground += [
        f"linear-gradient(rgba({palette[mark.device][0]},.42),rgba({palette[mark.device][0]},.42)) "
        f"0 {100 * i / max(len(words) - 1, 1):.0f}%/100% {step:.0f}% no-repeat"
        for i, mark in enumerate(words)
    ]
    ground += [_tint(mark, palette) for mark in contents[-1:]]
    styles = [f"background:{','.join(ground)}"] if ground else []
    if depth > 0:
        styles.append(f"padding-bottom:{3 * depth}px")
    if words:
        colour, line = palette[words[-1].device]
        styles.append(f"border-bottom:{3 if line == 'double' else 2}px {line} rgb({colour})")
    looks = {mark.look: mark for mark in marks if mark.look in ("source", "cue")}
    if looks:
        thickness = "2.5px" if "cue" in looks else "1px"
        styles.append(f"text-decoration:underline {thickness};text-underline-offset:3px")
    if "cue" in looks:
        styles.append("font-weight:700")
    return ";".join(styles)


def _tint(mark: _Mark, palette: Palette) -> str:
    if mark.device == ATTRIBUTION:
        return _TINTS.get(mark.subtype, _TINTS["direct"])
    colour = palette[mark.device][0]
    return f"linear-gradient(rgba({colour},.25),rgba({colour},.25))"


def _head(article: pd.DataFrame) -> str:
    headline, outlet, date = (_column(article, name)[0] for name in ("headline", "outlet", "date"))
    doc_id = str(article["doc_id"].iloc[0])
    facts = [fact for fact in (outlet, date.removesuffix(" 00:00:00"), doc_id) if fact]
    beneath = " · ".join(f"<bdi>{escape(fact)}</bdi>" for fact in facts)
    above = f"<b><bdi>{escape(headline)}</bdi></b><br>" if headline else ""
    return f'<div class="framing-head">{above}{beneath}</div>'


def _legend(rows: pd.DataFrame, devices: Sequence[str], with_parts: set[str], palette: Palette) -> str:
    """Return the format of each device, its frequency, and in whose voice."""
    cues = rows[rows["role"] == "cue"]
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for device, voice in zip(_column(cues, "device"), _column(cues, "voice"), strict=True):
        found[device][voice] += 1
    items = []
    for device in devices:
        voices = {voice: found[device][voice] for voice in [*VOICES, *found[device]] if voice and found[device][voice]}
        count = str(found[device].total()) + (f" ({_voices(voices)})" if voices and device != BOILERPLATE else "")
        name, *parts = _samples(device, with_parts, palette)
        items.append(f"<li>{' '.join([name, count, *parts])}</li>")
    return f'<ul class="framing-legend">{"".join(items)}</ul>'


def _voices(voices: dict[str, int]) -> str:
    return ", ".join(f"{escape(voice)} {count}" for voice, count in voices.items())


def _samples(device: str, with_parts: set[str], palette: Palette) -> list[str]:
    """Return the device's name as the device is drawn; for one with parts, the name and each part."""

    def drawn(text: str, *looks: str, subtype: str = "") -> str:
        marks = [_Mark(0, 1, device, subtype, look, "", f"how {device} is drawn") for look in looks]
        return _piece(text, marks, palette)

    if device == BOILERPLATE:
        return [_sign("▌", "") + drawn(device, "dim")]
    if device not in with_parts:
        return [drawn(device, "word")]
    kinds = list(_TINTS) if device == ATTRIBUTION else ["content"]
    return [
        f"<b>{escape(device)}</b>",
        drawn("source", "source"),
        drawn("cue", "cue"),
        *(drawn(kind, "content", subtype=kind) for kind in kinds),
        drawn("inside another", "content", "content", subtype=kinds[0]),
        "<small>a number ties the parts; ▸ no cue word</small>",
    ]
