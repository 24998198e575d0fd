"""
The cheat sheet: the course on one printed page, as PDF and SVG.

Signatures come from the solutions, symbols and shapes from notebook 00. Formulas are written here.
"""

from __future__ import annotations

import functools
import inspect
import io
import re
import textwrap

from dnn_utils.plots.chain import Chain
from dnn_utils.plots.style import BLUE, CODE, DARK, PALE_GRAY
from testcases.record import Course

# Inches: the page (A4), its margin, the height of a line, and the width of the diagram.
WIDTH, HEIGHT, MARGIN, LINE, DIAGRAM = 8.27, 11.69, 0.45, 0.162, 6.7
# How many characters of code fit into a column.
COLUMN = 68
FORMULAS = {
    "Forward pass": [
        r"$Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}, \quad A^{[0]} = X$",
        r"$A^{[l]} = \mathrm{relu}(Z^{[l]})$ for $l < L$,  $A^{[L]} = \mathrm{sigmoid}(Z^{[L]})$",
        r"$\mathrm{relu}(z) = \max(0, z), \quad \mathrm{sigmoid}(z) = 1 / (1 + e^{-z})$",
    ],
    "Cost": [
        r"$\mathcal{L} = -(y \log a + (1 - y) \log(1 - a))$",
        r"$J =$ the mean of $\mathcal{L}$ over the $m$ examples",
    ],
    "Backward pass": [
        r"$dA^{[L]} = -(Y / A^{[L]} - (1 - Y) / (1 - A^{[L]}))$",
        r"$dZ^{[l]} = dA^{[l]} \odot g'(Z^{[l]}), \quad dZ^{[L]} = A^{[L]} - Y$",
        r"$dW^{[l]} = \frac{1}{m} \, dZ^{[l]} A^{[l-1]\,T}$",
        r"$db^{[l]}$ = mean of the columns of $dZ^{[l]}, \quad dA^{[l-1]} = W^{[l]\,T} dZ^{[l]}$",
        r"$\mathrm{relu}'(z) = 1$ if $z > 0$ else $0, \quad \mathrm{sigmoid}' = s\,(1 - s)$",
    ],
    "Training": [
        r"$W^{[l]} \leftarrow W^{[l]} - \alpha \, dW^{[l]}, \quad"
        r" b^{[l]} \leftarrow b^{[l]} - \alpha \, db^{[l]}$",
        r"Start: $W^{[l]}$ = normal draws $/ \sqrt{n_{l-1}}, \quad b^{[l]} = 0$",
    ],
}
TITLES = {
    "01": "Initialization", "02": "Forward propagation", "03": "Cost", "04": "Backpropagation",
    "05": "Training", "06": "Cat classifier", "07": "Make it fast",
}  # fmt: skip


@functools.cache
def cheat_sheet(course: Course, form: str) -> bytes:
    """
    Draw the page.

    Parameters
    ----------
    course : whose signatures and notation
    form : "pdf", "svg" or "png"

    Returns
    -------
    content : the bytes of the file, which are the same each time
    """
    import matplotlib.pyplot as plt

    chain = Chain(3, backward=True, cost=True, caption="", widest=DIAGRAM)
    figure, undated = chain.figure, {"pdf": "CreationDate", "svg": "Date"}
    content = io.BytesIO()
    with chain.style, plt.rc_context({"text.color": DARK, "svg.hashsalt": course.name}):
        _draw_page(course, chain)
        date = {undated[form]: None} if form in undated else {}
        figure.savefig(content, format=form, facecolor="white", metadata=date, dpi=110)
    plt.close(figure)
    return content.getvalue()


