"""How long `framing.explore` lets a reader wait in JupyterLab, with 10,000 articles and 200,000 spans.

    python explore_speed.py

prints seconds in the browser, from the click to what is seen: the first view, and each filter, tab and sorting, the
first time and once more. Beside them are the seconds of processor time in the kernel, which depend little on what else
the machine does. It needs chromium, and the packages of ``pip install "newsframing[lab,dev]"``. The articles are the
demonstration corpus, 125 times, with a third of the instances.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

import framing

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import browser  # noqa: E402

ARTICLES, TIMES = 10_000, 125
START = """
import framing, pandas, time
articles, spans = pandas.read_parquet("articles.parquet"), pandas.read_parquet("spans.parquet")
"""
SHOW = "view = framing.explore(articles, spans)\nview"
STEPS = {
    "outlet": ("outlet", "Kestria Ledger"),
    "device": ("device", "hedge"),
    "voice": ("voice", "quoted"),
    "speaker": ("speaker", "mayor"),
    "search": ("search", "ferry"),
    "first date": ("first_date", "2024-06-01"),
    "lines in context": ("tab", "lines"),
    "lines by the words before": ("sort", "left"),  # of all cues
}
# From the change to the last time that something in the widget changed, before a second and a half of rest.
CLICK = """async ([name, value]) => {
  const widget = [...document.querySelectorAll(".framing-explorer")].at(-1);
  const labels = {outlet: "Outlet", device: "Device", voice: "Voice", speaker: "Speaker", search: "Search",
    first_date: "From", sort: "Sort by"};
  const begun = performance.now();
  let last = null;
  const seen = new MutationObserver(() => { last = performance.now(); });
  seen.observe(widget, {childList: true, subtree: true, characterData: true, attributes: true});
  if (name === "tab") widget.querySelector(`[id$="-tab-${value}"]`).click();
  else {
    const field = [...widget.querySelectorAll(".fe-field")].find((one) => one.textContent.startsWith(labels[name]));
    const control = field.querySelector("select, input");
    control.value = name === "outlet" || name === "device" || name === "voice" ? `=${value}` : value;
    control.dispatchEvent(new Event("change"));
  }
  while (performance.now() - Math.max(begun, last) < 1500) await new Promise(requestAnimationFrame);
  seen.disconnect();
  return (last - begun) / 1000;
}"""
FIRST = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  panel.content.activeCellIndex = panel.content.widgets.length - 1;
  const begun = performance.now();
  window.jupyterapp.commands.execute("notebook:run-cell");
  for (;;) {
    await new Promise(requestAnimationFrame);
    const widget = document.querySelector(".framing-explorer");
    if (widget?.querySelector(".fe-item") && widget.querySelector(".framing-article")) break;
  }
  await new Promise(requestAnimationFrame);
  return (performance.now() - begun) / 1000;
}"""
CLOCK = "print(time.process_time())"


def write_corpus(folder: Path) -> str:
    """Write the tables, and say how large they are."""
    demo = framing.read(ROOT / "corpus" / "demo")
    labels = framing.label(demo)
    labels = labels[labels["instance"] % 3 == 0]
    articles = pd.concat([demo.assign(doc_id=demo["doc_id"] + f"-{time}") for time in range(TIMES)], ignore_index=True)
    spans = pd.concat([labels.assign(doc_id=labels["doc_id"] + f"-{time}") for time in range(TIMES)], ignore_index=True)
    articles.to_parquet(folder / "articles.parquet")
    spans.to_parquet(folder / "spans.parquet")
    return f"{len(articles):,} articles, {len(spans):,} spans, {(spans['role'] == 'cue').sum():,} cues"


def main() -> None:
    """Measure, and print a line per step."""
    with TemporaryDirectory() as folder:
        root = Path(folder, "root")
        root.mkdir()
        print(write_corpus(root))
        browser.write_notebook(root / "explore.ipynb", START, SHOW)
        with browser.lab_server(Path(folder), root) as server, browser.chromium() as (page, _):
            browser.open_notebook(page, server, "explore.ipynb")
            browser.in_kernel(page, START)

            def clock() -> float:
                return float(browser.in_kernel(page, CLOCK))

            def told(what: str, wall: float, cpu: float) -> None:
                print(f"{what:28} {wall:6.2f} s, of the kernel {cpu:5.2f} s", flush=True)

            before = clock()
            told("first view", page.evaluate(FIRST), clock() - before)
            for what, step in STEPS.items():
                for when in ("", ", again"):
                    tab = "lines" if step[0] == "sort" else "article"
                    browser.in_kernel(page, f"view.clear(); view.tab, view.sort = '{tab}', 'text'")
                    page.wait_for_timeout(500)
                    before = clock()
                    told(what + when, page.evaluate(CLICK, list(step)), clock() - before)


if __name__ == "__main__":
    main()
