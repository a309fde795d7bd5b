"""JSON, JUnit, Gradescope: each sample in each format, and files that are whole or not there."""

from __future__ import annotations

import json
import os
import stat
import threading
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest

from grader.files import write_atomic
from grader.model import CheckResult, Counterexample, Grid, QuestionResult, Report
from grader.report.gradescope import gradescope_dict, gradescope_json
from grader.report.json_report import SCHEMA_FILE, read_report, report_dict, report_json
from grader.report.junit import junit_xml
from tests.samples import FAILED, HIDDEN, HOSTILE, NOT_STARTED, PASSED, SAMPLES, check, report

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
TOP = "schema exercise learner status score max_score device sandbox started duration checks quiz"
CHECK = (
    "id title status score max_score visibility message counterexample misconception hint "
    "traceback stdout duration"
)
QUESTION = "id status score max_score given feedback"
samples = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)


class TestJson:
    @samples
    def test_every_report_obeys_the_published_schema(self, sample: Report) -> None:
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(report_json(sample)))

    @samples
    def test_has_every_promised_key(self, sample: Report) -> None:
        data = report_dict(sample)
        assert set(TOP.split()) <= set(data)
        assert next(iter(data)) == "schema"
        for entry in data["checks"]:
            assert set(CHECK.split()) <= set(entry)
            assert entry["counterexample"] is None or set(entry["counterexample"]) == {
                "call",
                "expected",
                "actual",
            }
        for question in data["quiz"]:
            assert set(QUESTION.split()) <= set(question)

    def test_the_schema_promises_the_same_keys_and_knows_every_field(self) -> None:
        for struct, schema, promised in [
            (Report, SCHEMA, TOP),
            (CheckResult, SCHEMA["$defs"]["check"], CHECK),
            (QuestionResult, SCHEMA["$defs"]["question"], QUESTION),
        ]:
            assert set(schema["required"]) == set(promised.split())
            derived = {"code", "quiz_points"} if struct is Report else set()
            assert {*struct.__struct_fields__, *derived} == set(schema["properties"])
        grid = SCHEMA["$defs"]["check"]["properties"]["grids"]["items"]
        assert set(Grid.__struct_fields__) == set(grid["properties"])
        case = SCHEMA["$defs"]["check"]["properties"]["counterexample"]["oneOf"][1]
        assert set(Counterexample.__struct_fields__) == set(case["properties"])

    @pytest.mark.parametrize("key", ["schema", "checks", "score"])
    def test_the_schema_refuses_a_report_without_a_key(self, key: str) -> None:
        data = report_dict(PASSED)
        del data[key]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data, SCHEMA)

    def test_is_read_back_as_it_was_written(self) -> None:
        assert read_report(report_json(FAILED)) == FAILED
        with pytest.raises(msgspec.ValidationError):
            read_report("{}")

    def test_carries_any_string_and_only_finite_numbers(self) -> None:
        text = report_json(HOSTILE)
        data = json.loads(text, parse_constant=pytest.fail)
        assert "</script><script>alert(1)</script>" in data["learner"]
        assert "\ufffd" in data["learner"]
        assert data["checks"][0]["grids"][0]["rows"] == [[1e300, None, None, None], []]
        assert data["checks"][4]["duration"] == 0.0
        text.encode()


