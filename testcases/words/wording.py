"""
Every sentence that a student reads from the check and from the feedback.

A sentence says what was expected and what came, shapes first, and stays with the facts: where a
wrong answer is some factor of the right one, it names the factor and no cause.
"""

from __future__ import annotations

RETURNED_NONE = (
    "{name} returned None. Does it end with a return statement that every way through it reaches?"
)
ANSWER_ITEMS = "{name} should return {count} things, {names}, in this order. Yours returned {came}."
ITEMS = "{where} should be a tuple ({names}), in this order. Yours is {came}."
MANY = "{where} should be a list of {count}, one for each layer. Yours is {came}."
NO_DICTIONARY = "{name} should return the dictionary {where}. Yours returned {came}."
NOT_PRINTED = 'It should print "{expected}". {came}'
PRINTED_UNASKED = "It should print nothing where print_cost is not true. {came}"
PRINTED_BESIDE = 'It should print a line for {due} only. Yours also printed "{line}".'
PRINTED_TOO_MUCH = (
    "It printed {many} different numbers, and {due} would do. Print only when the description says "
    "so, and not in every iteration of a loop."
)
EXTRA_KEY = '{where} has the key "{key}", which belongs to no layer. Layers count from 1 to L.'
MISSING_KEY = '{where} should have the key "{key}". Yours has {keys}.'
NO_F_IN_KEY = " Is there an f before the quote of the key? Without it, the braces stay as they are."
OTHER_CASE = ' It is spelt "{key}", with a capital.'
NO_NUMBERS = "{where} should be {shape}. Yours is {came}."
NOT_IN_PLACE = (
    "After the call the caller's own {name} still holds its old numbers. The new ones should be "
    "written into that same array."
)
LEFT_OTHERWISE = (
    "After the call the caller's own {name} holds other numbers than the {name} that the function "
    "returns. The new numbers should be written into that same array."
)
COMPLEX = "{where} holds complex numbers; real ones were expected."

NOT_WRITTEN = "{name} is not written yet."
FILL_IN = ("Fill in its cell, run it, then run this check again.",)
OTHER_NAME = (
    "{name} is {other} under another name, which is an exercise of its own. Give {name} its own "
    "function."
)
AS_GIVEN = (
    "{name} is the function that was given to be mended, with its mistake. Write your own, or mend "
    "it."
)
NOT_DEFINED = (
    "{name} is not there. Its cell has to define a function called {name}; was it run, or renamed?"
)
NEAR_MISS = (
    "{name} is not there, but there is a function called {other}. Is that it? The name has to be "
    "{name}, to the letter."
)
KEPT_BY_MAGIC = (
    "{name} is not there: the line {magic} at the top of its cell keeps the cell from defining it. "
    "Remove that line, then run the cell and this check again."
)
NOT_ALL_RIGHT = "Of the functions that it is put together from, not right yet: {names}."
NOT_ALL_THERE = "{names} is not there, and without it the network can't be put together."
RAISED = "{name} stopped with {error}."
RAISED_AT = "{name} stopped with {error}, at line {number} of {where}: {line}"
ITS_CELL = "its cell"
OLDER = "Since that cell did not run, the function that stands in the notebook is an older one."
TIMED_OUT = "{name} gave no answer within {seconds:g} seconds. Is there a loop that never ends?"
NO_ANSWER = "{name} ended the process that it ran in, or gave an answer that can't be read."
CHANGED = (
    "It costs nothing here, but it writes into what belongs to the caller: {names}. Whoever reads "
    "that next finds other numbers than were left there. Where the exercise doesn't ask for it, "
    "compute a new array instead."
)
CHANGED_AND_WRONG = (
    "It writes into what belongs to the caller: {names}. That may be what is wrong here. Compute a "
    "new array instead."
)
ONLY_WITH = 'It stops only with {name} = "{value}".'
KEPT_LIST = (
    "{where} keeps what earlier calls put there: it is one and the same list in every call. A list "
    "in the function's first line, or outside of the function, is made once. Make it inside."
)
OUTSIDE = (
    "It reads {names}, which other cells of your notebook made and nobody handed to it. After a "
    "restart, or for another caller, that is something else or nothing."
)
MADE_ELSEWHERE = (
    "{name} gets its value outside of this function, in {where}. A function can count only on what "
    "is handed to it and on what it makes itself."
)
IMPORT_FAILED = (
    "{name} comes from an import in {where} that can't be done here. There are NumPy, h5py, "
    "Matplotlib, Python's own library, dnn_utils and testcases; no other package, and none of your "
    "own modules."
)
NOT_IN_GRADING = (
    "The grading can't run a line of your notebook that {name} needs. {why}. The line: {line}"
)
NO_PACKAGE = "It has no package {module}"
TAKES_LONG = "It takes too long"
READS_OUTSIDE = "It has no files and nobody to ask"
NOT_FROM_CELLS = (
    "{name} reads {names}, and no cell that you have run here gives it a value in plain Python. "
    "The grading won't have it."
)
OWN_ASSERT = (
    "Your own assert fails, at line {number} of {where}: {line}. It costs what it is about; the "
    "rest was tested without it."
)
AT_THE_EDGE = (
    "Where {sizes}, parts go wrong that are right elsewhere. They keep half of their points."
)
EARLIER = (
    "{name} calls {earlier}, and that is not right yet. Mend {earlier} first: what is wrong here "
    "may come from there."
)
EARLIER_MISSING = "{name} calls {earlier}, and that is not written yet. Write {earlier} first."
ASKED_WITH = "Test input: {inputs}."

READ_IT = (
    "Go through it line by line, with the numbers of the example that is worked by hand. Where "
    "does it first do something else than the formula?"
)
EITHER = "There are two ways to get this result. One: {one} The other: {other}"
MISTAKE = "It does just what this mistake does: {sentence}"
INHERITED = (
    "In your own notebook it calls {names}, and that is not right yet. Here the right one answered "
    "in its place, so it cost nothing."
)
ANSWERED_FOR = (
    "Where it calls {names}, which is not right yet in your own notebook, the right one answered "
    "here."
)
MORE_HINTS = "For a plainer hint: check({name}, hint={level})"

BIAS_NOT_ZERO = "{key} should hold only zeros."
WEIGHT_NOT_FINITE = "{key} holds nan or infinity."
WEIGHT_ZERO = "{key} holds only zeros. Units that start alike get the same gradient and stay alike."
WEIGHT_REPEATED = (
    "{key} holds the same number more than once. Every weight should be a draw of its own, so that "
    "no two units start alike."
)
WEIGHT_MEAN = (
    "The weights in {key} should lie evenly around 0. The mean of yours is {mean}. "
    "Which of NumPy's functions draws from the standard normal distribution?"
)
WEIGHT_SCALE = (
    "The weights in {key}, of shape {shape}, should have a standard deviation near {scale}. That "
    "of yours is {came}, {ratio} times as much."
)
WEIGHT_NOT_NORMAL = (
    "The weights in {key} have the right size, but are not drawn from a normal distribution."
)

WEIGHT_ORDERED = (
    "The weights in {key} follow one another in an order. Every weight should be a random draw, "
    "whatever its neighbors are."
)
WEIGHT_AS_BEFORE = (
    "The weights in {key} are those in {other} again, in the same order. Every weight should be a "
    "random draw of its own."
)


def listed(names: list[str]) -> str:
    """List names in a sentence, at most two of them."""
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return " and ".join(names[:2]) + more
