"""Train a large teacher of the polarity network, and let it label further sentences; see README.md in this folder.

python polarity_teacher.py OUT CODED.jsonl ENCODER TEXTS.jsonl.gz [--frozen 4] [--layers 7] [--number 12000]

ENCODER is a folder with MPNet and its tokenizer, as `transformers` reads them. Its lowest layers stay as they are and
are run once; a learned vector marks the target above them.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from polarity_places import Coded, places, uncoded
from sklearn.metrics import f1_score
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

MOST_PIECES, AT_ONCE, HEAD_RATE = 96, 24, 5e-4
REACH = 160  # characters of a sentence each way that are looked at


class Teacher(nn.Module):
    """The upper layers of an encoder, which see where the target is, and a head of three classes."""

    def __init__(self, folder: Path, frozen: int, layers: int) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        encoder = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.lower = nn.ModuleList(encoder.encoder.layer[:frozen])
        self.embeddings, self.bias = encoder.embeddings, encoder.encoder
        for one in (*self.lower.parameters(), *self.embeddings.parameters(), self.bias.relative_attention_bias.weight):
            one.requires_grad_(requires_grad=False)
        self.upper = nn.ModuleList(encoder.encoder.layer[frozen:layers])
        self.bias.layer = nn.ModuleList()
        width = encoder.config.hidden_size
        self.mark = nn.Parameter(torch.randn(width) * 0.02)
        self.head = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(2 * width, 256), nn.GELU(), nn.Dropout(0.1), nn.Linear(256, 3)
        )

    @torch.no_grad()
    def below(self, some: Sequence[Coded]) -> list[tuple[Tensor, Tensor]]:
        """Give the states above the frozen layers, and which pieces are the target, place by place."""
        found: dict[int, tuple[Tensor, Tensor]] = {}
        windows = [window(place) for place in some]
        order = sorted(range(len(some)), key=lambda i: len(windows[i].text))
        for first in range(0, len(some), 32):
            numbers = order[first : first + 32]
            part = [windows[i] for i in numbers]
            pieces = self.tokenizer(
                [place.text for place in part], padding=True, truncation=True, max_length=MOST_PIECES,
                return_offsets_mapping=True, return_tensors="pt",
            )  # fmt: skip
            mask = pieces["attention_mask"]
            hidden = self.embeddings(input_ids=pieces["input_ids"])
            hidden = self._run(self.lower, hidden, mask)
            for row, place in enumerate(part):
                size = int(mask[row].sum())
                offsets = pieces["offset_mapping"][row, :size]
                is_target = (offsets[:, 0] < place.end) & (offsets[:, 1] > place.start)
                found[numbers[row]] = hidden[row, :size].half(), is_target
        return [found[i] for i in range(len(some))]

    def _run(self, layers: nn.ModuleList, hidden: Tensor, mask: Tensor) -> Tensor:
        bias = self.bias.compute_position_bias(hidden)
        closed = (1.0 - mask[:, None, None, :].float()) * -1e9
        for layer in layers:
            hidden = layer(hidden, closed, bias)[0]
        return hidden

    def forward(self, states: Sequence[tuple[Tensor, Tensor]]) -> Tensor:
        size = max(len(state) for state, _ in states)
        hidden = torch.zeros(len(states), size, states[0][0].shape[1])
        mask, target = torch.zeros(len(states), size), torch.zeros(len(states), size)
        for row, (state, is_target) in enumerate(states):
            hidden[row, : len(state)], mask[row, : len(state)], target[row, : len(state)] = state.float(), 1, is_target
        hidden = self._run(self.upper, hidden + target[..., None] * self.mark, mask)
        told = (hidden * target[..., None]).sum(1) / target.sum(1, keepdim=True).clamp(min=1)
        return self.head(torch.cat([told, hidden[:, 0]], dim=1))


def window(place: Coded) -> Coded:
    """Cut a long sentence to what is near the target, at spaces."""
    text, first, last = place.text, place.start - REACH, place.end + REACH
    first = text.find(" ", first, place.start) + 1 if first > 0 else 0
    last = text.rfind(" ", place.end, last) if last < len(text) else len(text)
    last = last if last > 0 else len(text)
    return place._replace(text=text[first:last], start=place.start - first, end=place.end - first)


def batches(states: Sequence[tuple[Tensor, Tensor]], shuffle: random.Random | None) -> Iterator[list[int]]:
    """Give places of similar length together."""
    order = sorted(range(len(states)), key=lambda i: len(states[i][0]) + (shuffle.random() * 6 if shuffle else 0))
    groups = [order[first : first + AT_ONCE] for first in range(0, len(order), AT_ONCE)]
    if shuffle:
        shuffle.shuffle(groups)
    yield from groups


@torch.no_grad()
def tell(teacher: Teacher, states: Sequence[tuple[Tensor, Tensor]]) -> np.ndarray:
    """Give the logits of each place."""
    teacher.eval()
    told = np.zeros((len(states), 3), dtype=np.float32)
    for group in batches(states, None):
        told[group] = teacher([states[i] for i in group]).numpy()
    return told


def train(
    teacher: Teacher,
    states: Sequence[tuple[Tensor, Tensor]],
    coded: Sequence[Coded],
    options: argparse.Namespace,
    check: tuple[Sequence[tuple[Tensor, Tensor]], Sequence[Coded]],
) -> None:
    """Fine-tune the upper layers by AdamW, gently, and the head as a new network."""
    shuffle = random.Random(options.seed)
    gold = torch.tensor([place.polarity + 1 for place in coded])
    steps = options.epochs * len(list(batches(states, None)))
    groups = [{"params": teacher.upper.parameters()}, {"params": [teacher.mark, *teacher.head.parameters()]}]
    optimiser = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [options.rate, HEAD_RATE], total_steps=steps + 1, pct_start=0.1, anneal_strategy="linear"
    )
    began = time.monotonic()
    for epoch in range(options.epochs):
        teacher.train()
        losses: list[float] = []
        for group in batches(states, shuffle):
            value = nn.functional.cross_entropy(teacher([states[i] for i in group]), gold[group], label_smoothing=0.05)
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(value.item())
            if len(losses) % 25 == 0:
                print(f"  {len(losses)}: {np.mean(losses[-25:]):.3f}, {time.monotonic() - began:.0f} s", flush=True)
        told = tell(teacher, check[0]).argmax(1) - 1
        score = f1_score([place.polarity for place in check[1]], told, average="macro")
        print(f"epoch {epoch + 1}: development macro F1 {score:.3f}, {time.monotonic() - began:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("coded", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--frozen", type=int, default=4)
    parser.add_argument("--layers", type=int, default=7)
    parser.add_argument("--rate", type=float, default=7e-5)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--number", type=int, default=12_000, help="of further mentions that are labelled")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(2)
    coded = places(options.coded)
    teacher = Teacher(options.encoder, options.frozen, options.layers).eval()
    parts = {part: [place for place in coded if place.part == part] for part in ("train", "development")}
    states = {part: teacher.below(some) for part, some in parts.items()}
    print({part: len(some) for part, some in parts.items()}, flush=True)
    learned = options.out / "polarity_teacher.pt"
    if learned.exists():
        teacher.load_state_dict(torch.load(learned))
    else:
        train(teacher, states["train"], parts["train"], options, (states["development"], parts["development"]))
        torch.save(teacher.state_dict(), learned)
    taught = [(place, logits) for part, some in parts.items()
              for place, logits in zip(some, tell(teacher, states[part]), strict=True)]  # fmt: skip
    further = uncoded(options.texts, options.number, [place for place in coded if place.part != "train"])
    began = time.monotonic()
    for first in range(0, len(further), 2000):
        some = further[first : first + 2000]
        taught += zip(some, tell(teacher, teacher.below(some)), strict=True)
        with (options.out / "polarity_taught.pickle").open("wb") as file:
            pickle.dump([(tuple(place), logits) for place, logits in taught], file)
        print(f"{len(taught):,} labelled, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
