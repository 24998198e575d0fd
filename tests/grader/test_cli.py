"""The command line: one shape for all commands, statuses, light imports, completion."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import click
import pytest
from conftest import ROOT

from grader.authoring.sample_class import reference_sources
from grader.cli import grader, main

RIGHT = reference_sources()
NOT_AVERAGED = RIGHT["linear_backward"].replace("np.dot(terms, ", "np.dot(dZ, ")


def all_commands() -> dict[str, click.Command]:
    """Give the commands that do something, those within groups as well."""
    found = {}
    for name, one in grader.commands.items():
        within = one.commands if isinstance(one, click.Group) else {"": one}
        found |= {f"{name} {inner}".strip(): command for inner, command in within.items()}
    return found


COMMANDS = all_commands()


def options_of(command: str) -> set[str]:
    return {name for one in COMMANDS[command].params for name in one.opts}


def test_the_commands_have_one_shape():
    assert {*COMMANDS} == {
        "appeal", "autograde", "build", "bundle", "collect", "copy", "demo", "drop", "export",
        "exercise add", "feedback", "forget", "gradescope", "init", "judge", "misconception new",
        "points", "report", "roster import", "site", "table", "upgrade"
    }  # fmt: skip
    for command in COMMANDS:
        assert {"-q", "--quiet"} <= options_of(command)
    for command in (
        "appeal", "autograde", "collect", "copy", "drop", "exercise add", "export", "feedback",
        "forget", "gradescope", "judge", "misconception new", "points", "report",
        "roster import", "table", "upgrade"
    ):  # fmt: skip
        assert "--course" in options_of(command)
    for command in ("autograde", "build", "judge", "report", "table"):
        assert "--json" in options_of(command)
    assert {"--seed", "--unconfined"} <= options_of("judge") & options_of("autograde")


@pytest.mark.parametrize(
    "command",
    [[], ["exercise"], ["misconception"], ["roster"], *(name.split() for name in COMMANDS)],
)
def test_help_is_whole_sentences_and_nothing_is_cut_off(command, capsys):
    assert main([*command, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Usage: grader")
    assert "..." not in text.partition("\n")[2]  # click shortens long sentences in its list
    assert main([*command, "-h"]) == 0
    assert capsys.readouterr().out == text


WRONG_CALLS = {
    "": "Usage: grader [OPTIONS] COMMAND [ARGS]...",
    "nope": "No such command 'nope'.",
    "judge": "Missing argument 'FILE|DIR|STUDENT...'.",
    "judge --nope a.py": "Error: No such option",
    "judge --fail-under x a.py": "Invalid value for '--fail-under'",
    "misconception": "Usage: grader misconception [OPTIONS] COMMAND [ARGS]...",
    "misconception new linear_backward": "Missing option '--cluster'.",
    "report here --course there": "Name the course once: as DIR or with --course DIR.",
    "table here --course there": "Name the course once: as DIR or with --course DIR.",
    "upgrade here --course there": "Name the course once: as DIR or with --course DIR.",
    "table here --csv --json": "Choose one of --csv and --json.",
    "gradescope x.zip --assignment dnn": "--assignment is of a course: add --course DIR.",
    "export --format csv --column x": "--column names the assignment in Canvas: add --format "
    "canvas.",
    "roster": "Usage: grader roster [OPTIONS] COMMAND [ARGS]...",
    "export": "Missing option '--format'.",
    "export --format xml": "'xml' is not one of 'canvas', 'moodle', 'csv'.",
    "build more": "Got unexpected extra argument (more)",
}


@pytest.mark.parametrize("line", WRONG_CALLS)
def test_a_wrong_call_has_status_2(line, capsys):
    assert main(line.split()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert WRONG_CALLS[line] in said.err


def test_the_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "grader 0.1.0\n"


def python(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


MODULES = "import sys; from grader.cli import main; main({}); print(*sys.modules, sep='\\n')"
HEAVY = {"numpy", "nbformat", "nbgrader", "matplotlib", "solutions", "testcases", "sqlalchemy"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["judge", "--help"]])
def test_help_loads_next_to_nothing(arguments):
    loaded = {*python(MODULES.format(arguments)).splitlines()}
    assert "click" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.slow
def test_judging_loads_nothing_that_grades_a_class(tmp_path):
    (tmp_path / "a.py").write_text(RIGHT["predict"])
    loaded = python(MODULES.format(["judge", "-q", str(tmp_path / "a.py")])).splitlines()
    assert "numpy" in loaded
    unwanted = ("grader.course", "grader.classroom", "distributed", "tqdm")
    assert [name for name in loaded if name.startswith(unwanted)] == []


def test_a_shell_can_complete_commands_and_options():
    def complete(line: str) -> set[str]:
        words = line.split(" ")
        answer = python(
            "import sys; sys.argv = ['grader']; from grader.cli import main; main()",
            _GRADER_COMPLETE="bash_complete",
            COMP_WORDS=line,
            COMP_CWORD=str(len(words) - 1),
        )
        return {one.partition(",")[2] for one in answer.splitlines()}

    assert complete("grader au") == {"autograde"}
    assert complete("grader b") == {"build", "bundle"}
    assert complete("grader judge --fail") == {"--fail-under"}


def judged(capsys, *arguments) -> tuple[int, list[dict], str]:
    status = main(["judge", "--json", "--seed", "1", *map(str, arguments)])
    said = capsys.readouterr()
    return status, [json.loads(line) for line in said.out.splitlines()], said.err


@pytest.fixture
def python_file(tmp_path):
    def write(name, *sources):
        path = tmp_path / name
        path.write_text("import numpy as np\n\n\n" + "\n\n\n".join(sources))
        return path

    return write


def test_totals_count_only_what_was_submitted(python_file, capsys):
    one = python_file("one.py", NOT_AVERAGED)
    two = python_file("two.py", NOT_AVERAGED, RIGHT["linear_forward"])
    everything = python_file("all.py", *RIGHT.values())
    none = python_file("none.py", "x = 1")
    status, records, _ = judged(capsys, one, two, everything, none)
    assert status == 0
    exercises = records[2]["exercises"].values()
    most = sum(exercise["max_points"] for exercise in exercises)
    assert [(r["points"], r["max_points"]) for r in records] == [
        (7, 10), (12, 15), (most, most), (0, 0)
    ]  # fmt: skip


def test_what_is_judged_on_all_functions_counts_only_with_all_of_them(python_file, capsys):
    some = python_file("some.py", *(s for name, s in RIGHT.items() if name != "linear_forward"))
    _, [record], _ = judged(capsys, some)
    exercises = record["exercises"]
    missing = {name for name, one in exercises.items() if one["verdict"] == "missing"}
    assert missing == {"linear_forward", "assembled_network"}
    assert record["max_points"] == sum(
        one["max_points"] for name, one in exercises.items() if name not in missing
    )


@pytest.mark.slow
@pytest.mark.parametrize(("limit", "status"), [("7", 0), ("6.5", 0), ("7.5", 1), ("8", 1)])
def test_a_limit_makes_a_gate(limit, status, python_file, capsys):
    path = python_file("one.py", NOT_AVERAGED)
    ended, [record], said = judged(capsys, "--fail-under", limit, path)
    assert (ended, record["points"]) == (status, 7)
    assert said == (f"grader: {path}: 7 points, and --fail-under is {limit}.\n" if status else "")
    assert main(["judge", "-q", "--fail-under", limit, str(path)]) == status
    assert capsys.readouterr().out == f"{path}: 7 of 10 points\n"


def test_each_file_is_held_to_the_limit(python_file, capsys):
    paths = [python_file("low.py", "x = 1"), python_file("high.py", NOT_AVERAGED)]
    for order in (paths, paths[::-1]):
        status, records, said = judged(capsys, "--fail-under", 7, *order)
        assert (status, len(records)) == (1, 2)
        assert said == f"grader: {paths[0]}: 0 points, and --fail-under is 7.\n"


def test_a_file_that_cant_be_read_fails_with_any_limit(tmp_path, capsys):
    status, [record], said = judged(capsys, "--fail-under", 0, tmp_path / "none.py")
    assert (status, said) == (1, "")
    assert record["error"] == "There is no such file. Check the path."


@pytest.mark.slow
def test_quiet_commands_print_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for line in ("init course --quiet", "bundle -q work", "bundle -q a.zip"):
        assert main(line.split()) == 0
        assert capsys.readouterr() == ("", "")
    assert (tmp_path / "course" / "nbgrader_config.py").is_file()
    assert (tmp_path / "work" / "notebooks").is_dir()
    assert (tmp_path / "a.zip").is_file()
    assert main(["init", "course", "-q"]) == 1  # an error is said all the same
    assert capsys.readouterr().err == (
        "grader: course is not empty. Name a new folder for the course.\n"
    )


def test_what_was_written_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for line, said in {
        "bundle a.zip": "Wrote a.zip (class edition).\n",
        "bundle work": "Wrote the course to work (class edition).\n",
        "bundle ./work": (
            "Wrote the course to work (class edition). Left your 8 notebooks as they are.\n"
        ),
    }.items():
        assert main(line.split()) == 0
        assert capsys.readouterr() == (said, "")
    assert main(["init", "course"]) == 0
    first, *steps = capsys.readouterr().out.splitlines()
    assert first == "Created an nbgrader course in course. Go there and run:"
    assert [step.split()[1] for step in steps] == [
        "generate_assignment", "autograde", "feedback", "export", "lab"
    ]  # fmt: skip


@pytest.mark.parametrize("check", [False, True])
def test_what_build_did_is_data_too(check, monkeypatch, capsys):
    from grader.authoring import build

    monkeypatch.setattr(build, "build", lambda course, check, pages: ["a.ipynb"])
    arguments = ["build", *(["--check"] if check else [])]
    assert main([*arguments, "--json"]) == int(check)
    assert json.loads(capsys.readouterr().out) == {"stale" if check else "written": ["a.ipynb"]}
    assert main([*arguments, "-q"]) == int(check)
    assert capsys.readouterr().out == ""


def test_a_class_as_data(course, capsys):
    command = ["autograde", "--course", str(course), "--workers", "1", "--seed", "5", "ada", "ben"]
    (course / "submitted/ben/dnn/timestamp.txt").write_text("last Tuesday")
    assert main([*command, "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["graded"], summary["before"], summary["seed"]) == (2, 0, 5)
    assert summary["problems"].keys() == {"ben"}
    assert summary["failed"] == {}
    assert main([*command, "--quiet"]) == 0  # only what needs attention
    [title, problem] = capsys.readouterr().out.splitlines()
    assert title == "Graded, but some files need a look:"
    assert problem.startswith("  ben: timestamp.txt contains no time")
    assert main([*command[:-1], "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["table", "--course", str(course), "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert [one["student"] for one in table["students"]] == ["ada", "ben"]
    assert table["students"][0]["total"] - table["students"][1]["total"] == 3.5
    assert table["students"][0]["scores"].keys() == table["points"].keys()
    assert main(["table", "-q", str(course)]) == 0
    assert "Where points were lost" not in capsys.readouterr().out
    assert main(["upgrade", "--course", str(course), "-q"]) == 0
    assert capsys.readouterr() == ("", "")
