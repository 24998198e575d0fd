"""A notebook's source that can't be built is refused, with the file, the place and the reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.authoring.directives import expand
from grader.authoring.notebooks import build_instructor, source_files
from grader.errors import SourceError
from grader.this_course import COURSE
from testcases.exercises import EXERCISES

FORM = "02-forward.md, shape: the guess is incomplete. End it with the lines ---, answer: and why:"
NO_KEY = "02-forward.md: the question zeros has no answer key. Write one below a line ---"
REFUSED = {
    "```{excercise} predict\n```\n": (
        "02-forward.md: unknown directive excercise. Use one of: exercise, guess, question."
    ),
    "```{exercise} predicts\n```\n": (
        "02-forward.md: the course has no exercise predicts. Correct the name, or add it."
    ),
    "```{guess} shape\nWhich?\n```\n": FORM,
    "```{guess} shape\nWhich?\n---\nanswer: (4, 7)\n```\n": FORM,
    "```{guess} shape\nWhich?\n---\nanswer: four by seven\nwhy: It is so.\n```\n": FORM,
    "```{question} zeros\nWhy?\n```\n": NO_KEY,
    "```{question} zeros\nWhy?\n---\n\n```\n": NO_KEY,
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_directive_that_cant_be_read_is_named(text):
    with pytest.raises(SourceError, match=f"^{re.escape(REFUSED[text])}$"):
        expand(COURSE, f"Some text.\n\n{text}", Path("notebooks/src/02-forward.md"))


def test_sources_stand_in_the_courses_order_whatever_the_disk_says(monkeypatch):
    """What is built from all of them, such as the answers to predictions, stands in it too."""
    names = [Path("02.md"), Path("00.md"), Path("01.md")]
    monkeypatch.setattr(Path, "glob", lambda *_: iter(names))
    assert source_files(COURSE) == sorted(names)


IN_ORDER = [name for name, exercise in EXERCISES.items() if exercise.notebook == "02-forward"]
NAMED = {
    "none": [],
    "one left out": IN_ORDER[:-1],
    "another order": IN_ORDER[::-1],
    "one twice": [*IN_ORDER, "linear_forward"],
    "another notebook's": [*IN_ORDER, "predict"],
}


@pytest.mark.parametrize("what", NAMED)
def test_a_source_has_the_exercises_of_the_course_in_their_order(what, tmp_path):
    source = tmp_path / "02-forward.md"
    source.write_text("\n".join(f"```{{exercise}} {name}\n```\n" for name in NAMED[what]))
    said = (
        f"02-forward.md has the exercises {', '.join(NAMED[what]) or 'none'}, and the course has "
        f"{', '.join(IN_ORDER)} for it. Use the course's exercises, in their order."
    )
    with pytest.raises(SourceError, match=f"^{re.escape(said)}$"):
        build_instructor(COURSE, source)
