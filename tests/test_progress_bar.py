"""Progress of `label`: a bar in a terminal after two seconds, silence where asked for or where output is stored."""

import os
import subprocess
import sys

import pytest

from framing import label
from framing.labelling import progress_bar

BAR = """
import sys, time
from framing.labelling.progress_bar import shown
sys.stderr.isatty = lambda: {is_terminal}
with shown({progress}, 40) as say:
    for done in range(40):
        time.sleep({seconds} / 40)
        say and say(done + 1, 40)
"""


def said(*, is_terminal=True, progress=None, seconds=2.6, **environment):
    """What a program writes to stderr while it shows progress."""
    program = BAR.format(is_terminal=is_terminal, progress=progress, seconds=seconds)
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=60, env={**os.environ, **environment}
    )
    return done.stderr


def test_a_terminal_shows_a_bar_after_two_seconds():
    assert "label" in said()


@pytest.mark.parametrize(
    "options",
    [{"seconds": 0.1}, {"is_terminal": False}, {"progress": False}, {"TQDM_DISABLE": "1"}],
    ids=["short", "file", "silenced", "disabled"],
)
def test_nothing_is_shown_otherwise(options):
    assert said(**options) == ""


def test_a_function_is_called_and_no_bar_is_shown(article):
    calls = []
    label(article("It may rain.", "It is cold."), ["hedge"], progress=lambda *numbers: calls.append(numbers))
    assert calls == [(2, 2)]


@pytest.mark.parametrize(("progress", "is_shown"), [(True, True), (None, True), (False, False)])
def test_label_hands_its_progress_to_the_bar(article, monkeypatch, capsys, progress, is_shown):
    monkeypatch.setattr(progress_bar, "_SECONDS", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    label(article("It may rain."), ["hedge"], progress=progress)
    assert ("label" in capsys.readouterr().err) == is_shown


def test_another_value_is_one_line(article):
    with pytest.raises(ValueError, match=r"progress='yes': give False for silence"):
        label(article("It may rain."), ["hedge"], progress="yes")
