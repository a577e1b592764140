"""Where sources and contents of attributions begin and end: no phrase is broken off, no narration taken in."""

from __future__ import annotations

import pandas as pd
import pytest

import framing


def places(text: str) -> set[tuple[str, str]]:
    """Give the source and content of each attribution; pieces of a content are joined by a bar."""
    spans = framing.label(pd.DataFrame([{"doc_id": "a", "outlet": "-", "text": text}]), ["attribution"])
    spans = spans[spans["device"] == "attribution"]
    found = set()
    for _, part in spans.groupby("instance"):
        roles = {
            role: " | ".join(text[row.start : row.end] for row in rows.itertuples())
            for role, rows in part.groupby("role", observed=True)
        }
        found.add((roles.get("source", ""), roles.get("content", "")))
    return found


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        pytest.param(
            "According to a letter from the harbour master to the council, the lock has been shut since May.",
            "a letter from the harbour master to the council", "the lock has been shut since May", id="fronted",
        ),
        pytest.param(
            "The lock has been shut since May, according to two people in the room.",
            "two people in the room", "The lock has been shut since May", id="phrase",
        ),
        pytest.param(
            "The lock has been shut since May, according to Ada Orr, senior adviser at the ministry.",
            "Ada Orr, senior adviser at the ministry", "The lock has been shut since May", id="role",
        ),
        pytest.param(
            "It came after a letter from residents who said that the lock was unsafe.",
            "residents who", "that the lock was unsafe", id="who",
        ),
        pytest.param(
            "The union filed a lawsuit alleging that the lock was never safe.",
            "a lawsuit", "that the lock was never safe", id="lawsuit",
        ),
        pytest.param(
            "The mayor wrote in a letter to the council that the lock would be repaired.",
            "The mayor", "that the lock would be repaired", id="letter",
        ),
        pytest.param(
            "Meanwhile, the lock is ready for other ships, the ministry said.",
            "the ministry", "the lock is ready for other ships", id="meanwhile",
        ),
        pytest.param("Skippers took to the quay and called for films of the storm to be released.", "Skippers",
                     "films of the storm to be released", id="for"),
        pytest.param("But the lock has been shut since May, according to Ada Orr.", "Ada Orr",
                     "the lock has been shut since May", id="but"),
        pytest.param("The lock is shut. Norvia, she predicted, would come to the port.", "she",
                     "Norvia | would come to the port", id="interrupted"),
        pytest.param("The harbour master told the skippers he admires their patience.", "The harbour master",
                     "he admires their patience", id="told"),
        pytest.param("Skippers complain bitterly that the tolls are too high.", "Skippers",
                     "that the tolls are too high", id="adverb"),
        pytest.param("The critics sneered at the guild as a band of pirates.", "The critics",
                     "at the guild as a band of pirates", id="preposition"),
        pytest.param("The council announced that it would suspend its session, a sign to many skippers that the storm "
                     "would change all facets of life, and on Friday the port was shut.", "The council",
                     "that it would suspend its session", id="broken off"),
        pytest.param("“We looked over at Spencer and left,” said Ada Orr, a skipper. With her was a friend, Bo Lee. "
                     "“And he jumped,” Lee said. “I followed behind him.”", "Ada Orr, a skipper",
                     "“We looked over at Spencer and left,”", id="another speaker"),
        pytest.param("“Promise that you will sail,” Orr sings to Lee before asking her, “Where do we go from here?”",
                     "Orr", "“Promise that you will sail,”", id="another cue"),
        pytest.param("While Ada Orr has stated publicly that she was not involved in that process, criticism of the "
                     "former mayor has been a strong part of the debate.", "Ada Orr",
                     "that she was not involved in that process", id="main clause"),
        pytest.param("More than 100 skippers said that the lock was unsafe.", "More than 100 skippers",
                     "that the lock was unsafe", id="number"),
        pytest.param("The ministry this week said that the lock was unsafe.", "The ministry",
                     "that the lock was unsafe", id="time"),
    ],
)  # fmt: skip
def test_edges(text: str, source: str, content: str) -> None:
    assert (source, content) in places(text)


def test_what_is_expected_leaves_out_who_is_to_do_it() -> None:
    assert ("", "to sign the treaty on Friday") in places("The minister is expected to sign the treaty on Friday.")
