"""The labels of a report: saved early, and reused where articles, lexicons and versions are unchanged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from framing.files.table_file import BROKEN_PARQUET, save_table
from framing.files.whole_folder import written_names
from framing.label import CODER, label
from framing.labelling.kept import decided_by, labels_key, restored
from framing.labelling.plan import plan_of

PAGE, SPANS = "report.html", "spans.parquet"
SPANS_BESIDE = "spans.new.parquet"  # where an earlier report stands: its spans stay beside its other tables
_KEY = "framing.report.labels"

Progress = Callable[[int, int], None]


class KeptLabels:
    """Labels of a report in `folder`; kept is what was found, with a digest of all that decides it.

    `taken_from` is the file whose labels were used again, if there was one.
    """

    def __init__(
        self,
        folder: Path,
        lexicons: Sequence[Path],
        outlets: Sequence[Path],
        progress: Progress | None,
        *,
        devices: Sequence[str] | None = None,
    ) -> None:
        self.folder = folder
        self.lexicons = lexicons
        self.outlets = outlets
        self.progress = progress
        self.devices = devices
        self.key = ""
        self.taken_from: Path | None = None

    def labelled(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Label the articles for the devices, by default all, unless the folder already has these labels."""
        plan = plan_of(self.devices, lexicons=self.lexicons, outlets=self.outlets, coder=CODER, with_voice=True)
        self.key = labels_key(articles, decided_by(plan, self.lexicons, self.outlets))
        for path in (self.folder / SPANS, self.folder / SPANS_BESIDE):
            kept = _kept(path, self.key)
            if kept is not None:
                self.taken_from = path
                return restored(kept, articles, plan.wanted)
        spans = label(articles, self.devices, lexicons=self.lexicons, outlets=self.outlets, progress=self.progress)
        has_report = (self.folder / PAGE).exists() or bool(written_names(self.folder))
        save_table(self.with_key(spans), self.folder / (SPANS_BESIDE if has_report else SPANS))
        return spans

    def with_key(self, spans: pd.DataFrame) -> pd.DataFrame:
        """Return the spans with the digest, which Parquet stores."""
        keyed = spans.copy(deep=False)
        keyed.attrs = {_KEY: self.key}
        return keyed


def _kept(path: Path, key: str) -> pd.DataFrame | None:
    """Read the spans that were saved with this digest."""
    if not path.is_file():
        return None
    try:
        spans = pd.read_parquet(path)
    except BROKEN_PARQUET:  # no table, perhaps a file of somebody else's
        return None
    if spans.attrs.get(_KEY) != key:
        return None
    spans.attrs = {}
    return spans
