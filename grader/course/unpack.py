"""Unpacking a download of all submissions into one folder per student."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.course.archive import MOST_DEPTH, Budget, Member, Places, TooMuch, Unusable, members_of
from grader.course.escape import shown
from grader.course.owners import Owned, Owners
from grader.course.state import TIMESTAMP

# The most bytes in a zip file that is not one student's.
_MOST_OF_DOWNLOAD = 20 * 2**30
_SUFFIXED = re.compile(r"-\d+$| ?\(\d+\)$")
_OTHER_ARCHIVES = (".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")


@dataclass
class Work:
    """
    One student's submission, unpacked.

    Attributes
    ----------
    folder : where the files are
    budget : how much more may be unpacked
    late : whether Canvas marked a file late
    notes : sentences about files that were skipped or renamed
    failed : a sentence that says why it can't be collected; empty if it can
    places : where the files go
    unpacked : the places of the files
    """

    folder: Path
    budget: Budget
    late: bool = False
    notes: list[str] = field(default_factory=list)
    failed: str = ""
    places: Places = field(default_factory=Places)
    unpacked: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def top(self) -> Path:
        """The folder with the work, without folders that contain nothing but one folder."""
        top = self.folder
        while len(within := [*top.iterdir()]) == 1 and within[0].is_dir():
            top = within[0]
        return top


class Unpacking:
    """
    Unpacks an archive.

    Parameters
    ----------
    owners : finds each file's student
    folder : an empty folder to unpack to

    Attributes
    ----------
    works : for each student with a submission, the submission
    strays : a sentence for each file that matches no student
    """

    def __init__(self, owners: Owners, folder: Path) -> None:
        self._owners, self._folder = owners, folder
        self._number = 0
        self.works: dict[str, Work] = {}
        self.strays: list[str] = []

    def take(self, archive: Path, depth: int = 0) -> None:
        """
        Unpack the files that match a student, also from archives within.

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
        """Unpack an archive that is not one student's, such as a zipped download."""
        path = self._new()
        try:
            member.copy_to(path, Budget(_MOST_OF_DOWNLOAD))
            self.take(path, depth + 1)
        except Unusable as error:
            self.strays.append(f"{member.name}: {error}")
        path.unlink(missing_ok=True)

    def _new(self) -> Path:
        """Name a new file or folder."""
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
        """Put a file in its place, or its contents if it is a zip file."""
        if _is_zip(parts):
            why = self._unzip(work, path, parts[:-1], depth)
            if not why:
                return
            work.notes.append(f"{shown(parts[-1])} was not unpacked. {why}")
        elif parts[-1].lower().endswith(_OTHER_ARCHIVES):
            work.notes.append(f"{shown(parts[-1])} was not unpacked. Only zip files are.")
        place = work.places.free(parts)
        if place != parts:
            work.notes.append(
                f"There are several files {shown('/'.join(parts))}. One is now {shown(place[-1])}."
            )
        target = work.folder.joinpath(*place)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        work.unpacked.append(place)

    def _unzip(self, work: Work, path: Path, folder: tuple[str, ...], depth: int) -> str:
        """Unpack a student's zip file as a whole, or say why that can't be done."""
        if depth == MOST_DEPTH:
            return f"Zip files are nested more than {MOST_DEPTH} deep."
        before, notes = len(work.unpacked), [*work.notes]
        try:
            with members_of(path) as members:
                for member in members:
                    if not member.is_file:
                        work.notes.append(f"{member.problem} It was skipped.")
                        continue
                    if member.problem:
                        raise Unusable(member.problem)
                    unpacked = self._new()
                    work.budget.take(files=1)
                    member.copy_to(unpacked, work.budget)
                    self._place(work, unpacked, (*folder, *member.parts), depth + 1)
        except TooMuch:
            raise
        except Unusable as error:
            for place in work.unpacked[before:]:
                work.folder.joinpath(*place).unlink()
                work.places.release(place)
            del work.unpacked[before:]
            work.notes = notes
            return str(error)
        return ""


def tidy(work: Work, notebooks: Iterable[str]) -> None:
    """
    Give notebooks their released names, and remove a timestamp that is not ours.

    Canvas numbers a file that is submitted again: 02-forward-1.ipynb. The number is dropped if only
    one file can be that notebook.

    Parameters
    ----------
    work : a student's submission
    notebooks : the names of the released notebooks
    """
    for folder in sorted(work.folder.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    if (work.top / TIMESTAMP).exists():
        (work.top / TIMESTAMP).unlink()
        work.notes.append(f"The student submitted a {TIMESTAMP}. It was skipped.")
    stems = [path.stem for path in work.top.glob("*.ipynb")]
    for name in notebooks:
        meant = [stem for stem in stems if _SUFFIXED.sub("", stem).casefold() == name.casefold()]
        if len(meant) == 1:
            (work.top / f"{meant[0]}.ipynb").rename(work.top / f"{name}.ipynb")


def _is_zip(parts: tuple[str, ...]) -> bool:
    return parts[-1].lower().endswith(".zip")
