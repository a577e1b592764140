"""Codebook pages of codes: the questions that coders answer, and how answers become a frame, an element or a role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

_HEADING = re.compile(r"## (\S.*)")
_QUESTION = re.compile(r"- \*\*([\w-]+)\*\*\s*(?:\(([^)]*)\)\s*)?(.*)")
_EXAMPLE = re.compile(r"- (yes|no|\d\.?\d*)(?:\s*\(([^)]*)\))?: (.+)")
_RULE = re.compile(r"(any|all|mean|at least (\d+))\b")
_BOLD = re.compile(r"^\*\*(\w+)\.\*\*\s+(.+?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)
_RANGE = re.compile(r"(-?\d+) to (-?\d+)")
_YES, _NO = ("yes", "y", "1", "1.0", "true"), ("no", "n", "0", "0.0", "false")
CONSTRUCTS = ("frame", "element", "dimension", "role")

Value = int | float | str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a page: its name, its text, and the labels that are possible answers (none: yes or no)."""

    name: str
    text: str
    answers: tuple[str, ...] = ()
    numbers: tuple[int, int] | None = None

    def value_of(self, answer: object) -> Value:
        """Turn an answer into a value: 1 and 0 for yes and no, a label, or a number.

        Examples
        --------
        >>> Question("q1", "Is it new?").value_of("Yes"), Question("tone", "Which?", ("warm", "cold")).value_of("Cold")
        (1, 'cold')
        >>> Question("q1", "Is it new?").value_of("perhaps")
        Traceback (most recent call last):
        ValueError: q1: 'perhaps' is no answer; give yes or no
        """
        told = str(int(answer) if isinstance(answer, bool) else answer).strip().casefold()
        if self.numbers is not None:
            low, high = self.numbers
            if re.fullmatch(r"-?\d+(\.0)?", told) and low <= float(told) <= high:
                return int(float(told))
        elif self.answers:
            for label in self.answers:
                if told == label.casefold():
                    return label
        elif told in _YES:
            return 1
        elif told in _NO:
            return 0
        raise ValueError(f"{self.name}: {answer!r} is no answer; give {self.possible}")

    @property
    def possible(self) -> str:
        """The possible answers, for people."""
        if self.numbers is not None:
            return f"a whole number from {self.numbers[0]} to {self.numbers[1]}"
        return f"one of {', '.join(self.answers)}" if self.answers else "yes or no"


