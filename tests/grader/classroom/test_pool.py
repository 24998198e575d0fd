"""The processes that grade: one submission that takes too much fails alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import numpy as np
import pytest

from grader.classroom import bar, pool, processes
from grader.classroom.cores import cores
from grader.classroom.pool import GradingContext
from grader.classroom.processes import on_this_machine
from grader.errors import ProcessEnded, TookTooLong
from grader.grading import Graded
from grader.judging.alarm import time_limit
from grader.sandbox.launcher import launcher
from grader.submissions.reader import Submitted
from grader.this_course import COURSE

pytestmark = pytest.mark.slow

GIB = 2**30


@pytest.mark.parametrize(("all_there_are", "used"), [(3, 3), (None, 1)])
def test_on_macos_all_processors_are_used(all_there_are, used, monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: all_there_are)
    assert cores() == used


def read(course, task, released, earlier):
    return Submitted(task, "")


def grade(course, released, handed_in, seed, earlier):
    """Take as long and as much memory as the submission says, and care for no error."""
    if "asks" in handed_in:
        launcher().connect()
    now = time.process_time if handed_in.get("busy", True) else time.monotonic
    until = now() + handed_in.get("seconds", 0)
    while now() < until:
        try:
            sum(range(1000)) if handed_in.get("busy", True) else time.sleep(0.05)
        except Exception:
            continue
    if "says" in handed_in:
        return Graded(problems=("x" * handed_in["says"],))
    if "server" in handed_in:
        return Graded(problems=(str(launcher()._control),))
    return Graded(problems=(str(np.empty(handed_in.get("bytes", 0), np.uint8).size),))


def result(pool, future):
    """Wait for a result as a run does."""
    while not future.done():
        pool.wait([future], 60)
    return future.result()


def run(pool, task: dict):
    return result(pool, pool.submit(task))


@pytest.fixture
def one(monkeypatch):
    monkeypatch.setattr(pool, "grade_submission", grade)
    monkeypatch.setattr(processes, "read_submission", read)
    monkeypatch.setattr(processes, "draw_beforehand", lambda course, names, seed: None)
    monkeypatch.setattr(processes, "time_limit", lambda: time_limit(1, wall=8))
    with on_this_machine(GradingContext(COURSE, {}, 1), 1) as made:
        yield made


@pytest.mark.exhaustive
def test_a_submission_that_takes_too_long_fails_alone(one):
    slow, fine = one.submit({"seconds": 5, "asks": True}), one.submit({})
    with pytest.raises(TookTooLong, match="Grading it took more than 1 seconds"):
        result(one, slow)
    assert result(one, fine) == Graded(problems=("0",))
    # On the wall it may take longer, and not without end.
    assert run(one, {"seconds": 1.5, "busy": False}) == Graded(problems=("0",))
    with pytest.raises(TookTooLong):
        run(one, {"seconds": 20, "busy": False})
    assert run(one, {"server": True}) == Graded(problems=("None",))
    # The time is each submission's own, and none goes on when it is done.
    [worker] = one.workers
    assert all(run(one, {"seconds": 0.4}) for _ in range(3))
    time.sleep(1.5)
    assert run(one, {}) == Graded(problems=("0",))
    assert one.workers == [worker]


def test_a_process_ends_whose_parent_was_gone_before_it_began():
    """It would wait for work for ever, and keep the lock on the course."""
    read, write = os.pipe()
    parent = os.fork()
    if not parent:
        parent = os.getpid()
        if not os.fork():
            while os.getppid() == parent:
                time.sleep(0.01)
            processes._start(GradingContext(COURSE, {}, 1), parent)
            os.write(write, b"it went on")
        os._exit(0)
    os.close(write)
    os.waitpid(parent, 0)
    assert os.read(read, 100) == b""
    os.close(read)


def serves(queue) -> None:
    """Start a process for student code; tell whether a server was started for it here."""
    one = launcher()
    one.connect().connection.close()
    queue.put(one._process is not None)


def test_a_forked_process_has_a_copy_of_the_server_and_if_that_is_gone_one_of_its_own():
    first = launcher()
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


def test_a_process_ends_when_it_is_told_to_whatever_the_command_does_then(one):
    """As the system tells all processes when it is shut down."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        assert run(one, {}) == Graded(problems=("0",))
        going_on, waiting = one.submit({"seconds": 20, "busy": False}), one.submit({})
        [worker] = one.workers
        time.sleep(0.3)
        worker.process.terminate()
        with pytest.raises(ProcessEnded):
            result(one, going_on)
        assert result(one, waiting) == Graded(problems=("0",))
        assert one.workers != [worker]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_process_that_is_killed_in_the_middle_of_its_result_is_missed_at_once(one):
    """The pipe holds half of the message, and nobody else could finish it."""
    large = one.submit({"says": 50 * 2**20})
    [worker] = one.workers
    while not worker.connection.poll(0.05):
        pass
    worker.process.kill()
    with pytest.raises(ProcessEnded):
        result(one, large)
    assert run(one, {}) == Graded(problems=("0",))


def test_processes_that_are_idle_may_be_killed_too(one):
    [worker] = one.workers
    worker.process.kill()
    worker.process.join()
    with pytest.raises(ProcessEnded):
        run(one, {})
    assert run(one, {}) == Graded(problems=("0",))


def test_an_interrupt_of_the_whole_group_leaves_the_processes_at_work(one):
    """Ctrl+C in a terminal signals them too; it is the command that ends them."""
    assert run(one, {}) == Graded(problems=("0",))
    going_on = one.submit({"seconds": 0.4})
    [worker] = one.workers
    os.kill(worker.process.pid, signal.SIGINT)
    assert result(one, going_on) == Graded(problems=("0",))
    assert run(one, {}) == Graded(problems=("0",))
    assert one.workers == [worker]


def test_a_submission_that_takes_too_much_memory_fails_alone(one):
    large, fine = one.submit({"bytes": 8 * GIB}), one.submit({"bytes": GIB // 64})
    with pytest.raises(MemoryError):
        result(one, large)
    assert result(one, fine) == Graded(problems=(str(GIB // 64),))


def test_a_process_that_is_killed_while_it_draws_a_bar_leaves_ours_alone():
    """tqdm's own lock is shared between forked processes, and stays locked for ever."""

    def draw(ready):
        with bar.bars().get_lock():
            ready.set()
            time.sleep(60)

    with bar.progress(1, "submissions"):
        context = multiprocessing.get_context("fork")
        ready = context.Event()
        process = context.Process(target=draw, args=(ready,))
        process.start()
        assert ready.wait(30)
        process.kill()
        process.join()
    assert bar.bars().get_lock().acquire(timeout=5)
    bar.bars().get_lock().release()
