"""An edit in words: a sentence for the student, with hints of growing plainness."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from grader.judging.edits.claims import claims_of
from grader.judging.edits.draft import IN_TERM, Draft
from grader.judging.edits.kinds import KINDS, NAMELESS
from grader.judging.edits.tree import SIZES, Path
from testcases.judging.edits import Explanation

# What is true of all edits of a condition, or of a loop, whichever it is.
_OF_CONDITIONS = (
    "other-comparison", "odd-comparison", "branches-swapped", "condition-negated",
    "choice-swapped", "always", "without-condition", "condition-other", "else-missing",
)  # fmt: skip
# Those that can be a part of a line.
_IN_LINES = ("other-comparison", "odd-comparison", "choice-swapped", "always")
# Edits whose right piece has a name, whatever stands in its place.
_OF_PIECES = (
    "other-name", "other-piece", "odd-piece", "other-number", "odd-number", "other-function",
    "other-draw",
    "not-transposed", "not-applied",
)  # fmt: skip
# Edits that are no other expression on their line.
_OF_STATEMENTS = (
    "line-left-out", "append-left-out", "print-left-out", "left-out", "one-line-left-out",
    "twice", "too-early", "too-late", "after-loop", "before-loop", "anew", "anew-at-end",
    "in-loop", "return-in-loop", "first-only", "inserted", "return-in-branch",
)  # fmt: skip
# Edits of the order of two lines, and of what is inside a loop.
_ORDER = ("too-early", "too-late")
_IN_LOOP = ("after-loop", "before-loop", "in-loop")
# Edits whose sentence only says what the result is like: it is true of all that give this result.
_EFFECTS = ("line-left-out", "append-left-out", "loop-left-out", "print-left-out")

# The tiers of pairs, since a report names two edits only if no single one fits, and of what is
# named only if no two fit.
PAIR, LAST = 20, 25
# How many broader explanations an edit has at most.
MOST_BROADER = 3

# If several edits give the same result, the report names those of the first of these tiers. First
# comes what is true of the result, whatever the code; then common mistakes; then rare ones.
_OF_THE_RESULT = (
    ("not-divided-by",),
    ("sign", "doubled", "halved", "transposed", "multiplied-not-divided", "divided-too"),
    ("multiplied-too", "inverse-missing", "returned-as", "floor-division"),
)
# Edits whose sentence fits others, too, that give the same result.
_PLAIN = (
    "other-word", "plus-for-minus", "minus-for-plus", "choice-swapped", "not-multiplied-by",
    "not-divided-by",
)  # fmt: skip
# Edits that are rarer than a common mistake, and rarer still, but not odd.
_LESS_COMMON = (
    "applied-too",
    "too-early",
    "too-late",
    "loop-left-out",
    "anew-at-end",
    "first-only",
)
_RARE = ("result-alone-number", "printed-alone", "only-piece", "always-index")


def tier_of(draft: Draft, parts: Collection[str]) -> int:
    """Say how far-fetched an edit is, or how plainly it says what the result is."""
    if draft.kind == "returned-as" and draft.target != "return":
        return 5  # there may be a plainer cause where it is computed
    of_all = draft.x in ("", *SIZES) and not draft.where
    if draft.target in (*parts, "return") and of_all:
        for tier, kinds in enumerate(_OF_THE_RESULT):
            if draft.kind in kinds:
                return tier
    if draft.kind.startswith("odd-") or draft.kind == "sign" and draft.target in SIZES:
        return 9
    if draft.kind == "print-left-out":
        return 2
    if draft.kind.removesuffix(IN_TERM) in _PLAIN or draft.kind == "not-added" and not draft.x:
        return 3
    if draft.kind in _LESS_COMMON:
        return 5
    if draft.kind == "one-line-left-out":
        return LAST  # it says little, so two plain mistakes come first
    if draft.kind == "printed-alone" and draft.x == "cost":
        return 4
    return 6 if draft.kind in _RARE else 4


_PLACES = {
    "loop": "the loop",
    "condition": "the condition",
    "print": "what is printed",
}


# Where to look, for what is no variable.
_LOOK_AT = {
    "return": "the `return` statement",
    "loop": "the loop",
    "condition": "the condition",
    "print": "the line that prints",
}


def explanation_of(draft: Draft, result: str) -> Explanation | None:
    """Put an edit into words; None if its subject has no name."""
    if draft.target == "return" and draft.kind == "other-name" and _is_result(draft.path):
        draft = replace(draft, kind="returned-other")
    words = _words_of(draft, result)
    if _lacks(KINDS[draft.kind][0], words):
        kind = NAMELESS.get(draft.kind.removesuffix(IN_TERM), draft.kind)
        draft = replace(draft, kind=kind)
    sentence, question, change = KINDS[draft.kind]
    same = draft.x and draft.x == draft.y or words["x"] == words["T"]
    if _lacks(sentence, words) or same and "where {x} belongs" in sentence:
        return None
    filled = [text.format(**words) for text in (sentence, question, change)]
    first, think, last = (text[0].upper() + text[1:] for text in filled)
    where = draft.where if "{W}" in sentence else ""
    place = f"Look at {_LOOK_AT.get(draft.target) or 'the line for ' + words['N']}{where}."
    if draft.target == "return" and result[0] == "`" and "{T}" in sentence:
        place = f"Look at the line that computes {result}."
    if draft.kind == "returned-as":
        place = "Look at the `return` statement."
    if draft.kind == "print-left-out":
        place = "Look for a line that prints."
    if draft.kind == "other-word":
        place = 'Look at each line with "relu" or "sigmoid".'
    return Explanation(_slug(draft, words), first, (think, place, last), claims_of(draft, result))


def broader_of(draft: Draft, result: str, unusual: Collection[str] = ()) -> tuple[Explanation, ...]:
    """
    Give what is true of an edit and of others, each saying less than the one before.

    Nothing is said of an `unusual` kind, such as of a loop where few people write one.

    It is told where many edits give the same result and have this in common. What only says what
    the result is like is true of all edits that give it, and comes first in its own list.
    """
    kind = draft.kind.removesuffix(IN_TERM)
    if kind in _EFFECTS:
        return tuple(filter(None, [explanation_of(draft, result)]))
    if kind in _OF_STATEMENTS:
        return ()
    line = replace(draft, kind="line-other", x="", y="")
    if kind.startswith("loop-") or draft.target in ("loop", "L"):
        drafts = [Draft((), None, "loop-other", "loop")]
    elif kind in _OF_CONDITIONS or draft.target == "condition":
        drafts = [Draft((), None, "condition-other", "condition")]
        if kind in _IN_LINES and draft.target != "condition":
            drafts.append(replace(line, where=""))
    else:
        drafts = [line, replace(line, where="")]
        if kind == "key-number":
            drafts.insert(0, replace(draft, kind="key-other", x="", y="", where=""))
        elif kind in _OF_PIECES and draft.x != "-=":
            drafts.insert(0, replace(draft, kind="piece-other", y=""))
        elif kind in NAMELESS and kind != "not-divided-by":
            drafts.insert(0, replace(draft, kind=NAMELESS[kind], x=""))
    found = [explanation_of(one, result) for one in drafts if one.kind not in unusual]
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _lacks(sentence: str, words: dict[str, str]) -> bool:
    return any(f"{{{name}}}" in sentence and not words[name] for name in "TLNxy")


def _words_of(draft: Draft, result: str) -> dict[str, str]:
    """Give the words that fill the sentences of an edit's kind."""
    words = {
        "T": _subject(draft.target, result),
        "Y": _yours(_subject(draft.target, result)),
        "N": result if draft.target == "return" else _PLACES.get(draft.target, _code(draft.target)),
        "L": _line(draft.target, result),
        "W": draft.where,
        "x": _code(draft.x),
        "y": _code(draft.y),
    }
    if words["x"] == words["T"] and draft.kind in ("not-added", "not-subtracted"):
        words["x"] = f"the old {words['x']}"
    if draft.kind in _IN_LOOP and draft.target == "loop":
        words["L"] = "the inner loop"
    if draft.kind in _ORDER:
        words |= {"x": _line(draft.x, result), "y": _line(draft.y, result)}
    if draft.kind in ("odd-sign", "word-unknown", "other-word") or draft.kind.startswith("loop-"):
        words |= {"x": draft.x, "y": draft.y}
    return words


