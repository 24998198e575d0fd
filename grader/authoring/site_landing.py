"""What the landing page shows: the cards, a report, and a network to try."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Sequence
from html import escape

import numpy as np

from dnn_utils.cat_network import layers
from dnn_utils.data import OWN, load_data
from grader.authoring.notebooks import source_files
from testcases.judging import report
from testcases.notebook._check import verdict_on
from testcases.record import Course

# Test pictures: those of notebook 00, and some more.
PICTURES = (3, 27, 29, 34, 37, 45, 0, 8, 12, 20, 41, 48)
# The mistake whose report is shown.
SAMPLE = "cost-not-averaged"
_ROW = re.compile(r"^\| (?:\[(\d\d)\]\(.*?\)|(\d\d)) \| (.*?) \| (.*?) \|$", re.MULTILINE)


def cards(course: Course) -> str:
    """Write a card for each notebook, from its title and notebook 00's table."""
    sources = {source.stem[:2]: source for source in source_files(course)}
    table = sources["00"].read_text(encoding="utf-8")
    rows = {one or other: (what, hours) for one, other, what, hours in _ROW.findall(table)}
    return f'<ul class="cards">\n{"".join(_card(sources[n], *rows[n]) for n in sources)}</ul>'


def _card(source, what: str, hours: str) -> str:
    name, what = source.stem, what.removeprefix("nothing yet: ")
    title = re.search(r"^# (.*)$", source.read_text(encoding="utf-8"), re.MULTILINE)[1]
    number, heading = title.split(" ", 1)
    return (
        f'<li class="card"><h3><span class="nr">{number}</span> {escape(heading)}</h3>'
        f"<p>{escape(what[0].upper() + what[1:])}.</p>"
        f'<p class="fine">{escape(hours)} h</p><p class="links">'
        f'<a href="lite/notebooks/index.html?path=notebooks/{name}.ipynb" '
        f'aria-label="Open {escape(title)}">Open</a> '
        f'<a href="notebooks/{name}.html" aria-label="Read {escape(title)}">Read</a></p></li>\n'
    )


def sample_report(course: Course) -> str:
    """Write the report on a wrong function, as a notebook shows it."""
    verdict = verdict_on(course, course.misconceptions[SAMPLE].function)
    more = [report.debug_it(verdict), report.more_hints(verdict, 1)]
    return f'<div class="report">{report.as_html(verdict, more=more)}</div>'


def network_file() -> str:
    """
    Write the trained network for the page.

    Each row of weights has 8 bits a weight and a scale of its own; biases are plain numbers.
    """
    return json.dumps([_small(matrix) for matrix in layers()])


def _small(matrix: np.ndarray) -> dict:
    weights, biases = matrix[:, :-1], matrix[:, -1]
    scales = np.abs(weights).max(axis=1) / 127
    scales[scales == 0] = 1
    rounded = np.rint(weights / scales[:, None]).astype(np.int8)
    return {
        "shape": list(weights.shape),
        "scales": [float(f"{scale:.6g}") for scale in scales],
        "biases": [float(f"{bias:.6g}") for bias in biases],
        "weights": base64.b64encode(rounded.tobytes()).decode(),
    }


def pictures_file(numbers: Sequence[int] = PICTURES) -> bytes:
    """Write these test pictures side by side into one PNG file."""
    from PIL import Image

    pictures = load_data(OWN)[2]
    file = io.BytesIO()
    row = np.concatenate([pictures[n] for n in numbers], axis=1)
    Image.fromarray(row).save(file, "PNG", optimize=True)
    return file.getvalue()


def classifier() -> str:
    """Write the part of the page in which the network runs."""
    labels = load_data(OWN)[3][0]
    buttons = "".join(
        f'<button type="button" data-place="{place}" data-label="{labels[n]}" '
        f'style="background-position:-{64 * place}px 0" aria-label="Test picture {n}"></button>'
        for place, n in enumerate(PICTURES)
    )
    return (
        f'<div id="classifier"><div class="choice" role="group" aria-label="Pictures">{buttons}'
        '</div><p><input id="own" type="file" accept="image/*">'
        '<label class="button" for="own">Your own picture</label></p>'
        '<div class="verdict"><canvas width="64" height="64" role="img" '
        'aria-label="The chosen picture"></canvas><div><p id="says" role="status">Choose a '
        'picture.</p><div class="bar" aria-hidden="true"><span></span></div></div></div></div>\n'
        '<script src="_static/classifier.js" defer></script>'
    )
