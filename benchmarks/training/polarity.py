"""Train the polarity network that is shipped, on coded and on taught mentions; see README.md in this folder.

python polarity.py OUT CODED.jsonl TEXTS.jsonl.gz [--encoder FOLDER] [--test]

OUT has ``polarity_taught.pickle`` where a teacher labelled further mentions (`polarity_teacher.py`). ENCODER gives each
word the vector that a sentence encoder has for it alone. Words of opinion come from VADER (MIT).
"""

from __future__ import annotations

import argparse
import copy
import gzip
import json
import pickle
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from compact import compact
from polarity_places import Coded, places
from sklearn.metrics import accuracy_score, f1_score, recall_score
from torch import Tensor, nn

from framing.targeting.window import FIRST_WORD, SIZES, Window, window_of

VOCABULARY, VECTOR, WIDTH, HEADS, ATTENTION, DILATIONS = 20_000, 96, 128, 4, 48, (1, 2, 4)
AT_ONCE = 64


class Student(nn.Module):
    """The network of `framing/targeting/network.py`, as torch trains it."""

    def __init__(self, vectors: Tensor) -> None:
        super().__init__()
        self.word = nn.Embedding.from_pretrained(vectors, freeze=False)
        self.suffix, self.shape = nn.Embedding(SIZES["suffix"], 16), nn.Embedding(SIZES["shape"], 4)
        self.distance = nn.Embedding(SIZES["distance"], 12)
        self.input = nn.Linear(vectors.shape[1] + 16 + 4 + 12, WIDTH)
        self.conv = nn.ModuleList([nn.Conv1d(WIDTH, WIDTH, 3, dilation=d, padding=d) for d in DILATIONS])
        self.key, self.query = nn.Linear(WIDTH, ATTENTION, bias=False), nn.Linear(WIDTH, ATTENTION, bias=False)
        self.attention_distance = nn.Embedding(SIZES["distance"], ATTENTION)
        self.attend = nn.Linear(ATTENTION, HEADS, bias=False)
        self.hidden, self.out = nn.Linear(WIDTH * (2 + HEADS), WIDTH), nn.Linear(WIDTH, 3)
        self.drop = nn.Dropout(0.3)
        for table in (self.suffix, self.shape, self.distance, self.attention_distance):
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, codes: Tensor, mask: Tensor) -> Tensor:
        word, suffix, shape, distance = codes
        if self.training:  # words that are not known are met in earnest too
            word = torch.where((torch.rand(word.shape) < 0.08) & (word >= FIRST_WORD), 3, word)
        tables = [self.word(word), self.suffix(suffix), self.shape(shape), self.distance(distance)]
        x = torch.relu(self.input(self.drop(torch.cat(tables, dim=2)))) * mask
        for layer in self.conv:
            x = (x + torch.relu(layer(self.drop(x).transpose(1, 2)).transpose(1, 2))) * mask
        own = x[torch.arange(len(x)), (distance == 0).float().mul(mask[..., 0]).argmax(1)]
        scores = torch.tanh(self.key(x) + self.query(own)[:, None] + self.attention_distance(distance))
        shares = torch.softmax(self.attend(scores).masked_fill(mask == 0, -1e9), dim=1)
        seen = torch.einsum("bth,btw->bhw", shares, x).flatten(1)
        whole = x.masked_fill(mask == 0, -1e9).max(dim=1).values
        return self.out(self.drop(torch.relu(self.hidden(self.drop(torch.cat([own, seen, whole], dim=1))))))


def batch(windows: Sequence[Window]) -> tuple[Tensor, Tensor]:
    """Put mentions together; those with fewer words end in zeros, which are no word."""
    size = max(len(window.word) for window in windows)
    codes = torch.zeros(4, len(windows), size, dtype=torch.long)
    codes[3] = 12
    mask = torch.zeros(len(windows), size, 1)
    for row, window in enumerate(windows):
        codes[:, row, : len(window.word)] = torch.tensor(window)
        mask[row, : len(window.word)] = 1
    return codes, mask


