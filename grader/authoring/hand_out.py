"""What students get in place of a solution."""

from __future__ import annotations

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from grader.authoring.directives import HANDED_OUT


class HandOut(ClearSolutions):
    """Replaces each solution with nbgrader's stub, or with starter code with a bug to fix."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """Put in the starter code, or leave the cell to nbgrader."""
        if HANDED_OUT in cell.metadata:
            cell.source = cell.metadata.pop(HANDED_OUT)
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)
