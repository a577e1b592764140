"""Agreement of two codings: what each measure pairs, what is counted, the interval, and what is refused."""

import time

import numpy as np
import pandas as pd
import pytest

import framing
from framing.coding.matching import joined, left_to_right, one_to_one
from framing.model import Note

COLUMNS = ["doc_id", "start", "end", "device", "subtype", "role", "instance"]
TEXT = 'Ada Orr said the old bridge was safe. "It held," Tom Reed added, "and it will hold." So the mayor hopes.'
ORR = {"cue": ["said"], "source": ["Ada Orr"], "content": ["the old bridge was safe"], "subtype": "indirect"}
REED = {"cue": ["added"], "source": ["Tom Reed"], "content": ['"It held,"', '"and it will hold."'], "subtype": "direct"}


def table(rows, *, devices, coder="ann"):
    spans = pd.DataFrame(rows, columns=COLUMNS)
    return spans.assign(device=pd.Categorical(spans["device"], categories=devices), coder=coder)


def cues(*places, doc_id="a", subtype="", device="hedge", **more):
    """Spans of a device of one row an instance: each place is (start, end)."""
    rows = [(doc_id, start, end, device, subtype, "cue", number) for number, (start, end) in enumerate(places)]
    return table(rows, devices=[device], **more)


def attributions(*coded, text=TEXT, doc_id="a", **more):
    """Spans of attributions: each gives for a role the stretches of `text`, or a number for a cue of no width there."""
    rows = [
        (doc_id, *place(text, stretch), "attribution", roles["subtype"], role, number)
        for number, roles in enumerate(coded)
        for role in ("cue", "source", "content")
        for stretch in roles.get(role, ())
    ]
    return table(rows, devices=["attribution"], **more)


def place(text, stretch):
    return (stretch, stretch) if isinstance(stretch, int) else (text.index(stretch), text.index(stretch) + len(stretch))


def articles(*doc_ids, text=TEXT, outlet="Bee"):
    return pd.DataFrame({"doc_id": doc_ids, "outlet": outlet, "text": text})


def both(*tables):
    """Put the tables of several articles together; they have to be of one device."""
    return pd.concat(tables, ignore_index=True).astype({"device": tables[0]["device"].dtype})


def figures(a, b, measure, *args, **options):
    """The row of one measure, without an interval unless it is asked for."""
    agreed = framing.agree(a, b, *args, **{"replicates": 0, **options})
    return agreed[agreed["measure"] == measure].iloc[0]


def matched(a, b, measure, *args, **options):
    return figures(a, b, measure, *args, **options)["matched"]


# --- devices of one row an instance ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs", "exact", "overlap", "half"),
    [
        ((3, 8), (3, 8), 1, 1, 1),
        ((3, 8), (3, 7), 0, 1, 1),
        ((3, 8), (8, 9), 0, 0, 0),
        ((3, 8), (7, 9), 0, 1, 0),
        ((0, 4), (2, 6), 0, 1, 1),
        ((0, 9), (0, 4), 0, 1, 0),
        ((0, 4), (0, 9), 0, 1, 0),
    ],
)
def test_two_cues_are_the_same_by_the_measure(ours, theirs, exact, overlap, half):
    agreed = framing.agree(cues(ours), cues(theirs), replicates=0)
    assert dict(zip(agreed["measure"], agreed["matched"], strict=True)) == {
        "exact": exact,
        "overlap": overlap,
        "half": half,
    }


@pytest.mark.parametrize("measure", ["overlap", "half"])
def test_a_cue_is_matched_once(measure):
    assert matched(cues((0, 5), (4, 9)), cues((1, 8)), measure) == 1


def test_a_cue_of_two_halves_is_no_match_of_either_by_half():
    assert matched(cues((0, 4), (4, 8)), cues((0, 9)), "half") == 0


def test_overlaps_are_paired_from_left_to_right():
    assert matched(cues((0, 4), (4, 9)), cues((3, 6), (8, 9)), "overlap") == 2


def test_a_place_that_is_given_twice_counts_once():
    assert figures(cues((0, 4), (0, 4)), cues((0, 4)), "exact")["n_a"] == 1


def test_the_same_place_in_another_article_is_no_match():
    ours = both(cues((0, 4)), cues((5, 9), doc_id="b"))
    theirs = both(cues((5, 9)), cues((0, 4), doc_id="b"))
    assert matched(ours, theirs, "overlap") == 0


