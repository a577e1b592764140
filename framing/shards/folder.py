"""The folder of a labelled corpus in parts: where each file is, and the record that says what it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pandas as pd
import pyarrow.parquet as pq

from framing.files.table_file import BROKEN_PARQUET, save_table
from framing.files.whole_file import whole_file
from framing.labelling.kept import with_devices

RECORD = "shards.json"
ARTICLES, SPANS = "articles", "spans"  # what stays
KEYS, LABELLED, NAMES = "keys", "labelled", "names"  # what is needed until all parts are labelled
_DIGEST = "framing.shard"
_ENDINGS = {ARTICLES: ".parquet", SPANS: ".parquet", LABELLED: ".parquet", KEYS: ".npz", NAMES: ".json"}


class ShardFolder:
    """Paths and record of one folder; its state is the path alone, so that it goes to any process.

    Examples
    --------
    >>> import tempfile
    >>> folder = ShardFolder(Path(tempfile.mkdtemp()))
    >>> folder.path(SPANS, 7).name, folder.numbers(SPANS), folder.record()
    ('00007.parquet', [], {})
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, kind: str, number: int) -> Path:
        """Give the file of one part."""
        return self.root / kind / f"{number:05d}{_ENDINGS[kind]}"

    def numbers(self, kind: str) -> list[int]:
        """Give the numbers of the parts that have such a file, in order."""
        return sorted(int(path.stem) for path in (self.root / kind).glob(f"*{_ENDINGS[kind]}") if path.stem.isdigit())

    def record(self) -> dict[str, object]:
        """Read the record; empty where there is none."""
        path = self.root / RECORD
        if not path.exists():
            return {}
        try:
            found = json.loads(path.read_text("utf-8"))
        except ValueError:
            found = None
        if not isinstance(found, dict) or "run" not in found:
            raise ValueError(f"{path}: is no record of a labelled corpus; choose another folder")
        return found

    def save_record(self, record: dict[str, object]) -> None:
        """Write the record."""
        with whole_file(self.root / RECORD) as file:
            file.write(json.dumps(record, indent=1).encode("utf-8"))

    def save(self, table: pd.DataFrame, kind: str, number: int, digest: str = "") -> None:
        """Write the table of one part, complete or not at all."""
        kept = table.copy(deep=False)
        kept.attrs = {_DIGEST: digest} if digest else {}
        save_table(kept, self.path(kind, number))

    def read(self, kind: str, number: int, columns: list[str] | None = None) -> pd.DataFrame:
        """Read the table of one part."""
        path = self.path(kind, number)
        try:
            table = pd.read_parquet(path, columns=columns)
        except BROKEN_PARQUET as error:
            raise _unreadable(path, error) from error
        table.attrs = {}
        return table

    def has_all(self, kind: str, record: dict[str, object]) -> bool:
        """Return whether the files of all parts that the record counts are there."""
        return "parts" in record and self.numbers(kind) == list(range(int(str(record["parts"]))))

    def instances(self, number: int) -> int:
        """Count the instances in the spans of a part."""
        return int((self.read(SPANS, number, ["role"])["role"] == "cue").sum())

    def digest(self, number: int) -> str:
        """Give the digest that the articles of a part were saved with, without reading them."""
        path = self.path(ARTICLES, number)
        try:
            metadata = pq.read_schema(path).metadata or {}
            return str(json.loads(metadata.get(b"PANDAS_ATTRS", b"{}")).get(_DIGEST, ""))
        except BROKEN_PARQUET as error:
            raise _unreadable(path, error) from error

    def parts(self) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
        """Give articles and spans of each part, in order; raise where labelling is not finished."""
        record = self.record()
        if not record:
            raise ValueError(f"{self.root}: no labelled corpus in this folder; framing.label_shards makes one")
        if not record.get("is_complete"):
            raise ValueError(f"{self.root}: labelling is not finished; run the same command again, which goes on")
        devices = cast("list[str]", record["devices"])
        columns: list[str] | None = None
        for number in range(int(str(record["parts"]))):
            articles, spans = self.read(ARTICLES, number), self.read(SPANS, number)
            if columns is not None and list(spans.columns) != columns:
                raise ValueError(f"{self.path(SPANS, number)}: has other columns than the parts before; label anew")
            columns = list(spans.columns)
            yield articles, with_devices(spans, devices)


def _unreadable(path: Path, error: Exception) -> ValueError:
    reason = " ".join(str(error).split())[:120]
    return ValueError(f"{path}: this part cannot be read ({reason}); remove it and run again")
