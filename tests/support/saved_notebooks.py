"""Notebooks as a student saves them."""

from __future__ import annotations

import inspect

import nbformat

import solutions

SETUP = (
    "import numpy as np\n"
    "from dnn_utils import plot_costs, relu, relu_backward, sigmoid, sigmoid_backward"
)


def save(folder, name, *sources):
    cells = [nbformat.v4.new_code_cell(source) for source in (SETUP, *sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")


def source(name):
    return inspect.getsource(getattr(solutions, name))