def words_of(texts: Path, coded: Sequence[Coded]) -> list[str]:
    """Give the most frequent words that are not names, of the texts and of the coded sentences."""
    count: Counter[str] = Counter()
    for line in gzip.decompress(texts.read_bytes()).splitlines():
        words = json.loads(line)["text"].replace("’", "'").split()
        count.update(_bare(word) for word in words if word[:1].islower() or word[:1] in "“\"'(")
    for place in coded:
        count.update({_bare(word): 3 for word in place.text.replace("’", "'").split() if word.islower()})
    marks = [",", ".", "?", "!", ";", ":", '"', "“", "”", "(", ")", "-", "—", "'s", "$", "%"]
    common = [word for word, _ in count.most_common(2 * VOCABULARY) if word and word.islower() and word not in marks]
    return [*marks, *common][:VOCABULARY]


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"'“”‘()[]—")


def vectors_of(words: Sequence[str], encoder: Path, kept: Path) -> np.ndarray:
    """Give each word the vector that an encoder has for it alone, in fewer dimensions."""
    if kept.exists():
        return np.load(kept)
    from sklearn.decomposition import PCA
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(encoder), AutoModel.from_pretrained(encoder).eval()
    found = np.zeros((len(words), model.config.hidden_size), dtype=np.float32)
    order = sorted(range(len(words)), key=lambda i: len(words[i]))
    with torch.no_grad():
        for first in range(0, len(order), 256):
            some = order[first : first + 256]
            pieces = tokenizer([words[i] for i in some], padding=True, return_tensors="pt")
            state = model(**pieces).last_hidden_state * pieces["attention_mask"][..., None]
            found[some] = (state.sum(1) / pieces["attention_mask"].sum(1, keepdim=True)).numpy()
    reduced = PCA(VECTOR, random_state=0).fit_transform(found)
    reduced /= reduced.std()
    np.save(kept, reduced)
    return reduced


