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
    from framing.account import account
    from framing.adjudicate import adjudicate
    from framing.agree import agree
    from framing.ask import ask
    from framing.caption import caption
    from framing.change import change
    from framing.cluster_elements import cluster_elements
    from framing.code import code
    from framing.coding.allocation import allocate
    from framing.coding.answers import read_codes
    from framing.coding.coding_sheet import read_codings
    from framing.collocates import collocates
    from framing.combine import combine
    from framing.compare import compare, rates
    from framing.compare_gaps import compare_gaps
    from framing.compendium import new_paper
    from framing.concordance import concordance
    from framing.cooccur import cooccur
    from framing.corpora import corpora, corpus, corpus_codings
    from framing.correct import correct
    from framing.correct_rates import correct_rates
    from framing.count import count
    from framing.datasheet import datasheet
    from framing.describe import describe
    from framing.devices import codebook, devices
    from framing.diagnostics import diagnostics
    from framing.disagreements import disagreements
    from framing.dispersion import dispersion
    from framing.events import events
    from framing.explore import explore
    from framing.genre import genre
    from framing.indicator import indicator
    from framing.keyness import keyness
    from framing.label import label
    from framing.label_dask import label_dask
    from framing.label_shards import label_shards, over_shards
    from framing.learn import learn
    from framing.model import VERSION as __version__  # noqa: N811 - Python's name for it
    from framing.model import Note
    from framing.new_plan import new_plan
    from framing.outlet_profile import outlet_profile
    from framing.plot import plot, style
    from framing.power import power
    from framing.read import read, read_in_parts, read_spans
    from framing.report import report
    from framing.sample import sample
    from framing.scale_reliability import scale_reliability
    from framing.search_quality import search_quality
    from framing.show import show
    from framing.sources import sources
    from framing.statistics.procedures import Permutation, Regression, Standardisation
    from framing.table import table
    from framing.targets import targets
    from framing.tokenise import tokenise
    from framing.trend import trend
    from framing.validity import validity
    from framing.wire_copy import wire_copy
    from framing.write_spans import write_spans

__all__ = [
    "Note",
    "Permutation",
    "Regression",
    "Standardisation",
    "__version__",
    "account",
    "adjudicate",
    "agree",
    "allocate",
    "ask",
    "caption",
    "change",
    "cluster_elements",
    "code",
    "codebook",
    "collocates",
    "combine",
    "compare",
    "compare_gaps",
    "concordance",
    "cooccur",
    "corpora",
    "corpus",
    "corpus_codings",
    "correct",
    "correct_rates",
    "count",
    "datasheet",
    "describe",
    "devices",
    "diagnostics",
    "disagreements",
    "dispersion",
    "events",
    "explore",
    "genre",
    "indicator",
    "keyness",
    "label",
    "label_dask",
    "label_shards",
    "learn",
    "new_paper",
    "new_plan",
    "outlet_profile",
    "over_shards",
    "plot",
    "power",
    "rates",
    "read",
    "read_codes",
    "read_codings",
    "read_in_parts",
    "read_spans",
    "report",
    "sample",
    "scale_reliability",
    "search_quality",
    "show",
    "sources",
    "style",
    "table",
    "targets",
    "tokenise",
    "trend",
    "validity",
    "wire_copy",
    "write_spans",
]

# A verb stands in a module of its name, but for these.
_ELSEWHERE = {
    "Note": "model",
    "__version__": "model",
    "allocate": "coding.allocation",
    "codebook": "devices",
    "corpus": "corpora",
    "corpus_codings": "corpora",
    "new_paper": "compendium",
    "over_shards": "label_shards",
    "rates": "compare",
    "read_codes": "coding.answers",
    "read_codings": "coding.coding_sheet",
    "read_in_parts": "read",
    "read_spans": "read",
    "style": "plot",
    **dict.fromkeys(("Permutation", "Regression", "Standardisation"), "statistics.procedures"),
}


class _Package(ModuleType):
    """The package, whose verbs keep their names although modules are called the same.

    Importing ``framing.label`` makes Python bind the module as ``framing.label``; here that name stays the verb's. The
    module is still reached by ``from framing.label import ...``.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Send the package by its name, so that Spark, Ray and Dask can send functions of a notebook that use it."""
        return import_module, (self.__name__,)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'framing' has no attribute {name!r}; it has: {', '.join(__all__)}")
    module = import_module(f"framing.{_ELSEWHERE.get(name, name)}")
    value: object = getattr(module, "VERSION" if name == "__version__" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
