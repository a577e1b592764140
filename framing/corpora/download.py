"""Download one file: into its place only when complete, continued where an earlier attempt ended."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Any
from urllib.parse import urlsplit

from tqdm import tqdm  # type: ignore[import-untyped]

from framing.corpora.registry import Download
from framing.files.whole_file import lock

LARGEST = 2_000_000_000  # bytes; no corpus of the registry comes near
_CHUNK = 1 << 16
_SECONDS = (10, 60)  # to connect, and between two chunks


def download(file: Download, target: Path) -> Path:
    """Fetch `file` to `target` unless it is there; its hash is checked where it is known.

    What an interrupted attempt received stays beside `target` (``.partial``), and the next attempt asks the server for
    the rest. A server that cannot do that sends the whole file again.

    Raises
    ------
    ValueError
        In one line: no connection, interrupted, refused, a wrong hash, the package pooch is missing.
    """
    pooch = _pooch()

    def fetch(address: str, output: str, _: object) -> None:
        partial = target.with_name(f"{target.name}.partial")
        _receive(address, partial)
        shutil.move(partial, output)

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _quiet(pooch.get_logger()):
            pooch.retrieve(file.address, file.sha256 or None, fname=target.name, path=target.parent, downloader=fetch)
    except OSError as error:
        raise ValueError(
            f"{target.parent}: {error.strerror or error}; check the folder, its permissions and the space left"
        ) from error
    except ValueError as error:
        if "does not match the known hash" not in str(error):
            raise
        raise ValueError(
            f"{file.address}: what arrived has another SHA-256 than {file.sha256} and was removed; call again, and if "
            "that does not help, the source has changed: a newer version of framing may know it"
        ) from error
    return target


def _pooch() -> ModuleType:
    """Import pooch, an extra."""
    try:
        return import_module("pooch")
    except ImportError:
        raise ValueError(
            'downloading a corpus needs pooch: pip install "newsframing[corpora]"; without it, name a folder that has '
            "the files in the environment variable FRAMING_DATA"
        ) from None


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Silence a logger for a while: the progress bar and the errors say what its lines would."""
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _receive(address: str, partial: Path) -> None:
    """Append what is missing of the file at `address` to `partial`."""
    requests: Any = import_module("requests")  # pooch needs it, so it is there
    with partial.open("ab") as file:
        try:
            lock(file.fileno())
        except BlockingIOError:
            raise ValueError(f"{partial}: another process is downloading it; call again when it is done") from None
        received = file.tell()
        headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={received}-"} if received else {})}
        try:
            answer = requests.get(address, headers=headers, stream=True, timeout=_SECONDS)
        except requests.exceptions.RequestException as error:
            host = urlsplit(address).hostname
            raise ValueError(f"{host}: no connection ({type(error).__name__}); {_OFFLINE}") from error
        with answer:
            if answer.status_code == 416:  # the earlier attempt has all bytes, or those of another file
                file.truncate(0)
                raise ValueError(f"{address}: the earlier attempt does not fit and was removed; call again")
            if not answer.ok:
                raise ValueError(f"{address}: the server answers {answer.status_code} {answer.reason}; {_OFFLINE}")
            try:
                _append(answer, file, received, name=partial.name.removesuffix(".partial"))
            except requests.exceptions.RequestException as error:
                file.flush()
                raise ValueError(
                    f"{address}: interrupted after {partial.stat().st_size:,} bytes ({type(error).__name__}); call "
                    "again, and it goes on from there"
                ) from error


_OFFLINE = "call again with a network, or name a folder with converted copies in the environment variable FRAMING_DATA"


def _append(answer: Any, file: IO[bytes], received: int, *, name: str) -> None:
    """Write an answer behind the `received` bytes, or from the start where the server sends the whole file."""
    starts = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    if received and not (answer.status_code == 206 and starts and int(starts[1]) == received):
        file.truncate(0)
        received = 0
    length = answer.headers.get("Content-Length")
    total = received + int(length) if length else None
    with tqdm(total=total, initial=received, unit="B", unit_scale=True, desc=name) as bar:
        for chunk in answer.iter_content(_CHUNK):
            file.write(chunk)
            received += len(chunk)
            bar.update(len(chunk))
            if received > LARGEST:
                file.truncate(0)
                raise ValueError(f"{answer.url}: more than {LARGEST:,} bytes; this is not the corpus")
    file.flush()
    if total is not None and received < total:
        raise ValueError(f"{answer.url}: interrupted after {received:,} of {total:,} bytes; call again, and it goes on")