def opinions(words: Sequence[str]) -> np.ndarray:
    """Give each word its valence in VADER, 0 where that lacks it."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    valence = SentimentIntensityAnalyzer().lexicon
    return np.array([[valence.get(word, 0) / 2] for word in words], dtype=np.float32)


def windows_of(some: Sequence[Coded], known: dict[str, int]) -> list[Window]:
    return [window_of(place.text, (0, len(place.text)), (place.start, place.end), known) for place in some]


def scores(gold: Sequence[int], told: np.ndarray) -> str:
    labels = [-1, 0, 1]
    each = f1_score(gold, told, average=None, labels=labels).round(3).tolist()
    return (
        f"macro F1 {f1_score(gold, told, average='macro', labels=labels):.4f}, F1 {each}, "
        f"accuracy {accuracy_score(gold, told):.4f}, recall {recall_score(gold, told, average='macro'):.4f}"
    )


def predict(student: Student, windows: Sequence[Window]) -> np.ndarray:
    student.eval()
    told = np.zeros((len(windows), 3), dtype=np.float32)
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].word))
    with torch.no_grad():
        for first in range(0, len(order), 256):
            some = order[first : first + 256]
            told[some] = student(*batch([windows[i] for i in some])).numpy()
    return told


def train(student: Student, windows: Sequence[Window], targets: Tensor, weights: Tensor, *, epochs: int, rate: float,
          seed: int, check: tuple[Sequence[Window], Sequence[int]], quiet: bool = False) -> Student:  # fmt: skip
    """Fit to targets that are distributions; give the running average of the weights."""
    shuffle, average = random.Random(seed), copy.deepcopy(student)
    optimiser = torch.optim.AdamW(student.parameters(), lr=rate, weight_decay=0.02)
    steps = epochs * (len(windows) // AT_ONCE + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps + 1, pct_start=0.15)
    began = time.monotonic()
    for epoch in range(epochs):
        student.train()
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].word) + shuffle.random() * 12)
        groups = [order[first : first + AT_ONCE] for first in range(0, len(order), AT_ONCE)]
        shuffle.shuffle(groups)
        for group in groups:
            told = student(*batch([windows[i] for i in group]))
            each = -(targets[group] * torch.log_softmax(told, dim=1)).sum(1)
            value = (each * weights[group]).sum() / weights[group].sum()
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            with torch.no_grad():
                for mean, now in zip(average.parameters(), student.parameters(), strict=True):
                    mean.lerp_(now, 0.01)
        if not quiet:
            told = predict(average, check[0]).argmax(1) - 1
            print(f"epoch {epoch + 1}: {scores(check[1], told)}, {time.monotonic() - began:.0f} s", flush=True)
    return average


def calibrated(logits: np.ndarray, gold: np.ndarray) -> float:
    """Give the factor of the logits with the least log loss (temperature scaling; Guo et al. 2017)."""

    def loss(factor: float) -> float:
        scaled = logits * factor
        return float((np.log(np.exp(scaled).sum(1)) - scaled[np.arange(len(gold)), gold]).mean())

    return min(np.linspace(0.3, 2.0, 86), key=loss)


def store(student: Student, words: Sequence[str], temperature: float, path: Path) -> None:
    """Write the weights in few bits."""
    get = {name: value.detach().numpy() for name, value in student.state_dict().items()}
    stored = {
        "vocabulary": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        "dilations": np.array(DILATIONS), "temperature": np.array(temperature, dtype=np.float32),
        "input": get["input.weight"].T, "input_bias": get["input.bias"],
        "hidden": get["hidden.weight"].T, "hidden_bias": get["hidden.bias"],
        "out": get["out.weight"].T, "out_bias": get["out.bias"],
        "key": get["key.weight"].T, "query": get["query.weight"].T, "attend": get["attend.weight"].T,
    }  # fmt: skip
    for name in ("word", "suffix", "shape", "distance", "attention_distance"):
        stored[name] = get[f"{name}.weight"]
    for number in range(len(DILATIONS)):
        stored[f"conv{number}"] = get[f"conv.{number}.weight"].transpose(2, 1, 0)
        stored[f"conv{number}_bias"] = get[f"conv.{number}.bias"]
    np.savez_compressed(path, **compact(stored))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("coded", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--gold", action="store_true", help="leave the teacher's labels out")
    parser.add_argument("--test", action="store_true", help="read the held-out part, once, for the report")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    coded = places(options.coded)
    parts = {part: [place for place in coded if place.part == part] for part in ("train", "development", "test")}
    words = words_of(options.texts, parts["train"])
    known = {word: number for number, word in enumerate(words, start=FIRST_WORD)}
    vectors = np.concatenate([vectors_of(words, options.encoder, options.out / "vectors.npy"), opinions(words)], axis=1)
    table = torch.tensor(np.concatenate([np.zeros((FIRST_WORD, vectors.shape[1])), vectors]), dtype=torch.float32)
    taught = options.out / "polarity_taught.pickle"
    teacher = [(Coded(*place), logits) for place, logits in pickle.loads(taught.read_bytes())] \
        if taught.exists() and not options.gold else []  # fmt: skip
    by_place = {place[:3]: logits for place, logits in teacher}
    further = [(place, logits) for place, logits in teacher if place.polarity is None]
    check = windows_of(parts["development"], known), [place.polarity for place in parts["development"]]
    some = [*parts["train"], *(place for place, _ in further)]
    targets = torch.zeros(len(some), 3)
    for row, place in enumerate(some):
        own = torch.softmax(torch.tensor(by_place[place[:3]]), 0) if place[:3] in by_place else None
        if place.polarity is None:
            targets[row] = own
        else:
            gold = torch.full((3,), 0.03)
            gold[place.polarity + 1] = 0.94
            targets[row] = gold if own is None else 0.6 * gold + 0.4 * own
    weights = torch.tensor([1.0 if place.polarity is not None else 0.7 for place in some])
    windows = windows_of(some, known)
    print(f"{len(parts['train']):,} coded, {len(further):,} taught, {len(check[1]):,} to check", flush=True)
    student = train(Student(table), windows, targets, weights, epochs=options.epochs, rate=2e-3, seed=0, check=check)
    logits = predict(student, check[0])
    print("development:", scores(check[1], logits.argmax(1) - 1))
    temperature = calibrated(logits, np.array(check[1]) + 1)
    print(f"temperature {temperature:.2f}")
    store(student, words, temperature, options.out / "polarity.npz")
    if options.test:
        gold = [place.polarity for place in parts["test"]]
        told = predict(student, windows_of(parts["test"], known))
        print("test:", scores(gold, told.argmax(1) - 1))


if __name__ == "__main__":
    main()
