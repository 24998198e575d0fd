"""Hints that are not one exercise's own, in threes: a question, the idea, where to look."""

from __future__ import annotations

# By the kind of problem: the structure of the result, its keys, a shape, a type, the values, the
# printed text, the array that the result is written into.
HINTS = (
    (
        'Which values does the description list under "Returns", and in which order?',
        "`return a, b` returns two values. Parentheses inside it, as in `return a, (b, c)`, make "
        "one value of several.",
        'Compare the `return` statement with "Returns" in the description, name by name.',
    ),
    (
        "How many layers does this test input have, and which keys should the dictionary have?",
        "Layers are numbered from 1 to L. A loop that starts at 0 or stops one early shifts the "
        "keys or skips a layer.",
        "Print the keys just before the `return` statement, for a network of two layers, and "
        "adjust the range of the loop.",
    ),
    (
        "Which line creates this array, and which shapes do the arrays on it have? Write them down "
        "as letters, such as (n, m).",
        "A product of (n, k) and (k, m) has shape (n, m). A sum along an axis removes the axis "
        "unless you pass `keepdims=True`. `.T` swaps the two axes.",
        "Print every shape on the line that computes this array. Find the first one that differs "
        "from the table above the exercise.",
    ),
    (
        "What type does this value have just before the `return` statement?",
        "The result should consist of numbers. Text is not a number, and neither is a list whose "
        "rows have different lengths.",
        "Print `type(...)` of the value just before the `return` statement, then go back to the "
        "line that creates it.",
    ),
    (
        "The shape is right, so look at the numbers. What does your function return for the "
        "worked example above the exercise?",
        "Compare your line with the formula, piece by piece: the sign, the factor 1/m, which "
        "array, which axis, which layer.",
        "Run your function on the worked example and print every intermediate result. Fix the "
        "line that computes the first one that differs.",
    ),
    (
        "Compare the printed lines with the description. What differs: the number, the words, or "
        "the iteration?",
        "`print(...)` shows a line, `return` passes a value to the caller. A printed number is the "
        "value at that moment, so it matters where the `print` call is.",
        "Call your function on a small example and compare each printed line with the "
        "description. Then look at the condition above the `print` call.",
    ),
    (
        "Does your line create a new array, or write into the existing one?",
        "`W = W - step` creates a new array and gives it the old name. `W -= step` writes into "
        "the existing array.",
        "Keep a second name for the array, call your function, and print the second name. Change "
        "the line after which it still shows the old values.",
    ),
    (
        "Does your assert check what the exercise asks for?",
        "An assert states what has to be true at that line. If the result is right, the assert is "
        "wrong.",
        "Print both sides of the condition just before the assert, for this test input.",
    ),
)
# The first of them, where the result is a single value.
ONE_RESULT = (
    'Which value does the description list under "Returns"?',
    "The caller gets what stands behind `return`, and nothing else. Whatever the function only "
    "prints or collects on its way is gone.",
    "Compare the name behind `return` with the description.",
)
# And where it is a list with an item for each layer.
LIST_OF_LAYERS = (
    "How many items does your list have just before the `return` statement, and how many layers "
    "does the network have?",
    "`append` adds one item. `extend` and `+=` add the items of a tuple one by one, and a cache is "
    "a tuple.",
    "Print the length of the list in each iteration. It should grow by one.",
)
AFTER_ERROR = (
    "Print the value or the shape of every name on that line, just before the line.",
    "If one of these values surprises you, the bug is where that value was computed. If none does, "
    "the bug is on the line itself, or in a condition that leads there.",
)
# Code that Python can't read has no values to print.
UNREADABLE = (
    "Python can't read this line or the one before it. Is a bracket, a colon or a quote missing?",
    "Indent every line of the function's body by the same number of spaces, without tabs. After a "
    "line that ends in a colon, indent further.",
    "Put a # in front of half of the lines and run the cell. Repeat in the half with the error "
    "until one line is left.",
)
INFINITE = (
    "Which operation in your function can produce infinity?",
    "The logarithm of 0 and a division by 0 give infinity.",
    "Print every array that is divided by, or whose logarithm is taken. Find the first one that "
    "contains 0.",
)
NAN = (
    "Which operation in your function can produce nan?",
    "The logarithm or the root of a negative number, 0/0, and infinity minus infinity give nan.",
    "Print every array that is divided by, or whose logarithm is taken. Find the first one that "
    "contains 0 or a negative number.",
)
# A call that was stopped has no result to look at.
ENDLESS = (
    "Does a loop in the function never end?",
    "A `while` loop ends when its condition becomes false, so its body has to change something in "
    "the condition. A `for` loop over a list that grows inside the loop never ends either.",
    "Print the loop variable in each iteration and interrupt the cell after a second. Then change "
    "the line that should bring the loop to its end.",
)
# End-to-end functions are given, and have no line of the student's own.
END_TO_END = (
    "Every function has its own check. Which of your checks does not pass yet?",
    "The network is right when all of its functions are. Fix the first one that is not, and save "
    "its notebook.",
    "Run `progress()`: it lists the functions that are not right yet. Fix them in that order.",
)
# Random draws have no example worked by hand.
DRAWN = (
    "Initialize a large layer with your function. What are `W.mean()`, `W.std()` and `b`?",
    "`np.random.randn` draws from the standard normal distribution, with mean 0 and standard "
    "deviation 1. The factor you multiply by becomes the standard deviation.",
    "Compare the line that creates `W` with the rule above the exercise: the distribution, the "
    "factor, the shape.",
)

