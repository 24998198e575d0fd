"""The one setting of where the project is published, and everything that is made of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from conftest import ROOT
from static_server import served

from grader.addresses import ADDRESSES, ARCHIVE, FOLDER, Addresses, badge_pictures, with_links
from grader.authoring.bundle import IN_COLAB, bundle_contents, write_folder, write_zip
from grader.authoring.notebooks import build_instructor, source_files
from grader.authoring.site_notebooks import links_of
from grader.errors import SourceError
from grader.this_course import COURSE

HERE = Addresses("https://github.com/Owner/name")
SOURCE = COURSE.sources / "02-forward.md"
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Names of badges, as their pictures have them.
PLACES = {"browser", "colab", "binder"}


def published(addresses: Addresses):
    return replace(COURSE, addresses=addresses)


def setup_cell(notebook) -> str:
    [cell] = [cell for cell in notebook.cells if "setup" in cell.metadata.get("tags", [])][:1]
    return cell.source


def test_a_project_on_github_has_its_site_on_githubs_pages():
    assert HERE.site == "https://owner.github.io/name/"
    assert Addresses(HERE.project, "https://dnn.example/").site == "https://dnn.example/"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"project": "github.com/Owner/name"}, "Write it as in https://github.com/OWNER/NAME"),
        ({"project": "https://example.org/Owner/name"}, "or leave it empty"),
        ({"site": "https://dnn.example"}, 'End it with "/".'),
        ({"site": "dnn.example/"}, 'End it with "/".'),
    ],
)
def test_an_address_that_no_link_can_be_made_of_is_refused(setting, message):
    with pytest.raises(SourceError, match=re.escape(message)):
        Addresses(**setting)


def test_without_an_address_nothing_links_anywhere():
    nowhere = Addresses()
    assert nowhere.opened_by("02-forward") == {}
    plain, none = (build_instructor(published(one), SOURCE) for one in (nowhere, None))
    assert plain == none
    assert "Open in" not in plain.cells[0].source
    assert "http" not in setup_cell(plain)
    assert links_of(published(nowhere), "x") == links_of(published(None), "x")
    assert "http" not in with_links(README, "00", nowhere).split("begin: made")[1].split("end")[0]


@pytest.mark.slow
@pytest.mark.parametrize("source", source_files(COURSE), ids=lambda path: path.stem)
def test_each_notebook_has_its_badges_and_gets_what_it_needs(source):
    notebook = build_instructor(published(HERE), source)
    file = f"notebooks/{source.stem}.ipynb"
    links = re.findall(r"\[!\[Open in [\w ]+\]\((.*?)\)\]\((.*?)\)", notebook.cells[0].source)
    assert {Path(picture).name for picture, _ in links} == {*badge_pictures()}
    assert [link for _, link in links] == [
        f"https://owner.github.io/name/lite/notebooks/index.html?path={file}",
        f"https://colab.research.google.com/github/Owner/name/blob/main/{file}",
        f"https://mybinder.org/v2/gh/Owner/name/main?urlpath=lab/tree/{file}",
    ]
    assert notebook.cells[0].source.startswith(f"# {source.stem[:2]} ")
    assert f"https://owner.github.io/name/{ARCHIVE}" in setup_cell(notebook)


def test_a_page_of_the_site_has_a_button_for_each_place():
    text = links_of(published(HERE), "02-forward")
    assert [*re.findall(r">Open in ([\w ]+)<", text)] == ["your browser", "Colab", "Binder"]
    assert text.count('href="../lite/') == 2
    assert "<img" not in text  # a page loads nothing from elsewhere
    here = Addresses(site="https://dnn.example/")
    assert "Colab" not in links_of(published(here), "02-forward")


def test_the_readme_has_the_links_between_its_two_lines():
    text = with_links(README, "00-how-it-works", HERE)
    assert "**[Begin in your browser](https://owner.github.io/name/)**" in text
    assert text.count("[![Open in") == len(PLACES)
    assert with_links(text, "00-how-it-works", ADDRESSES) == README


def test_nothing_else_names_where_the_project_is():
    """Neither GitHub, Colab nor Binder stands in a page, a notebook or a program of ours."""
    named = re.compile(r"github\.com/|github\.io|colab\.research|mybinder\.org", re.IGNORECASE)
    seen = 0
    for top in ("README.md", "docs", "notebooks", "grader", "testcases", "dnn_utils", "Makefile"):
        path = ROOT / top
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.suffix in (".py", ".md", ".ipynb", ".toml", ".js", ".yml") or file == path:
                seen += 1
                if file.name not in ("addresses.py", "addresses.toml") and file.is_file():
                    text = file.read_text(encoding="utf-8")
                    assert ADDRESSES.project or not named.search(text), file
    assert seen > 100


def test_a_badge_is_a_picture_with_words():
    pictures = badge_pictures()
    assert {name.removeprefix("badge-").removesuffix(".svg") for name in pictures} == PLACES
    for text in pictures.values():
        assert 'role="img" aria-label="Open in ' in text


# ---- the first cell, where nothing is beside the notebook ----

STUB = """
import sys
sys.path.insert(0, {stub!r})
import google.colab
{cell}
import pathlib, testcases
print("from", pathlib.Path(testcases.__file__).resolve().parents[1].name)
from dnn_utils import load_data
def linear_forward(A_prev, W, b):
    return W @ A_prev + b, (A_prev, W, b)
