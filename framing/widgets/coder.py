"""The widget of `framing.code` and `framing.adjudicate`: a session on a screen, with buttons and keys."""

from __future__ import annotations

from importlib import resources
from typing import Any, ClassVar

import anywidget
import pandas as pd
import traitlets

from framing.coding.coded_page import session_html
from framing.coding.coded_tables import codes_table, drift_table, note_open, spans_table
from framing.coding.desk import as_coded, fixed, obey, screen
from framing.coding.session import Session


class Coder(anywidget.AnyWidget):
    """One coder's work: an item at a time, and every decision on the disk before the next.

    `codings` is the codes table of what was decided, `spans` the places marked, `retested` what was coded a second
    time, `drift` how much of it alike, by day; `file` is where it is kept, and `session` is the work without a screen.
    """

    _esm: ClassVar[str] = resources.files("framing.widgets").joinpath("coder.js").read_text("utf-8")
    _css: ClassVar[str] = resources.files("framing.widgets").joinpath("coder.css").read_text("utf-8")

    fixed = traitlets.Dict().tag(sync=True)
    screen = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session, markdown: str) -> None:
        """Show a session, with its codebook page."""
        self.session = session
        self._step = 0
        super().__init__(fixed=fixed(session, markdown), screen=screen(session))
        self.on_msg(self._obey)

    @property
    def file(self) -> str:
        """The file of the decisions."""
        return str(self.session.file.path)

    @property
    def codings(self) -> pd.DataFrame:
        """The codes: one row per item and question; for `framing.agree` and `framing.correct`."""
        coded = as_coded(self.session)
        note_open(coded, "codings")
        return codes_table(coded)

    @property
    def spans(self) -> pd.DataFrame:
        """The places marked, as a spans table."""
        coded = as_coded(self.session)
        note_open(coded, "spans")
        return spans_table(coded)

    @property
    def retested(self) -> pd.DataFrame:
        """What was coded a second time, as a coding of its own: ``agree(articles, view.codings, view.retested)``."""
        return codes_table(as_coded(self.session), retest=True)

    @property
    def drift(self) -> pd.DataFrame:
        """By day, how many items were coded a second time, and how many of them as the first time."""
        return drift_table(as_coded(self.session))

    def close(self) -> None:
        """Let go of the file, so that another notebook can open it."""
        self.session.file.close()
        super().close()

    def _obey(self, _: object, command: Any, __: object) -> None:
        """Do what the browser asks, and answer in any case: a coder must know whether it was saved."""
        self._step += 1
        try:
            told = obey(self.session, command)
            self.screen = screen(self.session, message=told, step=self._step)
        except ValueError as error:
            self.screen = screen(self.session, message=str(error), refused=True, step=self._step)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Give the widget, and beside it what was coded as plain HTML, for pages that have no widgets."""
        bundle: Any = super()._repr_mimebundle_(**options)
        page = session_html(self.session)
        note = "<p><small>Saved view of a widget; run the cell to go on coding.</small></p>"
        data, *rest = bundle if isinstance(bundle, tuple) else (bundle,)
        data = {**data, "text/html": page + note, "text/plain": repr(self)}
        return (data, *rest) if rest else data

    def __repr__(self) -> str:
        progress, name = self.session.progress, self.session.task.name
        told = f"{progress['done']} of {progress['items']} items decided"
        return f"<coding of {name} by {self.session.coder}: {told}>"
