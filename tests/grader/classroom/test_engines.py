"""A class on real engines: a Dask cluster, a PostgreSQL server."""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import ROOT
from nbgrader.api import Gradebook
from own_course import make_own_course, submit
from small_class import CLASS, FULL, grade, hand_in, notebooks, scores, write_class

from grader.authoring.new_course import init_course
from grader.classroom import pool, run
from grader.cli import main
from grader.course.open import run_nbgrader
from grader.errors import CourseError
from grader.this_course import COURSE


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextlib.contextmanager
def dask(folder: Path):
    """A Dask scheduler with two worker processes, as one starts them by hand."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    program = str(Path(sys.executable).with_name("dask"))
    local = ["--no-dashboard", "--host", "127.0.0.1"]
    worker = [program, "worker", address, *local, "--no-nanny", "--nthreads", "1"]
    commands = [program, "scheduler", *local, "--port", str(port)], worker, worker
    with (folder / "log").open("w") as log:
        told = {"cwd": folder, "stdout": log, "stderr": log}
        path = {**os.environ, "PYTHONPATH": str(ROOT)}
        started = [subprocess.Popen(command, env=path, **told) for command in commands]
        yield address, started
        for process in reversed(started):
            process.send_signal(signal.SIGINT)
            process.wait(120)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    pytest.importorskip("distributed", reason="needs the package distributed")
    with dask(tmp_path_factory.mktemp("dask")) as (address, _):
        yield address


def grade_soon(course: Path, address: str, **options):
    """Grade as soon as both workers are there."""
    from distributed import Client

    with Client(address, timeout=300, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=300)
    return grade(course, dask=address, **options)


# Of Dask's own threads and sockets, which it lets go of in its own time.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.exhaustive
def test_a_class_on_a_dask_cluster(course, cluster, tmp_path):
    here = tmp_path / "here"
    shutil.copytree(course, here)
    grade(here)
    summary = grade_soon(course, cluster)
    assert (summary.graded, summary.failed, summary.workers) == (6, {}, 2)
    assert scores(course) == scores(here)
    assert notebooks(course) == notebooks(here)


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.exhaustive
def test_a_file_of_exercises_beside_the_configuration_on_a_dask_cluster(
    cluster, tmp_path, monkeypatch, request
):
    """The workers were started elsewhere, and find the file where the course is."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    request.addfinalizer(lambda: sys.modules.pop("own_exercises", None))
    course = make_own_course(tmp_path / "course")
    assert main(["exercise", "add", "-q", "--course", str(course)]) == 0
    run_nbgrader(course, "generate_assignment", "dnn", log=tmp_path / "log")
    submit(course)
    summary = grade_soon(course, cluster)
    assert (summary.graded, summary.failed) == (3, {})
    assert scores(course)["ada"] - scores(course)["ben"] == 4
    made = notebooks(course)["ben/dnn/02-forward.ipynb"]
    assert "Negative entries become zero" in str(made)


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("then, what", [(0, "is gone"), (2, "has no workers left")])
@pytest.mark.exhaustive
def test_a_cluster_that_loses_a_worker_and_then_all(course, tmp_path, monkeypatch, then, what):
    pytest.importorskip("distributed", reason="needs the package distributed")
    for number in range(10):
        hand_in(course, f"student{number}")
    monkeypatch.setattr(pool, "_SECONDS_TO_CONNECT", 3)
    monkeypatch.setattr(run, "SECONDS_TO_HEAR", 3)
    killed = []

    def dies(process, after):
        while len(list(course.glob("autograded/*/dnn"))) < after:
            time.sleep(0.02)
        process.kill()
        killed.append(process)

    with dask(tmp_path) as (address, started):
        threading.Thread(target=dies, args=(started[1], 3)).start()
        summary = grade_soon(course, address)
        assert (summary.graded, summary.failed, killed) == (16, {}, [started[1]])
        shutil.rmtree(course / "autograded")
        threading.Thread(target=dies, args=(started[then], 3)).start()
        with pytest.raises(CourseError) as raised:
            grade(course, dask=address)
    said = str(raised.value)
    assert said.startswith(f"The Dask scheduler at {address} {what}")
    assert said.endswith(": it continues where it stopped.")
    assert 3 <= grade(course).before < 16


