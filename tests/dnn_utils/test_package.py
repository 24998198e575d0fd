"""The package as a whole: its names, and that importing it is quick."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys

import pytest
from conftest import ROOT

import dnn_utils

NAMES = [
    "DataError",
    "draw_blocks",
    "draw_network",
    "explore_backward",
    "explore_boundary",
    "explore_cats",
    "explore_learning_rate",
    "glossary",
    "gradient_check",
    "load_data",
    "load_picture",
    "milliseconds",
    "numerical_gradient",
    "plot_activation",
    "plot_confusion",
    "plot_cost_difference",
    "plot_costs",
    "plot_curves",
    "plot_decision_boundary",
    "plot_examples",
    "plot_first_layer",
    "plot_gradient_check",
    "plot_mislabeled_images",
    "plot_pictures",
    "plot_spread",
    "plot_times",
    "progress_bar",
    "relative_error",
    "relu",
    "relu_backward",
    "sigmoid",
    "sigmoid_backward",
]
FUNCTIONS = [name for name in NAMES if name != "DataError"]


def test_public_names():
    assert dnn_utils.__all__ == NAMES
    assert all(hasattr(dnn_utils, name) for name in NAMES)
    assert issubclass(dnn_utils.DataError, Exception)


# What Python may have or not: nothing of it is needed to import the helpers.
LATER = {"h5py", "matplotlib", "PIL", "IPython", "ipywidgets", "threadpoolctl", "tqdm"}


def test_importing_it_loads_nothing_but_numpy():
    code = (
        "import sys, dnn_utils, numpy as np; dnn_utils.sigmoid(np.ones(2));"
        f"print(sorted({LATER} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_docstrings_name_every_argument_and_what_comes_back(name):
    function = getattr(dnn_utils, name)
    text = inspect.getdoc(function)
    for heading in ("Parameters", "Returns"):
        assert f"{heading}\n{'-' * len(heading)}\n" in text
    section = text.split("----------\n", 1)[1].split("\n\n")[0]
    listed = [line.split(" : ")[0] for line in section.splitlines() if " : " in line[:20]]
    assert ", ".join(listed).split(", ") == list(inspect.signature(function).parameters)


def test_what_it_imports_is_known():
    needed = set()
    for path in (ROOT / "dnn_utils").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                needed |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                needed.add(node.module.split(".")[0])
    outside = needed - set(sys.stdlib_module_names) - {"dnn_utils"}
    assert outside == LATER | {"numpy"}