testcases.check(linear_forward)
print(load_data()[0].shape)
"""
SAYS = f"Downloading the course's helpers, checks and pictures to the folder {FOLDER}."


@pytest.fixture
def colab_stub(tmp_path):
    """A folder with a package google.colab, as in Colab's own Python."""
    package = tmp_path / "stub" / "google" / "colab"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    return str(tmp_path / "stub")


def run_first_cell(address: str, folder: Path, stub: str) -> list[str]:
    """Run a notebook's first cell and a check in a folder; give the lines that they print."""
    cell = setup_cell(build_instructor(published(Addresses(site=address)), SOURCE))
    # Without site, so that the packages of this clone are not found.
    environment = {**os.environ, "PYTHONPATH": str(Path(np.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-S", "-c", STUB.format(stub=stub, cell=cell)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.exhaustive
def test_in_colab_the_first_cell_downloads_the_course_once_and_says_so(tmp_path, colab_stub):
    content = tmp_path / "content"
    content.mkdir()
    write_zip(COURSE, tmp_path / "site" / ARCHIVE)
    with served(tmp_path / "site") as address:
        first = run_first_cell(f"{address}/", content, colab_stub)
    again = run_first_cell("http://127.0.0.1:9/", content, colab_stub)  # nothing answers there
    assert first[0] == SAYS
    assert again == first[1:]
    assert again[0] == f"from {FOLDER}"
    assert "linear_forward: all tests pass" in "\n".join(again)
    assert again[-1] == "(209, 64, 64, 3)"


@pytest.mark.exhaustive
def test_beside_the_packages_the_first_cell_is_silent(tmp_path, colab_stub):
    write_folder(COURSE, tmp_path / "course")
    said = run_first_cell("http://127.0.0.1:9/", tmp_path / "course" / "notebooks", colab_stub)
    assert said[0] == "from course"
    assert "all tests pass" in "\n".join(said)


# ---- what opens the project elsewhere ----

STUDENT = ROOT / "grader" / "authoring" / "student_files"


def test_binder_and_the_container_install_what_the_notebooks_need():
    lines = (ROOT / ".binder/requirements.txt").read_text().splitlines()
    files = [line.split()[1] for line in lines if line.startswith("-")]
    found = [(ROOT / ".binder" / file).resolve() for file in files]
    assert found == [ROOT / "constraints.txt", STUDENT / "requirements.txt"]
    python = (ROOT / ".binder/runtime.txt").read_text()
    assert re.fullmatch(r"python-3\.(11|12|13|14)\n", python)
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    assert container.keys() <= {"name", "image", "postCreateCommand", "customizations"}
    assert container["postCreateCommand"].endswith("pip install -r .binder/requirements.txt")
    version = re.search(r"python:(3\.\d+)-\w+$", container["image"])[1]
    assert python == f"python-{version}\n"
    for file in container["customizations"]["codespaces"]["openFiles"]:
        assert (ROOT / file).is_file()


def test_the_versions_of_the_workflows_and_of_binder_are_tested_ones():
    tests = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text())
    tested = tests["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert (ROOT / ".binder/runtime.txt").read_text().strip().removeprefix("python-") in tested


@pytest.mark.exhaustive
def test_the_students_readme_says_what_to_do_in_colab():
    texts = {
        site: bundle_contents(published(Addresses(site=site)))["README.md"].decode()
        for site in ("", "https://dnn.example/")
    }
    assert "drive.mount" in texts[""]
    assert IN_COLAB in texts["https://dnn.example/"]
    assert "drive.mount" not in texts["https://dnn.example/"]
    assert [*map(len, (text.split("\n## ") for text in texts.values()))] == [4, 4]
