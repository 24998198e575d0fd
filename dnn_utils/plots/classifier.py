"""Where a classifier is right and where it is wrong."""

from __future__ import annotations

import numpy as np

from dnn_utils.plots.style import (
    DARK,
    INK,
    PALE_BLUE,
    PALE_ORANGE,
    drawing_board,
    new_figure,
    picture_grid,
)


def plot_mislabeled_images(
    X, Y, predictions, classes, shape=(64, 64, 3), most=10, probabilities=None
):
    """
    Show pictures that were taken for what they are not, and print how many there are.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
        Flattened pictures, each in a column, with values from 0 to 1 or from 0 to 255.
    Y : ndarray, shape (1, m)
        Their labels, 0 or 1.
    predictions : ndarray, shape (1, m)
        What the network says, 0 or 1.
    classes : sequence of 2
        The names of the labels 0 and 1, as `load_data` gives them.
    shape : tuple of int
        The shape of one picture; its product is n_x.
    most : int
        How many to show at most.
    probabilities : ndarray, shape (1, m), optional
        The probability of label 1 for each picture, AL. With it, the figure says how sure the
        network was.

    Returns
    -------
    figure : matplotlib.figure.Figure or None
        The figure, whose attribute `alt` says in words what it shows. None if there is no picture
        to show.

    Raises
    ------
    ValueError
        If the shapes don't belong together, if a label or prediction is not 0 or 1, if a
        probability is not from 0 to 1, or if there are not two names.
    """
    X, said, meant = _checked(X, Y, predictions, shape)
    given = _probabilities(probabilities, said)
    wrong = np.flatnonzero(said != meant)
    shown = wrong[: max(most, 0)]
    first = f" These are the first {len(shown)}." if 0 < len(shown) < len(wrong) else ""
    print(f"{len(wrong)} of {len(meant)} pictures are mislabeled.{first}")
    if not len(shown):
        return None
    names = _names(classes)
    scale = 1 if X.max() > 1 else 255
    columns = min(5, len(shown))
    rows = -(-len(shown) // columns)
    figure, style = new_figure((1.85 * columns, 2.55 * rows))
    words = []
    with style:
        places = picture_grid(figure, rows, columns)
        for place, index in zip(places, shown, strict=False):
            picture = np.clip(np.rint(X[:, index] * scale), 0, 255).astype(np.uint8)
            place.imshow(picture.reshape(shape), interpolation="nearest")
            said_so = f"said {names[said[index]]}"
            if len(given):
                said_so += f" ({names[1]} {given[index]:.2f})"
            lines = f"picture {index}", said_so, f"is {names[meant[index]]}"
            place.set_title("\n".join(lines))
            words.append(", ".join(lines))
    figure.show_once(_words_for_images(words, names[1] if len(given) else ""))
    return figure


def plot_confusion(Y, predictions, classes):
    """
    Show how often each label was taken for which.

    The figure is shown at once where there is a notebook or a screen.

    Parameters
    ----------
    Y : ndarray, shape (1, m)
        The labels, 0 or 1.
    predictions : ndarray, shape (1, m)
        What the network says, 0 or 1.
    classes : sequence of 2
        The names of the labels 0 and 1, as `load_data` gives them.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The table, with label 1 first; its attribute `alt` says in words what it shows.

    Raises
    ------
    ValueError
        If there is not one prediction for each label, if one of them is not 0 or 1, or if there
        are not two names.
    """
    meant, said = _zeros_and_ones("Y", Y), _zeros_and_ones("predictions", predictions)
    if len(meant) != len(said):
        raise ValueError(f"Y has {len(meant)} entries and predictions has {len(said)}.")
    names = _names(classes)[::-1]
    # Label 1 first, in the rows (what it is) and in the columns (what was said).
    table = np.array([[np.sum((meant == i) & (said == j)) for j in (1, 0)] for i in (1, 0)])
    room = 0.2 + 0.09 * max(len(f"said {name}") for name in names)  # for one of these words
    figure, style = new_figure((room + 2 * max(room, 1.75) + 1.6, 2.6))
    with style:
        _draw_table(drawing_board(figure), table, names, room)
    figure.show_once(_words_for_table(table, names))
    return figure


def _draw_table(axes, table: np.ndarray, names: list[str], left: float) -> None:
    """Draw the table of counts, with the sums in words at the right and at the bottom."""
    from matplotlib.patches import Rectangle

    top, width, height = 2.2, max(left, 1.75), 0.85
    right, bottom = left + 2 * width + 0.1, top - 2 * height - 0.2
    total = f"{np.trace(table)} of {table.sum()} right"
    _write(axes, right, bottom, total, ha="left", weight="bold")
    for i, name in enumerate(names):
        across, down = left + width * (i + 0.5), top - height * (i + 0.5)
        _write(axes, across, top + 0.2, f"said {name}")
        _write(axes, left - 0.1, down, f"is {name}", ha="right")
        _write(axes, across, bottom, _right(table[:, i], i))
        _write(axes, right, down, _right(table[i], i), ha="left")
        for j in range(2):
            corner = left + width * j, top - height * (i + 1)
            ground = PALE_BLUE if i == j else PALE_ORANGE
            look = {"facecolor": ground, "edgecolor": INK, "linewidth": 1}
            axes.add_patch(Rectangle(corner, width, height, **look))
            middle = left + width * (j + 0.5)
            _write(axes, middle, down + 0.1, str(table[i, j]), fontsize=22, color=DARK)
            word = "right" if i == j else "wrong"
            _write(axes, middle, down - 0.25, word, fontsize=10, color=DARK)


def _write(axes, x: float, y: float, text: str, ha="center", **style) -> None:
    axes.text(x, y, text, ha=ha, va="center", **style)


def _right(line: np.ndarray, place: int) -> str:
    return f"{line[place]} of {line.sum()} right"


def _words_for_table(table: np.ndarray, names: list[str]) -> str:
    m = int(table.sum())
    parts = [f"Confusion table of {m} example{'s' * (m != 1)}, {np.trace(table)} of them right."]
    for i, name in enumerate(names):
        counts = ", ".join(f"{n} said {other}" for n, other in zip(table[i], names, strict=True))
        parts.append(f"Is {name}: {counts}; {_right(table[i], i)}.")
    for i, name in enumerate(names):
        parts.append(f"Said {name}: {_right(table[:, i], i)}.")
    return " ".join(parts)


def _words_for_images(pictures: list[str], label: str) -> str:
    number = f" The number is the probability of {label} that it gave." if label else ""
    return f"{len(pictures)} mislabeled pictures: {'; '.join(pictures)}.{number}"


def _names(classes) -> list[str]:
    names = [entry.decode() if isinstance(entry, bytes) else str(entry) for entry in classes]
    if len(names) != 2:
        raise ValueError(f"classes should name the labels 0 and 1; it has {len(names)} names.")
    return names


def _zeros_and_ones(name: str, values) -> np.ndarray:
    flat = np.ravel(values)
    if not np.isin(flat, (0, 1)).all():
        raise ValueError(f"{name} should hold only 0 and 1.")
    return flat.astype(int)


def _checked(X, Y, predictions, shape) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Check that pictures, labels and predictions fit; flatten the labels and predictions."""
    X = np.asarray(X)
    n_x = int(np.prod(shape))
    if X.ndim != 2 or len(X) != n_x:
        raise ValueError(f"X should have the shape ({n_x}, m), a picture a column, not {X.shape}.")
    m = X.shape[1]
    for name, entries in (("Y", Y), ("predictions", predictions)):
        if np.size(entries) != m:
            raise ValueError(f"X has {m} pictures and {name} has {np.size(entries)} entries.")
    return X, _zeros_and_ones("predictions", predictions), _zeros_and_ones("Y", Y)


def _probabilities(probabilities, said: np.ndarray) -> np.ndarray:
    """Give the probability of label 1 for each picture; nothing, if it isn't known."""
    if probabilities is None:
        return np.empty(0)
    p = np.ravel(probabilities)
    if len(p) != len(said):
        raise ValueError(f"X has {len(said)} pictures and probabilities has {len(p)} entries.")
    if p.dtype.kind not in "biuf" or not ((p >= 0) & (p <= 1)).all():
        raise ValueError("probabilities should hold only numbers from 0 to 1.")
    return p
