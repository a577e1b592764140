"""Kinds of one device told apart: as devices of their own, nothing lost and nothing twice."""

import pandas as pd
import pytest

from framing import compare, count, describe, label, rates, sample
from framing.counting.kinds import in_kinds
from framing.vocabulary.codebook_pages import device_names, groups, subtypes

TEXT = "About 20 ferries may sail. Perhaps some 40 will. “It may rain,” Ada Orr said."
GROUPED = [
    (device, name, subtype) for device in device_names() for name in groups(device) for subtype in groups(device)[name]
]


@pytest.fixture(scope="module")
def spans(demo_spans):
    return demo_spans


def hedges(*subtypes):
    rows = [("a", i, i + 1, "hedge", subtype, "cue", i) for i, subtype in enumerate(subtypes)]
    table = pd.DataFrame(rows, columns=["doc_id", "start", "end", "device", "subtype", "role", "instance"])
    return table.assign(device=pd.Categorical(table["device"], ["booster", "hedge", "naming"]))


def test_hedges_are_told_apart_by_the_groups_of_their_page(article):
    told = in_kinds(label(article(TEXT), ["hedge"]), "hedge")
    assert told["device"].tolist() == [
        "approximator",
        "epistemic hedge",
        "epistemic hedge",
        "approximator",
        "epistemic hedge",
    ]


def test_groups_stand_in_the_place_of_their_device():
    assert in_kinds(hedges("modal"), "hedge").device.cat.categories.tolist() == [
        "booster",
        "epistemic hedge",
        "approximator",
        "bound",
        "hearsay",
        "naming",
    ]


def test_a_group_that_is_nowhere_is_still_looked_for(article):
    spans = label(article("It rains."), ["hedge"])
    assert count(article("It rains."), spans, kinds="hedge")["device"].tolist() == [
        "epistemic hedge", "approximator", "bound", "hearsay",
    ]  # fmt: skip


def test_a_subtype_in_no_group_keeps_the_name_of_the_device():
    told = in_kinds(hedges("modal", "mine"), "hedge")
    assert (told["device"].tolist(), told["device"].cat.categories.tolist()) == (
        ["epistemic hedge", "hedge"],
        ["booster", "epistemic hedge", "approximator", "bound", "hearsay", "hedge", "naming"],
    )  # fmt: skip


def test_the_other_columns_and_rows_stay_as_they_are(spans):
    pd.testing.assert_frame_equal(in_kinds(spans, "hedge").drop(columns="device"), spans.drop(columns="device"))


def test_the_table_given_is_not_changed(spans):
    before = spans.copy(deep=True)
    in_kinds(spans, "hedge")
    pd.testing.assert_frame_equal(spans, before)


def test_the_groups_add_up_to_the_device(spans, demo):
    whole, parts = count(demo, spans), count(demo, spans, kinds="hedge")
    parts = parts[~parts["device"].isin(["bound", "hearsay"])]
    assert parts.groupby("doc_id")["n"].sum().to_dict() == whole.groupby("doc_id")["n"].sum().to_dict()


APART = "At least 20 boats reportedly sank. Perhaps more will."


def test_bounds_and_hearsay_are_not_in_the_count_of_hedges(article):
    counts = count(article(APART), label(article(APART), ["hedge"]))
    assert counts[["device", "n"]].to_numpy().tolist() == [["hedge", 1]]


def test_they_are_counted_where_they_are_asked_for(article):
    spans = label(article(APART), ["hedge"])
    by_kind, by_subtype = count(article(APART), spans, kinds="hedge"), count(article(APART), spans, by="subtype")
    assert dict(zip(by_kind["device"], by_kind["n"], strict=True)) == {
        "epistemic hedge": 1, "approximator": 0, "bound": 1, "hearsay": 1,
    }  # fmt: skip
    assert dict(zip(by_subtype["subtype"], by_subtype["n"], strict=True)) == {"adverb": 1, "bound": 1, "hearsay": 1}


