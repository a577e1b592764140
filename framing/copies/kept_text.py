"""The texts of articles without their boilerplate: what may be compared word by word."""

from __future__ import annotations

import pandas as pd

from framing.checks import check_spans
from framing.texts.text import Place, is_covered, merged, paragraph_spans

BOILERPLATE = "boilerplate"


def kept_texts(articles: pd.DataFrame, spans: pd.DataFrame | None, *, verb: str) -> list[str]:
    r"""Give each article's text, without the paragraphs that boilerplate covers by half or more.

    Parts of a paragraph are kept: what a dateline or a credit adds to a paragraph changes no likeness.

    Parameters
    ----------
    articles : DataFrame
        The articles, checked.
    spans : DataFrame, optional
        Spans that boilerplate was looked for in; without it the texts are given whole.
    verb : str
        Who asks, for the message of the error where boilerplate was not looked for.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": ["It rained.\nShare this"]})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [11], "end": [21], "role": ["cue"]})
    >>> kept_texts(articles, spans.assign(device=pd.Categorical(["boilerplate"])), verb="wire_copy")
    ['It rained.']
    """
    texts = articles["text"].tolist()
    if spans is None:
        return texts
    check_spans(spans, articles)
    if BOILERPLATE not in spans["device"].cat.categories:
        raise ValueError(
            f"{verb}: spans are there to leave boilerplate out, which was not looked for; "
            "label(articles, devices=['boilerplate']) finds it, or leave spans out"
        )
    found = spans[spans["device"] == BOILERPLATE]
    places: dict[object, list[tuple[int, int]]] = {}
    for doc_id, start, end in zip(found["doc_id"], found["start"].tolist(), found["end"].tolist(), strict=True):
        places.setdefault(doc_id, []).append((start, end))
    return [
        _kept(text, places[doc_id]) if doc_id in places else text
        for doc_id, text in zip(articles["doc_id"], texts, strict=True)
    ]


def _kept(text: str, places: list[Place]) -> str:
    paragraphs = paragraph_spans(text)
    covered = merged(places)
    return "\n".join(text[slice(*paragraph)] for paragraph in paragraphs if not is_covered(paragraph, covered))
