"""English sentences of `grade validate`, which instructors read."""

from __future__ import annotations

VALIDATE: dict[str, str] = {
    "validate.title": "Validation",
    "validate.good": "ok",
    "validate.bad": "not ok",
    "validate.broken": "broken",
    "validate.lede": "{good} of {total} exercises are in order.",
    "validate.exercise": "Exercise",
    "validate.reference": "Ref.",
    "validate.stub": "Stub",
    "validate.wrong": "Wrong",
    "validate.named": "Named",
    "validate.alternatives": "Alt.",
    "validate.content": "Content",
    "validate.mutants": "Mutants",
    "validate.verdict": "Verdict",
    "validate.legend": "Ref.: the reference passes. Stub: nothing scored, nothing started. Wrong: wrong "
    "files that fail. Named: those named first by their own name. Alt.: alternatives that pass. "
    "Content: statement, metadata, hints, quiz, stub and examples. Mutants: killed of those tried.",
    "validate.problems": "What to put right",
    "validate.survivors": "Surviving mutants",
    "validate.survivors.lede": "No check notices these changes of the reference. Strengthen a check, "
    "or list the change in mutants.toml with the reason why nothing can notice it.",
    "validate.equivalents": "Mutants listed as equivalent",
    "validate.diagnosis": "Wrong files and what they were taken for",
    "validate.file": "File",
    "validate.own": "Its own name",
    "validate.given": "Named, in the order of the checks",
    "validate.nothing": "nothing",
    "validate.redundant": "Checks that were never alone in failing, in {count} trials "
    "(all wrong files and a sample of mutants): {names}",
    "validate.killed": "{killed}/{counted}",
    "validate.sampled": "{killed}/{counted} of {made}",
    "validate.measure.wrong": "Wrong files: {failed} of {total} fail, {named} are named, "
    "{first} are named first ({share:.1%}; at least {least:.0%} are wanted).",
    "validate.measure.alternatives": "Alternatives: {rejected} of {total} rejected.",
    "validate.measure.mutants": "Mutants: {killed} of {total} killed ({share:.1%}; at least "
    "{least:.0%} are wanted in each NumPy exercise).",
    "validate.missing": "{file} is missing, or empty, in {folder}",
    "validate.unreadable": "{file} cannot be read: {error}",
    "validate.metadata.empty": "exercise.toml has no {name}",
    "validate.hints.missing": "hints.toml has no hints for {names}",
    "validate.hints.unknown": "hints.toml has hints for {names}, which the reference does not define",
    "validate.hints.after": "hints.toml has no [after] table: why this works, what to try next",
    "validate.quiz.empty": "quiz.toml holds no questions",
    "validate.stub.stale": "the stub is not what the reference generates; run "
    "python -m grader.authoring stub {id}",
    "validate.stub.started": "the stub scores {score} points and is {status}; every check should be "
    "not_started. Not so: {names}",
    "validate.examples.fail": "{name}: {count} examples do not give what they say\n{text}",
    "validate.reference.fails": "the reference earns {score} of {max_score} points; {check}: {text}",
    "validate.taken": "wrong/{name}.py (“{title}”) is not named first; named: {given}",
    "validate.wrong.passes": "wrong/{name}.py passes every check (“{title}”)",
    "validate.wrong.error": "wrong/{name}.py makes {check} break down instead of failing: {text}",
    "validate.alternative.fails": "alternative {name} fails {check}: {text}",
    "validate.mutant.error": "{check} breaks down instead of failing for a mutant ({name}): {text}",
    "validate.equivalent.stale": "mutants.toml: no mutant turns {line!r} into {mutant!r}; "
    "remove the entry or correct it",
    "validate.equivalent.killed": "mutants.toml lists {mutant!r} as equivalent, but {check} notices it",
    "validate.weak": "{killed} of {counted} mutants are killed ({share:.1%}); at least {least:.0%} are wanted",
    "validate.course.error": "course error: {text}",
}
