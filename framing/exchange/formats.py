"""The formats by name: each is a module with what `Format` lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

from framing.exchange.coded_text import CodedText

FORMATS = ("brat", "cas", "conll", "doccano", "docbin", "label_studio", "standoff")


class Format(Protocol):
    """What the module of a format has."""

    KEPT: Sequence[str]  # columns of the spans table
    ENDINGS: Sequence[str]  # of the files, where the format is a folder; else none

    def misfits(self, coded: CodedText) -> dict[int, str]:
        """Give the rows that the format cannot hold, by number, with the reason."""

    def files_of(self, coded: Sequence[CodedText]) -> dict[str, bytes]:
        """Write articles; the name is empty where the format is one file."""

    def texts_of(self, files: Mapping[str, bytes], place: str) -> list[CodedText]:
        """Read articles; errors name `place`."""


def module_of(format: str) -> Format:
    """Give the module of a format, or raise one line that lists them.

    Examples
    --------
    >>> module_of("word")
    Traceback (most recent call last):
    ValueError: format='word': choose brat, cas, conll, doccano, docbin, label_studio, standoff
    """
    if format not in FORMATS:
        raise ValueError(f"format={format!r}: choose {', '.join(FORMATS)}")
    return cast(Format, import_module(f"framing.exchange.{format}"))
