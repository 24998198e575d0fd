"""What each kind of edit is called, as a sentence for the student, with hints of growing plainness."""

from __future__ import annotations

import re

from grader.judging.edits.draft import Draft
from testcases.judging.edits import Explanation

_FACTOR = "Divide your {T} by the expected one, entry by entry. Which factor do you get?"
_TERM = "Subtract the expected {T} from yours. Which array of the exercise do you get?"
_FORMULA = "Compare your {T} with its formula, piece by piece. Which piece is different?"
_SHAPES = "Which shape does each array have on the line for {T}?"
_RETURN = "What does the description list under Returns, and in which order?"
_LOOP = "Write down what the loop does for a network of three layers, iteration by iteration."
_KEYS = "Print the keys of your dictionary just before the return, for a network of two layers."
_TINY = (
    "Call your function with a tiny example, and print every step. Which step is not as expected?"
)

# For each kind: the sentence, a question that names no cause, and what to change. In these, T is
# what the line makes, and W in which branch it stands.
KINDS: dict[str, tuple[str, str, str]] = {
    "not-divided-by": ("{T} is not divided by {x}{W}.", _FACTOR, "Divide by {x}."),
    "not-multiplied-by": ("{T} is not multiplied by {x}{W}.", _FACTOR, "Multiply by {x}."),
    "inverse-missing": ("{T} is multiplied by {x}{W}, not divided by it.", _FACTOR, "Divide by {x}."),
    "multiplied-not-divided": ("{T} is multiplied by {x}{W}, not divided by it.", _FACTOR, "Divide by {x}."),
    "divided-not-multiplied": ("{T} is divided by {x}{W}, not multiplied by it.", _FACTOR, "Multiply by {x}."),
    "divided-the-other-way": ("In {T}{W}, the division is the wrong way round: {y} is divided by {x}.", _FORMULA, "Swap what is divided and what it is divided by."),
    "product-of-matrices": ("{T} is a matrix product{W}, not a product entry by entry.", _FORMULA, "Multiply entry by entry, with *."),
    "entry-by-entry": ("{T} is a product entry by entry{W}, not a matrix product.", _SHAPES, "Use the matrix product."),
    "factors-swapped": ("The factors of the matrix product in {T} are in another order or transposed otherwise{W}.", _SHAPES, "Write down the shapes of both factors, and of the product that you need."),
    "not-added": ("{x} is not added in {T}{W}.", _TERM, "Add {x}."),
    "minus-for-plus": ("{x} is subtracted in {T}{W}, not added.", _TERM, "Check the sign in front of {x}."),
    "not-subtracted": ("{x} is not subtracted in {T}{W}.", _TERM, "Subtract {x}."),
    "not-subtracted-from": ("{T} is only -{y}{W}: {x} is missing.", _TERM, "Subtract {y} from {x}."),
    "right-side-alone": ("{T} is only {y}{W}, without {x}.", _TERM, "Check which terms the formula has."),
    "plus-for-minus": ("{x} is added in {T}{W}, not subtracted.", _TERM, "Check the sign in front of {x}."),
    "difference-swapped": ("A difference in {T} is the wrong way round{W}.", _FORMULA, "Check what is subtracted from what."),
    "no-power": ("The power {x} is missing in {T}{W}.", _FORMULA, "Check the exponent."),
    "other-sign": ("In {T}{W}, `{y}` stands where `{x}` belongs.", _FORMULA, "Check the operators one by one."),
    "parentheses": ("Parentheses around {x} are missing in {T}{W}.", _FORMULA, "Multiplication and division come before addition and subtraction, and powers before both. Add the parentheses."),
    "sign": ("{T} has the opposite sign{W}.", _FACTOR, "Check the minus signs."),
    "sign-missing": ("A minus sign is missing in {T}{W}.", _FORMULA, "Check the minus signs."),
    "key-number": ("The key is numbered with {y}, not with {x}, in the line for {T}{W}.", _KEYS, "Check the number in the key: layers count from 1 to L."),
    "other-number": ("In {T}{W}, the number is {y} where {x} belongs.", _FORMULA, "Check the numbers on this line."),
    "other-word": ('In {T}{W}, "{y}" stands where "{x}" belongs.', _FORMULA, "Check which activation each layer has."),
    "other-name": ("{y} stands where {x} belongs, in {T}{W}.", _FORMULA, "Check each name on this line against the formula."),
    "transposed-too": ("{x} is transposed in {T}{W}, and should not be.", _SHAPES, "Write down the shapes of both factors."),
    "not-transposed": ("{x} is not transposed in {T}{W}.", _SHAPES, "Write down the shapes of both factors: one is to be transposed."),
    "choice-swapped": ("The two cases of {T} are swapped.", _FORMULA, "Check which case the condition is true for."),
    "always": ("{T} is always {y}, whatever the condition.", _FORMULA, "Check what happens in the other case."),
    "always-index": ("{x} is always taken at index {y}{W}.", _LOOP, "The index goes with the layer."),
    "other-size": ("{y} is used where {x} belongs, in {T}.", "Which size of the test input do you get, and which is meant?", "One example stands in each column: check where the number of columns comes from."),
    "other-function": ("{T} uses {y} where {x} belongs{W}.", _FORMULA, "Check which function the formula names."),
    "not-applied": ("{x} is not applied in {T}{W}.", _FORMULA, "Apply {x}."),
    "arguments-swapped": ("The arguments of {x} are in the order {y}, in {T}{W}.", "In which order does the function that you call take its arguments?", "Compare the call with the function's first line."),
    "argument-missing": ("{x} is missing in {T}{W}.", _SHAPES, "Check the arguments of the function."),
    "other-axis": ("{T} is computed with {y}{W}, not with {x}.", _SHAPES, "The examples stand in columns: check along which axis to go."),
    "loop-direction": ("The loop runs in the opposite direction.", _LOOP, "Check the order of the layers."),
    "loop-start": ("The loop starts at {y}, not at {x}.", _LOOP, "Check the first layer of the loop."),
    "loop-end": ("The loop ends at {y}, not at {x}.", _LOOP, "Check the last layer of the loop."),
    "loop-never": ("The loop doesn't run over all that it should.", _LOOP, "Check what the loop goes through."),
    "loop-left-out": ("The loop is missing.", _LOOP, "Add the loop."),
    "applied-too": ("{x} is applied to {T}{W}, and should not be.", _FORMULA, "Leave it out."),
    "divided-too": ("{T} is divided by {x}{W}, and should not be.", _FACTOR, "Leave the division out."),
    "multiplied-too": ("{T} is multiplied by {x}{W}, and should not be.", _FACTOR, "Leave the factor out."),
    "added-too": ("{x} is added to {T}{W}, and should not be.", _TERM, "Leave the term out."),
    "subtracted-too": ("{x} is subtracted from {T}{W}, and should not be.", _TERM, "Leave the term out."),
    "divided-in-too": ("{y} is divided by {x} in {T}{W}, and should not be.", _FACTOR, "Leave the division out."),
    "multiplied-in-too": ("{y} is multiplied by {x} in {T}{W}, and should not be.", _FACTOR, "Leave the factor out."),
    "added-in-too": ("{x} is added to {y} in {T}{W}, and should not be.", _TERM, "Leave the term out."),
    "subtracted-in-too": ("{x} is subtracted from {y} in {T}{W}, and should not be.", _TERM, "Leave the term out."),
    "doubled": ("{T} is twice what it should be{W}.", _FACTOR, "Check the factors on this line."),
    "halved": ("{T} is half of what it should be{W}.", _FACTOR, "Check the factors on this line."),
    "new-array": ("{T} becomes a new array, and the old one keeps its numbers.", "Does your line make a new array, or write into the one that is there?", "Write into the array, with -= for example."),
    "unpacked-order": ("{x} are unpacked in the order {y}.", "In which order were these put together?", "Compare the names on the left with the order in the description."),
    "order": ("{x} come in the order {y}.", _RETURN, "Put them in the order of the description."),
    "result-missing": ("{x} is missing among the results: {y} belong there.", _RETURN, "Add {x}."),
    "result-alone": ("Only {x} is there, where {y} belong.", _RETURN, "Add the others."),
    "result-alone-number": ("Only result number {x} is returned.", _RETURN, "Return all of them."),
    "result-too-many": ("{x} is returned as well, and only {y} belongs there.", _RETURN, "Leave {x} out."),
    "result-other": ("{y} is returned where {x} belongs.", _RETURN, "Check each name that is returned."),
    "result-dictionary": ("The results are returned in a dictionary, not as {x}.", _RETURN, "Return them one after the other."),
    "result-not-dictionary": ("The results are returned as {y}, not in a dictionary.", _RETURN, "Return a dictionary with the keys of the description."),
    "returned-as": ("{x} is returned {y}.", _RETURN, "Return it as the description says."),
    "key-missing": ("The key {x} is missing.", _KEYS, "Add the key."),
    "key-case": ("The keys are written in lower case.", _KEYS, "Spell the keys as the description does."),
    "keys-swapped": ("The values of the keys {x} and {y} are swapped.", _KEYS, "Check what stands behind each key."),
    "line-left-out": ("The line that computes {T} is missing{W}.", _TINY, "Add the line."),
    "append-left-out": ("The line that appends to {T} is missing{W}.", "How many items does {T} have just before the return?", "Append in each place where something is to be kept."),
    "print-left-out": ("The line that prints is missing.", "What does the description say that the function prints?", "Print what the description says."),
    "left-out": ("The lines for {T} are missing{W}.", _TINY, "Add them."),
    "without-condition": ("{T} happens always, whatever the condition.", _TINY, "Check when it should happen."),
    "twice": ("The line for {T} is done twice{W}.", _TINY, "Do it once."),
    "too-early": ("The line for {x} comes before the line for {y}, not after it{W}.", _TINY, "Check the order of the lines."),
    "too-late": ("The line for {x} comes after the line for {y}, not before it{W}.", _TINY, "Check the order of the lines."),
    "after-loop": ("The line for {T} stands after the loop, not inside it.", _LOOP, "Check the indentation."),
    "before-loop": ("The line for {T} stands before the loop, not inside it.", _LOOP, "Check which lines belong in the loop."),
    "anew": ("{T} is set anew in every iteration of the loop.", _LOOP, "Set it once, before the loop."),
    "anew-at-end": ("{T} is set anew at the end of every iteration of the loop.", _LOOP, "Set it once, before the loop."),
    "in-loop": ("The line for {T} stands inside the loop, not after it.", _LOOP, "Check the indentation."),
    "return-in-loop": ("The `return` stands inside the loop, so the function ends in the first iteration.", _LOOP, "Check the indentation of the `return`."),
    "first-only": ("The loop ends after its first iteration.", _LOOP, "Check what ends the loop."),
    "branches-swapped": ("The branches of the condition are swapped.", "Which lines run in each case?", "Check the condition, or the lines below it."),
    "branches-alike": ("Two branches of the condition do the same.", "Which lines run in each case?", "Check the lines of each branch."),
    "condition-negated": ("The condition is the wrong way round.", "When is the condition true?", "Check the condition."),
}  # fmt: skip

