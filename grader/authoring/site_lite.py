"""JupyterLite in the site: the notebooks run in the browser, on Pyodide."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import distribution
from pathlib import Path

from grader.addresses import ADDRESSES
from grader.authoring.bundle import write_folder
from grader.authoring.notebooks import student_files
from grader.errors import CourseError
from grader.this_course import ROOT
from testcases.record import Course

# Megabytes that a browser downloads until the first check has run; a test measures them.
DOWNLOAD = 51
# What is loaded as Python starts: of Pyodide's own packages, wheels that the site has, and those of
# the kernel's extension.
PACKAGES = ("micropip", "sqlite3", "ipython", "jedi", "numpy", "h5py", "matplotlib", "tqdm")
WHEELS = ("comm", "ipywidgets")
KERNEL_WHEELS = ("piplite", "ipykernel", "pyodide_kernel")
# What the kernel then needn't install. No notebook needs ssl, which is large.
INSTALLED = (*PACKAGES, *WHEELS, *KERNEL_WHEELS, "ssl")
# Sliders for JupyterLite, whose version is that of an older JupyterLab.
WIDGETS = "jupyterlab_widgets==3.0.15"
APPS = ("lab", "notebooks")
# What says in their pages that the kernel is being loaded.
LOADING = '<script src="../../_static/loading.js"></script>'
# What starts Python in its worker.
START = "start-python.js"
# The database in the browser that keeps the student's work; docs/site/_static/work.js reads it.
STORAGE = "deep-network-by-hand"
# It says "Not Trusted" of each notebook, which is about outputs that no notebook here has.
DISABLED = ["@jupyter-notebook/notebook-extension:trusted"]
# Cells are attached also where they are not seen, so that the browser's search finds them. The keys
# that move a slider are not to fold up headings. It is dark where the reader's system is.
_NOTEBOOK_KEYS = {
    "ArrowLeft": "notebook:move-cursor-heading-above-or-collapse",
    "ArrowRight": "notebook:move-cursor-heading-below-or-expand",
}
OVERRIDES = {
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "defer"},
    "@jupyterlab/shortcuts-extension:shortcuts": {
        "shortcuts": [
            {
                "command": command,
                "keys": [key],
                "selector": ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus",
                "disabled": True,
            }
            for key, command in _NOTEBOOK_KEYS.items()
        ]
    },
}
# A browser has no BLAS library and takes a quarter of a second for an iteration of notebook 06.
LONG = "num_iterations = 300  # later, try 1200 and 2500"
SHORT = "num_iterations = 100  # elsewhere 300: a browser is 30 times slower"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"


def write_lite(course: Course, target: Path, work: Path, pyodide: Path | None) -> None:
    """
    Build JupyterLite with the notebooks in it.

    Parameters
    ----------
    course : whose notebooks
    target : the folder to write it to
    work : a folder for what is made on the way
    pyodide : a folder with Pyodide to copy, or None for the address of grader/addresses.toml
    """
    lite, wheels = work / "lite", work / "wheels"
    notebooks = lite / "files" / "notebooks"
    notebooks.mkdir(parents=True)
    plain = replace(course, addresses=None)  # they are open in the browser, with all they need
    for path, text in student_files(plain).items():
        (notebooks / path.name).write_text(text.replace(LONG, SHORT), encoding="utf-8")
    student = student_wheel(course, work, wheels)
    constraints = str(ROOT / "constraints.txt")
    pip("download", "--no-deps", "-c", constraints, "-d", str(wheels), *WHEELS)
    pip("download", "--no-deps", "-d", str(lite / "widgets"), WIDGETS)
    settings = _settings([student, *(w for w in sorted(wheels.iterdir()) if w != student)], pyodide)
    _write_json(lite / "jupyter-lite.json", settings)
    _write_json(lite / "jupyter_lite_config.json", _build_settings(lite, target, wheels))
    _write_json(lite / "overrides.json", OVERRIDES)
    run("jupyterlite_core", "build", folder=lite)  # where it looks for its settings
    for app in APPS:
        page = target / app / "index.html"
        text = page.read_text(encoding="utf-8").replace("<head>", f"<head>{LOADING}", 1)
        page.write_text(text, encoding="utf-8")
    shutil.copyfile(ROOT / "docs" / "site" / START, target / START)
    if pyodide is not None:
        shutil.copytree(pyodide, target / "pyodide")


def _build_settings(lite: Path, target: Path, wheels: Path) -> dict:
    """Say what to build JupyterLite of."""
    return {
        "LiteBuildConfig": {
            "apps": [*APPS],
            "contents": [str(lite / "files")],
            "output_dir": str(target),
            "cache_dir": str(lite / ".cache"),
            # Not the extensions that happen to be installed, such as nbgrader's.
            "ignore_sys_prefix": ["federated_extensions"],
            "federated_extensions": [
                str(_kernel_extension()),
                *map(str, (lite / "widgets").iterdir()),
            ],
            "no_libarchive": True,
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
        },
        "PipliteAddon": {"piplite_urls": [str(wheel) for wheel in sorted(wheels.iterdir())]},
    }


def _write_json(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def student_wheel(course: Course, work: Path, wheels: Path) -> Path:
    """Build the wheel of the students' distribution."""
    folder = work / "student"
    write_folder(course, folder)
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(folder))
    (wheel,) = wheels.glob("dnn_course_student-*.whl")
    return wheel


def _settings(wheels: list[Path], pyodide: Path | None) -> dict:
    """Give JupyterLite's settings; `start` is read by start-python.js."""
    extension, found = _kernel_extension(), [f"pypi/{wheel.name}" for wheel in wheels]
    for name in KERNEL_WHEELS:
        (wheel,) = (extension / "static" / "pypi").glob(f"{name}-*.whl")
        found.append(f"extensions/@jupyterlite/pyodide-kernel-extension/static/pypi/{wheel.name}")
    kernel = {
        "pyodideUrl": f"./{START}",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": [*INSTALLED]},
        "start": {
            "indexURL": ADDRESSES.pyodide if pyodide is None else "pyodide/",
            "packages": [*PACKAGES, *found],
        },
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "A deep neural network by hand",
            "contentsStorageName": STORAGE,
            "disabledExtensions": DISABLED,
            "litePluginSettings": {KERNEL: kernel},
        },
    }


def _kernel_extension() -> Path:
    """Find the kernel's extension where its package has put it."""
    package = "jupyterlite-pyodide-kernel"
    for file in distribution(package).files or ():
        if file.name == "package.json":
            return Path(file.locate()).resolve().parent
    raise CourseError(f"{package} is incomplete. Install it again.")


def pip(*arguments: str) -> None:
    """Run pip."""
    run("pip", "--quiet", "--disable-pip-version-check", *arguments)


def run(module: str, *arguments: str, folder: Path | None = None) -> None:
    """
    Run a module of this environment as a program, in this folder or another.

    Raises
    ------
    CourseError
        If it fails; with the end of what it printed.
    """
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-2000:]
        raise CourseError(f"The site can't be built: {module} failed.\n{said}")
