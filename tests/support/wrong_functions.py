"""Wrong functions as students write them, one mistake each: `wrong_functions/EXERCISE~TAG.py`."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).with_suffix("")
# It never ends, and is told as such.
ENDLESS = "L_layer_model~infinite"


def wrong_functions() -> dict[str, str]:
    """Give the source of each by its file's name, without the imports at its top."""
    found = {}
    for path in sorted(FOLDER.glob("*.py")):
        source = path.read_text()
        found[path.stem] = source[source.index("def ") :]
    return found
