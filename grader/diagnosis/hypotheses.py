"""The mistakes that a function's failure may be explained by, the simplest first.

Four kinds: known mistakes (`wrong/*.py`), counterfactual calls of the reference, its results put
otherwise, and mutants of it and of right solutions in other styles. Each comes with what is needed to
answer a function's probes as it would.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, zip_longest
from typing import Literal, NamedTuple

import msgspec
import numpy as np

from grader.course import SOLUTION_BEGIN, SOLUTION_END, Variant, overlay, references_among
from grader.diagnosis import wording
from grader.diagnosis.alterations import alterations
from grader.diagnosis.matching import Matcher
from grader.diagnosis.probes import Program, Signatures
from grader.diagnosis.results import transformations
from grader.messages import message
from grader.mutation import (
    Change,
    Mutant,
    changed_sources,
    network_sources,
    reordered_sources,
    repeated_sources,
    richer_sources,
)
from grader.student import Answer

Kind = Literal["known", "argument", "result", "code", "pair"]


class Hypothesis(msgspec.Struct, frozen=True, kw_only=True):
    """One mistake: what it is called, what the learner is told, and how far-fetched it is.

    A "pair" is a known mistake and a `second` one in the same function.
    """

    kind: Kind
    title: str
    explanation: str = ""
    hint: str | None = None
    functions: tuple[str, ...] = ()
    rank: int = 0
    also: tuple[str, ...] = ()
    second: str = ""


class Candidate(NamedTuple):
    """A hypothesis, and how it answers: by a `source`, by calls put otherwise, or as it stands.

    A source of the form "whole" is a module; a "part" stands in the place of some definitions of a module `base` or,
    where that is empty, of the reference.
    """

    hypothesis: Hypothesis
    form: str = ""
    source: str = ""
    base: str = ""
    programs: Sequence[Program] = ()
    answers: Sequence[Sequence[Answer]] = ()


class Asked(NamedTuple):
    """What hypotheses are about: a function, its probes, and the reference's answers to them."""

    function: str
    programs: Sequence[Program]
    right: Sequence[Sequence[Answer]]
    alternatives: Sequence[str] = ()


def candidates(
    asked: Asked, depth: int, matcher: Matcher, signatures: Signatures
) -> Iterator[Candidate]:
    """The hypotheses of one depth about a function and what it uses, the simplest first."""
    function = asked.function
    used = {function, *matcher.uses.get(function, set())}
    reference = matcher.reference
    if depth == 0:
        yield from _known(function, used, matcher)
    elif depth == 1:
        yield from _altered(function, asked.programs, signatures)
        yield from _transformed(asked, signatures)
    elif depth == 2:
        yield from _changed(function, changed_sources(reference, used), reference)
    elif depth == 3:
        mutants = _in_turns(richer_sources(reference, {function}))
        yield from _changed(function, mutants, reference)
    elif depth == 4:
        yield from _changed(function, _further(reference, {function}), reference)
    elif depth == 5:
        helpers = {name for name in used if name.startswith("_")}
        yield from _changed(function, richer_sources(reference, helpers), reference)
        yield from _changed(function, _further(reference, helpers), reference)
    elif depth in ALTERNATIVES:
        is_richer = depth == ALTERNATIVES[1]
        of_each = [
            _of_alternative(function, alternative, reference, is_richer=is_richer)
            for alternative in asked.alternatives
        ]
        for turn in zip_longest(*of_each):
            yield from filter(None, turn)
    else:
        yield from _pairs(function, matcher)


def _of_alternative(
    function: str, source: str, reference: str, *, is_richer: bool
) -> Iterator[Candidate]:
    """Mutants of a right solution in another style, and of its private helpers."""
    own = {name for name in references_among(source) if name.startswith("_")}
    names = {function, *own}
    mutants = changed_sources(source, names)
    if is_richer:
        mutants = chain(_further(source, names), _in_turns(richer_sources(source, names)))
    base = overlay(reference, source)
    for hypothesis, mutant in _worded(function, mutants, reference):
        yield Candidate(hypothesis, "part", mutant.definition, base)


def _in_turns(mutants: Iterable[tuple[Mutant, Change]]) -> Iterator[tuple[Mutant, Change]]:
    """Of each method and kind of change the first, then of each the next: there may be more than can be asked."""
    groups: dict[tuple[str, str], list[tuple[Mutant, Change]]] = {}
    for mutant, change in mutants:
        groups.setdefault((mutant.function, change.kind), []).append((mutant, change))
    for turn in zip_longest(*groups.values()):
        yield from filter(None, turn)


def _further(source: str, names: Set[str]) -> Iterator[tuple[Mutant, Change]]:
    """Of each kind one, then the next; made only as far as they are asked for."""
    turns = zip_longest(repeated_sources(source, names), reordered_sources(source, names))
    return (mutant for turn in turns for mutant in turn if mutant)


DEPTHS = 9
SKETCHED = 2  # from here on hypotheses are asked a part of the probes first
ALTERNATIVES = (6, 7)  # the depths that ask for them
"""Known mistakes; arguments and results put otherwise; mutants; richer ones; several places and other
orders; both of helpers; mutants of alternatives; richer ones of these; known mistakes with a second one."""


