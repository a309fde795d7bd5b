"""The private names of pytest and Hypothesis that this package stands on, all of them, in one place.

Tried with pytest 9.2.0 and Hypothesis 6.170.15. tests/testing/test_internals.py is the first to fail
when another version does these things differently. Runs in the judge.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

HYPOTHESIS_PLUGIN = (
    "_hypothesis_pytestplugin"  # for `-p`, where plugins are not loaded by themselves
)


def start_pytest(arguments: Sequence[str], plugins: Sequence[object]) -> pytest.Config:
    """A configured pytest that has run nothing yet; `stop_pytest` ends it.

    `pytest.main` would collect, run and end in one go, but a suite collects once and runs its
    checks one by one, as often as there are submissions. What the user's environment tells
    pytest is about other runs.
    """
    from _pytest.config import _prepareconfig

    options = {name: os.environ.pop(name, None) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
    try:
        config = _prepareconfig(list(arguments), list(plugins))
    finally:
        os.environ |= {name: text for name, text in options.items() if text is not None}
    config._do_configure()
    return config


def stop_pytest(config: pytest.Config) -> None:
    """Let the plugins of a started pytest clean up."""
    config._ensure_unconfigure()


def is_property(check: Callable[..., Any]) -> bool:
    """Whether Hypothesis draws the arguments of a check."""
    return hasattr(check, "hypothesis")


def body_of(check: Callable[..., Any]) -> Callable[..., Any]:
    """What runs once for each example: a property's inner function, or the check itself."""
    body: Callable[..., Any] = check.hypothesis.inner_test if is_property(check) else check  # type: ignore[attr-defined]
    return body


def replace_body(item: pytest.Function, body: Callable[..., Any]) -> None:
    """Have `body` run once for each example in place of `body_of(item.obj)`.

    Hypothesis seeds its draws by the body's name and source: wrap the old one with `functools.wraps`.
    """
    if is_property(item.obj):
        item.obj.hypothesis.inner_test = body
    else:
        item.obj = body


def draw_from_strategies_alone() -> None:
    """Have Hypothesis neither take constants from local modules nor keep files in the current folder.

    Which modules are local depends on where the grader is installed, and what lies in a learner's
    folder is theirs. Neither has a setting.
    """
    from hypothesis.configuration import set_hypothesis_home_dir
    from hypothesis.internal.conjecture import providers
    from hypothesis.internal.constants_ast import Constants

    set_hypothesis_home_dir(Path(os.devnull) / "hypothesis")  # nothing is found or written there
    vars(providers)["_get_local_constants"] = Constants
