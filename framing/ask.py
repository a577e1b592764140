"""The files of a coding task: a sheet for people, and a prompt with its units for a language model."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from framing.checks import check_columns
from framing.coding.answers import prompt_of, schema_of
from framing.files.table_file import write_csv
from framing.files.whole_file import whole_file
from framing.vocabulary.code_pages import CodePage, code_page


def ask(sampled: pd.DataFrame, codebook: str | Path | CodePage, folder: str | Path) -> Path:
    """Write what coders need: ``sheet.csv`` for a person; ``prompt.md``, ``units.jsonl``, ``schema.json`` for a model.

    Neither has outlet or date, so that these do not influence coders. Nothing is sent anywhere: how the three files
    reach a language model is yours to decide. `framing.read_codes` reads what comes back.

    Parameters
    ----------
    sampled : DataFrame
        What ``framing.sample(articles, unit=...)`` drew.
    codebook : str or Path
        The page with the questions, as for `framing.codebook`.
    folder : str or Path
        Where the files are written; existing files of these names that differ are an error.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ValueError
        Where a file exists already and differs: it may hold answers.

    Notes
    -----
    **The file format.** ``units.jsonl`` has one JSON object per line: `unit_id`, `before`, `text`, `after`. Answers are
    one JSON object per line too: ``{"unit_id": "U0001-3fa2c1", "answers": {"hero": "yes", "villain": "no"}}``, with any
    of `coder`, `model`, `temperature`, `run` and `prompt` beside them. A question that is left out was not asked.

    Examples
    --------
    >>> import tempfile, framing
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": ["He saved us.", "It rains."]})
    >>> drawn = framing.sample(articles, unit="article", n=2, seed=1)
    >>> folder = ask(drawn, "narrative_roles", tempfile.mkdtemp())
    >>> sorted(path.name for path in folder.iterdir())
    ['prompt.md', 'schema.json', 'sheet.csv', 'units.jsonl']
    """
    check_columns(
        sampled, ("unit_id", "before", "text", "after"), name="sampled", way_out="sample(articles, unit=...) draws it"
    )
    page = code_page(codebook)
    shown = sampled[["unit_id", "before", "text", "after"]]
    lines = [json.dumps(row, ensure_ascii=False) for row in shown.to_dict("records")]
    sheet = shown.assign(**{question.name: "" for question in page.questions}, comment="")
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    if (target / "sheet.csv").exists():
        raise ValueError(f"{target / 'sheet.csv'}: exists already and may hold answers; give another folder")
    with whole_file(target / "sheet.csv") as file:
        file.write(b"\xef\xbb\xbf")
        write_csv(sheet, file, line_end="\r\n")
    texts = {
        "prompt.md": prompt_of(page),
        "units.jsonl": "\n".join(lines) + "\n",
        "schema.json": json.dumps(schema_of(page), ensure_ascii=False, indent=1) + "\n",
    }
    for name, text in texts.items():
        with whole_file(target / name) as file:
            file.write(text.encode())
    return target
