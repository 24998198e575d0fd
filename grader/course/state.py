"""
What a course remembers of its grading: the seed, and the state of each graded submission.

It is in the course's folder ``.grader``. If it is lost, the grader only forgets which submissions
are done, and regrades everything.
"""

from __future__ import annotations

import ast
import contextlib
import fcntl
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from nbformat.notebooknode import NotebookNode

from grader.cells import marks_of
from grader.course.released import FOLDER
from grader.course.student_folders import student_folders
from grader.errors import CourseError
from grader.judging.cases import fresh_seed
from grader.submissions.locate import NOTEBOOKS, files_in
from grader.submissions.read import LARGE_BYTES
from grader.submissions.rebuild import HIDDEN_TESTS

TIMESTAMP = "timestamp.txt"
_WHO = "process {pid} on {host}"
_WORKERS_END_S = 30.0
_BUSY = "Another run is grading this course: {who}. Wait until it ends, or stop it."


class CourseState:
    """
    The memory of one assignment's grading.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory
    assignment : the assignment's name
    released : each released notebook by its name; when its cells or their points change, or a
        module beside them that test cells import, earlier gradings no longer count
    tests : the version of the tests, from `version_of_tests`; the same holds when it changes
    mistakes : the misconceptions of the course's own, from `marks_of_own`, if they are looked for
    """

    def __init__(
        self,
        coursedir: Any,
        assignment: str,
        released: Mapping[str, NotebookNode],
        tests: str = "",
        mistakes: Mapping[str, str] | None = None,
    ) -> None:
        self._folder = Path(coursedir.root, FOLDER, assignment)
        self._coursedir, self._assignment = coursedir, assignment
        self._shared = coursedir.groupshared
        given = [
            (name, cell.cell_type == "code" and cell.source, marks_of(cell) or None)
            for name, notebook in released.items()
            for cell in notebook.cells
        ]
        given += [
            one.metadata[HIDDEN_TESTS] for one in released.values() if HIDDEN_TESTS in one.metadata
        ]
        given += _helpers(coursedir, assignment, released)
        self._released = json.dumps(given, sort_keys=True).encode()
        release = hashlib.blake2b(self._released, digest_size=8).hexdigest()
        self._now = {"tests": tests, "release": release}
        self._mistakes = mistakes

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """
        Keep other runs away while this one goes on.

        The workers of a run share its lock, and hold it until they end. So after a run was killed,
        the next one waits for its workers.

        Raises
        ------
        CourseError
            If another run is going on.
        """
        self._make_folder()
        with (self._folder / "lock").open("a+") as file:
            until = time.monotonic() + _WORKERS_END_S
            while not _locks(file):
                file.seek(0)
                who = file.read().strip()
                if not _has_ended(who) or time.monotonic() > until:
                    who = who or "another process"
                    raise CourseError(_BUSY.format(who=who))
                time.sleep(0.05)
            file.truncate(0)
            file.write(_WHO.format(pid=os.getpid(), host=os.uname().nodename))
            file.flush()
            yield

    def _make_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._shared:
            for folder in (self._folder, self._folder.parent):
                with contextlib.suppress(PermissionError):  # another member's
                    folder.chmod(0o2775)

    def seed(self) -> int:
        """
        Return the seed of the class's test inputs.

        It stays the same, so that an interrupted run continues with the same test inputs. Once
        feedback has been written, students can know the seed, and a new one is drawn.
        """
        path = self._folder / "seed"
        try:
            seed, since = int(path.read_text()), path.stat().st_mtime
        except (OSError, ValueError):
            return self.keep_seed(fresh_seed())
        step = self._coursedir.feedback_directory
        written = student_folders(self._coursedir, step, self._assignment)
        known = any(folder.stat().st_mtime > since for _, folder in written)
        return self.keep_seed(fresh_seed()) if known else seed

    def keep_seed(self, seed: int) -> int:
        """Remember the seed of a run's test inputs."""
        self._make_folder()
        self._write("seed", str(seed))
        return seed

    def digest(self, *folders: Path) -> str:
        """
        Compute a digest of the files to grade in a submission's folder, and in those before it.

        Files beside the notebooks count by their names and sizes. Times don't count: copying may
        change or keep them.
        """
        summed = hashlib.blake2b(self._released)
        files = [(path, folder) for folder in folders for path in files_in(folder)]
        for path, folder in files:
            size = path.stat().st_size
            summed.update(f"\0{path.relative_to(folder)}\0{size}\0".encode(errors="replace"))
            read = path.name.lower().endswith((*NOTEBOOKS, ".py", TIMESTAMP))
            if read and size <= LARGE_BYTES:
                summed.update(path.read_bytes())
            elif read:
                summed.update(str(path.stat().st_mtime_ns).encode())
        return summed.hexdigest()

    def graded(self, student: str) -> Mapping[str, Any]:
        """
        Give the record of a student's submission; empty if there is none.

        It has the "digest" of the files, the "problems", the "findings" on each exercise, and the
        "seed", the "tests" and the "release" that it was graded with. Older records have no
        findings, and the digest is None if nbgrader's own command graded the files.
        """
        try:
            known = json.loads((self._folder / f"{student}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def seed_of(self, student: str) -> int | None:
        """Give the seed that a submission was graded with, or else the class's; None if unknown."""
        known = self.graded(student).get("seed")
        try:
            return int((self._folder / "seed").read_text()) if known is None else known
        except (OSError, ValueError):
            return None

    def keep(
        self,
        student: str,
        digest: str | None,
        problems: Sequence[str],
        seed: int | None = None,
        findings: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        """Remember that a submission is graded, with which seed, and what was found in it."""
        known = {"digest": digest, "problems": problems, "seed": seed, **self._now}
        if findings:
            known["findings"] = dict(findings)
        if self._mistakes is not None:
            known["mistakes"] = dict(self._mistakes)
        self._write(f"{student}.json", json.dumps(known))

    def records(self) -> list[Mapping[str, Any]]:
        """Give the records of all graded submissions."""
        return [self.graded(path.stem) for path in sorted(self._folder.glob("*.json"))]

    def keep_findings(
        self, student: str, digest: Callable[[], str], seed: int, findings: Mapping[str, Any]
    ) -> None:
        """
        Remember what nbgrader's own command found in a submission.

        Files that have changed since `keep` are new to the next run all the same: nbgrader can have
        graded one notebook of several.
        """
        known = self.graded(student)
        before = known.get("digest")
        same = before is not None and before == digest()
        problems = known.get("problems", ()) if same else ()
        self.keep(student, before if same else None, problems, seed, findings)

    def forget(self, student: str) -> None:
        """Forget that a submission is graded."""
        (self._folder / f"{student}.json").unlink(missing_ok=True)

    def changed(self, known: Mapping[str, Any]) -> str:
        """Say what has changed since `graded` was recorded: "tests", "release", or nothing."""
        return next((key for key, now in self._now.items() if known and known.get(key) != now), "")

    def outdated(self) -> list[str]:
        """Name the students whose submissions were graded with other tests or another release."""
        students = sorted(path.stem for path in self._folder.glob("*.json"))
        return [student for student in students if self.changed(self.graded(student))]

    def _write(self, name: str, text: str) -> None:
        made = self._folder / f".{os.getpid()}"
        made.write_text(text, encoding="utf-8")
        if self._shared:
            made.chmod(0o664)
        made.replace(self._folder / name)


def _locks(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _has_ended(who: str) -> bool:
    """Say whether a process of this host, named as in a lock, is no longer there."""
    pid = re.fullmatch(_WHO.format(pid="([0-9]+)", host=re.escape(os.uname().nodename)), who)
    try:
        if pid:
            os.kill(int(pid[1]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # another user's
        return False
    return not who


def _helpers(
    coursedir: Any, assignment: str, released: Mapping[str, NotebookNode]
) -> list[tuple[str, str]]:
    """Give the modules beside an assignment's notebooks that its test cells import, with code."""
    cells = [cell for notebook in released.values() for cell in notebook.cells]
    tests = [cell.source for cell in cells if marks_of(cell).get("grade")]
    for notebook in released.values():
        tests += notebook.metadata.get(HIDDEN_TESTS, {}).values()
    names = sorted({name.partition(".")[0] for test in tests for name in _imported(test)})
    if not names:
        return []
    steps = coursedir.release_directory, coursedir.source_directory
    folders = [Path(coursedir.format_path(step, ".", assignment)) for step in steps]
    folder = next((one for one in folders if one.is_dir()), folders[0])
    found = [path for name in names for path in (folder / f"{name}.py", folder / name)]
    files = [one for path in found for one in (path, *sorted(path.rglob("*.py"))) if one.is_file()]
    return [
        (str(path.relative_to(folder)), path.read_text(encoding="utf-8", errors="replace"))
        for path in files
    ]


def _imported(source: str) -> Iterator[str]:
    """Name the modules that code imports; none of code that is no Python, such as text."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
