"""Everything that is built and committed: the students' notebooks and the recorded answers."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from grader.directives import SourceError, guesses_in
from grader.judging import draw_cases, known_mistakes
from grader.notebooks import ROOT, source_files, student_files
from testcases.catalogue import EXERCISES
from testcases.guesses import GUESSES
from testcases.recorded import RECORD, write_record

# The questions of the student's check. Grading draws others.
PUBLIC_SEED = 2024


def recorded_answers() -> bytes:
    """Draw the public questions, answer them, and give the bytes of the HDF5 file."""
    cases = {name: draw_cases(exercise, PUBLIC_SEED) for name, exercise in EXERCISES.items()}
    mistakes = {name: known_mistakes(EXERCISES[name], cases[name]) for name in EXERCISES}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / RECORD.name
        write_record(path, cases, mistakes)
        return path.read_bytes()


def guesses() -> bytes:
    """Collect the answers to the predictions of all notebooks."""
    found: dict[str, tuple[str, str]] = {}
    for source in source_files():
        here = guesses_in(source.read_text(encoding="utf-8"), source.name)
        if found.keys() & here.keys():
            raise SourceError(f"{source.name}: {found.keys() & here.keys()} is there twice")
        found |= {name: (repr(answer), why) for name, (answer, why) in here.items()}
    return (json.dumps(found, indent=1, ensure_ascii=False) + "\n").encode()


def build(check: bool = False, say: Callable[[str], object] = print) -> bool:
    """
    Write what is built, or with `check` only say what is stale.

    Returns
    -------
    fresh : whether everything was already as it would be built
    """
    from data.make_data import data_files

    files = {path: text.encode() for path, text in student_files().items()}
    files[RECORD] = recorded_answers()
    files[GUESSES] = guesses()
    files.update(data_files())
    fresh = True
    for path, content in files.items():
        if path.exists() and path.read_bytes() == content:
            continue
        fresh = False
        name = path.relative_to(ROOT)
        if check:
            say(f"{name} is stale. Run: make build")
        else:
            path.write_bytes(content)
            say(f"wrote {name}")
    return fresh
