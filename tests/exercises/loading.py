"""How a test gets at an exercise's reference solution."""

import functools
import importlib.util
import sys
import tomllib
from types import ModuleType

from tests import ROOT


@functools.cache
def load(exercise_id: str) -> ModuleType:
    """Import solutions/<exercise_id>/<its file> under the file's stem, once."""
    settings = (ROOT / "exercises" / exercise_id / "exercise.toml").read_text(encoding="utf-8")
    path = ROOT / "solutions" / exercise_id / tomllib.loads(settings)["file"]
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot import {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # pickling and dataclasses look a class's module up by name
    spec.loader.exec_module(module)
    return module