def test_they_are_not_in_what_own_groups_leave_over(article):
    counts = count(article(APART), label(article(APART), ["hedge"]), kinds={"hedge": {"doubt": ["adverb"]}})
    assert dict(zip(counts["device"], counts["n"], strict=True)) == {"doubt": 1, "hedge": 0}


def test_the_description_says_what_is_not_counted_and_how_to_ask_for_it(spans, demo):
    hedges = spans[spans["device"] == "hedge"]
    told = "In hedge, bound and hearsay are not counted; kinds='hedge' in framing.count counts them separately."
    assert told in describe(rates(count(demo, hedges)))
    assert told not in describe(rates(count(demo, hedges, kinds="hedge")))


def test_they_are_not_drawn_as_hedges_that_coders_have_to_find(article):
    articles = article(f"{APART} It may rain. It rains.")
    spans = label(articles, ["hedge"], with_voice=False)
    drawn = sample(articles, spans, n=4, strata={"found": 1, "rest": 1})
    assert drawn.set_index("sentence")["found"].to_dict() == {
        "At least 20 boats reportedly sank.": 0, "Perhaps more will.": 1, "It may rain.": 1, "It rains.": 0,
    }  # fmt: skip


def test_groups_of_ones_own_may_be_named():
    told = in_kinds(hedges("modal", "adverb", "noun"), {"hedge": {"doubt": ["modal", "adverb"], "chance": ["noun"]}})
    assert told["device"].tolist() == ["doubt", "doubt", "chance"]


def test_one_call_of_compare_has_both_groups_in_one_family(spans, demo):
    results = compare(count(demo, spans[spans["device"] == "hedge"], kinds="hedge"))
    both = results[results["device"].isin(["epistemic hedge", "approximator"])]
    assert set(both["device"]) == {"epistemic hedge", "approximator"}


@pytest.mark.parametrize(("device", "name", "subtype"), GROUPED)
def test_a_group_of_the_codebook_holds_subtypes_that_the_page_has(device, name, subtype):
    assert (name in device_names(), subtype in subtypes(device)) == (False, True)


@pytest.mark.parametrize("device", [device for device in device_names() if groups(device)])
def test_every_subtype_of_a_grouped_device_is_in_one_group(device):
    members = [subtype for group in groups(device).values() for subtype in group]
    assert sorted(members) == sorted(subtypes(device))


@pytest.mark.parametrize(
    ("kinds", "message"),
    [
        ("irony", r"^kinds='irony', but that device was not looked for \(only booster, hedge, naming\); label with it"),
        ("naming", "^kinds: the codebook has no groups for 'naming'; name them: kinds="),
        ({"hedge": {"doubt": ["modl"]}}, r"^kinds: hedge has no subtype 'modl'; did you mean 'modal'\?"),
        ({"hedge": {"doubt": ["xyz"]}}, "^kinds: hedge has no subtype 'xyz'; there are: adjective, adverb"),
        (
            {"hedge": {"doubt": "modal"}},
            r"^kinds: a list of subtypes is needed for 'doubt', such as \['modal'\]",
        ),
        (
            {"hedge": {"booster": ["modal"]}},
            "^kinds: there is a device 'booster' already; give the group another",
        ),
        ({"hedge": {"a": ["modal"], "b": ["modal"]}}, "^kinds: 'modal' is in 'a' and in 'b'; choose one"),
    ],
)
def test_what_cannot_be_told_apart_is_an_error_with_the_way_out(kinds, message):
    with pytest.raises(ValueError, match=message):
        in_kinds(hedges("modal"), kinds)


def test_a_device_with_sources_and_contents_is_not_told_apart(spans):
    with pytest.raises(ValueError, match=r"^kinds: attribution has sources and contents beside its cues"):
        in_kinds(spans, {"attribution": {"quoted": ["direct"]}})
