"""The site's files: whole, self-contained, and without a solution."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
from conftest import ROOT

from dnn_utils.cat_network import cat_probability
from dnn_utils.data import OWN, load_data
from grader.addresses import ADDRESSES
from grader.authoring import site_landing, site_lite
from grader.authoring.notebooks import student_files
from grader.authoring.site import LEFT_OUT, build_site, lines_of_solutions, without_solutions
from grader.errors import CourseError
from grader.this_course import COURSE

README = (ROOT / "README.md").read_text(encoding="utf-8")
# What a page loads, by element and attribute; a link is followed by the reader alone.
LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}
NOT_LOADED = {"canonical", "next", "prev", "index", "search", "author"}


class Page(HTMLParser):
    """A page's anchors, the addresses that it loads, and those that it links to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.loads: set[str] = set()
        self.links: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids |= {found[key] for key in ("id", "name") if found.get(key)}
        address = found.get(LOADS.get(tag, ""))
        if address and found.get("rel") not in NOT_LOADED:
            self.loads.add(address)
        if tag == "a" and found.get("href"):
            self.links.add(found["href"])

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, Page]:
    """All pages but JupyterLite's own."""
    files = [path for path in site.rglob("*.html") if "lite" not in path.relative_to(site).parts]
    return {path: Page(path.read_text(encoding="utf-8")) for path in files}


def is_outside(address: str) -> bool:
    return bool(urlsplit(address).scheme or urlsplit(address).netloc)


@pytest.mark.exhaustive
def test_every_link_within_the_site_leads_somewhere(site, pages):
    for path, page in pages.items():
        for address in page.links | page.loads:
            if is_outside(address):
                continue
            parts = urlsplit(address)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path.relative_to(site)}: {address}"
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in pages[target].ids, f"{path}: {address}"
            if "lite" in target.parts and parts.query.startswith("path="):
                notebook = site / "lite" / "files" / parts.query.removeprefix("path=")
                assert notebook.is_file(), address


@pytest.mark.exhaustive
def test_no_page_loads_anything_from_elsewhere(site, pages):
    for path, page in pages.items():
        outside = {one for one in page.loads if is_outside(one) and not one.startswith("data:")}
        assert not outside, path
    for sheet in site.glob("_static/**/*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", text), sheet


@pytest.mark.exhaustive
def test_links_that_leave_the_site_are_listed_in_one_place(pages):
    leaving = {one for page in pages.values() for one in page.links if is_outside(one)}
    opened = (ADDRESSES.opened_by(path.stem) for path in COURSE.notebooks.glob("*.ipynb"))
    badges = {link for links in opened for place, link in links.items() if place != "browser"}
    readme = {link for link in ADDRESSES.links if link in README}  # the site has another
    assert leaving == {*ADDRESSES.links, *badges} - (readme - leaving)


