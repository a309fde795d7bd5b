#!/usr/bin/env bash
# Tells each learner: a comment on the commit that was graded, with what a learner may read.
set -euo pipefail
cd "$(dirname "$0")/.."
while IFS=$'\t' read -r name address commit; do
    project="${address#"$CI_SERVER_URL"/}"
    project="${project%.git}"
    [ "$project" != "$address" ] || continue
    body="$(mktemp)"
    cat "results/$name"/*.md > "$body" 2>/dev/null || continue
    curl --silent --show-error --fail --output /dev/null --header "PRIVATE-TOKEN: $SUBMISSIONS_TOKEN" \
        --data-urlencode "note@$body" \
        "$CI_API_V4_URL/projects/${project//\//%2F}/repository/commits/$commit/comments" ||
        echo "$name was not told" >&2
    rm -f "$body"
done < submissions.tsv
