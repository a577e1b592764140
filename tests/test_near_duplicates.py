"""Shared wording is counted exactly, once hashing has proposed where to look."""

import random

import numpy as np
import pytest

from framing.copies.near_duplicates import SHINGLE_WORDS, Pair, groups_of, pairs_that_share, shingles

WORDS = [f"{start}{end}" for start in "mill rain ferry north bank".split() for end in "abcdefghijklmnopqrstuvw"]


def text_of(seed, length=200):
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def pair_of(*texts):
    return pairs_that_share([shingles(text) for text in texts])


def test_a_text_has_a_shingle_for_each_place_it_can_start():
    assert len(shingles(text_of(0))) == 200 - SHINGLE_WORDS + 1


@pytest.mark.parametrize("other", ["THE MILL WILL CLOSE IN MAY!", "“The mill\nwill\u00a0close — in May.”"])
def test_case_punctuation_and_spaces_do_not_count(other):
    assert np.array_equal(shingles("The mill will close in May"), shingles(other))


def test_the_order_of_words_counts():
    assert not np.array_equal(shingles("a b c d e"), shingles("e d c b a"))


def test_equal_texts_share_everything():
    assert pair_of(text_of(1), text_of(1)) == [Pair(0, 1, 1.0, 1.0)]


def test_other_texts_are_no_pair():
    assert pair_of(text_of(1), text_of(2)) == []


def test_texts_without_words_are_no_pair():
    assert pair_of("", "…") == []


@pytest.mark.parametrize("part", [0.3, 0.5, 0.8])
def test_a_shortened_copy_is_found_and_shares_all_of_itself(part):
    words = text_of(3, 400).split()
    short = " ".join(words[: int(400 * part)])
    assert pair_of(text_of(3, 400), short)[0].of_right == 1.0


def test_the_share_is_of_each_text():
    shared = text_of(4, 104)
    found = pair_of(shared, f"{shared} {text_of(5, 100)}")[0]
    assert (found.of_left, found.of_right) == (1.0, 0.5)


def test_the_same_seed_gives_the_same_pairs():
    texts = [shingles(text_of(number % 7, 150)) for number in range(40)]
    assert pairs_that_share(texts, seed=3) == pairs_that_share(texts, seed=3)


def test_another_seed_finds_the_same_near_duplicates():
    texts = [shingles(text_of(number % 7, 150)) for number in range(40)]
    assert pairs_that_share(texts, seed=3) == pairs_that_share(texts, seed=4)


def test_nine_in_ten_pairs_that_share_a_third_of_the_longer_text_are_found():
    texts = [
        text for seed in range(60) for text in (text_of(seed, 300), f"{text_of(seed, 100)} {text_of(-seed - 1, 200)}")
    ]
    found = {(pair.left, pair.right) for pair in pair_of(*texts)}
    assert len(found & {(2 * seed, 2 * seed + 1) for seed in range(60)}) >= 54


def test_groups_are_numbered_by_their_first_text():
    assert groups_of(5, [Pair(1, 4, 1, 1), Pair(0, 3, 1, 1)], share=0.5).tolist() == [0, 1, -1, 0, 1]


@pytest.mark.parametrize(("share", "groups"), [(0.4, [0, 0]), (0.5, [-1, -1])])
def test_a_group_needs_the_share_of_its_shorter_text(share, groups):
    assert groups_of(2, [Pair(0, 1, 0.1, 0.4)], share=share).tolist() == groups


def test_no_text_makes_no_group():
    assert groups_of(0, [], share=0.5).tolist() == []
