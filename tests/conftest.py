"""What several test modules use."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Before NumPy is loaded: two busy threads on two busy cores are slower than one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from small_class import write_class

from grader.course import UNCONFINED, init_course, run_nbgrader
from grader.server import ServerError, server

ROOT = Path(__file__).resolve().parents[1]


# What takes seconds to set up, so that the tests that use it stay together in one process.
SHARED = ("demo", "installed", "cluster", "solved", "blank", "postgresql")
# Tests that begin with a released course take a second or more.
SLOW = {*SHARED, "released", "original_data"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long by the fixtures that it uses, and begin with it."""
    for item in items:
        used = set(item.fixturenames)
        if used & SLOW:
            item.add_marker("slow")
        for name in SHARED:
            if name in used:
                item.add_marker(pytest.mark.xdist_group(name))
    items.sort(key=lambda item: not (item.get_closest_marker("slow")))
    items.sort(key=lambda item: not (item.get_closest_marker("exhaustive")))


@pytest.fixture(scope="session", autouse=True)
def confinement() -> str:
    """Say what is missing for confinement; without it, student code runs unconfined here."""
    if os.environ.get(UNCONFINED):
        return f"student code is to run unconfined ({UNCONFINED} is set)"
    try:
        server().connect().connection.close()
    except ServerError as error:
        os.environ[UNCONFINED] = "1"
        server.cache_clear()
        return str(error)
    server().end_child()
    return ""


@pytest.fixture
def confined(confinement: str) -> None:
    """Skip where student code can't be confined."""
    if confinement:
        pytest.skip(f"needs confinement: {confinement}")


@pytest.fixture
def original_data() -> Path:
    """The folder of the original cat files, which are not part of this project."""
    folder = os.environ.get("DNN_ORIGINAL_DATA", "")
    if not folder or not Path(folder, "train_catvnoncat.h5").exists():
        pytest.skip("needs the original cat files; set DNN_ORIGINAL_DATA to their folder")
    return Path(folder)


@pytest.fixture(scope="session")
def released(tmp_path_factory) -> Path:
    """A course whose assignment has been released, and nothing handed in."""
    course = tmp_path_factory.mktemp("released") / "course"
    init_course(course)
    run_nbgrader(course, "generate_assignment", "dnn", log=course.parent / "log")
    return course


@pytest.fixture
def course(released, tmp_path) -> Path:
    """The same with the work of a small class."""
    course = tmp_path / "course"
    shutil.copytree(released, course)
    write_class(course)
    return course


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Grade the sample class as `make grade` does."""
    course = tmp_path_factory.mktemp("demo") / "course"
    done = subprocess.run(
        [sys.executable, "-m", "grader", "demo", str(course)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return course, done.stdout


@pytest.fixture
def silent_backend():
    """No test opens a window; each leaves no figure open and no setting changed."""
    import matplotlib.pyplot as plt

    plt.switch_backend("agg")
    before = plt.rcParams.copy()
    yield
    assert plt.rcParams == before
    assert plt.get_fignums() == []
