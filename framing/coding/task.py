"""What coders do with an item: mark the instances of a device, or answer the questions of a codebook page."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from framing.vocabulary.code_pages import CodePage, Question, code_page, code_page_names, is_code_page
from framing.vocabulary.codebook_pages import apart, device_names, page, subtypes

_PARTS = re.compile(r"^### (\S+)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Task:
    """A codebook page as work: its questions, or the device to mark with its labels; `apart` are not counted."""

    name: str
    questions: tuple[Question, ...] = ()
    labels: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    markdown: str = ""

    @property
    def is_marking(self) -> bool:
        """Whether places are marked, and no questions answered."""
        return not self.questions

    def as_json(self) -> dict[str, object]:
        """Give what a file of codings keeps: enough to read it without the codebook."""
        questions = [[one.name, one.text, list(one.answers), one.numbers] for one in self.questions]
        return {"name": self.name, "questions": questions, "labels": list(self.labels), "apart": list(self.apart)}

    @property
    def digest(self) -> str:
        """A digest of the questions or labels: coders of two versions of them code different things."""
        told = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def task_from_json(told: Mapping[str, object], markdown: str = "") -> Task:
    """Take a task from a file of codings.

    Examples
    --------
    >>> task = Task("hedge", labels=("modal",))
    >>> task_from_json(task.as_json()) == task
    True
    """
    labels, apart_labels = (tuple(map(str, _listed(told[name]))) for name in ("labels", "apart"))
    questions = tuple(_question(_listed(row)) for row in _listed(told["questions"]))
    return Task(str(told["name"]), questions, labels, apart_labels, markdown)


def _question(row: Sequence[object]) -> Question:
    name, text, answers, numbers = row
    low_high = [int(str(number)) for number in _listed(numbers)]
    return Question(
        str(name), str(text), tuple(map(str, _listed(answers))), (low_high[0], low_high[1]) if low_high else None
    )


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else []


def task_of(sampled: pd.DataFrame, codebook: str | Path | CodePage | None) -> Task:
    """Find the task of a sample: the device it was drawn for, or the codebook page that is named.

    Raises
    ------
    ValueError
        Where neither names one, they name different ones, or the page does not exist.

    Examples
    --------
    >>> task_of(pd.DataFrame({"device": ["hedge"]}), None).labels[:2]
    ('modal', 'adjective')
    >>> task_of(pd.DataFrame({"unit": ["article"]}), "generic_frames").questions[0].name
    'conflict_1'
    """
    drawn_for = sorted({str(device) for device in sampled["device"]}) if "device" in sampled.columns else []
    if len(drawn_for) > 1:
        raise ValueError(
            f"code: the sample is of {len(drawn_for)} devices ({', '.join(drawn_for)}); code one at a time: "
            f"sample[sample['device'] == {drawn_for[0]!r}]"
        )
    if codebook is None and not drawn_for:
        raise ValueError("code: codebook= is required, a device such as 'hedge', or a page such as 'generic_frames'")
    name = drawn_for[0] if codebook is None else codebook
    task = _task(name, drawn_for)
    if drawn_for and task.is_marking and task.name != drawn_for[0]:
        raise ValueError(
            f"code: the sample was drawn for {drawn_for[0]}, and the codebook is that of {task.name}; leave codebook= "
            "out, or draw a sample for it"
        )
    return task


def _task(codebook: str | Path | CodePage, drawn_for: Sequence[str]) -> Task:
    if isinstance(codebook, CodePage):
        return Task(codebook.name, codebook.questions, markdown=codebook.markdown)
    path = Path(codebook)
    if path.suffix == ".md" and path.is_file() and not is_code_page(markdown := path.read_text("utf-8")):
        return Task(path.stem, labels=tuple(_PARTS.findall(markdown)), markdown=markdown)
    name = str(codebook)
    if path.suffix == ".md" or name in code_page_names():
        found = code_page(codebook)
        return Task(found.name, found.questions, markdown=found.markdown)
    if name in device_names():
        return Task(name, labels=subtypes(name), apart=apart(name), markdown=page(name))
    if name in drawn_for:  # a device of researchers' own, which has no page
        return Task(name)
    raise ValueError(
        f"codebook: no page {name!r}; there are the devices {', '.join(device_names())}, the pages "
        f"{', '.join(code_page_names())}, and files of your own: mine.md"
    )
