"""Label framing devices in news and compare outlets.

The verbs in order: `read`, `label`, `count`, `compare`, `plot`. Nothing is imported before its verb is used, so
that a shell command or a notebook starts at once.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.agree import agree
    from framing.compare import compare, rates
    from framing.concordance import concordance
    from framing.count import count
    from framing.label import label
    from framing.model import VERSION as __version__  # noqa: N811 - Python's name for it
    from framing.model import Note
    from framing.plot import plot
    from framing.read import read, read_spans
    from framing.shares import shares
    from framing.show import show
    from framing.sources import sources
    from framing.tokenise import tokenise

__all__ = [
    "Note",
    "__version__",
    "agree",
    "compare",
    "concordance",
    "count",
    "label",
    "plot",
    "rates",
    "read",
    "read_spans",
    "shares",
    "show",
    "sources",
    "tokenise",
]

_PLACES = {
    "Note": ("framing.model", "Note"),
    "__version__": ("framing.model", "VERSION"),
    "agree": ("framing.agree", "agree"),
    "compare": ("framing.compare", "compare"),
    "concordance": ("framing.concordance", "concordance"),
    "count": ("framing.count", "count"),
    "label": ("framing.label", "label"),
    "plot": ("framing.plot", "plot"),
    "rates": ("framing.compare", "rates"),
    "read": ("framing.read", "read"),
    "read_spans": ("framing.read", "read_spans"),
    "shares": ("framing.shares", "shares"),
    "show": ("framing.show", "show"),
    "sources": ("framing.sources", "sources"),
    "tokenise": ("framing.tokenise", "tokenise"),
}


class _Package(ModuleType):
    """The package, whose verbs keep their names although modules are called the same.

    Importing ``framing.label`` makes Python bind the module as ``framing.label``; here that name stays the verb's. The
    module is still reached by ``from framing.label import ...``.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _PLACES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module 'framing' has no attribute {name!r}; it has: {', '.join(__all__)}")
    module, attribute = _PLACES[name]
    value: object = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