def test_precision_is_out_of_the_judged_and_recall_out_of_the_reference():
    row = figures(cues((0, 4), (6, 9), (20, 24)), cues((0, 4), (30, 34)), "exact")
    assert (row["precision"], row["recall"], row["f1"]) == (1 / 3, 1 / 2, 2 / 5)


def test_changing_places_swaps_precision_and_recall():
    ours, theirs = cues((0, 4), (6, 9)), cues((0, 3), (12, 15), (20, 24))
    one, other = (framing.agree(*sides, replicates=0) for sides in ((ours, theirs), (theirs, ours)))
    assert one["precision"].tolist() == other["recall"].tolist()


def test_f1_is_zero_where_only_one_side_found_something():
    assert figures(cues((0, 4)), cues(), "overlap")["f1"] == 0


@pytest.mark.parametrize("share", ["precision", "recall", "f1", "low"])
def test_shares_are_empty_where_neither_side_found_anything(share):
    assert pd.isna(figures(cues(), cues(), "exact", articles("a", "b"), replicates=20)[share])


def test_a_device_that_both_looked_for_and_neither_found_has_its_zeros():
    row = figures(cues(), cues(), "exact", articles("a"))
    assert (row["n_a"], row["n_b"], row["matched"]) == (0, 0, 0)


def test_match_chooses_the_rows():
    assert framing.agree(cues((0, 4)), cues((0, 4)), match="overlap")["measure"].tolist() == ["overlap"]


def test_the_table_says_who_coded():
    row = figures(cues((0, 4), coder="framing-9"), cues((0, 4), coder="ben"), "exact")
    assert (row["a"], row["b"]) == ("framing-9", "ben")


def test_the_tables_given_are_not_changed():
    ours, theirs = attributions(ORR), attributions(REED)
    before = ours.copy(), theirs.copy()
    framing.agree(ours, theirs, articles("a"), by=["subtype", "outlet"])
    pd.testing.assert_frame_equal(pd.concat([ours, theirs]), pd.concat(before))


def test_twenty_thousand_cues_in_one_article_take_seconds():
    many = cues(*((10 * number, 10 * number + 6) for number in range(20_000)))
    began = time.perf_counter()
    assert framing.agree(many, many, replicates=0)["matched"].tolist() == [20_000] * 3
    assert time.perf_counter() - began < 10


# --- attributions ----------------------------------------------------------------------------------------------------


def test_the_same_attributions_agree_in_every_measure():
    agreed = framing.agree(attributions(ORR, REED), attributions(REED, ORR), articles("a"), replicates=0)
    assert dict(zip(agreed["measure"], agreed["recall"], strict=True)) == {
        "cue": 1,
        "source": 1,
        "content": 1,
        "content_exact": 1,
        "whole": 1,
        "content_direct": 1,
        "content_mixed": pytest.approx(float("nan"), nan_ok=True),
        "content_indirect": 1,
    }


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"source": ["Orr"]}, 1),
        ({"source": ["bridge"]}, 0),
        ({"source": []}, 0),
        ({"cue": ["Ada Orr said"]}, 1),
        ({"cue": [13]}, 0),
        ({"content": ["old bridge was safe."]}, 1),
        ({"content": ["bridge"]}, 0),
    ],
)
def test_a_whole_needs_half_the_content_and_a_touch_of_cue_and_source(changed, expected):
    assert matched(attributions({**ORR, **changed}), attributions(ORR), "whole", articles("a")) == expected


def test_cues_and_sources_that_are_absent_in_both_are_alike():
    bare = {"cue": [38], "content": ['"It held,"'], "subtype": "direct"}
    assert matched(attributions(bare), attributions(bare), "whole") == 1


def test_a_cue_of_no_width_is_none():
    bare = {**REED, "cue": [38]}
    assert figures(attributions(bare), attributions(REED), "cue", articles("a"))["n_a"] == 0


def test_a_source_of_two_attributions_counts_once():
    again = {**ORR, "cue": ["hopes"], "content": ["it will hold"]}
    assert figures(attributions(ORR, again), attributions(ORR), "source")["n_a"] == 1


def test_an_attribution_without_content_is_no_content():
    bare = {"cue": ["hopes"], "source": ["the mayor"], "subtype": ""}
    assert figures(attributions(bare, ORR), attributions(ORR), "content")["n_a"] == 1


