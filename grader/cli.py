"""The command ``grader``."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
from pathlib import Path

# jsonschema would load a grammar of internet addresses, for 1.4 s, which nothing here asks for.
sys.modules.setdefault("rfc3987_syntax", None)

from grader.authoring.new_course import check_new_folder, init_course  # noqa: E402
from grader.course.open import run_nbgrader, upgrade_course  # noqa: E402
from grader.errors import CourseError  # noqa: E402
from grader.sandbox.unconfined import UNCONFINED, is_unconfined  # noqa: E402
from grader.terminal import steady_output  # noqa: E402
from grader.this_course import COURSE, ROOT  # noqa: E402


def main(arguments: list[str] | None = None) -> int:
    """Run the command and give its exit status: 0 done, 1 not, 2 called wrongly, 130 stopped."""
    if arguments is None and sys.getfilesystemencoding() != "utf-8":
        # Students have names that this locale can't spell, and the gradebook must.
        again = [sys.executable, "-X", "utf8", "-m", "grader", *sys.argv[1:]]
        os.execv(sys.executable, again)
    with steady_output() as output:
        try:
            status = _run(arguments)
        except SystemExit as ended:  # of the parser: help that was asked for, or a wrong call
            output.flush()
            if output.error is None:
                raise
            status = int(ended.code or 0)
        output.flush()
        if output.error is None:
            return status
        if not isinstance(output.error, BrokenPipeError):  # whoever reads has had enough, as head
            why = output.error.strerror
            _complain(f"The output can't be written: {why}. The rest was done.")
        return status or 1


def _run(arguments: list[str] | None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    if getattr(options, "unconfined", False):
        os.environ[UNCONFINED] = "1"
    # As Ctrl+C, so that nothing is left running; Windows has no SIGHUP.
    for ending in {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:
        signal.signal(ending, signal.default_int_handler)
    try:
        _check_here()
        return options.run(options)
    except KeyboardInterrupt:
        _complain("Stopped.")
        return 130
    except CourseError as error:
        _complain(str(error))
    except OSError as error:
        what = f"Can't use {error.filename}: " if error.filename else ""
        _complain(f"{what}{error.strerror or error}.")
    return 1


def _check_here() -> None:
    """Refuse to work from a folder that is gone: no path can be found from there."""
    try:
        Path.cwd()
    except FileNotFoundError:
        raise CourseError("The folder that you are in was deleted. Go to another one.") from None


def _complain(text: str) -> None:
    print(f"grader: {text}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="grader", description="Build the course, hand it out, and grade it with nbgrader."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    command = add("init", _init, "Make an nbgrader course in a new folder.")
    command.add_argument("folder", type=Path, metavar="DIR")
    command.add_argument("--optional", action="store_true", help="with the optional notebook 07")
    command = add("autograde", _autograde, "Grade a course's submissions, several at once.")
    command.add_argument("students", nargs="*", metavar="STUDENT", help="only these (all)")
    command.add_argument("--course", type=Path, default=Path(), help="its folder (this one)")
    command.add_argument("--assignment", default="", help="its name (the course's)")
    command.add_argument(
        "--workers", type=_count, default=_cores(), help=f"how many processes grade ({_cores()})"
    )
    command.add_argument("--dask", default="", metavar="ADDRESS", help="a Dask scheduler's address")
    command.add_argument("--force", action="store_true", help="grade again what is graded")
    _add_seed_and_unconfined(command)
    command = add("upgrade", _upgrade, "Bring the helpers in a course's folders up to date.")
    command.add_argument("folder", type=Path, metavar="DIR", nargs="?", default=Path())
    command = add("judge", _judge, "Judge notebooks, Python files or folders, without a course.")
    command.add_argument("files", type=Path, nargs="+", metavar="FILE|DIR")
    command.add_argument("--json", action="store_true", help="one JSON object a line and file")
    _add_seed_and_unconfined(command)
    command = add("table", _table, "Show a course's gradebook: students by exercises.")
    command.add_argument("folder", type=Path, metavar="DIR", nargs="?", default=Path())
    command.add_argument("--assignment", default="", help="its name (the course's)")
    command.add_argument("--csv", action="store_true", help="as comma-separated values")
    command = add("demo", _demo, "Make a course in a new folder and grade a sample class in it.")
    command.add_argument("folder", type=Path, metavar="DIR")
    command = add("bundle", _bundle, "Write the student's bundle, as a .zip file or into a folder.")
    command.add_argument("target", type=Path, metavar="ZIP|DIR")
    command.add_argument(
        "--self-study",
        action="store_true",
        help="with a worked solution below each check and model answers, folded up",
    )
    command = add("build", _build, "Build again what is built: notebooks, answers, data.")
    command.add_argument("--check", action="store_true", help="write nothing, say what is stale")
    return parser


def _add_seed_and_unconfined(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seed", type=_seed, help="draw the questions of an earlier verdict")
    command.add_argument(
        "--unconfined",
        action="store_true",
        help="let student code run with all that you can read and write",
    )


def _cores() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"a number of processes is 1 or more, not {text}")
    return int(text)


def _seed(text: str) -> int:
    seed = int(text) if text.isdecimal() else -1
    if not 0 <= seed < 2**53:
        raise argparse.ArgumentTypeError(f"a seed is a whole number below 2**53, not {text[:40]}")
    return seed


def _begin_grading(quiet: bool = False) -> None:
    """Refuse early, and in a sentence, what takes the sandbox; say if there is to be none."""
    if not sys.platform.startswith("linux"):
        raise CourseError(
            "Grading runs on Linux only, where student code can be confined. On Windows and macOS, "
            "grade in WSL, in a container or on another machine."
        )
    if is_unconfined() and not quiet:
        print("Unconfined: student code can read and write what you can.", flush=True)


def _autograde(options: argparse.Namespace) -> int:
    _begin_grading()
    from grader.classroom.run import Options, grade_class
    from grader.classroom.summary import as_text

    chosen = {name: getattr(options, name) for name in Options.__dataclass_fields__}
    summary = grade_class(options.course, Options(**chosen))
    print(as_text(summary))
    if summary.stopped:
        return 130
    return 1 if summary.failed else 0


def _judge(options: argparse.Namespace) -> int:
    _begin_grading(quiet=options.json)
    from grader.errors import FileError
    from grader.judging.cases import fresh_seed
    from grader.standalone import as_record, as_text, judge_path

    seed = fresh_seed() if options.seed is None else options.seed
    status = 0
    for path in options.files:
        try:
            verdicts, problem = judge_path(COURSE, path, seed)
        except CourseError:  # which concerns all of them
            raise
        except Exception as error:
            status = 1
            why = str(error) if isinstance(error, FileError) else f"{type(error).__name__}: {error}"
            if options.json:
                print(json.dumps({"file": str(path), "error": why}), flush=True)
            else:
                _complain(f"{path}: {why}")
            continue
        if options.json:
            print(json.dumps(as_record(path, verdicts, problem, seed)), flush=True)
        else:
            print(as_text(COURSE, path, verdicts, problem), end="\n\n", flush=True)
    return status


def _init(options: argparse.Namespace) -> int:
    init_course(COURSE, options.folder, options.optional)
    print(
        f"Made an nbgrader course in {options.folder}. Go there, and then:\n"
        f"  nbgrader generate_assignment {COURSE.name}   makes release/{COURSE.name}, "
        "what students are given\n"
        f"  grader autograde                   grades submitted/STUDENT/{COURSE.name}\n"
        f"  nbgrader generate_feedback {COURSE.name}     writes feedback/STUDENT/{COURSE.name}\n"
        "  nbgrader export                    writes grades.csv\n"
        "  jupyter lab                        and there, Nbgrader > Formgrader"
    )
    return 0


def _upgrade(options: argparse.Namespace) -> int:
    count = upgrade_course(options.folder)
    print(f"{count} files were brought up to date. Notebooks and grades are as they were.")
    return 0


def _table(options: argparse.Namespace) -> int:
    from grader.course.table import format_csv, format_table, read_gradebook

    table = read_gradebook(options.folder, options.assignment)
    print(format_csv(table).rstrip() if options.csv else format_table(table))
    return 0


def _demo(options: argparse.Namespace) -> int:
    _begin_grading()
    course = options.folder
    check_new_folder(course)
    missing = not course.exists()
    print(f"Making a course in {course} ...", flush=True)
    init_course(COURSE, course)
    try:
        _grade_sample_class(course)
    except BaseException:  # half a course is of no use
        for path in course.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if missing:
            course.rmdir()
        raise
    return 0


def _grade_sample_class(course: Path) -> None:
    from grader.authoring.sample_class import write_sample_class
    from grader.classroom.run import Options, grade_class
    from grader.classroom.summary import as_text
    from grader.course.table import format_table, read_gradebook

    log = course / "nbgrader.log"
    run_nbgrader(course, "generate_assignment", COURSE.name, log=log)
    students = write_sample_class(course)
    print(f"Grading {len(students)} submissions ...", flush=True)
    summary = grade_class(course, Options(COURSE.name, workers=_cores()))
    print(as_text(summary))
    if summary.stopped:
        raise KeyboardInterrupt
    print("\nWriting the feedback with nbgrader ...", flush=True)
    run_nbgrader(course, "generate_feedback", COURSE.name, log=log)
    run_nbgrader(course, "export", log=log)
    print()
    print(format_table(read_gradebook(course)))
    print(f"\nGradebook: {course / 'gradebook.db'}, as a table in {course / 'grades.csv'}")
    print(f"Feedback:  {course / 'feedback' / 'STUDENT' / COURSE.name / '04-backward.html'}")
    print(f"Formgrader: cd {course} && jupyter lab, and there Nbgrader > Formgrader")


def _bundle(options: argparse.Namespace) -> int:
    from grader.authoring.bundle import write_folder, write_zip

    if options.target.suffix == ".zip":
        write_zip(COURSE, options.target, options.self_study)
        print(f"Wrote {options.target}")
        return 0
    folder = options.target
    if folder.exists() and any(folder.iterdir()) and not (folder / "notebooks").is_dir():
        raise CourseError(f"{folder} holds something else than the course. Name a new folder.")
    kept = write_folder(COURSE, folder, options.self_study)
    note = f"; {len(kept)} notebooks that were there are left as they are" if kept else ""
    edition = "self-study edition, with worked solutions" if options.self_study else "class edition"
    print(f"The course is in {folder} ({edition}){note}.")
    return 0


def _build(options: argparse.Namespace) -> int:
    from grader.authoring.build import build

    if not (ROOT / "pyproject.toml").is_file():
        raise CourseError("grader build needs a clone of the project: this is an installed copy.")
    fresh = build(COURSE, check=options.check)
    if fresh:
        print("Everything that is built is up to date.")
    return 0 if fresh or not options.check else 1
