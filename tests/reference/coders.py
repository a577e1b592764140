"""Make coders.csv: what other packages give for the codings of coders_units.csv and coders_stretches.csv.

Units: alpha by krippendorff 0.9.0, kappa by scikit-learn 1.9.1. Stretches: u-alpha by krippendorff-unitized-alpha 0.1.0
(|u-alpha where all stretches have one value). cu-alpha is in coders_cu.csv, made by coders.R. Run once, by hand::

    pip install krippendorff==0.9.0 krippendorff-unitized-alpha==0.1.0 scikit-learn && python tests/reference/coders.py
"""

import csv
import random
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).parent
LENGTH = 120


def units(coders, seed, *, values):
    """Draw what each coder gave to 40 units: mostly the same."""
    draw = random.Random(seed)
    rows = []
    for unit in range(40):
        told = draw.choices(range(values), [6, *[2] * (values - 1)])[0]
        given = [told if draw.random() < 0.8 else draw.randrange(values) for _ in range(coders)]
        name = f"{coders} coders, {values} values"
        rows += [{"set": name, "unit": unit, "coder": coder, "value": value} for coder, value in enumerate(given)]
    return rows


def stretches(coders, seed, *, values):
    """Draw each coder's stretches in a text of LENGTH characters: the same ones, moved, dropped or revalued."""
    draw = random.Random(seed)
    rows = []
    for coder in range(coders):
        end = -1
        for start in range(4, LENGTH - 12, 14):
            begins, ends = start + draw.randint(-2, 2), start + 6 + draw.randint(-2, 4)
            if draw.random() < 0.8 and begins > end:
                value = (start // 14) % values if draw.random() < 0.8 else draw.randrange(values)
                name = f"{coders} coders, {values} values"
                rows.append({"set": name, "coder": coder, "start": begins, "end": ends, "value": value})
                end = ends
    return rows


def write(name, rows):
    """Write rows to a file beside this one."""
    with (HERE / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def of_units(rows):
    """Give alpha and kappa of one set."""
    import krippendorff
    import numpy as np
    from sklearn.metrics import cohen_kappa_score

    coders = 1 + max(row["coder"] for row in rows)
    given = np.array([[row["value"] for row in rows if row["coder"] == coder] for coder in range(coders)])
    yield "nominal", krippendorff.alpha(given, level_of_measurement="nominal")
    yield "interval", krippendorff.alpha(given, level_of_measurement="interval")
    yield "kappa", np.mean([cohen_kappa_score(one, other) for one, other in combinations(given, 2)])


def of_stretches(rows):
    """Give u-alpha of one set, the gaps between a coder's stretches being stretches of no value."""
    from krippendorff_unitized_alpha.krippendorffs_unitized_alpha import EMPTY_TAG, KrippendorffUnitizedAlpha, Segment

    data = {}
    for coder in sorted({row["coder"] for row in rows}):
        own, at = [], 0
        for row in (row for row in rows if row["coder"] == coder):
            own += [Segment(EMPTY_TAG, at, row["start"]), Segment(str(row["value"]), row["start"], row["end"])]
            at = row["end"]
        data[str(coder)] = [*own, Segment(EMPTY_TAG, at, LENGTH)]
    yield "u", KrippendorffUnitizedAlpha(data).result


def main():
    """Write the codings and the coefficients."""
    given = [units(coders, 10 * coders + n, values=n) for coders, n in [(2, 2), (2, 4), (3, 3), (4, 2)]]
    marked = [stretches(coders, 10 * coders + n, values=n) for coders, n in [(2, 1), (3, 1), (2, 3), (3, 3)]]
    write("coders_units.csv", [row for rows in given for row in rows])
    write("coders_stretches.csv", [row for rows in marked for row in rows])
    told = [("units", rows[0]["set"], *pair) for rows in given for pair in of_units(rows)]
    told += [("stretches", rows[0]["set"], *pair) for rows in marked for pair in of_stretches(rows)]
    names = ("of", "set", "coefficient", "value")
    write("coders.csv", [dict(zip(names, (*row[:3], f"{row[3]:.12g}"), strict=True)) for row in told])


if __name__ == "__main__":
    main()
