"""Code a sample by hand in a notebook: one item at a time, each decision on the disk at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from framing.coding.items import items_of, texts_of
from framing.coding.opening import head_of, open_session, proposals_of
from framing.coding.task import task_of
from framing.vocabulary.code_pages import CodePage

if TYPE_CHECKING:
    from framing.widgets.coder import Coder


def code(
    articles: pd.DataFrame,
    sample: pd.DataFrame,
    *,
    coder: str,
    file: str | Path,
    codebook: str | Path | CodePage | None = None,
    proposals: pd.DataFrame | None = None,
) -> Coder:
    r"""Code a sample by hand in a notebook, by keys or mouse: mark instances of a device, or answer questions.

    The coder sees neither outlet nor labels. Attributions are coded by their cues alone. It needs the packages of
    ``pip install "newsframing[lab]"``; it is tested in JupyterLab 4, and untested in VS Code and Colab.

    Parameters
    ----------
    articles
        The articles from which the sample was drawn, unchanged.
    sample
        The table of `framing.sample`, or of `framing.allocate`, of which the rows of `coder` are coded. Items come in
        its order, which is random.
    coder
        Who codes.
    file
        Where decisions are kept, such as ``"coder_1.jsonl"``: one line each, written to the disk before the next item
        is shown. If it exists, coding goes on at the first open item, also after a kernel was killed. One file is for
        one coder and one codebook. It has no text of the articles, but digests of it.
    codebook
        What is coded: a page of questions such as ``"generic_frames"``, a device, or the path of your own page; without
        it the device for which the sample was drawn.
    proposals
        A spans table, or for questions a codes table: its labels are shown, for the coder to accept or reject. Without
        it coding is blind. Coders who see proposals tend to agree with them, so their codings do not show the accuracy
        of these; the column `blind` says which it was.

    Returns
    -------
    Coder
        The widget; a notebook displays it. ``.codings`` is a codes table for `framing.agree` and `framing.correct`:
        one row per item and question: `doc_id`, `unit`, `start`, `end`, `code`, `value` (of a device the number of
        instances marked, without the subtypes that its page counts apart), `coder`, `made_by`, the columns of the
        sample with their `probability`, `blind`, `decided` (when) and `note`. ``.spans`` is the spans table of the
        places marked, ``.retested`` and ``.drift`` what was coded twice. `framing.read_codings` reads the same from the
        file. A saved or exported notebook contains what was coded as plain HTML, with the words of the texts.

    Raises
    ------
    ValueError
        For an empty sample, one of other or changed texts, a codebook that does not exist or is not that of the
        sample, and a file that is another coder's, of another sample or codebook, open elsewhere or not writable.
    ImportError
        If the package `anywidget` is missing.

    Examples
    --------
    >>> import tempfile, framing
    >>> text = "It may rain. It is cold. Ferries run. Perhaps late."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": [text]})
    >>> spans = framing.label(articles, ["hedge"], with_voice=False)
    >>> drawn = framing.sample(articles, spans, n=4, seed=1)
    >>> view = framing.code(articles, drawn, coder="Ann", file=Path(tempfile.mkdtemp(), "ann.jsonl"))
    >>> view
    <coding of hedge by Ann: 0 of 4 items decided>
    >>> for _ in range(4):  # what the keys 0 and ? do
    ...     view.session.none() if view.session.text != "It may rain." else view.session.undecided()
    >>> view
    <coding of hedge by Ann: 3 of 4 items decided>
    """
    if not isinstance(coder, str) or not coder.strip():
        raise ValueError(f"code: coder={coder!r} is no name; give the coder's")
    items = items_of(articles, sample, coder)
    task = task_of(sample, codebook)
    found = proposals_of(articles, items, task, proposals)
    try:
        from framing.widgets.coder import Coder
    except ImportError as error:
        raise ImportError(f'code: the package {error.name} is missing; pip install "newsframing[lab]"') from error
    session = open_session(file, texts_of(articles), head_of(coder, task, items, blind=proposals is None), found)
    return Coder(session, task.markdown)
