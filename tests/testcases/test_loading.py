"""What importing `testcases` loads, at once and afterwards in an idle kernel."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from conftest import ROOT
from jupyter_client.manager import start_new_kernel

from testcases.notebook import _notebook

IMPORT = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom testcases import check"
LOADED = "print(*sorted({'h5py', 'numpy.ma', 'numpy.random'} & {*sys.modules}))"
# In h5py's place: it complains as NumPy does about a package made for another NumPy.
BROKEN = """
import pathlib, sys
print("said")
print("Traceback", file=sys.stderr)
pathlib.Path(__file__).with_name("tried").touch()
raise {error}
"""
CHECK = """
def linear_forward(A_prev, W, b):
    return W @ A_prev + b, (A_prev, W, b)
check(linear_forward)
"""


class Kernel:
    """A kernel that somebody sends cells, one by one."""

    def __init__(self, client) -> None:
        self._client = client

    def run(self, source: str) -> str:
        """Run a cell; give all that was printed since the cell before, and its error."""
        found: list[str] = []
        request = self._client.execute(source)
        while True:
            message = self._client.get_iopub_msg(timeout=60)
            content = message["content"]
            found += [content[key] for key in ("text", "evalue") if key in content]
            mine = message["parent_header"].get("msg_id") == request
            if mine and content.get("execution_state") == "idle":
                return "".join(found)


@pytest.fixture
def kernel(tmp_path) -> Iterator[Kernel]:
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path))
    yield Kernel(client)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def waited_for(is_so) -> bool:
    """Ask several times a second, for a minute."""
    end = time.monotonic() + 60
    while not is_so() and time.monotonic() < end:
        time.sleep(0.1)
    return is_so()


@pytest.mark.slow
def test_an_idle_kernel_loads_what_the_first_check_needs(kernel):
    assert kernel.run(f"{IMPORT}\n{LOADED}") == "\n"
    assert waited_for(lambda: kernel.run(LOADED) == "h5py numpy.ma numpy.random\n")


@pytest.mark.slow
@pytest.mark.parametrize("error", ["ImportError('broken')", "KeyboardInterrupt('broken')"])
def test_if_it_cant_be_loaded_only_the_check_says_so(error, kernel, tmp_path):
    (tmp_path / "h5py.py").write_text(BROKEN.format(error=error))
    assert kernel.run(IMPORT) == ""
    assert waited_for((tmp_path / "tried").exists)
    assert kernel.run("1") == ""
    said = kernel.run(CHECK)
    assert "said" in said and "Traceback" in said
    if error.startswith("ImportError"):
        assert said.endswith("broken")


def test_outside_of_a_loop_nothing_more_is_loaded():
    code = f"{IMPORT}\nimport time; time.sleep({10 * _notebook.PAUSE})\n{LOADED}"
    code += "\nprint('asyncio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("\nFalse\n", "")


def test_a_loop_that_ends_sooner_loads_nothing():
    code = f"import asyncio\nasync def cell(): exec({IMPORT!r}, globals())\nasyncio.run(cell())"
    code += f"\n{LOADED}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("\n", "")
