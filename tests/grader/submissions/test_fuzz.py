"""Files and numbers by their grammar, as no person writes them: nothing stops the grading."""

from __future__ import annotations

import json
import os
from pathlib import Path

import hypothesis
import nbformat
import pytest
from functions import define, most_memory_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.submissions.json_cells import read_cells
from grader.submissions.read import MOST_OF_SOURCE, PROBLEM, read_bytes, read_notebook
from grader.submissions.reader import Reader, read_file
from grader.this_course import COURSE
from testcases.execution.call import run_here
from testcases.execution.codec import TreeError, decode, encode
from testcases.execution.outcome import Answer
from testcases.exercises import EXERCISES
from testcases.judging import report
from testcases.judging._judge import judge
from testcases.judging.printed import missing_print
from testcases.judging.recorded import read_cases, read_mistakes

EVERY = dict(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
# Processor seconds for one file, and the bytes that reading may add to a process.
MOST_SECONDS, MOST_MEMORY = 2.0, 450 * 2**20

digits = st.integers(1, 6000).map(lambda count: "7" * count)
numbers = st.one_of(
    st.integers().map(str),
    digits,
    st.builds(
        "{}{}.{}e{}{}".format,
        st.sampled_from(["", "-"]),
        digits,
        digits,
        st.sampled_from(["", "-", "+"]),
        st.integers(0, 10**6),
    ),
    st.sampled_from(
        [
            "1e999",
            "-1e999",
            "NaN",
            "Infinity",
            "-Infinity",
            "-0",
            "01",
            "1.",
            ".5",
            "+1",
            "0x1f",
            "1_000",
            "9" * 4301,
            "1" + "0" * 5000,
            "1e-99999999999",
        ]
    ),
)
strings = st.one_of(
    st.text(max_size=30).map(json.dumps),
    st.text(max_size=10).map(lambda text: f'"{text}"'),
    st.sampled_from(
        [
            '"\\ud800"',
            '"\\u0000"',
            '"\\',
            '"a\nb"',
            '"\\x"',
            "'a'",
            '"' + "y" * 100_000 + '"',
            '"def compute_cost(AL, Y):\\n    return 1"',
            '"<img src=x onerror=alert(1)>"',
        ]
    ),
)
words = st.sampled_from(
    ["true", "false", "null", "None", "True", "undefined", "", "//", "{}", "[]"]
)
keys = st.one_of(
    st.sampled_from(
        [
            '"cells"',
            '"source"',
            '"cell_type"',
            '"metadata"',
            '"outputs"',
            '"nbgrader"',
            '"grade_id"',
            '"worksheets"',
            '"attachments"',
            '"input"',
            '"nbformat"',
            "cells",
            "1",
        ]
    ),
    strings,
)


def join(opening: str, items: list[str], closing: str) -> str:
    return opening + ",".join(items) + closing


def containers(inner):
    pair = st.builds("{}:{}".format, keys, inner)
    return st.one_of(
        st.lists(inner, max_size=3).map(lambda items: join("[", items, "]")),
        st.lists(pair, max_size=3).map(lambda items: join("{", items, "}")),
    )


values = st.recursive(st.one_of(numbers, strings, words), containers, max_leaves=8)
deep = st.builds(
    lambda opening, count, inner: opening * count + inner,
    st.sampled_from(["[", '{"cells":', '{"a":[', '[{"source":']),
    st.integers(1, 20_000),
    values,
)


KINDS = st.sampled_from(['"code"', '"code"', '"markdown"', '"raw"', "3", "null"])
ID = '{"nbgrader":{"grade_id":"compute_cost"}}'
# What a cell may have, and what may stand there.
PARTS = {
    '"cell_type"': KINDS,
    '"source"': st.one_of(strings, st.just('["x = 1\\n", "y = 2"]'), values),
    '"metadata"': st.one_of(st.sampled_from(["{}", ID]), values),
    '"outputs"': st.one_of(st.just("[]"), values, deep),
    '"attachments"': st.one_of(st.just("{}"), values),
}


@st.composite
def cells(draw):
    """A cell, some of whose values are of another kind."""
    wanted = draw(st.lists(st.sampled_from(sorted(PARTS)), max_size=5))
    return join("{", [f"{key}:{draw(PARTS[key])}" for key in wanted], "}")


@st.composite
def files(draw):
    """A notebook by its grammar, then written, cut or damaged in some way."""
    listed = st.lists(st.one_of(cells(), values), max_size=6).map(
        lambda items: join("[", items, "]")
    )
    members = draw(
        st.lists(
            st.one_of(
                st.builds('"cells":{}'.format, st.one_of(listed, listed, values, deep)),
                st.builds('"worksheets":[{{"cells":{}}}]'.format, listed),
                st.builds("{}:{}".format, keys, values),
            ),
            max_size=4,
        )
    )
    text = draw(
        st.one_of(st.just(join("{", members, "}")), st.just(join("{", members, "}")), values, deep)
    )
    coding = draw(
        st.sampled_from(
            ["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1", "cp037"]
        )
    )
    content = text.encode(coding, "surrogatepass" if coding.startswith("utf") else "replace")
    if draw(st.booleans()) and content:
        content = content[: draw(st.integers(0, len(content)))]
    for _ in range(draw(st.integers(0, 3))):
        if content:
            at = draw(st.integers(0, len(content) - 1))
            content = content[:at] + bytes([draw(st.integers(0, 255))]) + content[at + 1 :]
    return content


def seconds_of(process) -> float:
    """Processor time that a process has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fuzz_files(count: int, folder: Path, seed: int = 0) -> None:
    """Read files in a reader's process, which has to be the same at the end."""
    one, path = Reader(), folder / "02-forward.ipynb"
    one.call(len, ())
    process = one._process
    before = most_memory_of(process)  # a forked process begins with this one's

    def reads(content: bytes) -> None:
        path.write_bytes(content)
        begun = seconds_of(process)
        notebook = one.call(read_file, path)
        assert seconds_of(process) - begun < MOST_SECONDS, content[:200]
        assert set(notebook) == {"cells", "metadata"}
        assert set(notebook.metadata) <= {PROBLEM}
        assert sum(len(cell.source) for cell in notebook.cells) <= MOST_OF_SOURCE + 1
        assert {cell.cell_type for cell in notebook.cells} <= {"code", "markdown"}
        "".join(cell.source for cell in notebook.cells).encode()
        assert notebook.metadata.get(PROBLEM) != ""
        found = read_cells(content)
        assert notebook.metadata.get(PROBLEM) or found.lists <= 1

    try:
        every = {**EVERY, "derandomize": False}
        hypothesis.seed(seed)(settings(max_examples=count, **every)(given(files())(reads)))()
        assert one._process is process
        assert most_memory_of(process) - before < MOST_MEMORY
    finally:
        one.close()


# How many files the long test makes; more for a night's run.
LONG = int(os.environ.get("DNN_FUZZ_FILES", "2000"))


@pytest.mark.exhaustive
def test_five_hundred_files_by_their_grammar(tmp_path):
    fuzz_files(500, tmp_path)


@pytest.mark.exhaustive
def test_thousands_of_files_by_their_grammar(tmp_path):
    """Two thousand at a time: the generator keeps all that it has made."""
    for seed in range(1, 1 + LONG // 2_000):
        fuzz_files(2_000, tmp_path, seed=seed)


def shaped(*sizes: int):
    """An array as students return one, whatever stands in it."""
    import numpy as np

    entry = st.one_of(
        st.floats(allow_nan=True, allow_infinity=True),
        st.sampled_from([1e308, -1e308, 5e-324, 1e-320, 0.0, -0.0]),
    )
    count = int(np.prod(sizes))
    return st.lists(entry, min_size=count, max_size=count).map(
        lambda numbers: np.array(numbers).reshape(sizes)
    )


number = st.one_of(
    st.integers(-(10**400), 10**400),
    st.sampled_from([400, 5000]).map(lambda exponent: -(10**exponent)),
    st.sampled_from([2**63, 1e308, float("nan"), float("inf"), 1j, True]),
    st.floats(),
)
anything = st.recursive(
    st.one_of(
        number, st.text(max_size=5), st.none(), shaped(2, 3), shaped(0), shaped(1), shaped(1, 1)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(
            st.one_of(st.text(max_size=3), st.sampled_from(["W1", "b1", "dW1", "W2"])),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@pytest.mark.slow
@pytest.mark.parametrize("name", EXERCISES)
def test_any_value_gets_a_verdict_and_a_report(name):
    exercise, cases = EXERCISES[name], read_cases(name, COURSE.record)
    known = read_mistakes(name, COURSE.record)

    def judged(value, printed):
        try:
            sent = decode(*encode(value))  # as it comes from the student's process
        except TreeError:
            return
        verdict = judge(
            exercise,
            cases,
            lambda case: Answer(sent, (), printed),
            EXERCISES,
            1,
            known=lambda: known,
        )
        assert verdict.verdict in report.HEADLINES
        assert 0 <= verdict.points <= verdict.max_points
        assert report.as_text(verdict, 3)
        nbformat.from_dict({"text": report.as_html(verdict, 3)})

    text = st.lists(st.one_of(numbers, st.text(max_size=5)), max_size=6).map("\n".join)
    settings(max_examples=60, **EVERY)(given(anything, text)(judged))()


@pytest.mark.parametrize(
    "printed",
    ["1e400", "-1e400", "0e999999", "1e99999999999999999999", "9" * 5000, "nan", "inf", "1e-400"],
)
def test_a_printed_number_of_any_size_is_a_wrong_print(printed):
    """`print(10 ** 400)` or `1e400` used to end the grading of the whole submission."""
    assert missing_print("0.693147", printed)
    assert missing_print("Accuracy: 0.98", f"cost {printed}\nAccuracy: 0.98") == ""
    case = read_cases("predict", COURSE.record)[0]
    source = f"def predict(X, y, parameters):\n    print('{printed}')\n    return np.zeros((1, 1))"
    outcome = run_here(define(source, "predict"), case)
    assert isinstance(outcome, Answer)
    verdict = judge(EXERCISES["predict"], [case], lambda _: outcome, EXERCISES)
    assert verdict.parts["printed"] == 0


@pytest.mark.slow
def test_a_python_file_of_any_bytes_is_read(tmp_path):
    path = tmp_path / "02_forward.py"

    def reads_python(content):
        path.write_bytes(content)
        made = read_bytes(path)
        assert read_notebook(made) is not None

    settings(max_examples=300, **EVERY)(given(st.binary(max_size=200))(reads_python))()
