"""What the attributions would be worth with a teacher in the place of the small network, among the same rules.

``python teacher_right.py OUT ENCODER PATH/allsides_10k.jsonl.gz [--part test]`` reads OUT/teacher.pt, which teacher.py
wrote, and prints what ../validity/attribution_right.py prints. It labels some ten kilobytes of text a second.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np
import torch
from examples import cue_classes, stretches
from net import Batch
from teacher import WORDS_A_BATCH, Teacher
from train import batches, vocabulary_of

from framing.attributing.decoding import Found, decoded
from framing.attributing.features import words_of
from framing.detectors import attribution
from framing.labelling import article
from framing.texts.text import Reading

sys.path.append(str(Path(__file__).parents[1] / "validity"))
import attribution_right

LAYERS = 6
FARTHEST = 100  # words from a cue up to which its source and content are looked for, as the small network does
GAP = 3  # rows of zeros between cues


class TeacherNetwork:
    """A teacher that finds attributions as `framing.attributing.network.Network` does."""

    def __init__(self, out: Path, encoder: Path) -> None:
        self._vocabulary = vocabulary_of(out, cue_classes())
        self._teacher = Teacher(encoder, LAYERS)
        self._teacher.load_state_dict(torch.load(out / "teacher.pt"))
        self._teacher.eval()

    @torch.no_grad()
    def find(self, reading: Reading, *, least: float) -> list[Found]:
        words = words_of(reading)
        found = stretches(reading.text, self._vocabulary)
        firsts = np.cumsum([0, *(len(example.forms) for example in found)])
        first_of = {id(example): int(first) for example, first in zip(found, firsts[:-1], strict=True)}
        told = []  # cue, chance of the cue, first word told of, chances
        for some in batches(found, random.Random(0), words=WORDS_A_BATCH) if found else []:
            batch = Batch.of(some)
            vectors = self._teacher.encode(batch)
            sure = torch.sigmoid(self._teacher.heads.cue(vectors)[..., 0]) * batch.mask[..., 0]
            at = torch.nonzero(sure >= least, as_tuple=True)
            roles = torch.sigmoid(self._teacher.heads.roles(vectors, batch, at)).numpy() if len(at[0]) else []
            for row, cue, chances in zip(at[0].tolist(), at[1].tolist(), roles, strict=True):
                first, total = first_of[id(some[row])], len(some[row].forms)
                near = range(max(0, cue - FARTHEST), min(total, cue + FARTHEST + 1))
                told.append((first + cue, float(sure[row, cue]), first + near.start, chances[near.start : near.stop]))
        if not told:
            return []
        told.sort(key=lambda one: one[0])
        cues, sures, starts, chances = zip(*told, strict=True)
        borders = np.cumsum([0, *(len(rows) + GAP for rows in chances)])
        all_told = np.concatenate([np.pad(rows, ((0, GAP), (0, 0))) for rows in chances]).astype(np.float32)
        layout = borders[:-1] - np.array(starts), borders
        return decoded(words, np.array(cues), np.array(sures, dtype=np.float32), all_told, layout, least)


def main() -> None:
    out, encoder, *rest = sys.argv[1:]
    teacher = TeacherNetwork(Path(out), Path(encoder))
    for module in (attribution, article):
        module.network = lambda: teacher
    sys.argv[1:] = rest
    attribution_right.main()


if __name__ == "__main__":
    main()
