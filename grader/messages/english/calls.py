"""English sentences about calls of a learner's code: what a check says when no value came back."""

from __future__ import annotations

CALLS: dict[str, str] = {
    "load.raised": "{file} cannot be imported. Line {line}: {error}",
    "load.cell": "Cell {cell} of the notebook stopped in its line {line}: {error}",
    "load.cell.more": "More cells of the notebook stopped.",
    "load.skipped": "{file} cannot be imported; the first check says why.",
    "load.timeout": "{file} was still running its top level after {seconds:g} s. Put code that "
    'takes long, or waits for input, inside a function or under `if __name__ == "__main__":`.',
    "load.died": "{file} ended the process while it was being imported: {how}",
    "call.not_started": "{name} is still the stub.",
    "call.missing": "{file} defines no {name}. The stub shows its signature; keep the name.",
    "call.missing.cell": "{missing} {cell}",
    "call.missing_near": "{file} defines no {name}, but it has {near}. Rename it: the name is fixed.",
    "call.signature": "{name} cannot be called as the stub says: {message}. Keep the signature of the stub.",
    "call.unsupported": "{name} returned an object of type {type}. Expected a number, an array, "
    "a string, or a list, tuple or dict of those, as its docstring says.",
    "call.raised": "{name} raised an exception in line {line}: {error}",
    "call.raised.cell": "{name} raised an exception in line {line} of cell {cell}: {error}",
    "call.raised_elsewhere": "{name} raised {error}",
    "call.timeout": "{name} did not return within {seconds:g} s. Is there a loop that never ends? "
    "The input is the one shown.",
    "check.timeout": "The check was not finished within {seconds:g} s; {name} was running. "
    "Are there loops over every element where one array operation would do?",
    "check.timeout_answers": "The check was not finished within {seconds:g} s. Is the code slow, or "
    "are its answers far larger than they should be, or different each time?",
    "call.died": "{name} ended the process: {how}",
    "call.broken": "{name} answered with something that is no value ({problem}).",
    "call.stale": "An object from before the process ended cannot be used any more.",
    "call.mutated": "{name} changed its argument {arguments} in place. Work on a copy and leave what "
    "the caller gave you as it was.",
    "call.mutated.expected": "the arguments as they were handed in",
    "call.mutated.actual": "arguments with other values in them",
    "call.mutated.argument": "number {number}",
    "call.missing.outcome": "no such name",
    "call.signature.outcome": "it cannot be called like this",
    "call.unsupported.outcome": "an object of type {type}",
    "call.raised.outcome": "raised {error}",
    "call.timeout.outcome": "no answer within {seconds:g} s",
    "call.large": "The answers to one example hold more than {mb:,} MiB. Return what the docstring "
    "asks for and nothing else.",
    "call.died.outcome": "the process ended",
    "call.broken.outcome": "no value",
    "call.operator": "the operator {name}",
    "died.killed": "it used more processor time or memory than it may.",
    "died.signal": "it crashed ({signal}). Very deep recursion or a low-level library may be the cause.",
    "died.exit": "it left with exit code {code}. Remove calls of exit functions.",
    "requires.first": "Fix “{title}” first; this check builds on it.",
    "requires.start": "Write what “{title}” needs first; this check builds on it.",
    "assert.compare": "Expected {expected}, got {actual}.",
    "assert.plain": "This does not hold: {text}",
    "evidence.more_calls": "# ... {count} more calls",
    "evidence.not_shown": "# {count} numbers, not shown",
    "check.unusable": "A result is not of the kind that the docstring promises, so it cannot be used "
    "further ({error}).",
    "check.lacking": "The check asks for {name}, which the reference and its harness do not define "
    "either. This is not your fault: the check or the reference must be corrected.",
    "check.error": "The check itself failed, which is not your fault: {error}",
    "sandbox.missing": "Not confined by {parts} on this machine; `grade doctor` says why.",
    "sandbox.none": "Not confined: this machine offers no sandbox, only separation and time limits.",
    "relation.transposed": "Your result is the right one transposed.",
    "relation.permuted": "Your result is the right one with its axes in the order {order}.",
    "relation.times": "Your numbers are the right ones times {quantity}.",
    "relation.divided": "Your numbers are the right ones divided by {quantity}.",
    "relation.negated": "Your numbers are the right ones with the opposite sign.",
    "relation.factor": "Your numbers are the right ones times {factor}.",
    "relation.axis": "the length of axis {axis} of {name}",
    "relation.size": "the number of elements of {name}",
    "relation.flipped": "Your result is the right one in reverse order along axis {axis}.",
    "relation.shifted": "Your result is the right one moved by one place along axis {axis}.",
    "relation.rounded_up": "Wherever it is wrong it is one too large: rounded up, perhaps, "
    "where it should be rounded down.",
    "relation.rounded_down": "Wherever it is wrong it is one too small: rounded down, perhaps, "
    "where it should be rounded up.",
    "relation.one_more": "It is one too large every time.",
    "relation.one_less": "It is one too small every time.",
    "relation.other_axis": "Your numbers sum to one along axis {axis}; they should along axis {right}.",
    "relation.not_normalised": "Your numbers have the right proportions along axis {axis}, "
    "but they do not sum to one.",
    "relation.border": "Everything is right but for the border of the last two axes.",
    "relation.condition": "Every failing case has {feature}, and no passing one.",
    "feature.above": "{name} above {n}",
    "feature.uneven": "a {name} of two different numbers",
    "feature.negative": "a negative {name}",
    "feature.equals": "{name} = {value}",
    "feature.dtype": "{dtype} numbers in {name}",
    "feature.not_square": "a {name} that is not square in its last two axes",
    "feature.long_axis": "more than one entry along axis {axis} of {name}",
    "diagnosis.certainty": "Your code behaves identically on {same} of {same} recorded inputs, "
    "{distinguishing} of them distinguishing this mistake from a right solution.",
    "diagnosis.also": "It also behaves like: {titles}.",
    "diagnosis.blame": "{part} explains this: with your {part} and everything else right, "
    "the same goes wrong. Fix {part} first.",
    "hint.text": "Hint {number} of {count} for {name}: {hint} {last}",
    "hint.last": "That was the last one.",
    "hint.nothing": "There is no hint for what this report leads with.",
    "after.title": "Why this works, and what to try next",
    "after.command": "Go on with",
    "after.grade": "grade {name}",
    "diagnosis.long": "it took too long",
    "diagnosis.failed": "The failures could not be explained further: {error}. "
    "The grade is not affected.",
    "printed.cut": "[cut: {total} bytes were printed, {kept} are kept]",
}
