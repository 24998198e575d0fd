"""Cells in a real kernel, with somebody in front of it or run by a program."""

from __future__ import annotations

from pathlib import Path

import nbformat
from conftest import ROOT
from nbclient import NotebookClient

WIDGET = "application/vnd.jupyter.widget-view+json"


class _Watching(NotebookClient):
    """Runs a notebook, and keeps every form in which something was displayed on the way."""

    attended = False

    async def async_start_new_kernel_client(self):
        client = await super().async_start_new_kernel_client()
        # As JupyterLab says it for each cell, and nbclient by itself does not.
        client.allow_stdin = self.attended
        return client

    def output(self, outs, msg, display_id, cell_index):
        if "data" in msg["content"]:
            self.displayed.append(msg["content"]["data"])
        return super().output(outs, msg, display_id, cell_index)


def run_cells(*sources: str, attended: bool, folder: Path = ROOT):
    """
    Run cells that can import the project's packages.

    Returns
    -------
    notebook : the notebook with the outputs that stay
    displayed : the forms of everything that was displayed, also for a while
    """
    path = f"import sys; sys.path.insert(0, {str(ROOT)!r})"
    cells = [nbformat.v4.new_code_cell(source) for source in (path, *sources)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    client = _Watching(
        notebook, timeout=1200, startup_timeout=600, resources={"metadata": {"path": str(folder)}}
    )
    client.attended, client.displayed = attended, []
    client.execute()
    return notebook, client.displayed


def printed(notebook, stream: str = "stdout") -> str:
    """Give all that was printed, joined."""
    outputs = [output for cell in notebook.cells for output in cell.outputs]
    return "".join(o.text for o in outputs if o.output_type == "stream" and o.name == stream)
