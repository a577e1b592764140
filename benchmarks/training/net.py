"""The attribution network in torch, for training; `framing/attributing/network.py` runs the same sums in numpy."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from examples import Example
from torch import Tensor, nn

from framing.attributing.features import SIZES

WIDTH, ROLE_WIDTH, DILATIONS = 64, 32, (1, 2, 4, 8)
EMBEDDED = {"suffix": 16, "tag": 16, "class": 8, "owner": 4, "shape": 12, "quoted": 10, "border": 6}
WORD_DROPOUT = 0.08


class Batch(NamedTuple):
    """Stretches side by side, filled up to the longest: words as forms and features, their sentences, 1 for a word."""

    forms: list[list[str]]
    features: Tensor
    sentences: Tensor
    mask: Tensor

    @classmethod
    def of(cls, examples: list[Example]) -> Batch:
        longest = max(len(example.sentences) for example in examples)
        features = torch.zeros((len(examples), longest, 8), dtype=torch.long)
        sentences = torch.zeros((len(examples), longest), dtype=torch.long)
        mask = torch.zeros((len(examples), longest, 1))
        for i, example in enumerate(examples):
            total = len(example.sentences)
            features[i, :total] = torch.tensor(example.features)
            sentences[i, :total] = torch.tensor(example.sentences)
            mask[i, :total] = 1
        return cls([example.forms for example in examples], features, sentences, mask)


class Block(nn.Module):
    """Add to each row a convolution of it with the rows `dilation` before and after."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.conv = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        return (x + self.drop(torch.relu(self.conv(x.transpose(1, 2)).transpose(1, 2)))) * mask


class Heads(nn.Module):
    """Vectors of words to cues, and for each cue to the words of its source and content."""

    def __init__(self, width: int, role_width: int, dropout: float) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.cue = nn.Sequential(nn.Linear(width, 64), nn.ReLU(), nn.Dropout(dropout), nn.Linear(64, 1))
        self.role_word, self.role_cue = nn.Linear(width, role_width), nn.Linear(width, role_width)
        self.distance, self.apart = nn.Embedding(26, role_width), nn.Embedding(7, role_width)
        self.state = nn.Embedding(6, role_width)
        self.pair = nn.ModuleList(Block(role_width, dilation, 0.0) for dilation in (1, 3))  # powers of 3, from 1 on
        self.out = nn.Linear(role_width, 2)

    def roles(self, vectors: Tensor, batch: Batch, at: tuple[Tensor, Tensor]) -> Tensor:
        """Give for each cue (stretch and word in `at`) and each word of its stretch the two role scores."""
        dropped, (stretch, cue) = self.drop(vectors), at
        away = torch.arange(vectors.shape[1])[None, :] - cue[:, None]
        apart = (batch.sentences[stretch] - batch.sentences[stretch, cue][:, None]).clamp(-3, 3) + 3
        quoted = batch.features[..., 6]
        opened = ((quoted == 2) | (quoted == 4)).long().cumsum(1)
        other = (opened[stretch] - opened[stretch, cue][:, None]).abs().clamp(max=1)
        inside = (quoted[stretch] > 0).long()
        cue_is_quoted = (quoted[stretch, cue] > 0)[:, None]
        same = torch.where((inside == 1) & (other == 0), 4, 5)
        state = torch.where(cue_is_quoted, same, inside * 2 + other)
        beside = self.distance(_bucket(away)) + self.apart(apart) + self.state(state)
        pairs = self.role_word(dropped)[stretch] + self.role_cue(dropped)[stretch, cue][:, None, :] + beside
        pairs = torch.relu(pairs) * batch.mask[stretch]
        for block in self.pair:
            pairs = block(pairs, batch.mask[stretch])
        return self.out(self.drop(pairs))


class Net(nn.Module):
    """The network that is shipped: words to vectors, and its heads."""

    def __init__(self, vectors: npt.NDArray[np.float32], dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding.from_pretrained(torch.tensor(vectors), freeze=False)
        self.tables = nn.ModuleDict({name: nn.Embedding(SIZES[name], size) for name, size in EMBEDDED.items()})
        self.input = nn.Linear(vectors.shape[1] + sum(EMBEDDED.values()), WIDTH)
        self.drop = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(WIDTH, dilation, dropout) for dilation in DILATIONS)
        self.heads = Heads(WIDTH, ROLE_WIDTH, dropout)

    def encode(self, batch: Batch) -> Tensor:
        """Give a vector for each word."""
        word = batch.features[..., 0]
        if self.training:
            word = torch.where(torch.rand(word.shape) < WORD_DROPOUT, torch.ones_like(word), word)
        parts = [self.word(word)]
        parts += [table(batch.features[..., i]) for i, table in enumerate(self.tables.values(), start=1)]
        vectors = torch.relu(self.input(self.drop(torch.cat(parts, -1)))) * batch.mask
        for block in self.blocks:
            vectors = block(vectors, batch.mask)
        return vectors


