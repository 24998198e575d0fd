"""A class on real engines: a Dask cluster, a PostgreSQL server."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT
from nbgrader.api import Gradebook
from small_class import CLASS, FULL, grade, notebooks, scores, write_class

from grader.cli import main
from grader.course import init_course, run_nbgrader


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A Dask scheduler with two worker processes, as one starts them by hand."""
    pytest.importorskip("distributed", reason="needs the package distributed")
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    folder = tmp_path_factory.mktemp("dask")
    dask = str(Path(sys.executable).with_name("dask"))
    local = ["--no-dashboard", "--host", "127.0.0.1"]
    commands = (
        [dask, "scheduler", *local, "--port", str(port)],
        [dask, "worker", address, *local, "--nworkers", "2", "--nthreads", "1"],
    )
    with (folder / "log").open("w") as log:
        told = {"cwd": folder, "stdout": log, "stderr": log}
        path = {**os.environ, "PYTHONPATH": str(ROOT)}
        started = [subprocess.Popen(command, env=path, **told) for command in commands]
        yield address
        for process in reversed(started):
            process.send_signal(signal.SIGINT)
            process.wait(30)


# Of Dask's own threads and sockets, which it lets go of in its own time.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_a_class_on_a_dask_cluster(course, cluster, tmp_path):
    here = tmp_path / "here"
    shutil.copytree(course, here)
    grade(here)
    deadline = time.monotonic() + 60
    while True:
        try:
            summary = grade(course, dask=cluster)
            break
        except Exception as error:
            assert "no workers" in str(error) or "no Dask scheduler" in str(error), error
            assert time.monotonic() < deadline
    assert (summary.graded, summary.failed, summary.workers) == (6, {}, 2)
    assert scores(course) == scores(here)
    assert notebooks(course) == notebooks(here)


def test_without_a_cluster_it_says_so(course, capsys):
    pytest.importorskip("distributed", reason="needs the package distributed")
    address = f"tcp://127.0.0.1:{free_port()}"
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


def test_the_gradebook_on_postgresql(postgresql, tmp_path, capsys):
    """From the release to the table, by our commands and nbgrader's."""
    url, createdb, port = postgresql
    where = ["-h", "127.0.0.1", "-p", str(port), "-U", "teacher"]
    subprocess.run([*createdb, *where, "gradebook"], check=True)
    course, log = tmp_path / "course", tmp_path / "log"
    init_course(course)
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
    assert (totals["ada"], totals["ben"], totals["dan"]) == (FULL, FULL - 8, FULL - 15)
    assert (
        "update_parameters is not right yet."
        in (course / "feedback/cleo/dnn/05-training.html").read_text()
    )
    assert len((course / "grades.csv").read_text().splitlines()) == 7
    assert main(["table", str(course)]) == 0
    assert "ada" in capsys.readouterr().out
    assert grade(course, force=True).graded == 6
