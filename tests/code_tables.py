"""Tables of codes of whole articles, for tests."""

import pandas as pd


def code_table(values, names, **columns):
    """Codes of articles d0, d1 …, a row of `values` each, a column for each name; empty ones are left out."""
    table = pd.DataFrame(values, columns=names).assign(doc_id=[f"d{place}" for place in range(len(values))])
    codes = table.melt("doc_id", var_name="code").dropna()
    return codes.assign(**{"unit": "article", "coder": "Ann", **columns}).reset_index(drop=True)
