"""Shared wording is counted exactly, whichever way the work is divided."""

import random

import numpy as np
import pytest

from framing.copies import near_duplicates
from framing.copies.near_duplicates import SHINGLE_WORDS, shared_wording, shingles

WORDS = [f"{start}{end}" for start in "mill rain ferry north bank".split() for end in "abcdefghijklmnopqrstuvw"]


def text_of(seed, length=200):
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def shared(*texts, share=0.5):
    return shared_wording([shingles(text) for text in texts], share=share)


def mixed_texts(seed, size=60):
    """Give sets of runs of every kind: copies, parts, standing runs that many have, runs of their own, and nothing."""
    generator = random.Random(seed)
    standing = [generator.sample(range(30), generator.randint(0, 12)) for _ in range(6)]
    return [
        np.unique(
            np.array(
                [
                    *generator.choice(standing),
                    *generator.sample(range(60), generator.randint(0, 6)),
                    *generator.sample(range(1000, 9000), generator.randint(0, 9)),
                ],
                dtype=np.uint64,
            )
        )
        for _ in range(size)
    ]


def by_comparing_all(texts, share):
    """Compare every two texts, one by one: the group, the nearest and the share of each."""
    sets = [set(runs.tolist()) for runs in texts]
    group = list(range(len(sets)))
    nearest, shares = [], []
    for place, own in enumerate(sets):
        both = [0 if other == place else len(own & runs) for other, runs in enumerate(sets)]
        nearest.append(both.index(max(both)) if max(both) else -1)
        shares.append(max(both) / max(len(own), 1))
        near = {group[other] for other, n in enumerate(both) if n and n / min(len(own), len(sets[other])) >= share}
        group = [group[place] if number in near else number for number in group]
    numbers = {}
    return (
        [numbers.setdefault(number, len(numbers)) if group.count(number) > 1 else -1 for number in group],
        nearest,
        shares,
    )


def test_a_text_has_a_shingle_for_each_place_it_can_start():
    assert len(shingles(text_of(0))) == 200 - SHINGLE_WORDS + 1


@pytest.mark.parametrize("other", ["THE MILL WILL CLOSE IN MAY!", "“The mill\nwill\u00a0close — in May.”"])
def test_case_punctuation_and_spaces_do_not_count(other):
    assert np.array_equal(shingles("The mill will close in May"), shingles(other))


def test_the_order_of_words_counts():
    assert not np.array_equal(shingles("a b c d e"), shingles("e d c b a"))


def test_equal_texts_share_everything():
    assert shared(text_of(1), text_of(1)).share.tolist() == [1.0, 1.0]


def test_other_texts_share_nothing():
    assert shared(text_of(1), text_of(2)).nearest.tolist() == [-1, -1]


def test_texts_without_words_are_no_pair():
    assert shared("", "…").group.tolist() == [-1, -1]


@pytest.mark.parametrize("part", [0.03, 0.3, 0.5, 0.8])
def test_a_shortened_copy_is_found_and_shares_all_of_itself(part):
    words = text_of(3, 400).split()
    assert shared(text_of(3, 400), " ".join(words[: int(400 * part)])).share[1] == 1.0


def test_the_share_is_of_each_text():
    part = text_of(4, 104)
    assert shared(part, f"{part} {text_of(5, 100)}").share.tolist() == [1.0, 0.5]


def test_every_pair_that_shares_a_little_is_found():
    texts = [
        text for seed in range(60) for text in (text_of(seed, 300), f"{text_of(seed, 20)} {text_of(1000 + seed, 280)}")
    ]
    assert shared(*texts).nearest.tolist() == [place ^ 1 for place in range(120)]


@pytest.mark.parametrize("rare", [1, 3, 200])
@pytest.mark.parametrize("work", [1, 50, 1_000_000])
@pytest.mark.parametrize("share", [0.2, 0.5, 1.0])
def test_the_result_is_that_of_comparing_all_texts(monkeypatch, rare, work, share):
    monkeypatch.setattr(near_duplicates, "_RARE", rare)
    monkeypatch.setattr(near_duplicates, "_WORK", work)
    texts = mixed_texts(seed=rare)
    assert tuple(column.tolist() for column in shared_wording(texts, share=share)) == by_comparing_all(texts, share)


def test_more_combinations_of_common_runs_than_are_compared_lose_no_group_of_copies(monkeypatch):
    monkeypatch.setattr(near_duplicates, "_RARE", 3)
    monkeypatch.setattr(near_duplicates, "_SETS", 5)
    page = text_of(7, 60).split()
    texts = [" ".join([*page[: place % 8], *page[place % 8 + 1 :]]) for place in range(80)]
    assert shared(*texts, share=0.5).group.tolist() == [0] * 80


def test_groups_are_numbered_by_their_first_text():
    assert shared(*(text_of(seed) for seed in (1, 2, 3, 1, 2))).group.tolist() == [0, 1, -1, 0, 1]


@pytest.mark.parametrize(("share", "groups"), [(0.4, [0, 0]), (0.6, [-1, -1])])
def test_a_group_needs_the_share_of_its_shorter_text(share, groups):
    part = text_of(4, 104)
    texts = (f"{part} {text_of(5, 100)}", f"{part} {text_of(6, 200)}")
    assert shared(*texts, share=share).group.tolist() == groups


def test_no_text_makes_no_group():
    assert shared_wording([], share=0.5).group.tolist() == []
