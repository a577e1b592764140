"""A lexicon as a coder of codes: whether a text has enough of its terms."""

from __future__ import annotations

import pandas as pd

from framing.checks import check_articles, check_coder, check_looked_for, check_spans
from framing.counting.kinds import without_apart


def indicator(
    articles: pd.DataFrame, spans: pd.DataFrame, *, device: str, at_least: int = 2, code: str | None = None
) -> pd.DataFrame:
    """Code each article by whether it has at least so many instances of a device, such as a lexicon of your own.

    Words of a list show a topic sooner than a frame: check it against people's codes with `framing.agree`.

    Parameters
    ----------
    articles, spans : DataFrame
        The articles, and the labels of one coder in them.
    device : str
        The device that is counted.
    at_least : int
        The number of instances from which on the code is 1.
    code : str, optional
        The code's name; by default the device's.

    Returns
    -------
    DataFrame
        A codes table of articles, with `made_by` ``lexicon``.

    Raises
    ------
    ValueError
        Where the device was not looked for, or `at_least` is below 1.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": ["cost, price", "rain"]})
    >>> spans = pd.DataFrame({"doc_id": "a", "start": [0, 6], "end": [4, 11], "device": "economic", "role": "cue"})
    >>> spans = spans.assign(device=spans["device"].astype("category"))
    >>> indicator(articles, spans, device="economic")[["doc_id", "code", "value"]]
      doc_id      code  value
    0      a  economic      1
    1      b  economic      0
    """
    check_articles(articles)
    check_spans(spans, articles)
    check_coder(spans, verb="indicator")
    check_looked_for(spans, [device], option="device")
    if at_least < 1:
        raise ValueError(f"indicator: at_least={at_least}; give 1 or more")
    counted = without_apart(spans)
    number = counted.loc[(counted["device"] == device) & (counted["role"] == "cue"), "doc_id"].value_counts()
    found = articles["doc_id"].map(number).fillna(0)
    return pd.DataFrame(
        {
            "doc_id": articles["doc_id"].array, "unit": "article", "start": 0, "end": articles["text"].str.len().array,
            "code": code or device, "value": (found >= at_least).astype("int64").array,
            "coder": f"at least {at_least} of {device}", "made_by": "lexicon",
        }
    )  # fmt: skip
