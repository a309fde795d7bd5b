"""English sentences of `grade validate` and `grade stub`, which instructors read."""

from __future__ import annotations

VALIDATE: dict[str, str] = {
    "stub.written": "{file}: written",
    "stub.up_to_date": "{file}: up to date",
    "stub.worked_on": "{file} holds what no reference generates ({names}); it may be somebody's work, so "
    "nothing was written. Move it away, or overwrite it with --force",
    "validate.title": "Validation",
    "validate.good": "ok",
    "validate.bad": "not ok",
    "validate.broken": "broken",
    "validate.incomplete": "stopped",
    "validate.only": "no wrong file, alternative or function has {name} in its name; to choose several, "
    "give --only several times",
    "validate.interrupted": "Interrupted, so this is not the whole result. Not validated to the end: {names}",
    "validate.progress": "{id}: {stage} {done}/{total}",
    "validate.stage.content": "content and quiz",
    "validate.stage.solutions": "solutions",
    "validate.stage.mutants": "mutants",
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
    "Content: statement, metadata, hints, quiz, stub, examples and the number of alternatives. Mutants: killed of those tried.",
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
    "validate.metadata.prerequisite": "exercise.toml names the prerequisite {name}, which is no other "
    "exercise of this course{near}",
    "validate.near": "; did you mean {name}?",
    "validate.marker": "{file}, line {line}: pytest.mark.{name} is no marker of checks and does nothing"
    "{near} (there are {names}, and pytest's own)",
    "validate.practice.missing": "no check marked for practice asks for {names}",
    "validate.practice.share": "the checks marked for practice are worth {percent} of the points; about half "
    "is meant: enough to learn by, and enough that is asked officially alone",
    "validate.docs.stale": "{file} is not what the course generates now; run {command}",
    "validate.tried.wrong": "{tried} of {made} wrong files were tried, evenly spread, in the {minutes:g} "
    "minutes there were. Give more with --minutes; --mutants, with any number, tries every one.",
    "validate.tried.asked": "{tried} of {made} mutants were tried, as --mutants asked; {listed} more of "
    "the sample are listed as equivalent.",
    "validate.tried.time": "{tried} of {made} mutants were tried, evenly spread over the file, and "
    "{listed} more of the sample are listed as equivalent: grading the reference takes {seconds:.1f} s "
    "here, and there were {minutes:g} minutes and {jobs} processes. Give more with --minutes; "
    "--mutants all tries every one.",
    "validate.tried.stopped": "{tried} of {made} mutants were tried before the interrupt.",
    "validate.alternatives.few": "there are {count} alternatives in tests/alternatives/{id}; at least "
    "{least} show that the checks accept other styles",
    "validate.quiz.empty": "quiz.toml holds no questions",
    "validate.stub.stale": "the stub is not what the reference generates; run grade stub {id}",
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
