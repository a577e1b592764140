"""Train the attribution network and write its weights; see README.md in this folder.

python train.py OUT TRAIN.jsonl [MORE.jsonl ...] [--taught OUT/taught.pickle] [--start OLD.npz] ...
"""

from __future__ import annotations

import argparse
import copy
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from examples import Example, cue_classes, read_examples
from net import Batch, Net, started, weights
from torch import Tensor, nn
from torch.nn import functional

from framing.attributing.features import FIRST_WORD, Vocabulary

MODEL = Path(__file__).parents[2] / "framing" / "models" / "attribution.npz"
WORDS_A_BATCH = 7000


def batches(examples: list[Example], shuffle: random.Random, *, words: int = WORDS_A_BATCH) -> list[list[Example]]:
    """Put examples of like length together, in random order."""
    ordered = sorted(examples, key=lambda example: len(example.sentences) + 8 * shuffle.random())
    made: list[list[Example]] = [[]]
    for example in ordered:
        if made[-1] and (len(made[-1]) + 1) * len(example.sentences) > words:
            made.append([])
        made[-1].append(example)
    shuffle.shuffle(made)
    return made


def loss(net: nn.Module, examples: list[Example]) -> Tensor:
    """Cross-entropy of cues over words, and of both roles over the words of each possible cue's stretch.

    A cue that is only likely weighs as much as it is likely.
    """
    batch = Batch.of(examples)
    longest = batch.mask.shape[1]
    is_cue = torch.zeros(batch.mask.shape[:2])
    heads = [(i, head) for i, example in enumerate(examples) for head in example.heads]
    is_role = torch.zeros((len(heads), longest, 2))
    number = 0
    for i, example in enumerate(examples):
        total, told = len(example.forms), len(example.heads)
        is_cue[i, :total] = torch.tensor(example.cue.astype(np.float32))
        is_role[number : number + told, :total] = torch.tensor(example.roles.astype(np.float32))
        number += told
    vectors = net.encode(batch)
    cue = functional.binary_cross_entropy_with_logits(net.heads.cue(vectors)[..., 0], is_cue, reduction="none")
    total_loss = 25 * (cue * batch.mask[..., 0]).sum() / batch.mask.sum()
    if heads:
        at = (torch.tensor([item[0] for item in heads]), torch.tensor([item[1] for item in heads]))
        scores = net.heads.roles(vectors, batch, at)
        role = functional.binary_cross_entropy_with_logits(scores, is_role, reduction="none")
        weight = batch.mask[at[0]] * is_cue[at][:, None, None]
        total_loss = total_loss + 2 * (role * weight).sum() / weight.sum()
    return total_loss


def train(net: Net, examples: list[Example], epochs: int, seed: int) -> Net:
    """Train by AdamW on a one-cycle schedule; return the running average of the weights."""
    shuffle = random.Random(seed)
    rest = [value for name, value in net.named_parameters() if name != "word.weight"]
    groups = [{"params": [net.word.weight], "weight_decay": 0.0}, {"params": rest, "weight_decay": 1e-3}]
    optimiser = torch.optim.AdamW(groups, lr=2e-3)
    steps = int(epochs * len(batches(examples, shuffle)) * 1.02) + 10
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [5e-4, 2e-3], total_steps=steps, pct_start=0.15)
    average = copy.deepcopy(net).eval().requires_grad_(requires_grad=False)
    began = time.monotonic()
    for epoch in range(epochs):
        losses = []
        for batch in batches(examples, shuffle):
            value = loss(net, batch)
            optimiser.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            losses.append(value.item())
            with torch.no_grad():
                for mean, now in zip(average.parameters(), net.parameters(), strict=True):
                    mean.lerp_(now, 0.004)
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {time.monotonic() - began:.0f} s", flush=True)
    return average


def vocabulary_of(folder: Path, classes: dict[str, int]) -> Vocabulary:
    """Give the vocabulary that `vectors.py` made."""
    with np.load(folder / "vectors.npz") as stored:
        return Vocabulary(stored["words"].tolist(), stored["tags"].tolist(), classes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("train", type=Path, nargs="+", help="a file named twice counts twice")
    parser.add_argument("--taught", type=Path, help="examples labelled by teacher.py, learned from besides")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--to", type=Path, default=MODEL)
    parser.add_argument("--start", type=Path, help="weights to go on from, instead of OUT/vectors.npz")
    parser.add_argument("--keep", type=float, default=0.15, help="share of the weights of --start in the result")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    old = dict(np.load(options.start)) if options.start else {}
    if old:
        words, cues = (old[name].tobytes().decode().split("\n") for name in ("vocabulary", "cues"))
        classes, tags = dict(zip(cues, map(int, old["cue_classes"]), strict=True)), old["tags"]
        vocabulary, known = Vocabulary(words, tags.tolist(), classes), _vectors(old)
    else:
        classes = cue_classes()
        vocabulary = vocabulary_of(options.out, classes)
        with np.load(options.out / "vectors.npz") as stored:
            words, tags = stored["words"].tolist(), stored["tags"]
            known = np.zeros((len(words) + FIRST_WORD, stored["vectors"].shape[1]), dtype=np.float32)
            known[FIRST_WORD:], known[FIRST_WORD - 3 : FIRST_WORD] = stored["vectors"], stored["marks"]
            known[1] = stored["vectors"][2000:].mean(axis=0)  # an unknown word is like a rare one
    examples = [example for path in options.train for example in read_examples(path, vocabulary)]
    if options.taught:
        with options.taught.open("rb") as file:
            taught = pickle.load(file)
        for example in taught:
            example.features = vocabulary.features(example.forms, example.features[:, 6], example.features[:, 7])
        examples += taught
    print(f"{len(examples):,} stretches, {sum(len(example.heads) for example in examples):,} attributions")
    net = Net(known)
    if old:
        started(net, old)
    new = weights(train(net, examples, options.epochs, options.seed), words, tags, classes)
    np.savez_compressed(options.to, **(_mixed(old, new, options.keep) if old else new))
    print(f"{options.to.name}: {options.to.stat().st_size / 1e6:.1f} MB")


def _vectors(stored: dict[str, np.ndarray]) -> np.ndarray:
    return stored["word"].astype(np.float32) * stored["word_scale"].astype(np.float32)[:, None]


def _mixed(old: dict[str, np.ndarray], new: dict[str, np.ndarray], keep: float) -> dict[str, np.ndarray]:
    """Average two sets of weights, of which the second was trained on from the first (Wortsman et al. 2022)."""
    mixed = {
        name: (keep * old[name].astype(np.float32) + (1 - keep) * value.astype(np.float32)).astype(np.float16)
        if value.dtype == np.float16
        else value
        for name, value in new.items()
    }
    vectors = keep * _vectors(old) + (1 - keep) * _vectors(new)
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-6) / 127
    return mixed | {"word": np.round(vectors / scale[:, None]).astype(np.int8), "word_scale": scale.astype(np.float16)}


if __name__ == "__main__":
    main()
