"""The rules that other systems publish for their files, as JSON schemas; docs/formats.md names the sources."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
TEXT = {"type": "string"}
NAME = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 0}
POINTS = {"type": "number", "minimum": 0}
UTC = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$"}


def record(required: dict[str, Any], optional: dict[str, Any] | None = None, **rest: Any) -> Schema:
    """An object with these keys and no others, unless `rest` says otherwise."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
        **rest,
    }


def many(items: Schema) -> Schema:
    return {"type": "array", "items": items}


CODE_QUALITY = many(
    record(
        {
            "description": NAME,
            "check_name": NAME,
            "fingerprint": NAME,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": record(
                {"path": TEXT, "lines": record({"begin": {"type": "integer", "minimum": 1}})}
            ),
        }
    )
)
CLASSROOM50 = record(
    {
        "schema": {"const": "classroom50/result/v1"},
        "classroom": NAME,
        "assignment": NAME,
        "assignment_type": {"enum": ["individual", "group", "team"]},
        "owner": NAME,
        "submission": {"type": "string", "pattern": "^submit/"},
        "commit": NAME,
        "release": NAME,
        "review": NAME,
        "datetime": UTC,
        "score": COUNT,
        "max-score": COUNT,
        "tests": many(
            record(
                {
                    "test-name": NAME,
                    "passed": {"type": "boolean"},
                    "score": COUNT,
                    "max-score": COUNT,
                },
                additionalProperties=True,
            )
        ),
    }
)

GITHUB_CLASSROOM = record(
    {
        "version": COUNT,
        "status": {"enum": ["pass", "fail", "error"]},
        "max_score": POINTS,
        "tests": many(
            record(
                {
                    "name": NAME,
                    "status": {"enum": ["pass", "fail", "error"]},
                    "message": TEXT,
                    "test_code": TEXT,
                    "filename": TEXT,
                    "line_no": COUNT,
                    "duration": POINTS,
                    "score": POINTS,
                }
            )
        ),
    }
)

EXERCISM: Schema = {
    "type": "object",
    "required": ["version", "status", "tests"],
    "properties": {
        "version": {"const": 3},
        "status": {"enum": ["pass", "fail", "error"]},
        "message": {"type": ["string", "null"], "maxLength": 65_535},
        "tests": many(
            record(
                {"name": NAME, "status": {"enum": ["pass", "fail", "error"]}},
                {
                    "message": {"type": ["string", "null"], "maxLength": 65_535},
                    "output": {"type": ["string", "null"], "maxLength": 500},
                    "test_code": TEXT,
                    "task_id": COUNT,
                },
            )
        ),
    },
    "if": {"properties": {"status": {"const": "error"}}},
    "then": {"required": ["message"], "properties": {"message": NAME}},
    "else": {"properties": {"message": {"type": "null"}}},
}

PRAIRIELEARN: Schema = {
    "type": "object",
    "properties": {
        "gradable": {"type": "boolean"},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "format_errors": {"anyOf": [TEXT, many(TEXT)]},
        "message": TEXT,
        "output": TEXT,
        "tests": many(
            record(
                {"name": NAME, "points": POINTS, "max_points": POINTS},
                {"description": TEXT, "message": TEXT, "output": TEXT},
            )
        ),
    },
    "if": {"properties": {"gradable": {"const": True}}},
    "then": {"required": ["score"]},
    "else": {"required": ["format_errors"]},
}

_MESSAGE = {"anyOf": [TEXT, record({"format": NAME, "description": TEXT}, {"permission": TEXT})]}
_STATUS = record(
    {
        "enum": {
            "enum": [
                "internal error",
                "compilation error",
                "memory limit exceeded",
                "time limit exceeded",
                "output limit exceeded",
                "runtime error",
                "wrong",
                "wrong answer",
                "correct",
                "correct answer",
            ]
        }
    },
    {"human": TEXT},
)
_ACCEPTED = {"accepted": {"type": "boolean"}}
_COMMANDS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "start-judgement": ({}, {}),
    "start-tab": ({"title": TEXT}, {"hidden": {"type": "boolean"}}),
    "start-context": ({}, {"description": _MESSAGE}),
    "start-testcase": ({"description": _MESSAGE}, {}),
    "start-test": ({"expected": TEXT}, {"description": _MESSAGE, "channel": TEXT, "format": TEXT}),
    "append-message": ({"message": _MESSAGE}, {}),
    "annotate-code": (
        {"row": COUNT, "text": TEXT},
        {"type": {"enum": ["error", "warning", "info"]}, "column": COUNT},
    ),
    "close-test": ({"status": _STATUS, "generated": TEXT}, _ACCEPTED),
    "close-testcase": ({}, _ACCEPTED),
    "close-context": ({}, _ACCEPTED),
    "close-tab": ({}, {"badgeCount": COUNT}),
    "close-judgement": ({}, {**_ACCEPTED, "status": _STATUS}),
}
DODONA: Schema = {
    "oneOf": [
        record({"command": {"const": name}, **required}, optional)
        for name, (required, optional) in _COMMANDS.items()
    ]
}

GRADESCOPE_VISIBILITY = {"enum": ["visible", "hidden", "after_due_date", "after_published"]}
_FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
GRADESCOPE = record(
    {"tests": many({"$ref": "#/$defs/test"})},
    {
        "score": POINTS,
        "execution_time": POINTS,
        "output": TEXT,
        "output_format": _FORMAT,
        "test_output_format": _FORMAT,
        "test_name_format": _FORMAT,
        "visibility": GRADESCOPE_VISIBILITY,
        "stdout_visibility": GRADESCOPE_VISIBILITY,
        "extra_data": {"type": "object"},
    },
    **{
        "$defs": {
            "test": record(
                {},
                {
                    "score": POINTS,
                    "max_score": POINTS,
                    "status": {"enum": ["passed", "failed"]},
                    "name": TEXT,
                    "name_format": _FORMAT,
                    "number": TEXT,
                    "output": TEXT,
                    "output_format": _FORMAT,
                    "visibility": GRADESCOPE_VISIBILITY,
                    "tags": many(TEXT),
                    "extra_data": {"type": "object"},
                },
            )
        }
    },
)
