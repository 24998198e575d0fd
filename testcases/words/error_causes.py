"""Why a function stopped with an error, if its type, its line or a value tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import numpy as np

from testcases.execution.outcome import Raised
from testcases.record import Exercise
from testcases.words import hints
from testcases.words.describe import on_one_line
from testcases.words.nearest import nearest

# How the identifiers of what was seen begin; those of causes begin with "error:".
SEEN = "seen:"
# The functions of NumPy that the course uses with keywords, and names removed from NumPy.
_KEYWORDS = ("axis", "keepdims", "dtype", "out", "initial", "where", "copy")
_GONE = {
    "asscalar": "x.item()",
    "product": "np.prod",
    "cumproduct": "np.cumprod",
    "float_": "np.float64",
    "matrix": "np.array",
}


def error_cause(raised: Raised, exercises: Mapping[str, Exercise]) -> tuple[str, str]:
    """
    Tell the cause of an error.

    Returns
    -------
    slug, hint : a stable identifier such as "error:shape-is-a-tuple", and a sentence or two; both
        empty where the error tells too little
    """
    for slug, find in _CAUSES.items():
        hint = find(raised, exercises)
        if hint:
            return f"error:{slug}", hint
    return "", ""


def observed(raised: Raised) -> tuple[str, str]:
    """
    Tell what could be seen where a function stopped; why it came to that, this doesn't say.

    Returns
    -------
    slug, sentence : an identifier such as "seen:no-such-key", and what was seen; both empty where
        nothing was
    """
    found = raised.lookup
    if found is not None and not found.length:
        return f"{SEEN}nothing-there", hints.NO_KEYS.format(
            container=found.container, asked=found.asked
        )
    if found is not None and found.keys:
        more = [f"and {found.length - len(found.keys)} more"] * (found.length > len(found.keys))
        keys = ", ".join([*found.keys, *more])
        return f"{SEEN}no-such-key", hints.NO_SUCH_KEY.format(
            container=found.container, keys=keys, asked=found.asked
        )
    if found is not None and raised.type_name == "IndexError":
        return f"{SEEN}no-such-index", hints.NO_SUCH_INDEX.format(
            container=found.container,
            count=f"{found.length} item{'s' * (found.length != 1)}",
            last=found.length - 1,
            asked=found.asked,
        )
    return "", ""


def _no_such_keyword(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    found = re.search(r"unexpected keyword argument '(\w{1,60})'", raised.message)
    called = re.match(r"(\w{1,60})\(\)", raised.message)
    if raised.type_name != "TypeError" or not found or called and called[1] in exercises:
        return ""
    meant = nearest(found[1], _KEYWORDS)
    other = hints.MEANT.format(other=meant) if meant else ""
    return hints.NO_KEYWORD.format(name=found[1], other=other)


def _gone(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    found = re.match(r"module 'numpy' has no attribute '(\w{1,60})'", raised.message)
    if not found or found[1] not in _GONE:
        return ""
    return hints.GONE.format(name=f"np.{found[1]}", other=_GONE[found[1]])


def _no_f(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    key = re.match(r"'(.*\{.*\}.*)'$", raised.message)
    if raised.type_name != "KeyError" or not key:
        return ""
    return hints.NO_F.format(key=on_one_line(key[1]))


def _shape_of_shape(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    is_it = raised.type_name == "AttributeError" and ".shape.shape" in raised.line
    return hints.SHAPE_OF_SHAPE if is_it else ""


def _shape_is_a_tuple(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    operands = re.search(r"unsupported operand type\(s\) for (\S+): (.*)$", raised.message)
    if raised.type_name != "TypeError" or not operands or "'tuple'" not in operands[2]:
        return ""
    other = operands[2].replace("'tuple'", "")
    return hints.SHAPE_IS_A_TUPLE if re.search("'(int|float)|numpy", other) else ""


def _list_for_array(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    message, kind = raised.message, raised.type_name
    without = kind == "AttributeError" and re.match(
        r"'list' object has no attribute '(shape|T|dot|sum|reshape|ndim|size)'", message
    )
    sums = kind == "TypeError" and (
        "unsupported operand" in message and "'list'" in message or "multiply sequence" in message
    )
    return hints.LIST_FOR_ARRAY if without or sums else ""


def _list_for_dictionary(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    is_it = raised.type_name == "TypeError" and re.match(
        r"list (indices must be integers or slices, not str|assignment)", raised.message
    )
    return hints.LIST_FOR_DICTIONARY if is_it else ""


def _three_axes(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    # NumPy turns a tuple of two arrays of one shape into an array with a third axis.
    shapes = re.findall(r"\(2,\d+,\d+\)", raised.message.replace(" ", ""))
    return hints.THREE_AXES if raised.type_name == "ValueError" and shapes else ""


def _elsewhere(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    return hints.NOT_RUN_HERE.format(where=raised.elsewhere) if raised.elsewhere else ""


def _bits(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    on_arrays = re.search(r"ufunc '(bitwise_\w+|left_shift|right_shift)' not supp", raised.message)
    on_numbers = re.search(r"operand type\(s\) for (\^|&|\||<<|>>)=?:", raised.message)
    return hints.BITS if raised.type_name == "TypeError" and (on_arrays or on_numbers) else ""


def _text_in_arithmetic(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    operands = re.search(r"unsupported operand type\(s\) for (\S+): (.*)$", raised.message)
    joined = re.match(r"can only concatenate str \(not ", raised.message)
    if operands and operands[2] == "'str' and 'str'":
        sign = operands[1].rstrip(":").removesuffix("=")
        return hints.TEXT_WITH_TEXT.format(sign=sign)
    is_it = operands and "'str'" in operands[2] or joined
    return hints.TEXT_IN_ARITHMETIC if raised.type_name == "TypeError" and is_it else ""


def _float_for_count(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    is_it = "'float' object cannot be interpreted as an integer" in raised.message
    return hints.FLOAT_FOR_COUNT if raised.type_name == "TypeError" and is_it else ""


def _no_such_axis(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    axis = re.match(r"axis (-?\d+) is out of bounds for array of dimension (\d+)", raised.message)
    if not axis:
        return ""
    count = "1 axis" if axis[2] == "1" else f"{axis[2]} axes"
    return hints.NO_SUCH_AXIS.format(axis=axis[1], count=count)


def _sizes_one_by_one(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    is_it = "'tuple' object cannot be interpreted as an integer" in raised.message
    return hints.SIZES_ONE_BY_ONE if raised.type_name == "TypeError" and is_it else ""


def _shape_needs_a_tuple(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    is_it = re.match(r"Cannot interpret '\d+' as a data type", raised.message)
    return hints.SHAPE_NEEDS_A_TUPLE if raised.type_name == "TypeError" and is_it else ""


def _dictionary_in_arithmetic(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    operands = re.search(r"unsupported operand type\(s\) for (\S+): (.*)$", raised.message)
    is_it = raised.type_name == "TypeError" and operands and "'dict'" in operands[2]
    return hints.DICTIONARY_IN_ARITHMETIC if is_it else ""


def _array_as_condition(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    is_it = re.match(r"The truth value of an array with more than one", raised.message)
    return hints.ARRAY_AS_CONDITION if raised.type_name == "ValueError" and is_it else ""


def _array_for_a_number(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    found = re.match(r"only (0-dim\w+|length-1|size-1) arrays can be converted", raised.message)
    if raised.type_name != "TypeError" or not found:
        return ""
    return hints.MATH_OF_AN_ARRAY if "math." in raised.line else hints.ARRAY_FOR_A_NUMBER


def _no_such_method(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    found = re.match(r"'numpy.ndarray' object has no attribute '(\w{1,60})'", raised.message)
    if raised.type_name != "AttributeError" or not found or found[1] not in np.__all__:
        return ""
    return hints.NO_SUCH_METHOD.format(name=found[1])


def _called_with_brackets(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    is_it = re.match(r"'(numpy\.ufunc|\S*[fF]unction\S*)' object is not subs", raised.message)
    return hints.CALLED_WITH_BRACKETS if raised.type_name == "TypeError" and is_it else ""


def _operator_missing(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    is_it = re.match(r"'(int|float|numpy\.\w+)' object is not callable", raised.message)
    return hints.OPERATOR_MISSING if raised.type_name == "TypeError" and is_it else ""


def _own_raise(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    return hints.OWN_RAISE if re.match(r"raise\b", raised.line) and not raised.is_final else ""


def _append_gives_none(raised: Raised, exercises: Mapping[str, Exercise]) -> str:
    is_it = raised.message == "'NoneType' object has no attribute 'append'"
    return hints.APPEND_GIVES_NONE if is_it else ""


_CAUSES: dict[str, Callable[[Raised, Mapping[str, Exercise]], str]] = {
    "no-such-keyword": _no_such_keyword,
    "gone-from-numpy": _gone,
    "f-missing": _no_f,
    "shape-of-shape": _shape_of_shape,
    "shape-is-a-tuple": _shape_is_a_tuple,
    "list-for-array": _list_for_array,
    "list-for-dictionary": _list_for_dictionary,
    "tuple-not-unpacked": _three_axes,
    "bit-operator": _bits,
    "text-in-arithmetic": _text_in_arithmetic,
    "float-for-count": _float_for_count,
    "no-such-axis": _no_such_axis,
    "made-elsewhere": _elsewhere,
    "sizes-one-by-one": _sizes_one_by_one,
    "shape-needs-a-tuple": _shape_needs_a_tuple,
    "dictionary-in-arithmetic": _dictionary_in_arithmetic,
    "array-as-condition": _array_as_condition,
    "array-for-a-number": _array_for_a_number,
    "no-such-method": _no_such_method,
    "called-with-brackets": _called_with_brackets,
    "operator-missing": _operator_missing,
    "own-raise": _own_raise,
    "append-gives-none": _append_gives_none,
}