@dataclass(frozen=True, slots=True)
class CodedExample:
    """An example of a code: its text, the questions that are answered with yes, and the value of the code."""

    line: int
    text: str
    yes: tuple[str, ...]
    value: float


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a page: what it is, its questions, and the rule by which their answers are combined."""

    name: str
    definition: str
    rule: str
    questions: tuple[Question, ...]
    examples: tuple[CodedExample, ...]

    def combined(self, values: Mapping[str, Value | None]) -> Value | None:
        """Combine the values of the questions; None where those that were answered do not decide.

        Examples
        --------
        >>> code = code_page("generic_frames").codes[0]
        >>> code.name, code.rule, code.combined({"conflict_1": 1, "conflict_2": 1}), code.combined({"conflict_1": 1})
        ('conflict', 'at least 2', 1, None)
        """
        given = [values.get(question.name) for question in self.questions]
        if len(given) == 1 and self.rule == "any":
            return given[0]
        known = [float(value) for value in given if value is not None]
        missing = len(given) - len(known)
        if self.rule == "mean":
            return sum(known) / len(known) if not missing else None
        least = {"any": 1, "all": len(given)}.get(self.rule) or int(self.rule.removeprefix("at least "))
        number = sum(value > 0 for value in known)
        if number >= least:
            return 1
        return 0 if number + missing < least else None


@dataclass(frozen=True, slots=True)
class CodePage:
    """A codebook page of codes; `paragraphs` has those with a bold name, such as Construct, Definition and Sources."""

    name: str
    markdown: str
    paragraphs: Mapping[str, str]
    codes: tuple[Code, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in the order of the page."""
        return tuple(question for code in self.codes for question in code.questions)

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __str__(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        return f"<codebook page {self.name}, {len(self.codes)} codes: a notebook displays it, print() writes it out>"


def code_page_names() -> tuple[str, ...]:
    """Name the pages of codes that the package brings.

    Examples
    --------
    >>> "generic_frames" in code_page_names()
    True
    """
    return tuple(sorted(name for name, text in page_texts().items() if is_code_page(text)))


def is_code_page(markdown: str) -> bool:
    """Return whether a page defines codes and not a device: it states its construct."""
    return "\n**Construct.** " in markdown


@lru_cache(maxsize=1)
def page_texts() -> dict[str, str]:
    """Give every codebook page that the package brings, of devices and of codes, by its name."""
    pages = resources.files("framing").joinpath("codebook").iterdir()
    return {page.name.removesuffix(".md"): page.read_text("utf-8") for page in pages if page.name.endswith(".md")}


def code_page(codebook: str | Path | CodePage) -> CodePage:
    """Read a codebook page of codes: one that the package brings, by its name, or a Markdown file of your own.

    Raises
    ------
    ValueError
        Where there is no such page, or a question, rule or example of it is broken: file, line and way out.

    Examples
    --------
    >>> [code.name for code in code_page("generic_frames").codes]
    ['conflict', 'human_interest', 'responsibility', 'economic', 'morality']
    """
    if isinstance(codebook, CodePage):
        return codebook
    path = Path(codebook)
    if path.suffix == ".md":
        if not path.is_file():
            raise ValueError(f"{path}: no such file; give the path of a codebook page")
        return parsed_page(path.stem, path.read_text("utf-8"))
    if str(codebook) not in code_page_names():
        raise ValueError(
            f"codebook: no page of codes {str(codebook)!r}; there are: {', '.join(code_page_names())}, or give "
            "the path of your own page, mine.md"
        )
    return parsed_page(str(codebook), page_texts()[str(codebook)])


def parsed_page(name: str, markdown: str) -> CodePage:
    r"""Parse a page: a heading of the second level per code, with a list of questions and one of examples.

    Examples
    --------
    >>> text = "# mine\n\n**Construct.** frame.\n\n## cost\n\n- **cost_1** Is a price mentioned?"
    >>> parsed_page("mine", text).codes[0].questions[0].text
    'Is a price mentioned?'
    >>> parsed_page("mine", text.replace("mentioned?", "mentioned"))
    Traceback (most recent call last):
    ValueError: mine.md, line 7: the question cost_1 does not end with a question mark
    """
    lines = markdown.splitlines()
    top = {key: " ".join(text.split()) for key, text in _BOLD.findall(markdown.partition("\n## ")[0])}
    construct = top.get("Construct", "").split(".")[0].split(" ")[0]
    if construct not in CONSTRUCTS:
        raise ValueError(
            f"{name}.md: no line that starts with **Construct.** and one of {', '.join(CONSTRUCTS)}; write one"
        )
    heads = [(number, found.group(1).strip()) for number, line in enumerate(lines) if (found := _HEADING.match(line))]
    edges = [number for number, _ in heads] + [len(lines)]
    codes = [
        code
        for place, (start, title) in enumerate(heads)
        if (code := _code(name, title, start, lines[start : edges[place + 1]])) is not None
    ]
    if not codes:
        raise ValueError(f"{name}.md: no code; write ## and its name, and questions as - **name** Text?")
    _check_names(name, codes)
    return CodePage(name, markdown, top, tuple(codes))


def _code(page: str, title: str, first: int, lines: Sequence[str]) -> Code | None:
    """Parse the part of one code; a part without questions is prose."""
    questions: list[Question] = []
    examples: list[CodedExample] = []
    for number, line in enumerate(lines, start=first + 1):
        where = f"{page}.md, line {number}"
        if found := _QUESTION.match(line):
            questions.append(_question(where, *found.groups()))
        elif found := _EXAMPLE.match(line):
            value, yes, text = found.groups()
            number_of = {"yes": 1.0, "no": 0.0}
            names = tuple(name.strip() for name in (yes or "").split(",") if name.strip())
            told = number_of[value] if value in number_of else float(value)
            examples.append(CodedExample(number, text, names, told))
        elif line.startswith("- ") and "?" in line:
            raise ValueError(f"{where}: a question without a name; write - **name** Text?")
    if not questions:
        return None
    paragraphs = {key: " ".join(text.split()) for key, text in _BOLD.findall("\n".join(lines))}
    rule = _rule(f"{page}.md, {title}", paragraphs.get("Combined", ""), questions)
    for example in examples:
        if unknown := [name for name in example.yes if name not in [question.name for question in questions]]:
            raise ValueError(
                f"{page}.md, line {example.line}: the example names {unknown[0]!r}, no question of {title}"
            )
    return Code(title, paragraphs.get("Definition", ""), rule, tuple(questions), tuple(examples))


def _question(where: str, name: str, answers: str | None, text: str) -> Question:
    text = text.strip()
    if not text.endswith("?"):
        raise ValueError(f"{where}: the question {name} does not end with a question mark")
    if answers is None or answers.strip() in ("yes, no", "yes or no"):
        return Question(name, text)
    if found := _RANGE.fullmatch(answers.strip()):
        low, high = int(found.group(1)), int(found.group(2))
        if low >= high:
            raise ValueError(
                f"{where}: the question {name} has the answers {answers!r}; write the smaller number first"
            )
        return Question(name, text, numbers=(low, high))
    labels = tuple(label.strip() for label in answers.split(","))
    if len(set(labels)) < 2 or not all(labels):
        raise ValueError(f"{where}: the question {name} has the answers {answers!r}; write two or more, with commas")
    return Question(name, text, labels)


def _rule(where: str, told: str, questions: Sequence[Question]) -> str:
    """Read how the answers are combined."""
    if not told and len(questions) == 1:
        return "any"
    found = _RULE.match(told)
    if found is None:
        raise ValueError(f"{where}: **Combined.** says {told[:30]!r}; write any, all, at least 2, or mean")
    if labelled := [question.name for question in questions if question.answers]:
        raise ValueError(f"{where}: the labels of {labelled[0]} cannot be combined; give it a heading of its own")
    if found.group(2) and not 1 <= int(found.group(2)) <= len(questions):
        raise ValueError(f"{where}: {found.group(1)!r}, but there are {len(questions)} questions")
    return found.group(1)


def _check_names(page: str, codes: Sequence[Code]) -> None:
    """Raise where two questions or codes have one name."""
    questions = [question.name for code in codes for question in code.questions]
    for names, what in ((questions, "questions"), ([code.name for code in codes], "codes")):
        if again := [name for name in names if names.count(name) > 1]:
            raise ValueError(f"{page}.md: two {what} have the name {again[0]!r}; rename one")
    for code in codes:
        if code.name in questions and len(code.questions) > 1:
            raise ValueError(f"{page}.md: the code {code.name!r} and a question have one name; rename the question")
