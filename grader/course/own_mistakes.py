"""What a run says of the misconceptions that a course adds: which are new, which fit nobody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grader.course.escape import counted_were
from grader.judging.own_misconceptions import FOLDER
from testcases.record import Course

NEW = (
    "New common mistakes since {count} graded: {names}. To look for them there, run: grader "
    "autograde --force --assignment {assignment}. Scores stay as they are."
)
FITS_NOBODY = (
    "No submission makes the common mistake {name} in {file}. Its function must return the same "
    "wrong result as a student's. An error alone names no mistake."
)


def marks_of_own(course: Course, exercises: Iterable[str]) -> dict[str, str]:
    """
    Give for each misconception of a course's own a mark that changes with its code and words.

    Parameters
    ----------
    course : the course
    exercises : the exercises of an assignment
    """
    known = course.exercises
    wanted = {one for name in exercises for one in (name, known[name].mends)}
    return {
        one.slug: hashlib.blake2b(
            f"{one.source}\0{one.sentence}\0{one.hints}".encode(), digest_size=4
        ).hexdigest()
        for one in course.misconceptions.values()
        if one.names is not None and one.exercise in wanted
    }


def notes_on_use(
    course: Course, marks: Mapping[str, str], records: Sequence[Mapping[str, Any]], assignment: str
) -> list[str]:
    """
    Say which misconceptions were not looked for in all submissions, or fit none of them.

    Parameters
    ----------
    course : the course
    marks : from `marks_of_own`
    records : what is remembered of each graded submission
    assignment : its name
    """
    looked = [one for one in records if "mistakes" in one]
    missing = [{*marks.items()} - {*one["mistakes"].items()} for one in looked]
    new = sorted({slug for one in missing for slug, _ in one})
    if new:
        count = counted_were(sum(map(bool, missing)), "submission")
        return [NEW.format(count=count, names=", ".join(new), assignment=assignment)]
    found = [one for record in looked for one in record.get("findings", {}).values()]
    named = {slug for one in found for slug in (one.get("explanation") or "").split(" + ")}
    unused = [slug for slug in marks if slug not in named] if looked else []
    files = {slug: course.misconceptions[slug].written.__module__ for slug in unused}
    return [
        FITS_NOBODY.format(name=slug, file=file)
        for slug, file in files.items()
        if file.startswith(f"{FOLDER}/")
    ]
