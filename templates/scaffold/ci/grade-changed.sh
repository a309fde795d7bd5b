#!/usr/bin/env bash
# Grades each exercise that changed since the commit $BASE, all of them where there is no such commit.
# Leaves in results/: summary.md, annotations.txt, codequality.json, score.env, and each exercise's reports.
# Ends with 0 if everything passed, 1 if something did not, 2 or 3 if something could not be graded.
set -euo pipefail
cd "$(dirname "$0")/.."
grade="${GRADE:-grade}"
rm -rf results && mkdir results

if git cat-file -e "${BASE:-none}^{commit}" 2>/dev/null; then
    mapfile -t changed < <(git diff --name-only --no-renames "$BASE" HEAD -- exercises | cut -d/ -f2 | sort -u)
else
    mapfile -t changed < <(cd exercises && printf '%s\n' */ | tr -d /)
fi

worst=0
for name in "${changed[@]}"; do
    [ -f "exercises/$name/exercise.toml" ] || continue
    code=0
    "$grade" "exercises/$name" --quiet --json "results/$name.json" --junit "results/$name.xml" \
        --html "results/$name.html" --format "markdown=results/$name.md" \
        --format "annotations=results/$name.annotations" \
        --format "codequality=results/$name.codequality" || code=$?
    [ "$code" -le "$worst" ] || worst=$code
done

python3 - <<'PYTHON'
import json
import pathlib

results = pathlib.Path("results")
reports = [json.loads(path.read_text("utf-8")) for path in sorted(results.glob("*.json"))]
issues = [issue for path in results.glob("*.codequality") for issue in json.loads(path.read_text("utf-8"))]
score, most = (sum(report[name] for report in reports) for name in ("score", "max_score"))
texts = {
    "summary.md": [path.read_text("utf-8") for path in sorted(results.glob("*.md"))],
    "annotations.txt": [path.read_text("utf-8") for path in sorted(results.glob("*.annotations"))],
    "codequality.json": [json.dumps(issues)],
    "score.env": [f"SCORE={score:g}\nMAX_SCORE={most:g}\n"],
}
for name, parts in texts.items():
    (results / name).write_text("\n".join(parts) or "Nothing to grade has changed.\n"[: 99 * (name == "summary.md")], "utf-8")
PYTHON
exit "$worst"
