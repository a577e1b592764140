"""The widget of `framing.explore`: what its parts in Python and in the browser tell each other."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import numpy as np
import pandas as pd
import traitlets

from framing.exploring.filters import Shown, View, shown
from framing.exploring.pages import article_html, article_page, choices, counts_of, line_page
from framing.exploring.prepared import SORTS, Mask, Prepared
from framing.exploring.static_page import static_page
from framing.files.whole_file import whole_file
from framing.model import named

TABS = ("article", "lines", "counts")
_FILTERS = ("outlet", "device", "voice", "speaker", "first_date", "last_date", "search", "behind")


class _Words(traitlets.List):  # type: ignore[type-arg]
    """Several values of a column; one may be given as a string."""

    def validate(self, obj: Any, value: Any) -> Any:
        return super().validate(obj, [value] if isinstance(value, str) else list(value or ()))


class Explorer(anywidget.AnyWidget):
    """Articles, their labels, the lines in context and the counts, under one filter.

    Each filter is an attribute that can be read and set: `outlet`, `device` and `voice` (one or several values),
    `speaker` and `search` (part of a name, words), `first_date` and `last_date` (``"2024-05-31"``). `behind` limits the
    view to the row given as ``where``. `sort` orders the lines, `tab` is what is in front, `article` the row of the
    article that is open.
    """

    _esm: ClassVar[str] = resources.files("framing.widgets").joinpath("explorer.js").read_text("utf-8")
    _css: ClassVar[str] = resources.files("framing.widgets").joinpath("explorer.css").read_text("utf-8")

    outlet = _Words(traitlets.Unicode()).tag(sync=True)
    device = _Words(traitlets.Unicode()).tag(sync=True)
    voice = _Words(traitlets.Unicode()).tag(sync=True)
    speaker = traitlets.Unicode().tag(sync=True)
    first_date = traitlets.Unicode().tag(sync=True)
    last_date = traitlets.Unicode().tag(sync=True)
    search = traitlets.Unicode().tag(sync=True)
    behind = traitlets.Bool(False).tag(sync=True)
    sort = traitlets.Enum(SORTS, "text").tag(sync=True)
    tab = traitlets.Enum(TABS, "article").tag(sync=True)
    first_article = traitlets.Int(0, min=0).tag(sync=True)
    first_line = traitlets.Int(0, min=0).tag(sync=True)
    article = traitlets.Int(-1).tag(sync=True)
    cue = traitlets.Int(-1).tag(sync=True)
    # from Python to the browser alone
    choices = traitlets.Dict().tag(sync=True)
    articles_shown = traitlets.Dict().tag(sync=True)
    lines_shown = traitlets.Dict().tag(sync=True)
    counts_shown = traitlets.Dict().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)

    def __init__(self, prepared: Prepared, where: object = None) -> None:
        """Take tables that were prepared, and a row to start from."""
        self._prepared = prepared
        self._behind: Mask | None = None
        told = ""
        if where is not None:
            from framing.exploring.behind import behind  # slow: it counts, and so it loads what cuts texts into words

            self._behind, told = behind(prepared, where)
        self._view: View | None = None
        self._done: dict[str, object] = {}
        super().__init__(
            choices={**choices(prepared), "behind": told},
            behind=where is not None,
            tab="lines" if where is not None else "article",
        )
        self.observe(self._follow, [*_FILTERS, "sort", "tab", "first_article", "first_line", "article", "cue"])
        self._follow()

    @property
    def selection(self) -> pd.DataFrame:
        """The spans whose cues pass the filter, with all parts of their instances: a table for any other verb."""
        prepared = self._prepared
        numbers = prepared.instances
        return prepared.spans[np.isin(numbers, numbers[prepared.rows[self._shown.cues]])].copy()

    @property
    def selected_articles(self) -> pd.DataFrame:
        """The articles that pass the filter."""
        return self._prepared.articles[self._shown.articles].copy()

    @property
    def doc_id(self) -> object:
        """The article that is open; setting it opens another."""
        return self._prepared.articles["doc_id"].iloc[self.article] if self.article >= 0 else None

    @doc_id.setter
    def doc_id(self, doc_id: object) -> None:
        known = self._prepared.articles["doc_id"].astype(str).tolist()
        if str(doc_id) not in known:
            close = get_close_matches(str(doc_id), known, n=3)
            hint = f"close to it: {named(close)}" if close else f"there are {named(known, most=3)}"
            raise ValueError(f"explore: no article {str(doc_id)!r}; {hint}")
        self.article = known.index(str(doc_id))

    def clear(self) -> None:
        """Take all filters away."""
        with self.hold_trait_notifications():
            for name in _FILTERS:
                setattr(self, name, False if name == "behind" else () if name in ("outlet", "device", "voice") else "")

    def save(self, path: str | Path) -> None:
        """Write what the filter shows as a page for the browser, with all lines; an existing file is replaced."""
        body = static_page(self._prepared, self._shown, self._told(), sort=self.sort, most=len(self._prepared.rows))
        head = '<!doctype html><html><head><meta charset="utf-8"><title>Lines in context</title></head>'
        with whole_file(path) as file:
            file.write(f"{head}<body>{body}</body></html>".encode())

    @traitlets.validate("outlet", "device", "voice")
    def _check_values(self, proposal: Any) -> Any:
        name, known = proposal["trait"].name, self.choices.get(proposal["trait"].name, [])
        if unknown := [value for value in proposal["value"] if value not in known]:
            raise ValueError(f"explore: {name} {unknown[0]!r} is none of {named(known, most=12)}")
        return proposal["value"]

    @traitlets.validate("first_date", "last_date")
    def _check_date(self, proposal: Any) -> Any:
        value = str(proposal["value"])
        try:
            return str(np.datetime64(value, "D")) if value else ""
        except ValueError:
            raise ValueError(f"explore: {value!r} is no date; write it as 2024-05-31") from None

    def _follow(self, change: Any = None) -> None:
        """Compute anew what a change concerns, and no more; a change of filter goes back to the first page."""
        view = View(
            tuple(self.outlet), tuple(self.device), tuple(self.voice), self.speaker,
            self.first_date, self.last_date, self.search, self.behind,
        )  # fmt: skip
        if view != self._view:
            self._shown: Shown = shown(self._prepared, view, self._behind)
            is_first, self._view = self._view is None, view
            if not is_first:
                self.first_article = self.first_line = 0
                if self._shown.articles.any() and not self._shown.articles[self.article]:
                    self.article, self.cue = int(self._shown.articles.argmax()), -1
        asked = {
            "articles_shown": (view, self.first_article),
            "lines_shown": (view, self.sort, self.first_line),
            "counts_shown": view,
            "html": (self._opened(), self.cue),
        }
        if self.tab == "article":  # lines and counts wait until they are looked at
            asked = {name: asked[name] for name in ("articles_shown", "html")}
        for name, what in asked.items():
            if self._done.get(name) != what:
                self._done[name] = what
                setattr(self, name, self._computed(name))

    def _opened(self) -> int:
        """Return the article that is open: the one chosen, or the first that is shown."""
        if self.article < 0 and self._shown.articles.any():
            self.article = int(self._shown.articles.argmax())
        return self.article

    def _computed(self, name: str) -> Any:
        if name == "articles_shown":
            return {**article_page(self._prepared, self._shown, self.first_article), "of": len(self._shown.articles)}
        if name == "lines_shown":
            page = line_page(self._prepared, self._shown, sort=self.sort, first=self.first_line)
            return {**page, "of": len(self._shown.cues)}
        if name == "counts_shown":
            return dict(counts_of(self._prepared, self._shown))
        if not 0 <= self.article < len(self._prepared.articles):
            return ""
        return article_html(self._prepared, self.article, self.cue)

    def _told(self) -> str:
        told = []
        for name in _FILTERS[:-1]:
            value = getattr(self, name)
            words = ", ".join(value) if not isinstance(value, str) else value
            told += [f"{name.replace('_', ' ')} {words}"] if words else []
        return " · ".join([*told, self.choices["behind"]] if self.behind else told)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Give the widget, and beside it what is shown now as plain HTML, for pages that have no widgets."""
        bundle: Any = super()._repr_mimebundle_(**options)
        page = static_page(self._prepared, self._shown, self._told(), sort=self.sort)
        note = "<p><small>Saved view of a widget; run the cell to filter, sort and open articles.</small></p>"
        data, *rest = bundle if isinstance(bundle, tuple) else (bundle,)
        data = {**data, "text/html": page + note, "text/plain": repr(self)}
        return (data, *rest) if rest else data

    def __repr__(self) -> str:
        return f"<explorer: {int(self._shown.articles.sum()):,} articles, {int(self._shown.cues.sum()):,} cues shown>"