_PLACES = {"return": "what is returned", "loop": "the loop", "condition": "the condition"}


def explanation_of(draft: Draft) -> Explanation | None:
    """Put an edit in words; none where it has no name for what it is about."""
    sentence, question, change = KINDS[draft.kind]
    words = {
        "T": _PLACES.get(draft.target, _code(draft.target)),
        "W": draft.where,
        "x": _code(draft.x),
        "y": _code(draft.y),
    }
    if draft.kind == "other-sign":
        words |= {"x": draft.x, "y": draft.y}
    if any(f"{{{name}}}" in sentence and not words[name] for name in ("T", "x", "y")):
        return None
    where = f"Look at {words['T']}{draft.where}: {change}"
    filled = [text.format(**words) for text in (sentence, question, where)]
    first, think, last = (text[0].upper() + text[1:] for text in filled)
    place = f"The mistake is in the line for {words['T']}{draft.where}."
    return Explanation(_slug(draft, words), first, (think, place, last))


def _code(text: str) -> str:
    """Mark a name or a piece of code; words are left as they are."""
    is_words = re.search(r"[a-zA-Z]{2,} [a-zA-Z]{2,}|^(a|an|nothing) ", text)
    return f"`{text}`" if text and not is_words else text


def _slug(draft: Draft, words: dict[str, str]) -> str:
    given = [draft.target, draft.kind, draft.x, draft.y, draft.where]
    sentence = KINDS[draft.kind][0]
    keys = ("T", "", "x", "y", "W")
    used = [g for g, key in zip(given, keys, strict=True) if not key or f"{{{key}}}" in sentence]
    return "edit:" + re.sub(r"[^\w+*/<>=.-]+", "-", "-".join(filter(None, used))).strip("-")
