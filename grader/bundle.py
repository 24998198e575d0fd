"""The student's bundle: the notebooks, the helpers, the checks and the data, and nothing else."""

from __future__ import annotations

import functools
import shutil
import zipfile
from pathlib import Path

from grader.notebooks import ROOT

PACKAGES = ("dnn_utils", "testcases")
DATA = ("train_cats.h5", "test_cats.h5", "DATASHEET.md")
NAME = "dnn-course"
# When files in the archive say they were written: zip's earliest, so that it is the same each time.
_TIME = (1980, 1, 1, 0, 0, 0)


@functools.cache
def shared_files() -> dict[str, Path]:
    """List what lies beside the notebooks: path within the bundle, and the file."""
    files = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in (".py", ".h5", ".json") and "__pycache__" not in path.parts:
                files[path.relative_to(ROOT).as_posix()] = path
    for name in DATA:
        files[f"data/{name}"] = ROOT / "data" / name
    return files


def bundle_files() -> dict[str, Path]:
    """List the files of the student's bundle: path within it, and the file."""
    files = {f"notebooks/{p.name}": p for p in sorted((ROOT / "notebooks").glob("*.ipynb"))}
    files.update(shared_files())
    for name in ("LICENSE", "LICENSE-text"):
        files[name] = ROOT / name
    files["README.md"] = Path(__file__).with_name("student_files") / "README.md"
    files["requirements.txt"] = Path(__file__).with_name("student_files") / "requirements.txt"
    return files


def write_zip(path: Path) -> None:
    """Write the bundle as a zip archive; the same files give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in bundle_files().items():
            entry = zipfile.ZipInfo(f"{NAME}/{name}", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, source.read_bytes())


def write_folder(folder: Path) -> list[str]:
    """
    Lay the bundle out in a folder, for working in it.

    A notebook that is already there is a student's work and is left as it is; everything else is
    brought up to date.

    Returns
    -------
    kept : the notebooks that were left as they are
    """
    kept = []
    for name, source in bundle_files().items():
        path = folder / name
        if name.endswith(".ipynb") and path.exists():
            kept.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)
    return kept
