"""Answers to a codebook's questions to codes: the frame, element or role that they make."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from framing.code_table import CODE_COLUMNS, PLACE, check_codes
from framing.model import named, note
from framing.vocabulary.code_pages import CodePage, code_page


def combine(codes: pd.DataFrame, codebook: str | Path | CodePage) -> pd.DataFrame:
    """Combine the answers to a page's questions by the rules of the page, coder by coder.

    A code whose answers do not decide (one is missing, and it matters) has no row.

    Parameters
    ----------
    codes : DataFrame
        Answers, one row per unit, question and coder: `framing.read_codes` makes it.
    codebook : str or Path
        The page that was coded by, as for `framing.codebook`.

    Returns
    -------
    DataFrame
        A codes table with one row per unit, code of the page and coder, and the other columns of `codes` that have one
        value per unit and coder, such as `probability`.

    Raises
    ------
    ValueError
        Where none of the page's questions was asked; a note names those of which no answer is there.

    Examples
    --------
    >>> names = ["hero", "villain", "victim"]
    >>> answers = pd.DataFrame({"doc_id": "a", "unit": "article", "code": names, "value": [1, 0, 0]})
    >>> combine(answers, "narrative_roles")[["doc_id", "code", "value"]]
      doc_id     code  value
    0      a     hero      1
    1      a  villain      0
    2      a   victim      0
    """
    check_codes(codes)
    page = code_page(codebook)
    asked = set(codes["code"])
    if not asked & {question.name for question in page.questions}:
        raise ValueError(
            f"combine: no question of {page.name} was asked (there are: {named(sorted(map(str, asked)))}); give the "
            "page that was coded by"
        )
    keys = [name for name in (*PLACE, "coder") if name in codes.columns]
    same = [name for name in codes.columns if name not in (*keys, "code", "value", "score")]
    rows: list[dict[str, object]] = []
    for _, own in codes.groupby(keys, sort=False, dropna=False):
        answers = dict(zip(own["code"], own["value"], strict=True))
        about = {str(name): own.iloc[0][name] for name in (*keys, *same)}
        for code in page.codes:
            value = code.combined(answers)
            if value is not None:
                rows.append({**about, "code": code.name, "value": value})
    if not rows:
        raise ValueError(f"combine: the answers decide no code of {page.name}; each code needs its questions answered")
    table = pd.DataFrame(rows)
    if never := [code.name for code in page.codes if code.name not in set(table["code"])]:
        note(f"combine: never asked, or never decided: {named(never)}")
    return table[[*(name for name in CODE_COLUMNS if name in table), *same]]
