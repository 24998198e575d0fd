"""The processes that grade: one submission that takes too much fails alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures.process import BrokenProcessPool

import numpy as np
import pytest

from grader import workers
from grader.alarm import TookTooLong, time_limit
from grader.grading import Graded
from grader.server import server
from grader.workers import Given, on_this_machine

pytestmark = pytest.mark.slow

GIB = 2**30


def grade(released, handed_in, seed):
    """Take as long and as much memory as the submission says, and care for no error."""
    if "asks" in handed_in:
        server().connect()
    now = time.process_time if handed_in.get("busy", True) else time.monotonic
    until = now() + handed_in.get("seconds", 0)
    while now() < until:
        try:
            sum(range(1000)) if handed_in.get("busy", True) else time.sleep(0.05)
        except Exception:
            continue
    if "server" in handed_in:
        return str(server()._control)
    return Graded(problems=(str(np.empty(handed_in.get("bytes", 0), np.uint8).size),))


@pytest.fixture
def one(monkeypatch):
    monkeypatch.setattr(workers, "grade_submission", grade)
    monkeypatch.setattr(workers, "prepare", lambda names, seed: None)
    monkeypatch.setattr(workers, "time_limit", lambda: time_limit(1, wall=3))
    with on_this_machine(Given({}, 1), 1) as made:
        yield made


def test_a_submission_that_takes_too_long_fails_alone(one):
    slow, fine = one.submit({"seconds": 5, "asks": True}), one.submit({})
    with pytest.raises(TookTooLong, match="It was not graded within 1 seconds"):
        slow.result()
    assert fine.result() == Graded(problems=("0",))
    # On the wall it may take longer, and not without end.
    assert one.submit({"seconds": 1.5, "busy": False}).result() == Graded(problems=("0",))
    with pytest.raises(TookTooLong):
        one.submit({"seconds": 20, "busy": False}).result()
    assert one.submit({"server": True}).result() == "None"
    # The time is each submission's own, and none goes on when it is done.
    pool = one._pool
    assert all(one.submit({"seconds": 0.6}).result() for _ in range(3))
    time.sleep(1.5)
    assert one.submit({}).result() == Graded(problems=("0",))
    assert one._pool is pool


def test_a_process_ends_whose_parent_was_gone_before_it_began():
    """It would wait for work for ever, and keep the lock on the course."""
    read, write = os.pipe()
    parent = os.fork()
    if not parent:
        parent = os.getpid()
        if not os.fork():
            while os.getppid() == parent:
                time.sleep(0.01)
            workers._start(Given({}, 1), parent)
            os.write(write, b"it went on")
        os._exit(0)
    os.close(write)
    os.waitpid(parent, 0)
    assert os.read(read, 100) == b""
    os.close(read)


def serves(queue) -> None:
    """Start a process for student code; tell whether a server was started for it here."""
    one = server()
    one.connect().connection.close()
    queue.put(one._process is not None)


def test_a_forked_process_has_a_copy_of_the_server_and_if_that_is_gone_one_of_its_own():
    first = server()
    first.start()
    fork = multiprocessing.get_context("fork")

    def started() -> list[bool]:
        queue = fork.SimpleQueue()
        processes = [fork.Process(target=serves, args=(queue,)) for _ in range(3)]
        for process in processes:
            process.start()
        found = [queue.get() for _ in processes]
        for process in processes:
            process.join()
        return found

    assert started() == [False, False, False]
    first._process.kill()
    first._process.wait()
    assert started() == [True, True, True]
    first.connect().connection.close()  # this process has a new one as well
    first.close()


def test_a_process_ends_when_it_is_told_to_whatever_the_command_does_then(monkeypatch):
    """As Python's pool tells those that are left when one of them was killed."""
    monkeypatch.setattr(workers, "grade_submission", grade)
    monkeypatch.setattr(workers, "prepare", lambda names, seed: None)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with on_this_machine(Given({}, 1), 1) as made:
            assert made.submit({}).result() == Graded(problems=("0",))
            going_on = made.submit({"seconds": 20})
            [process] = made._pool._processes.values()
            time.sleep(0.3)
            process.terminate()
            with pytest.raises(BrokenProcessPool):
                going_on.result(timeout=10)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_submission_that_takes_too_much_memory_fails_alone(one):
    large, fine = one.submit({"bytes": 8 * GIB}), one.submit({"bytes": GIB // 64})
    with pytest.raises(MemoryError):
        large.result()
    assert fine.result() == Graded(problems=(str(GIB // 64),))
