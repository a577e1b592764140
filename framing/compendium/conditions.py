"""Conditions of claims: comparisons of numbers, read without running any code of the manuscript."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from typing import Any

from framing.compendium.values import Number, Values

_COMPARED: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
_COMPUTED: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
_ALLOWED = 'write comparisons such as ratio["hedge", "Bee", "Sun"] > 1, with and, or, not, + - * /'
_LONGEST = 1000


class Reader:
    """Evaluates expressions; `used` are the names of the numbers that they name."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.used: set[str] = set()

    def number(self, expression: str) -> Number:
        """Return the number that a mark names: a name, or a cell of a table."""
        return self._number(_parsed(expression), expression)

    def holds(self, condition: str) -> bool:
        """Return whether a condition is true.

        Raises
        ------
        ValueError
            If it is no comparison, names an unknown number, or one of its numbers is missing.
        """
        return self._truth(_parsed(condition), condition)

    def _truth(self, node: ast.expr, text: str) -> bool:
        if isinstance(node, ast.BoolOp):
            parts = [self._truth(part, text) for part in node.values]
            return all(parts) if isinstance(node.op, ast.And) else any(parts)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return not self._truth(node.operand, text)
        if isinstance(node, ast.Compare) and all(type(sign) in _COMPARED for sign in node.ops):
            terms: list[Any] = [self._term(term, text) for term in (node.left, *node.comparators)]
            is_text = [isinstance(term, str) for term in terms]
            if any(is_text) and not (all(is_text) and all(isinstance(sign, ast.Eq | ast.NotEq) for sign in node.ops)):
                raise ValueError(f"the condition {text!r} orders texts; compare a text by == or != with another")
            signs = [_COMPARED[type(sign)] for sign in node.ops]
            return all(sign(a, b) for sign, a, b in zip(signs, terms, terms[1:], strict=False))
        raise ValueError(f"the condition {text!r} is no comparison of numbers; {_ALLOWED}")

    def _term(self, node: ast.expr, text: str) -> float | str:
        """Return a side of a comparison: a number, or a text such as an entry of the plan."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.Name) and isinstance(self.values.named(node.id).value, str):
            return str(self._number(node, text).value)
        return self._value(node, text)

    def _value(self, node: ast.expr, text: str) -> float:
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return float(str(node.value))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -self._value(node.operand, text)
        if isinstance(node, ast.BinOp) and type(node.op) in _COMPUTED:
            left, right = self._value(node.left, text), self._value(node.right, text)
            if right == 0 and isinstance(node.op, ast.Div):
                raise ValueError(f"the condition {text!r} divides by 0")
            return _COMPUTED[type(node.op)](left, right)
        found = self._number(node, text)
        if isinstance(found.value, str):
            raise ValueError(f"the condition {text!r} compares a text ({found.meaning}); compare numbers")
        if math.isnan(found.value):
            raise ValueError(f"the condition {text!r} has no answer: {found.meaning} could not be estimated")
        return float(found.value)

    def _number(self, node: ast.expr, text: str) -> Number:
        if isinstance(node, ast.Name):
            self.used.add(node.id)
            return self.values.named(node.id)
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            key = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            names = [part.value for part in key if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            if len(names) == len(key):
                return self.values.cell(node.value.id, tuple(names))
        raise ValueError(f"{text!r} names no number; {_ALLOWED}")


def _parsed(text: str) -> ast.expr:
    if len(text) > _LONGEST:
        raise ValueError(f"a condition has {len(text):,} characters; write at most {_LONGEST:,}")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(f"{text.strip()!r} cannot be read; {_ALLOWED}") from error
