"""Imports point downwards: what each module imports is what layers.toml lets it import."""

import ast
import sys
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "framing"
LAYERS = tomllib.loads((TESTS / "layers.toml").read_text(encoding="utf-8"))
FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def entry(module):
    """The entry of `module` in layers.toml: its own, else the one whose pattern it matches."""
    return LAYERS.get(module) or next((LAYERS[name] for name in LAYERS if fnmatchcase(module, name)), None)


def imported(module):
    """The full names that `module` imports, `from a import b` as ``a.b`` where that is a module, else ``a``."""
    names = set()
    for node in ast.walk(ast.parse(FILES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            modules = {name for name in full if name.removeprefix("framing.") in FILES}
            names |= modules if modules == full else modules | {f"{node.module}"}
    return names


def ours(module):
    names = {name.removeprefix("framing.") for name in imported(module) if name.split(".")[0] == "framing"}
    return {"__init__" if name == "framing" else name for name in names}


@pytest.mark.parametrize("module", FILES)
def test_a_module_has_its_place_in_the_layers(module):
    assert entry(module) is not None, f"tests/layers.toml: give {module} a layer and what it may import"


@pytest.mark.parametrize("module", FILES)
def test_a_module_imports_only_the_modules_it_may(module):
    assert [name for name in ours(module) if not any(fnmatchcase(name, may) for may in entry(module)["imports"])] == []


@pytest.mark.parametrize("module", FILES)
def test_no_import_points_upwards(module):
    assert [name for name in ours(module) if entry(name)["layer"] > entry(module)["layer"]] == []


@pytest.mark.parametrize("module", FILES)
def test_a_module_imports_only_the_third_parties_it_may(module):
    theirs = {name.split(".")[0] for name in imported(module)} - {"framing"} - set(sys.stdlib_module_names)
    assert theirs - set(entry(module)["third_party"]) == set()
