"""Reports on importing a roster and on collecting submissions."""

from __future__ import annotations

from collections.abc import Iterable

from grader.course.collect import Collected
from grader.course.escape import counted, shown
from grader.course.roster import Imported

_MOST_LISTED = 50


def imported_as_text(done: Imported, quiet: bool = False) -> str:
    """Write the report on importing a roster; a quiet one has only what needs attention."""
    column = f" with ids from the column {shown(done.id_column)}" if done.id_column else ""
    lines = [
        f"Read a {done.kind}{column}.",
        f"{counted(len(done.added), 'student')} added, {len(done.changed)} changed, "
        f"{len(done.unchanged)} unchanged.",
    ]
    if done.changed:
        new = (f"{shown(student)} ({what})" for student, what in done.changed.items())
        lines.append(f"Changed: {_listed(new)}.")
    if done.absent:
        lines.append(f"In the gradebook but not in this file: {_listed(map(shown, done.absent))}.")
    return _parts([] if quiet else lines, _part("Lines with a problem:", done.problems))


def collected_as_text(done: Collected, quiet: bool = False) -> str:
    """Write the report on collecting submissions; a quiet one has only what needs attention."""
    total = len(done.new) + len(done.changed) + len(done.unchanged)
    lines = [
        f"{counted(total, 'submission')} collected: "
        f"{len(done.new)} new, {len(done.changed)} changed, {len(done.unchanged)} unchanged."
    ]
    if done.changed:
        lines.append(f"Changed: {_listed(map(shown, done.changed))}.")
    if done.late:
        late = (f"{shown(student)} ({how})" for student, how in done.late.items())
        lines.append(f"Late: {_listed(late)}.")
    if done.absent:
        lines.append(f"No submission: {_listed(map(shown, done.absent))}.")
    notes = [f"{shown(one)}: {' '.join(said[:5])}" for one, said in sorted(done.notes.items())]
    failed = [f"{shown(one)}: {why}" for one, why in sorted(done.failed.items())]
    more = len(done.strays) - _MOST_LISTED
    strays = [*done.strays[:_MOST_LISTED], *([f"and {more} more"] if more > 0 else [])]
    return _parts(
        [] if quiet else lines,
        _part("Collected with a note:", notes),
        _part("Not collected:", failed),
        _part("Files that match no student:", strays),
    )


def _part(title: str, lines: list[str]) -> list[str]:
    return [title, *(f"  {line}" for line in lines)] if lines else []


def _parts(*parts: list[str]) -> str:
    return "\n\n".join("\n".join(part) for part in parts if part)


def _listed(names: Iterable[str]) -> str:
    listed = [*names]
    more = len(listed) - _MOST_LISTED
    return ", ".join(listed[:_MOST_LISTED]) + (f", and {more} more" if more > 0 else "")
