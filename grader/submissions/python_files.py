"""Reading a submitted Python file in the encoding that Python would read it in."""

from __future__ import annotations

import codecs
import io
import re
import tokenize

from grader.errors import NotText

NOT_TEXT = "The file is not {encoding} text. Save it as UTF-8."
UNKNOWN_ENCODING = (
    "The file's coding line names an encoding that can't be read. Save the file as UTF-8."
)
# The longer ones first: UTF-32 begins as UTF-16 does.
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# These codecs are for host names, and take minutes for a long text.
_NOT_FOR_TEXT = {"idna", "punycode"}


def source_of(content: bytes) -> str:
    r"""
    Decode a Python file: by its byte order mark, its coding line (PEP 263), or as UTF-8.

    Parameters
    ----------
    content : the file

    Returns
    -------
    source : its text, whose lines end in "\n"

    Raises
    ------
    NotText
        If it can't be decoded.
    """
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeError:
        raise NotText(NOT_TEXT.format(encoding=encoding.upper().removesuffix("-SIG"))) from None
    except LookupError:  # an encoding, but not of text
        raise NotText(UNKNOWN_ENCODING) from None
    return re.sub("\r\n?", "\n", text)


def _encoding(content: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    except SyntaxError as error:
        if content.startswith(codecs.BOM_UTF8):  # which says more than a coding line does
            return "utf-8-sig"
        # Where no coding line names another encoding, the file would have to be UTF-8.
        named = "unknown encoding" in str(error)
        raise NotText(UNKNOWN_ENCODING if named else NOT_TEXT.format(encoding="UTF-8")) from None
    if codecs.lookup(encoding).name in _NOT_FOR_TEXT:
        raise NotText(UNKNOWN_ENCODING)
    return encoding
