"""What a call of `label` asks for, checked: devices, lexicons, rules, profiles."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module, resources
from pathlib import Path
from types import ModuleType

from framing.boilerplate.outlet import Outlets
from framing.model import Span, named, paths_of
from framing.texts.language import ENGLISH
from framing.texts.text import Reading
from framing.vocabulary.codebook_pages import device_names
from framing.vocabulary.decision_list import Rule
from framing.vocabulary.decisions import decided
from framing.vocabulary.lexicon import Entry, Hit, Lexicon, compiled, read_lexicon
from framing.vocabulary.rule_file import read_own_rules

_ALWAYS = ("attribution", "boilerplate", "layout")  # voice and part need them

Detector = Callable[[Reading, Sequence[Hit]], list[Span]]
OwnRules = dict[str, dict[str, Rule]]  # of a researcher, by device


@dataclass(frozen=True)
class Plan:
    """What to label, and with what; the same for every article, and sent as it is to other processes.

    `wanted` are the devices of the table, `needed` all that have to be found for it, in their order; `own` and
    `own_rules` are a researcher's terms and rules.
    """

    wanted: tuple[str, ...]
    needed: tuple[str, ...]
    own: tuple[Entry, ...]
    own_rules: Mapping[str, Mapping[str, Rule]]
    profiles: Outlets
    coder: str
    with_voice: bool

    @property
    def has_languages(self) -> bool:
        """Whether a researcher's terms say in which language they count."""
        return any(entry.language for entry in self.own)

    @property
    def is_within_paragraphs(self) -> bool:
        """Whether all that is asked for is found within paragraphs."""
        return all(map(is_within_paragraph, self.needed))

    def needed_in(self, language: str) -> tuple[str, ...]:
        """Give the devices to find in articles of a language: the bundled ones are for English."""
        if language in ("", ENGLISH):
            return self.needed
        bundled = device_names()
        return tuple(device for device in self.needed if device not in bundled)

    @property
    def lexicon(self) -> Lexicon:
        """The terms of all devices needed, compiled once a process."""
        return compiled(self.needed, self.own)


def plan_of(
    devices: Sequence[str] | None,
    *,
    lexicons: str | Path | Iterable[str | Path] = (),
    outlets: str | Path | Iterable[str | Path] = (),
    coder: str,
    with_voice: bool,
) -> Plan:
    """Check what a call asks for.

    Raises
    ------
    ValueError
        For an unknown device, or an invalid lexicon, rule or profile.

    Examples
    --------
    >>> plan_of(["hedge"], coder="me", with_voice=True).needed
    ('boilerplate', 'hedge', 'attribution', 'layout')
    """
    own, own_rules = _own_lexicons(lexicons)
    wanted = _wanted(devices, own)
    needed = _needed(wanted, with_voice=with_voice)
    return Plan(wanted, needed, tuple(own), own_rules, Outlets(outlets), coder, with_voice)


@lru_cache(maxsize=1)
def _modules() -> dict[str, ModuleType]:
    folder = resources.files("framing").joinpath("detectors").iterdir()
    names = sorted(file.name.removesuffix(".py") for file in folder if file.name.endswith(".py"))
    return {name: import_module(f"framing.detectors.{name}") for name in names if name != "__init__"}


@lru_cache(maxsize=1)
def detectors() -> dict[str, Detector]:
    """Give the function `detect` of each device that has one."""
    return {name: module.detect for name, module in _modules().items()}


def is_within_paragraph(device: str) -> bool:
    """Tell whether a device looks no further than the paragraph of a term: by rules, or where its module says so."""
    return device not in _modules() or getattr(_modules()[device], "WITHIN_PARAGRAPH", False)


def detect(device: str, reading: Reading, hits: Sequence[Hit], plan: Plan) -> list[Span]:
    """Run the device's detector; a device without one is its lexicon and its rules."""
    detector = detectors().get(device)
    return detector(reading, hits) if detector else decided(reading, hits, device, plan.own_rules.get(device))


def _own_lexicons(lexicons: str | Path | Iterable[str | Path]) -> tuple[list[Entry], OwnRules]:
    """Read a researcher's term lists, and the rules next to them."""
    own: list[Entry] = []
    own_rules: OwnRules = {}
    for path in paths_of(lexicons):
        entries = read_lexicon(path)
        own += entries
        for device, rules in read_own_rules(path, entries, detectors()).items():
            both = next((name for name in rules if name in own_rules.get(device, {})), "")
            if both:
                raise ValueError(f"{path}: two lists have a rule {both!r} for {device}; name one anew")
            own_rules.setdefault(device, {}).update(rules)
    return own, own_rules


def _wanted(devices: Sequence[str] | None, own: Sequence[Entry]) -> tuple[str, ...]:
    known = dict.fromkeys([*device_names(), *(entry.device for entry in own)])
    if devices is None:
        return tuple(known)
    asked = (devices,) if isinstance(devices, str) else tuple(dict.fromkeys(devices))
    unknown = [device for device in asked if device not in known]
    if unknown:
        near = difflib.get_close_matches(unknown[0], known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {named(known, most=20)}"
        raise ValueError(f"devices: no device {unknown[0]!r}; {hint} (a lexicon file makes a new one: lexicons=[...])")
    if not asked:
        raise ValueError(f"devices: none named; leave it out for all, or name some of: {named(known, most=20)}")
    return asked


def _needed(wanted: Sequence[str], *, with_voice: bool) -> tuple[str, ...]:
    """Return the devices to label, in order: layout depends on boilerplate, scare quotes on attributions."""
    needed = dict.fromkeys([*wanted, *(_ALWAYS if with_voice else ())])
    before = {"layout": "boilerplate", "scare_quote": "attribution"}
    first = [needed_first for device, needed_first in before.items() if device in needed]
    return tuple(dict.fromkeys([*first, *needed]))
