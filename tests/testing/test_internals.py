"""What the grader relies on in pytest and Hypothesis without their promise: a new version fails here first."""

import functools
import os
import re

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers

from grader.testing import internals
from tests import ROOT

CHECKS = """
from hypothesis import given
from hypothesis.strategies import integers

def test_plain():
    pass

@given(n=integers(0, 9))
def test_property(n):
    pass
"""


def test_the_versions_that_were_tried_are_the_pinned_ones():
    pinned = dict(re.findall(r"^([\w-]+)==(\S+)$", (ROOT / "constraints.txt").read_text(), re.M))
    tried = dict(re.findall(r"(pytest|Hypothesis) ([\d.]*\d)", internals.__doc__))
    assert tried == {"pytest": pinned["pytest"], "Hypothesis": pinned["hypothesis"]}


class Watcher:
    """A pytest plugin that keeps what it is told."""

    def __init__(self):
        self.configured = self.unconfigured = 0
        self.failures = []

    def pytest_configure(self):
        self.configured += 1

    def pytest_unconfigure(self):
        self.unconfigured += 1

    def pytest_runtest_makereport(self, call):
        self.failures.append(call.excinfo)


def test_pytest_starts_runs_item_by_item_and_stops(tmp_path):
    file = tmp_path / "test_internals_sample.py"
    file.write_text(CHECKS)
    plugins = ("--disable-plugin-autoload", "-p", internals.HYPOTHESIS_PLUGIN, "-p", "no:terminal")
    arguments = [str(file), f"--rootdir={tmp_path}", "-c", os.devnull, *plugins]
    watcher = Watcher()
    config = internals.start_pytest([*arguments, "--import-mode=importlib"], [watcher])
    assert (watcher.configured, watcher.unconfigured) == (1, 0)
    assert config.pluginmanager.has_plugin(internals.HYPOTHESIS_PLUGIN)
    session = pytest.Session.from_config(config)
    config.hook.pytest_sessionstart(session=session)
    plain, drawn = session.perform_collect()

    counts = dict.fromkeys((plain, drawn), 0)
    for item in counts:
        body = internals.body_of(item.obj)

        @functools.wraps(body)
        def counting(*args, item=item, body=body, **kwargs):
            counts[item] += 1
            body(*args, **kwargs)

        internals.replace_body(item, counting)
    for item in (plain, drawn, drawn):
        config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    assert watcher.failures == [None] * 9  # setup, call and teardown of three runs
    assert counts[plain] == 1
    assert counts[drawn] > 10
    assert not internals.is_property(plain.obj)
    assert internals.is_property(drawn.obj)

    config.hook.pytest_sessionfinish(session=session, exitstatus=0)
    internals.stop_pytest(config)
    assert watcher.unconfigured == 1


def test_a_wrapped_body_meets_the_same_examples():
    met = []

    @settings(derandomize=True, database=None)
    @given(n=integers())
    def check(n):
        met.append(n)

    check()
    first, body = list(met), internals.body_of(check)

    @functools.wraps(body)
    def wrapped(*args, **kwargs):
        body(*args, **kwargs)

    check.hypothesis.inner_test = wrapped
    met.clear()
    check()
    assert met == first


def test_the_users_options_for_pytest_are_not_for_checks(monkeypatch):
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no_such_plugin")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    config = internals.start_pytest(["-q", "--disable-plugin-autoload"], [])
    internals.stop_pytest(config)
    assert os.environ["PYTEST_ADDOPTS"] == "-p no_such_plugin"
