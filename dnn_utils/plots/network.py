"""A network drawn as units, and the weights between them as lines."""

from __future__ import annotations

from operator import index

from dnn_utils.plots.style import (
    CODE,
    DARK,
    INK,
    PALE_BLUE,
    PALE_GRAY,
    PALE_ORANGE,
    VERMILION,
    drawing_board,
    new_figure,
)

GROUNDS = {"inputs": PALE_GRAY, "relu": PALE_BLUE, "sigmoid": PALE_ORANGE}
# The curve inside a unit, as points from -1 to 1.
CURVES = {
    "inputs": ((), ()),
    "relu": ((-1, 0, 1), (-0.5, -0.5, 0.8)),
    "sigmoid": (
        (-1, -0.7, -0.4, -0.2, 0, 0.2, 0.4, 0.7, 1),
        (-0.65, -0.62, -0.48, -0.28, 0, 0.28, 0.48, 0.62, 0.65),
    ),
}
# A larger layer is shortened to its first three and its last two units, with an ellipsis between.
MOST = 6
# Inches: from unit to unit, a unit's radius, and the room above and below the units.
STEP, RADIUS, ABOVE, BELOW = 0.44, 0.165, 0.6, 0.55


def draw_network(layer_dims, activations=None, unit=None):
    """
    Draw a network: its units, the weights between them, and the shapes of W and b.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    layer_dims : sequence of L + 1 ints
        Sizes [n_0, n_1, ..., n_L], as for `initialize_parameters_deep`.
    activations : sequence of L str, optional
        "relu" or "sigmoid" for each layer. Without it, relu, and in the last layer sigmoid.
    unit : tuple (layer, row), optional
        A unit to mark, with its weights, which are one row of W. Layers are numbered from 1, rows
        from 0.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If the sizes, the activations or the unit don't describe a network.
    """
    sizes = _sizes(layer_dims)
    kinds = ["inputs", *_activations(activations, len(sizes) - 1)]
    marked = _words_for_unit(unit, sizes)
    pitch = 2.3 if len(sizes) == 2 else 1.9 if len(sizes) < 5 else 1.5
    rows = max(len(_shown(n)) for n in sizes)
    width, height = pitch * len(sizes), ABOVE + STEP * rows + BELOW + 0.3 * bool(marked)
    middle = height - ABOVE - STEP * rows / 2
    figure, style = new_figure((width, height))
    with style:
        axes = drawing_board(figure)
        columns = [_places(n, pitch * (i + 0.5), middle) for i, n in enumerate(sizes)]
        for layer, kind in enumerate(kinds):
            row = unit[1] if unit and unit[0] == layer else None
            if layer:
                _draw_weights(axes, columns[layer - 1], columns[layer], row)
            _draw_units(axes, columns[layer], kind, row)
            below = middle - STEP * rows / 2 - 0.05
            _write(axes, pitch * (layer + 0.5), layer, sizes, kind, below)
        axes.text(width / 2, 0.1, marked, ha="center", va="bottom", fontsize=10)
    figure.show_once(f"{_words(sizes, kinds)} {marked}".strip())
    return figure


def _sizes(layer_dims) -> list[int]:
    try:
        sizes = [index(n) for n in layer_dims]
    except TypeError:
        sizes = []
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(
            "layer_dims should list whole numbers from 1 up: the number of inputs, then the "
            f"number of units in each layer; it is {layer_dims!r}."
        )
    return sizes


def _activations(activations, layers: int) -> list[str]:
    if activations is None:
        return ["relu"] * (layers - 1) + ["sigmoid"]
    names = [activations] if isinstance(activations, str) else list(activations)
    if len(names) != layers or any(name not in ("relu", "sigmoid") for name in names):
        raise ValueError(
            f'activations should name "relu" or "sigmoid" for each of the {layers} layers; it is '
            f"{activations!r}."
        )
    return names