def _draw_page(course: Course, chain: Chain) -> None:
    figure = chain.figure
    chain.draw()
    wide, tall = figure.get_size_inches()
    figure.set_size_inches(WIDTH, HEIGHT)
    top = HEIGHT - MARGIN - 0.3
    left = (WIDTH - wide) / 2
    chain.axes.set_position((left / WIDTH, (top - tall) / HEIGHT, wide / WIDTH, tall / HEIGHT))
    page = figure.add_axes((0, 0, 1, 1), facecolor="none")
    page.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
    page.axis("off")
    title = {"fontsize": 15, "weight": "bold", "va": "top"}
    page.text(MARGIN, HEIGHT - MARGIN, "A deep neural network by hand, on one page", **title)
    below, middle = top - tall - 0.05, WIDTH / 2 + 0.2
    left_end = _draw_notation(page, MARGIN, below, middle - MARGIN - 0.15, notation(course))
    right_end = _draw_lists(page, middle, below, FORMULAS, LINE * 1.5, {"fontsize": 8.3})
    code = {"fontsize": 6.6, "family": CODE}
    functions = signatures(course)
    before = {heading: lines for heading, lines in functions.items() if heading < "06"}
    after = {heading: lines for heading, lines in functions.items() if heading >= "06"}
    _draw_lists(page, MARGIN, left_end - 0.1, before, LINE, code)
    _draw_lists(page, middle, right_end - 0.05, after, LINE, code)


def _draw_heading(page, x: float, y: float, text: str) -> float:
    page.text(x, y, text, fontsize=9.5, weight="bold", color=BLUE, va="top")
    return y - LINE * 1.15


def _draw_notation(page, x: float, y: float, width: float, rows: list[list[str]]) -> float:
    """Draw the table of symbols; return where it ends."""
    from matplotlib.patches import Rectangle

    y = _draw_heading(page, x, y, "Symbols and shapes")
    for number, (symbol, code, shape, meaning) in enumerate(rows):
        if number % 2 == 0:
            page.add_patch(Rectangle((x, y - LINE), width, LINE, facecolor=PALE_GRAY))
        middle = {"va": "center", "fontsize": 7.2}
        for place, text, family in (
            (0.04, symbol, None), (0.6, code, CODE), (1.33, shape, None), (1.98, meaning, None),
        ):  # fmt: skip
            look = middle if family is None else {**middle, "family": family, "fontsize": 6.6}
            page.text(x + place, y - LINE / 2, text, **look)
        y -= LINE
    return y


def _draw_lists(page, x: float, y: float, lists: dict, line: float, look: dict) -> float:
    """Draw lists of lines below their headings; return where they end."""
    for heading, rows in lists.items():
        y = _draw_heading(page, x, y, heading)
        for text in rows:
            page.text(x, y, text, va="top", **look)
            y -= line
        y -= 0.07
    return y


def notation(course: Course) -> list[list[str]]:
    """Read the table of symbols in notebook 00: symbol, code, shape, and a short meaning."""
    text = (course.sources / "00-how-it-works.md").read_text(encoding="utf-8")
    table = text.partition("| symbol | in code | shape | meaning |")[2].partition("\n\n")[0]
    rows = [re.split(r" ?\| ?", line.strip("|\n"))[:4] for line in table.strip().splitlines()[1:]]
    return [
        [
            symbol.strip(),
            code.replace("`", "").strip(),
            shape.strip(),
            re.split("[;:,(]", meaning)[0].strip(),
        ]
        for symbol, code, shape, meaning in rows
    ]


def signatures(course: Course) -> dict[str, list[str]]:
    """Give for each notebook the functions that students write, with what they return."""
    found: dict[str, list[str]] = {}
    for name, exercise in course.exercises.items():
        if exercise.is_written:
            function = getattr(course.reference, name)
            number = exercise.notebook[:2]
            returned = ", ".join(returned_names(function))
            line = f"{name}{inspect.signature(function)} -> {returned}"
            line = re.sub(r"<function (\w+) at 0x\w+>", r"\1", line)
            heading = f"{number} {TITLES[number]}"
            found.setdefault(heading, []).extend(
                textwrap.wrap(line, COLUMN, subsequent_indent="    ", break_on_hyphens=False)
            )
    return found


def returned_names(function) -> list[str]:
    """Read from a docstring what a function returns."""
    section = inspect.getdoc(function).partition("Returns\n-------\n")[2].partition("\n\n")[0]
    return re.findall(r"^(\w+(?:, \w+)*) : ", section, re.MULTILINE)