def replays(functions: Sequence[str], matcher: Matcher) -> Iterator[Variant]:
    """Mutants of these functions and of what they use, as whole modules to replay recorded calls on.

    For what cannot be put probes by itself: networks, and what a harness does with them; and for public records.
    """
    used = {*functions}.union(*(matcher.uses.get(name, set()) for name in functions))
    own, helpers = set(functions), {name for name in used if name.startswith("_")}
    reference = matcher.reference
    mutants = chain(changed_sources(reference, own), changed_sources(reference, helpers))
    if matcher.exercise.uses_torch:
        networks = (network_sources(reference, own), network_sources(reference, helpers))
        mutants = chain(*networks, mutants)
    for place, (hypothesis, mutant) in enumerate(_worded(None, mutants, reference)):
        yield Variant(
            name=f"{mutant.name} {place}",
            title=hypothesis.title,
            explanation="",
            hint=None,
            overrides=frozenset(hypothesis.functions),
            source=mutant.source,
        )


def _known(function: str, used: Set[str], matcher: Matcher) -> Iterator[Candidate]:
    variants = [variant for variant in matcher.variants if variant.overrides & used]
    for variant in sorted(variants, key=lambda variant: function not in variant.overrides):
        hypothesis = Hypothesis(
            kind="known",
            title=variant.title,
            explanation=variant.explanation,
            hint=variant.hint,
            functions=tuple(sorted(variant.overrides)),
            rank=0 if function in variant.overrides else 1,
        )
        yield Candidate(hypothesis, "whole", variant.source)


def _altered(
    function: str, programs: Sequence[Program], signatures: Signatures
) -> Iterator[Candidate]:
    """The reference with its arguments put otherwise, or those of what it is made with."""
    for alteration in alterations(programs, signatures):
        own = alteration.target.partition(".")[0] == function
        title = alteration.name
        if not own:
            title = message("mistake.in_helper", what=title, function=alteration.target)
        hypothesis = Hypothesis(
            kind="argument", title=title, functions=(function,), rank=2 if own else 6
        )
        altered = [alteration.applied(program, signatures) for program in programs]
        yield Candidate(hypothesis, programs=altered)


def _transformed(asked: Asked, signatures: Signatures) -> Iterator[Candidate]:
    """The reference with its results put otherwise."""
    for transformation in transformations(asked.programs, asked.right, signatures):
        top, _, method = transformation.target.partition(".")
        if top != asked.function:
            continue
        title = transformation.name
        if method:
            title = message("mistake.in_method", what=title, method=transformation.target)
        hypothesis = Hypothesis(kind="result", title=title, functions=(top,), rank=6)
        answers = transformation.applied(asked.programs, asked.right, signatures)
        yield Candidate(hypothesis, answers=answers)


def _changed(
    function: str, mutants: Iterable[tuple[Mutant, Change]], reference: str
) -> Iterator[Candidate]:
    """Mutants of a function and of what it uses, as far as there are words for them."""
    for hypothesis, mutant in _worded(function, mutants, reference):
        yield Candidate(hypothesis, "part", mutant.definition)


def _pairs(function: str, matcher: Matcher) -> Iterator[Candidate]:
    """Mutants of each known mistake in the function, in turns."""

    def of(variant: Variant) -> Iterator[Candidate]:
        source = "".join(
            line
            for line in variant.source.splitlines(keepends=True)
            if line.strip() not in (SOLUTION_BEGIN, SOLUTION_END)  # all of it may be changed
        )
        for hypothesis, mutant in _worded(function, changed_sources(source, {function}), source):
            pair = Hypothesis(
                kind="pair",
                title=variant.title,
                explanation=variant.explanation,
                functions=(function,),
                rank=7,
                second=hypothesis.title,
            )
            yield Candidate(pair, "part", mutant.definition, base=source)

    known = [variant for variant in matcher.variants if function in variant.overrides]
    for turn in zip_longest(*map(of, known)):
        yield from filter(None, turn)


def _worded(
    function: str | None, mutants: Iterable[tuple[Mutant, Change]], reference: str
) -> Iterator[tuple[Hypothesis, Mutant]]:
    """The mutants that there are words for; where one is of another function than the one asked about, it is said."""
    known = _names_by_function(reference)
    for mutant, change in mutants:
        title = wording.name_of(change, known.get(mutant.function, set()))
        if not title:
            continue
        top, _, method = mutant.function.partition(".")
        asked = function or top
        method = method.partition(".")[
            0
        ]  # neither what is nested nor what is private is the learner's
        is_private = top.startswith("_")
        if top == asked and not is_private and f"{top}.{method}" in known:
            is_shown = method != "__init__" and (
                method.endswith("__") or not method.startswith("_")
            )
            place = f"{top}.{method}" if is_shown else top
            title = message("mistake.in_method", what=title, method=place)
        elif top != asked and not is_private:
            title = message("mistake.in_helper", what=title, function=top)
        rank = 3 if top == asked else 4 if is_private else 5
        yield Hypothesis(kind="code", title=title, functions=(top,), rank=rank), mutant


def _names_by_function(source: str) -> dict[str, set[str]]:
    """For each function and method the names in it that the stub shows: parameters, attributes, submodules."""
    names: dict[str, set[str]] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            hidden = node.name.startswith("_")
            names[node.name] = set() if hidden else _parameters(node) | _in_docstring(node)
        elif isinstance(node, ast.ClassDef):
            methods = [member for member in node.body if isinstance(member, ast.FunctionDef)]
            made = next(
                (_parameters(method) for method in methods if method.name == "__init__"), set()
            )
            made |= _in_docstring(node)
            for method in methods:
                own = _parameters(method) | _in_docstring(method)
                names[f"{node.name}.{method.name}"] = made | own
    return names


def _in_docstring(node: ast.FunctionDef | ast.ClassDef) -> set[str]:
    """The words of a docstring that may be names of values; functions of NumPy are none."""
    words = re.findall(r"\b[a-z]\w*", ast.get_docstring(node) or "")
    return set(words).difference(dir(np))


def _parameters(node: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]} - {"self"}
