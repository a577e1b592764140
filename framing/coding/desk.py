"""What lies on a coder's desk: the open item as a screen shows it, and the commands that keys and buttons give."""

from __future__ import annotations

from collections.abc import Mapping

from framing.coding.coded_page import answer_in_words, page_html
from framing.coding.coded_tables import Coded, coded_of_head, drift_table
from framing.coding.session import DONE, Mark, Session, State, words_of

CONTEXT = 600  # characters on each side of an item

Screen = dict[str, object]


def fixed(session: Session, markdown: str) -> Screen:
    """Give what stays the same for all items: labels or questions, the codebook page, and whose coding it is."""
    task = session.task
    return {
        "coder": session.coder, "task": task.name, "marking": task.is_marking, "labels": list(task.labels),
        "apart": list(task.apart), "file": session.file.path.name, "page": page_html(markdown),
        "proposals": bool(session.proposals), "between": session.file.head.get("between") or [],
        "questions": [
            {"name": one.name, "text": one.text, "answers": list(one.answers or _numbered(one.numbers)),
             "values": list(range(len(one.answers))) if one.answers else _values(one.numbers)}
            for one in task.questions
        ],
    }  # fmt: skip


def _numbered(numbers: tuple[int, int] | None) -> list[str]:
    return ["yes", "no"] if numbers is None else [str(value) for value in _values(numbers)]


def _values(numbers: tuple[int, int] | None) -> list[int]:
    return [1, 0] if numbers is None else list(range(numbers[0], numbers[1] + 1))


def screen(session: Session, *, message: str = "", refused: bool = False, step: int = 0) -> Screen:
    """Give the item that is open: its text in its context, its words, marks, answers and proposals.

    Places are characters (code points) of the item.
    """
    item, state, text = session.item, session.state, session.text
    whole = session.texts[item.doc_id]
    versions = session.versions.get(item.key)
    return {
        "step": step, "key": item.key, "at": session.at, **session.progress, "status": state.status, "text": text,
        "before": _before(whole, item.start), "after": _after(whole, item.end),
        "words": [[start, end] for start, end in words_of(text)] if session.task.is_marking else [],
        "marks": _inside(state.marks, item.start), "proposed": _inside(tuple(session.open_proposals), item.start),
        "answers": {name: answer_in_words(session, name, value) for name, value in state.answers.items()},
        "proposed_answers": {
            name: answer_in_words(session, name, value) for name, value in session.proposed.answers.items()
        },
        "versions": [_version(session, one) for one in versions] if versions else [],
        "question": session.question, "note": state.note, "message": message, "refused": refused,
        "finished": session.progress["done"] == len(session.items), "drift": _drift(session),
    }  # fmt: skip


def obey(session: Session, command: Mapping[str, object]) -> str:
    """Do what a key or a button says, and give a line about it.

    A command for another item than the one that is open was pressed too early, and is refused.

    Raises
    ------
    ValueError
        Where it cannot be done, or not be saved.
    """
    if command.get("key") not in (None, session.item.key):
        raise ValueError("a key was pressed twice; the second one did nothing")
    do = str(command.get("do"))
    place = int(str(command.get("start", 0))), int(str(command.get("end", 0)))
    if do == "mark":
        session.mark(*place, str(command.get("label", "")))
    elif do == "unmark":
        session.unmark(*place)
    elif do == "answer":
        session.answer(str(command.get("question")), command.get("answer"))
    elif do == "note":
        session.write_note(str(command.get("note", "")))
    elif do == "take":
        session.take(1 if command.get("version") else 0)
    elif do == "choose":
        session.choose(int(str(command.get("question", 0))))
        return ""
    elif do in ("next", "previous", "next_open"):
        getattr(session, do)()
        return ""
    elif do in ("finish", "none", "undecided", "accept", "reject", "undo"):
        getattr(session, do)()
    else:
        raise ValueError(f"no command {do!r}")
    return "taken back" if do == "undo" else "saved"


def as_coded(session: Session) -> Coded:
    """Give the coding as it stands, for tables."""
    return coded_of_head(session.file.head, session.states)


def _drift(session: Session) -> str:
    """Say how second codings went, once there are any."""
    if not any(item.is_retest and session.states[item.key].status == DONE for item in session.items):
        return ""
    table = drift_table(as_coded(session))
    days = zip(table["date"], table["items"], table["alike"], strict=True)
    return f"coded again: {', '.join(f'{date} {alike} of {items} alike' for date, items, alike in days)}"


def _inside(marks: tuple[Mark, ...], start: int) -> list[list[object]]:
    return [[first - start, last - start, label] for first, last, label in marks]


def _version(session: Session, state: State) -> Screen:
    start = session.item.start
    return {
        "marks": _inside(state.marks, start),
        "words": [session.text[first - start : last - start] for first, last, _ in state.marks],
        "answers": {name: answer_in_words(session, name, value) for name, value in state.answers.items()},
    }


def _before(text: str, start: int) -> str:
    found = text[max(start - CONTEXT, 0) : start]
    return found if start <= CONTEXT else f"… {found.partition(' ')[2]}"


def _after(text: str, end: int) -> str:
    found = text[end : end + CONTEXT]
    return found if end + CONTEXT >= len(text) else f"{found.rpartition(' ')[0]} …"
