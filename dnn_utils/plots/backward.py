"""Backpropagation block by block, with the numbers of one example."""

from __future__ import annotations

from dataclasses import dataclass

from dnn_utils.activations import sigmoid
from dnn_utils.plots.chain import Chain
from dnn_utils.plots.live import with_sliders
from dnn_utils.plots.style import CODE, DARK, PALE_ORANGE

# Inches, times the chain's scale: a line of the table, its columns, and the letters' size.
LINE, COLUMNS, LETTERS = 0.2, (0.1, 1.25, 2.75), 7.6


@dataclass(frozen=True)
class Step:
    """One line of the backward pass: a block's local gradient, and what the block passes on."""

    block: str
    local: str
    result: str


def explore_backward(parameters, X, Y):
    """
    Follow a gradient backward through a network with one unit in each layer, block by block.

    With two sliders, choose a block and an example. The block gets a frame, and the table shows its
    local gradient and its numbers. Where no slider runs, the table of the first example is shown.

    Parameters
    ----------
    parameters : dict of float
        "W1", "b1", ..., "WL", "bL". Layers 1 to L - 1 use ReLU, layer L the sigmoid.
    X : sequence of float
        The examples, with one input feature each.
    Y : sequence of int
        Their labels, 0 or 1.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The picture without sliders; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If there is no example, or not one label for each, or if a label is not 0 or 1.
    """
    if not len(X) or len(X) != len(Y) or not set(Y) <= {0, 1}:
        raise ValueError("There should be an example, and for each one a label, 0 or 1.")
    examples = {f"x = {x:g}, y = {y:g}": (x, y) for x, y in zip(X, Y, strict=True)}
    first, *_ = examples
    blocks = list(dict.fromkeys(step.block for step in _steps(parameters, *examples[first])))

    def draw(block: str, example: str):
        return _draw(parameters, block, example, *examples[example])

    figure = draw("", first)
    stops = {"Block": blocks, "Example": list(examples)}
    figure.show_once(figure.alt, with_sliders(stops, draw))
    return figure


def _forward(parameters, x: float) -> dict[str, float]:
    """Give every number of the forward pass by its name."""
    L, known = len(parameters) // 2, {"A0": float(x)}
    for n in range(1, L + 1):
        z = parameters[f"W{n}"] * known[f"A{n - 1}"] + parameters[f"b{n}"]
        known |= {f"Z{n}": z, f"A{n}": float(sigmoid(z)[0]) if n == L else max(z, 0.0)}
    return known


def _steps(parameters, x: float, y: int) -> list[Step]:
    """List the lines of the backward pass, from the cost to layer 1."""
    L, known = len(parameters) // 2, _forward(parameters, x) | dict(parameters)
    a = known[f"A{L}"]
    gradient = (1 - y) / (1 - a) - y / a
    slope = f"-1 / A{L}" if y else f"1 / (1 - A{L})"
    steps = [Step("cost", f"{slope} = {gradient:.4g}", f"dA{L} = {gradient:.4g}")]
    for n in range(L, 0, -1):
        kind = "sigmoid" if n == L else "relu"
        slope = a * (1 - a) if n == L else float(known[f"Z{n}"] > 0)
        local = f"A{n} (1 - A{n})" if n == L else f"Z{n} > 0" if slope else f"Z{n} <= 0"
        steps.append(_step(f"layer {n}: {kind}", local, f"dZ{n}", gradient, slope))
        upstream, block = gradient * slope, f"layer {n}: linear"
        for name, local in ((f"W{n}", f"A{n - 1}"), (f"b{n}", ""), (f"A{n - 1}", f"W{n}")):
            steps.append(_step(block, local, f"d{name}", upstream, known.get(local, 1.0)))
        gradient = upstream * known[f"W{n}"]
    return steps


def _step(block: str, local: str, result: str, upstream: float, slope: float) -> Step:
    shown = f"{local}: {slope:g}" if ">" in local or "<" in local else f"{local} = {slope:.4g}"
    return Step(
        block,
        shown if local else f"{slope:g}",
        f"{result} = {upstream:.4g} × {slope:.4g} = {upstream * slope + 0.0:.4g}",
    )


def _draw(parameters, block: str, example: str, x: float, y: int):
    """Draw the blocks, one of them in a frame, and the table; gives the figure, with its words."""
    L, steps = len(parameters) // 2, _steps(parameters, x, y)
    chain = Chain(L, backward=True, cost=True, caption=f"you are here: {block}" if block else "")
    figure, scale = chain.figure, chain.scale
    forward = ", ".join(f"{name} = {value:.4g}" for name, value in _forward(parameters, x).items())
    wide, tall = figure.get_size_inches()
    below = (LINE * (len(steps) + 2) + 0.15) * scale
    with chain.style:
        chain.draw()
        if block:
            chain.mark_block(block)
        figure.set_size_inches(wide, tall + below)
        chain.axes.set_position((0, below / (tall + below), 1, tall / (tall + below)))
        table = figure.add_axes((0, 0, 1, below / (tall + below)), facecolor="none")
        table.set(xlim=(0, wide / scale), ylim=(0, below / scale))
        table.axis("off")
        _draw_table(table, steps, block, f"{example}:  {forward}", scale)
    listed = "; ".join(f"{s.block}: local gradient {s.local}, {s.result}" for s in steps)
    chosen = f" Chosen: {block}." if block else ""
    figure.alt = f"Backpropagation with {example}. Forward: {forward}. Backward: {listed}.{chosen}"
    return figure


def _draw_table(axes, steps: list[Step], block: str, forward: str, scale: float) -> None:
    from matplotlib.patches import Rectangle

    width, top = axes.get_xlim()[1], axes.get_ylim()[1]
    look = {"fontsize": LETTERS * scale, "va": "center"}
    y = top - LINE / 2
    axes.text(COLUMNS[0], y, forward, family=CODE, **look)
    y -= LINE
    for x, heading in zip(COLUMNS, ("block", "local gradient", "upstream × local"), strict=True):
        axes.text(x, y, heading, weight="bold", **look)
    for step in steps:
        y -= LINE
        chosen = step.block == block
        if chosen:
            edges = (COLUMNS[0] - 0.05, y - LINE / 2), width - 2 * COLUMNS[0] + 0.1, LINE
            axes.add_patch(Rectangle(*edges, facecolor=PALE_ORANGE))
        color = {"color": DARK} if chosen else {}
        for x, text in zip(COLUMNS, (step.block, step.local, step.result), strict=True):
            axes.text(x, y, text, family=CODE, **look, **color)
