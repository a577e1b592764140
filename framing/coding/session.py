"""A coder at work: which item is open, what was decided, how to take it back. It knows no browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from framing.coding.decision_file import DecisionFile, Line
from framing.coding.items import Item, item_from_json
from framing.coding.task import Task, task_from_json

OPEN, DONE, UNDECIDED = "open", "done", "undecided"
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")

Mark = tuple[int, int, str]  # start, end and label, in the text of the article
Answers = dict[str, int | float | str]


@dataclass(frozen=True, slots=True)
class State:
    """What a coder decided about one item so far."""

    status: str = OPEN
    marks: tuple[Mark, ...] = ()
    answers: Answers = field(default_factory=dict)
    rejected: tuple[Mark, ...] = ()
    note: str = ""
    time: str = ""

    def as_json(self) -> Line:
        """Give it as a line of a file."""
        return {
            "status": self.status, "marks": list(self.marks), "answers": self.answers,
            "rejected": list(self.rejected), "note": self.note, "time": self.time,
        }  # fmt: skip


def state_from_json(line: Mapping[str, object]) -> State:
    """Take a state from a line of a file."""
    answers = line.get("answers")
    return State(
        str(line.get("status", OPEN)), _marks(line.get("marks")), dict(answers) if isinstance(answers, dict) else {},
        _marks(line.get("rejected")), str(line.get("note", "")), str(line.get("time", "")),
    )  # fmt: skip


def _marks(value: object) -> tuple[Mark, ...]:
    rows = value if isinstance(value, list) else []
    return tuple((int(start), int(end), str(label)) for start, end, label in rows)


def words_of(text: str) -> list[tuple[int, int]]:
    """List the words that keys move over.

    Examples
    --------
    >>> words_of("So-called aid")
    [(0, 9), (10, 13)]
    """
    return [found.span() for found in _WORD.finditer(text)]


class Session:
    """One coder's work on one file.

    Each decision is on the disk before the method returns, and raises a one-line `ValueError` where it cannot be
    made or saved; then nothing has changed.
    """

    def __init__(
        self,
        file: DecisionFile,
        texts: Mapping[str, str],
        proposals: Mapping[str, State] | None = None,
        versions: Mapping[str, tuple[State, State]] | None = None,
    ) -> None:
        """Go on where the file stops: at the first item that is open.

        `versions` are two coders' decisions about each item, between which an adjudicator decides.
        """
        self.file, self.texts = file, texts
        self.proposals, self.versions = dict(proposals or {}), dict(versions or {})
        head = file.head
        self.coder = str(head["coder"])
        rows, told = head["items"], head["task"]
        self.items: list[Item] = [item_from_json(row) for row in rows] if isinstance(rows, list) else []
        self.task: Task = task_from_json(told if isinstance(told, dict) else {})
        self.states = {item.key: _common(self.versions.get(item.key)) for item in self.items}
        self._before: list[tuple[str, State]] = []
        for line in file.lines:
            self._follow(line)
        self.at = 0
        self.question = 0
        self._place_of = {item.key: place for place, item in enumerate(self.items)}
        self.next_open(start=0)

    # --- where the coder is ---------------------------------------------------------------------------------------

    @property
    def item(self) -> Item:
        """The item that is open."""
        return self.items[self.at]

    @property
    def state(self) -> State:
        """What was decided about the item that is open."""
        return self.states[self.item.key]

    @property
    def text(self) -> str:
        """The text of the item that is open."""
        return self.texts[self.item.doc_id][self.item.start : self.item.end]

    def go(self, place: int) -> None:
        """Open an item by its position."""
        self.at = min(max(place, 0), len(self.items) - 1)
        names = [question.name for question in self.task.questions]
        missing = [place for place, name in enumerate(names) if name not in self.state.answers]
        self.question = missing[0] if missing else 0

    def next(self) -> None:
        """Open the next item."""
        self.go(self.at + 1)

    def previous(self) -> None:
        """Open the item before."""
        self.go(self.at - 1)

    def next_open(self, *, start: int | None = None) -> bool:
        """Open the next item that has no decision, then the next undecided one; stay where all are decided."""
        first = self.at + 1 if start is None else start
        order = [*range(first, len(self.items)), *range(min(first, len(self.items)))]
        for status in (OPEN, UNDECIDED):
            for place in order:
                if self.states[self.items[place].key].status == status:
                    self.go(place)
                    return True
        self.go(self.at)
        return False

    def choose(self, question: int) -> None:
        """Turn to a question of the item that is open."""
        self.question = min(max(question, 0), max(len(self.task.questions) - 1, 0))

    # --- decisions ------------------------------------------------------------------------------------------------

    def mark(self, start: int, end: int, label: str = "") -> None:
        """Mark a place of the item, from `start` to `end` in it; whole words, without space around them.

        A mark that it touches is replaced.
        """
        if not self.task.is_marking:
            raise ValueError("this codebook has questions; answer them by keys 0 to 9")
        if label and label not in self.task.labels:
            raise ValueError(f"{label!r} is no label of {self.task.name}")
        first, last = _whole_words(self.text, start, end)
        if first == last:
            raise ValueError("nothing is selected; select a word, then press a number or m")
        new = (self.item.start + first, self.item.start + last, label)
        marks = [mark for mark in self.state.marks if mark[1] <= new[0] or mark[0] >= new[1]]
        self._decide(replace(self.state, marks=tuple(sorted([*marks, new])), status=OPEN))

    def unmark(self, start: int, end: int) -> None:
        """Take away the marks that a place of the item touches."""
        first, last = self.item.start + start, self.item.start + max(end, start + 1)
        marks = tuple(mark for mark in self.state.marks if mark[1] <= first or mark[0] >= last)
        if marks == self.state.marks:
            raise ValueError("no mark here; move to a mark with the arrow keys, or press u to undo")
        self._decide(replace(self.state, marks=marks, status=OPEN))

    def answer(self, question: str, answer: object) -> None:
        """Answer a question; when all are answered the item is done, and the next open one is shown."""
        found = next((one for one in self.task.questions if one.name == question), None)
        if found is None:
            raise ValueError(f"{question!r} is no question of {self.task.name}")
        answers = {**self.state.answers, question: found.value_of(answer)}
        names = [one.name for one in self.task.questions]
        missing = [place for place, name in enumerate(names) if name not in answers]
        was_done = self.state.status == DONE
        self._decide(replace(self.state, answers=answers, status=OPEN if missing else DONE))
        if missing:
            after = [place for place in missing if place > names.index(question)]
            self.question = (after or missing)[0]
        elif was_done:
            self.choose(names.index(question) + 1)  # a correction stays with its item
        else:
            self.next_open()

    def finish(self) -> None:
        """Say that all instances are marked, and open the next item."""
        if not self.task.is_marking:
            raise ValueError("answer all questions; press ? if you cannot decide")
        if self.open_proposals:
            raise ValueError(f"{len(self.open_proposals)} proposals are open: press a to accept, x to reject")
        if not self.state.marks:
            raise ValueError("nothing is marked: press 0 if there is none here, or ? if you cannot decide")
        self._decide(replace(self.state, status=DONE))
        self.next_open()

    def none(self) -> None:
        """Say that the item has no instance, and open the next item."""
        if not self.task.is_marking:
            raise ValueError("answer all questions; press ? if you cannot decide")
        if self.state.marks:
            raise ValueError("there are marks: press Enter to keep them, or x on a mark to remove it")
        rejected = tuple(sorted({*self.state.rejected, *self.open_proposals}))
        self._decide(replace(self.state, status=DONE, rejected=rejected))
        self.next_open()

    def undecided(self) -> None:
        """Leave the item for later, and open the next one."""
        self._decide(replace(self.state, status=UNDECIDED))
        self.next_open()

    def write_note(self, text: str) -> None:
        """Keep a note with the item."""
        if text.strip() != self.state.note:
            self._decide(replace(self.state, note=text.strip()))

    @property
    def proposed(self) -> State:
        """What was proposed for the item that is open."""
        return self.proposals.get(self.item.key.partition("@")[0], State())

    @property
    def open_proposals(self) -> list[Mark]:
        """The proposed marks that were neither accepted nor rejected."""
        taken = self.state.marks
        return [
            mark for mark in self.proposed.marks
            if mark not in self.state.rejected and all(one[1] <= mark[0] or one[0] >= mark[1] for one in taken)
        ]  # fmt: skip

    def accept(self) -> None:
        """Take over the first proposal that is open: a mark, or the answer to the question."""
        if not self.task.is_marking:
            name = self.task.questions[self.question].name
            if name not in self.proposed.answers:
                raise ValueError("no answer is proposed to this question")
            return self.answer(name, self.proposed.answers[name])
        if not self.open_proposals:
            raise ValueError("no proposal is open; press Enter, or 0 if there is none")
        marks = tuple(sorted([*self.state.marks, self.open_proposals[0]]))
        return self._decide(replace(self.state, marks=marks, status=OPEN))

    def reject(self) -> None:
        """Reject the first proposed mark that is open."""
        if not self.open_proposals:
            raise ValueError("no proposal is open")
        rejected = tuple(sorted([*self.state.rejected, self.open_proposals[0]]))
        self._decide(replace(self.state, rejected=rejected, status=OPEN))

    def take(self, version: int) -> None:
        """Take over what one of two coders decided, the first (0) or the second (1), and open the next item."""
        found = self.versions.get(self.item.key)
        if found is None:
            raise ValueError("there are no two codings of this item")
        one = found[version]
        self._decide(replace(self.state, marks=one.marks, answers={**self.state.answers, **one.answers}, status=DONE))
        self.next_open()

    def undo(self) -> None:
        """Take the last decision back, also one of an earlier day, and open its item."""
        if not self._before:
            raise ValueError("nothing to undo")
        key, state = self._before[-1]
        line: Line = {"item": key, **state.as_json(), "undo": True, "undone": _now()}
        self.file.append(line)
        self._follow(line)
        self.go(self._place_of[key])

    # --- inside ---------------------------------------------------------------------------------------------------

    def _decide(self, state: State) -> None:
        line: Line = {"item": self.item.key, **replace(state, time=_now()).as_json()}
        self.file.append(line)  # what is not on the disk did not happen
        self._follow(line)

    def _follow(self, line: Line) -> None:
        key = str(line["item"])
        if key not in self.states:
            raise ValueError(f"{self.file.path.name}: a decision about {key}, which is no item of it; restore a copy")
        if line.get("undo"):
            self._before.pop()
        else:
            self._before.append((key, self.states[key]))
        self.states[key] = state_from_json(line)

    @property
    def progress(self) -> dict[str, int]:
        """How many items there are, and how many are done and undecided."""
        statuses = [state.status for state in self.states.values()]
        return {"items": len(self.items), "done": statuses.count(DONE), "undecided": statuses.count(UNDECIDED)}


def _common(versions: tuple[State, State] | None) -> State:
    """Give the answers that two coders share, from which an adjudicator starts."""
    if versions is None:
        return State()
    one, other = (state.answers for state in versions)
    return State(answers={name: value for name, value in one.items() if name in other and other[name] == value})


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a place to whole words, without the space around them; to nothing where it is empty."""
    start, end = max(min(start, end), 0), min(max(start, end), len(text))
    piece = text[start:end]
    if not piece.strip():
        return start, start
    start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
    touched = [place for place in words_of(text) if place[0] < end and place[1] > start]
    return min([start, *(place[0] for place in touched)]), max([end, *(place[1] for place in touched)])


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
