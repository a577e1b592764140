"""The attribution network in torch, for training; `framing/network.py` runs the same sums in numpy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from framing.features import SIZES

WIDTH, ROLE_WIDTH, DILATIONS = 80, 32, (1, 2, 4, 8)
EMBEDDED = {"suffix": 16, "tag": 16, "class": 8, "owner": 4, "shape": 12, "quoted": 10, "border": 6}
WORD_DROPOUT = 0.08


class Block(nn.Module):
    """Add a convolution of three rows, `dilation` apart, to its input, and normalise."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.conv = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)
        self.norm, self.drop = nn.LayerNorm(width), nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        inner = torch.relu(self.conv(x.transpose(1, 2)).transpose(1, 2))
        return self.norm(x + self.drop(inner)) * mask


class Net(nn.Module):
    """Words to vectors, vectors to cues, and for each cue the words of its source and content."""

    def __init__(self, vectors: npt.NDArray[np.float32], dropout: float = 0.3) -> None:
        super().__init__()
        self.word = nn.Embedding.from_pretrained(torch.tensor(vectors), freeze=False)
        self.tables = nn.ModuleDict({name: nn.Embedding(SIZES[name], size) for name, size in EMBEDDED.items()})
        self.input = nn.Linear(vectors.shape[1] + sum(EMBEDDED.values()), WIDTH)
        self.norm, self.drop = nn.LayerNorm(WIDTH), nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(WIDTH, dilation, dropout) for dilation in DILATIONS)
        self.cue = nn.Sequential(nn.Linear(WIDTH, 64), nn.ReLU(), nn.Dropout(dropout), nn.Linear(64, 1))
        self.role_word, self.role_cue = nn.Linear(WIDTH, ROLE_WIDTH), nn.Linear(WIDTH, ROLE_WIDTH)
        self.distance, self.apart = nn.Embedding(26, ROLE_WIDTH), nn.Embedding(7, ROLE_WIDTH)
        self.state = nn.Embedding(6, ROLE_WIDTH)
        self.pair = nn.ModuleList(Block(ROLE_WIDTH, dilation, 0.0) for dilation in (1, 3))
        self.out = nn.Linear(ROLE_WIDTH, 2)

    def encode(self, features: Tensor, mask: Tensor) -> Tensor:
        """Give a vector for each word; `features` is batch x words x 8."""
        word = features[..., 0]
        if self.training:
            word = torch.where(torch.rand(word.shape) < WORD_DROPOUT, torch.ones_like(word), word)
        parts = [self.word(word), *(table(features[..., i]) for i, table in enumerate(self.tables.values(), start=1))]
        vectors = self.norm(torch.relu(self.input(self.drop(torch.cat(parts, -1))))) * mask
        for block in self.blocks:
            vectors = block(vectors, mask)
        return vectors

    def roles(
        self, vectors: Tensor, features: Tensor, sentences: Tensor, mask: Tensor, at: tuple[Tensor, Tensor]
    ) -> Tensor:
        """Give for each cue (stretch and word in `at`) and each word of its stretch the two role scores."""
        dropped, (stretch, cue) = self.drop(vectors), at
        away = torch.arange(vectors.shape[1])[None, :] - cue[:, None]
        apart = (sentences[stretch] - sentences[stretch, cue][:, None]).clamp(-3, 3) + 3
        quoted = features[..., 6]
        opened = ((quoted == 2) | (quoted == 4)).long().cumsum(1)
        other = (opened[stretch] - opened[stretch, cue][:, None]).abs().clamp(max=1)
        inside = (quoted[stretch] > 0).long()
        cue_is_quoted = (quoted[stretch, cue] > 0)[:, None]
        same = torch.where((inside == 1) & (other == 0), 4, 5)
        state = torch.where(cue_is_quoted, same, inside * 2 + other)
        beside = self.distance(_bucket(away)) + self.apart(apart) + self.state(state)
        pairs = self.role_word(dropped)[stretch] + self.role_cue(dropped)[stretch, cue][:, None, :] + beside
        pairs = torch.relu(pairs) * mask[stretch]
        for block in self.pair:
            pairs = block(pairs, mask[stretch])
        return self.out(self.drop(pairs))


def _bucket(away: Tensor) -> Tensor:
    size = away.abs().float()
    far = (6 + torch.log(size.clamp(min=6) / 6) / np.log(1.5)).floor().clamp(max=12)
    return torch.where(size < 6, size, far).long() + 13 * (away < 0).long()


def weights(
    net: Net, words: list[str], tags: npt.NDArray[np.uint8], classes: dict[str, int]
) -> dict[str, npt.NDArray[np.generic]]:
    """Give the arrays that `framing.network.Network` reads: words in eight bits, the rest in sixteen."""

    def half(tensor: Tensor) -> npt.NDArray[np.float16]:
        return tensor.detach().numpy().astype(np.float16)

    def kernel(block: nn.Module) -> npt.NDArray[np.float16]:
        return np.concatenate([half(block.conv.weight[:, :, i].T) for i in range(3)], axis=1)

    def norm(layer: nn.Module) -> npt.NDArray[np.float16]:
        return np.stack([half(layer.weight), half(layer.bias)])

    vectors = net.word.weight.detach().numpy()
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-6) / 127
    out: dict[str, npt.NDArray[np.generic]] = {
        "word": np.round(vectors / scale[:, None]).astype(np.int8), "word_scale": scale.astype(np.float16),
        "vocabulary": np.frombuffer("\n".join(words).encode(), dtype=np.uint8), "tags": tags.astype(np.int8),
        "cues": np.frombuffer("\n".join(classes).encode(), dtype=np.uint8),
        "cue_classes": np.array(list(classes.values()), dtype=np.int8), "dilations": np.array(DILATIONS, dtype=np.int8),
        "input": half(net.input.weight.T), "input_bias": half(net.input.bias), "norm": norm(net.norm),
        "cue1": half(net.cue[0].weight.T), "cue1_bias": half(net.cue[0].bias), "cue2": half(net.cue[3].weight.T),
        "cue2_bias": half(net.cue[3].bias), "out": half(net.out.weight.T), "out_bias": half(net.out.bias),
    }  # fmt: skip
    out |= {name: half(table.weight) for name, table in net.tables.items()}
    out |= {name: half(getattr(net, name).weight) for name in ("distance", "apart", "state")}
    for name in ("role_word", "role_cue"):
        out |= {name: half(getattr(net, name).weight.T), f"{name}_bias": half(getattr(net, name).bias)}
    blocks = [(f"conv{i}", block) for i, block in enumerate(net.blocks)]
    blocks += [(f"pair{i}", block) for i, block in enumerate(net.pair, start=1)]
    for name, block in blocks:
        out |= {name: kernel(block), f"{name}_bias": half(block.conv.bias), f"{name}_norm": norm(block.norm)}
    return out
