"""The documentation site is built offline, without a warning, and leaves no verb out."""

import doctest
import importlib.util
import re
import subprocess
import sys
from inspect import isfunction
from pathlib import Path

import pytest

import framing

ROOT = Path(__file__).parent.parent
VERBS = [name for name in framing.__all__ if isfunction(getattr(framing, name))]
needs_sphinx = pytest.mark.skipif(importlib.util.find_spec("sphinx") is None, reason="the extra docs is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built as `make docs` does."""
    target = tmp_path_factory.mktemp("docs")
    command = [sys.executable, ROOT / "docs" / "build.py", "-o", target]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return target / "html"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_answers_a_question(verb):
    assert f"{{func}}`~framing.{verb}`" in (ROOT / "docs" / "which_verb.md").read_text(encoding="utf-8")


@needs_sphinx
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_page(site, verb):
    assert f'id="framing.{verb}"' in (site / "verbs" / f"{verb}.html").read_text(encoding="utf-8")


@needs_sphinx
def test_every_figure_of_the_gallery_is_shown(site):
    shown = set(re.findall(r'src="_images/(\w+)\.svg"', (site / "gallery.html").read_text(encoding="utf-8")))
    assert shown == {path.stem for path in (ROOT / "docs" / "gallery").glob("*.py")}


@needs_sphinx
def test_no_page_loads_anything_from_another_server(site):
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    loaded = {
        path.name: re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="https?://[^"]+', page)
        for path, page in pages.items()
    }
    assert {name: found for name, found in loaded.items() if found} == {}


def test_the_page_of_own_terms_is_run(tmp_path, monkeypatch):
    page = (ROOT / "docs" / "own_terms.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(\w+)\n(.*?)```", page, re.DOTALL)
    assert [kind for kind, _ in blocks] == ["text", "toml", "python"]
    for name, (_, block) in zip(("metaphor.tsv", "metaphor.rules.toml"), blocks, strict=False):
        (tmp_path / name).write_text(block, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    test = doctest.DocTestParser().get_doctest(blocks[2][1], {}, "own_terms", None, 0)
    assert doctest.DocTestRunner().run(test).failed == 0