class TestJunit:
    @samples
    def test_is_well_formed_and_counts_every_result(self, sample: Report) -> None:
        root = ET.fromstring(junit_xml(sample).encode())
        cases = root.findall("testsuite/testcase")
        assert len(cases) == len(sample.checks) + len(sample.quiz) == int(root.attrib["tests"])
        for name, tag in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]:
            assert int(root.attrib[name]) == len(root.findall(f".//testcase/{tag}"))
        silent = [case for case in cases if case.find("*") is None or case[0].tag == "system-out"]
        good = [result for result in sample.checks if result.status == "passed"]
        right = [result for result in sample.quiz if result.status == "correct"]
        assert len(silent) == len(good) + len(right)

    def test_an_untouched_stub_does_not_pass(self) -> None:
        root = ET.fromstring(junit_xml(NOT_STARTED))
        assert {failure.attrib["type"] for failure in root.findall(".//failure")} == {"not_started"}
        (waiting,) = root.findall(".//skipped")
        assert waiting.attrib["message"] == "Not answered"

    def test_tells_what_happened(self) -> None:
        root = ET.fromstring(junit_xml(FAILED))
        name = "test_output_size: The output size rounds down."
        failure = root.find(f".//testcase[@name='{name}']/failure")
        assert failure is not None
        assert failure.text is not None
        assert "conv_output_size(n=6, f=3, p=0, s=2)\n  Expected: 2\n  Got: 3" in failure.text
        assert "This looks like: rounds up instead of down" in failure.text
        properties = {
            entry.attrib["name"]: entry.attrib["value"] for entry in root.iter("property")
        }
        assert properties["score"] == "5.5"
        assert properties["sandbox"] == "namespaces landlock seccomp rlimits"


class TestGradescope:
    @samples
    def test_fields_are_those_that_gradescope_reads(self, sample: Report) -> None:
        data = json.loads(gradescope_json(sample))
        assert data["visibility"] == "visible"
        assert data["stdout_visibility"] == "hidden"
        for test in data["tests"]:
            assert test.get("status", "passed") in ("passed", "failed")
            assert ("status" in test) == ("score" in test)
            assert test["output_format"] == "text"
            assert isinstance(test["max_score"], float | int)
            assert isinstance(test["name"], str)
            assert isinstance(test["number"], str)
            assert len(test["output"]) < 60_000

    def test_scores_and_visibility_are_the_reports(self) -> None:
        data = gradescope_dict(FAILED)
        assert data["score"] == 5.5 == sum(test.get("score", 0) for test in data["tests"])
        assert data["extra_data"]["max_score"] == sum(test["max_score"] for test in data["tests"])
        assert [test["visibility"] for test in gradescope_dict(HIDDEN)["tests"]] == [
            "hidden",
            "after_due_date",
        ]

    def test_a_fault_of_ours_gives_no_score_at_all(self) -> None:
        data = gradescope_dict(SAMPLES["error"])
        assert "score" not in data
        assert data["tests"] == []
        assert "could not grade" in data["output"]
        assert "strategis" in data["output"]

    def test_one_broken_check_beside_a_score_is_told(self) -> None:
        mixed = report("failed", [check("a", "A"), check("b", "B", "error", message="ours")])
        broken = gradescope_dict(mixed)["tests"][1]
        assert broken["extra_data"]["status"] == "error"
        assert broken["output"] == "ours"


class TestWriteAtomic:
    def test_makes_folders_and_replaces(self, tmp_path: Path) -> None:
        target = tmp_path / "a" / "b.json"
        write_atomic(target, "one")
        write_atomic(target, "twö")
        assert target.read_text(encoding="utf-8") == "twö"
        assert os.listdir(target.parent) == ["b.json"]

    def test_an_interrupted_write_leaves_the_old_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        target = tmp_path / "report.json"
        write_atomic(target, "old")

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_atomic(target, "new")
        assert target.read_text() == "old"
        assert os.listdir(tmp_path) == ["report.json"]

    def test_a_place_that_cannot_be_written_is_an_oserror(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(OSError, match="file"):
            write_atomic(tmp_path / "file" / "report.json", "x")
        (tmp_path / "folder").mkdir()
        with pytest.raises(OSError, match="folder"):
            write_atomic(tmp_path / "folder", "x")
        assert sorted(os.listdir(tmp_path)) == ["file", "folder"]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
    def test_a_pipe_is_written_through(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        got: list[str] = []
        reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
        reader.start()
        write_atomic(pipe, "through")
        reader.join(10)
        assert got == ["through"]
        assert stat.S_ISFIFO(pipe.stat().st_mode)

    def test_a_link_keeps_pointing(self, tmp_path: Path) -> None:
        (tmp_path / "real.json").write_text("old")
        (tmp_path / "link.json").symlink_to("real.json")
        write_atomic(tmp_path / "link.json", "new \ud800")
        assert (tmp_path / "link.json").is_symlink()
        assert (tmp_path / "real.json").read_text() == "new ?"
