"""
One thread for each matrix product.

By default, a BLAS library starts one thread per processor. For matrices as small as this course's,
that gains little on a quiet machine. On a busy one, or in a container that counts more processors
than it may use, the threads wait for each other: training the cat classifier took five times as
long.
"""

from __future__ import annotations

import os
import sys

VARIABLES = (
    *(f"{library}_NUM_THREADS" for library in ("OMP", "OPENBLAS", "MKL", "BLIS")),
    "VECLIB_MAXIMUM_THREADS",
)


def limit_threads() -> None:
    """
    Let matrix products use one thread, unless an environment variable of theirs says otherwise.

    Before NumPy is loaded an environment variable is enough. Afterwards it takes the package
    threadpoolctl; without that, nothing changes.
    """
    if any(name in os.environ for name in VARIABLES):
        return
    os.environ.update(dict.fromkeys(VARIABLES, "1"))
    if "numpy" in sys.modules and sys.platform != "emscripten":  # which has no threads
        try:
            from threadpoolctl import threadpool_limits
        except ImportError:
            return
        threadpool_limits(1, user_api="blas")
