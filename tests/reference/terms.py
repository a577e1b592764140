"""Make terms.csv: what scattertext 0.2.2 and scipy 1.17.1 give for the texts of terms_texts.csv.

DP, DP normalised and Juilland's D over all articles; the score (log-odds with the whole corpus as prior) and G2 of
outlet "Bee" against "Sun"; Hardie's log ratio is R's: log2 of the rates, 0.5 for a count of 0. Run once, by hand::

    pip install scattertext==0.2.2 scipy && python tests/reference/terms.py
"""

import csv
import random
from pathlib import Path

HERE = Path(__file__).parent
WORDS = "rain tax vote ferry mayor harbour bridge council".split()


def texts():
    """Draw 12 texts of unequal length, in which some words stand in one outlet more."""
    draw = random.Random(8)
    rows = []
    for number in range(12):
        outlet = "Bee" if number % 3 else "Sun"
        weights = [8, 6, 5, 4, 3, 2, 1, 1] if outlet == "Bee" else [8, 2, 5, 6, 1, 2, 0, 3]
        words = draw.choices(WORDS, weights, k=draw.randint(6, 40))
        rows.append({"doc_id": f"a{number}", "outlet": outlet, "text": " ".join(words)})
    return rows


def main():
    """Write both files."""
    import numpy as np
    import pandas as pd
    from scattertext.dispersion.dispersion import Dispersion
    from scattertext.termsignificance.LogOddsRatioInformativeDirichletPiror import LogOddsRatioInformativeDirichletPrior
    from scipy.sparse import csr_matrix
    from scipy.stats import chi2_contingency

    rows = texts()
    with (HERE / "terms_texts.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    counts = np.array([[row["text"].split().count(word) for word in WORDS] for row in rows])
    is_bee = np.array([row["outlet"] == "Bee" for row in rows])
    bee, sun = counts[is_bee].sum(axis=0), counts[~is_bee].sum(axis=0)
    spread = Dispersion(term_doc_mat=csr_matrix(counts))
    prior = LogOddsRatioInformativeDirichletPrior(pd.Series(counts.sum(axis=0)), scale_type="none")
    g2 = [
        chi2_contingency([[b, bee.sum() - b], [s, sun.sum() - s]], correction=False, lambda_="log-likelihood").statistic
        for b, s in zip(bee, sun, strict=True)
    ]
    table = pd.DataFrame(
        {
            "term": WORDS,
            "dp": spread.dp(),
            "dp_normalised": spread.dp_norm(),
            "juilland_d": spread.jullands_d(),
            "score": prior.get_zeta_i_j_given_separate_counts(pd.Series(bee), pd.Series(sun)).to_numpy(),
            "g2": g2,
        }
    )
    table.to_csv(HERE / "terms.csv", index=False, float_format="%.12g", lineterminator="\n")


if __name__ == "__main__":
    main()
