"""Reference values for `framing.power`: the power of two-sample t tests by statsmodels 0.14 or newer.

    python t_power.py

writes ``t_power.csv``.
"""

from pathlib import Path

import pandas as pd

if __name__ == "__main__":
    from statsmodels.stats.power import TTestIndPower

    test = TTestIndPower()
    rows = [
        {"effect": effect, "units": units, "alpha": alpha, "power": test.power(effect, units, alpha)}
        for effect in (0.3, 0.8, 1.5)
        for units in (6, 20)
        for alpha in (0.05, 0.01)
    ]
    pd.DataFrame(rows).to_csv(Path(__file__).with_name("t_power.csv"), index=False)
