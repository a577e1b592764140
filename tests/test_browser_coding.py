"""In a real JupyterLab and a real browser: a coder codes by keys, the kernel is killed, the coder goes on."""

import importlib.util
import json
import os
import signal

import browser
import pytest
from test_browser import _CONTRAST

NEEDED = [name for name in ("anywidget", "jupyterlab", "playwright") if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.skipif(not browser.CHROMIUM, reason="no chromium on this machine: the tests in a browser are left out"),
    pytest.mark.skipif(bool(NEEDED), reason=f"the extras lab and dev are not installed: {', '.join(NEEDED)}"),
    pytest.mark.xdist_group("browser"),
]

TEXTS = [
    "It may rain 🌊 today.",
    "The ferry is late.",
    "Perhaps it could snow.",
    "Bees swarm.",
    "The quay might flood.",
]
TABLES = f"""
import framing, pandas as pd
articles = pd.DataFrame({{"doc_id": list("abcde"), "outlet": "Bee", "text": {TEXTS!r}}})
spans = framing.label(articles, ["hedge"], with_voice=False)
drawn = framing.sample(articles, spans, n=5).sort_values("doc_id", ignore_index=True)
"""
CODE = "view = framing.code(articles, drawn, coder='Ann', file='ann.jsonl')\nview"
ASK = """
units = framing.sample(articles, n=5, unit="article", by=None).sort_values("doc_id", ignore_index=True)
asked = framing.code(articles, units, coder="Ann", codebook="generic_frames", file="frames.jsonl")
asked
"""
ATTACK = """'"><img src=x onerror="window.attacked=1"><script>window.attacked=1</script>'"""
ATTACKED = f"""
import framing, pandas as pd
from pathlib import Path
attack = {ATTACK}
articles = pd.DataFrame({{"doc_id": [attack, "b"], "outlet": attack, "text": "It may " + attack}})
Path("mine.md").write_text("# mine\\n\\n**Construct.** frame.\\n\\n## cost\\n\\n- **cost_1** " + attack + "?")
units = framing.sample(articles, n=2, unit="article", by=None)
framing.code(articles, units, coder=attack, codebook="mine.md", file="attack.jsonl")
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("coding")


@pytest.fixture(scope="module")
def server(root):
    browser.write_notebook(root / "code.ipynb", TABLES, CODE)
    browser.write_notebook(root / "ask.ipynb", TABLES, ASK)
    browser.write_notebook(root / "attack.ipynb", ATTACKED)
    with browser.lab_server(root / "own", root) as address:
        yield address


@pytest.fixture(scope="module")
def opened():
    with browser.chromium() as found:
        yield found


@pytest.fixture
def page(opened):
    return opened[0]


def shown(page, server, name):
    browser.open_notebook(page, server, name)
    browser.run_all(page)
    desk = page.locator(".framing-coder")
    desk.wait_for()
    desk.focus()
    return desk


def press(page, desk, *keys):
    """Press keys one after another, each when the decision before it is on the disk."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_function("() => !document.querySelector('.framing-coder[aria-busy]')")
    return desk.locator(".fc-told").inner_text()


def kill_kernel(page):
    """Kill the kernel as a crash does, and go on when JupyterLab has started another."""
    os.kill(int(browser.in_kernel(page, "import os; print(os.getpid())")), signal.SIGKILL)
    told = page.get_by_role("button", name="Ok", exact=True)
    told.wait_for(timeout=60_000)
    quiet = 0
    while quiet < 4:  # JupyterLab says it once or twice
        page.wait_for_timeout(500)
        is_idle = page.evaluate(f"() => {browser._PANEL}?.sessionContext?.session?.kernel?.status === 'idle'")
        quiet = quiet + 1 if is_idle and not told.is_visible() else 0
        if told.is_visible():
            told.click()