# Where a name that is not defined may have come from.
FROM_FIRST_CELL = (
    "The first cell of the notebook defines `{name}`. Run that cell, then run this one again."
)
FROM_HELPERS = (
    "`{name}` comes from dnn_utils. Run the first cell of the notebook. If that cell doesn't "
    "import `{name}`, run `from dnn_utils import {name}`."
)
FROM_EXERCISE = (
    "`{name}` is an exercise in {notebook}. Run the cell that defines it, or in a later notebook "
    "the cell with `bring_functions`."
)
FROM_SPELLING = "`{name}` is not defined, but `{other}` is. Did you mean `{other}`?"
FROM_CACHE = "`{name}` is one item of the cache. Unpack the cache first, in the order it was made."
FROM_NOTHING = (
    "`{name}` is used before it exists. Create it, empty, at the beginning of the function."
)
FROM_SHAPE = (
    "`{name}` is not an argument of this function. It is {what}: compute it inside the function, "
    "from the arguments."
)
FROM_NUMPY = "`{name}` belongs to NumPy. Write `np.{name}`."
NOT_MADE_HERE = (
    "Where does this name get its value? Check its spelling there, and that the line runs inside "
    "this function."
)

IN_NUMPY = "NumPy has no `{name}`, but it has `{other}`. Did you mean that?"
CALLED_WITH = (
    "The tests call the function with the arguments {arguments}. Does the `def` line still read as "
    "it did in the starter code?"
)

# Pieces of messages on shapes. If such an error comes up in a function that the line calls, it is
# about that function's arguments.
OF_SHAPES = ("not aligned", "mismatch in its core dimension", "could not be broadcast")
HANDED = (
    "The error is inside `{name}`, which this line calls. Print the shape of every argument you "
    "pass to it. Which one differs from its table?"
)

