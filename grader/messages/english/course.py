"""English sentences about what was asked for on the command line: exercises, submissions, data, files."""

from __future__ import annotations

COURSE: dict[str, str] = {
    # Exercises.
    "exercise.none": "{folder} is no exercise: it has no exercise.toml",
    "exercise.empty_folder": "{path} is an empty folder: expected an exercise such as exercises/03_conv",
    "exercise.none_inside": "{path} holds no exercise.toml and no exercises",
    "exercise.outside": "{path} does not lie in an exercise's folder; use --submission for files "
    "elsewhere",
    "exercise.missing": "{path} does not exist",
    "exercise.missing.near": "{path} does not exist; did you mean {near}?",
    "exercise.missing.known": "{path} does not exist; exercises here: {names}",
    "wrong.several": "--try shows one exercise's wrong file, but {path} holds {total}",
    "wrong.missing.near": "{exercise} has no wrong file {path}; did you mean {near}?",
    "wrong.missing.known": "{exercise} has no wrong file {path}; there are: {names}",
    "wrong.missing.none": "{exercise} has no wrong file {path}; there are: none",
    "course.none": "no exercises in {folder}; run grade where the folder exercises/ is",
    "course.after": "(after {names})",
    "course.next": "Read a statement, edit its .py file, then grade it: grade {path}",
    "checks.no_match": "no check of {exercise} matches {names}; there are: {known}",
    # Submissions.
    "submission.kind": "{path} is neither a .py file nor a notebook (.ipynb)",
    "submission.missing": "{path} does not exist; expected {file} or a folder that holds it",
    "submission.none_inside": "{path} holds no {file} (and no {notebook})",
    "untrusted.kind": "{path} is {kind}; hand in the file or folder itself",
    "untrusted.large": "{path} is larger than {limit} MiB",
    "untrusted.hard_link": "{path} is a hard link, a second name of another file; hand in a copy",
    "untrusted.outside": "{path} does not lie below {root}",
    "untrusted.link": "a link to another place",
    "untrusted.fifo": "a FIFO",
    "untrusted.socket": "a socket",
    "untrusted.folder": "a folder",
    "untrusted.device": "a device",
    "untrusted.other": "no plain file",
    "submission.large": "{path} is larger than {limit} MiB; a submission is source code",
    "submission.encoding": "{path} is not UTF-8 text ({reason} at byte {byte}); save it as UTF-8",
    "submission.notebook": "{path} is not a readable notebook: {error}",
    "notebook.version": "{path} is a notebook of version {version}; only version 4 is graded. Open it "
    "with Jupyter and save it again",
    "notebook.empty": "{path} has no code cell with code in it",
    "notebook.large": "{path} holds more than {cells} code cells, or more than {limit} MiB of code",
    "notebook.line": "cell {cell}, line {line}: {text}",
    "notebook.left_out.one": "One line that is no Python was left out ({shown}).",
    "notebook.left_out.other": "{count} lines that are no Python were left out ({shown}).",
    "notebook.made": "wrote {path}",
    "notebook.made_again": "wrote {path} again; what you changed or added was kept",
    "notebook.kept": "{cell}: your cell was kept, but {file} says something else there by now",
    "notebook.no_stub": "{file} is missing: a notebook is made from it",
    "notebook.target": "{path}: a notebook's name ends in .ipynb",
    "notebook.several": "{path} holds {count} exercises; name one of them",
    "notebook.how_to_grade": "Save the notebook, then have it graded in a terminal: `grade {path}`",
    "notebook.exported": "wrote {path}: {points} points for the examples of the docstrings. The hidden "
    "checks stay with `grade`",
    "notebook.examples": "The examples of {name}.",
    "notebook.import.name": "{folder}: expected a folder such as exercises/04_squares: a number, then the "
    "name of the module",
    "notebook.import.there": "{folder} is there already; nothing was imported over it",
    "notebook.import.none": "{path} has no cell that nbgrader would test, and none with a solution",
    "notebook.import.by_hand": "{name} was left out: only a person can mark it",
    "notebook.import.next": "Next: grade validate {folder} says what is still missing",
    "file.made": "wrote {path}",
    "file.unreadable": "{path} cannot be read: {error}",
    "file.unwritable": "{path} cannot be written: {error}",
    # What authors start from.
    "new.there": "{path} is there already; nothing was written",
    "new.exercise.name": "{name}: an exercise is called by a number and the name of its module, such as "
    "04_squares",
    "new.exercise.title": "{title}: a title has neither quotes nor backslashes",
    "new.exercise.no_course": "{folder} holds no folder exercises/; run this at the top of a course, or make "
    "one: grade new course DIR",
    "new.exercise.next": "Next: change it to your own, then: grade stub {name}, grade validate exercises/{name}",
    "new.ci.feedback.github": "Commit and push; each push is graded. docs/ci.md says what such a score is worth.",
    "new.ci.feedback.gitlab": "Commit and push; each push is graded. docs/ci.md says what such a score is worth.",
    "new.ci.official.github": "Next: requirements.txt with the grader in it, submissions.csv or the variables "
    "ORGANIZATION and PREFIX, and the secret SUBMISSIONS_TOKEN; docs/ci.md shows how",
    "new.ci.official.gitlab": "Next: requirements.txt with the grader in it, submissions.csv, the variable "
    "SUBMISSIONS_TOKEN and a schedule; docs/ci.md shows how",
    "new.course.not_empty": "{folder} is there and not empty; name a new folder",
    "new.course.next": "Next: cd {folder}, then: grade validate exercises/{name}",
    # Where reports go.
    "output.folder": "{path} is a folder; name a file",
    "output.format": "--format {wish}: expected NAME=FILE, where NAME is one of {known}",
    "output.twice": "the format {name} is asked for twice; it is written to one file",
    "release.gradescope.target": "{path}: name the exercises to package and a file that ends in .zip",
    "release.gradescope.file": "{file} is handed in",
    "release.gradescope.files": "more than {count} files were handed in",
    "release.gradescope.confined": "The learner's code was fully confined.",
    "release.gradescope.refused": "This container does not let learners' code be fully confined; "
    "it refuses:",
    "release.written": "{folder}: release {number}, {changed} of {count} files written",
    "release.file.merged": "{path}: edited there and changed here; both are in it now, and the file as it was "
    "is in .grade/kept/",
    "release.file.beside": "{path}: edited there and changed here in the same lines; the newer one lies beside it "
    "as {path}.new",
    "release.file.kept": "{path}: edited there; it was left as it is",
    "release.file.abandoned": "{path}: no longer a part of the course, but edited there; it was left as it is",
    "release.manifest": "{path} cannot be read ({error}); release into a new folder",
    "release.zip_git": "{path}: a release is a zip or a git repository, not both",
    "release.zip_foreign": "{path} is there and no release; name another file",
    "release.inside": "{folder} is a part of the course, or holds it; name a folder outside",
    "release.no_folder": "{folder} is no folder of its own; name another one",
    "release.foreign": "{folder} is not empty and holds no release; nothing was written there",
    "release.other_course": "{folder} holds a release of “{title}”, and this course is “{own}”; name another "
    "folder, or give the title with --title",
    "release.git": "git could not do its part: {error}",
    "release.dirty": "{folder} has changes that nobody committed; commit or stash them, then release again:\n"
    "{files}",
    "release.leak.text": "what {source} says",
    "release.leak.name": "the name of a hidden check, {name} of {source}",
    "release.leak.secret": "the course's secret",
    "release.leak.token": "a token or key of another service",
    "output.gradescope": "--gradescope writes one submission's results; grade one at a time",
    "output.closed": "{path} cannot be written to; name another place with --html FILE",
    "output.failed": "{path} cannot be written: {error}; name another place with --html FILE",
    "output.line": "{name}: {status}, {score} of {max_score}",
    "output.summary": "{total} reports, {score} of {max_score} points: {index}",
    # Folders of data.
    "data.option": "--data {folder} is not a folder; name the one that holds the data files",
    "data.no_folder": "the data folder {folder} is not a folder (set by --data or {variable})",
    "data.nothing": "the data folder {folder} holds none of the files looked for: {idx} (each also "
    "with .gz), or {first}.bin to {last}.bin",
    "data.several": "the data folder {folder} holds more than one data set: {found}; name one of "
    "these folders",
    "data.idx_missing": "{folder} lacks the {part}: no file {name} or {name}.gz",
    "data.idx_axes": "{folder}: the {part} files hold {images}-D and {labels}-D data",
    "data.cifar_missing": "{folder} lacks {name}.bin (or the Python file {name})",
    "data.cifar_shape": "{path} holds images of shape {shape}, not (3, 32, 32)",
    "data.counts": "{folder}: {part} has {images} images but {labels} labels",
    "data.labels": "{folder}: {part} does not hold labels from 0 to {last}",
    # Languages.
    "language.unknown": "There is no language “{language}” ({source}), so this is in English. There "
    "are: {known}.",
}
