"""A network as a chain of blocks: what `draw_blocks` is asked for, and its picture in words."""

from __future__ import annotations

from operator import index

from dnn_utils.plots.chain import Chain, shown_layers

# The functions of the course: the row of blocks that each belongs to, and how much of it each is:
# the linear block of a layer, a whole layer, the whole row, or the cost.
FUNCTIONS = {
    "linear_forward": ("forward", "linear"),
    "linear_activation_forward": ("forward", "layer"),
    "L_model_forward": ("forward", "row"),
    "compute_cost": ("forward", "cost"),
    "linear_backward": ("backward", "linear"),
    "linear_activation_backward": ("backward", "layer"),
    "L_model_backward": ("backward", "row"),
}


def draw_blocks(L, backward=True, here=None):
    """
    Draw a network as a chain of blocks: the forward pass, the caches, and the backward pass.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    L : int
        The number of layers. Of more than 5, the first two and the last two are drawn.
    backward : bool
        Whether to draw the backward pass, too.
    here : int or str, optional
        What to mark as "you are here": the number of a layer, or the name of a function of the
        course, such as "linear_backward".

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If L is not a whole number from 1 up, or if what to mark is not in the picture.
    """
    if _whole_number(L) < 1:
        raise ValueError(f"L, the number of layers, should be a whole number from 1 up, not {L!r}.")
    _check_here(here, L, backward)
    name = here if isinstance(here, str) else f"layer {here}"
    chain = Chain(
        L,
        backward,
        cost=backward or here == "compute_cost",
        caption="" if here is None else f"you are here: {name}",
    )
    with chain.style:
        chain.draw()
        if isinstance(here, str):
            chain.mark_function(*FUNCTIONS[here])
        elif here is not None:
            chain.mark_layer(here)
    chain.figure.show_once(_words(chain, here))
    return chain.figure


def _whole_number(value) -> int:
    """Give a whole number as it is; 0 stands for anything else."""
    try:
        return index(value)
    except TypeError:
        return 0


def _check_here(here, L: int, backward: bool) -> None:
    if isinstance(here, str):
        if here not in FUNCTIONS:
            raise ValueError(f"here should be one of {', '.join(FUNCTIONS)}; it is {here!r}.")
        if FUNCTIONS[here][0] == "backward" and not backward:
            raise ValueError(f"{here} is in the backward pass, which backward=False leaves out.")
    elif here is not None and (not _whole_number(here) or here not in shown_layers(L)):
        raise ValueError(f"here should be the number of a layer in the picture; it is {here!r}.")


def _words(chain: Chain, here) -> str:
    L, layers = chain.L, [layer for layer in shown_layers(chain.L) if layer]
    parts = [f"The blocks of a network of {L} layer{'s' * (L > 1)}, from left to right."]
    if len(layers) < L:
        parts.append(f"Layers 3 to {L - 2} are left out.")
    parts += ["Forward, where A0 is X:", "; ".join(_forward(layer, L) for layer in layers) + "."]
    if chain.cost:
        parts.append(f"The cost takes A{L} and Y.")
    parts += ["Caches:", "; ".join(_cache(layer) for layer in layers) + "."]
    if chain.backward:
        parts.append(f"Backward, from right to left: from A{L} and Y the cost gives dA{L};")
        parts.append("; ".join(_backward(layer, L) for layer in reversed(layers)) + ".")
    if here is not None:
        where = _where(here) if isinstance(here, str) else f"layer {here}"
        parts.append(f"You are here: {where}.")
    return " ".join(parts)


def _kind(layer: int, L: int) -> str:
    return "sigmoid" if layer == L else "relu"


def _forward(n: int, L: int) -> str:
    return (
        f"layer {n} takes A{n - 1}, W{n} and b{n}, its linear block gives Z{n}, its "
        f"{_kind(n, L)} block gives A{n}"
    )


def _cache(n: int) -> str:
    return (
        f"caches[{n - 1}] holds layer {n}'s linear cache (A{n - 1}, W{n}, b{n}) and activation "
        f"cache Z{n}"
    )


def _backward(n: int, L: int) -> str:
    return (
        f"layer {n} takes dA{n} and caches[{n - 1}], its {_kind(n, L)} block gives dZ{n}, its "
        f"linear block gives dW{n}, db{n} and dA{n - 1}"
    )


def _where(name: str) -> str:
    row, extent = FUNCTIONS[name]
    what = {
        "linear": f"the linear block of each layer, in the {row} pass",
        "layer": f"both blocks of a layer, in the {row} pass",
        "row": f"the whole {row} pass",
        "cost": "the block behind the last layer",
    }
    return f"{name}, {what[extent]}"
