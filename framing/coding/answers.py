"""Answers to the questions of a codebook page: the prompt that asks for them, and the files in which they come back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from framing.checks import check_columns
from framing.code_table import CODE_COLUMNS, check_codes
from framing.coding.coding_sheet import _cells
from framing.model import named, note
from framing.vocabulary.code_pages import CodePage, Question, code_page

_ABOUT = ("model", "temperature", "run", "prompt")


class Answer(NamedTuple):
    """One answer as it came: line of the file, unit, question, answer, and what the file says about the coder."""

    line: int
    unit_id: str
    question: str
    answer: object
    about: dict[str, object]


def prompt_of(page: CodePage) -> str:
    """Write the instruction for a language model: the page's questions, examples, and the form of the answers.

    Examples
    --------
    >>> prompt_of(code_page("narrative_roles")).splitlines()[0]
    'Code each unit by the codebook below.'
    """
    parts = [
        "Code each unit by the codebook below.",
        "The units are in units.jsonl, one JSON object per line. Code the field `text`; `before` and `after` are "
        "only context. Answer every question about every unit, from the text alone. Return one JSON object per line:",
        json.dumps({"unit_id": "...", "answers": {question.name: "..." for question in page.questions[:2]}}),
        page.paragraphs.get("Definition", ""),
        page.paragraphs.get("Unit", ""),
    ]
    for code in page.codes:
        parts.append(f"## {code.name}\n\n{code.definition}")
        parts.append("\n".join(f"- {one.name}: {one.text} ({one.possible})" for one in code.questions))
        shown = [f"- {example.text} -> yes: {', '.join(example.yes) or 'none'}" for example in code.examples]
        parts.append("Examples:\n" + "\n".join(shown) if shown else "")
    return "\n\n".join(part for part in parts if part) + "\n"


def prompt_digest(page: CodePage) -> str:
    """Give the digest by which codes name the prompt that they were asked by."""
    return hashlib.sha256(prompt_of(page).encode()).hexdigest()[:12]


def schema_of(page: CodePage) -> dict[str, object]:
    """Give the JSON schema of one line of answers.

    Examples
    --------
    >>> schema_of(code_page("narrative_roles"))["properties"]["answers"]["properties"]["hero"]
    {'enum': ['yes', 'no']}
    """
    answers = {question.name: _schema_of_answer(question) for question in page.questions}
    inner = {"type": "object", "properties": answers, "required": list(answers), "additionalProperties": False}
    properties = {"unit_id": {"type": "string"}, "answers": inner}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": properties,
        "required": ["unit_id", "answers"],
    }  # fmt: skip


def _schema_of_answer(question: Question) -> dict[str, object]:
    if question.numbers is not None:
        return {"type": "integer", "minimum": question.numbers[0], "maximum": question.numbers[1]}
    return {"enum": list(question.answers or ("yes", "no"))}


def read_codes(
    path: str | Path, sampled: pd.DataFrame, codebook: str | Path | CodePage, *, coder: str | None = None
) -> pd.DataFrame:
    r"""Read the answers of a person (``sheet.csv``) or of a language model (JSONL) as codes.

    It does not judge the answers: `framing.agree` compares coders, and `framing.combine` makes codes of answers.

    Parameters
    ----------
    path : str or Path
        The sheet as CSV, or answers as JSON lines in the format of `framing.ask`. Either may say who answered: in a
        sheet by columns `coder`, `model`, `run` and so on. With a `model` the codes are a model's.
    sampled : DataFrame
        The units that were asked about, from ``framing.sample(articles, unit=...)``.
    codebook : str or Path
        The page with the questions.
    coder : str, optional
        Who answered; by default what the file says, for a model its name and run.

    Returns
    -------
    DataFrame
        A codes table: one row per unit and question answered, with `unit_id`, `probability` and `seed` of the sample,
        and `made_by` (``person`` or ``model``). From a model also `model`, `temperature`, `run`, `prompt` (a digest).

    Raises
    ------
    ValueError
        Where a line is no JSON object, or nothing matches. Answers that match no unit or question, or are none of the
        possible ones, are left out and listed in a note (``framing.coding.answers.unmatched`` has them as a table).

    Examples
    --------
    >>> import json, tempfile, framing
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": ["He saved us.", "It rains."]})
    >>> drawn = framing.sample(articles, unit="article", n=2, seed=1)
    >>> path = Path(tempfile.mkdtemp(), "answers.jsonl")
    >>> lines = [{"unit_id": one, "answers": {"hero": "no"}, "model": "m-1", "run": 1} for one in drawn["unit_id"]]
    >>> _ = path.write_text("\n".join(map(json.dumps, lines)))
    >>> read_codes(path, drawn, "narrative_roles")[["doc_id", "code", "value", "coder"]].head(1)
      doc_id  code  value      coder
    0      b  hero      0  m-1 run 1
    """
    file, page = Path(path), code_page(codebook)
    way_out = "sample(articles, unit=...) draws it"
    check_columns(sampled, ("unit_id", "doc_id", "unit", "start", "end"), name="sampled", way_out=way_out)
    matched, lost = _matched(file, sampled, page)
    if not matched:
        raise ValueError(
            f"{file.name}: no answer matches a unit and question; give the sample and the page of this file"
        )
    if lost:
        listed = named(f"line {one.line}: {one.unit_id} {one.question}={one.answer!r}" for one in lost)
        note(f"read_codes: {len(lost)} answers match nothing and are left out ({listed})")
    by_id = sampled.set_index("unit_id")
    kept = [name for name in ("doc_id", "unit", "start", "end", "probability", "seed") if name in by_id]
    units = by_id[kept].to_dict("index")
    rows = [
        {
            **units[answer.unit_id],
            "unit_id": answer.unit_id, "code": answer.question, "value": value,
            "coder": coder or _coder_of(answer.about), "made_by": "model" if "model" in answer.about else "person",
            **{name: answer.about[name] for name in _ABOUT if name in answer.about},
        }
        for answer, value in matched
    ]  # fmt: skip
    codes = pd.DataFrame(rows)
    if (codes["made_by"] == "model").any():
        codes["prompt"] = codes.get("prompt", pd.Series(index=codes.index, dtype=object)).fillna(prompt_digest(page))
    check_codes(codes)
    without = [one for one in sampled["unit_id"] if one not in set(codes["unit_id"])]
    if without:
        note(f"read_codes: {len(without)} of {len(sampled)} units have no answer ({named(without)})")
    first = [name for name in CODE_COLUMNS if name in codes]
    return codes[[*first, *(name for name in codes if name not in first)]]


def unmatched(path: str | Path, sampled: pd.DataFrame, codebook: str | Path | CodePage) -> pd.DataFrame:
    """List the answers of a file that match no unit or question, or are none of the possible ones."""
    _, lost = _matched(Path(path), sampled, code_page(codebook))
    return pd.DataFrame([one[:4] for one in lost], columns=list(Answer._fields[:4]))


def _matched(file: Path, sampled: pd.DataFrame, page: CodePage) -> tuple[list[tuple[Answer, object]], list[Answer]]:
    """Separate the answers that match from those that do not."""
    questions = {question.name: question for question in page.questions}
    units = set(sampled["unit_id"])
    matched: list[tuple[Answer, object]] = []
    lost: list[Answer] = []
    for answer in _of_sheet(file, page) if file.suffix.lower() == ".csv" else _of_lines(file):
        try:
            if answer.unit_id not in units or answer.question not in questions:
                raise ValueError
            matched.append((answer, questions[answer.question].value_of(answer.answer)))
        except ValueError:
            lost.append(answer)
    return matched, lost


def _of_sheet(file: Path, page: CodePage) -> Iterator[Answer]:
    """Give the filled cells of a sheet; an empty cell was not answered."""
    cells = _cells(file)
    asked = [question.name for question in page.questions if question.name in cells]
    check_columns(cells, ("unit_id",), name=file.name, way_out="keep the columns that the sheet had")
    for line, row in enumerate(cells.to_dict("records"), start=2):
        about = {name: row[name] for name in ("coder", *_ABOUT) if name in cells and row[name] != ""}
        for name in asked:
            if row[name] != "":
                yield Answer(line, str(row["unit_id"]), name, row[name], about)


def _of_lines(file: Path) -> Iterator[Answer]:
    """Give the answers of JSON lines."""
    if not file.is_file():
        raise ValueError(f"{file}: no such file; give the answers as they came back")
    for number, line in enumerate(file.read_text("utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("answers"), dict) or "unit_id" not in row:
            raise ValueError(f"{file.name}, line {number}: not a JSON object with unit_id and answers; mend the line")
        about = {name: row[name] for name in ("coder", *_ABOUT) if name in row}
        for question, answer in row["answers"].items():
            yield Answer(number, str(row["unit_id"]), str(question), answer, about)


def _coder_of(about: dict[str, object]) -> str:
    """Name the coder as the file does, a model with its run, since repeated runs are codings of their own."""
    name = str(about.get("coder") or about.get("model") or "coder")
    return f"{name} run {about['run']}" if "run" in about else name
