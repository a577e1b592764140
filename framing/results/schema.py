"""The columns of tables of results and of rates. Every fact is a column, so that no text has to be parsed.

Both kinds of table end with the same facts:

- `kind`: ``contrast`` (two groups), ``omnibus`` (all groups together), ``change`` (after against before),
  ``change_difference`` (two groups' changes) or ``moderation`` (two groups' ratio at two values of a moderator);
  ``rate`` or ``trend`` in tables of rates;
- `measure`: ``rate`` (per 1,000 words), ``share`` (of what `base` names) or ``prevalence`` (share of articles with at
  least one); `base` is the denominator: words, attributions, uses, articles;
- `method`: a name of `framing.results.methods.METHODS`; `df` are its degrees of freedom, of an F test those of the
  numerator, and `df_2` those of the denominator; `draws` and `seed` are those of its random numbers (no `seed`: none
  were drawn, or all permutations were made);
- `unit`: what is independent, and `unit_2` a second unit that crosses it; `shared`: how many units are on both sides;
- `design_effect`: the variance of the log ratio over that with articles as units (Kish 1965): 1 where these are
  independent;
- `held`: what is controlled for, and `held_by` how: ``standardisation`` or ``regression``;
- `adjustment`: ``holm``, ``fdr`` or empty; `family`: the number of p values adjusted together;
- `coded`: the number of coded sentences or articles behind a correction of labelling errors, missing without one;
- `voices` and `excluded`: which voices were counted (``all``, or their names) and which devices' text was left out
  (``none``, or their names); missing where the counts have no such column;
- `limits`: what limits the row, as a JSON object of codes with their values (`framing.results.notes` has the codes and
  reads them); `note`: the same in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

NAN = float("nan")

Limits: TypeAlias = Mapping[str, Mapping[str, object]]
Key: TypeAlias = tuple[object, ...]

EFFECT_COLUMNS = ("ratio", "low", "high", "units", "p", "p_adjusted")
DIFFERENCE_COLUMNS = ("difference", "difference_low", "difference_high")
EQUIVALENCE_COLUMNS = ("low_90", "high_90", "bound", "p_equivalent", "equivalent")
RESULT_COLUMNS = (
    "device", "a", "b", *EFFECT_COLUMNS, "rate_a", "rate_b", "n_a", "n_b",
    "kind", "measure", "base", "method", "df", "df_2", "draws", "seed", "unit", "unit_2", "shared",
    "design_effect", "held", "held_by", "adjustment", "family", "coded", "voices", "excluded", "limits", "note",
)  # fmt: skip
RATE_COLUMNS = (
    "device", "group", "rate", "low", "high", "n", "words", "articles", "units",
    "kind", "measure", "base", "method", "df", "unit", "unit_2", "coded", "voices", "excluded", "limits", "note",
)  # fmt: skip
TYPES = {
    "draws": "Int64", "seed": "Int64", "coded": "Int64", "equivalent": "boolean",
    "voices": "str", "excluded": "str", "limits": "str", "note": "str",
}  # fmt: skip


class Contrast(NamedTuple):
    """One row of a results table, without its key, its family and the facts that all rows share.

    The differences are of shares; the 90 % limits, the p of equivalence and whether it is claimed exist where
    bounds were given. `is_planned` says whether the design allows a test, regardless of the data.
    """

    a: object
    b: object
    units: int
    n_a: int
    n_b: int
    limits: Limits
    ratio: float = NAN
    low: float = NAN
    high: float = NAN
    p: float = NAN
    rate_a: float = NAN
    rate_b: float = NAN
    kind: str = "contrast"
    method: str = "none"
    df: float = NAN
    df_2: float = NAN
    draws: int | None = None
    seed: int | None = None
    shared: int = 0
    design_effect: float = NAN
    coded: int | None = None
    difference: float = NAN
    difference_low: float = NAN
    difference_high: float = NAN
    low_90: float = NAN
    high_90: float = NAN
    bound: float = NAN
    p_equivalent: float = NAN
    equivalent: bool | None = None
    is_planned: bool = True


class Rate(NamedTuple):
    """One row of a rates table, without its key and the facts that all rows share."""

    group: object
    rate: float
    low: float
    high: float
    n: int
    words: int
    articles: int
    units: int
    limits: Limits
    kind: str = "rate"
    method: str = "none"
    df: float = NAN
    coded: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What all rows of a table share: key columns, measure, denominator and units; by key, which text was counted.

    `origin` describes the articles (`framing.origin`). `counted` has, for each key, the voices that were counted and
    the devices whose text was excluded.
    """

    keys: tuple[str, ...]
    measure: str
    base: str
    unit: str
    unit_2: str
    counted: Mapping[Key, tuple[str | None, str | None]]
    held: str = ""
    held_by: str = ""
    origin: Mapping[str, str] = field(default_factory=dict)


def instead(limits: Limits, so: str) -> Limits:
    """Replace the stated consequence of a limit (by default: no interval)."""
    return {code: {**values, "so": so} if "so" in values else values for code, values in limits.items()}
