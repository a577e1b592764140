"""Frames from elements: known clusters are recovered, noise is noted, and the codes are those of the clusters."""

import numpy as np
import pandas as pd
import pytest
from code_tables import code_table

import framing
from framing.code_table import check_codes

N = 120
FRAME = np.repeat([0, 1, 2], [50, 40, 30])
NAMES = [f"{frame}_{number}" for frame in ("blame", "remedy", "victim") for number in (1, 2, 3)]


def elements(chances, seed=0, **columns):
    """Codes of elements that each article has with its frame's chance."""
    values = (np.random.default_rng(seed).random(chances.shape) < chances).astype(int)
    return code_table(values, NAMES[: chances.shape[1]], **columns)


def frames(seed=0, high=0.85, low=0.08):
    return elements(np.where(np.repeat(np.eye(3), 3, axis=1) > 0, high, low)[FRAME], seed)


def of_two_units(codes, code):
    return codes.assign(unit=np.where(codes["code"] == code, "sentence", "article"), start=0, end=1)


NOISE = np.full((N, 9), 0.35)


@pytest.fixture(scope="module")
def found():
    return framing.cluster_elements(frames(), draws=20)


def test_known_frames_are_recovered(found):
    wide = found.codes.pivot_table(index="doc_id", columns="code", values="value").loc[[f"d{i}" for i in range(N)]]
    cluster = wide.to_numpy().argmax(axis=1)
    assert (len(found.frames), (cluster == FRAME).mean() > 0.9, found.frames["stability"].min() > 0.75) == (
        3,
        True,
        True,
    )


def test_a_frame_is_named_by_the_elements_that_set_it_apart(found):
    assert [set(text.split(", ")) for text in found.frames["elements"]] == [set(NAMES[i : i + 3]) for i in (0, 3, 6)]


def test_the_shares_of_elements_are_those_of_the_articles_of_the_frame(found):
    table = found.codes[found.codes["value"] == 1].merge(frames(), on="doc_id", suffixes=("", "_element"))
    expected = table.groupby(["code", "code_element"])["value_element"].agg(["sum", "mean"])
    told = found.elements.set_index(["code", "element"]).loc[expected.index]
    np.testing.assert_allclose(told[["n", "share"]].to_numpy(float), expected.to_numpy(float))


def test_explained_is_the_share_of_the_squares_between_clusters(found):
    rows = frames().pivot_table(index="doc_id", columns="code", values="value")
    frame = found.codes[found.codes["value"] == 1].set_index("doc_id")["code"].reindex(rows.index)
    within = sum(((own - own.mean()) ** 2).to_numpy().sum() for _, own in rows.groupby(frame))
    total = ((rows - rows.mean()) ** 2).to_numpy().sum()
    assert found.choice.set_index("chosen")["explained"][True] == pytest.approx(1 - within / total)


def test_codes_of_frames_are_counted_and_compared(found):
    check_codes(found.codes)
    articles = pd.DataFrame(
        {"doc_id": [f"d{i}" for i in range(N)], "outlet": ["Bee", "Sun"] * (N // 2), "text": "Rain."}
    )
    counts = framing.count(articles, found.codes.assign(start=0, end=5))
    rates = framing.rates(counts)
    assert rates.groupby("group", observed=True)["rate"].sum().round(6).tolist() == [1, 1]


@pytest.mark.parametrize("seed", range(3))
def test_noise_is_noted_and_its_clusters_are_not_stable(seed):
    with pytest.warns(framing.Note, match="go together no more than by chance"):
        found = framing.cluster_elements(elements(NOISE, seed), k=3, draws=20)
    assert found.frames["note"].str.contains("not to be interpreted").all()
    assert found.frames["stability"].mean() < 0.6


def test_the_same_seed_gives_the_same_tables(found):
    again = framing.cluster_elements(frames(), draws=20)
    pd.testing.assert_frame_equal(found.frames, again.frames)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda codes: codes.drop(index=codes.index[:2]), "2 of 120 articles lack the answer"),
        (lambda codes: codes.assign(value=codes["value"].where(codes["code"] != "blame_1", 1)), "all or none"),
        (
            lambda codes: codes.assign(value=codes["value"].where(codes["code"] != "blame_1", codes["doc_id"] == "d3")),
            "fewer than 5 % of the articles have blame_1",
        ),
    ],
)
def test_what_is_left_out_is_noted(change, said):
    with pytest.warns(framing.Note, match=said):
        framing.cluster_elements(change(frames()), draws=2)


@pytest.mark.parametrize(
    ("codes", "options", "message"),
    [
        (pd.concat([frames(), frames().assign(coder="Ben")]), {}, "codes of several coders \\(Ann, Ben\\)"),
        (of_two_units(frames(), "blame_1"), {}, "codes of several units \\(sentence, article\\)"),
        (frames().assign(value=3), {}, "values other than 0 and 1"),
        (frames(), {"k": 1}, "give 2 <= k <= most"),
        (frames().query("doc_id in ['d1', 'd2', 'd60']"), {}, "20 to 5,000 can be clustered"),
        (frames().query("code == 'blame_1'"), {}, "1 elements vary; two are needed"),
        (frames().query("code in ['blame_1', 'victim_1']"), {}, "4 different patterns of elements"),
    ],
)
def test_elements_that_cannot_be_clustered_are_refused(codes, options, message):
    with pytest.raises(ValueError, match=message) as error:
        framing.cluster_elements(codes, **options)
    assert "\n" not in str(error.value)
