"""The call that is shown: what a learner pastes has to show the failure."""

from __future__ import annotations

import inspect
from unittest.mock import Mock

from grader.judge.evidence import call_text
from grader.sandbox import wire
from grader.student import Call, RemoteObject

SIGNATURES = {"Bag": inspect.signature(lambda size: None)}


def bag(number: int) -> RemoteObject:
    return RemoteObject(Mock(), wire.Handle(number, "Bag"), 0)


def made(result: RemoteObject) -> Call:
    call = Call("call", "Bag", (3,), {})
    call.result = result
    return call


def asked(name: str, target: RemoteObject, *args: int) -> Call:
    return Call("method", name, args, {}, target)


def test_what_another_object_of_the_class_was_told_is_shown() -> None:
    one, other = bag(1), bag(2)
    calls = [made(one), asked("put", one, 1), made(other), asked("put", other, 2)]
    lines = call_text([*calls, asked("total", one)], SIGNATURES).splitlines()
    assert lines == ["bag = Bag(3)", "bag.put(1)", "bag2 = Bag(3)", "bag2.put(2)", "bag.total()"]


def test_what_came_before_an_object_was_made_is_not() -> None:
    one, other = bag(1), bag(2)
    calls = [made(other), asked("put", other, 2), made(one), asked("put", one, 1)]
    lines = call_text([*calls, asked("total", one)], SIGNATURES).splitlines()
    assert lines == ["bag = Bag(3)", "bag.put(1)", "bag.total()"]
