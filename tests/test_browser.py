"""In a real JupyterLab and a real browser: notebooks run, the widget answers to mouse and keys."""

import importlib.util
import shlex
import shutil
import subprocess
from pathlib import Path

import browser
import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
NEEDED = [name for name in ("anywidget", "jupyterlab", "playwright") if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.skipif(not browser.CHROMIUM, reason="no chromium on this machine: the tests in a browser are left out"),
    pytest.mark.skipif(bool(NEEDED), reason=f"the extras lab and dev are not installed: {', '.join(NEEDED)}"),
    pytest.mark.xdist_group("browser"),
]

DEMO = "import framing\narticles = framing.read('../corpus/demo')\nspans = framing.label(articles)\n"
ATTACK = """'"><img src=x onerror="window.attacked=1"><script>window.attacked=1</script>'"""
ATTACKED = f"""
import pandas as pd, framing
attack = {ATTACK}
articles = pd.DataFrame({{"doc_id": [attack, "b"], "outlet": [attack, "Bee"], "headline": attack}})
articles["text"] = "It may " + attack
spans = pd.DataFrame({{"doc_id": [attack, "b"], "start": 3, "end": 6, "device": attack, "role": "cue", "entry": attack,
    "subtype": attack, "voice": "quoted", "speaker": attack}}).astype({{"device": "category"}})
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    root = folder / "root"
    for name in ("corpus", "notebooks"):
        shutil.copytree(ROOT / name, root / name)
    browser.write_notebook(root / "notebooks" / "explore.ipynb", DEMO, "view = framing.explore(articles, spans)\nview")
    show = "framing.show(articles, spans)", "framing.concordance(articles, spans, by='voice')"
    browser.write_notebook(root / "notebooks" / "show.ipynb", DEMO, *show)
    shows = "framing.explore(articles, spans)", "framing.show(articles, spans)", "framing.concordance(articles, spans)"
    browser.write_notebook(root / "notebooks" / "attack.ipynb", ATTACKED, *shows)
    recipe = subprocess.run(["make", "-n", "-o", "setup", "lab"], cwd=ROOT, capture_output=True, text=True, check=True)
    options = [word for word in shlex.split(recipe.stdout) if word.startswith("--LabApp.")]
    with browser.lab_server(folder, root, *options) as address:
        yield address


@pytest.fixture(scope="module")
def opened():
    """One page for all tests, and the addresses elsewhere that it asked for."""
    with browser.chromium() as found:
        yield found


@pytest.fixture
def page(opened):
    return opened[0]


@pytest.fixture(scope="module")
def explorer_page(opened, server):
    """A page with the widget, for all tests of it."""
    page = opened[0].context.new_page()
    page.set_default_timeout(15_000)
    browser.open_notebook(page, server, "notebooks/explore.ipynb")
    browser.run_all(page)
    page.wait_for_selector(".framing-explorer .fe-item")
    return page


@pytest.fixture
def explorer(explorer_page):
    """The widget as it is at first."""
    browser.in_kernel(explorer_page, "view.clear(); view.tab, view.article, view.cue = 'article', 0, -1")
    explorer_page.wait_for_selector(".fe-article-pane:not([hidden])")
    return explorer_page.locator(".framing-explorer")


def value(page, code, expected):
    """What Python has, once the browser's message has arrived."""
    for _ in range(40):
        if (found := browser.in_kernel(page, f"print({code})")) == expected:
            break
        page.wait_for_timeout(100)
    return found


def test_make_lab_opens_the_welcome_in_the_folder_of_the_project(page, server):
    page.goto("{}/?token={}".format(*server))
    page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.context?.path === 'notebooks/00_welcome.ipynb'")
    page.get_by_role("link", name="01 Read and label").click()
    page.wait_for_function(
        "window.jupyterapp?.shell?.currentWidget?.context?.path === 'notebooks/01_read_and_label.ipynb'"
    )


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_without_an_error(page, server, name):
    browser.open_notebook(page, server, f"notebooks/{name}")
    assert browser.errors_of(browser.run_all(page)) == []


def test_a_filter_made_by_mouse_arrives_in_python(explorer_page, explorer):
    explorer.get_by_label("Outlet", exact=True).select_option("=Daily Lantern")
    explorer.get_by_role("tab", name="Counts").click()
    explorer.get_by_role("button", name="7: hedge, Daily Lantern; show the lines").click()
    explorer_page.wait_for_selector(".fe-lines-pane:not([hidden]) .fe-lines button")
    told = "['Daily Lantern'] ['hedge'] lines 7"
    assert value(explorer_page, "view.outlet, view.device, view.tab, len(view.selection), sep=' '", told) == told


def test_a_filter_made_by_keys_arrives_in_python(explorer_page, explorer):
    explorer.get_by_label("Search", exact=True).focus()
    explorer_page.keyboard.type("dd ferry")  # two d would delete the cell if JupyterLab got them
    explorer_page.keyboard.press("Home")
    explorer_page.keyboard.press("Delete")
    explorer_page.keyboard.press("Delete")
    explorer_page.keyboard.press("Delete")
    explorer_page.keyboard.press("Enter")
    assert value(explorer_page, "view.search", "ferry") == "ferry"


