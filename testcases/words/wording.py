"""
Every sentence that a student reads from the check and from the feedback.

A sentence says what was expected and what the function gave, shapes first, and stays with the
facts. Backticks mark code.
"""

from __future__ import annotations

RETURNED_NONE = (
    "`{name}` returned None. Does every branch of the function end in a `return` statement?"
)
ANSWER_ITEMS = (
    "`{name}` should return {count} values in this order: `{names}`. Yours returned {came}."
)
ITEMS = "{where} should be the tuple `({names})`, in this order. Yours is {came}."
MANY = "{where} should be a list of {count}, one item per layer. Yours is {came}."
NO_DICTIONARY = "`{name}` should return the dictionary {where}. Yours returned {came}."
NOT_PRINTED = 'The function should print "{expected}". {came}'
PRINTED_UNASKED = "With `print_cost=False` the function should print nothing. {came}"
PRINTED_BESIDE = 'The function should print a line for {due} only. Yours also printed "{line}".'
PRINTED_TOO_MUCH = (
    "The function printed {many} different numbers. The exercise asks for {due}. Print only when "
    "the description says so, not in every iteration of a loop."
)
EXTRA_KEY = '{where} has the key "{key}", but layers are numbered from 1 to L.'
MISSING_KEY = '{where} should have the key "{key}". Yours has {keys}.'
NO_F_IN_KEY = " Is there an f before the quote of the key? Without it, the braces stay as they are."
OTHER_CASE = ' Write "{key}" with the capital letter as shown.'
NO_NUMBERS = "{where} should be {shape}. Yours is {came}."
NOT_IN_PLACE = (
    "After the call, the caller's `{name}` still has its old values. Write the new values into "
    "that same array."
)
LEFT_OTHERWISE = (
    "After the call, the caller's `{name}` differs from the `{name}` that your function returns. "
    "Write the new values into that same array."
)
COMPLEX = "{where} contains complex numbers. All values should be real."

NOT_WRITTEN = "`{name}` still contains the starter code."
FILL_IN = ("Write the function in its cell, run that cell, then run this check again.",)
OTHER_NAME = (
    "`{name}` is `{other}` under another name, and that is a separate exercise. Write a function "
    "of its own for `{name}`."
)
AS_GIVEN = (
    "`{name}` is still the starter code, with its bug. Find the bug and fix it, or write the "
    "function from scratch."
)
NOT_DEFINED = (
    "No function is called `{name}`. Run the cell that defines it, and check that its name is "
    "unchanged."
)
NEAR_MISS = (
    "No function is called `{name}`, but there is one called `{other}`. If that is your function, "
    "rename it to `{name}`."
)
KEPT_BY_MAGIC = (
    "No function is called `{name}`: the line `{magic}` at the top of its cell keeps the cell from "
    "defining it. Remove that line, run the cell, then run this check again."
)
DEFINED_AGAIN = (
    "`{name}` is defined in more than one cell. The definition in {where} was graded, not the one "
    "in {others}."
)
NOT_ALL_RIGHT = "The network is built from your functions. Not right yet: {names}."
NOT_ALL_THERE = "The network can't be assembled, because these functions are missing: {names}."
NOT_RUN = "The network was not run, because these functions did not end by themselves: {names}."
SHARE = "{right} of its {all} functions are right, so you get that share of the points."
SHARE_LATER = (
    "The grading gives you a share of the points for each of your functions that is right."
)
RAISED = "`{name}` raised {error}."
RAISED_AT = "`{name}` raised {error}\nLine {number} of {where}: `{line}`"
ITS_CELL = "its cell"
OLDER = (
    "Python could not run that cell, so the notebook still holds an older version of the function."
)
TIMED_OUT = "`{name}` ran for {seconds:g} seconds on one test input and was stopped."
NO_ANSWER = "`{name}` ended the Python process, or returned something that can't be read."
CHANGED = (
    "One remark, no points lost: your function changes the caller's {names}. The caller may need "
    "the old values later, so compute a new array instead."
)
CHANGED_AND_WRONG = (
    "Your function changes the caller's {names}. That may be the bug. Compute a new array instead."
)
ONLY_WITH = 'The error comes up only with `{name}="{value}"`.'
KEPT_LIST = (
    "{where} still holds what earlier calls put there, because every call uses the same list. A "
    "list that is created in the `def` line, or outside the function, is created only once. Create "
    "it inside the function."
)
OUTSIDE = (
    "Your function also reads {names}, which another cell of your notebook defines. That value "
    "can change, and after a restart it is gone. Pass it as an argument or compute it inside the "
    "function."
)
MADE_ELSEWHERE = (
    "`{name}` gets its value outside the function, in {where}. A function can rely only on its "
    "arguments and on what it computes itself."
)
IMPORT_FAILED = (
    "`{name}` comes from an import in {where} that fails here. Use only NumPy, h5py, Matplotlib, "
    "Python's standard library, dnn_utils and testcases. Your own modules are not available."
)
NOT_IN_GRADING = (
    "`{name}` needs a line of your notebook that the grading can't run: `{line}`. {why}."
)
NO_PACKAGE = "The grading has no package {module}"
TAKES_LONG = "That line takes too long"
READS_OUTSIDE = "The grading has no other files and can't ask for input"
NOT_FROM_CELLS = (
    "`{name}` reads {names}, and no cell that you ran here assigns it in plain Python. The "
    "grading won't have it."
)
OWN_ASSERT = (
    "Your own assert fails: `{line}`, line {number} of {where}. It costs the part that it checks. "
    "The other parts were tested without it."
)
AT_THE_EDGE = "Some parts fail only where {sizes}. They keep half of their points."
EARLIER = (
    "`{name}` calls `{earlier}`, which is not right yet. Fix `{earlier}` first: its error may be "
    "the only one here."
)
EARLIER_MISSING = "`{name}` calls `{earlier}`, which is not written yet. Write `{earlier}` first."
ASKED_WITH = "Test input: {inputs}."

