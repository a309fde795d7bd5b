"""What the tests of `grade validate` do to the small course."""

from grader.course.exercises import load_exercise


def exercise_of(course):
    return load_exercise(course / "exercises/01_tiny")


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def texts(problems):
    return "\n".join(problem.text for problem in problems)
