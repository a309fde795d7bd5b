"""The command line. Parses, calls `workflow`, turns faults into messages and exit codes.

Everything heavy is imported inside the commands, so that `grade --help` is instant.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import click

from grader.classroom import CLASS_COMMANDS
from grader.errors import GradeError
from grader.messages import message

BEGAN = time.perf_counter()
PATH = click.Path(path_type=Path)
COURSE = Path("exercises")


def speak_for(path: Path) -> None:
    """Speak the language that the user or the course of `path` asks for, as long as we run."""
    from grader.course import language_setting
    from grader.messages import speak_language

    if note := speak_language(*language_setting(path)):
        click.echo(note, err=True)


class SpeakingCommand(click.Command):
    """A command in the language of the course that its first path belongs to."""

    def invoke(self, ctx: click.Context) -> Any:
        paths = ctx.params.get("paths") or (ctx.params.get("path") or COURSE,)
        speak_for(paths[0])
        return super().invoke(ctx)


class DefaultGroup(click.Group):
    """`grade PATH` needs no subcommand: what names no command is handed to `run`."""

    command_class = SpeakingCommand

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {*self.commands, "--help", "--version"}
        if args and args[0] not in own:
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Grade"):
            formatter.write_text("grade PATH... [OPTIONS]   (see grade run --help)")
        super().format_commands(ctx, formatter)


@click.group(cls=DefaultGroup, invoke_without_command=True)
@click.version_option(package_name="grader", prog_name="grade")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Grade exercises of a deep-learning course.

    grade exercises/03_conv grades one exercise; grade alone shows the course.
    """
    if ctx.invoked_subcommand is None:
        from grader import workflow
        from grader.course import course_folder

        speak_for(COURSE)
        workflow.show_course(course_folder(Path()))


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option(
    "--submission",
    "submissions",
    multiple=True,
    type=PATH,
    help="Grade this file or folder; may be repeated.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Run only the checks of this function, or with this id, or with NAME in their title.",
)
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda"]),
    default="auto",
    show_default=True,
    help="Where PyTorch exercises run; auto takes a GPU that a confined worker can use.",
)
@click.option(
    "--data",
    type=PATH,
    metavar="DIR",
    help="Train on MNIST, Fashion-MNIST or CIFAR-10 files in DIR [default: GRADE_DATA, else digits].",
)
@click.option("--json", "json_file", type=PATH, help="Write the report as JSON.")
@click.option("--junit", "junit_file", type=PATH, help="Write the report as JUnit XML.")
@click.option("--gradescope", "gradescope_file", type=PATH, help="Write Gradescope's results.json.")
@click.option(
    "--html",
    "html_file",
    type=PATH,
    help="Write the HTML report here [default: reports/NAME.html in the course].",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME=FILE",
    help="Write the report in another format (docs/formats.md lists them); may be repeated.",
)
@click.option("--reveal", is_flag=True, help="Show what hidden checks found (for instructors).")
@click.option("--solutions", type=PATH, help="The private half of the course.")
@click.option("--require-sandbox", is_flag=True, help="Refuse to grade unless fully confined.")
@click.option("--fresh-seed", is_flag=True, help="Draw new examples (for instructors).")
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Run checks that build on a failing one, too: all trainings.",
)
@click.option("--learner", metavar="NAME", help="Whose quiz it is [default: GRADE_LEARNER].")
@click.option("--hint", is_flag=True, help="Give one more hint, never the answer.")
@click.option("--open", is_flag=True, help="Open the report's page in the browser.")
@click.option("-q", "--quiet", is_flag=True, help="Print one line for each report.")
def run(paths: tuple[Path, ...], **options: Any) -> None:
    """Grade exercises: numbers, names, folders, stub files, notebooks, or a folder of exercises."""
    from grader import workflow

    sys.exit(workflow.run(paths, workflow.Options(**options), BEGAN))