READ_IT = (
    "Go through the function line by line with the numbers of the worked example. On which line "
    "does it first differ from the formula?"
)
LIKELY_CAUSE = "Likely cause: {sentence}"
EITHER = "One of two. First: {one} Second: {other}"
# Where a variable is computed, before its name: on a line of its own, on several, or on none.
LINE_FOR, LINES_FOR = "the line for", "the lines for"
LINES_WITH, LINE_THAT_COMPUTES = "the lines with", "the line that computes"
ONLY_OF = "This explains {parts}. There is more to find in {shown}."
INHERITED = (
    "Your own {names} is not right yet. The tests used the solution in its place, so you lose no "
    "points here."
)
ANSWERED_FOR = "Your own {names} is not right yet either. The tests used the solution in its place."
MORE_HINTS = "Still stuck? `check({name}, hint={level})`"
WORKED_SOLUTION = "Still stuck? The worked solution is folded up below this cell."
DEBUG_IT = "Debug it: `{arguments} = failing_input({name})`"
NO_INPUTS_FILE = "There is no file {file}. Put it beside this notebook, or correct its name."
NO_TEST_INPUTS = (
    "{file} is not a file of test inputs. Use the file from your instructor, unchanged."
)
OTHER_INPUTS = "{file} has no test inputs for `{name}`. Check the function that the file is about."
NOTHING_FAILS = "`{name}` passes every test. Here is its smallest test input."

BIAS_NOT_ZERO = "Every entry of `{key}` should be 0."
WEIGHT_NOT_FINITE = "`{key}` contains nan or infinity."
WEIGHT_ZERO = (
    "`{key}` holds only zeros. Units that start equal get equal gradients, so they stay equal."
)
WEIGHT_REPEATED = (
    "`{key}` contains some numbers more than once. Draw each weight separately, so that no two "
    "units start equal."
)
WEIGHT_MEAN = "The weights in `{key}` should have a mean near 0. Yours have the mean {mean}."
WEIGHT_SCALE = (
    "The weights in `{key}`, of shape {shape}, should have a standard deviation near {scale}. "
    "Yours is {came}, {ratio} times as much."
)
WEIGHT_NOT_NORMAL = (
    "The weights in `{key}` have the right standard deviation, but not a normal distribution."
)
WEIGHT_ORDERED = (
    "The weights in `{key}` follow a pattern. Each weight should be random, whatever its neighbors "
    "are."
)
WEIGHT_AS_BEFORE = (
    "The weights in `{key}` repeat those of `{other}`, in the same order. Draw new random numbers "
    "for each layer."
)

# For calls that can't be answered.
A_TEXT = 'Pass the function itself, without quotes: check({name}), not check("{name}").'
A_RESULT = (
    "check got {came}, which is not a function. Pass the function itself, without arguments: "
    "check({example}), not check({example}(...))."
)
A_LAMBDA = (
    "A lambda has no name to check. Define the function with def and the name of its exercise, "
    "then run check({example})."
)
NO_EXERCISE = "No exercise is called {name}.{meant} Run progress() for a list of the exercises."
IS_IT = " Did you mean {other}?"
MISSPELT = "No function is called {name}. Did you mean {other}?"
NO_SUCH_HINT = "No hint has the number {hint}. There are three: hint=1, hint=2 and hint=3."
NOT_RUN_YET = "{name} is not defined yet. Run the cell that defines it, then run this cell again."
INTERRUPTED = "Interrupted: {what} did not finish."
STOPS_HERE = "Run All stops here until {name} passes."


def listed(names: list[str]) -> str:
    """List names in a sentence, at most two of them."""
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return (", " if more else " and ").join(f"`{name}`" for name in names[:2]) + more
