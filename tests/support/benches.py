"""The scripts in ``bench/``, for the tests of what they measure."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

from conftest import ROOT


def load_bench(name: str) -> ModuleType:
    """Load a script as a module; its dataclasses look for themselves among the modules."""
    module = sys.modules.get(f"bench_{name}")
    if module is None:
        spec = importlib.util.spec_from_file_location(f"bench_{name}", ROOT / f"bench/{name}.py")
        module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module
