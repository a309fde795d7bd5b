"""A desk for tests: its addresses asked directly, or served for a real browser."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from grader.desk.gate import Gate
from grader.desk.live import Live
from grader.desk.quiz_tab import QuizTab
from grader.desk.server import Desk, DeskServer
from grader.model import Exercise, QuestionResult
from grader.quiz.sitting import Sitting
from tests.processes import PATIENCE

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page

PORT = 5000
HOST = f"127.0.0.1:{PORT}"
QUIZ = "/01_sizes/quiz"


class Desktop:
    """ada's desk over the course of one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        root, private = exercise.folder.parent, exercise.private.parent
        self.gate, self.live = Gate(), Live(root, private, "ada")
        self.gate.open_at(PORT)
        self.desk = Desk(root, private, self.gate, self.live, "ada")
        self.server: DeskServer | None = None

    @cached_property
    def app(self) -> Flask:
        return self.desk.app()

    @property
    def token(self) -> str:
        return self.gate.token

    @property
    def csrf(self) -> str:
        return self.gate.csrf

    @property
    def tab(self) -> QuizTab:
        return self.desk._tab(self.exercise)

    @property
    def sitting(self) -> Sitting:
        return self.tab.sitting()

    @property
    def results(self) -> dict[str, QuestionResult]:
        return self.tab.results

    @property
    def url(self) -> str:
        assert self.server is not None
        return self.server.url

    def serve(self) -> DeskServer:
        """Serve it at a free port."""
        root, private = self.exercise.folder.parent, self.exercise.private.parent
        self.server = server = DeskServer(root, private=private, learner="ada")
        self.gate, self.live, self.desk = server.gate, server.live, server.desk
        return server


def running(exercise: Exercise) -> Iterator[Desktop]:
    """The body of a fixture: a desk that is served from here, and grades no code."""
    desktop = Desktop(exercise)
    server = desktop.serve()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield desktop
    server.close()
    thread.join()


def started(exercise: Exercise) -> Iterator[str]:
    """The body of a fixture: `grade desk` as a user starts it; gives the address that it prints."""
    command = [
        sys.executable,
        "-m",
        "grader",
        "desk",
        exercise.id,
        "--no-browser",
        "--learner",
        "ada",
    ]
    with subprocess.Popen(
        command, cwd=exercise.course, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        match = re.search(r"http://\S+", said)
        assert match, said
        yield match[0]
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
        assert process.wait(PATIENCE) == 0, said
        assert "Traceback" not in said


def ask(client: FlaskClient, path: str, **options: Any) -> Any:
    headers = {"Host": HOST, **options.pop("headers", {})}
    return client.get(path, headers=headers, **options)


def send(client: FlaskClient, path: str, data: dict[str, Any], **headers: str) -> Any:
    return client.post(path, data=data, headers={"Host": HOST, **headers})


def enter_client(client: FlaskClient, desktop: Desktop) -> FlaskClient:
    """Let a client of the application in."""
    assert ask(client, f"/start?token={desktop.token}").status_code == 200
    return client


def enter(browser: Browser, url: str, path: str, **options: Any) -> tuple[Page, list[str]]:
    """Open a page of the desk as a person does; also all that it says on its console."""
    page = browser.new_context(**options).new_page()
    events: list[str] = []
    page.on("console", lambda said: events.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: events.append(f"error: {error}"))
    page.goto(url)
    page.wait_for_url(lambda address: "/start" not in address)
    page.goto(url.partition("/start")[0] + path)
    return page, events
