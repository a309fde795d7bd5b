"""docs/classroom.md is true: its commands exist, and its policy is one."""

import re

import click

from grader.classroom.policy import BatchLimits, ClassPolicy, LatePolicy, read_policy
from grader.cli import cli
from tests import ROOT

PAGE = (ROOT / "docs" / "classroom.md").read_text(encoding="utf-8")


def test_the_documented_policy_is_read_and_names_every_key(tmp_path):
    (text,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "course.toml").write_text(text)
    policy = read_policy(tmp_path)
    assert policy.late == LatePolicy(per_day=0.1, at_most=0.5, grace_minutes=15)
    assert policy.limits == BatchLimits()
    fields = {
        *ClassPolicy.__struct_fields__,
        *LatePolicy.__struct_fields__,
        *BatchLimits.__struct_fields__,
    }
    assert [name for name in sorted(fields) if not re.search(rf"\b{name}\b", text)] == []


def test_the_documented_commands_exist():
    commands = re.findall(r"^\$ grade (.+)$", PAGE, re.MULTILINE)
    assert len(commands) == 7
    for line in commands:
        name, *words = line.split()
        command = cli.commands[name]
        options = {
            text
            for parameter in command.params
            if isinstance(parameter, click.Option)
            for text in parameter.opts
        }
        assert {word for word in words if word.startswith("--")} <= options, line
    known = {
        text
        for command in cli.commands.values()
        for option in command.params
        if isinstance(option, click.Option)
        for text in option.opts
    }
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", PAGE)) <= known | {"--resources"}
