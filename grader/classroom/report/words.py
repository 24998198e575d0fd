"""The sentences of the report on a class."""

from __future__ import annotations

# What a function did of which the grading found a cause without a sentence of its own. The reports
# to the students name the line and the value; these sentences hold for everybody.
CAUSES = {
    "error:no-such-keyword": "A function is called with a keyword that it doesn't have.",
    "error:gone-from-numpy": "A NumPy function is used that NumPy no longer has.",
    "error:f-missing": "A key in braces lacks the f in front of the text.",
    "error:shape-of-shape": "The shape of a shape is asked for.",
    "error:shape-is-a-tuple": "A whole shape is used in place of one of its numbers.",
    "error:list-for-array": "A list is used in place of an array.",
    "error:sequence-multiplied": "A list, a tuple or text is multiplied like an array of numbers.",
    "error:list-for-dictionary": "A list is used in place of a dictionary.",
    "error:tuple-not-unpacked": "A tuple of arrays is used in place of one of them.",
    "error:bit-operator": "An operator for bits is used, such as ^ in place of **.",
    "error:text-in-arithmetic": "A text is used in arithmetic.",
    "error:float-for-count": "A float is used where a whole number is needed.",
    "error:no-such-axis": "An axis is named that the array doesn't have.",
    "error:made-elsewhere": "A name gets its value in a cell that the grading doesn't run.",
    "error:sizes-one-by-one": "A tuple is given where each size is an argument of its own.",
    "error:shape-needs-a-tuple": "The sizes of a shape are not in a tuple.",
    "error:dictionary-in-arithmetic": "A dictionary is used in arithmetic.",
    "error:array-as-condition": "A whole array is used as a condition.",
    "error:array-for-a-number": "An array is used where a single number is needed.",
    "error:no-such-method": "A NumPy function is used as a method that arrays don't have.",
    "error:called-with-brackets": "A function is called with square brackets.",
    "error:operator-missing": "A number stands before parentheses without an operator.",
    "error:own-raise": "The function raises an error of its own.",
    "error:append-gives-none": "The result of append is used, which is None.",
    "seen:nothing-there": "An entry is looked up in something empty.",
    "seen:no-such-key": "A key is looked up that the dictionary doesn't have.",
    "seen:no-such-index": "An index is looked up that the list doesn't have.",
    "cause:list-kept-between-calls": "A list is kept from one call to the next.",
}
STATUS = {
    "timeout": "The function does not end in time.",
    "error": "The function stops with an error, or Python can't read its code.",
    "wrong": "The result is wrong.",
    "partly": "A part of the result is wrong.",
}
NOT_FIXED = "The function to debug still has this bug: {sentence}"
NO_SENTENCE = "The cause is known, but has no sentence of its own."
ERROR = "The function stops with an error, {error}."
SOME_ERROR = "The function stops with an error."
A_NAME = "NameError: a name is not defined"
NOT_DEFINED = "NameError: {name} is not defined"
UNEXPLAINED = "The same wrong result, which nothing explains."

# Notes above the report.
NO_FINDINGS = (
    "{count} graded by an older version, so this report doesn't know the causes in {these}."
)
REGRADE = "Regrade to see them: grader autograde --force --assignment {assignment}"
WAITING = "{count} for manual grading, so the totals may still rise."
GRADE_BY_HAND = "Open formgrader and choose Manual Grading."
UNREAD = (
    "{count} can't be read, so there are no points for it in the totals. The tables of exercises "
    "and causes leave these students out: {notebooks}."
)
OUTDATED = "{count} graded with other tests or points than the rest."
GRADE_ALIKE = "To grade all alike, run: grader autograde --assignment {assignment}"
INSIDE = "Test cells ran in the same process as the students' code, which can fool them: {names}."

# Why somebody needs help.
NOTHING = "submitted nothing"
NOTHING_EVER = "submitted nothing, to this assignment or an earlier one"
NOTHING_NOW = "submitted nothing, after {share} of the points in the earlier assignments"
STARTED_NOTHING = "started nothing"
UNREAD_OF = "{notebook}.ipynb can't be read"
STOPPED = "started nothing from {exercise} on ({notebook})"
DROPPED = "fell behind: {now} of the points, after {before} in the earlier assignments"
LOW = "has {now} of the points; half of the class has {median} or more"
