"""Measuring how long functions take."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from dnn_utils.progress import progress_bar

FEWEST_ROUNDS = 3


def milliseconds(functions, seconds=1.0):
    """
    Measure how long some functions take, side by side.

    They are called in turn, round after round, so that whatever else the computer does hits all
    alike; and in another order each round, since one leaves its traces in the computer's memory
    for the next. A first round is not counted.

    Parameters
    ----------
    functions : dict
        From a name to a function that is called without arguments.
    seconds : float
        How long to go on, with a progress bar. There are at least three rounds.

    Returns
    -------
    times : dict of float
        For each name the shortest of its rounds, in milliseconds: whatever else the computer does
        can only add to it.

    Raises
    ------
    ValueError
        If there are no functions.
    """
    if not functions:
        raise ValueError("There is nothing to measure; give at least one function.")
    for function in functions.values():
        function()
    shortest = dict.fromkeys(functions, float("inf"))
    order = random.Random(0)
    for _ in _rounds(seconds):
        for name in order.sample(list(functions), len(functions)):
            start = time.perf_counter()
            functions[name]()
            shortest[name] = min(shortest[name], 1000 * (time.perf_counter() - start))
    return shortest


def _rounds(seconds: float) -> Iterator[None]:
    """Begin rounds until the time is over, and show how much of it has passed."""
    begun = time.perf_counter()
    for part in progress_bar(FEWEST_ROUNDS):
        yield
        while time.perf_counter() - begun < seconds * (part + 1) / FEWEST_ROUNDS:
            yield
