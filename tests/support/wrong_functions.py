"""
Wrong functions as students write them: `wrong_functions/EXERCISE~TAG.py`, one mistake each, and
`wrong_functions/from_text/`, one or two mistakes each, which were written from the text of the
notebooks alone, without a look at what explains them. Those say at their top what is wrong.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).with_suffix("")
# It never ends, and is told as such.
ENDLESS = "L_layer_model~infinite"


def wrong_functions(folder: str = "") -> dict[str, str]:
    """Give the source of each by its file's name, without what is above its first line."""
    found = {}
    for path in sorted((FOLDER / folder).glob("*.py")):
        source = path.read_text()
        found[path.stem] = source[source.index("def ") :]
    return found
