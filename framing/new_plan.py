"""An analysis plan of its own: a file that says what will be compared, written before the results are seen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from framing.files.whole_file import whole_file
from framing.model import named, paths_of
from framing.results.analysis_plan import ADJUSTMENTS, CORRECTIONS, analysis_parts, read_analysis_plan
from framing.vocabulary.codebook_pages import device_names
from framing.vocabulary.lexicon import read_lexicon

_PLAN = """\
# The analysis plan. Decide on it, and date it or deposit it, before you see results. framing report --plan names on its
# page what departed from it. Reasons stand best as comments beside the lines.

{analysis}

[codes]
codes = {codes}  # frames and other codes that are compared, a family of their own
correct = {correct}  # "sample": corrected by a coded sample; "none": as coded
"""


def new_plan(
    path: str | Path,
    *,
    devices: Sequence[str] = ("hedge", "attribution"),
    codes: Sequence[str] = (),
    by: str = "outlet",
    unit: str = "",
    exclude: str = "boilerplate",
    adjust: str = "holm",
    correct: str = "none",
    lexicons: Sequence[str] = (),
) -> Path:
    """Write an analysis plan: the family of tests, unit, devices and codes, exclusions, correction.

    It binds nobody: it makes visible what was decided before and what after the results were seen.

    Parameters
    ----------
    path : path
        The file to write, such as ``plan.toml``. An existing one is kept.
    devices : sequence of str
        The devices that are compared: the family over which p is adjusted.
    codes : sequence of str
        Codes, such as frames, that are compared; a family of their own.
    by, unit : str
        The column that is compared, and the independent unit; by default the event where events are shared.
    exclude : str
        A device whose text is left out of instances and words; ``""`` for none.
    adjust : str
        ``"holm"``, ``"fdr"`` or ``"none"``.
    correct : str
        ``"sample"`` where shares of codes are corrected by a coded sample, else ``"none"``.
    lexicons : sequence of str
        Files with terms of your own; their devices may then be named, so that the files have to be there.

    Returns
    -------
    Path
        The file. `framing.report` takes it as `plan`.

    Raises
    ------
    ValueError
        Where the file exists, nothing is compared, a lexicon cannot be read, or a device or option is unknown.

    Examples
    --------
    >>> import tempfile
    >>> path = new_plan(Path(tempfile.mkdtemp(), "plan.toml"), devices=["hedge"], codes=["conflict"])
    >>> read_analysis_plan(path).codes
    ('conflict',)
    """
    target = Path(path).expanduser()
    if target.exists():
        raise ValueError(f"{target}: exists already; a plan is not overwritten: give another name")
    if not devices and not codes:
        raise ValueError("new_plan: nothing is compared; name devices or codes")
    own = [str(one) for one in paths_of(lexicons)]
    known = {*device_names(), *(entry.device for one in own for entry in read_lexicon(one))}
    if unknown := [name for name in devices if name not in known]:
        raise ValueError(
            f"new_plan: no device {named(map(repr, unknown))}; framing.devices() lists them, and lexicons= names files "
            "that bring others"
        )
    for name, value, allowed in (("adjust", adjust, ADJUSTMENTS), ("correct", correct, CORRECTIONS)):
        if value not in allowed:
            raise ValueError(f"new_plan: {name}={value!r}; write one of {', '.join(allowed)}")
    text = _PLAN.format(
        analysis=analysis_parts(devices=devices, by=by, unit=unit, exclude=exclude, adjust=adjust, lexicons=own),
        codes=json.dumps(list(codes), ensure_ascii=False),
        correct=json.dumps(correct),
    )
    with whole_file(target) as file:
        file.write(text.encode("utf-8"))
    read_analysis_plan(target)
    return target
