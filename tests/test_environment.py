"""One set of dependencies: pyproject.toml states it, environment.yml and requirements.lock follow."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = (ROOT / "environment.yml").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

OPTIONAL = PYPROJECT["project"]["optional-dependencies"]
DIRECT = [
    Requirement(line)
    for line in [
        *PYPROJECT["project"]["dependencies"],
        *(line for extra in OPTIONAL.values() for line in extra),
        *PYPROJECT["build-system"]["requires"],
    ]
]
BOUNDS = {canonicalize_name(requirement.name): requirement.specifier for requirement in DIRECT}
BLOCKS = re.findall(r"^[a-z0-9][^\n]*(?:\n    --hash=[^\n]*)*", LOCK, flags=re.MULTILINE)
PINS = [re.match(r"([a-z0-9.-]+)==(\S+)", block) for block in BLOCKS]


def conda_bounds():
    """What environment.yml asks for, pip's part included, but for the package itself, pip and python."""
    found = re.findall(r"^ +- ([a-z0-9-]+)((?:[<>=!~]\S+)?)$", ENVIRONMENT.partition("dependencies:")[2], re.MULTILINE)
    return {name: SpecifierSet(bound) for name, bound in found if name not in {"pip", "python"}}


def test_environment_and_pyproject_name_the_same_dependencies_and_bounds():
    assert conda_bounds() == BOUNDS


def test_environment_and_pyproject_ask_for_the_same_python():
    assert f"  - python{PYPROJECT['project']['requires-python']}\n" in ENVIRONMENT


def test_environment_takes_only_conda_forge():
    assert re.search(r"channels:\n((?:  - .*\n)+)", ENVIRONMENT)[1].split() == ["-", "conda-forge", "-", "nodefaults"]


@pytest.mark.parametrize("name", BOUNDS)
def test_the_lock_pins_a_dependency_within_its_bounds(name):
    versions = [pin[2] for pin in PINS if pin[1] == name]
    assert versions
    assert all(version in BOUNDS[name] for version in versions)


def test_every_line_of_the_lock_is_a_pin():
    assert [block.splitlines()[0] for block, pin in zip(BLOCKS, PINS, strict=True) if pin is None] == []


def test_every_pin_of_the_lock_has_a_hash():
    assert [block.splitlines()[0] for block in BLOCKS if "--hash=sha256:" not in block] == []


def test_the_lock_takes_wheels_only():
    assert "\n--only-binary :all:\n" in LOCK


def test_the_lock_names_no_address_and_no_path():
    without_hashes = LOCK.replace("--hash=", "").replace("--only-binary", "")
    assert re.findall(r"^.*(?:/|\\\w|--|://|@).*$", without_hashes, flags=re.MULTILINE) == []
