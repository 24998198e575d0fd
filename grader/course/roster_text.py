"""Saying what came of importing a roster, and of collecting submissions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grader.course.collect import Collected
from grader.course.escape import shown
from grader.course.roster import Imported

_MOST_LISTED = 50


def imported_as_text(done: Imported) -> str:
    """Say what came of importing a roster."""
    column = f", with the ids in its column {shown(done.id_column)}" if done.id_column else ""
    lines = [
        f"The file is a {done.kind}{column}.",
        f"{_count(done.added, 'student')} added, {len(done.changed)} changed, "
        f"{len(done.unchanged)} as before.",
    ]
    if done.changed:
        new = (f"{shown(student)} ({what})" for student, what in done.changed.items())
        lines.append(f"Changed: {_listed(new)}.")
    if done.absent:
        lines.append(f"In the gradebook, but not in this file: {_listed(map(shown, done.absent))}.")
    if done.problems:
        lines += ["", "Not imported, or not all of it:", *(f"  {one}" for one in done.problems)]
    return "\n".join(lines)


def collected_as_text(done: Collected) -> str:
    """Say what came of collecting."""
    lines = [
        f"{_count([*done.new, *done.changed, *done.unchanged], 'submission')} collected: "
        f"{len(done.new)} new, {len(done.changed)} changed, {len(done.unchanged)} as before."
    ]
    if done.changed:
        lines.append(f"Changed: {_listed(map(shown, done.changed))}.")
    if done.late:
        late = (f"{shown(student)} ({how})" for student, how in done.late.items())
        lines.append(f"Late: {_listed(late)}.")
    if done.absent:
        lines.append(f"Nothing submitted: {_listed(map(shown, done.absent))}.")
    notes = {student: " ".join(said[:5]) for student, said in done.notes.items()}
    lines += _by_student("Collected, but have a look:", notes)
    lines += _by_student("Not collected:", done.failed)
    if done.strays:
        more = len(done.strays) - _MOST_LISTED
        lines += ["", "Files that belong to nobody in the roster:"]
        lines += [f"  {one}" for one in done.strays[:_MOST_LISTED]]
        lines += [f"  and {more} more"] if more > 0 else []
    return "\n".join(lines)


def _by_student(title: str, said: Mapping[str, str]) -> list[str]:
    lines = [f"  {shown(student)}: {what}" for student, what in sorted(said.items())]
    return ["", title, *lines] if lines else []


def _count(things: list[str], name: str) -> str:
    return f"{len(things)} {name}" + ("" if len(things) == 1 else "s")


def _listed(names: Iterable[str]) -> str:
    listed = [*names]
    more = len(listed) - _MOST_LISTED
    return ", ".join(listed[:_MOST_LISTED]) + (f", and {more} more" if more > 0 else "")