@cli.command()
@click.argument("path", type=PATH)
@click.option("--terminal", "mode", flag_value="terminal", help="Ask here instead of in a browser.")
@click.option("--check", "mode", flag_value="check", help="Grade the answers in answers.toml.")
@click.option(
    "--print", "mode", flag_value="print", help="Write it on paper, with an answer sheet."
)
@click.option("--preview", "mode", flag_value="preview", help="Write all questions with keys.")
@click.option(
    "--export",
    nargs=2,
    type=(click.Choice(["qti", "moodle"]), PATH),
    metavar="qti|moodle FILE",
    help="Write all questions for a learning platform (for instructors).",
)
@click.option(
    "--variants",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    help="Variants of each question that --export draws.",
)
@click.option("--again", is_flag=True, help="Draw new numbers; earlier answers are set aside.")
@click.option("--reopen", metavar="ID", help="Let another answer to a solved question be graded.")
@click.option("--learner", metavar="NAME", help="Whose quiz it is [default: GRADE_LEARNER].")
@click.option("--answers", type=PATH, help="Another file than answers.toml in the exercise.")
@click.option("--solutions", type=PATH, help="The private half of the course.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Use this port.")
@click.option("--browser/--no-browser", default=True, help="Open the page [default: yes].")
def quiz(
    path: Path, mode: str | None, export: tuple[str, Path] | None, variants: int, **options: Any
) -> None:
    """Take the quiz of an exercise: in the browser, here, or on paper."""
    if export:
        from grader.release import ExportOptions, run_export

        platform, file = export
        solutions = options["solutions"]
        wish = ExportOptions(platform=platform, file=file, variants=variants, solutions=solutions)
        sys.exit(run_export(path, wish))
    from grader.quiz import QuizOptions, begin_quiz, run_quiz

    page = {name: options.pop(name) for name in ("port", "browser")}
    if mode is not None:
        sys.exit(run_quiz(path, QuizOptions(mode=mode, **options)))
    from grader.desk import DeskOptions, run_desk

    exercise = begin_quiz(path, QuizOptions(**options))
    page |= {name: options[name] for name in ("learner", "solutions", "answers")}
    sys.exit(run_desk(exercise.folder, DeskOptions(tab="quiz", **page)))


@cli.command()
@click.argument("path", required=False, type=PATH)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Use this port.")
@click.option("--browser/--no-browser", default=True, help="Open the page [default: yes].")
@click.option("--learner", metavar="NAME", help="Whose quiz it is [default: GRADE_LEARNER].")
@click.option("--solutions", type=PATH, help="The private half of the course.")
def desk(path: Path | None, **options: Any) -> None:
    """Work on a local page: statement, a report that follows your file, and the quiz."""
    from grader.desk import DeskOptions, run_desk

    sys.exit(run_desk(path, DeskOptions(**options)))


@cli.command()
@click.argument("path", required=False, type=PATH)
@click.option("--learner", metavar="NAME", help="Whose quiz it is [default: GRADE_LEARNER].")
@click.option("--solutions", type=PATH, help="The private half of the course.")
def watch(path: Path | None, solutions: Path | None, learner: str | None) -> None:
    """Grade an exercise whenever its file is saved [default: the next one]."""
    from grader.desk import run_watch

    sys.exit(run_watch(path, solutions, learner))


@cli.command()
def doctor() -> None:
    """Show which confinement is in force on this machine, and how to get the rest."""
    from grader import doctor as checkup

    sys.exit(checkup.main())


class Count(click.ParamType):  # type: ignore[type-arg]  # generic in click's types only
    """A number, or the word `all`."""

    name = "N|all"

    def convert(self, value: Any, param: Any, ctx: Any) -> int | str:
        if value == "all":
            return "all"
        if not str(value).isdecimal():
            self.fail(message("option.count", value=repr(value)), param, ctx)
        return int(value)


@cli.command()
@click.argument("path", type=PATH, default=COURSE)
@click.option("--json", "json_file", type=PATH, help="Write everything that was found as JSON.")
@click.option("--html", "html_file", type=PATH, help="Write a page with everything.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes [default: one for each core].")
@click.option(
    "--mutants",
    type=Count(),
    help="Mutants of each reference to try; 0 for none [default: as --minutes allows].",
)
@click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    help="Try as many wrong files and mutants as fit into this time for each exercise [default: 10].",
)
@click.option(
    "--try",
    "wrong",
    type=PATH,
    metavar="FILE",
    help="Show the report of this wrong file as a learner would see it, and nothing else.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Only wrong files, alternatives and mutants of functions whose name contains NAME.",
)
@click.option("--solutions", type=PATH, help="The private half of the course.")
def validate(path: Path, wrong: Path | None, minutes: float | None, **options: Any) -> None:
    """Prove that exercises are complete and their checks strong (for instructors)."""
    if wrong is not None:
        from grader import workflow

        asked = {"minutes": minutes, **options}
        for name in ("mutants", "minutes", "only", "jobs"):
            if asked[name] not in (None, ()):
                raise click.UsageError(f"--try shows the report of one file: leave --{name} out")
        files = {name: options[name] for name in ("json_file", "html_file", "solutions")}
        sys.exit(workflow.try_wrong(path, wrong, workflow.Options(**files)))
    if minutes is not None and options["mutants"] is not None:
        raise click.UsageError("--mutants says how many, --minutes how long: give one of them")
    from grader.validation import MINUTES, ValidateOptions, run_validation

    sys.exit(run_validation(path, ValidateOptions(minutes=minutes or MINUTES, **options)))


