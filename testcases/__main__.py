"""The command ``python -m testcases start DIR``: lay out the notebooks to work in."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

# Beside this package, in the students' folder as well as where pip has installed it.
NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"


def start(folder: Path, notebooks: Path = NOTEBOOKS) -> str:
    """
    Copy the notebooks into a folder. One that is there already is a student's work, and stays.

    Parameters
    ----------
    folder : where to put them; it is made if it is missing
    notebooks : the folder that has them

    Returns
    -------
    done : what was copied, and what to do next

    Raises
    ------
    OSError
        If there are no notebooks, or the folder can't be written.
    """
    found = sorted(notebooks.glob("*.ipynb"))
    if not found:
        raise FileNotFoundError(
            f"There are no notebooks in {notebooks}. Install the course again, then repeat this."
        )
    folder.mkdir(parents=True, exist_ok=True)
    new = [path for path in found if not (folder / path.name).exists()]
    for path in new:
        shutil.copyfile(path, folder / path.name)
    kept = len(found) - len(new)
    note = f" Left your {kept} notebooks as they are." if kept else ""
    first = folder / found[0].name
    return f"Copied {len(new)} notebooks to {folder}.{note} Begin with: jupyter lab {first}"


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m testcases", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    starting = commands.add_parser("start", help="Copy the notebooks into a folder.")
    starting.add_argument("folder", type=Path, metavar="DIR", help="Your notebooks stay as is.")
    try:
        print(start(parser.parse_args(arguments).folder))
    except OSError as error:
        print(f"testcases: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
