"""English sentences of the desk: `grade watch` and the local page."""

from __future__ import annotations

DESK: dict[str, str] = {
    # In the terminal.
    "watch.keys": "h hint   n next exercise   a all checks   q quit",
    "watch.nothing": "Nothing has been graded yet.",
    "watch.several": "{path} holds {total} exercises; name one, such as {example}",
    # The page.
    "desk.title": "The course",
    "desk.summary.one": "{passed} of {count} exercise passes.",
    "desk.summary.other": "{passed} of {count} exercises pass.",
    "desk.following": "Go on with: {title}.",
    "desk.map": "All exercises",
    "desk.skip": "Skip to the content",
    "desk.tabs": "Views of this exercise",
    "desk.tab.statement": "Statement",
    "desk.tab.report": "Report",
    "desk.tab.quiz": "Quiz",
    "desk.state.passed": "Passed",
    "desk.state.begun": "Begun",
    "desk.state.open": "Not begun",
    "desk.file": "Your file:",
    "desk.edit": "Open in your editor",
    "desk.check": "Check everything again",
    "desk.first": "Checking for the first time…",
    "desk.reload": "Without scripts this page does not follow the file: reload it after saving.",
    "desk.waiting": "Waiting for you to save the file.",
    "desk.checking": "{done} of {total}: {title}",
    "desk.progress": "Checks done",
    "desk.verdict": "{verdict}. {points}. Save the file to check again.",
    "desk.lost": "The desk does not answer. Is grade still running in the terminal?",
    "desk.no_quiz": "This exercise has no quiz here.",
    "desk.back": "Go on",
    "desk.streams": "Too many pages of the desk are open; close some of them.",
    "desk.own_fault": "This could not be graded, by a fault of the grader: {error}",
    "desk.open": "The desk is at {url}",
    "desk.needs_flask": "the page needs Flask: pip install 'grader[desk]'; grade watch and grade quiz "
    "--terminal do without it",
    "watch.needs_watchfiles": "watching needs watchfiles: pip install 'grader[desk]'",
}
