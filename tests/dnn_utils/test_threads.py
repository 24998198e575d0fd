"""Matrix products take one thread, whoever loads NumPy and when."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from conftest import ROOT

from dnn_utils.threads import VARIABLES

pytestmark = pytest.mark.slow

COUNT = """
import json
from threadpoolctl import threadpool_info
print(json.dumps([one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]))
"""
MANY = 3


def threads(code: str, **environment: str) -> list[int]:
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    done = subprocess.run(
        [sys.executable, "-c", code + COUNT],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


SET = f"from threadpoolctl import threadpool_limits\nimport numpy\nthreadpool_limits({MANY})\n"
WITHOUT = "import sys\nsys.modules['threadpoolctl'] = None\n{}\ndel sys.modules['threadpoolctl']\n"


def test_numpy_by_itself_takes_as_many_as_it_is_told():
    """So that the other tests have something to find."""
    assert threads(SET) == [MANY]


@pytest.mark.parametrize(
    "code",
    [
        SET + "import dnn_utils",
        SET + "from testcases import check",
        "import dnn_utils",
        "import solutions",
        "import grader.standalone",
        "import grader.nbgrader_plugin",
        WITHOUT.format("import dnn_utils"),
    ],
)
def test_the_course_takes_one(code):
    assert threads(code) == [1]


def test_who_asks_for_more_gets_more():
    assert threads(SET + "import dnn_utils", OPENBLAS_NUM_THREADS=str(MANY)) == [MANY]