def test_the_pieces_of_a_content_are_one():
    row = figures(attributions(REED), attributions(REED), "content")
    assert (row["n_a"], row["n_b"], row["matched"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("piece", "expected"),
    [('"and it will hold."', 1), ('"It held,"', 0)],  # 15 of 23 characters, 8 of 23
)
def test_a_piece_is_the_content_where_it_is_half_of_all_pieces(piece, expected):
    assert matched(attributions({**REED, "content": [piece]}), attributions(REED), "content", articles("a")) == expected


@pytest.mark.parametrize(("given", "expected"), [([articles("a")], 1), ([], 0)])
def test_spaces_count_only_where_the_texts_are_not_known(given, expected):
    ours = attributions({**ORR, "content": ["the old", "bridge was safe"]})
    assert matched(ours, attributions(ORR), "content_exact", *given) == expected


def test_spaces_are_told_article_by_article():
    texts = articles("a", "b", text=["  " + TEXT, TEXT])
    ours = both(attributions(ORR, text="  " + TEXT), attributions(ORR, doc_id="b"))
    split = {**ORR, "content": ["the old", "bridge was safe"]}
    theirs = both(attributions(split, text="  " + TEXT), attributions(split, doc_id="b"))
    assert matched(ours, theirs, "content_exact", texts) == 2


def test_nested_contents_find_each_their_own():
    inner = {"cue": ["added"], "source": ["Tom Reed"], "content": ["it will hold"], "subtype": "indirect"}
    outer = {"cue": ["hopes"], "source": ["the mayor"], "content": ['"and it will hold." So'], "subtype": "mixed"}
    assert matched(attributions(outer, inner), attributions(inner, outer), "whole", articles("a")) == 2


@pytest.mark.parametrize(("quotation", "n_b", "found"), [("direct", 1, 0), ("mixed", 0, 0), ("indirect", 1, 1)])
def test_recall_is_told_by_the_type_of_the_reference(quotation, n_b, found):
    ours = attributions({**ORR, "subtype": "mixed"})
    row = figures(ours, attributions(ORR, REED), f"content_{quotation}", articles("a"))
    assert (row["n_b"], row["matched"]) == (n_b, found)


@pytest.mark.parametrize("column", ["n_a", "precision", "f1"])
def test_by_type_there_is_recall_alone(column):
    assert pd.isna(figures(attributions(ORR), attributions(ORR), "content_indirect")[column])


def test_the_interval_by_type_is_of_the_recall():
    ours = both(attributions(ORR), attributions(ORR, doc_id="b"))
    row = figures(ours, ours, "content_indirect", replicates=20)
    assert (row["low"], row["high"]) == (1, 1)


def test_a_device_whose_rows_have_roles_is_compared_like_an_attribution():
    spans = attributions(ORR).assign(device=pd.Categorical(["naming"] * 3))
    assert matched(spans, spans, "whole") == 1


# --- apart by subtype and outlet -------------------------------------------------------------------------------------


def test_by_subtype_another_subtype_is_a_miss():
    agreed = framing.agree(cues((0, 4), subtype="modal"), cues((0, 4), subtype="verb"), match="exact", by="subtype")
    assert agreed[["subtype", "n_a", "n_b", "matched"]].to_numpy().tolist() == [["modal", 1, 0, 0], ["verb", 0, 1, 0]]


def test_a_missing_subtype_is_an_empty_one():
    spans = cues((0, 4), (6, 9)).assign(subtype=["modal", None])
    assert framing.agree(spans, spans, match="exact", by="subtype")["subtype"].tolist() == ["", "modal"]


def test_by_subtype_sources_and_contents_follow_their_cue():
    spans = attributions(ORR)
    blank = spans.assign(subtype=spans["subtype"].where(spans["role"] == "cue", ""))
    assert framing.agree(blank, spans, by="subtype", replicates=0)["subtype"].unique().tolist() == ["indirect"]


def test_by_outlet_a_row_is_what_that_outlet_s_articles_give_alone():
    ours = both(cues((0, 4)), cues((0, 4), (6, 9), doc_id="b"), cues((5, 8), doc_id="c"))
    theirs = both(cues((0, 3)), cues((6, 9), doc_id="b"), cues((1, 3), doc_id="c"))
    texts = articles("a", "b", "c", outlet=["Sun", "Bee", "Bee"])
    parts = [framing.agree(*(part(rows, "Bee", texts) for rows in (ours, theirs, texts)), seed=3)]
    agreed = framing.agree(ours, theirs, texts, by="outlet", seed=3)
    pd.testing.assert_frame_equal(agreed[agreed["outlet"] == "Bee"].drop(columns="outlet"), parts[0])


def part(rows, outlet, texts):
    return rows[rows["doc_id"].isin(texts.loc[texts["outlet"] == outlet, "doc_id"])]


def test_an_outlet_without_spans_has_its_zeros():
    agreed = framing.agree(cues((0, 4)), cues((0, 4)), articles("a", "b", outlet=["Bee", "Sun"]), by="outlet")
    assert agreed.loc[agreed["outlet"] == "Sun", "n_b"].tolist() == [0, 0, 0]


# --- articles and the interval ---------------------------------------------------------------------------------------


def test_without_articles_those_with_a_span_on_either_side_count():
    ours = both(cues((0, 4)), cues((0, 4), doc_id="b"))
    theirs = both(cues((0, 4)), cues((0, 4), doc_id="c"))
    assert figures(ours, theirs, "exact")["articles"] == 3


def test_articles_without_spans_count():
    assert figures(cues((0, 4)), cues((0, 4)), "exact", articles("a", "b", "c"))["articles"] == 3


# Of two articles, one agrees and one does not: a quarter of the draws gives 0, half of them 0.5, a quarter 1.
@pytest.mark.parametrize(("level", "low", "high"), [(0.95, 0, 1), (0.4, 0.5, 0.5)])
def test_the_interval_is_percentiles_of_f1_over_draws_of_articles(level, low, high):
    ours = both(cues((0, 4)), cues((0, 4), doc_id="b"))
    theirs = both(cues((0, 4)), cues((6, 9), doc_id="b"))
    row = figures(ours, theirs, "exact", level=level, replicates=2000)
    assert (row["low"], row["high"]) == (low, high)


@pytest.mark.parametrize(("share", "low", "high"), [("precision", 0.5, 1), ("recall", 1, 1)])
def test_precision_and_recall_have_intervals_of_their_own(share, low, high):
    # Both articles have what the reference has; one has as much again.
    ours = both(cues((0, 4)), cues((0, 4), (6, 9), doc_id="b"))
    theirs = both(cues((0, 4)), cues((0, 4), doc_id="b"))
    row = figures(ours, theirs, "exact", replicates=2000)
    assert (row[f"{share}_low"], row[f"{share}_high"]) == (low, high)


def test_articles_without_spans_are_drawn_too():
    ours = both(*(cues((0, 4), doc_id=str(number)) for number in range(40)))
    theirs = both(*(cues((0, 4) if number % 2 else (6, 9), doc_id=str(number)) for number in range(40)))
    few, many = (figures(ours, theirs, "exact", articles(*map(str, range(n))), replicates=2000) for n in (40, 4000))
    assert many["high"] - many["low"] > few["high"] - few["low"]


def test_a_single_article_has_no_interval():
    assert pd.isna(figures(cues((0, 4)), cues((0, 4)), "exact", replicates=20)["low"])


def test_without_replicates_there_is_no_interval():
    assert framing.agree(cues((0, 4)), cues((0, 4)), articles("a", "b"), replicates=0)["high"].isna().all()


def drawn(seed):
    generator = np.random.default_rng(8)
    starts = generator.integers(0, 60, size=(2, 30))
    ours, theirs = (
        both(*(cues((start, start + 9), doc_id=str(number)) for number, start in enumerate(side.tolist())))
        for side in starts
    )
    return framing.agree(ours, theirs, match="overlap", replicates=99, seed=seed)


def test_the_same_seed_gives_the_same_table():
    pd.testing.assert_frame_equal(drawn(5), drawn(5))


def test_another_seed_gives_another_interval():
    assert drawn(5)[["low", "high"]].to_numpy().tolist() != drawn(6)[["low", "high"]].to_numpy().tolist()


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"match": "near"}, "match='near' is none of exact, overlap, half"),
        ({"match": []}, "match names nothing"),
        ({"by": "voice"}, "by='voice' is none of subtype, outlet"),
        ({"by": "outlet"}, "by='outlet' needs the articles"),
        ({"level": 95}, "level=95 is not between 0 and 1"),
        ({"replicates": -1}, "replicates=-1 is below 0"),
    ],
)
def test_an_option_that_cannot_be_is_refused(options, words):
    with pytest.raises(ValueError, match=words):
        framing.agree(cues((0, 4)), cues((0, 4)), **options)


