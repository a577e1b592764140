"""Kinds of one device told apart: as devices of their own, nothing lost and nothing twice."""

import pandas as pd
import pytest

from framing import apart, compare, count, label
from framing.pages import device_names, groups, subtypes

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
    told = apart(label(article(TEXT), ["hedge"]))
    assert told["device"].tolist() == [
        "approximator",
        "epistemic hedge",
        "epistemic hedge",
        "approximator",
        "epistemic hedge",
    ]


def test_groups_stand_in_the_place_of_their_device():
    assert apart(hedges("modal")).device.cat.categories.tolist() == [
        "booster",
        "epistemic hedge",
        "approximator",
        "naming",
    ]


def test_a_group_that_is_nowhere_is_still_looked_for(article):
    spans = apart(label(article("It rains."), ["hedge"]))
    assert count(article("It rains."), spans)["device"].tolist() == ["epistemic hedge", "approximator"]


def test_a_subtype_in_no_group_keeps_the_name_of_the_device():
    told = apart(hedges("modal", "mine"))
    assert (told["device"].tolist(), told["device"].cat.categories.tolist()) == (
        ["epistemic hedge", "hedge"], ["booster", "epistemic hedge", "approximator", "hedge", "naming"],
    )  # fmt: skip


def test_the_other_columns_and_rows_stay_as_they_are(spans):
    pd.testing.assert_frame_equal(apart(spans).drop(columns="device"), spans.drop(columns="device"))


def test_the_table_given_is_not_changed(spans):
    before = spans.copy(deep=True)
    apart(spans)
    pd.testing.assert_frame_equal(spans, before)


def test_the_groups_add_up_to_the_device(spans, demo):
    whole, parts = count(demo, spans), count(demo, apart(spans))
    assert parts.groupby("doc_id")["n"].sum().to_dict() == whole.groupby("doc_id")["n"].sum().to_dict()


def test_groups_of_ones_own_may_be_named():
    told = apart(hedges("modal", "adverb", "noun"), groups={"doubt": ["modal", "adverb"], "chance": ["noun"]})
    assert told["device"].tolist() == ["doubt", "doubt", "chance"]


def test_one_call_of_compare_has_both_groups_in_one_family(spans, demo):
    results = compare(count(demo, apart(spans[spans["device"] == "hedge"])))
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
    ("device", "options", "message"),
    [
        ("irony", {}, r"'irony' was not looked for \(only booster, hedge, naming\); label with it too"),
        ("naming", {"groups": None}, "the codebook has no groups for 'naming'; name them: groups="),
        ("hedge", {"groups": {"doubt": ["modl"]}}, r"groups: hedge has no subtype 'modl'; did you mean 'modal'\?"),
        ("hedge", {"groups": {"doubt": ["xyz"]}}, "groups: hedge has no subtype 'xyz'; there are: adjective, adverb"),
        (
            "hedge",
            {"groups": {"doubt": "modal"}},
            r"groups: a list of subtypes is needed for 'doubt', such as \['modal'\]",
        ),
        (
            "hedge",
            {"groups": {"booster": ["modal"]}},
            "groups: there is a device 'booster' already; give the group another",
        ),
        ("hedge", {"groups": {"a": ["modal"], "b": ["modal"]}}, "groups: 'modal' is in 'a' and in 'b'; choose one"),
    ],
)
def test_what_cannot_be_told_apart_is_an_error_with_the_way_out(device, options, message):
    with pytest.raises(ValueError, match=f"^apart: {message}"):
        apart(hedges("modal"), device, **options)


def test_a_device_with_sources_and_contents_is_not_told_apart(spans):
    with pytest.raises(ValueError, match=r"^apart: attribution has sources and contents beside its cues"):
        apart(spans, "attribution", groups={"quoted": ["direct"]})