def all_texts(name: str, content: bytes):
    """Give the text of a file, and those of the files that are packed in it."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from all_texts(f"{name}/{inner}", archive.read(inner))
        return
    text = content.decode("utf-8", "replace")
    yield name, text
    if name.endswith(".html"):  # highlighted code has a tag for each word
        yield name, "".join(Page(text).words)
    elif name.endswith((".ipynb", ".json", ".js")):
        yield name, text.replace('\\"', '"').replace("\\\\", "\\")
        yield name, html.unescape(text)


def test_a_page_of_the_manual_keeps_its_code_but_for_solutions():
    text = "```python\nZ = np.dot(W, A_prev) + b\n```\n\n```python\nprint(1)\n```\n"
    assert without_solutions(COURSE, text) == f"{LEFT_OUT}\n\n```python\nprint(1)\n```\n"


@pytest.mark.exhaustive
def test_no_file_of_the_site_has_a_line_of_a_solution(site):
    lines = lines_of_solutions(COURSE)
    assert len(lines) > 50
    anywhere = re.compile("|".join(re.escape(one) for one in sorted(lines, key=len, reverse=True)))
    seen = 0
    for path in site.rglob("*"):
        if path.is_file() and "pyodide" not in path.relative_to(site).parts[:2]:
            for name, text in all_texts(path.relative_to(site).as_posix(), path.read_bytes()):
                found = anywhere.search(text)
                assert not found, f"{name}: {found[0]}"
                seen += "YOUR CODE HERE" in text
    assert seen > 10  # the notebooks are there, also within the wheel


def test_the_readme_says_how_much_is_downloaded():
    assert f"About {site_lite.DOWNLOAD} MB are downloaded" in README


@pytest.mark.exhaustive
def test_the_landing_page_is_light(site):
    page = Page((site / "index.html").read_text(encoding="utf-8"))
    files = {site / urlsplit(one).path for one in page.loads if not one.startswith("data:")}
    files |= {site / "index.html", site / "_static/network.json", site / "_static/pictures.png"}
    assert sum(path.stat().st_size for path in files) < 1_000_000


@pytest.mark.exhaustive
def test_the_notebooks_show_their_demonstrations_and_no_checks(site):
    text = (site / "notebooks/04-backward.html").read_text(encoding="utf-8")
    assert 'src="data:image/png' in text
    assert "YOUR CODE HERE" in "".join(Page(text).words)
    assert "all tests pass" not in text


def test_the_page_of_the_network_computes_what_the_course_computes():
    """The weights are rounded to 8 bits for the page; no prediction may change."""
    layers = json.loads(site_landing.network_file())
    x, y = load_data(OWN)[2:4]

    def probability(picture):
        import base64

        signal = picture.ravel() / 255
        for number, layer in enumerate(layers):
            weights = np.frombuffer(base64.b64decode(layer["weights"]), np.int8)
            z = weights.reshape(layer["shape"]) @ signal * layer["scales"] + layer["biases"]
            signal = np.maximum(z, 0) if number < len(layers) - 1 else 1 / (1 + np.exp(-z))
        return signal[0]

    for picture in x:
        assert abs(probability(picture) - cat_probability(picture)) < 0.03
    rounded = np.array([probability(picture) > 0.5 for picture in x])
    assert (rounded == y[0]).sum() == 45


@pytest.mark.exhaustive
def test_only_notebook_06_differs_in_the_browser_by_its_iterations(site):
    changed = {}
    for path, ours in student_files(replace(COURSE, addresses=None)).items():
        served = (site / "lite/files/notebooks" / path.name).read_text(encoding="utf-8")
        if served != ours:
            changed[path.name] = ours.replace(site_lite.LONG, site_lite.SHORT) == served
    assert changed == {"06-cat-classifier.ipynb": True}


@pytest.mark.exhaustive
def test_the_page_of_ones_work_reads_where_jupyterlite_keeps_it(site):
    script = (site / "_static/work.js").read_text(encoding="utf-8")
    assert f'const DATABASE = "{site_lite.STORAGE}";' in script
    settings = json.loads((site / "lite/jupyter-lite.json").read_text(encoding="utf-8"))
    assert settings["jupyter-config-data"]["contentsStorageName"] == site_lite.STORAGE


def kernel_settings(settings: dict) -> dict:
    return settings["jupyter-config-data"]["litePluginSettings"][site_lite.KERNEL]


def test_without_a_folder_pyodide_comes_from_its_address():
    start = kernel_settings(site_lite._settings([], None))["start"]
    assert start["indexURL"] == ADDRESSES.pyodide
    assert start["indexURL"].startswith("https://") and start["indexURL"].endswith("/")


@pytest.mark.exhaustive
def test_all_that_starts_python_is_in_the_site(site):
    lite = site / "lite"
    kernel = kernel_settings(json.loads((lite / "jupyter-lite.json").read_text(encoding="utf-8")))
    assert (lite / kernel["pyodideUrl"]).is_file()
    wheels = [lite / one for one in kernel["start"]["packages"] if one.endswith(".whl")]
    assert [path for path in wheels if not path.is_file()] == []
    # What the kernel is told not to install is there, or not needed.
    loaded = {path.name.split("-")[0] for path in wheels} | {*kernel["start"]["packages"]}
    assert {*kernel["loadPyodideOptions"]["packages"]} - loaded == {"ssl"}


def test_there_is_a_card_for_each_notebook():
    text = site_landing.cards(COURSE)
    assert text.count('<li class="card">') == len([*COURSE.notebooks.glob("*.ipynb")])
    assert "<p>Backpropagation: how each parameter affects the cost.</p>" in text
    assert "<p>This tour.</p>" in text


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(CourseError, match="contains other files. Name a new folder."):
        build_site(COURSE, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
