"""The numbers in README and docs: each is the one that the code has."""

from __future__ import annotations

import functools

from conftest import ROOT

from grader.authoring.directives import QUESTION_POINTS
from grader.authoring.notebooks import source_files
from grader.classroom.processes import _MOST_BYTES as BYTES_OF_WORKER
from grader.course import archive
from grader.course.database import LOCKED_SECONDS
from grader.judging.alarm import MOST_SECONDS
from grader.misconceptions import MISCONCEPTIONS
from grader.sandbox.client import SECONDS
from grader.sandbox.clock import MOST_WALL
from grader.sandbox.inside import isolation, seccomp
from grader.submissions import json_cells, locate, read, reader
from grader.this_course import COURSE
from testcases.execution import budget
from testcases.exercises import EXERCISES

GB, MB = 2**30, 2**20


@functools.cache
def text_of(page: str) -> str:
    return " ".join((ROOT / page).read_text(encoding="utf-8").split())


def says(page: str, *phrases: str) -> None:
    """Look for phrases on a page, whatever its line breaks."""
    assert [phrase for phrase in phrases if phrase not in text_of(page)] == []


def test_the_course():
    hundreds = len(MISCONCEPTIONS) // 100 * 100
    says("README.md", f"more than {hundreds} common mistakes")
    network = EXERCISES["assembled_network"]
    count, points = len(network.builds_on), network.points
    with_one_mistake = points * (count - 1) / count
    says(
        "README.md",
        f"earns its {points} points if the network works, and otherwise a share of them",
    )
    says("docs/python.md", f"{with_one_mistake:g} of its {points} points, because {count - 1} of")
    says("docs/python.md", f"its {count} functions are right")
    says("docs/judging.md", f"its {count} functions", f"with one mistake, {with_one_mistake:g}")
    questions = sum(
        source.read_text(encoding="utf-8").count("```{question}")
        for source in source_files(COURSE)
        if not source.stem.startswith("07")
    )
    assert questions == 6
    says("docs/grading.md", f"Six questions of {QUESTION_POINTS} points each")


def test_the_limits_of_a_grading():
    says(
        "docs/judging.md",
        f"Each function has {SECONDS:g} seconds",
        f"hardly gets a processor for {MOST_WALL * SECONDS:g} seconds",
    )
    says(
        "docs/grading.md",
        f"{MOST_SECONDS} s of processor time",
        f"{BYTES_OF_WORKER // GB} GB of memory",
    )
    assert (LOCKED_SECONDS, budget.SECONDS) == (60, 2)
    says("docs/grading.md", "waits for up to a minute")
    says("docs/submissions.md", "have two seconds of processor time")


def test_the_limits_of_the_sandbox():
    scratch = isolation.BYTES_OF_SCRATCH // MB, isolation.FILES_OF_SCRATCH
    memory, cpu = isolation.BYTES_OF_MEMORY // GB, isolation.SECONDS_OF_CPU
    says("docs/judging.md", f"{scratch[0]} MB and {scratch[1]:,} files")
    says("docs/judging.md", f"{memory} GB of memory, {cpu} s of processor time")
    says("docs/judging.md", f"{SECONDS:g} s for each function")
    calls = [line for line in seccomp._ALLOWED.splitlines()[2:] if line.strip()]
    says("docs/judging.md", f"about {round(len(calls), -1)} system calls")


def test_the_limits_of_a_submission():
    says(
        "docs/submissions.md",
        f"more than {locate._MOST_FILES:,} files, or folders more than {locate._MOST_DEPTH} deep",
        f"more than {read.MOST_BYTES // MB} MB, {json_cells.MOST_CELLS:,} cells or "
        f"{read.MOST_OF_SOURCE // MB} MB of source",
        f"within {reader._MOST_BYTES // GB} GB of memory",
    )
    says(
        "docs/roster.md",
        f"more than {archive._MOST_RATIO} times its size",
        f"more than {archive.MOST_BYTES // MB} MB or {archive.MOST_FILES:,} files",
        f"nested more than {archive.MOST_DEPTH} deep",
    )