def _words_for_unit(unit, sizes: list[int]) -> str:
    """Name the marked unit, after checking that it exists."""
    if unit is None:
        return ""
    try:
        layer, row = (index(number) for number in unit)
    except (TypeError, ValueError):
        layer, row = 0, 0
    if not (1 <= layer < len(sizes) and row in _shown(sizes[layer])):
        raise ValueError(
            "unit should be a layer and a row, such as (1, 0), that are in the picture; it is "
            f"{unit!r}."
        )
    n_prev = sizes[layer - 1]
    weights = "its weight is" if n_prev == 1 else f"its {n_prev} weights are"
    return f"Marked: one unit of layer {layer}; {weights} row {row} of W{layer}."


def _shown(n: int) -> list[int | None]:
    """List the units of a layer that are drawn; None stands for the ellipsis."""
    return [*range(n)] if n <= MOST else [0, 1, 2, None, n - 2, n - 1]


def _places(n: int, x: float, middle: float) -> dict[int | None, tuple[float, float]]:
    """Give the place of each unit of a layer, the first at the top."""
    shown = _shown(n)
    top = middle + STEP * (len(shown) - 1) / 2
    return {unit: (x, top - STEP * position) for position, unit in enumerate(shown)}


def _draw_weights(axes, before: dict, after: dict, row: int | None) -> None:
    for unit, (x, y) in after.items():
        for unit_before, (x_before, y_before) in before.items():
            if unit is None or unit_before is None:
                continue
            marked = unit == row
            axes.plot(
                (x_before, x),
                (y_before, y),
                color=VERMILION if marked else INK,
                linewidth=2.2 if marked else 0.6,
                zorder=2 if marked else 1,
            )


def _draw_units(axes, places: dict, kind: str, row: int | None) -> None:
    from matplotlib.patches import Circle

    for unit, (x, y) in places.items():
        if unit is None:
            axes.plot([x] * 3, [y - 0.1, y, y + 0.1], "o", color=INK, markersize=3)
            continue
        edge, width = (VERMILION, 2.5) if unit == row else (INK, 1)
        style = {"facecolor": GROUNDS[kind], "edgecolor": edge, "linewidth": width, "zorder": 3}
        axes.add_patch(Circle((x, y), RADIUS, **style))
        across, up = CURVES[kind]
        axes.plot(
            [x + 0.6 * RADIUS * step for step in across],
            [y + 0.6 * RADIUS * step for step in up],
            color=DARK,
            linewidth=1.4,
            zorder=4,
        )


def _write(axes, x: float, layer: int, sizes: list[int], kind: str, below: float) -> None:
    """Write above a layer what it is, and below it the shapes."""
    n, top = sizes[layer], axes.get_ylim()[1] - 0.1
    if layer:
        name, what = f"layer {layer}", f"{_count(n, 'unit')}, {kind}"
        shapes = f"W{layer} ({n}, {sizes[layer - 1]})\nb{layer} ({n}, 1)"
    else:
        name, what, shapes = "inputs", _count(n, "number"), f"X ({n}, m)"
    style = {"ha": "center", "va": "top"}
    axes.text(x, top, name, fontsize=10, fontweight="bold", **style)
    axes.text(x, top - 0.18, what, fontsize=10, **style)
    axes.text(x, below, shapes, fontsize=9.5, family=CODE, **style)


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _words(sizes: list[int], kinds: list[str]) -> str:
    layers = [
        f"Layer {layer}: {_count(n, 'unit')}, {kinds[layer]}, W{layer} of shape "
        f"({n}, {sizes[layer - 1]}), b{layer} of shape ({n}, 1)."
        for layer, n in enumerate(sizes)
        if layer
    ]
    return (
        f"A network of {_count(len(layers), 'layer')} with {_count(sizes[0], 'input')}, X of shape "
        f"({sizes[0]}, m). {' '.join(layers)} Each unit is joined to every one of the layer before."
    )
