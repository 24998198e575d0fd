"""What each kind of edit is called: a sentence, a question, and what to change."""

from __future__ import annotations

from grader.judging.edits.draft import IN_TERM

_FACTOR = "By which factor is {Y} off, and where could that factor come from?"
_TERM = "Which terms and factors does {Y} have, and which does the formula have?"
_FORMULA = "Compare {Y} with the description, piece by piece. Which piece is different?"
_SHAPES = "Which shape does each array have on the line for {N}?"
_RETURN = 'What does the description list under "Returns", and in which order?'
_LOOP = "Write down what the loop does for a network of three layers, iteration by iteration."
_KEYS = "Print the keys of your dictionary just before the return, for a network of two layers."
_TINY = (
    "Call your function with a tiny example, and print every step. Which step is not as expected?"
)

# For each kind: the sentence, a question that names no cause, and what to change. T is the variable
# that the line assigns, and W its branch.
KINDS: dict[str, tuple[str, str, str]] = {
    "not-divided-by": ("{T} is not divided by {x}{W}.", _FACTOR, "Divide by {x}."),
    "not-multiplied-by": ("{T} is not multiplied by {x}{W}.", _FACTOR, "Multiply by {x}."),
    "inverse-missing": ("{T} is multiplied by {x}{W}, not divided by it.", _FACTOR, "Divide by {x}."),
    "multiplied-not-divided": ("{T} is multiplied by {x}{W}, not divided by it.", _FACTOR, "Divide by {x}."),
    "divided-not-multiplied": ("{T} is divided by {x}{W}, not multiplied by it.", _FACTOR, "Multiply by {x}."),
    "product-of-matrices": ("{T} is a matrix product{W}, not an elementwise product.", _FORMULA, "Multiply elementwise, with *."),
    "entry-by-entry": ("{T} is an elementwise product{W}, not a matrix product.", _SHAPES, "Use the matrix product."),
    "factors-swapped": ("The factors of the matrix product in {T} are in another order or transposed otherwise{W}.", _SHAPES, "Write down the shapes of both factors, and of the product that you need."),
    "not-added": ("{x} is not added in {T}{W}.", _TERM, "Add {x}."),
    "minus-for-plus": ("{x} is subtracted in {T}{W}, not added.", _TERM, "Check the sign in front of {x}."),
    "not-subtracted": ("{x} is not subtracted in {T}{W}.", _TERM, "Subtract {x}."),
    "not-subtracted-from": ("{T} is only -{y}{W}: {x} is missing.", _TERM, "Subtract {y} from {x}."),
    "odd-right-side-alone": ("{T} is only {y}{W}, without {x}.", _TERM, "Check which terms the formula has."),
    "odd-number": ("In {T}{W}, {y} is used where {x} belongs.", _FORMULA, "Check the numbers on this line."),
    "right-side-alone": ("{T} is only {y}{W}, without {x}.", _TERM, "Check which terms the formula has."),
    "plus-for-minus": ("{x} is added in {T}{W}, not subtracted.", _TERM, "Check the sign in front of {x}."),
    "difference-swapped": ("A difference in {T} is the wrong way round{W}.", _FORMULA, "Check what is subtracted from what."),
    "no-power": ("The power {x} is missing in {T}{W}.", _FORMULA, "Check the exponent."),
    "odd-sign": ("In {T}{W}, `{y}` is used where `{x}` belongs.", _FORMULA, "Check the operators one by one."),
    "other-sign": ("In {T}{W}, {y} is used where {x} belongs.", _FORMULA, "Check the operators one by one."),
    "other-piece": ("In {T}{W}, {y} is used where {x} belongs.", _FORMULA, "Check this piece against the formula."),
    "odd-piece": ("In {T}{W}, {y} is used where {x} belongs.", _FORMULA, "Check this piece against the formula."),
    "other-comparison": ("{y} is used where {x} belongs{W}.", _FORMULA, "Check each comparison."),
    "odd-comparison": ("{y} is used where {x} belongs{W}.", _FORMULA, "Check each comparison."),
    "word-unknown": ('No branch runs for "{x}".', "Which values can the argument have, letter by letter?", "Compare the words in your conditions with those of the description, letter by letter."),
    "parentheses-far": ("A pair of parentheses is missing in {T}{W}.", _FORMULA, "Multiplication and division come before addition and subtraction. Add the parentheses."),
    "transposed": ("{T} is transposed{W}.", _SHAPES, "Transpose it, or swap and transpose the factors that it is made of."),
    "not-unpacked": ("The function on the line for {N} returns several values, and they are not unpacked.", "How many values does the function on the line for {N} return?", "Unpack the result into as many names as there are values."),
    "appended-pair": ("{x} is appended together with {y}.", "What is one item of your list, and what should it be?", "Append {x} alone."),
    "printed-alone": ("Only {x} is printed.", "What should the function print, according to the description?", "Print everything that the description asks for."),
    "parentheses": ("Parentheses around {x} are missing in {T}{W}.", _FORMULA, "Multiplication and division come before addition and subtraction, and powers before both. Add the parentheses."),
    "sign": ("{T} has the opposite sign{W}.", _FACTOR, "Check the minus signs."),
    "sign-missing": ("A minus sign is missing in {T}{W}.", _FORMULA, "Check the minus signs."),
    "key-number": ("The key of {T} has the number {y}, not {x}{W}.", _KEYS, "Check the number in the key: layers are numbered from 1 to L."),
    "other-number": ("In {T}{W}, {y} is used where {x} belongs.", _FORMULA, "Check the numbers on this line."),
    "returned-other": ("{y} is returned where {x} belongs.", _RETURN, "Check each name after `return`."),
    "other-word": ('In {T}{W}, "{y}" is used where "{x}" belongs.', _FORMULA, "Check which activation each layer has."),
    "other-name": ("In {T}{W}, {y} is used where {x} belongs.", _FORMULA, "Check each name on this line against the formula."),
    "transposed-too": ("{x} is transposed in {T}{W}, and should not be.", _SHAPES, "Write down the shapes of both factors."),
    "not-transposed": ("{x} is not transposed in {T}{W}.", _SHAPES, "Write down the shapes of both factors: one is to be transposed."),
    "choice-swapped": ("The two cases of {T} are swapped.", _FORMULA, "Check which case the condition is true for."),
    "always": ("{T} is always {y}, whatever the condition.", _FORMULA, "Check what happens in the other case."),
    "always-index": ("{x} is always taken at index {y}{W}.", _LOOP, "The index goes with the layer."),
    "other-size": ("{y} is used where {x} belongs, in {T}.", "Which size of the test input do you get, and which is meant?", "Each column is one example: check where the number of columns comes from."),
    "other-function": ("{T} uses {y}, where {x} belongs{W}.", _FORMULA, "Check which function the formula names."),
    "not-applied": ("{x} is not applied in {T}{W}.", _FORMULA, "Apply {x}."),
    "arguments-swapped": ("The arguments of {x} are in the order {y}, in {T}{W}.", "In which order does the function that you call take its arguments?", "Compare the call with the function's first line."),
    "argument-missing": ("{x} is missing in {T}{W}.", _SHAPES, "Check the arguments of the function."),
    "other-axis": ("{T} is computed with {y}{W}, not with {x}.", _SHAPES, "Each column is one example: check which axis to use."),
    "loop-direction": ("The loop runs in the opposite direction.", _LOOP, "Check the order of the layers."),
    "loop-lowest": ("The lowest number in the loop is too {x}.", _LOOP, "Check which layers the loop goes through, the lowest first."),
    "loop-highest": ("The highest number in the loop is too {x}.", _LOOP, "Check which layers the loop goes through, the highest first."),
    "loop-highest-two": ("The highest number in the loop is too {x}, by two.", _LOOP, "Check which layers the loop goes through, the highest first."),
    "loop-never": ("The loop doesn't cover everything that it should.", _LOOP, "Check what the loop goes through."),
    "loop-left-out": ("The loop is missing.", _LOOP, "Add the loop."),
    "term-missing": ("A term is missing in {T}{W}.", _TERM, "Check which terms the formula has."),
    "term-subtracted": ("In {T}{W}, a term is subtracted that should be added.", _TERM, "Check the sign in front of each term."),
    "term-added": ("In {T}{W}, a term is added that should be subtracted.", _TERM, "Check the sign in front of each term."),
    "factor-missing": ("A factor or a division is missing in {T}{W}.", _FACTOR, "Check which factors the formula has."),
    "factor-wrong-way": ("In {T}{W}, a multiplication and a division are mixed up.", _FACTOR, "Check what is multiplied by, and what is divided by."),
    "inside-some-call": ("In {T}{W}, something is inside the parentheses of a function and belongs outside.", _FORMULA, "Check which piece belongs inside the parentheses, and which outside."),
    "wrong-size": ("{y} is used in {T}, where another size belongs.", "Which size of the test input do you get, and which is meant?", "Each column is one example: check where the number of columns comes from."),
    "key-without-number": ("The key of {T} has no number{W}.", _KEYS, "Put the number of the layer into the key."),
    "loop-other": ("The loop doesn't go through the numbers that it should.", _LOOP, "Check where the loop starts, where it ends, and whether its lines run at all."),
    "condition-other": ("A condition is true in the wrong cases.", "When should each condition be true? Write down two cases, one on each side.", "Check each comparison, and which lines run in which case."),
    "piece-other": ("In {T}{W}, something else is used where {x} belongs.", _FORMULA, "Check this piece against the formula."),
    "line-other": ("The line for {N} doesn't do what it should{W}.", _TINY, "Compare this line with the description, piece by piece."),
    "applied-too": ("{x} is applied to {T}{W}, and should not be.", _FORMULA, "Leave it out."),
    "divided-too": ("{T} is divided by {x}{W}, and should not be.", _FACTOR, "Leave the division out."),
    "odd-multiplied-too": ("{T} is multiplied by {x}{W}, and should not be.", _TERM, "Check the terms and factors on this line."),
    "multiplied-too": ("{T} is multiplied by {x}{W}, and should not be.", _FACTOR, "Leave the factor out."),
    "odd-added-too": ("{x} is added to {T}{W}, and should not be.", _TERM, "Check the terms and factors on this line."),
    "added-too": ("{x} is added to {T}{W}, and should not be.", _TERM, "Leave the term out."),
    "odd-subtracted-too": ("{x} is subtracted from {T}{W}, and should not be.", _TERM, "Check the terms and factors on this line."),
    "subtracted-too": ("{x} is subtracted from {T}{W}, and should not be.", _TERM, "Leave the term out."),
    "divided-in-too": ("{y} is divided by {x} in {T}{W}, and should not be.", _FACTOR, "Leave the division out."),
    "odd-multiplied-in-too": ("{y} is multiplied by {x} in {T}{W}, and should not be.", _TERM, "Check the terms and factors on this line."),
    "multiplied-in-too": ("{y} is multiplied by {x} in {T}{W}, and should not be.", _FACTOR, "Leave the factor out."),
    "odd-added-in-too": ("{x} is added to {y} in {T}{W}, and should not be.", _TERM, "Check the terms and factors on this line."),
    "added-in-too": ("{x} is added to {y} in {T}{W}, and should not be.", _TERM, "Leave the term out."),
    "odd-subtracted-in-too": ("{x} is subtracted from {y} in {T}{W}, and should not be.", _TERM, "Check the terms and factors on this line."),
    "subtracted-in-too": ("{x} is subtracted from {y} in {T}{W}, and should not be.", _TERM, "Leave the term out."),
    "doubled": ("{T} is twice what it should be{W}.", _FACTOR, "Check the factors on this line."),
    "halved": ("{T} is half of what it should be{W}.", _FACTOR, "Check the factors on this line."),
    "step-alone": ("{T} is only minus the step: the old {T} is missing.", _TERM, "Subtract the step from the old values."),
    "inside-call": ("{x} is inside {y}, in {T}{W}.", _FORMULA, "Check which piece belongs inside the parentheses of the function, and which outside."),
    "new-array": ("{T} becomes a new array, and the old one keeps its values.", "Does your line create a new array, or write into the existing one?", "Write into the array, with -= for example."),
    "unpacked-order": ("{x} are unpacked in the order {y}.", "In which order were these put together?", "Compare the names on the left with the order in the description."),
    "order": ("{x} come in the order {y}.", _RETURN, "Put them in the order of the description."),
    "result-missing": ("{x} is missing among {y}.", _RETURN, "Add {x}."),
    "result-alone": ("Only {x} is returned, where {y} belong.", _RETURN, "Add the others."),
    "result-alone-number": ("Only result number {x} is returned, not all of them.", _RETURN, "Return all of them."),
    "result-too-many": ("{x} is returned as well, and only {y} belongs there.", _RETURN, "Leave {x} out."),
    "result-dictionary": ("The results are returned in a dictionary, not as {x}.", _RETURN, "Return them one by one."),
    "returned-as": ("{T} is returned {y}.", _RETURN, "Return it as the description says."),
    "key-missing": ("The key {x} is missing.", _KEYS, "Add the key."),
    "key-case": ("The keys are written in lower case.", _KEYS, "Spell the keys as the description does."),
    "keys-swapped": ("The values of the keys {x} and {y} are swapped.", _KEYS, "Check the value of each key."),
    "line-left-out": ("The line that computes {N} is missing{W}.", _TINY, "Add the line."),
    "append-left-out": ("The line that appends to {N} is missing{W}.", "How many items does {N} have just before the return?", "Append in each place where something should be kept."),
    "print-left-out": ("The line that prints is missing, or never runs.", "What should the function print, and when, according to the description?", "Print what the description asks for."),
    "left-out": ("The lines for {N} are missing{W}.", _TINY, "Add them."),
    "without-condition": ("The line for {N} always runs, whatever the condition.", _TINY, "Check when it should run."),
    "twice": ("The line for {N} runs twice{W}.", _TINY, "Run it once."),
    "too-early": ("The line for {x} comes before the line for {y}, not after it{W}.", _TINY, "Check the order of the lines."),
    "too-late": ("The line for {x} comes after the line for {y}, not before it{W}.", _TINY, "Check the order of the lines."),
    "after-loop": ("The line for {N} is after the loop, not inside it.", _LOOP, "Check the indentation."),
    "before-loop": ("The line for {N} is before the loop, not inside it.", _LOOP, "Check which lines belong in the loop."),
    "anew": ("{T} is created again in every iteration of the loop.", _LOOP, "Create it once, before the loop."),
    "anew-at-end": ("{T} is created again at the end of every iteration of the loop.", _LOOP, "Create it once, before the loop."),
    "in-loop": ("The line for {N} is inside the loop, not after it.", _LOOP, "Check the indentation."),
    "return-in-loop": ("The `return` statement is inside the loop, so the function ends in the first iteration.", _LOOP, "Check the indentation of the `return` statement."),
    "first-only": ("The loop ends after its first iteration.", _LOOP, "Check what ends the loop."),
    "branches-swapped": ("The branches of the condition are swapped.", "Which lines run in each case?", "Check the condition, or the lines below it."),
    "branches-alike": ("Two branches of the condition do the same thing.", "Which lines run in each case?", "Check the lines of each branch."),
    "condition-negated": ("The condition is the wrong way round.", "When is the condition true?", "Check the condition."),
}  # fmt: skip

KINDS |= {
    kind + IN_TERM: (text.replace("{T} is", "A term of {T} is"), _TERM, change)
    for kind, (text, _, change) in KINDS.items()
    if kind in (
        "not-divided-by", "not-multiplied-by", "inverse-missing", "multiplied-not-divided",
        "divided-not-multiplied",
    )
}  # fmt: skip

# The kind that is told of an edit whose right or wrong piece is too long to be named.
NAMELESS = {
    "not-added": "term-missing",
    "not-subtracted": "term-missing",
    "not-subtracted-from": "term-missing",
    "right-side-alone": "term-missing",
    "minus-for-plus": "term-subtracted",
    "plus-for-minus": "term-added",
    "not-divided-by": "factor-missing",
    "not-multiplied-by": "factor-missing",
    "multiplied-not-divided": "factor-wrong-way",
    "divided-not-multiplied": "factor-wrong-way",
    "inside-call": "inside-some-call",
    "other-size": "wrong-size",
    "key-number": "key-without-number",
}
