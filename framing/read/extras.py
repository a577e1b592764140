"""Import the packages that only some formats need, when they are needed."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def extra(module: str, place: str) -> ModuleType:
    """Import a module of an optional package; raise in one line if it is not installed.

    Examples
    --------
    >>> extra("no_such_reader", "a.xlsx")
    Traceback (most recent call last):
    ...
    ValueError: a.xlsx: reading this format needs no_such_reader; pip install "newsframing[formats]"
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ValueError(f'{place}: reading this format needs {package}; pip install "newsframing[formats]"') from error
