"""What the sentence of an edit says of the student's code, as claims to be looked up there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.judging.edits.draft import IN_TERM, Draft
from grader.judging.edits.kinds import KINDS
from grader.judging.edits.tree import SIZES

# The claims of the kinds whose sentence quotes code, besides those about the variable itself. {x}
# and {y} are the pieces; a claim that ends with one of them is made of what is quoted in it.
_QUOTED = {
    "{y}": (
        "odd-number", "other-number", "default-number", "other-piece", "odd-piece",
        "other-comparison", "odd-comparison", "other-name", "always",
        "only-piece", "right-side-alone", "odd-right-side-alone", "not-subtracted-from",
    ),
    "{x}": ("not-transposed", "item-too-many", "result-too-many", "appended-inside", "inserted",
            "multiplied-by-number", "inside-call", "outside-call"),
    "returned: {y}": ("returned-other",),
    "call: {y}": ("other-function",),
    "call: {x}": ("applied-too", "arguments-swapped", "odd-arguments-swapped"),
    "word: {y}": ("other-word",),
    "bare: {T}": ("key-without-number",),
    "statement: rounding": ("floor-division",),
    "unpacked: {y}": ("unpacked-order",),
    "argument: {y}": ("other-axis",),
    "text: {x}": ("parentheses",),
    "{x}.T": ("transposed-too",),
    "{x}[{y}]": ("always-index",),
    "_ * _": ("entry-by-entry",),
    "dot(_, _)": ("product-of-matrices",),
    "_ - {x}": ("minus-for-plus", "subtracted-too", "odd-subtracted-too"),
    "_ + {x}": ("plus-for-minus", "added-too", "odd-added-too"),
    "_ * {x}": ("multiplied-not-divided", "inverse-missing", "multiplied-too",
                "odd-multiplied-too"),
    "_ / {x}": ("divided-not-multiplied", "divided-too"),
    "{y} - {x}": ("subtracted-in-too", "odd-subtracted-in-too"),
    "{y} + {x}": ("added-in-too", "odd-added-in-too"),
    "{y} * {x}": ("multiplied-in-too", "odd-multiplied-in-too"),
    "{y} / {x}": ("divided-in-too",),
    "key: {T}: {y}": ("key-number",),
    "order: {x}; {y}": ("too-early",),
    "order: {y}; {x}": ("too-late",),
    "inside: {T}": ("in-loop", "return-in-loop"),
    "created: {T}": ("anew-at-end",),
    "after: {T}": ("after-loop",),
    "before: {T}": ("before-loop",),
    "branch: return": ("return-in-branch",),
    "statement: loop": (
        "loop-direction", "loop-lowest", "loop-highest", "loop-highest-two", "loop-other",
        "first-only", "anew",
    ),
    "statement: condition": ("condition-other", "condition-negated"),
    "statement: branches": ("branches-swapped",),
    "statement: branches alike": ("branches-alike",),
    "statement: branch without else": ("else-missing",),
}  # fmt: skip
QUOTE = '"'
_CLAIMS = {kind: claim for claim, kinds in _QUOTED.items() for kind in kinds}
# A division by a size can be written in many ways: by m ** 2, say.
_ANY_FORM = ("_ / {x}",)
# Names of functions, and not of NumPy's or of the course's.
_FUNCTIONS = ("ELU", "softplus", "softmax", "tanh")
_PIECES_OF_WORDS = {"a square": "_ ** 2", "the mean over the examples": "call: mean"}
# What is missing or wrong in these is a function, or no code.
_OF_FUNCTIONS = (
    "other-function", "not-applied", "other-draw", "arguments-swapped", "odd-arguments-swapped",
    "other-word", "word-unknown", "loop-lowest", "loop-highest", "loop-highest-two", "order",
    "odd-sign", "other-sign", "argument-missing", "other-axis", "key-missing", "keys-swapped",
    "applied-too", "result-alone-number", "piece-other", "other-size", "result-dictionary",
    "result-alone", "result-missing", "too-early", "too-late", "unpacked-order", "printed-alone",
)  # fmt: skip
_PLACES = ("loop", "condition", "return", "print")
# What these name needs no line of its own.
_ABSENT = (
    "line-left-out", "one-line-left-out", "append-left-out", "print-left-out", "left-out",
    "item-alone", "item-too-many", "in-dictionary",
)  # fmt: skip


def claims_of(draft: Draft, result: str) -> tuple[str, ...]:
    """
    Give what an edit's sentence says of the student's code.

    Parameters
    ----------
    draft : the edit
    result : what the sentence calls the result: "what is returned", or the one value's name
    """
    kind = draft.kind.removesuffix(IN_TERM)
    sentence = KINDS[draft.kind][0]
    found = [*_of_variable(draft, sentence, result), *_of_kind(draft, kind)]
    if "{x}" in sentence and kind not in _OF_FUNCTIONS and _piece(draft.x):
        found.append(f"known: {_piece(draft.x)}")
    return tuple(dict.fromkeys(found))


def _of_variable(draft: Draft, sentence: str, result: str) -> Iterator[str]:
    """Claim that what the sentence names is there."""
    kind = draft.kind.removesuffix(IN_TERM)
    if not any(letter in sentence for letter in ("{T}", "{L}", "{N}")):
        return
    if kind in _ABSENT:
        if draft.target.isidentifier() and draft.target not in _PLACES:
            yield f"known: {draft.target}"
    elif draft.target in ("loop", "condition"):
        yield f"statement: {draft.target}"
    elif draft.target == "return" and "{T}" in sentence and "`" not in result:
        if kind in ("other-name", "other-number", "other-piece", "odd-piece"):
            yield "name: return"
    elif draft.target not in ("return", "print", "W and b", ""):
        yield f"name: {draft.target}"
    if draft.where and "{W}" in sentence:
        yield f"for: {draft.where.split(QUOTE)[1]}"


def _of_kind(draft: Draft, kind: str) -> Iterator[str]:
    form = _CLAIMS.get(kind)
    if kind == "not-divided-by" and draft.x in SIZES:
        yield f"without: _ / {draft.x}"
    if draft.role and not draft.role.startswith("str("):
        yield draft.role
    if kind in ("other-size", "wrong-size"):
        yield "size: rows" if "rows" in draft.y else "size: entries"
    if form is None or form in _ANY_FORM and draft.x in SIZES:
        return
    target = draft.target or "condition"
    if form == "inside: {T}" and kind == "return-in-loop":
        target = "return"
    x, y = _piece(draft.x), _piece(draft.y)
    if form.startswith("call: "):
        yield from _of_function(draft, x if "{x}" in form else y, kind)
        return
    if kind in ("inside-call", "outside-call"):
        yield f"call: {draft.y}"
    if "{x}" in form and not x or "{y}" in form and not y:
        return
    if y in ("+=", "-="):
        yield f"sign: {y}"
        return
    if form in ("{x}", "{y}"):
        yield form.format(x=x, y=y)
        return
    if form[0] in "_{":
        x, y = _enclosed(x), _enclosed(y)
    yield form.format(x=x, y=y, T=target)


def _of_function(draft: Draft, piece: str, kind: str) -> Iterator[str]:
    words = draft.x if kind == "applied-too" else draft.y
    if words in _PIECES_OF_WORDS:
        yield _PIECES_OF_WORDS[words]
    elif re.fullmatch(r"[\w.]+", piece) and "`" not in words:
        yield f"call: {piece}"
    elif piece and not piece.isidentifier():
        yield piece
    if kind.endswith("arguments-swapped"):
        yield from draft.y.split(", ")


def _piece(text: str) -> str:
    """Give the code in a text: all of it, or what is marked first, or none in plain words."""
    if text.startswith("the result of "):
        return "_"
    text = re.sub(r"\bs\b", "_", text)  # s is sigmoid of Z, by any name
    if "`" in text:
        return text.split("`")[1]
    is_words = re.search(r"[a-zA-Z]{2,} [a-zA-Z]{2,}|^(a|an|nothing) ", text)
    return "" if is_words or text in _FUNCTIONS else text


def _enclosed(piece: str) -> str:
    return piece if re.fullmatch(r"\w*", piece) else f"({piece})"
