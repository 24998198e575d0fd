"""What to think about, of growing plainness: a nudge, the concept, the line."""

from __future__ import annotations

# By what is wrong: the structure of the answer, its keys, a shape, a type, the values, what is
# printed, where the answer is left.
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
        "Hold what is printed against the description: which differs, the number, the words, or "
        "the moment when it comes?",
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
    (
        "Is what your assert demands what the exercise asks for?",
        "An assert says what has to be true at its place. If the result is right, the assert is "
        "wrong.",
        "Print both sides of the condition before the assert, for the test input above.",
    ),
)
AFTER_ERROR = (
    "What is on the line that it names? Print the value, or the shape, of every name on it just "
    "before it.",
    "The last name on that line that is not what you expect was made earlier. Go back to where.",
)
# What Python can't read has no values to print.
UNREADABLE = (
    "Python can't read this line, or the one before it. Is a bracket, a colon or a quote missing, "
    "or are spaces and tabs mixed?",
    "Every line of a function's body begins with the same spaces; a line that ends with a colon is "
    "followed by lines that begin with more.",
    "Put a # before half of the lines, run the cell, and find in which half the error is.",
)
# What is judged together is given, and has no line of the student's own.
END_TO_END = (
    "Each function has a check of its own, in its notebook. Which of them does not say that it is "
    "right?",
    "This network is right when all of its functions are. Mend the first that is not, and save its "
    "notebook.",
    "Run bring_functions again, or progress(): they name the functions that are not right yet.",
)
# Draws have no example that is worked by hand.
DRAWN = (
    "Draw a large layer with your function, and look at W.mean(), W.std() and b.",
    "np.random.randn draws from the standard normal distribution: its mean is 0, its standard "
    "deviation 1. What it is multiplied by is the standard deviation of the weights.",
    "Hold the line that makes W against the rule above the exercise, number by number.",
)

# Where a name that is not defined may have come from.
FROM_FIRST_CELL = (
    "{name} is made by the first cell of the notebook. Run that cell, and then this one again."
)
FROM_HELPERS = (
    "{name} comes from dnn_utils. If the first cell of the notebook imports it, run that cell; if "
    "not, run: from dnn_utils import {name}"
)
FROM_EXERCISE = (
    "{name} is the function of an exercise in {notebook}. Run the cell that defines it, or in a "
    "later notebook the cell with bring_functions."
)
FROM_SPELLING = "There is no {name} here, but there is {other}. Is that what is meant?"
FROM_CACHE = "{name} is a part of cache. Take cache apart first, by its order."
FROM_NOTHING = (
    "{name} is used here before it is made. Make it, empty, at the beginning of the function."
)
FROM_SHAPE = (
    "{name} is not handed to this function. It is {what}: make it inside the function, from what "
    "is handed to it."
)
FROM_NUMPY = "{name} belongs to NumPy. With its module in front it is np.{name}."
NOT_MADE_HERE = (
    "Is the name spelt as where it was made, and made inside this function (or handed to it)?"
)

IN_NUMPY = "NumPy has no {name}, but it has {other}. Is that what is meant?"
CALLED_WITH = (
    "It is called with {arguments}. The first line of the exercise was given: is it as it was?"
)

# Pieces of messages on shapes; where such an error comes up in a function that the line calls, it
# is about what that function was handed.
OF_SHAPES = ("not aligned", "mismatch in its core dimension", "could not be broadcast")
HANDED = (
    "The error came up inside {name}, which this line calls. Print the shapes of all that you hand "
    "to it: which of them is not as in its table?"
)

MEANT = " Is `{other}` what is meant?"
NO_KEYWORD = "The function called on this line has no argument `{name}`.{other}"
GONE = "`{name}` is gone from NumPy. Write `{other}` instead."
NO_F = (
    "The key is {key}, with its braces. Without an f before the quote, Python puts no number in "
    "their place."
)
SHAPE_OF_SHAPE = (
    "`.shape` is there twice on this line. A shape is a tuple, and has no shape itself."
)
SHAPE_IS_A_TUPLE = (
    "This line combines a number or an array with a tuple. A shape is a tuple, too: the number of "
    "rows is A.shape[0], the number of columns A.shape[1]."
)
LIST_FOR_ARRAY = (
    "A list is used here like an array. A list has no shape, and can't be multiplied or added up "
    "entry by entry. Make an array of it with np.array(...)."
)
LIST_FOR_DICTIONARY = (
    "A list is asked for a key, and has only numbers for its places. Should it be a dictionary, "
    "which begins with {} instead of []?"
)
OWN_ASSERT = (
    "The `assert` on this line is your own, and what it says is not so. Print both sides just "
    "before it: which of them is not as you expect?"
)
THREE_AXES = (
    "One of these arrays has three axes, and the first has the length 2. That is a tuple of two "
    "arrays: a function that returns two things was called, and its result was not unpacked."
)
BITS = (
    "The operators ^, &, |, << and >> work on the bits of whole numbers. A power is written **, "
    "and a product *."
)
TEXT_IN_ARITHMETIC = (
    "Text stands where a number belongs, or the other way round. A key such as W1 is put together "
    'with +, and from text alone: "W" + str(l).'
)
FLOAT_FOR_COUNT = (
    "A count or a size has to be a whole number here. / always gives a number with a point; // "
    "divides whole numbers."
)
NO_SUCH_AXIS = "There is no axis {axis} here: the array has {count}, and the first is axis 0."
NOT_RUN_HERE = (
    "The name gets its value in {where}, by a line that is not run here. Move that line into the "
    "function, or write the number itself."
)

IS_NONE = "Something here is None: a function that was called before this line returned nothing."
IS_TUPLE = (
    "Something here is a tuple: a function that was called before this line returns several "
    "things. Take them apart where it is called, as in A, cache = ..."
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
        IS_NONE,
    ),
    (
        "TypeError",
        "'NoneType' object",
        IS_NONE,
    ),
    (
        "TypeError",
        "'tuple'",
        IS_TUPLE,
    ),
    (
        "AttributeError",
        "'tuple' object",
        IS_TUPLE,
    ),
    (
        "KeyError",
        "'dA",
        "The gradients have no such key. Which function made them, which layers does it number, "
        "and does it compute this one at all?",
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
    (
        "KeyError",
        "'w",
        'The keys of weights are spelt with a capital, as in "W1"; those of biases are not.',
    ),
    (
        "KeyError",
        "",
        "The dictionary has no such key. Is it the right dictionary (W1 and b1 are in parameters, "
        "dW1 and db1 in grads), and which layers does the loop go through?",
    ),
    (
        "IndexError",
        "only integers",
        "The index is not a whole number. What is in the variable that stands in the brackets?",
    ),
    (
        "IndexError",
        "",
        "The index is beyond the end. Which numbers does it go through, and how long is the axis, "
        "or the list?",
    ),
    (
        "TypeError",
        "indices must be integers",
        "A tuple or list is asked for a key as if it were a dictionary. A cache is a tuple: it is "
        "taken apart by its order, as in A_prev, W, b = cache.",
    ),
    (
        "TypeError",
        "as a data type",
        "np.zeros takes the whole shape as one tuple: np.zeros((rows, columns)).",
    ),
    (
        "AttributeError",
        "module 'numpy' has no attribute",
        "Is the name spelt as NumPy spells it? (np.int, np.float and np.bool are gone: write int, "
        "float or bool.)",
    ),
    (
        "RecursionError",
        "",
        "The function calls itself without end. Was another function meant?",
    ),
)  # fmt: skip
