#!/usr/bin/env bash
# Brings each submission into submissions/NAME, its address and commit into submissions.tsv.
# Which ones: the lines NAME,ADDRESS of submissions.csv; and, where ORGANIZATION and PREFIX are set, the
# repositories PREFIX-NAME there, as GitHub Classroom and Classroom 50 call them.
# A repository is data here: no hook, filter, submodule or link of it is followed.
set -euo pipefail
cd "$(dirname "$0")/.."
export GIT_ALLOW_PROTOCOL="${GIT_ALLOW_PROTOCOL:-https:ssh}" GIT_TERMINAL_PROMPT=0 GIT_LFS_SKIP_SMUDGE=1
rm -rf submissions && mkdir submissions
: > submissions.tsv

bring() {
    local name="$1" address="$2" commit
    if ! [[ "$name" =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]]; then
        echo "left out: $name is no name for a folder" >&2
        return
    fi
    if timeout "${CLONE_SECONDS:-300}" git -c core.symlinks=false -c core.hooksPath=/dev/null \
        clone --quiet --depth 1 --single-branch --no-tags --no-recurse-submodules \
        -- "$address" "submissions/$name"; then
        commit="$(git -C "submissions/$name" rev-parse HEAD)"
        rm -rf "submissions/$name/.git"
        printf '%s\t%s\t%s\n' "$name" "$address" "$commit" >> submissions.tsv
    else
        echo "left out: $name cannot be cloned" >&2
    fi
}

if [ -f submissions.csv ]; then
    while IFS=, read -r name address || [ -n "$name" ]; do
        case "$name" in '' | '#'* | name) continue ;; esac
        bring "$name" "${address%$'\r'}"
    done < submissions.csv
fi
if [ -n "${ORGANIZATION:-}" ] && [ -n "${PREFIX:-}" ]; then
    while IFS=$'\t' read -r repository address; do
        [[ "$repository" == "$PREFIX"-* ]] && bring "${repository#"$PREFIX"-}" "$address"
    done < <(gh api --paginate "orgs/$ORGANIZATION/repos" --jq '.[] | [.name, .clone_url] | @tsv')
fi
echo "$(wc -l < submissions.tsv) submissions"
