"""Build tables from rows of statistics: shared facts, families of p, limits, order and types of columns."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from framing.origin import with_origin
from framing.results.families import with_claims, with_families
from framing.results.notes import with_notes
from framing.results.schema import (
    DIFFERENCE_COLUMNS,
    EFFECT_COLUMNS,
    EQUIVALENCE_COLUMNS,
    RATE_COLUMNS,
    RESULT_COLUMNS,
    TYPES,
    Contrast,
    Facts,
    Key,
    Rate,
)


def results_table(
    rows: Sequence[tuple[Key, Contrast]], facts: Facts, *, adjust: str | None, has_bounds: bool = False
) -> pd.DataFrame:
    """Make a results table of contrasts, each family's p adjusted."""
    table = with_families(_with_facts(rows, Contrast._fields, facts), adjust)
    table = with_claims(table)
    after = 3 + len(EFFECT_COLUMNS)
    extra = [
        *(DIFFERENCE_COLUMNS if facts.measure != "rate" else ()),
        *(EQUIVALENCE_COLUMNS if has_bounds else ()),
    ]
    table = _finished(table, [*facts.keys, *RESULT_COLUMNS[1:after], *extra, *RESULT_COLUMNS[after:]])
    return with_origin(table, facts.origin)


def rates_table(rows: Sequence[tuple[Key, Rate]], facts: Facts) -> pd.DataFrame:
    """Make a rates table."""
    table = _finished(_with_facts(rows, Rate._fields, facts), [*facts.keys, *RATE_COLUMNS[1:]])
    return with_origin(table, facts.origin)


def empty(columns: Sequence[str]) -> pd.DataFrame:
    """Return an empty table with these columns."""
    return pd.DataFrame({column: pd.Series(dtype=TYPES.get(column, "object")) for column in columns})


def _with_facts(rows: Sequence[tuple[Key, Contrast | Rate]], fields: Sequence[str], facts: Facts) -> pd.DataFrame:
    """Lay out keys, rows and what they share."""
    keys = pd.DataFrame([key for key, _ in rows], columns=list(facts.keys))
    table = keys.join(pd.DataFrame([row for _, row in rows], columns=list(fields)))
    counted = [facts.counted[key] for key, _ in rows]
    return table.assign(
        measure=facts.measure, base=facts.base, unit=facts.unit, unit_2=facts.unit_2, held=facts.held,
        held_by=facts.held_by, voices=pd.Series([voices for voices, _ in counted], dtype=object),
        excluded=pd.Series([excluded for _, excluded in counted], dtype=object),
    )  # fmt: skip


def _finished(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    table = with_notes(table)[list(columns)]
    return table.astype({name: kind for name, kind in TYPES.items() if name in table.columns})
