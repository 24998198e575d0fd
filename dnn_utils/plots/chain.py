"""The drawing of `draw_blocks`: the places of a chain's blocks, and the arrows between them."""

from __future__ import annotations

from dnn_utils.plots.style import (
    BLUE,
    CODE,
    DARK,
    GREEN,
    INK,
    PALE_BLUE,
    PALE_GRAY,
    PALE_ORANGE,
    VERMILION,
    drawing_board,
    new_figure,
)

# A longer chain is shortened to its first two and its last two layers.
MOST = 5
# Widths: the names of the rows, the arrow before the first block, a block, between the two blocks
# of a layer, between two layers, the ellipsis of a shortened chain, and the right margin.
NAMES, BEFORE, BLOCK, NECK, GAP, DOTS, MARGIN = 0.24, 0.5, 0.55, 0.28, 0.35, 0.24, 0.1
LAYER = 2 * BLOCK + NECK
# Heights of the rows, from top to bottom; "" is room for arrows.
TOP = [("layer", 0.26), ("parameters", 0.2), ("", 0.22)]
FORWARD = [("forward", 0.46), ("", 0.22), ("caches", 1.08)]
BACKWARD = [("", 0.22), ("backward", 0.46), ("", 0.22), ("gradients", 0.2)]
# All of these are inches, times a scale: as large as fits a notebook, within reason.
WIDEST, LARGEST = 9.3, 1.25


def shown_layers(L: int) -> list[int | None]:
    """List the layers of a chain that are drawn; None stands for the ellipsis."""
    return [*range(1, L + 1)] if L <= MOST else [1, 2, None, L - 1, L]


