"""
Packages that load far more than a grading needs.

`import nbgrader` loads a web server, and `import nbformat` a grammar of web addresses: together
two seconds, more than thirty submissions take. Grading needs a few modules of these packages. So
the commands of the grader set such a package up without running its `__init__`, which runs when
something is used that the package itself defines.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import threading
import types
from typing import Any

# Packages of which single modules are used, or none: these load without the package's `__init__`.
_IN_PARTS = ("nbformat", "nbgrader", "nbgrader.apps", "requests")
# Packages that other modules import, and that a grading hardly ever uses.
_WHOLE = (
    "jsonschema",
    "nbgrader.converters",
    "nbgrader.plugins",
    "nbgrader.preprocessors",
)
# A module of which nbgrader.utils uses functions, hardly ever: it loads when one is called.
_FUNCTIONS = "setuptools.archive_util"
_one_at_a_time = threading.RLock()


class _InParts(types.ModuleType):
    """A package whose `__init__` has not run yet."""

    def __getattr__(self, name: str) -> Any:
        full = f"{self.__name__}.{name}"
        if not name.startswith("__") and importlib.util.find_spec(full) is not None:
            return importlib.import_module(full)
        with _one_at_a_time:
            if type(self) is _InParts:
                # From here on it is an ordinary package, also while its __init__ runs.
                self.__class__ = types.ModuleType
                self.__loader__.exec_module(self)
        return getattr(self, name)


class _OfFunctions(types.ModuleType):
    """A module that is imported when one of its functions is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def function(*args: Any, **kwargs: Any) -> Any:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            return getattr(importlib.import_module(self.__name__), name)(*args, **kwargs)

        return function


def defer() -> None:
    """Set up these packages, as far as they are installed and not loaded yet."""
    sys.modules.setdefault(_FUNCTIONS, _OfFunctions(_FUNCTIONS))
    for name in (*_IN_PARTS, *_WHOLE):
        parent, _, own = name.rpartition(".")
        if name in sys.modules or parent and type(sys.modules.get(parent)) is not _InParts:
            continue
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            continue
        if name in _WHOLE:
            spec.loader = importlib.util.LazyLoader(spec.loader)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
        else:
            module = _InParts(name)
            module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, name
            module.__file__, module.__path__ = spec.origin, spec.submodule_search_locations
        sys.modules[name] = module
        if parent:
            setattr(sys.modules[parent], own, module)
