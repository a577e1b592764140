"""What several test files share: the demonstration corpus, read and labelled once."""

from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.model import Span

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def demo():
    """The articles of the demonstration corpus. Not to be changed by a test."""
    return framing.read(ROOT / "corpus" / "demo")


@pytest.fixture(scope="session")
def demo_spans(demo):
    """All devices, labelled in the demonstration corpus. Not to be changed by a test."""
    return framing.label(demo)


@pytest.fixture(scope="session")
def article():
    """A function from texts to an articles table, `doc_id` a, b, c …"""

    def table(*texts, **columns):
        doc_ids = [chr(ord("a") + number) for number in range(len(texts))]
        return pd.DataFrame({"doc_id": doc_ids, "outlet": "Gazette", "text": list(texts), **columns})

    return table


@pytest.fixture(scope="session")
def label_by_hand():
    """A function that labels with attributions by hand, so that what a test says does not hang on a detector.

    They are given by the words of the first article: source, cue, content, …
    """
    module = import_module("framing.label")  # as an attribute of framing, the name is the verb's
    detectors = module._detectors()

    def labelled(articles, *attributions, devices=None):
        def detect(reading, hits):
            known = [words for words in attributions if all(word in reading.text for word in words)]
            return [
                Span(
                    reading.text.index(word),
                    reading.text.index(word) + len(word),
                    "attribution",
                    "direct",
                    role,
                    i,
                    "hand",
                )
                for i, words in enumerate(known)
                for role, word in zip(("source", "cue", *["content"] * len(words)), words, strict=False)
            ]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "_detectors", lambda: {**detectors, "attribution": detect})
            return framing.label(articles, devices)

    return labelled
