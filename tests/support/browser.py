"""JupyterLab in a real browser, for the tests and for pictures."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SETTINGS = '{"fetchNews": "false", "checkForUpdates": false}'
TOKEN = "tests"

needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="needs the program chromium (Debian: apt-get install chromium)"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def jupyter_lab(
    folder: Path, home: Path, dark: bool = False, without: tuple[str, ...] = ()
) -> Iterator[str]:
    """Run JupyterLab in a folder, perhaps without some of its extensions; gives its address."""
    port = free_port()
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "notification.jupyterlab-settings").write_text(SETTINGS)
    theme = {"theme": f"JupyterLab {'Dark' if dark else 'Light'}"}
    (settings / "themes.jupyterlab-settings").write_text(json.dumps(theme))
    pages = home / ".jupyter" / "labconfig"
    pages.mkdir(parents=True, exist_ok=True)
    disabled = {"disabledExtensions": dict.fromkeys(without, True)}
    (pages / "page_config.json").write_text(json.dumps(disabled))
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", f"--port={port}"]
    command += [f"--IdentityProvider.token={TOKEN}", "--ServerApp.root_dir=" + str(folder)]
    command += ["--allow-root"]
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }
    with (home / "jupyter.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for_server(f"{address}/api", home / "jupyter.log")
        yield address
    finally:
        server.terminate()
        server.wait(30)


def wait_for_server(address: str, log: Path) -> None:
    for _ in range(240):
        with contextlib.suppress(OSError), urllib.request.urlopen(address):
            return
        time.sleep(0.5)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


@contextlib.contextmanager
def page_of(home: Path, dark: bool = False) -> Iterator:
    """Open a page in Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(home / "chromium"),
            executable_path=CHROMIUM,
            args=FLAGS,
            viewport={"width": 1280, "height": 1800},
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(180_000)
        yield context.pages[0] if context.pages else context.new_page()
        context.close()


def violations(page) -> list[str]:
    """Check a page with axe-core against WCAG, levels A and AA; give what it finds, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": levels, "resultTypes": ["violations"]})
    return [
        f"{one['id']}: {node['failureSummary']} {node['html'][:200]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def is_cut_off(page, scrolls: str = ".wide") -> list[str]:
    """
    Name the elements that reach beyond the page.

    Parameters
    ----------
    page : the page
    scrolls : which elements scroll by themselves, as a selector; none on paper
    """
    return page.evaluate(
        """(scrolls) => [...document.querySelectorAll("body *")]
            .filter(one => !scrolls || !one.parentElement.closest(scrolls))
            .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1)
            .map(one => one.outerHTML.slice(0, 200))""",
        scrolls,
    )


def check_for_everybody(page, file: Path) -> None:
    """Open a file; nothing of it may break a rule of WCAG, or reach beyond the window."""
    page.goto(file.as_uri())
    assert violations(page) == []
    assert is_cut_off(page) == []


def check_on_paper(page, files: Iterable[Path], width: int) -> None:
    """Print files in A4, `width` pixels wide; they fit the paper, in dark ink for every theme."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": 1_000})
    for file in files:
        page.goto(file.as_uri())
        assert is_cut_off(page, scrolls="") == []
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 31, 36)"
        assert page.pdf(format="A4").startswith(b"%PDF")


def open_notebook(page, address: str, path: str) -> None:
    """Open a notebook in JupyterLab and wait until its kernel is idle."""
    page.goto(f"{address}/lab/workspaces/tests/tree/{path}?reset&token={TOKEN}")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    wait_until_idle(page)


def wait_until_idle(page) -> None:
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=300_000)


def cell_with(page, text: str):
    """Find the code cell that holds a text."""
    return page.locator(".jp-Notebook .jp-CodeCell").filter(has_text=text).first


def type_into(page, cell, source: str) -> None:
    """Replace a cell's source, as a person would: select all and type."""
    dismiss_dialog(page)
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)


def dismiss_dialog(page) -> None:
    """Accept what JupyterLab asks on a slow machine, such as whether to wait for the server."""
    accept = page.locator(".jp-Dialog .jp-mod-accept")
    if accept.count():
        accept.first.click()


def run_cell(page, cell) -> str:
    """Run a cell with Ctrl+Enter and give the text of its output."""
    prompt = cell.locator(".jp-InputPrompt").first
    before = prompt.inner_text()
    # JupyterLab says "idle" a moment before it takes keys, so the first may be lost.
    for _ in range(5):
        dismiss_dialog(page)
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        for _ in range(20):
            time.sleep(0.25)
            if prompt.inner_text() != before:
                cell.locator(".jp-InputPrompt").filter(has_not_text="*").wait_for()
                wait_until_idle(page)
                return cell.locator(".jp-OutputArea").inner_text()
    raise AssertionError("JupyterLab does not run the cell")