@cli.command()
@click.argument("path", type=PATH)
@click.option("--output", type=PATH, metavar="FILE", help="Write the notebook here.")
@click.option(
    "--nbgrader", type=PATH, metavar="FILE", help="Write nbgrader's source notebook (for authors)."
)
@click.option(
    "--into",
    type=PATH,
    metavar="EXERCISE",
    help="Make a new exercise of nbgrader's source notebook PATH (for authors).",
)
@click.option("--solutions", type=PATH, help="The private half of the course.")
def notebook(path: Path, **options: Path | None) -> None:
    """Write an exercise as a notebook; made again, it keeps what was written into it."""
    from grader.notebooks import run_notebook

    run_notebook(path, **options)


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="EXERCISE...")
@click.option("--force", is_flag=True, help="Overwrite a stub that holds somebody's work, too.")
@click.option("--solutions", type=PATH, help="The private half of the course.")
def stub(paths: tuple[Path, ...], solutions: Path | None, force: bool) -> None:
    """Write the stubs of exercises, given by name or path, from their references (for authors)."""
    from grader.course import write_stubs

    write_stubs(paths, solutions, force=force)


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="EXERCISE...")
@click.option("--out", type=PATH, help="Write one exercise's record here [default: its folder].")
@click.option("--solutions", type=PATH, help="The private half of the course.")
def record(paths: tuple[Path, ...], out: Path | None, solutions: Path | None) -> None:
    """Write what lets learners grade at home, from the checks marked for practice (for instructors)."""
    from grader.practice import write_records

    write_records(paths, solutions, out)


@cli.command()
@click.argument("target", type=PATH, metavar="DIR|FILE.zip")
@click.option(
    "--exercises",
    "exercises",
    multiple=True,
    type=PATH,
    default=(COURSE,),
    help="What to publish: exercises, or a folder of them; may be repeated.",
)
@click.option("--title", help="The course's name [default: that of its folder].")
@click.option("--git", is_flag=True, help="Make DIR a git repository with a commit a release.")
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Add feedback for each push.")
@click.option("--solutions", type=PATH, help="The private half of the course.")
def release(target: Path, **options: Any) -> None:
    """Write the learners' course: the public half, and nothing of the private one (for instructors)."""
    from grader.release import ReleaseOptions, run_release

    run_release(target, ReleaseOptions(**options))


@cli.group()
def new() -> None:
    """Write what a course, an exercise or its grading elsewhere starts from (for instructors)."""


@new.command("course")
@click.argument("folder", type=PATH, metavar="DIR")
def new_course_command(folder: Path) -> None:
    """Write a course of one exercise into the new folder DIR."""
    from grader.scaffold import new_course

    new_course(folder)


@new.command("exercise")
@click.argument("name", metavar="NN_name")
@click.option("--title", help="What it is called [default: from its name].")
def new_exercise_command(name: str, title: str | None) -> None:
    """Write both halves of an exercise into the course in this folder."""
    from grader.scaffold import new_exercise

    new_exercise(name, Path(), title=title)


@new.command("ci")
@click.argument("kind", type=click.Choice(["feedback", "official"]), required=False)
@click.option(
    "--platform", type=click.Choice(["github", "gitlab"]), default="github", show_default=True
)
def new_ci_command(kind: Any, platform: str) -> None:
    """Write the files that grade on GitHub or GitLab into this repository.

    feedback for a repository of learners', official for one that they cannot write to
    [default: official where the folder solutions/ is].
    """
    from grader.scaffold import new_ci

    new_ci(Path(), platform, kind)


@new.command("gradescope")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="EXERCISE...")
@click.option("--output", type=PATH, default=Path("autograder.zip"), show_default=True)
@click.option("--solutions", type=PATH, help="The private half of the course.")
def new_gradescope_command(paths: tuple[Path, ...], output: Path, solutions: Path | None) -> None:
    """Write the autograder zip for Gradescope that grades these exercises."""
    from grader.course import find_exercises
    from grader.release import write_gradescope_package

    exercises = [exercise for path in paths for exercise in find_exercises(path, solutions)]
    click.echo(message("file.made", path=write_gradescope_package(exercises, output)))


for name, function in CLASS_COMMANDS.items():
    cli.command(name)(function)


def interrupt_again(lost: sys.UnraisableHookArgs) -> None:
    """Have a Ctrl-C come again that fell into a callback, an import's among them, where Python drops exceptions."""
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    import signal
    import threading

    again = (threading.main_thread().ident, signal.SIGINT)
    threading.Timer(0.05, signal.pthread_kill, again).start()


def main() -> None:
    """The entry point: exit codes 0 passed, 1 not passed, 2 usage, 3 our fault or the course's."""
    before, sys.unraisablehook = sys.unraisablehook, interrupt_again
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        click.echo("\n" + message("command.interrupted"), err=True)
        sys.exit(130)
    except GradeError as error:
        click.echo(message("command.failed", error=error), err=True)
        sys.exit(error.exit_code)
    except Exception:  # noqa: BLE001 - the last line of defence: say whose fault it is
        import traceback

        traceback.print_exc()
        click.echo(message("command.own_fault"), err=True)
        sys.exit(3)
    finally:
        sys.unraisablehook = before