@pytest.mark.exhaustive
def test_no_address_is_refused_at_once(course, capsys):
    pytest.importorskip("distributed", reason="needs the package distributed")
    assert main(["autograde", "--course", str(course), "--dask", "nonsense"]) == 1
    assert capsys.readouterr().err == (
        "grader: There is no Dask scheduler at nonsense (missing port number in address "
        "'nonsense'). Check the address, or start one with: dask scheduler\n"
    )


@pytest.mark.exhaustive
def test_without_a_cluster_it_says_so(course, capsys, monkeypatch):
    pytest.importorskip("distributed", reason="needs the package distributed")
    address = f"tcp://127.0.0.1:{free_port()}"
    monkeypatch.setattr(pool, "_SECONDS_TO_CONNECT", 2)
    assert main(["autograde", "--course", str(course), "--dask", address]) == 1
    assert capsys.readouterr().err.startswith(f"grader: There is no Dask scheduler at {address} (")


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory):
    """A PostgreSQL server of the tests' own; gives its URL, without a database."""
    pytest.importorskip("psycopg", reason="needs the package psycopg")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    programs = (
        found[-1].parent
        if found
        else shutil.which("initdb") and Path(shutil.which("initdb")).parent
    )
    if not programs:
        pytest.skip("needs a PostgreSQL server (Debian's package postgresql)")
    folder = tmp_path_factory.mktemp("postgresql")
    # It refuses to run as root.
    user = pwd.getpwnam("postgres").pw_uid if os.getuid() == 0 else None
    if user is not None:
        folder = Path("/tmp", f"postgresql-{os.getpid()}")
        folder.mkdir()
        os.chown(folder, user, -1)
    data, port = folder / "data", free_port()
    told = {"cwd": folder, "user": user, "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([programs / "initdb", "-D", data, "-U", "teacher", "-A", "trust"], **told)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    control = [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", options, "start"], **told)
    yield f"postgresql+psycopg://teacher@127.0.0.1:{port}", [programs / "createdb"], port
    subprocess.run([*control, "-m", "immediate", "stop"], **told)
    shutil.rmtree(folder)


@pytest.mark.exhaustive
def test_the_gradebook_on_postgresql(postgresql, tmp_path, capsys):
    """From the release to the table, by our commands and nbgrader's."""
    url, createdb, port = postgresql
    where = ["-h", "127.0.0.1", "-p", str(port), "-U", "teacher"]
    subprocess.run([*createdb, *where, "gradebook"], check=True)
    course, log = tmp_path / "course", tmp_path / "log"
    init_course(COURSE, course)
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(f'\nc.CourseDirectory.db_url = "{url}/gradebook"\n')
    run_nbgrader(course, "generate_assignment", "dnn", log=log)
    write_class(course)
    summary = grade(course)
    assert (summary.graded, summary.failed) == (6, {})
    assert not (course / "gradebook.db").exists()
    run_nbgrader(course, "autograde", "dnn", "--student", "cleo", "--force", log=log)
    run_nbgrader(course, "generate_feedback", "dnn", "--student", "cleo", log=log)
    run_nbgrader(course, "export", log=log)
    with Gradebook(f"{url}/gradebook") as book:
        totals = {s.student_id: s.score for s in book.assignment_submissions("dnn")}
    assert totals.keys() == CLASS.keys()
    assert (totals["ada"], totals["ben"], totals["dan"]) == (FULL, FULL - 3.5, FULL - 10)
    assert (
        "update_parameters: not right yet."
        in (course / "feedback/cleo/dnn/05-training.html").read_text()
    )
    assert len((course / "grades.csv").read_text().splitlines()) == 7
    assert main(["table", str(course)]) == 0
    assert "ada" in capsys.readouterr().out
    assert main(["report", str(course), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)["report"]
    assert (report["graded"], report["totals"][-1]) == (6, FULL)
    assert grade(course, force=True).graded == 6
