"""A submission that keeps the grading process busy ends alone, also under nbgrader's command."""

from __future__ import annotations

import signal
import threading
import time

import pytest
from nbgrader.apps.api import NbGraderAPI

from grader import nbgrader_plugin
from grader.course.open import load_course
from grader.errors import TookTooLong
from grader.judging.alarm import time_limit


def be_busy() -> None:
    """Work for long, and care for no error."""
    until = time.process_time() + 60
    while time.process_time() < until:
        try:
            sum(range(1000))
        except Exception:
            continue


def handlers() -> list:
    return [signal.getsignal(number) for number in (signal.SIGPROF, signal.SIGALRM)]


def test_the_time_is_up_and_everything_is_as_before():
    before = handlers()
    with pytest.raises(TookTooLong, match="more than 0.05 seconds"), time_limit(0.05):
        be_busy()
    with pytest.raises(TookTooLong), time_limit(0.05, wall=2):
        time.sleep(60)
    with time_limit(600):
        assert handlers() != before
    assert handlers() == before
    assert [signal.getitimer(t) for t in (signal.ITIMER_PROF, signal.ITIMER_REAL)] == [(0, 0)] * 2


def test_in_a_thread_there_is_no_limit_and_no_error():
    said = []

    def work() -> None:
        with time_limit(0.01):
            be_done = time.thread_time() + 0.1
            while time.thread_time() < be_done:
                pass
        said.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert said == ["done"]


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
@pytest.mark.exhaustive
def test_nbgrader_fails_such_a_submission_and_goes_on(course, monkeypatch):
    judge = nbgrader_plugin.judge_submission

    def judge_long(course, released, rebuilt, *others):
        if any("keep busy" in cell.source for nb in rebuilt.values() for cell in nb.cells):
            be_busy()
        return judge(course, released, rebuilt, *others)

    monkeypatch.setattr(nbgrader_plugin, "judge_submission", judge_long)
    path = course / "submitted/ben/dnn/02-forward.ipynb"
    path.write_text(
        path.read_text().replace("linear_forward(A_prev", "linear_forward(keep busy", 1)
    )
    app = load_course(course)
    nbgrader = NbGraderAPI(app.coursedir, config=app.config)
    with monkeypatch.context() as short:
        short.setattr(nbgrader_plugin, "time_limit", lambda: time_limit(2))
        ended = nbgrader.autograde("dnn", "ben")
    assert not ended["success"]
    assert (
        "Grading it took more than 2 seconds. Look at the submitted code."
        in ended["log"] + ended["error"]
    )
    assert not (course / "autograded/ben/dnn").exists()
    assert nbgrader.autograde("dnn", "ada")["success"]
