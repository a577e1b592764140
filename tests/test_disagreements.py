"""Disagreements: each place that two codings mark differently has its line, and no other."""

import pandas as pd
import pytest

from framing import disagreements
from framing.disagreements import DISAGREEMENT_COLUMNS
from framing.model import Note

TEXT = "It may rain. It could snow, they say.\n\nPerhaps not."


def spans(*cues, subtypes="", roles="cue", instance=None, device="hedge"):
    starts = [TEXT.index(cue) for cue in cues]
    table = pd.DataFrame({"doc_id": ["a"] * len(cues), "start": pd.Series(starts, dtype="int64")})
    return table.assign(
        end=[start + len(cue) for start, cue in zip(starts, cues, strict=True)],
        device=pd.Categorical([device] * len(cues), categories=[device]),
        subtype=subtypes,
        role=roles,
        instance=range(len(cues)) if instance is None else instance,
    )


@pytest.fixture
def articles():
    return pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": [TEXT]})


def shown(a, b, articles, **options):
    return list(disagreements(articles, a, b, **options)[["kind", "match"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (["may"], ["may"], []),
        (["may"], [], [("only in a", "may")]),
        ([], ["may"], [("only in b", "may")]),
        (["may rain"], ["may"], []),
        (["Perhaps", "may"], ["could"], [("only in a", "may"), ("only in b", "could"), ("only in a", "Perhaps")]),
        (["may", "rain"], ["may rain"], [("only in a", "may")]),
    ],
)
def test_a_place_that_one_marked_is_shown_in_the_order_of_the_text(articles, ours, theirs, expected):
    assert shown(spans(*ours), spans(*theirs), articles) == expected


def test_another_subtype_is_a_disagreement(articles):
    table = disagreements(articles, spans("may", subtypes="modal"), spans("may", subtypes="adverb"))
    assert table[["kind", "subtype_a", "subtype_b"]].to_numpy().tolist() == [["subtype", "modal", "adverb"]]


def test_one_who_gave_no_subtypes_does_not_differ_in_them(articles):
    assert shown(spans("may", subtypes="modal"), spans("may").drop(columns="subtype"), articles) == []


def test_other_edges_are_shown_where_asked_for(articles):
    assert shown(spans("may rain"), spans("It may"), articles, edges=True) == [("edges", "It may rain")]


def test_each_role_is_looked_at(articles):
    ours = spans("they", "say", "It could snow", roles=["source", "cue", "content"], instance=0, device="attribution")
    table = disagreements(articles, ours, ours.iloc[1:2])
    assert table[["role", "match"]].to_numpy().tolist() == [["content", "It could snow"], ["source", "they"]]


def test_a_content_in_pieces_is_one_place(articles):
    ours = spans("say", "It could", "snow", roles=["cue", "content", "content"], instance=0, device="attribution")
    assert shown(ours, ours.iloc[:1], articles) == [("only in a", "It could snow")]


def test_the_context_is_the_sentence_or_the_paragraph(articles):
    lefts = [
        disagreements(articles, spans("could"), spans(), context=one)["left"].item()
        for one in ("sentence", "paragraph")
    ]
    assert lefts == ["It ", "It may rain. It "]


def test_columns(articles):
    assert tuple(disagreements(articles, spans("may"), spans()).columns) == DISAGREEMENT_COLUMNS


def test_no_disagreement_gives_an_empty_table_with_the_columns(articles):
    assert tuple(disagreements(articles, spans("may"), spans("may")).columns) == DISAGREEMENT_COLUMNS


def test_a_device_that_one_did_not_look_for_is_left_out_and_named(articles):
    more = spans("may").assign(device=pd.Categorical(["hedge"], categories=["hedge", "booster"]))
    with pytest.warns(Note, match="not all coders labelled booster; left out"):
        disagreements(articles, more, spans())


def test_no_common_device_is_refused(articles):
    with pytest.raises(ValueError, match=r"no device was labelled by all coders \(a: hedge; b: booster\)"):
        disagreements(articles, spans("may"), spans("may", device="booster"))


def test_several_coders_in_one_table_are_refused(articles):
    with pytest.raises(ValueError, match=r"a of several coders \(ann, ben\); choose one: a\["):
        disagreements(articles, spans("may", "could").assign(coder=["ann", "ben"]), spans())
