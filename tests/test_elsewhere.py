"""What grades elsewhere, as far as it can be checked without Docker and without GitHub."""

from __future__ import annotations

import re
import shlex
import tomllib

import pytest
import yaml
from conftest import ROOT
from packaging.specifiers import SpecifierSet

from grader.cli import grader

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
STUDENT = "grader/authoring/student_files"
FLAGS = "--security-opt seccomp=unconfined --security-opt apparmor=unconfined"
WORKFLOW_TEXT = (ROOT / "docs/examples/grade-repository.yml").read_text(encoding="utf-8")
# YAML 1.1 reads the key "on" as true.
WORKFLOW = {
    ("on" if key is True else key): value for key, value in yaml.safe_load(WORKFLOW_TEXT).items()
}


def instructions() -> list[tuple[str, str]]:
    """Split the Dockerfile into its instructions, without comments and line ends."""
    lines = [line for line in DOCKERFILE.splitlines() if not line.startswith("#")]
    text = "\n".join(lines).replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in text.splitlines() if line.strip()]


def values(keyword: str) -> list[str]:
    return [value for name, value in instructions() if name == keyword]


def test_dockerfile_has_known_instructions_and_begins_with_an_image():
    known = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "ENTRYPOINT", "CMD"}
    names = [name for name, _ in instructions()]
    assert {*names} <= known
    assert names[0] == "FROM"


def test_dockerfile_copies_what_is_there_and_all_that_the_package_is_made_of():
    copied = set()
    for value in values("COPY"):
        *sources, target = value.split()
        for source in sources:
            assert (ROOT / source).exists(), source
            # A folder's content is copied, so its name has to be written twice.
            assert target == ("./" if (ROOT / source).is_file() else f"./{source}")
        copied |= {*sources}
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text())
    tops = {name.partition(".")[0] for name in setup["tool"]["setuptools"]["packages"]}
    student = tomllib.loads((ROOT / STUDENT / "pyproject.toml").read_text())
    tops |= {
        name.rstrip("*") for name in student["tool"]["setuptools"]["packages"]["find"]["include"]
    }
    project = setup["project"]
    assert copied == {*tops, "pyproject.toml", "constraints.txt", project["readme"],
                      *project["license-files"]}  # fmt: skip


def test_dockerfile_installs_the_pinned_versions_on_a_python_that_we_promise():
    [install] = [value for value in values("RUN") if "pip install" in value]
    assert "-c constraints.txt" in install
    assert f" ./{STUDENT} . " in install
    [image] = values("FROM")
    version = re.fullmatch(r"python:(3\.\d+)-slim-[a-z]+", image)[1]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert SpecifierSet(project["requires-python"]).contains(f"{version}.0")


def test_the_container_runs_the_grader_as_a_user_who_is_not_root():
    assert values("ENTRYPOINT") == ['["grader"]']
    assert int(values("USER")[-1]) > 0


def test_the_flags_for_a_sandbox_are_the_same_everywhere():
    files = [ROOT / "Dockerfile", *(ROOT / "docs").glob("*.md")]
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}
    command = r"docker run(?:[^\n]*\\\n)*[^\n]*"
    runs = {name: re.findall(command, text) for name, text in texts.items()}
    assert len([name for name, found in runs.items() if found]) > 1
    for run in sum(runs.values(), []):
        assert FLAGS in " ".join(re.sub(r"\\\n#?", " ", run).split()), run


# The keys that GitHub's "Workflow syntax for GitHub Actions" documents, as far as they are used.
DOCUMENTED = {
    "workflow": {"name", "on", "permissions", "jobs", "env", "defaults", "concurrency"},
    "job": {"name", "runs-on", "timeout-minutes", "steps", "env", "permissions", "needs", "if"},
    "step": {"name", "uses", "with", "run", "env", "id", "if", "shell", "working-directory"},
    "input": {"description", "required", "default", "type", "options"},
    "types": {"string", "number", "boolean", "choice", "environment"},
}
[JOB] = WORKFLOW["jobs"].values()
INPUTS = WORKFLOW["on"]["workflow_dispatch"]["inputs"]


def test_workflow_has_the_documented_structure():
    assert WORKFLOW.keys() <= DOCUMENTED["workflow"]
    assert JOB.keys() <= DOCUMENTED["job"]
    assert re.fullmatch(r"ubuntu-\d\d\.04", JOB["runs-on"])
    for one in INPUTS.values():
        assert one.keys() <= DOCUMENTED["input"]
        assert one["type"] in DOCUMENTED["types"]
        assert isinstance(one.get("default", ""), str)
    for step in JOB["steps"]:
        assert step.keys() <= DOCUMENTED["step"]
        assert ("uses" in step) != ("run" in step)
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step["uses"])
        else:
            assert "with" not in step


def test_workflow_uses_its_own_inputs_and_puts_none_into_a_script():
    assert {*re.findall(r"\$\{\{ inputs\.(\w+) \}\}", WORKFLOW_TEXT)} == INPUTS.keys()
    for step in JOB["steps"]:
        assert "${{" not in step.get("run", "")  # whoever sets it could run commands
    assert WORKFLOW["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("step", [s for s in JOB["steps"] if "grader " in s.get("run", "")])
def test_its_command_is_one_of_ours(step):
    words = step["run"]
    for name, value in step["env"].items():
        key = re.fullmatch(r"\$\{\{ inputs\.(\w+) \}\}", value)[1]
        words = words.replace(f"${name}", INPUTS[key]["default"])
    _, command, *arguments = shlex.split(words)
    with grader.commands[command].make_context(command, arguments) as context:
        assert context.params["fail_under"] == 20
        assert str(context.params["files"][0]) == "submission/02-forward.ipynb"
