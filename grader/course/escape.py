"""Names and numbers as a terminal and a spreadsheet show them; names may come from outside."""

from __future__ import annotations

# A value that begins with one of these is a formula to a spreadsheet. The last four are wide forms.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def shown(name: str) -> str:
    r"""Give a name with an escape, such as ``\x1b``, for each character that can't be shown."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def for_spreadsheet(name: str) -> str:
    """Put an apostrophe in front of a name that a spreadsheet would read as a formula."""
    return f"'{shown(name)}" if name.lstrip(" ").startswith(_FORMULA) else shown(name)


def from_spreadsheet(name: str) -> str:
    """Take back the apostrophe that `for_spreadsheet` puts before a name."""
    escaped = name.startswith("'") and name[1:].lstrip(" ").startswith(_FORMULA)
    return name[1:] if escaped else name


def counted(number: int, noun: str) -> str:
    """Give a number with its noun, such as "1 student" or "3 students"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def counted_were(number: int, noun: str) -> str:
    """Begin a sentence on what happened to them: "1 submission was", "3 submissions were"."""
    return f"{counted(number, noun)} {'was' if number == 1 else 'were'}"
