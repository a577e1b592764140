"""What a result was made with: versions, and digests of the term lists and weights that decided the labels."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Container, Iterable, Sequence, Set
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

from framing.model import VERSION, paths_of
from framing.origin import SHOWN
from framing.vocabulary.lexicon import domains, rules_beside

_FOLDERS = ("lexicons", "models")
_TERMS, _WEIGHTS = ".tsv", ".npz"


def versions(packages: Sequence[str]) -> str:
    """Name the versions of this package, Python and `packages`.

    Examples
    --------
    >>> versions(["numpy"]).startswith("framing 0.1.0, Python 3.")
    True
    """
    others = [f"{package} {metadata.version(package)}" for package in packages]
    return ", ".join([f"framing {VERSION}", f"Python {platform.python_version()}", *others])


def digests(devices: Iterable[str], lexicons: str | Path | Iterable[str | Path] = ()) -> dict[str, str]:
    """Give the SHA-256 of each device's bundled term list, of the weights, of all that is bundled, and of own lists.

    Parameters
    ----------
    devices
        Devices of the result; one without a bundled list has no entry.
    lexicons
        What `label` was given: paths of files, or names of domains.

    Raises
    ------
    ValueError
        Where a file is not there.

    Examples
    --------
    >>> list(digests(["hedge"]))
    ['hedge.tsv', 'attribution.npz', 'polarity.npz', 'all bundled lists and weights']
    """
    files = _bundled()
    names = [f"lexicons/{device}{_TERMS}" for device in dict.fromkeys(devices)]
    weights = [name for name in files if name.endswith(_WEIGHTS)]
    found = {name.rpartition("/")[2]: _digest(files[name]) for name in [*names, *weights] if name in files}
    every = "\n".join(f"{name} {_digest(content)}" for name, content in files.items())
    found["all bundled lists and weights"] = _digest(every.encode())
    return found | own_digests(lexicons, taken=found.keys())


def own_digests(lexicons: str | Path | Iterable[str | Path], *, taken: Set[str] = frozenset()) -> dict[str, str]:
    """Give the SHA-256 of own lists, or of those of domains, and of the rules next to them.

    A file whose name is `taken`, or that of a list before it, is named with its folder.

    Examples
    --------
    >>> list(own_digests("debate"))
    ['debate']
    """
    found: dict[str, str] = {}
    for path in paths_of(lexicons):
        if not Path(path).is_file() and str(path) not in domains():
            raise ValueError(f"{path}: no such lexicon file; give the path that label had, or a domain")
        bundled = resources.files("framing").joinpath("lexicons", "domains", f"{path}{_TERMS}")
        content = (Path(path) if Path(path).is_file() else bundled).read_bytes()
        found[_free_name(Path(path), taken | found.keys())] = _digest(content)
        rules = rules_beside(path)
        if rules is not None:
            found[_free_name(rules, taken | found.keys())] = _digest(rules.read_bytes())
    return found


def _free_name(path: Path, taken: Container[str]) -> str:
    """Name a file, with as many of its folders as it takes to tell it from other lists."""
    parts = path.absolute().parts
    names = ("/".join(parts[-number:]) for number in range(1, len(parts) + 1))
    return next((name for name in names if name not in taken), str(path))


def package_digest() -> str:
    """Give the SHA-256 of every file of the package, code and data, so that no change of it goes unseen.

    Examples
    --------
    >>> len(package_digest()) == SHOWN
    True
    """
    files: dict[str, bytes] = {}
    _collect(resources.files("framing"), "framing", files)
    kept = {name: content for name, content in sorted(files.items()) if "__pycache__" not in name}
    return _digest("\n".join(f"{name} {_digest(content)}" for name, content in kept.items()).encode())


def _bundled() -> dict[str, bytes]:
    """Read every bundled file that decides labels, by its place in the package, in order."""
    found: dict[str, bytes] = {}
    for folder in _FOLDERS:
        _collect(resources.files("framing").joinpath(folder), folder, found)
    return dict(sorted(found.items()))


def _collect(folder: Traversable, name: str, found: dict[str, bytes]) -> None:
    for entry in folder.iterdir():
        inner = f"{name}/{entry.name}"
        if entry.is_dir():
            _collect(entry, inner, found)
        elif not entry.name.endswith(".md"):
            found[inner] = entry.read_bytes()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:SHOWN]
