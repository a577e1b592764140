"""What of a report departs from the analysis plan, one line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from framing.report.analysis import BOILERPLATE, NAMING, Analysis
from framing.report.coded import Coded
from framing.report.rows import tested
from framing.results.analysis_plan import AnalysisPlan
from framing.vocabulary.codebook_pages import groups as groups_of_subtypes

ADJUSTED_BY = "holm"


def departures(
    plan: AnalysisPlan, analysis: Analysis, codes: Coded | None, *, lexicons: Sequence[Path], outlets: Sequence[Path]
) -> list[str]:
    """List what was planned and not done, and what was done and not planned."""
    return [
        *_settings(plan, analysis),
        *_files(plan, lexicons, outlets),
        *_devices(plan, analysis),
        *_codes(plan, codes),
    ]


def _settings(plan: AnalysisPlan, analysis: Analysis) -> Iterator[str]:
    pairs = (
        ("compared by", plan.by, analysis.groups.by),
        ("unit", plan.unit, analysis.unit),
        ("reference", plan.reference or "all pairs", analysis.groups.reference or "all pairs"),
        ("text excluded", plan.exclude or "none", BOILERPLATE),
        ("adjustment", plan.adjust or "none", ADJUSTED_BY),
    )
    for name, planned, done in pairs:
        if planned != done and not (name == "unit" and not planned):  # an open unit is the one that is found
            yield f"{name}: planned was {planned}, done is {done}"


def _files(plan: AnalysisPlan, lexicons: Sequence[Path], outlets: Sequence[Path]) -> Iterator[str]:
    for what, planned, used in (("term lists", plan.lexicons, lexicons), ("outlet profiles", plan.outlets, outlets)):
        names = ({Path(one).name for one in planned}, {path.name for path in used})
        if names[0] != names[1]:
            told = [", ".join(sorted(one)) or "none" for one in names]
            yield f"{what}: planned were {told[0]}, used are {told[1]}"


def _devices(plan: AnalysisPlan, analysis: Analysis) -> Iterator[str]:
    """Compare the family of the plan with that of the page's first table; kinds of a device are of the device."""
    of = {kind: device for device in plan.devices for kind in groups_of_subtypes(device)}
    main, further = ({of.get(name, name) for name in names} for names in (analysis.names.main, analysis.names.further))
    every = main | further
    if lost := [name for name in plan.devices if name not in every]:
        more = " (a report compares no names: framing.count has base='names')" if NAMING in lost else ""
        yield f"planned and not compared: {', '.join(lost)}{more}"
    if later := [name for name in plan.devices if name in every and name not in main]:
        yield f"planned as one family, but adjusted with the further devices: {', '.join(later)}"
    if more_devices := sorted(main - set(plan.devices)):
        number = tested(analysis.devices)
        yield (
            f"compared and not planned, in the same family (p is adjusted for {number} contrasts): "
            f"{', '.join(more_devices)}"
        )
    if exploratory := sorted(further - main - set(plan.devices)):
        yield f"compared and not planned, in a family of their own: {', '.join(exploratory)}"


def _codes(plan: AnalysisPlan, codes: Coded | None) -> Iterator[str]:
    names = set() if codes is None else {*codes.names} - {*codes.weak}
    if lost := [name for name in plan.codes if name not in names]:
        yield f"codes planned and not compared: {', '.join(lost)}"
    if more := sorted(names - {*plan.codes}):
        yield f"codes compared and not planned: {', '.join(more)}"
    is_corrected = codes is not None and len(codes.corrected) > 0
    if plan.correct == "sample" and not is_corrected:
        reason = codes.why_not if codes is not None else "no codes were given"
        yield f"shares of codes were to be corrected by a sample and are not: {reason}"
    if plan.correct == "none" and is_corrected:
        yield "shares of codes were corrected by a sample, which was not planned"
