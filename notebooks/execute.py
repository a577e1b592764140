"""Execute notebooks in a kernel of this Python; the given files stay as they are.

python notebooks/execute.py notebooks/*.ipynb -o build/notebooks

A notebook runs in the folder it lies in and is written, with its outputs, to the folder given. Exit status 1 where a
cell raised. What cells wrote to stderr, warnings for example, is repeated here.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

from framing.files.whole_file import whole_file

SECONDS_A_CELL = 120
WIDGET = "application/vnd.jupyter.widget-view+json"  # without its kernel a widget is nothing; beside it is a page


def keep_to_this_environment(folder: Path) -> None:
    """Let no kernel, setting or start-up file of the user's stand in the way, and write nothing to their home."""
    os.environ.pop("JUPYTER_PATH", None)
    os.environ.pop("MPLBACKEND", None)  # so that the kernel draws figures into the notebook
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    os.environ["TQDM_DISABLE"] = "1"  # a bar shows how far a run is; it is no result to store
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        os.environ[name] = str(folder / name.lower())
    os.environ.setdefault("MPLCONFIGDIR", str(folder / "matplotlib"))


def _outputs(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def execute(source: Path, target: Path, folder: Path) -> list[str]:
    """Execute `source`, write it with its outputs to `target`, and give what its cells wrote to stderr.

    The kernel is talked to through sockets in `folder`, which no other user of the machine can read; where the system
    has no such sockets, through ports. What the kernel says of itself, as of a socket that closes while it stops, is
    repeated only where the notebook did not run to its end.
    """
    sockets = {"transport": "ipc", "ip": str(folder / "kernel")} if os.name == "posix" else {}
    notebook = nbformat.read(source, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        kernel_name="python3",
        record_timing=False,
        config=Config(KernelManager=sockets),
        resources={"metadata": {"path": str(source.parent)}},
    )
    client.store_widget_state = False
    log = folder / "kernel.log"
    try:
        with log.open("wb") as file:
            client.execute(stderr=file)
    except Exception:
        sys.stderr.write(log.read_text("utf-8", errors="replace"))
        raise
    finally:
        for output in _outputs(notebook):
            output.get("data", {}).pop(WIDGET, None)
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as file:
            file.write((nbformat.writes(notebook).rstrip("\n") + "\n").encode("utf-8"))
    outputs = _outputs(notebook)
    return [output.text for output in outputs if output.output_type == "stream" and output.name == "stderr"]


def main() -> int:
    """Execute the notebooks named on the command line."""
    parser = argparse.ArgumentParser(description="Execute notebooks; the given files stay as they are.")
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("-o", "--output", required=True, type=Path, help="folder for the executed notebooks")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        keep_to_this_environment(Path(folder))
        for source in options.notebooks:
            try:
                said = execute(source, options.output / source.name, Path(folder))
            except CellExecutionError as error:
                print(f"{source}: a cell raised\n{error}", file=sys.stderr)
                return 1
            for text in said:
                print(f"{source}: {text.rstrip()}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
