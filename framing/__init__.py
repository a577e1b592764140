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
    from framing.alternatives import alternatives
    from framing.apart import apart
    from framing.change import change
    from framing.check import check
    from framing.coding.coding_sheet import read_codings
    from framing.compare import compare, rates
    from framing.concordance import concordance
    from framing.correct import correct
    from framing.count import count
    from framing.describe import describe
    from framing.devices import codebook, devices
    from framing.disagreements import disagreements
    from framing.dispersion import dispersion
    from framing.events import events
    from framing.keyness import keyness
    from framing.kwic import kwic
    from framing.label import label
    from framing.model import VERSION as __version__  # noqa: N811 - Python's name for it
    from framing.model import Note
    from framing.moderate import moderate
    from framing.plot import plot
    from framing.power import power
    from framing.profile import profile
    from framing.read import read, read_spans
    from framing.reliability import reliability
    from framing.sample import sample
    from framing.shares import shares
    from framing.show import show
    from framing.sources import sources
    from framing.tokenise import tokenise
    from framing.trend import trend
    from framing.wire import wire

__all__ = [
    "Note",
    "__version__",
    "agree",
    "alternatives",
    "apart",
    "change",
    "check",
    "codebook",
    "compare",
    "concordance",
    "correct",
    "count",
    "describe",
    "devices",
    "disagreements",
    "dispersion",
    "events",
    "keyness",
    "kwic",
    "label",
    "moderate",
    "plot",
    "power",
    "profile",
    "rates",
    "read",
    "read_codings",
    "read_spans",
    "reliability",
    "sample",
    "shares",
    "show",
    "sources",
    "tokenise",
    "trend",
    "wire",
]

_PLACES = {
    "Note": ("framing.model", "Note"),
    "__version__": ("framing.model", "VERSION"),
    "agree": ("framing.agree", "agree"),
    "alternatives": ("framing.alternatives", "alternatives"),
    "apart": ("framing.apart", "apart"),
    "change": ("framing.change", "change"),
    "codebook": ("framing.devices", "codebook"),
    "check": ("framing.check", "check"),
    "compare": ("framing.compare", "compare"),
    "concordance": ("framing.concordance", "concordance"),
    "correct": ("framing.correct", "correct"),
    "count": ("framing.count", "count"),
    "describe": ("framing.describe", "describe"),
    "devices": ("framing.devices", "devices"),
    "disagreements": ("framing.disagreements", "disagreements"),
    "dispersion": ("framing.dispersion", "dispersion"),
    "events": ("framing.events", "events"),
    "keyness": ("framing.keyness", "keyness"),
    "kwic": ("framing.kwic", "kwic"),
    "label": ("framing.label", "label"),
    "moderate": ("framing.moderate", "moderate"),
    "plot": ("framing.plot", "plot"),
    "profile": ("framing.profile", "profile"),
    "power": ("framing.power", "power"),
    "rates": ("framing.compare", "rates"),
    "read": ("framing.read", "read"),
    "read_codings": ("framing.coding.coding_sheet", "read_codings"),
    "read_spans": ("framing.read", "read_spans"),
    "reliability": ("framing.reliability", "reliability"),
    "sample": ("framing.sample", "sample"),
    "shares": ("framing.shares", "shares"),
    "show": ("framing.show", "show"),
    "sources": ("framing.sources", "sources"),
    "tokenise": ("framing.tokenise", "tokenise"),
    "trend": ("framing.trend", "trend"),
    "wire": ("framing.wire", "wire"),
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
