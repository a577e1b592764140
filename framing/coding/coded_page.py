"""Codings and codebook pages as plain HTML, for widgets, saved notebooks and exported pages."""

from __future__ import annotations

import re
from html import escape

from framing.coding.session import DONE, Session, State

_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<![\w*])\*([^*\s][^*]*)\*(?!\w)"), r"<i>\1</i>"),
)
MOST_ITEMS = 50
_LONGEST = 300  # characters of an item

_CSS = """
.framing-coded{font:13px/1.6 system-ui,sans-serif;color:inherit}
.framing-coded.framing-coded table{border-collapse:collapse;margin:.6em 0;font:inherit;table-layout:auto}
.framing-coded.framing-coded :is(td,th){padding:.2em 1em .2em 0;text-align:left;vertical-align:top;border:0;
border-bottom:1px solid #8886;background:none;white-space:normal;max-width:46em}
.framing-coded mark{color:inherit;background:none;font-weight:700;text-decoration:underline;text-underline-offset:3px}
""".replace("\n", "")


def page_html(markdown: str) -> str:
    r"""Draw a codebook page: headings, lists, bold and italic words; everything else is text.

    Examples
    --------
    >>> page_html("# hedge\n\n**Unit.** The *shortest* one.\n\n- It <may> rain.")
    '<h3>hedge</h3><p><b>Unit.</b> The <i>shortest</i> one.</p><ul><li>It &lt;may&gt; rain.</li></ul>'
    """
    out: list[str] = []
    for block in re.split(r"\n\s*\n", markdown.strip()):
        lines = block.splitlines()
        prose: list[str] = []
        points: list[str] = []
        for line in lines:
            if heading := re.match(r"(#+)\s+(.*)", line):
                level = min(len(heading.group(1)) + 2, 6)
                out.append(f"<h{level}>{_inline(heading.group(2))}</h{level}>")
            elif line.startswith("- "):
                points.append(line[2:])
            elif points:
                points[-1] += f" {line.strip()}"
            else:
                prose.append(line.strip())
        out += [f"<p>{_inline(' '.join(prose))}</p>"] if prose else []
        out += [f"<ul>{''.join(f'<li>{_inline(point)}</li>' for point in points)}</ul>"] if points else []
    return "".join(out)


def _inline(text: str) -> str:
    drawn = escape(text)
    for pattern, into in _INLINE:
        drawn = pattern.sub(into, drawn)
    return drawn


def session_html(session: Session, *, most: int = MOST_ITEMS) -> str:
    """Draw what was coded so far: how much, and each decided item with its marks or answers."""
    progress = session.progress
    rows = []
    decided = [item for item in session.items if session.states[item.key].status == DONE]
    for item in decided[:most]:
        state = session.states[item.key]
        text = session.texts[item.doc_id][item.start : item.end]
        told = state.note and f"<br><small>Note: {escape(state.note)}</small>"
        rows.append(f"<tr><td>{_marked(text, item.start, state)}{told}</td><td>{_told(session, state)}</td></tr>")
    more = f"<p>And {len(decided) - most} more.</p>" if len(decided) > most else ""
    head = (
        f"<p>{escape(session.task.name)}, coded by {escape(session.coder)}: <b>{progress['done']}</b> of "
        f"{progress['items']} items decided, {progress['undecided']} undecided.</p>"
    )
    table = f"<table><tr><th>text</th><th>coded</th></tr>{''.join(rows)}</table>" if rows else ""
    return f'<div class="framing-coded"><style>{_CSS}</style>{head}{table}{more}</div>'


def _marked(text: str, start: int, state: State) -> str:
    out, at = [], 0
    for first, last, _ in state.marks:
        out.append(f"{escape(text[at : first - start])}<mark>{escape(text[first - start : last - start])}</mark>")
        at = last - start
    rest = text[at:]
    is_long = not state.marks and len(rest) > _LONGEST
    return "".join([*out, escape(f"{rest[:_LONGEST]} …" if is_long else rest)])


def _told(session: Session, state: State) -> str:
    if session.task.is_marking:
        labels = [label or session.task.name for _, _, label in state.marks]
        return escape(", ".join(labels)) or "none"
    return "<br>".join(
        f"{escape(name)}: <b>{escape(answer_in_words(session, name, value))}</b>"
        for name, value in state.answers.items()
    )


def answer_in_words(session: Session, name: str, value: object) -> str:
    """Write an answer as coders gave it: yes and no for 1 and 0."""
    question = next(one for one in session.task.questions if one.name == name)
    return str(value) if question.answers or question.numbers else {1: "yes", 0: "no"}.get(value, str(value))  # type: ignore[call-overload]