def kept(path):
    """The last state of each item on the disk."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {line["item"]: line for line in lines[1:]}


def test_five_sentences_are_coded_by_keys_over_the_death_of_a_kernel(page, server, root):
    desk = shown(page, server, "code.ipynb")
    press(page, desk, "ArrowRight", "ArrowRight", "1", "Enter")  # may: the first label
    assert press(page, desk, "0") == "2 of 5 decided"
    press(page, desk, "ArrowRight", "m")  # perhaps, without a label; the sentence is not finished
    kill_kernel(page)
    found = kept(root / "ann.jsonl")
    assert [line["status"] for line in found.values()] == ["done", "done", "open"]

    browser.run_all(page)
    page.wait_for_function("() => document.querySelector('.fc-told')?.textContent === '2 of 5 decided'")
    desk = page.locator(".framing-coder")
    desk.focus()
    press(page, desk, "ArrowRight", "ArrowRight", "ArrowRight", "1", "Enter")  # could, beside perhaps
    press(page, desk, "?")  # undecided for now
    press(page, desk, "ArrowRight", "ArrowRight", "ArrowRight", "2", "u", "1", "Enter")  # taken back, then again
    assert press(page, desk, "0") == "5 of 5 decided"
    table = browser.in_kernel(page, "print(view.codings['value'].tolist(), view.spans['subtype'].tolist())")
    places = [mark for line in kept(root / "ann.jsonl").values() for mark in line["marks"]]
    assert (table, places) == (
        "[1, 0, 2, 0, 1] ['modal', '', 'modal', 'modal']",
        [[3, 6, "modal"], [0, 7, ""], [11, 16, "modal"], [9, 14, "modal"]],
    )


def test_a_place_selected_with_the_mouse_is_counted_in_characters_and_not_in_utf_16(page, server):
    desk = shown(page, server, "code.ipynb")
    browser.in_kernel(page, "view.session.go(0); view.session.unmark(0, 20); view.screen = {}; view._obey(0, {}, 0)")
    item = desk.locator(".fc-item")
    page.wait_for_function("() => document.querySelector('.fc-item').textContent.startsWith('It may')")
    item.evaluate(
        """node => { const range = document.createRange(); const text = node.firstChild.firstChild;
        range.setStart(text, text.data.indexOf("today")); range.setEnd(text, text.data.indexOf("today") + 5);
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    item.dispatch_event("mouseup", {"bubbles": True})
    page.wait_for_selector(".fc-selected")
    desk.focus()
    press(page, desk, "2")
    assert browser.in_kernel(page, "print(view.session.state.marks)") == "((14, 19, 'verb'),)"


def test_questions_are_answered_by_keys_and_buttons(page, server, root):
    desk = shown(page, server, "ask.ipynb")
    press(page, desk, "1", "0")
    desk.locator(".fc-here button", has_text="yes").click()
    page.wait_for_function("() => document.querySelectorAll('.fc-question [aria-pressed=true]').length === 3")
    (line,) = kept(root / "frames.jsonl").values()
    assert line["answers"] == {"conflict_1": 1, "conflict_2": 0, "conflict_3": 1}


def test_keys_of_a_coder_are_no_commands_of_the_notebook(page, server):
    desk = shown(page, server, "ask.ipynb")
    press(page, desk, "d", "d", "x", "b", "a")
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length") == 2


def test_a_decision_that_python_did_not_get_is_said_to_be_lost(page, server):
    desk = shown(page, server, "ask.ipynb")
    kill_kernel(page)
    page.keyboard.press("1")
    desk.locator(".fc-bad", has_text="Not saved: Python does not answer").wait_for(timeout=15_000)


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_contrast_is_at_least_that_of_aa(page, server, theme):
    shown(page, server, "ask.ipynb")
    page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    page.wait_for_selector(f"body[data-jp-theme-name='{theme}']", state="attached")
    page.keyboard.press("c")
    page.wait_for_timeout(500)
    assert page.evaluate(_CONTRAST.replace(".framing-explorer", ".framing-coder")) >= 4.5


def test_nothing_of_the_corpus_or_the_codebook_comes_alive(page, server):
    shown(page, server, "attack.ipynb")
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.attacked ?? null") is None


def test_no_request_leaves_the_machine(opened):
    assert opened[1] == []  # of all tests above
