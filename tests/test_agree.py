"""Agreement with a reference: what each match pairs, what is counted, the interval, and what is refused."""

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


def against(ours, theirs, texts=None, **options):
    """Precision, recall and F1 of `ours`, without an interval unless it is asked for."""
    texts = articles(*sorted({*ours["doc_id"], *theirs["doc_id"], "a"})) if texts is None else texts
    options = {"match": ["exact", "overlap", "half"], "replicates": 0, **options}
    table = framing.agree(texts, ours, reference=theirs, **options)
    return table[table["match"] != ""]


def figures(ours, theirs, what, texts=None, **options):
    """The rows of one unit and match, by measure."""
    unit, match = what.split()
    table = against(ours, theirs, texts, **options)
    return table[(table["unit"] == unit) & (table["match"] == match)].set_index("measure")


def values(*args, **options):
    return figures(*args, **options)["value"]


def sizes(*args, **options):
    """How many marks the judged and the reference have, and how many pairs."""
    rows = figures(*args, **options)
    return (*rows.loc[["precision", "recall"], "units"], rows["matched"].iloc[0])


def matched(*args, **options):
    return figures(*args, **options)["matched"].iloc[0]


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
    agreed = against(cues(ours), cues(theirs))
    assert dict(zip(agreed["match"], agreed["matched"], strict=True)) == {
        "exact": exact,
        "overlap": overlap,
        "half": half,
    }


@pytest.mark.parametrize("match", ["overlap", "half"])
def test_a_cue_is_matched_once(match):
    assert matched(cues((0, 5), (4, 9)), cues((1, 8)), f"cue {match}") == 1


def test_a_cue_of_two_halves_is_no_match_of_either_by_half():
    assert matched(cues((0, 4), (4, 8)), cues((0, 9)), "cue half") == 0


def test_overlaps_are_paired_from_left_to_right():
    assert matched(cues((0, 4), (4, 9)), cues((3, 6), (8, 9)), "cue overlap") == 2


def test_a_place_that_is_given_twice_counts_once():
    assert sizes(cues((0, 4), (0, 4)), cues((0, 4)), "cue exact") == (1, 1, 1)


def test_the_same_place_in_another_article_is_no_match():
    ours = both(cues((0, 4)), cues((5, 9), doc_id="b"))
    theirs = both(cues((5, 9)), cues((0, 4), doc_id="b"))
    assert matched(ours, theirs, "cue overlap") == 0


def test_precision_is_out_of_the_judged_and_recall_out_of_the_reference():
    value = values(cues((0, 4), (6, 9), (20, 24)), cues((0, 4), (30, 34)), "cue exact")
    assert (value["precision"], value["recall"], value["f1"]) == (1 / 3, 1 / 2, 2 / 5)


def test_changing_places_swaps_precision_and_recall():
    ours, theirs = cues((0, 4), (6, 9)), cues((0, 3), (12, 15), (20, 24))
    one, other = (values(*sides, "cue overlap") for sides in ((ours, theirs), (theirs, ours)))
    assert (one["precision"], one["recall"]) == (other["recall"], other["precision"])


def test_f1_is_zero_where_only_one_side_found_something():
    assert values(cues((0, 4)), cues(), "cue overlap")["f1"] == 0


@pytest.mark.parametrize("column", ["value", "low"])
@pytest.mark.parametrize("measure", ["precision", "recall", "f1"])
def test_shares_are_empty_where_neither_side_found_anything(measure, column):
    assert pd.isna(figures(cues(), cues(), "cue exact", articles("a", "b"), replicates=20).loc[measure, column])


def test_a_share_that_is_undefined_says_why():
    assert (
        figures(cues(), cues((0, 4)), "cue exact").loc["precision", "note"] == "nothing marked: precision is undefined"
    )


def test_a_device_that_both_looked_for_and_neither_found_has_its_zeros():
    assert sizes(cues(), cues(), "cue exact", articles("a")) == (0, 0, 0)


def test_match_chooses_the_rows():
    assert against(cues((0, 4)), cues((0, 4)), match="half")["match"].unique().tolist() == ["half"]


def test_the_table_says_who_coded():
    row = figures(cues((0, 4), coder="framing-9"), cues((0, 4), coder="ben"), "cue exact").loc["f1"]
    assert (row["coder"], row["reference"]) == ("framing-9", "ben")


def test_the_tables_given_are_not_changed():
    ours, theirs = attributions(ORR), attributions(REED)
    before = ours.copy(), theirs.copy()
    framing.agree(articles("a"), ours, reference=theirs, by=["subtype", "outlet"])
    pd.testing.assert_frame_equal(pd.concat([ours, theirs]), pd.concat(before))