def test_arrow_keys_open_articles_tabs_and_lines(explorer_page, explorer):
    explorer.get_by_role("listbox").focus()
    explorer_page.keyboard.press("ArrowDown")
    second = value(explorer_page, "view.article", "1")
    explorer.get_by_role("tab", name="Article").focus()
    explorer_page.keyboard.press("ArrowRight")
    explorer_page.wait_for_selector(".fe-lines-pane:not([hidden]) .fe-lines button")
    explorer.locator(".fe-lines button").first.focus()
    explorer_page.keyboard.press("ArrowDown")
    explorer_page.keyboard.press("Enter")
    explorer_page.wait_for_selector(".fe-article-pane:not([hidden]) .framing-focus")
    assert (second, value(explorer_page, "view.cue, view.tab", "1 article")) == ("1", "1 article")


def test_letters_in_the_widget_are_no_commands_of_the_notebook(explorer_page, explorer):
    explorer.get_by_role("listbox").focus()
    explorer_page.keyboard.type("ddxab")
    cells = explorer_page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length")
    assert cells == 2


def test_a_filter_set_in_python_is_seen(explorer_page, explorer):
    browser.in_kernel(explorer_page, "view.clear(); view.voice = 'quoted'; view.tab = 'lines'")
    explorer_page.wait_for_selector(".fe-lines-pane:not([hidden]) .fe-lines button")
    assert explorer.get_by_label("Voice", exact=True).input_value() == "=quoted"


def test_cues_stand_below_each_other(explorer_page, explorer):
    explorer.get_by_role("tab", name="Lines in context").click()
    explorer_page.wait_for_selector(".fe-lines-pane:not([hidden]) .fe-lines button")
    lefts = explorer_page.evaluate(
        "() => [...document.querySelectorAll('.fe-lines button')].map((cue) => cue.getBoundingClientRect().left)"
    )
    assert max(lefts) - min(lefts) < 1


def test_focus_is_visible(explorer_page, explorer):
    explorer.get_by_label("Search", exact=True).focus()
    explorer_page.keyboard.press("Tab")
    style = explorer_page.evaluate("() => getComputedStyle(document.activeElement).outlineWidth")
    assert float(style.removesuffix("px")) >= 2


_CONTRAST = """() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const linear = (part) => part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
  const light = (color) => {
    const [r, g, b] = numbers(color).slice(0, 3).map((part) => linear(part / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const color = getComputedStyle(node).backgroundColor;
      if (numbers(color)[3] !== 0) return color;
    }
    return "rgb(255,255,255)";
  };
  const all = document.querySelectorAll(".framing-explorer :is(button, span, select, div, td, th, p)");
  const shown = [...all].filter((node) => node.offsetParent && node.children.length === 0 && node.textContent.trim()
    && !node.closest(".framing-article") && !node.disabled);
  return Math.min(...shown.map((node) => {
    const [a, b] = [light(getComputedStyle(node).color), light(ground(node))].sort((x, y) => y - x);
    return (a + .05) / (b + .05);
  }));
}"""


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
@pytest.mark.parametrize("tab", ["Article", "Lines in context", "Counts"])
def test_contrast_is_at_least_that_of_aa(explorer_page, explorer, theme, tab):
    explorer_page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    explorer_page.wait_for_selector(f"body[data-jp-theme-name='{theme}']", state="attached")
    explorer.get_by_role("tab", name=tab).click()
    explorer_page.wait_for_timeout(500)
    assert explorer_page.evaluate(_CONTRAST) >= 4.5


def test_a_box_of_the_legend_switches_marks_without_a_script(page, server):
    browser.open_notebook(page, server, "notebooks/show.ipynb")
    browser.run_all(page)
    box = page.locator(".framing-article .framing-sa").first
    box.wait_for()
    said = "() => getComputedStyle(document.querySelector('.framing-text span[style*=\"--wa\"]')).fontWeight"
    before = page.evaluate(said)
    box.uncheck()
    assert (before, page.evaluate(said)) == ("700", "400")


def test_lines_are_no_wider_than_their_pane(page, server):
    browser.open_notebook(page, server, "notebooks/show.ipynb")
    browser.run_all(page)
    lines = page.locator(".framing-lines").first
    lines.wait_for()
    pane = page.locator(".jp-Notebook").first.bounding_box()
    found = lines.bounding_box()
    assert found["x"] + found["width"] <= pane["x"] + pane["width"]


def test_nothing_of_the_corpus_comes_alive(page, server):
    browser.open_notebook(page, server, "notebooks/attack.ipynb")
    assert browser.errors_of(browser.run_all(page)) == []
    page.wait_for_selector(".framing-explorer .fe-item")
    for tab in ("Lines in context", "Counts", "Article"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(300)
    assert page.evaluate("() => window.attacked ?? null") is None


def test_no_request_leaves_the_machine(opened):
    assert opened[1] == []  # of all tests above
