"""Where sources and contents of attributions begin and end: no phrase is broken off, no narration taken in."""

from __future__ import annotations

import pandas as pd
import pytest

import framing
from framing.attributing.clause import subject_end
from framing.attributing.words import words_of
from framing.model import Document
from framing.texts.text import Reading

UNLIKELY = (
    "The critics sneered at",
    "The council announced that it would suspend its session, a sign",
    "The mayor alleged to Director",
)  # sentences on which rules are tested, and which are less probable attributions than count


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
                     "the guild as a band of pirates", id="preposition"),
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
        pytest.param("“It rains,” Orr told “The Haven Hour.” “It will rain until the end of May.”", "Orr",
                     "“It rains,” | “It will rain until the end of May.”", id="end of a title"),
    ],
)  # fmt: skip
def test_edges(text: str, source: str, content: str) -> None:
    assert (source, content) in places(text)


def test_what_is_expected_leaves_out_who_is_to_do_it() -> None:
    assert ("", "to sign the treaty on Friday") in places("The minister is expected to sign the treaty on Friday.")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        pytest.param("Skippers who decide not to leave | must pay the toll.", "decide", id="not to"),
        pytest.param("People who thought he had broken the lock | weren’t much more certain.", "thought", id="plural"),
        pytest.param("81 percent of those who think he did it | are certain.", "think", id="percent"),
        pytest.param("Lawmakers who oppose him moving the port | worry it will cost jobs.", "oppose", id="main verb"),
        pytest.param("Skippers hoping to mend ties with the port | must not hold back.", "hoping", id="participle"),
        pytest.param("The amendment she and he plan to file | will help the port.", "plan", id="contact clause"),
        pytest.param("The right that she claims to support | does not include it.", "claims", id="relative clause"),
        pytest.param("Orr’s plan to sue the port | was designed to win votes.", "plan", id="noun"),
        pytest.param("His wish to close the lock he built | drew laughter, and the town is calm.", "wish", id="joint"),
        pytest.param("Orr said those who want to leave | should go.", "want", id="after said"),
        pytest.param("While those who believe in the port | need to wait, others go.", "believe", id="after while"),
        pytest.param("| They met people who think the lock is safe.", "think", id="object"),
        pytest.param("| The court upheld a ban that the port wants to lift and is glad.", "wants", id="court"),
        pytest.param("| He said that she hopes to win since the work he does is bad.", "hopes", id="pronoun"),
    ],
)  # fmt: skip
def test_a_content_in_a_subject_ends_before_the_main_verb(text: str, cue: str) -> None:
    plain = text.replace("| ", "") if text[0] == "|" else text.replace(" |", "")
    words = words_of(Reading(Document("a", plain)), (0, len(plain)))
    at = next(index for index, word in enumerate(words) if word.form == cue)
    assert subject_end(words, at, at + 1) == max(0, text.index("|") - 1)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The ministry said that the lock would be closed on Monday, but gave no details.",
         "that the lock would be closed on Monday"),
        ("The mayor said she had met the skippers but did not say when.", "she had met the skippers"),
        ("The mayor said the bridge was unsafe without providing any evidence.", "the bridge was unsafe"),
        ("The mayor said the firm had sold the boat but did not repair the lock.",
         "the firm had sold the boat but did not repair the lock"),
        ("The mayor alleged to Director Ada Orr of the old port and Deputy Director Jonas Field that the lock was bad.",
         "that the lock was bad"),
    ],
)  # fmt: skip
def test_neither_what_was_left_unsaid_nor_who_was_told_is_content(text: str, content: str) -> None:
    assert content in {found for _, found in places(text)}
