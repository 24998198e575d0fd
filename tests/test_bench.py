"""Each benchmark runs on little, since otherwise a broken one stays unnoticed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

BENCH = ROOT / "bench"
# Helpers of the others, and what a Python with PyTorch runs.
NO_COMMANDS = {"plain_course", "steps_in_pytorch", "undo"}
# What these measure is tested with their functions, and by what speed.py runs.
NOT_RUN = ("explanations", "feedback", "grading", "quality")
NUMBER = r"\d+\.\d+"
# In place of a Python with PyTorch: it complains at length, as PyTorch does, and then answers.
COMPLAINING = """#!/bin/sh
head -c 300000 /dev/zero | tr '\\0' x >&2
echo ready
while read line; do echo done; done
"""


def run(*command: str | Path) -> str:
    """Run Python in a process of its own, in the folder of the benchmarks; give what it prints."""
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=BENCH,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=1_200,  # of one that waits forever
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def bench(name: str, *arguments: str | Path) -> str:
    return run(BENCH / f"{name}.py", *arguments)


def said(pattern: str, text: str) -> bool:
    """Say whether a line of a text is as a pattern, in which a space stands for several."""
    return bool(re.search(f"^{pattern.replace(' ', ' +')}$", text, re.MULTILINE))


def commit_of(name: str) -> None:
    """Skip where the commit that a benchmark compares with is not there."""
    [commit] = re.findall(r'^BEFORE = "(\w+)"', (BENCH / f"{name}.py").read_text(), re.MULTILINE)
    found = subprocess.run(["git", "-C", ROOT, "cat-file", "-e", commit], capture_output=True)
    if found.returncode:
        pytest.skip(f"needs commit {commit} to compare with, which a shallow clone doesn't have")


def test_no_benchmark_is_missing_here():
    names = {path.stem for path in BENCH.glob("*.py")} - NO_COMMANDS
    assert names == {"cells", "check", "datasheet", "speed", "training", *NOT_RUN}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", NOT_RUN)
def test_a_benchmark_without_a_short_run_says_how_it_is_used(name):
    assert bench(name, "--help").startswith(f"usage: {name}.py")


@pytest.mark.exhaustive
def test_a_notebook_runs_on_the_code_of_both_commits():
    commit_of("cells")
    text = bench("cells", "00-how-it-works")
    assert said(rf"00-how-it-works( {NUMBER} -> {NUMBER}){{3}}", text)


@pytest.mark.exhaustive
def test_a_check_runs_on_the_code_of_both_commits():
    commit_of("check")
    text = bench("check", "--times", "1", "linear_forward")
    for what in ("linear_forward, wrong", r"progress\(\)", "import testcases"):
        assert said(rf"{what}( {NUMBER}){{3}}", text)
    assert said(rf"median ratio, first {NUMBER} aim: 0\.333", text)
    assert said(rf"median ratio, first at once {NUMBER}", text)


@pytest.mark.parametrize("name", ["cells", "check"])
def test_what_is_measured_is_the_code_of_the_given_tree(name, tmp_path):
    for package in ("grader", "testcases"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("raise OSError('another tree')")
    (tmp_path / "notebooks").mkdir()
    code = (
        f"import pathlib, subprocess, {name}\n"
        f"try:\n    {name}.probe(pathlib.Path({str(tmp_path)!r}), 'linear_forward')\n"
        "except subprocess.CalledProcessError as error:\n    print(error.stderr)"
    )
    assert said("OSError: another tree", run("-c", code))


@pytest.mark.exhaustive
def test_the_recipe_of_the_data_is_trained():
    text = bench("datasheet")
    assert said(rf"12288-20-7-5-1 1( {NUMBER}){{5}}", text)
    assert said(rf"green - blue( {NUMBER}){{2}}", text)


FEW = """
import itertools
import {module}
explanations = {module} if "{module}" == "explanations" else {module}.explanations
some = [*itertools.islice(explanations.wrong(), 3)]
explanations.SETS = {{"(a)": ("students' functions", lambda sample, seed: some)}}
"""


@pytest.mark.exhaustive
def test_explanations_are_counted_and_printed_to_read():
    code = FEW.format(module="explanations")
    code += "for text in (*explanations.report(1), *explanations.reading(1, 1)): print(text)"
    text = run("-c", code)
    assert said(r"## \w+~.*: .+", text)
    assert said(r"\(a\) students' functions, names on:", text)
    assert said(r"all 3( \d+% \d+%){2}", text)


@pytest.mark.exhaustive
def test_the_quality_of_one_misconception_is_measured():
    """Of all of them it is in tests/grader/judging/test_quality.py, but for who is blamed."""
    code = FEW.format(module="quality") + (
        "from quality import MISCONCEPTIONS, VARIANTS\n"
        "for some in (MISCONCEPTIONS, VARIANTS):\n"
        "    for key in [*some][1:]: del some[key]\n"
        "print(quality.report(quality.measure(range(1))))\n"
    )
    text = run("-c", code)
    assert said("misconceptions 1", text)
    assert said(r"caught by fresh questions 1\.000 \(1 of 1\)", text)
    assert said(r"functions blamed for a mistake 1\.00", text)


@pytest.mark.exhaustive
def test_training_is_measured_beside_pytorch(tmp_path):
    torch = tmp_path / "python"
    torch.write_text(COMPLAINING)
    torch.chmod(0o755)
    text = bench("training", "--seconds", "0", "--iterations", "2", "--torch", torch)
    assert said(rf" PyTorch, float64 {NUMBER}", text)
    assert said(rf"reference / matrix products {NUMBER} aim: at most 1\.05", text)
    assert said("rows equal at 6 decimals, reference and fast 1 of 1", text)


@pytest.mark.exhaustive
def test_training_is_measured_in_pytorch():
    pytest.importorskip("torch", reason="needs PyTorch")
    text = bench("training", "--seconds", "0", "--iterations", "2")
    assert said(rf" PyTorch, float64 {NUMBER}", text)


@pytest.mark.exhaustive
def test_the_table_of_speed_has_a_class():
    """It runs grading.py and feedback.py as well, and nbgrader beside them, which takes longest."""
    text = bench("speed", "--submissions", "1", "--otter", "", "class")
    assert said(rf"nbgrader autograde, stock {NUMBER} CPU s each, {NUMBER} a second", text)
    assert said(rf" writing the gradebook {NUMBER}", text)
    assert said(rf"nbgrader generate_feedback {NUMBER} s, {NUMBER} CPU s", text)
    assert said(rf"grading: nbgrader / ours {NUMBER} at least 100.*", text)
    assert said("grading: otter-grader / ours -", text)
    for figures in ("without figures", "figures as in class", "figures of one's own"):
        assert said(rf"feedback, {figures}: nbgrader / ours {NUMBER} at least 10.*", text)


# The other parts of the table take minutes. What they run is tested above; here it is left out.
WITHOUT_RUNNING = """
import contextlib, json, pathlib
import cells, check, speed, training
check.earlier = lambda commit: contextlib.nullcontext(pathlib.Path(commit))
cells.probe = lambda tree, name: [(3.0 if tree == speed.check.ROOT else 12.0, 0.5)]
check.probe = lambda tree, name: {"import numpy": 4.0, "import testcases": 5.0} | {
    "progress()" if name == "progress" else f"{name}, {kind}": 2.0 if tree == check.ROOT else 8.0
    for kind in check.KINDS
}
recipe = training.courses_recipe(2)
training.courses_recipe = lambda: recipe
rows = [*speed.check_rows(1), *speed.notebook_rows(), *speed.training_rows(0, "SILENT")]
print(json.dumps([row.line() for row in rows]))
"""


@pytest.mark.exhaustive
def test_the_table_of_speed_has_checks_notebooks_and_training(tmp_path):
    torch = tmp_path / "python"
    torch.write_text(COMPLAINING)
    torch.chmod(0o755)
    text = "\n".join(json.loads(run("-c", WITHOUT_RUNNING.replace("SILENT", str(torch)))))
    for kind, aim in (("first", "0.333"), ("right", "0.5"), ("wrong", "0.5")):
        assert said(rf"check, {kind}: now / \w+ 0\.25 at most {aim}", text), text
    assert said(r"check, first at once: now / \w+ 0\.25", text)
    assert said(r"progress\(\): now / \w+ 0\.25 at most 0\.5", text)
    assert said(r"import testcases / import numpy 1\.25", text)
    assert said(r"notebook 06: now / \w+ 0\.25 at most 0\.333", text)
    assert said(r"longest time of a cell without output, in seconds 0\.50 at most 2", text)
    assert said(rf"training: reference / PyTorch, float64 {NUMBER}", text)
    assert said(r"training: rows equal at 6 decimals, of 1 1\.00 at least 1", text)