def _line(target: str, result: str) -> str:
    """Name the line of a statement."""
    if target == "return":
        return f"the line for {result}" if result[0] == "`" else "the `return` statement"
    return _LOOK_AT.get(target) or (f"the line for {_code(target)}" if target else "")


def _is_result(path: Path) -> bool:
    """Say whether a place is the whole return value, or one of several results."""
    last = path[-1:] == ("value",) or path[-3:-1] == ("value", "elts")
    return bool(path) and last


def _subject(target: str, result: str) -> str:
    """Name the subject of a sentence."""
    if target == "return":
        return result
    if target in _PLACES:
        return _PLACES[target]
    return f"the line for {_code(target)}" if ", " in target else _code(target)


def _yours(subject: str) -> str:
    """Address a student's variable as theirs; a place keeps its article."""
    return f"your {subject}" if subject.startswith("`") else subject


def _code(text: str) -> str:
    """Mark a name or a piece of code as code; plain words stay as they are."""
    if text == "W and b":
        return "`W` and `b`"
    if "`" in text:
        return text
    is_words = re.search(r"[a-zA-Z]{2,} [a-zA-Z]{2,}|^(a|an|nothing) ", text)
    return f"`{text}`" if text and not is_words else text


def _slug(draft: Draft, words: dict[str, str]) -> str:
    target = words["N"].replace("what is ", "").strip("`")
    given = [target, draft.kind, draft.x, draft.y, draft.where]
    sentence = KINDS[draft.kind][0]
    keys = ("TLN", "", "x", "y", "W")
    used = [
        one
        for one, letters in zip(given, keys, strict=True)
        if not letters or any(f"{{{letter}}}" in sentence for letter in letters)
    ]
    text = re.sub(r" ([-+*/%<>=]+) ", r"\1", "-".join(filter(None, used)))
    return "edit:" + re.sub(r"[^\w+*/%<>=.-]+", "-", text).strip("-")
