"""BASIL: one JSON file per article and one per article's annotations; a phrase is placed by sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from framing.corpora.coded import Coded, Row, cue
from framing.corpora.members import Members

DEVICES = {"lex": "lexical_bias", "inf": "informational_bias"}
_SENTENCE = re.compile(r"p(\d+)")


def read_original(members: Members) -> Iterator[Coded]:
    """Read ``articles/<year>/<event>_<n>.json`` and ``annotations/<year>/<event>_<n>_ann.json``."""
    for name in members.names("articles/", ".json"):
        source = json.loads(members.text_of(name))
        annotations = json.loads(
            members.text_of(name.replace("articles/", "annotations/", 1).removesuffix(".json") + "_ann.json")
        )
        text, starts = _joined(source["body-paragraphs"])
        row = {
            "doc_id": f"basil-{name.rpartition('/')[2].removesuffix('.json')}",
            "outlet": str(source["source"]).lower(),
            "date": source["date"],
            "title": source["title"],
            "event": source["triplet-uuid"],
            "event_title": source.get("main-event", ""),
            "url": source.get("url", ""),
            "main_entities": source.get("main-entities", []),
            "relative_stance": annotations["article-level-annotations"].get("relative_stance", ""),
            "text": text,
        }
        yield _coded(row, [_placed(phrase, starts) for phrase in annotations["phrase-level-annotations"]])


def read_copy(rows: Iterable[Row], name: str) -> Iterator[Coded]:
    """Read the converted copy."""
    for row in rows:
        labels = row["labels"]
        article = {key: labels[key] for key in ("relative_stance", "main_entities")}
        yield _coded({**row, **article}, labels["spans"])


def _joined(paragraphs: list[list[str]]) -> tuple[str, list[int]]:
    """Join sentences by a space and paragraphs by a blank line; give the text and where each sentence starts."""
    text, starts = "", []
    for paragraph in paragraphs:
        for number, sentence in enumerate(paragraph):
            text += "" if not text else " " if number else "\n\n"
            starts.append(len(text))
            text += sentence
    return text, starts


def _placed(phrase: dict[str, Any], starts: list[int]) -> dict[str, Any]:
    """Move a phrase's place from its sentence into the text; one in the headline has none."""
    sentence = _SENTENCE.fullmatch(phrase["id"])
    if sentence is None or int(sentence[1]) >= len(starts):
        return {**phrase, "where": "title"}
    first = starts[int(sentence[1])]
    return {**phrase, "where": "text", "start": first + int(phrase["start"]), "end": first + int(phrase["end"])}


def _coded(row: Row, phrases: list[dict[str, Any]]) -> Coded:
    """Make the article and its spans."""
    columns = ("doc_id", "outlet", "date", "title", "url", "event", "event_title", "relative_stance", "text")
    article = {"headline" if key == "title" else key: row[key] for key in columns}
    coded = Coded({**article, "main_entities": "; ".join(row["main_entities"])})
    for phrase in phrases:
        if phrase["where"] != "text":
            coded.unplaced.append(f"{DEVICES[phrase['bias']]} in the headline")
            continue
        more = {
            "target": phrase["target"].replace("_", " "),
            "aim": phrase["aim"],
            "is_quoted": phrase["quote"] == "yes",
            "quoted_speaker": phrase["speaker"].replace("_", " "),
        }
        place = (phrase["start"], phrase["end"], DEVICES[phrase["bias"]], phrase["polarity"])
        coded.codings.append(cue(len(coded.codings), *place, **more))
    return coded
