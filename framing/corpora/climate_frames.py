"""The climate frames corpus: articles and frames as TSV, the coders' answers as JSON, roles as TSV."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from framing.corpora.coded import Coded, Row, filled, table_rows
from framing.corpora.members import Members

FRAMES = {"RE": "resolution", "HI": "human_interest", "CO": "conflict", "MO": "morality", "EC": "economic"}
ROLES = ("hero", "villain", "victim")
_ANSWERS = {"yes": 1, "no": 0}  # others, such as "n/a: problem is resolved", are no code


def read_original(members: Members) -> Iterator[Coded]:
    """Read ``articles_metadata.tsv``, ``full_annotations.json``, ``role_and_frame_annoations.tsv`` (so spelled)."""
    answers: dict[str, dict[str, Any]] = json.loads(members.text_of("full_annotations.json"))
    roles: dict[str, list[Row]] = defaultdict(list)
    for row in table_rows(members, "role_and_frame_annoations.tsv", delimiter="\t"):
        roles[row["ID"]].append(row)
    for row in table_rows(members, "articles_metadata.tsv", delimiter="\t"):
        asked = answers.get(row["ID"], {})
        questions = {
            name: {"coders": [_ANSWERS.get(given) if isinstance(given, str) else None for given in answer[1]]}
            for name, answer in asked.items()
            if not name.startswith("_")
        }
        frames = {ours: int(row[theirs] == "True") for theirs, ours in FRAMES.items()}
        article = {"doc_id": f"climate-{row['ID']}", "outlet": row["source"], "bias": row["mbfc"], "date": row["date"]}
        opinion = asked.get("_opinion") == "True"
        more = {"frames": frames, "questions": questions, "roles": roles[row["ID"]], "opinion": opinion}
        yield _coded({**article, **more, "text": row["text"]})


def read_copy(rows: Iterable[Row], name: str) -> Iterator[Coded]:
    """Read the converted copy."""
    yield from map(_coded, rows)


def _coded(row: Row) -> Coded:
    """Make the article, whose roles are columns, and codes: the frames, and each coder's answers."""
    article = {"doc_id": row["doc_id"], "outlet": row["outlet"], "date": row["date"]}
    named = {
        role: "; ".join(dict.fromkeys(filled(found["entity"]) for found in row["roles"] if found["role"] == role))
        for role in ROLES
    }
    more = {"leaning": row["bias"], "is_opinion": row["opinion"]}
    coded = Coded({**article, **more, **named, "text": row["text"]})
    for code, value in row["frames"].items():
        coded.codings.append(_code(row["text"], code, value, "climate_frames"))
    for code, answer in row["questions"].items():
        for number, value in enumerate(answer["coders"], start=1):
            if value is not None:
                coded.codings.append(_code(row["text"], code, value, f"coder_{number}"))
    return coded


def _code(text: str, code: str, value: int, coder: str) -> dict[str, object]:
    place = {"unit": "article", "start": 0, "end": len(text)}
    return {**place, "code": code, "value": int(value), "coder": coder}