MEANT = " Did you mean `{other}`?"
NO_KEYWORD = "The function called on this line has no argument `{name}`.{other}"
GONE = "NumPy no longer has `{name}`. Write `{other}` instead."
NO_F = (
    "The key is {key}, with its braces. Without an f before the quote, Python puts no number in "
    "their place."
)
SHAPE_OF_SHAPE = "This line has `.shape.shape`. A shape is a tuple, and a tuple has no shape."
SHAPE_IS_A_TUPLE = (
    "This line combines a number or an array with a tuple. A shape is a tuple, too: the number of "
    "rows is A.shape[0], the number of columns A.shape[1]."
)
LIST_FOR_ARRAY = (
    "A list is used here like an array. A list has no shape, and you can't calculate with it entry "
    "by entry. Turn it into an array with np.array(...), or take its length with len(...)."
)
SEQUENCE_MULTIPLIED = (
    "This line multiplies a list, a tuple or text as if it were an array of numbers. Turn a list "
    "into an array with np.array(...), unpack a tuple, and join texts with +."
)
LIST_FOR_DICTIONARY = (
    "This line looks up a key in a list, but the items of a list are numbered 0, 1 and so on. "
    "Should it be a dictionary, which you create with {} instead of []?"
)
THREE_AXES = (
    "One of these arrays has three axes, and the first has the length 2. It was a tuple of two "
    "arrays: a function returned two values, and they were not unpacked."
)
BITS = (
    "The operators ^, &, |, << and >> work on the bits of whole numbers. A power is written **, "
    "and a product *."
)
TEXT_IN_ARITHMETIC = (
    "This line combines text with a number. To build a key such as W1 with +, turn the number into "
    'text first: "W" + str(l).'
)
TEXT_WITH_OTHER = (
    "This line combines text with a value of type {type}. With +, text can only be joined to text. "
    "Print both values."
)
TEXT_WITH_TEXT = (
    "This line uses {sign} between two texts. Two texts can only be joined, with +. Which operator "
    "is meant here?"
)
# Of an argument that a wrong function never reads: the sentence, and three hints.
UNREAD = "Your function never uses its argument `{name}`."
IF_UNREAD = (
    "What would change in your function if the caller passed another `{name}`?",
    "Search for `{name}` below the `def` line.",
    "Find the line that should depend on `{name}`, and use it there: the caller chooses it.",
)
# Of a condition that joins a comparison and a word: the sentence, and three hints.
ALWAYS_TRUE = "The condition `{condition}` is always true, because a word alone counts as true."
IF_ALWAYS_TRUE = (
    "When is each of your conditions true? Write down two cases, one on each side.",
    "Look at the condition with `or`.",
    "Write a whole comparison on each side of `or`.",
)
FLOAT_FOR_COUNT = (
    "This line needs an integer, for a count or a size. / always gives a float. Use // to divide "
    "integers."
)
# What a line looked up that was not there; the hint for the error follows.
NO_SUCH_KEY = "At this point, `{container}` has the keys {keys}, and no {asked}."
NO_KEYS = "At this point, `{container}` is empty, and the line looks for {asked}."
NO_SUCH_INDEX = (
    "At this point, `{container}` has {count}, with indices from 0 to {last}. The line asks for "
    "index {asked}."
)
APPEND_GIVES_NONE = (
    "The list is None here. `append` changes a list and returns None, so a line such as "
    "`caches = caches.append(cache)` replaces the list by None. If yours does, call `append` "
    "without the `=`."
)
SIZES_ONE_BY_ONE = (
    "The sizes on this line are in a tuple, and the function takes them one by one: "
    "`np.random.randn(rows, columns)`. `np.zeros`, in contrast, takes one tuple."
)
SHAPE_NEEDS_A_TUPLE = "`np.zeros` takes the whole shape as one tuple: `np.zeros((rows, columns))`."
DICTIONARY_IN_ARITHMETIC = (
    "This line calculates with a whole dictionary. Take its arrays out, one key at a time, and "
    "calculate with those."
)
ARRAY_AS_CONDITION = (
    "A condition needs one True or False, and so do `not`, `and` and `or`. An array has one for "
    "each entry. Compare the whole array without them, as in `A > 0`, or go through its entries."
)
MATH_OF_AN_ARRAY = (
    "The functions of `math` take a single number, and this line gives them an array. NumPy has "
    "the same functions for arrays, such as `np.log`."
)
ARRAY_FOR_A_NUMBER = (
    "This line has an array with several entries where a single number is needed, as by "
    "`float(...)`, `int(...)` or `%f`. Print its shape just before the line."
)
NO_SUCH_METHOD = (
    "An array has no `{name}`, but NumPy has a function of that name: `np.{name}(...)`."
)
CALLED_WITH_BRACKETS = (
    "This line puts square brackets behind the name of a function. They take an item of a list or "
    "an array. A function is called with round parentheses."
)
OPERATOR_MISSING = (
    "This line calls a number or an array like a function. Is a * missing in front of a "
    "parenthesis?"
)
OWN_RAISE = (
    "This error is your own `raise`: for this test input, your conditions lead there. Compare each "
    "of them with the description, letter by letter."
)
NO_SUCH_AXIS = "This array has no axis {axis}. It has {count}, numbered from 0."
NOT_RUN_HERE = (
    "The name gets its value in {where}, by a line that is not run here. Move that line into the "
    "function, or write the number itself."
)

