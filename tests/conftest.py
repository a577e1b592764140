"""What several test files share: the demonstration corpus, read and labelled once."""

from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.detectors import attribution
from framing.model import Span

ROOT = Path(__file__).parent.parent

# What takes minutes together: notebooks, paper, pages and other processes, simulations, hostile texts. `--quick` leaves
# these files out.
SLOW = {
    "test_agree", "test_bad_input", "test_browser", "test_calibration", "test_change", "test_cli", "test_compare",
    "test_contracts", "test_correct", "test_cues", "test_describe", "test_designs", "test_docs", "test_evaluation",
    "test_exchange", "test_figure_layout", "test_hostile", "test_import", "test_independence", "test_label_dask",
    "test_label_shards", "test_lexicon", "test_notebooks", "test_nullable", "test_omnibus", "test_paper",
    "test_paths", "test_permutation", "test_plot", "test_power", "test_reference", "test_reliability",
    "test_repetition", "test_report", "test_report_folder", "test_sample", "test_sources", "test_studies",
    "test_whole_folder", "test_words",
}  # fmt: skip


def pytest_addoption(parser):
    """Know the options of `make quick` and of `make test-browser`."""
    parser.addoption("--quick", action="store_true", help="leave the slow test files out")
    parser.addoption("--browser", action="store_true", help="also run the tests in JupyterLab and a browser")


def pytest_ignore_collect(collection_path, config):
    """Leave slow files out where that is asked for, and those of a browser unless they are asked for."""
    stem = collection_path.stem
    is_left_out = (config.getoption("--quick") and stem in SLOW) or (
        stem.startswith("test_browser") and not config.getoption("--browser")
    )
    return True if is_left_out else None


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
    module = import_module("framing.labelling.plan")
    detectors = module.detectors()

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
            patch.setattr(module, "detectors", lambda: {**detectors, "attribution": detect})
            return framing.label(articles, devices)

    return labelled


@pytest.fixture(autouse=True)
def however_unlikely(request, monkeypatch):
    """Keep what the network marks in a sentence that a test file calls `UNLIKELY`, however improbable it is."""
    unlikely = getattr(request.module, "UNLIKELY", None)
    params = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    if unlikely and str(params.get("text", "")).startswith(unlikely):
        monkeypatch.setattr(attribution, "RIGHT", 0.0)