def test_twenty_thousand_cues_in_one_article_take_seconds():
    many = cues(*((10 * number, 10 * number + 6) for number in range(20_000)))
    began = time.perf_counter()
    texts = articles("a", text="word word " * 20_000)
    assert [matched(many, many, f"cue {match}", texts) for match in ("exact", "overlap", "half")] == [20_000] * 3
    assert time.perf_counter() - began < 10


# --- attributions ----------------------------------------------------------------------------------------------------


def test_the_same_attributions_agree_in_every_measure():
    agreed = against(attributions(ORR, REED), attributions(REED, ORR)).query("measure == 'recall'")
    assert dict(zip(agreed["unit"] + " " + agreed["match"], agreed["value"], strict=True)) == {
        "cue overlap": 1,
        "source overlap": 1,
        "content half": 1,
        "content exact": 1,
        "whole half": 1,
        "content_direct half": 1,
        "content_mixed half": pytest.approx(float("nan"), nan_ok=True),
        "content_indirect half": 1,
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
    assert matched(attributions({**ORR, **changed}), attributions(ORR), "whole half") == expected


def test_cues_and_sources_that_are_absent_in_both_are_alike():
    bare = {"cue": [38], "content": ['"It held,"'], "subtype": "direct"}
    assert matched(attributions(bare), attributions(bare), "whole half") == 1


def test_a_cue_of_no_width_is_none():
    bare = {**REED, "cue": [38]}
    assert sizes(attributions(bare), attributions(REED), "cue overlap") == (0, 1, 0)


def test_a_source_of_two_attributions_counts_once():
    again = {**ORR, "cue": ["hopes"], "content": ["it will hold"]}
    assert sizes(attributions(ORR, again), attributions(ORR), "source overlap") == (1, 1, 1)


def test_an_attribution_without_content_is_no_content():
    bare = {"cue": ["hopes"], "source": ["the mayor"], "subtype": ""}
    assert sizes(attributions(bare, ORR), attributions(ORR), "content half") == (1, 1, 1)


def test_the_pieces_of_a_content_are_one():
    assert sizes(attributions(REED), attributions(REED), "content half") == (1, 1, 1)


@pytest.mark.parametrize(
    ("piece", "expected"),
    [('"and it will hold."', 1), ('"It held,"', 0)],  # 15 of 23 characters, 8 of 23
)
def test_a_piece_is_the_content_where_it_is_half_of_all_pieces(piece, expected):
    assert matched(attributions({**REED, "content": [piece]}), attributions(REED), "content half") == expected


def test_spaces_are_no_characters_of_a_content():
    ours = attributions({**ORR, "content": ["the old", "bridge was safe"]})
    assert matched(ours, attributions(ORR), "content exact") == 1


def test_spaces_are_told_article_by_article():
    texts = articles("a", "b", text=["  " + TEXT, TEXT])
    ours = both(attributions(ORR, text="  " + TEXT), attributions(ORR, doc_id="b"))
    split = {**ORR, "content": ["the old", "bridge was safe"]}
    theirs = both(attributions(split, text="  " + TEXT), attributions(split, doc_id="b"))
    assert matched(ours, theirs, "content exact", texts) == 2


def test_nested_contents_find_each_their_own():
    inner = {"cue": ["added"], "source": ["Tom Reed"], "content": ["it will hold"], "subtype": "indirect"}
    outer = {"cue": ["hopes"], "source": ["the mayor"], "content": ['"and it will hold." So'], "subtype": "mixed"}
    assert matched(attributions(outer, inner), attributions(inner, outer), "whole half") == 2


@pytest.mark.parametrize(("quotation", "n_b", "found"), [("direct", 1, 0), ("mixed", 0, 0), ("indirect", 1, 1)])
def test_recall_is_told_by_the_type_of_the_reference(quotation, n_b, found):
    ours = attributions({**ORR, "subtype": "mixed"})
    row = figures(ours, attributions(ORR, REED), f"content_{quotation} half").loc["recall"]
    assert (row["units"], row["matched"]) == (n_b, found)


def test_by_type_there_is_recall_alone():
    assert figures(attributions(ORR), attributions(ORR), "content_indirect half").index.tolist() == ["recall"]


def test_the_interval_by_type_is_of_the_recall():
    ours = both(attributions(ORR), attributions(ORR, doc_id="b"))
    row = figures(ours, ours, "content_indirect half", replicates=20).loc["recall"]
    assert (row["low"], row["high"]) == (1, 1)


def test_a_device_whose_rows_have_roles_is_compared_like_an_attribution():
    spans = attributions(ORR).assign(device=pd.Categorical(["naming"] * 3))
    assert matched(spans, spans, "whole half") == 1


# --- apart by subtype and outlet -------------------------------------------------------------------------------------


def test_by_subtype_another_subtype_is_a_miss():
    agreed = against(cues((0, 4), subtype="modal"), cues((0, 4), subtype="verb"), match="exact", by="subtype")
    recalls = agreed[agreed["measure"] == "recall"]
    assert recalls[["subtype", "units", "matched"]].to_numpy().tolist() == [["", 1, 1], ["modal", 0, 0], ["verb", 1, 0]]


def test_codings_without_subtypes_agree_as_those_with_them_and_are_no_reference_of_attributions():
    """Tables of doccano and of the CoNLL format have none."""
    ours, bare = attributions(ORR), attributions(ORR).drop(columns="subtype")
    pd.testing.assert_frame_equal(
        framing.agree(articles("a"), ours, bare, replicates=0), framing.agree(articles("a"), ours, ours, replicates=0)
    )
    with pytest.raises(ValueError, match=r"^reference: no column 'subtype'"):
        framing.agree(articles("a"), ours, reference=bare)


def test_a_missing_subtype_is_an_empty_one():
    spans = cues((0, 4), (6, 9)).assign(subtype=["modal", None])
    agreed = against(spans, spans, match="exact", by="subtype").query("measure == 'f1'")
    assert agreed["units"].tolist() == [4, 2, 2]


def test_by_subtype_sources_and_contents_follow_their_cue():
    spans = attributions(ORR)
    blank = spans.assign(subtype=spans["subtype"].where(spans["role"] == "cue", ""))
    assert matched(blank, spans.assign(coder="ben"), "source overlap", by="subtype") == 1
    agreed = against(blank, spans, by="subtype")
    assert agreed.loc[agreed["subtype"] == "indirect", "unit"].unique().tolist() == [
        "cue",
        "source",
        "content",
        "whole",
        "content_direct",
        "content_mixed",
        "content_indirect",
    ]


def test_by_outlet_a_row_is_what_that_outlet_s_articles_give_alone():
    ours = both(cues((0, 4)), cues((0, 4), (6, 9), doc_id="b"), cues((5, 8), doc_id="c"))
    theirs = both(cues((0, 3)), cues((6, 9), doc_id="b"), cues((1, 3), doc_id="c"))
    texts = articles("a", "b", "c", outlet=["Sun", "Bee", "Bee"])
    alone = against(*(part(rows, "Bee", texts) for rows in (ours, theirs, texts)), replicates=100, seed=3)
    agreed = against(ours, theirs, texts, by="outlet", replicates=100, seed=3)
    agreed = agreed[agreed["outlet"] == "Bee"].drop(columns="outlet")
    pd.testing.assert_frame_equal(agreed.reset_index(drop=True), alone.reset_index(drop=True))


def part(rows, outlet, texts):
    return rows[rows["doc_id"].isin(texts.loc[texts["outlet"] == outlet, "doc_id"])]


def test_an_outlet_without_spans_has_its_zeros():
    agreed = against(cues((0, 4)), cues((0, 4)), articles("a", "b", outlet=["Bee", "Sun"]), by="outlet")
    assert agreed.loc[agreed["outlet"] == "Sun", "units"].tolist() == [0] * 9


# --- articles and the interval ---------------------------------------------------------------------------------------


def test_articles_without_spans_count():
    assert figures(cues((0, 4)), cues((0, 4)), "cue exact", articles("a", "b", "c"))["articles"].tolist() == [3] * 3


# Of two articles, one agrees and one does not: a quarter of the draws gives 0, half of them 0.5, a quarter 1.
@pytest.mark.parametrize(("level", "low", "high"), [(0.95, 0, 1), (0.4, 0.5, 0.5)])
def test_the_interval_is_percentiles_of_f1_over_draws_of_articles(level, low, high):
    ours = both(cues((0, 4)), cues((0, 4), doc_id="b"))
    theirs = both(cues((0, 4)), cues((6, 9), doc_id="b"))
    row = figures(ours, theirs, "cue exact", level=level, replicates=2000).loc["f1"]
    assert (row["low"], row["high"]) == (low, high)


@pytest.mark.parametrize(("share", "low", "high"), [("precision", 0.5, 1), ("recall", 1, 1)])
def test_precision_and_recall_have_intervals_of_their_own(share, low, high):
    # Both articles have what the reference has; one has as much again.
    ours = both(cues((0, 4)), cues((0, 4), (6, 9), doc_id="b"))
    theirs = both(cues((0, 4)), cues((0, 4), doc_id="b"))
    row = figures(ours, theirs, "cue exact", replicates=2000).loc[share]
    assert (row["low"], row["high"]) == (low, high)


def test_articles_without_spans_are_drawn_too():
    ours = both(*(cues((0, 4), doc_id=str(number)) for number in range(40)))
    theirs = both(*(cues((0, 4) if number % 2 else (6, 9), doc_id=str(number)) for number in range(40)))
    few, many = (
        figures(ours, theirs, "cue exact", articles(*map(str, range(n))), replicates=2000).loc["f1"] for n in (40, 4000)
    )
    assert many["high"] - many["low"] > few["high"] - few["low"]


def test_a_single_article_has_no_interval():
    assert figures(cues((0, 4)), cues((0, 4)), "cue exact", replicates=20)["low"].isna().all()


def test_without_replicates_there_is_no_interval():
    assert against(cues((0, 4)), cues((0, 4)), articles("a", "b"), replicates=0)["high"].isna().all()


def drawn(seed):
    generator = np.random.default_rng(8)
    starts = generator.integers(0, 60, size=(2, 30))
    ours, theirs = (
        both(*(cues((start, start + 9), doc_id=str(number)) for number, start in enumerate(side.tolist())))
        for side in starts
    )
    return against(ours, theirs, match="overlap", replicates=99, seed=seed)


def test_the_same_seed_gives_the_same_table():
    pd.testing.assert_frame_equal(drawn(5), drawn(5))


def test_another_seed_gives_another_interval():
    assert drawn(5)[["low", "high"]].to_numpy().tolist() != drawn(6)[["low", "high"]].to_numpy().tolist()


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"match": "near"}, "match='near' is none of exact, overlap, half"),
        ({"match": []}, "match is empty"),
        ({"by": "voice"}, "by='voice' is none of subtype, outlet"),
        ({"level": 95}, "level=95, replicates=1000; 0.95 and 1000 are usual"),
        ({"replicates": -1}, "level=0.95, replicates=-1; 0.95 and 1000 are usual"),
    ],
)
def test_an_option_that_cannot_be_is_refused(options, words):
    with pytest.raises(ValueError, match=words):
        framing.agree(articles("a"), cues((0, 4)), cues((0, 4)), **options)


