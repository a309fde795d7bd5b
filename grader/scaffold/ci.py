"""`grade new ci`: the files that grade a course on GitHub or GitLab, in one of two ways.

*Feedback* belongs into the learners' repository, where everything can be read and changed by them; the *official*
grade into one that they cannot write to.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from grader.messages import message
from grader.scaffold.samples import sample, write_new

Kind = Literal["feedback", "official"]
WORKFLOWS = {
    ("github", "feedback"): ".github/workflows/grade.yml",
    ("github", "official"): ".github/workflows/official-grade.yml",
    ("gitlab", "feedback"): ".gitlab-ci.yml",
    ("gitlab", "official"): ".gitlab-ci.yml",
}


def ci_files(platform: str, kind: Kind) -> dict[str, str]:
    """The files by their path in the repository, for the platform github or gitlab."""
    files = {WORKFLOWS[platform, kind]: f"{platform}-{kind}.yml"}
    if kind == "feedback":
        files[".ci/grade-changed.sh"] = "grade-changed.sh"
    else:
        files |= {f".ci/{name}": name for name in ("collect.sh", "grade-all.sh")}
        files |= {
            ".ci/hand-back.sh": f"hand-back-{platform}.sh",
            "submissions.csv": "submissions.csv",
        }
    return {path: sample(f"ci/{name}", {}) for path, name in files.items()}


def new_ci(root: Path, platform: str, kind: Kind | None) -> None:
    """Write the files into a repository; by default the official grade where the private half is.

    Raises `UsageError` where one of them is there already.
    """
    kind = kind or ("official" if (root / "solutions").is_dir() else "feedback")
    write_new({root / path: text for path, text in ci_files(platform, kind).items()})
    print("\n" + message(f"new.ci.{kind}.{platform}"))
