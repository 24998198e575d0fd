"""Taking a download of all submissions apart: a folder a student, and what has no owner."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.course.archive import MOST_DEPTH, Budget, Member, Places, Unusable, members_of
from grader.course.escape import shown
from grader.course.owners import Owned, Owners
from grader.course.state import TIMESTAMP

# A download of several assignments, or one that was zipped again.
_MOST_OF_DOWNLOAD = 20 * 2**30
_SUFFIXED = re.compile(r"-\d+$| ?\(\d+\)$")
_OTHER_ARCHIVES = (".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")


@dataclass
class Work:
    """
    What one student submitted, unpacked.

    Attributes
    ----------
    folder : where it is
    budget : how much more of it may be unpacked
    late : whether a file's name says that it came late
    notes : sentences on files that were left out, or left as they are
    failed : why it can't be collected, in a sentence; empty if it can
    places : where its files go
    """

    folder: Path
    budget: Budget
    late: bool = False
    notes: list[str] = field(default_factory=list)
    failed: str = ""
    places: Places = field(default_factory=Places)

    @property
    def top(self) -> Path:
        """The folder with the work: that within, as long as there is nothing else beside it."""
        top = self.folder
        while len(within := [*top.iterdir()]) == 1 and within[0].is_dir():
            top = within[0]
        return top


class Unpacking:
    """
    Takes an archive apart.

    Parameters
    ----------
    owners : who says whose a file is
    folder : an empty one, to unpack to

    Attributes
    ----------
    works : for each student who has submitted something, what
    strays : for each file that nobody owns, a sentence
    """

    def __init__(self, owners: Owners, folder: Path) -> None:
        self._owners, self._folder = owners, folder
        self._number = 0
        self.works: dict[str, Work] = {}
        self.strays: list[str] = []

    def take(self, archive: Path, depth: int = 0) -> None:
        """
        Unpack what has an owner, of the archives within as well.

        Raises
        ------
        Unusable
            If the archive can't be read.
        """
        with members_of(archive) as members:
            for member in members:
                owned = self._owners.find(member.parts)
                if owned.student:
                    self._take(owned, member)
                elif member.problem:
                    self.strays.append(member.problem)
                elif _is_zip(member.parts) and depth < MOST_DEPTH:
                    self._take_within(member, depth)
                else:
                    self.strays.append(f"{member.name}: {owned.why}")

    def _take_within(self, member: Member, depth: int) -> None:
        """Unpack an archive that nobody owns: a download of several, or one zipped again."""
        path = self._new()
        try:
            member.copy_to(path, Budget(_MOST_OF_DOWNLOAD))
            self.take(path, depth + 1)
        except Unusable as error:
            self.strays.append(f"{member.name}: {error}")
        path.unlink(missing_ok=True)

    def _new(self) -> Path:
        """Name a file or folder that is not there yet."""
        self._number += 1
        return self._folder / str(self._number)

    def _take(self, owned: Owned, member: Member) -> None:
        """Unpack a file that a student submitted."""
        work = self.works.get(owned.student)
        if work is None:
            work = self.works[owned.student] = Work(self._new(), Budget())
            work.folder.mkdir()
        work.late |= owned.late
        if work.failed:
            return
        work.failed = member.problem
        if member.problem:
            return
        path = self._new()
        try:
            work.budget.take(files=1)
            member.copy_to(path, work.budget)
            self._place(work, path, owned.parts, 0)
        except Unusable as error:
            work.failed = str(error)
        path.unlink(missing_ok=True)

    def _place(self, work: Work, path: Path, parts: tuple[str, ...], depth: int) -> None:
        """Put a file where it belongs, or what is in it if it is a zip file."""
        if _is_zip(parts):
            why = self._unzip(work, path, parts[:-1], depth)
            if not why:
                return
            work.notes.append(f"{shown(parts[-1])} is left packed. {why}")
        elif parts[-1].lower().endswith(_OTHER_ARCHIVES):
            work.notes.append(f"{shown(parts[-1])} is left packed. It is no zip file.")
        place = work.places.free(parts)
        if place != parts:
            work.notes.append(f"{shown('/'.join(parts))} is there twice. One is {place[-1]} now.")
        target = work.folder.joinpath(*place)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)

    def _unzip(self, work: Work, path: Path, folder: tuple[str, ...], depth: int) -> str:
        """Unpack all of a student's zip file, or nothing of it and say why not."""
        if depth == MOST_DEPTH:
            return f"Zip files are nested more than {MOST_DEPTH} deep."
        before, files, notes = work.budget.left, {*work.folder.rglob("*")}, [*work.notes]
        try:
            with members_of(path) as members:
                for member in members:
                    if not member.is_file:
                        work.notes.append(f"{member.problem} It is left out.")
                        continue
                    if member.problem:
                        raise Unusable(member.problem)
                    unpacked = self._new()
                    work.budget.take(files=1)
                    member.copy_to(unpacked, work.budget)
                    self._place(work, unpacked, (*folder, *member.parts), depth + 1)
        except Unusable as error:
            for new in {*work.folder.rglob("*")} - files:
                if new.is_file():
                    new.unlink()
                    work.places.release(new.relative_to(work.folder).parts)
            work.budget.left, work.notes = before, notes
            return str(error)
        return ""


def tidy(work: Work, notebooks: Iterable[str]) -> None:
    """
    Give notebooks their own names, and take away what the course writes itself.

    Canvas numbers what is submitted again: 02-forward-1.ipynb. Where only one file can be a
    notebook, it gets the name that the notebook was released under.

    Parameters
    ----------
    work : what a student submitted
    notebooks : the names of the released notebooks
    """
    for folder in sorted(work.folder.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    if (work.top / TIMESTAMP).exists():
        (work.top / TIMESTAMP).unlink()
        work.notes.append(f"{TIMESTAMP} is the student's own, and is left out.")
    stems = [path.stem for path in work.top.glob("*.ipynb")]
    for name in notebooks:
        meant = [stem for stem in stems if _SUFFIXED.sub("", stem).casefold() == name.casefold()]
        if len(meant) == 1:
            (work.top / f"{meant[0]}.ipynb").rename(work.top / f"{name}.ipynb")


def _is_zip(parts: tuple[str, ...]) -> bool:
    return parts[-1].lower().endswith(".zip")