def test_a_reference_of_two_coders_is_refused():
    two = both(cues((0, 4), coder="ann"), cues((0, 4), coder="ben"))
    with pytest.raises(ValueError, match=r"reference of several coders \(ann, ben\); choose one: reference\[reference"):
        against(cues((0, 4)), two)


def test_a_device_that_one_coder_did_not_label_is_left_out_and_named():
    ours = cues((0, 4)).assign(device=pd.Categorical(["hedge"], categories=["hedge", "booster"]))
    with pytest.warns(Note, match="not all coders labelled booster; left out"):
        agreed = framing.agree(articles("a"), ours, cues((0, 4)), replicates=0)
    assert agreed["device"].unique().tolist() == ["hedge"]


def test_a_note_points_at_the_line_that_called():
    ours = cues((0, 4)).assign(device=pd.Categorical(["hedge"], categories=["hedge", "booster"]))
    with pytest.warns(Note) as noted:
        framing.agree(articles("a"), ours, cues((0, 4)), replicates=0)
    assert noted[0].filename == __file__


def test_no_common_device_is_refused():
    with pytest.raises(ValueError, match=r"no device was labelled by all coders \(ann: hedge; ben: booster\)"):
        framing.agree(articles("a"), cues((0, 4)), cues((0, 4), device="booster", coder="ben"))


