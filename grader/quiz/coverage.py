"""Which question covers which line of the curriculum, as a table for the docs.

`python -m grader.quiz.coverage` writes docs/quiz-coverage.md from the `covers` of every quiz.
"""

from __future__ import annotations

from pathlib import Path

from grader.course import exercise_folders, load_exercise
from grader.files import write_atomic
from grader.quiz.loading import load_quiz
from grader.quiz.sitting import quiz_file

PAGE = Path("docs") / "quiz-coverage.md"


def coverage_page(exercises: Path, solutions: Path | None = None) -> str:
    """The page, one table for each exercise that has a quiz."""
    parts = [
        "# What the quizzes cover",
        "Made by `python -m grader.quiz.coverage` from the quizzes; do not edit.",
    ]
    for folder in exercise_folders(exercises):
        exercise = load_exercise(folder, solutions)
        if not quiz_file(exercise).is_file():
            continue
        quiz = load_quiz(quiz_file(exercise), exercise.id)
        questions = (*quiz.questions, *quiz.grown)
        drawn = sum(bool(question.draw) for question in questions)
        lines = [
            f"## {exercise.id}: {exercise.title}",
            "",
            f"{len(questions)} questions, {drawn} of them with drawn numbers.",
            "",
            "| covered | question | type | drawn |",
            "| --- | --- | --- | --- |",
        ]
        for question in questions:
            names = ", ".join(f"`{name}`" for name in question.draw)
            for line in question.covers or (question.topic,):
                safe = line.replace("|", "\\|")
                lines.append(f"| {safe} | `{question.id}` | {question.kind} | {names} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    write_atomic(PAGE, coverage_page(Path("exercises")))
    print(PAGE)


if __name__ == "__main__":
    main()