def test_two_coders_in_one_table_are_refused():
    two = both(cues((0, 4), coder="ann"), cues((0, 4), coder="ben"))
    with pytest.raises(ValueError, match=r"b of several coders \(ann, ben\); choose one: b\[b\['coder'\] == 'ann'\]"):
        framing.agree(cues((0, 4)), two)


def test_a_device_that_one_side_did_not_look_for_is_left_out_and_named():
    ours = cues((0, 4)).assign(device=pd.Categorical(["hedge"], categories=["hedge", "booster"]))
    with pytest.warns(Note, match="only one of the two looked for booster; left out"):
        agreed = framing.agree(ours, cues((0, 4)))
    assert agreed["device"].unique().tolist() == ["hedge"]


def test_a_note_points_at_the_line_that_called():
    ours = cues((0, 4)).assign(device=pd.Categorical(["hedge"], categories=["hedge", "booster"]))
    with pytest.warns(Note) as noted:
        framing.agree(ours, cues((0, 4)))
    assert noted[0].filename == __file__


def test_no_common_device_is_refused():
    with pytest.raises(ValueError, match=r"no device was looked for in both \(a: hedge; b: booster\)"):
        framing.agree(cues((0, 4)), cues((0, 4), device="booster"))


def test_no_common_article_is_refused():
    with pytest.raises(ValueError, match=r"no doc_id is in both tables \(a: a; b: b\)"):
        framing.agree(cues((0, 4)), cues((0, 4), doc_id="b"))


