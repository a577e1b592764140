"""Build the documentation site from docstrings, codebook pages, notebooks and the texts of the repository.

python docs/build.py [-o build/docs]

Nothing is downloaded, and the pages load nothing from another server. The pages in this folder are written by hand; the
others are laid out beside copies of them in build/docs/source: one page per verb and per device, the notebooks as they
are stored, a gallery of figures drawn now, the changelog. Any warning of Sphinx is an error.
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import sys
from inspect import isfunction
from pathlib import Path

import matplotlib as mpl
from sphinx.cmd.build import main as sphinx

import framing
from framing.corpora.registry import registry
from framing.plot import STYLE

HERE = Path(__file__).parent
ROOT = HERE.parent


def toctree(caption: str, names: list[str]) -> str:
    """Give a list of pages, which the site shows at its side."""
    return "\n".join([f"# {caption}", "", "```{toctree}", ":maxdepth: 1", "", *names, "```", ""])


def write(path: Path, text: str) -> None:
    """Write a page, and the folder that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def verbs(source: Path) -> None:
    """Write a page for each verb, from its docstring."""
    names = [name for name in framing.__all__ if isfunction(getattr(framing, name))]
    for name in names:
        directive = f".. currentmodule:: framing\n\n.. autofunction:: {name}"
        write(source / "verbs" / f"{name}.md", f"# {name}\n\n```{{eval-rst}}\n{directive}\n```\n")
    write(source / "verbs" / "index.md", toctree("Verbs", names))


def codebook(source: Path) -> None:
    """Copy the codebook page of each device."""
    names = framing.devices()["device"].tolist()
    for name in names:
        write(source / "codebook" / f"{name}.md", str(framing.codebook(name)))
    write(source / "codebook" / "index.md", toctree("Codebook", names))


def corpora(source: Path) -> None:
    """Write the tables of corpora into their page."""
    head = ["name", "good for", "articles", "codings", "licence"]
    entries = registry().values()
    listed = [
        [
            f"[`{found.name}`]({found.page})",
            found.good_for,
            f"{found.articles:,}",
            found.codings or "none",
            found.licence,
        ]
        for found in entries
    ]
    copies = [[f"`{entry.name}`", ", ".join(f"`{copy}`" for copy in entry.copies)] for entry in entries]
    page = source / "corpora.md"
    text = page.read_text(encoding="utf-8")
    text = text.replace("\nTABLE\n", f"\n{table(head, listed)}\n")
    write(page, text.replace("\nCOPIES\n", f"\n{table(['name', 'files'], copies)}\n"))


def table(head: list[str], rows: list[list[str]]) -> str:
    """Give a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def notebooks(source: Path) -> None:
    """Copy the notebooks with the outputs that they are stored with."""
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    (source / "notebooks").mkdir()
    for path in paths:
        shutil.copy(path, source / "notebooks")
    write(source / "notebooks" / "index.md", toctree("Notebooks", [path.stem for path in paths]))


def gallery(source: Path) -> None:
    """Run each script of the gallery and show its code and the figure that it leaves in ``axes``."""
    pages = [
        "# Gallery",
        "",
        "All figures are drawn from the demonstration corpus, which is fictional: they say nothing about real news.",
        "",
    ]
    for path in sorted((HERE / "gallery").glob("*.py")):
        code = path.read_text(encoding="utf-8")
        title = ast.get_docstring(ast.parse(code)) or path.stem
        namespace: dict[str, object] = {}
        with mpl.rc_context(STYLE):
            exec(compile(code, path, "exec"), namespace)
            image = source / "gallery" / f"{path.stem}.svg"
            image.parent.mkdir(exist_ok=True)
            namespace["axes"].figure.savefig(image, outlines=True)  # type: ignore[attr-defined]
        body = re.sub(r'^""".*?"""\s*', "", code, flags=re.DOTALL).rstrip()
        pages += [f"## {title.rstrip('.')}", "", f"![{title}](gallery/{image.name})", "", "```python", body, "```", ""]
    write(source / "gallery.md", "\n".join(pages))


def main() -> int:
    """Lay out the pages and build the site."""
    parser = argparse.ArgumentParser(description="Build the documentation site, offline.")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "docs")
    target = parser.parse_args().output.resolve()
    source = target / "source"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(HERE, source, ignore=shutil.ignore_patterns("build.py", "gallery", "__pycache__"))
    for page in (verbs, codebook, corpora, notebooks, gallery):
        page(source)
    shutil.copy(ROOT / "CHANGELOG.md", source / "changelog.md")
    shutil.copy(ROOT / "benchmarks" / "calibration" / "README.md", source / "calibration.md")
    options = ["-q", "-W", "--keep-going", "-b", "html", "-d", str(target / "cache")]
    failed = sphinx([*options, str(source), str(target / "html")])
    if not failed:
        print(target / "html" / "index.html")
    return failed


if __name__ == "__main__":
    sys.exit(main())
