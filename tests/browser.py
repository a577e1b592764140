"""JupyterLab and a browser for tests: on this machine alone, with fresh folders, and nothing of the user's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import nbformat

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
_QUIET = (
    "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
_PANEL = "window.jupyterapp?.shell?.currentWidget"


@contextmanager
def lab_server(folder: Path, root: Path, *more: str):
    """Start JupyterLab in `root` with all its own files in `folder`, and give its address with its token.

    `more` are further options.
    """
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(quiet), encoding="utf-8")
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("JUPYTER_PATH", "MPLBACKEND")},
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_PATH": _shared_files(),  # where the extension of the widgets is, also in an environment on another
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        **{f"JUPYTER_{name.upper()}_DIR": str(folder / name) for name in ("config", "data", "runtime")},
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLCONFIGDIR": str(folder / "matplotlib"),
    }
    options = (
        "--no-browser", "--allow-root", "--expose-app-in-browser", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0",
        f"--ServerApp.root_dir={root}",
    )  # fmt: skip
    with (folder / "server.log").open("wb") as log:
        command = [sys.executable, "-m", "jupyterlab", *options, *more]
        server = subprocess.Popen(command, env=environment, cwd=root, stdout=log, stderr=log)
        try:
            yield _address(folder, server)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _shared_files():
    """The folder with what the package of the widgets installed for JupyterLab."""
    import anywidget

    return str(Path(anywidget.__file__).parents[4] / "share" / "jupyter")


def _address(folder, server):
    """The address that the server writes into its runtime folder once it listens."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        for file in (folder / "runtime").glob("jpserver-*.json"):
            told = json.loads(file.read_text(encoding="utf-8") or "{}")
            if told.get("port"):
                return f"http://127.0.0.1:{told['port']}", told["token"]
        time.sleep(0.2)
    raise RuntimeError((folder / "server.log").read_text(encoding="utf-8")[-2000:])


@contextmanager
def chromium(*, dark=False, width=1280, height=900):
    """A page of a fresh browser that cannot leave this machine, and the addresses elsewhere that it asked for."""
    from playwright.sync_api import sync_playwright

    elsewhere = []

    def keep_here(route):
        if urlsplit(route.request.url).hostname in ("127.0.0.1", None):
            route.continue_()
        else:
            elsewhere.append(route.request.url)
            route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        context.route("**/*", keep_here)
        page = context.new_page()
        page.set_default_timeout(30_000)
        try:
            yield page, elsewhere
        finally:
            browser.close()


def write_notebook(path: Path, *sources: str):
    """Write a notebook of code cells."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)


def open_notebook(page, server, path: str):
    """Open a notebook and wait until its kernel is idle: Run All before that is answered by a dialog."""
    address, token = server
    page.goto(f"{address}/lab/tree/{path}?token={token}&reset")
    page.wait_for_function(f"{_PANEL}?.sessionContext?.session?.kernel?.status === 'idle'", timeout=60_000)


def run_all(page) -> dict[str, object]:
    """Run all cells and return the notebook as JSON."""
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    return page.evaluate(f"() => {_PANEL}.content.model.toJSON()")


def in_kernel(page, code: str) -> str:
    """What Python prints when the notebook's kernel runs `code`."""
    script = f"""async (code) => {{
        let printed = "";
        const future = {_PANEL}?.sessionContext.session.kernel.requestExecute({{code}});
        future.onIOPub = (message) => {{ printed += message.content.text ?? message.content.evalue ?? ""; }};
        await future.done;
        return printed.trim();
    }}"""
    return page.evaluate(script, code)


def errors_of(notebook) -> list[str]:
    """The errors among the outputs of a notebook, one line each."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return [f"{output['ename']}: {output['evalue']}" for output in outputs if output["output_type"] == "error"]
