"""Measuring how long functions take."""

from __future__ import annotations

import random
import time

FEWEST_ROUNDS = 3


def milliseconds(functions, seconds=2.0):
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
        How long to go on. There are at least three rounds.

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
    end, rounds = time.perf_counter() + seconds, 0
    while rounds < FEWEST_ROUNDS or time.perf_counter() < end:
        for name in order.sample(list(functions), len(functions)):
            start = time.perf_counter()
            functions[name]()
            shortest[name] = min(shortest[name], 1000 * (time.perf_counter() - start))
        rounds += 1
    return shortest
