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
PRINTED_TOO_OFTEN = "It printed {lines} lines where {due} were asked for."
EXTRA_KEY = '{where} has the key "{key}", which belongs to no layer. Layers count from 1 to L.'
MISSING_KEY = '{where} should have the key "{key}". Yours has {keys}.'
NO_NUMBERS = "{where} should be {shape}. Yours is {came}."
NOT_IN_PLACE = (
    "After the call the caller's own {name} still holds its old numbers. The new ones should be "
    "written into that same array."
)
COMPLEX = "{where} holds complex numbers; real ones were expected."

NOT_WRITTEN = "{name} is not written yet."
FILL_IN = ("Fill in its cell, run it, then run this check again.",)
NOT_DEFINED = (
    "{name} is not there. Its cell has to define a function called {name}; was it run, or renamed?"
)
RAISED = "{name} stopped with {error}."
RAISED_AT = "{name} stopped with {error}, at line {number} of {where}: {line}"
TIMED_OUT = "{name} gave no answer within {seconds:g} seconds. Is there a loop that never ends?"
NO_ANSWER = "{name} ended the process that it ran in, or gave an answer that can't be read."
CHANGED = (
    "It costs nothing here, but it writes into {names}, which belongs to the caller: whoever reads "
    "that next finds other numbers than were left there. Compute a new array instead."
)
OUTSIDE = (
    "It reads {names}, which other cells of your notebook made and nobody handed to it. After a "
    "restart, or for another caller, that is something else or nothing."
)
MADE_ELSEWHERE = (
    "{name} gets its value outside of this function, in {where}. A function can count only on what "
    "is handed to it and on what it makes itself."
)
EARLIER = (
    "{name} calls {earlier}, and that is not right yet. Mend {earlier} first: what is wrong here "
    "may come from there."
)
ASKED_WITH = "Asked with {inputs}."

READ_IT = (
    "Go through it line by line, with the numbers of the example that is worked by hand. Where "
    "does it first do something else than the formula?"
)
MISTAKE = "It does just what this mistake does: {sentence}"
INHERITED = (
    "In your own notebook it calls {names}, which is not right. Here that was replaced by the "
    "right one, so it cost nothing."
)
MORE_HINTS = "For a plainer hint: check({name}, hint={level})"

# What to think about, of growing plainness, by what is wrong: the structure of the answer, its
# keys, a shape, a type, the values, what is printed, where the answer is left.
HINTS = (
    (
        "What does the description say under Returns: how many things, and in which order?",
        "Each name under Returns is one thing behind `return`, with commas between them. A tuple "
        "is one thing.",
        "Hold the last line of your function against Returns, name by name.",
    ),
    (
        "Which numbers do the keys carry? Layers count from 1 to L.",
        "A loop that starts at 0, or ends one too early, gives keys that are off by one, or leaves "
        "out a layer.",
        "Print the keys of your dictionary just before the return, for a network of two layers.",
    ),
    (
        "Which shape has each array on the line that makes it? Write them down as letters.",
        "A product of (n, k) and (k, m) has the shape (n, m). A sum along an axis loses the axis, "
        "unless keepdims=True. A transpose swaps the two.",
        "Print the shapes of everything on that line, and find the first that is not as in the "
        "table above the exercise.",
    ),
    (
        "What kind of thing is it, just before the return?",
        "NumPy's functions give arrays of numbers; a list of lists of different lengths, or text, "
        "is none.",
        "Print type(...) of it just before the return, and go back to where that comes from.",
    ),
    (
        "The shape is right, the numbers are not. Which number comes out for the example that is "
        "worked by hand?",
        "Compare your line with the formula, piece by piece: the sign, 1/m, which array, which "
        "axis, which layer.",
        "Call your function with the numbers of the example that is worked by hand, print every "
        "step, and find the first that differs.",
    ),
    (
        "What does the description say is printed, when, and in which words?",
        "Printing is not returning: print(...) shows a line, return gives a value to the caller.",
        "Call your function with a tiny example and hold the lines that appear against the "
        "description.",
    ),
    (
        "Does your line make a new array, or write into the one that is there?",
        "W = W - step makes a new array and gives it the name; W -= step writes into the old one.",
        "Keep a second name for the array, call your function, and see whether the numbers behind "
        "that second name have changed.",
    ),
)
AFTER_ERROR = (
    "What is on the line that it names? Print the value, or the shape, of every name on it just "
    "before it.",
    "The last name on that line that is not what you expect was made earlier. Go back to where.",
)

BIAS_NOT_ZERO = "{key} should hold only zeros."
WEIGHT_NOT_FINITE = "{key} holds nan or infinity."
WEIGHT_ZERO = "{key} holds only zeros. Units that start alike get the same gradient and stay alike."
WEIGHT_REPEATED = (
    "{key} holds the same number more than once. Every weight should be a draw of its own: units "
    "that start alike get the same gradient and stay alike."
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

# Where a name that is not defined may have come from.
FROM_FIRST_CELL = (
    "{name} is made by the first cell of the notebook. Run that cell, and then this one again."
)
FROM_EXERCISE = (
    "{name} is the function of an exercise in {notebook}. Run the cell that defines it, or in a "
    "later notebook the cell with bring_functions."
)
FROM_SPELLING = "There is no {name} here, but there is {other}. Is that what is meant?"
FROM_SHAPE = (
    "{name} is not handed to this function. It is {what}: make it inside the function, from what "
    "is handed to it."
)
FROM_NUMPY = "{name} belongs to NumPy. With its module in front it is np.{name}."
NOT_MADE_HERE = (
    "Is the name spelt as where it was made, and made inside this function (or handed to it)?"
)

# The first words of an error's message, or a piece of it, and what to think about.
ERROR_HINTS = (
    ("NameError", "is not defined", NOT_MADE_HERE),
    (
        "UnboundLocalError",
        "",
        "The name is given a value on some ways through the function only, or after this line.",
    ),
    (
        "AttributeError",
        "'NoneType' object",
        "Something here is None: a function that was called before this line returned nothing.",
    ),
    (
        "TypeError",
        "'NoneType' object",
        "Something here is None: a function that was called before this line returned nothing.",
    ),
    (
        "ValueError",
        "not aligned",
        "In np.dot(A, B), A must have as many columns as B has rows. Write down both shapes: is "
        "one of them to be transposed, or is the order the other way round?",
    ),
    (
        "ValueError",
        "mismatch in its core dimension",
        "In A @ B, A must have as many columns as B has rows. Write down both shapes: is one of "
        "them to be transposed, or is the order the other way round?",
    ),
    (
        "ValueError",
        "could not be broadcast",
        "Two arrays that are combined entry by entry need equal shapes, or a 1 where they differ.",
    ),
    (
        "ValueError",
        "unpack",
        "The line takes apart more or fewer things than there are. What does the right side hold?",
    ),
    (
        "TypeError",
        "unexpected keyword argument",
        "A call names an argument that the function doesn't have. The first line of each exercise "
        "was given, with its arguments: is it as it was?",
    ),
    (
        "TypeError",
        "positional argument",
        "A call hands over more or fewer arguments than the function has. Hold the call against "
        "the function's first line.",
    ),
    ("KeyError", "", "The dictionary has no such key. Which layers does the loop go through?"),
    ("IndexError", "", "The index is beyond the end. Which layers does the loop go through?"),
    (
        "RecursionError",
        "",
        "The function calls itself without end. Was another function meant?",
    ),
)  # fmt: skip


def listed(names: list[str]) -> str:
    """List names in a sentence, at most two of them."""
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return " and ".join(names[:2]) + more
