"""Train a large teacher of the attribution network, and let it label further texts; see README.md in this folder.

python teacher.py OUT TRAIN.jsonl ENCODER TEXTS.jsonl[.gz] ... [--then CODED.jsonl] [--layers 6] ...

ENCODER is a folder with a BERT-like encoder and its tokenizer, as `transformers` reads them. The teacher is not
shipped: what it is sure and unsure of teaches the small network more than the coded articles alone can.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from examples import Example, articles, cue_classes, read_examples, stretches
from net import Batch, Heads
from torch import Tensor, nn
from train import batches, loss, vocabulary_of
from transformers import AutoModel, AutoTokenizer

from framing.attributing.features import CLOSING, OPENING, OTHER_MARK, SIZES

WORDS_A_BATCH, NEW_RATE = 1500, 2e-3
LEAST_CUE = 0.08  # the roles of words that are cues with at least this chance are told
_MARKS = {OPENING: "“", CLOSING: "”", OTHER_MARK: '"'}
_TABLES = {"class": 3, "shape": 5, "quoted": 6, "border": 7}  # column of the features


class Teacher(nn.Module):
    """A pretrained encoder under the heads of the small network."""

    def __init__(self, folder: Path, layers: int) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.encoder = AutoModel.from_pretrained(folder)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.encoder.embeddings.word_embeddings.requires_grad_(requires_grad=False)
        width = self.encoder.config.hidden_size
        self.tables = nn.ModuleDict({name: nn.Embedding(SIZES[name], width) for name in _TABLES})
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=0.02)
        self.heads = Heads(width, role_width=64, dropout=0.1)

    def encode(self, batch: Batch) -> Tensor:
        """Give a vector for each word: that of its first piece, or zeros beyond the encoder's reach."""
        words = [[_MARKS.get(form, form) for form in forms] for forms in batch.forms]
        pieces = self.tokenizer(words, is_split_into_words=True, padding=True, truncation=True, max_length=512)
        ids, attended = torch.tensor(pieces["input_ids"]), torch.tensor(pieces["attention_mask"])
        first = torch.zeros(batch.mask.shape[:2], dtype=torch.long)
        known = torch.zeros(batch.mask.shape)
        word_of = torch.zeros(ids.shape, dtype=torch.long)
        is_word = torch.zeros((*ids.shape, 1))
        for row in range(len(words)):
            for at, word in enumerate(pieces.word_ids(row)):
                if word is not None:
                    word_of[row, at], is_word[row, at, 0] = word, 1
                    if not known[row, word, 0]:
                        first[row, word], known[row, word, 0] = at, 1
        beside = sum(table(batch.features[..., _TABLES[name]]) for name, table in self.tables.items())
        width = beside.shape[-1]
        beside = torch.gather(beside, 1, word_of[..., None].expand(-1, -1, width)) * is_word
        embedded = self.encoder.embeddings.word_embeddings(ids) + beside
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(inputs_embeds=embedded, attention_mask=attended).last_hidden_state
        hidden = hidden.float()
        return torch.gather(hidden, 1, first[..., None].expand(-1, -1, width)) * known * batch.mask


def train(teacher: Teacher, examples: list[Example], epochs: int, rate: float, seed: int) -> None:
    """Fine-tune by AdamW: the encoder gently, the heads as a new network."""
    shuffle = random.Random(seed)
    steps = epochs * len(batches(examples, shuffle, words=WORDS_A_BATCH))
    new = [*teacher.tables.parameters(), *teacher.heads.parameters()]
    groups = [
        {"params": [one for one in teacher.encoder.parameters() if one.requires_grad], "lr": rate},
        {"params": new, "lr": NEW_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [rate, NEW_RATE], total_steps=steps + epochs * 5, pct_start=0.1
    )
    began = time.monotonic()
    for epoch in range(epochs):
        losses: list[float] = []
        for batch in batches(examples, shuffle, words=WORDS_A_BATCH):
            value = loss(teacher, batch)
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(value.item())
            if len(losses) % 50 == 0:
                print(f"  {len(losses)}: {np.mean(losses[-50:]):.3f}, {time.monotonic() - began:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {time.monotonic() - began:.0f} s", flush=True)


@torch.no_grad()
def tell(teacher: Teacher, examples: list[Example]) -> None:
    """Write what the teacher thinks into examples of which nothing is known."""
    for some in batches(examples, random.Random(0)):
        batch = Batch.of(some)
        vectors = teacher.encode(batch)
        sure = torch.sigmoid(teacher.heads.cue(vectors)[..., 0]) * batch.mask[..., 0]
        at = torch.nonzero(sure >= LEAST_CUE, as_tuple=True)
        told = torch.sigmoid(teacher.heads.roles(vectors, batch, at)) if len(at[0]) else torch.zeros((0, 1, 2))
        for number, example in enumerate(some):
            total = len(example.forms)
            mine = at[0] == number
            example.cue = sure[number, :total].numpy().astype(np.float16)
            example.heads = at[1][mine].tolist()
            example.roles = told[mine][:, :total].numpy().astype(np.float16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("train", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--then", type=Path, help="coded articles to fine-tune on at last, with an eighth of TRAIN")
    parser.add_argument("--layers", type=int, default=6, help="of the encoder that are kept, from below")
    parser.add_argument("--rate", type=float, default=1e-4, help="of learning, for the encoder")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--articles", type=int, default=2000, help="how many of TEXTS, drawn at random, are labelled")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    vocabulary = vocabulary_of(options.out, cue_classes())
    teacher = Teacher(options.encoder, options.layers)
    learned = options.out / "teacher.pt"
    if learned.exists():
        teacher.load_state_dict(torch.load(learned))
    else:
        examples = read_examples(options.train, vocabulary)
        train(teacher.train(), examples, options.epochs, options.rate, options.seed)
        if options.then:
            last = random.Random(options.seed).sample(examples, len(examples) // 8)
            last += read_examples(options.then, vocabulary)
            train(teacher.train(), last, 2, options.rate / 2, options.seed)
        torch.save(teacher.state_dict(), learned)
    texts = [article["text"] for path in options.texts for article in articles(path)]
    drawn = random.Random(options.seed).sample(texts, min(options.articles, len(texts)))
    examples = [example for text in drawn for example in stretches(text, vocabulary)]
    tell(teacher.eval(), examples)
    with (options.out / "taught.pickle").open("wb") as file:
        pickle.dump(examples, file)
    print(f"{len(drawn):,} texts, {sum(len(example.heads) for example in examples):,} possible cues labelled")


if __name__ == "__main__":
    main()
