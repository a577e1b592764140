"""BABE: sentences in a CSV file with a list of biased words, which are sought in the sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from framing.corpora.coded import Coded, Row, cue, table_rows
from framing.corpora.members import Members


def read_original(members: Members) -> Iterator[Coded]:
    """Read ``final_labels_SG2.csv``; the place of a word is not coded, so each of its occurrences is marked."""
    for number, row in enumerate(table_rows(members, "final_labels_SG2.csv", delimiter=";")):
        yield _coded(
            {
                "doc_id": f"SG2:{number}",
                "outlet": row["outlet"],
                "leaning": row["type"],
                "topic": row["topic"],
                "label": row["label_bias"],
                "opinion": row["label_opinion"],
                "url": row["news_link"],
                "text": row["text"],
            },
            *marked(row["text"], _listed(row["biased_words"])),
        )


def read_copy(rows: Iterable[Row], name: str) -> Iterator[Coded]:
    """Read the converted copy."""
    for row in rows:
        yield _coded(row, [(span["start"], span["end"]) for span in row["spans"]], [])


def _listed(cell: str) -> list[str]:
    """Read a list as Python writes it, ``['word', 'other']``."""
    try:
        listed = ast.literal_eval(cell)
    except (SyntaxError, ValueError) as error:
        raise ValueError(f"babe: {cell[:40]!r} is no list of words; the file is damaged") from error
    return [str(word) for word in listed]


def marked(text: str, words: Iterable[str]) -> tuple[list[tuple[int, int]], list[str]]:
    """Find every occurrence of `words` in a sentence, whole and in any case; give places, and the words not found.

    Of two that overlap the longer one counts.

    Examples
    --------
    >>> marked("A radical, radically new plan.", ["radical", "new plan", "new", "mad"])
    ([(2, 9), (21, 29)], ['mad'])
    """
    places: list[tuple[int, int]] = []
    missing = []
    for word in sorted({word.strip() for word in words} - {""}, key=len, reverse=True):
        found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)]
        if not found:
            missing.append(word)
        places += [(start, end) for start, end in found if all(end <= low or high <= start for low, high in places)]
    return sorted(places), missing


def _coded(row: Row, places: list[tuple[int, int]], missing: list[str]) -> Coded:
    columns = {"doc_id": "doc_id", "outlet": "outlet", "url": "url", "leaning": "leaning", "topic": "topic"}
    article = {ours: row.get(theirs, "") for theirs, ours in columns.items()}
    article |= {"bias": row["label"], "opinion": row["opinion"], "text": row["text"]}
    spans = [cue(number, start, end, "biased_word") for number, (start, end) in enumerate(places)]
    return Coded(article, spans, ["biased word that the sentence does not have" for _ in missing])