class Chain:
    """
    A chain of blocks, on a figure of its own.

    Parameters
    ----------
    L : the number of layers
    backward : whether to draw the backward pass
    cost : whether to draw the cost behind the last layer
    caption : the text at the top
    widest : how many inches of width there are

    Attributes
    ----------
    figure : CourseFigure
    style : context manager, in which to call the methods
    """

    def __init__(self, L: int, backward: bool, cost: bool, caption: str, widest: float = WIDEST):
        self.L, self.backward, self.cost, self.caption = L, backward, cost, caption
        self.small = 8 if L < 10 else 7  # for the text between the two blocks of a layer
        x = NAMES + BEFORE
        self.left = {}
        for layer in shown_layers(L):
            self.left[layer] = x
            x += (LAYER if layer else DOTS) + GAP
        self.end = x
        width = x + MARGIN + (BLOCK if cost else 0)
        rows = [("caption", 0.3)] if caption else []
        rows += TOP + FORWARD + (BACKWARD if backward else [])
        y = height = sum(tall for _, tall in rows) + 2 * MARGIN
        y -= MARGIN
        self.rows = {}
        for name, tall in rows:
            self.rows[name] = (y - tall, y)
            y -= tall
        self.scale = min(LARGEST, widest / width)
        self.figure, self.style = new_figure((width * self.scale, height * self.scale))

    def draw(self) -> None:
        """Draw the chain."""
        self.axes = drawing_board(self.figure, self.scale)
        if self.caption:
            y = self._middle("caption")
            self._frame(MARGIN + 0.05, 0.16, y - 0.06, y + 0.06, pad=0.02)
            self._write(MARGIN + 0.32, y, self.caption, ha="left", weight="bold")
        for row in ("forward", "caches", "backward")[: 3 if self.backward else 2]:
            self._write(NAMES / 2 + 0.02, self._middle(row), row, weight="bold", rotation=90)
        before = 0
        for layer, x in self.left.items():
            self._draw_between(x, GAP if before else BEFORE, before)
            if layer is None:
                self._draw_dots(x + DOTS / 2)
            else:
                self._draw_forward(layer, x)
                self._draw_cache(layer, x)
                if self.backward:
                    self._draw_backward(layer, x)
            before = layer or self.L - 2
        self._draw_between(self.end, GAP, self.L)
        if self.cost:
            self._draw_cost(self.end)

    def mark_layer(self, layer: int) -> None:
        """Put a frame round all that belongs to a layer."""
        last = "gradients" if self.backward else "caches"
        self._frame(self.left[layer], LAYER, self.rows[last][0], self.rows["layer"][1], pad=0.015)

    def mark_function(self, row: str, extent: str) -> None:
        """Put a frame round what a function does: see `FUNCTIONS` in `blocks`."""
        lefts = [x for layer, x in self.left.items() if layer]
        if extent == "row":
            end = self.end + BLOCK if row == "backward" else self.end - GAP
            places = [(lefts[0], end - lefts[0])]
        elif extent == "cost":
            places = [(self.end, BLOCK)]
        else:
            places = [(x, BLOCK if extent == "linear" else LAYER) for x in lefts]
        for x, width in places:
            self._frame(x, width, *self.rows[row], pad=0.015)

    def mark_block(self, block: str) -> None:
        """Put a frame round one block of the backward pass, such as "cost" or "layer 2: relu"."""
        layer, _, kind = block.partition(": ")
        x = self.end if block == "cost" else self.left[int(layer.removeprefix("layer "))]
        x += BLOCK + NECK if kind in ("relu", "sigmoid") else 0
        self._frame(x, BLOCK, *self.rows["backward"], pad=0.015)

    def _draw_forward(self, layer: int, x: float) -> None:
        y, linear, activation = self._middle("forward"), x + BLOCK / 2, x + LAYER - BLOCK / 2
        self._write(x + LAYER / 2, self._middle("layer"), f"layer {layer}", weight="bold")
        self._write(linear, self._middle("parameters"), f"W{layer}, b{layer}", family=CODE)
        self._down(linear, "parameters", "forward", BLUE)
        self._box(x, "forward", "linear", PALE_BLUE)
        self._arrow((x + BLOCK, y), (x + BLOCK + NECK, y), BLUE)
        self._write(x + LAYER / 2, y + 0.04, f"Z{layer}", self.small, va="bottom", family=CODE)
        kind = "sigmoid" if layer == self.L else "relu"
        self._box(x + BLOCK + NECK, "forward", kind, PALE_ORANGE)
        self._down(linear, "forward", "caches", BLUE)
        self._down(activation, "forward", "caches", BLUE)

    def _draw_cache(self, layer: int, x: float) -> None:
        top = self.rows["caches"][1]
        self._box(x, "caches", "", PALE_GRAY, LAYER)
        middle = x + LAYER / 2
        self._write(middle, top - 0.05, f"caches[{layer - 1}]", va="top", family=CODE, color=DARK)
        values = f"(A{layer - 1},\n W{layer},\n b{layer})"
        for center, name, held in (
            (x + LAYER / 4, "linear", values),
            (x + 3 * LAYER / 4, "activation", f"Z{layer}"),
        ):
            self._write(center, top - 0.24, f"{name}\ncache", 8, va="top", color=DARK)
            self._write(center, top - 0.8, held, family=CODE, color=DARK)
        self.axes.plot([middle] * 2, [top - 1.02, top - 0.25], color=DARK, linewidth=0.6)

    def _draw_backward(self, layer: int, x: float) -> None:
        y, linear, activation = self._middle("backward"), x + BLOCK / 2, x + LAYER - BLOCK / 2
        self._down(linear, "caches", "backward", BLUE)
        self._down(activation, "caches", "backward", BLUE)
        kind = "sigmoid" if layer == self.L else "relu"
        self._box(x, "backward", "linear", PALE_BLUE)
        self._box(x + BLOCK + NECK, "backward", kind, PALE_ORANGE)
        self._arrow((x + BLOCK + NECK, y), (x + BLOCK, y), VERMILION, "--")
        self._write(x + LAYER / 2, y - 0.04, f"dZ{layer}", self.small, va="top", family=CODE)
        self._down(linear, "backward", "gradients", VERMILION, "--")
        gradients = f"dW{layer}, db{layer}"
        self._write(x + 0.03, self._middle("gradients"), gradients, ha="left", family=CODE)

    def _draw_between(self, x: float, width: float, layer: int) -> None:
        """Draw the arrows that end at x and start there, and the A and dA that they carry."""
        y, center = self._middle("forward"), x - width / 2
        self._arrow((x - width, y), (x, y), BLUE)
        name, size = (f"A{layer}", 8.8) if layer else ("X = A0", 8)
        self._write(center, y + 0.04, name, size, va="bottom", family=CODE)
        if self.backward:
            y = self._middle("backward")
            self._arrow((x, y), (x - width, y), VERMILION, "--")
            self._write(center, y - 0.04, f"dA{layer}", va="top", family=CODE)

    def _draw_dots(self, x: float) -> None:
        for row in ("forward", "caches", "backward")[: 3 if self.backward else 2]:
            y = self._middle(row)
            self.axes.plot([x - 0.07, x, x + 0.07], [y] * 3, "o", color=INK, markersize=3)

    def _draw_cost(self, x: float) -> None:
        center = x + BLOCK / 2
        self._write(center, self._middle("parameters"), "Y", family=CODE)
        self._down(center, "parameters", "forward", BLUE)
        self._box(x, "forward", "cost", PALE_GRAY)
        if self.backward:
            self._down(center, "forward", "caches", BLUE)
            self._box(x, "caches", f"A{self.L},\nY", PALE_GRAY, family=CODE)
            self._down(center, "caches", "backward", BLUE)
            self._box(x, "backward", "cost", PALE_GRAY)

    def _middle(self, row: str) -> float:
        return sum(self.rows[row]) / 2

    def _write(self, x: float, y: float, text: str, size=8.8, ha="center", va="center", **style):
        self.axes.text(x, y, text, fontsize=size * self.scale, ha=ha, va=va, **style)

    def _box(self, x: float, row: str, text: str, ground: str, width=BLOCK, **style) -> None:
        from matplotlib.patches import Rectangle

        low, high = self.rows[row]
        look = {"facecolor": ground, "edgecolor": INK, "linewidth": 1, "zorder": 2}
        self.axes.add_patch(Rectangle((x, low), width, high - low, **look))
        self._write(x + width / 2, (low + high) / 2, text, zorder=3, color=DARK, **style)

    def _down(self, x: float, above: str, below: str, color: str, line="-") -> None:
        self._arrow((x, self.rows[above][0]), (x, self.rows[below][1]), color, line)

    def _arrow(self, start: tuple, end: tuple, color: str, line="-") -> None:
        look = {"color": color, "linestyle": line, "linewidth": 1.4 * self.scale}
        look |= {"arrowstyle": "-|>", "mutation_scale": 9 * self.scale, "shrinkA": 0, "shrinkB": 0}
        self.axes.annotate("", end, start, arrowprops=look)

    def _frame(self, x: float, width: float, low: float, high: float, pad: float) -> None:
        from matplotlib.patches import Rectangle

        corner, size = (x - pad, low - pad), (width + 2 * pad, high - low + 2 * pad)
        look = {
            "facecolor": "none",
            "edgecolor": GREEN,
            "linewidth": 2.6 * self.scale,
            "zorder": 2.5,
        }
        self.axes.add_patch(Rectangle(corner, *size, **look))