def test_coders_who_marked_no_article_in_common_match_nowhere():
    assert matched(cues((0, 4)), cues((0, 4), doc_id="b"), "cue exact", articles("a", "b")) == 0


def test_a_span_of_an_article_that_is_not_given_is_refused():
    with pytest.raises(ValueError, match="doc_id b not in articles"):
        framing.agree(articles("a"), cues((0, 4)), cues((0, 4), doc_id="b"))


@pytest.mark.parametrize(("column", "options"), [("instance", {}), ("subtype", {"by": "subtype"})])
def test_attributions_need(column, options):
    with pytest.raises(ValueError, match=f"(b|spans): no column '{column}'"):
        framing.agree(articles("a"), attributions(ORR), attributions(ORR).drop(columns=column), **options)


@pytest.mark.parametrize("columns", [["instance"], ["subtype"], ["coder"], ["instance", "subtype", "coder"]])
def test_cues_do_without(columns):
    assert matched(cues((0, 4)).drop(columns=columns), cues((0, 4)), "cue exact") == 1


# --- pairing ---------------------------------------------------------------------------------------------------------


def test_the_most_similar_are_paired_first():
    assert one_to_one([((0, 4),), ((4, 10),)], [((1, 10),)], "touch") == [(1, 0)]


def test_of_equally_similar_pairs_the_first_wins():
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
