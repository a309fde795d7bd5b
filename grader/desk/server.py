"""The desk's addresses. The only user of Flask; bound to this machine alone.

Every reply carries a policy: a page may run our one script, show our one style sheet and ask this server;
nothing else may do anything.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from grader.course import exercise_folders, load_exercise
from grader.desk.gate import HEADERS, NO_PAGE, Gate
from grader.desk.live import Live, State, TooMany
from grader.desk.quiz_tab import QuizTab
from grader.desk.tabs import (
    TABS,
    live_part,
    map_page,
    note_page,
    quiz_page,
    report_page,
    statement_page,
)
from grader.errors import GradeError, UsageError
from grader.messages import message
from grader.model import Exercise
from grader.quiz import AnswersError, quiz_file

if TYPE_CHECKING:
    from flask import Flask, Response
    from werkzeug.serving import BaseWSGIServer

MAX_FORM = 512 * 1024


class DeskServer:
    """Serves one course until it is closed: `serve` on a thread of its own, `live.run` on the main one."""

    def __init__(
        self,
        root: Path,
        *,
        private: Path,
        learner: str | None = None,
        answers: dict[str, Path] | None = None,
        port: int = 0,
    ) -> None:
        try:
            from werkzeug.serving import WSGIRequestHandler, make_server
        except ImportError:
            raise UsageError(message("desk.needs_flask")) from None

        class Quiet(WSGIRequestHandler):
            def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's names
                """The terminal belongs to the learner; requests are not logged."""

        self.gate = Gate()
        self.live = Live(root, private, learner)
        self.desk = Desk(root, private, self.gate, self.live, learner, answers or {})
        try:
            self.server: BaseWSGIServer = make_server(
                "127.0.0.1", port, self.desk.app(), threaded=True, request_handler=Quiet
            )
        except (OSError, SystemExit):
            raise UsageError(message("quiz.port", port=port)) from None
        self.server.daemon_threads = True  # type: ignore[attr-defined]  # a stream does not hold up the end
        self.url = self.gate.open_at(self.server.port)

    def serve(self) -> None:
        """Answer requests until `close`."""
        self.server.serve_forever(poll_interval=0.1)

    def close(self) -> None:
        self.live.close()
        self.server.shutdown()
        self.server.server_close()


class Desk:
    """What stands at each address."""

    def __init__(
        self,
        root: Path,
        private: Path,
        gate: Gate,
        live: Live,
        learner: str | None = None,
        answers: dict[str, Path] | None = None,
    ) -> None:
        self.root, self.private, self.gate, self.live = root, private, gate, live
        self.learner, self.answers = learner, answers or {}
        self.start_tab = "/"
        self.tabs: dict[str, QuizTab] = {}

    def app(self) -> Flask:
        """The WSGI application."""
        from flask import Flask

        app = Flask("grader.desk", static_folder=None, template_folder=None)
        app.config.update(MAX_CONTENT_LENGTH=MAX_FORM, MAX_FORM_MEMORY_SIZE=MAX_FORM)
        app.before_request(self._guard)
        app.after_request(self._harden)
        rules: list[tuple[str, Callable[..., Any], str]] = [
            ("/start", self._start, "GET"),
            ("/", self._map, "GET"),
            ("/favicon.ico", self._icon, "GET"),
            ("/<name>", self._first_tab, "GET"),
            ("/<name>/statement", self._statement, "GET"),
            ("/<name>/report", self._report, "GET"),
            ("/<name>/quiz", self._quiz, "GET"),
            ("/<name>/events", self._events, "GET"),
            ("/<name>/check", self._check, "POST"),
            ("/<name>/quiz/<action>", self._quiz_action, "POST"),
        ]
        for rule, view, method in rules:
            app.add_url_rule(rule, view.__name__, view, methods=[method])
        for code, key in (
            (404, "missing"),
            (405, "missing"),
            (413, "large"),
            (400, "form"),
            (500, "fault"),
        ):
            app.register_error_handler(code, self._handler(code, key))
        app.register_error_handler(GradeError, self._cannot)
        return app

    # --- who asks ---

    def _guard(self) -> Response | None:
        """Who asks, and from where: before anything else happens."""
        from flask import request

        headers = dict(request.headers)
        if not self.gate.is_ours(request.host):
            return self._refuse("host", 403)
        if request.endpoint == "_start":
            return None
        if not self.gate.knows(request.cookies):
            return self._refuse("token", 403)
        if request.method == "POST":
            if not self.gate.is_from_our_page(headers):
                return self._refuse("form", 403)
            if not self.gate.accepts_form(request.form.get("csrf", "")):
                return self._refuse("form", 403)
        elif request.endpoint == "_events" and not self.gate.is_from_our_page(headers):
            return self._refuse("form", 403)
        return None

    def _harden(self, response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Content-Security-Policy", NO_PAGE)
        return response

    def _handler(self, code: int, key: str) -> Callable[[Exception], Response]:
        return lambda _: self._refuse(key, code)

    def _cannot(self, problem: Exception) -> Response:
        """A course or a file that cannot be read; the page says so, and the desk goes on."""
        return self._note(message("quiz.refused.title"), str(problem), 409, href="/")

    def _start(self) -> Response:
        """Exchange the token for the cookie; the page behind it is a step of its own, for a
        cookie of this kind is not sent along with a redirect that another program began."""
        from flask import request

        if self.gate.knows(request.cookies):
            return _redirect(self.start_tab)
        if not self.gate.let_in(request.args.get("token", "")):
            return self._refuse("token", 403)
        response = self._note(message("desk.title"), "", href=self.start_tab)
        response.headers["Refresh"] = f"0; url={self.start_tab}"
        response.set_cookie(
            self.gate.cookie, self.gate.session, httponly=True, samesite="Strict", path="/"
        )
        return response

    # --- pages ---

    def _exercises(self) -> list[Exercise]:
        folders = exercise_folders(self.root) if self.root.is_dir() else []
        if not folders:
            raise UsageError(message("course.none", folder=self.root))
        exercises = (load_exercise(folder, self.private) for folder in folders)
        return sorted(exercises, key=lambda exercise: exercise.order)

    def _exercise(self, name: str) -> Exercise:
        """The exercise of that name; 404 for any other text."""
        from flask import abort

        names = [folder.name for folder in exercise_folders(self.root)]
        if name not in names:
            abort(404)
        return load_exercise(self.root / name, self.private)

    def _map(self) -> Response:
        return self._html(map_page(self._exercises(), **self._frame()))

    def _icon(self) -> Response:
        """Browsers ask for one unasked; there is none."""
        from flask import Response

        return Response("", 204)

    def _first_tab(self, name: str) -> Response:
        return _redirect(f"/{self._exercise(name).id}/{TABS[0]}")

    def _statement(self, name: str) -> Response:
        return self._html(statement_page(self._exercise(name), **self._frame()))

    def _report(self, name: str) -> Response:
        exercise = self._exercise(name)
        return self._html(report_page(exercise, self.live.state(exercise), **self._frame()))

    def _events(self, name: str) -> Response:
        """Server-sent events: the state of the exercise now, and each change of it."""
        from flask import Response

        exercise = self._exercise(name)
        try:
            states = self.live.stream(exercise)
        except TooMany:
            return self._note(message("quiz.refused.title"), message("desk.streams"), 503)
        return Response(_events(exercise, states), mimetype="text/event-stream")

    def _check(self, name: str) -> Response:
        """Run all checks again, in the order of the course."""
        exercise = self._exercise(name)
        self.live.grade_everything(exercise)
        return _redirect(f"/{exercise.id}/report")

    # --- the quiz ---

    def _tab(self, exercise: Exercise) -> QuizTab:
        """The form of an exercise. Raises `UsageError` where it has no quiz here."""
        if not quiz_file(exercise).is_file():
            key = "quiz.absent" if exercise.private.is_dir() else "quiz.private"
            raise UsageError(message(key, exercise=exercise.id, file=quiz_file(exercise).name))
        if exercise.id not in self.tabs:
            answers = self.answers.get(exercise.id)
            self.tabs[exercise.id] = QuizTab(exercise, self.learner, answers)
        return self.tabs[exercise.id]

    def _quiz(self, name: str) -> Response:
        exercise = self._exercise(name)
        if not quiz_file(exercise).is_file():
            return self._html(quiz_page(exercise, None, **self._frame()))
        return self._html(quiz_page(exercise, self._tab(exercise).page(), **self._frame()))

    def _quiz_action(self, name: str, action: str) -> Response:
        """What the buttons of the form do. All of them keep what was typed first."""
        from flask import abort, request

        exercise = self._exercise(name)
        if action not in ("save", "grade", "reopen", "take", "again"):
            abort(404)
        tab = self._tab(exercise)
        form = request.form.to_dict(flat=False)
        if "X-Autosave" in request.headers:
            return self._autosave(tab, form)
        try:
            _, _, conflicts = tab.save(form, without=request.form.get("take", ""))
            if not conflicts and action == "reopen":
                tab.reopen(request.form.get("reopen", ""))
            if not conflicts and action == "again":
                tab.draw_again()
            if not conflicts and action == "grade":
                tab.grade()
        except AnswersError as problem:
            page = tab.page(posted=form, notice=str(problem))
            return self._html(quiz_page(exercise, page, **self._frame()), 409)
        if conflicts:
            page = tab.page(posted=form, conflicts=conflicts)
            return self._html(quiz_page(exercise, page, **self._frame()), 409)
        return _redirect(f"/{exercise.id}/quiz")

    def _autosave(self, tab: QuizTab, form: dict[str, list[str]]) -> Response:
        """Keep what was typed; the script is told what to go on with, in JSON."""
        from flask import Response

        try:
            base, readable, _ = tab.save(form)
        except AnswersError as problem:
            return Response(str(problem), 409, mimetype="text/plain")
        body = msgspec.json.encode({"base": base, "conflicts": readable})
        return Response(body, 200, mimetype="application/json")

    # --- replies ---

    def _frame(self) -> dict[str, str]:
        """What every page gets: the token of its forms, and a nonce for its script."""
        return {"csrf": self.gate.csrf, "nonce": secrets.token_urlsafe(16)}

    def _refuse(self, key: str, code: int) -> Response:
        return self._note(message("quiz.refused.title"), message(f"quiz.refused.{key}"), code)

    def _note(self, title: str, text: str, code: int = 200, href: str = "") -> Response:
        return self._html(note_page(title, text, href), code)

    def _html(self, page: tuple[str, str], code: int = 200) -> Response:
        from flask import Response

        html, policy = page
        response = Response(html, code, mimetype="text/html")
        response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'"
        return response


def _events(exercise: Exercise, states: Iterator[State | None]) -> Iterator[bytes]:
    sent = None
    for state in states:
        if state is None:
            yield b": still here\n\n"
            continue
        if state.busy:
            values = {"done": state.done, "total": state.total}
            text = message("desk.checking", title=state.title, **values)
            yield _event("progress", {**values, "text": text, "status": state.status})
            continue
        if state.trouble:
            yield _event("trouble", {"text": state.trouble})
        elif state.report is not None and state.report is not sent:
            sent = state.report
            yield _event("report", live_part(exercise, sent))


def _event(name: str, data: object) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (name.encode(), msgspec.json.encode(data))


def _redirect(address: str) -> Response:
    """Flask's redirect returns werkzeug's response type; it is the same thing to us."""
    from flask import redirect

    answer: Any = redirect(address, 303)
    response: Response = answer
    return response