IS_NONE = (
    "A value on this line is None. A function called earlier has no `return` statement, or its "
    "result was not stored."
)
IS_TUPLE = (
    "A value on this line is a tuple: a cache, or the several values that a function returned. "
    "Unpack it, as in `A, cache = ...`, and take what you need."
)

# The first words of an error's message, or a piece of it, and what to think about.
ERROR_HINTS = (
    ("NameError", "is not defined", NOT_MADE_HERE),
    (
        "UnboundLocalError",
        "",
        "The name in this message is assigned only in some branches of the function, or after this "
        "line. Which branch does this test input take, if any?",
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
        "TypeError",
        "should be an array of numbers; it is a tuple",
        IS_TUPLE,
    ),
    (
        "KeyError",
        "'dA",
        "Does the function need this key? If so, which line stores it, for which layer, and did "
        "that line run before this one?",
    ),
    (
        "ValueError",
        "not aligned",
        "In `np.dot(A, B)`, A needs as many columns as B has rows. Write down both shapes. Does "
        "one need a transpose, or the product another order?",
    ),
    (
        "ValueError",
        "mismatch in its core dimension",
        "In `A @ B`, A needs as many columns as B has rows. Write down both shapes. Does one need "
        "a transpose, or the product another order?",
    ),
    (
        "ValueError",
        "could not be broadcast",
        "Elementwise operations need equal shapes, or a 1 wherever the shapes differ. Which "
        "shapes meet on this line?",
    ),
    (
        "ValueError",
        "inhomogeneous shape",
        "NumPy can't make one array of parts with different shapes. Did a function that you called "
        "earlier return several values? Unpack them, as in `A, cache = ...`.",
    ),
    (
        "ValueError",
        "unpack",
        "The left side of this line has more or fewer names than the right side has values. What "
        "does the right side hold?",
    ),
    (
        "TypeError",
        "unexpected keyword argument",
        "This call uses an argument name that the called function doesn't have. How does the "
        "function's own documentation spell it?",
    ),
    (
        "TypeError",
        "positional argument",
        "This call passes more or fewer arguments than the called function takes. Compare the "
        "call with the `def` line of that function.",
    ),
    (
        "KeyError",
        "'w",
        'The keys of the weights have a capital letter, as in "W1". The keys of the biases don\'t.',
    ),
    (
        "KeyError",
        "",
        "Is it the right dictionary (`parameters` has W1 and b1, `grads` has dW1 and db1), and "
        "which layers does the loop visit?",
    ),
    (
        "IndexError",
        "only integers",
        "The index is not an integer. What is the value of the variable in the brackets?",
    ),
    (
        "IndexError",
        "",
        "Which values does the index take, and how long is the list or the axis?",
    ),
    (
        "TypeError",
        "indices must be integers",
        "A tuple or list can't be indexed by a key. A cache is a tuple: unpack it, as in "
        "`A_prev, W, b = cache`.",
    ),
    (
        "AttributeError",
        "module 'numpy' has no attribute",
        "How does NumPy spell this name? (`np.int`, `np.float` and `np.bool` were removed: write "
        "`int`, `float` or `bool`.)",
    ),
    (
        "RecursionError",
        "",
        "The function keeps calling itself. Did you mean to call another function?",
    ),
)  # fmt: skip