def test_no_common_article_is_right_where_the_articles_are_given():
    assert matched(cues((0, 4)), cues((0, 4), doc_id="b"), "exact", articles("a", "b")) == 0


def test_a_span_of_an_article_that_is_not_given_is_refused():
    with pytest.raises(ValueError, match="doc_id b not in articles"):
        framing.agree(cues((0, 4)), cues((0, 4), doc_id="b"), articles("a"))


@pytest.mark.parametrize("column", ["instance", "subtype"])
def test_attributions_need(column):
    with pytest.raises(ValueError, match=f"(b|spans): no column '{column}'"):
        framing.agree(attributions(ORR), attributions(ORR).drop(columns=column))


@pytest.mark.parametrize("columns", [["instance"], ["subtype"], ["coder"], ["instance", "subtype", "coder"]])
def test_cues_do_without(columns):
    assert matched(cues((0, 4)).drop(columns=columns), cues((0, 4)), "exact") == 1


# --- pairing ---------------------------------------------------------------------------------------------------------


def test_the_likest_are_paired_first():
    assert one_to_one([((0, 4),), ((4, 10),)], [((1, 10),)], "touch") == [(1, 0)]


def test_of_pairs_equally_like_the_first_wins():
    assert one_to_one([((0, 2),), ((2, 4),)], [((0, 4),)], "half") == [(0, 0)]


@pytest.mark.parametrize("pair", [one_to_one, lambda a, b, _: left_to_right(a, b)])
@pytest.mark.parametrize(("a", "b"), [([], [((0, 4),)]), ([((0, 4),)], []), ([], [])])
def test_with_nothing_there_is_no_pair(pair, a, b):
    assert pair(a, b, "touch") == []


def plainly_paired(a, b, likeness):
    """The same by sets of characters and all pairs."""
    ours, theirs = ([{place for piece in stretch for place in range(*piece)} for stretch in side] for side in (a, b))
    least = {"exact": 1, "half": 0.5, "touch": 0}[likeness]
    candidates = sorted(
        (-len(one & other) / len(one | other), j, i)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if one & other and len(one & other) >= least * max(len(one), len(other))
    )
    pairs = []
    for _, j, i in candidates:
        pairs += [(i, j)] * (i not in {pair[0] for pair in pairs} and j not in {pair[1] for pair in pairs})
    return pairs


@pytest.mark.parametrize("likeness", ["exact", "half", "touch"])
@pytest.mark.parametrize("seed", range(8))
def test_pairs_are_those_of_a_plain_comparison_of_sets(likeness, seed):
    generator = np.random.default_rng(seed)
    starts, lengths = generator.integers(0, 80, size=(2, 20, 3)), generator.integers(1, 12, size=(2, 20, 3))
    a, b = (
        [joined(zip(row.tolist(), (row + more).tolist(), strict=True)) for row, more in zip(*side, strict=True)]
        for side in zip(starts, lengths, strict=True)
    )
    assert one_to_one(a, [*b, *a[:3]], likeness) == plainly_paired(a, [*b, *a[:3]], likeness)