def _bucket(away: Tensor) -> Tensor:
    size = away.abs().float()
    far = (6 + torch.log(size.clamp(min=6) / 6) / np.log(1.5)).floor().clamp(max=12)
    return torch.where(size < 6, size, far).long() + 13 * (away < 0).long()


def started(net: Net, stored: dict[str, npt.NDArray[np.generic]]) -> None:
    """Put weights that `weights` wrote back into a network of the same shape."""

    def of(name: str) -> Tensor:
        return torch.tensor(stored[name].astype(np.float32))

    heads = net.heads
    linear = {"input": net.input, "cue1": heads.cue[0], "cue2": heads.cue[3], "out": heads.out}
    linear |= {name: getattr(heads, name) for name in ("role_word", "role_cue")}
    tables = dict(net.tables.items()) | {name: getattr(heads, name) for name in ("distance", "apart", "state")}
    blocks = [(f"conv{i}", block) for i, block in enumerate(net.blocks)]
    blocks += [(f"pair{i}", block) for i, block in enumerate(heads.pair, start=1)]
    with torch.no_grad():
        for name, layer in linear.items():
            layer.weight.copy_(of(name).T.reshape(layer.weight.shape))
            layer.bias.copy_(of(f"{name}_bias").reshape(-1))
        for name, table in tables.items():
            table.weight.copy_(of(name))
        for name, block in blocks:
            for i, part in enumerate(of(name).chunk(3, dim=1)):
                block.conv.weight[:, :, i].copy_(part.T)
            block.conv.bias.copy_(of(f"{name}_bias"))


def weights(
    net: Net, words: list[str], tags: npt.NDArray[np.uint8], classes: dict[str, int]
) -> dict[str, npt.NDArray[np.generic]]:
    """Give the arrays that `framing.attributing.network.Network` reads: words in eight bits, the rest in sixteen."""

    def half(tensor: Tensor) -> npt.NDArray[np.float16]:
        return tensor.detach().numpy().astype(np.float16)

    def kernel(block: nn.Module) -> npt.NDArray[np.float16]:
        return np.concatenate([half(block.conv.weight[:, :, i].T) for i in range(3)], axis=1)

    vectors, heads = net.word.weight.detach().numpy(), net.heads
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-6) / 127
    out: dict[str, npt.NDArray[np.generic]] = {
        "word": np.round(vectors / scale[:, None]).astype(np.int8), "word_scale": scale.astype(np.float16),
        "vocabulary": np.frombuffer("\n".join(words).encode(), dtype=np.uint8), "tags": tags.astype(np.int8),
        "cues": np.frombuffer("\n".join(classes).encode(), dtype=np.uint8),
        "cue_classes": np.array(list(classes.values()), dtype=np.int8), "dilations": np.array(DILATIONS, dtype=np.int8),
        "input": half(net.input.weight.T), "input_bias": half(net.input.bias),
        "cue1": half(heads.cue[0].weight.T), "cue1_bias": half(heads.cue[0].bias), "cue2": half(heads.cue[3].weight.T),
        "cue2_bias": half(heads.cue[3].bias), "out": half(heads.out.weight.T), "out_bias": half(heads.out.bias),
    }  # fmt: skip
    out |= {name: half(table.weight) for name, table in net.tables.items()}
    out |= {name: half(getattr(heads, name).weight) for name in ("distance", "apart", "state")}
    for name in ("role_word", "role_cue"):
        out |= {name: half(getattr(heads, name).weight.T), f"{name}_bias": half(getattr(heads, name).bias)}
    blocks = [(f"conv{i}", block) for i, block in enumerate(net.blocks)]
    blocks += [(f"pair{i}", block) for i, block in enumerate(heads.pair, start=1)]
    for name, block in blocks:
        out |= {name: kernel(block), f"{name}_bias": half(block.conv.bias)}
    return out
