"""The quiz as a page on this machine alone. The only user of Flask.

Bound to 127.0.0.1. The address that the terminal prints carries a token that works once; it is
exchanged for a cookie that scripts cannot read and other sites cannot make the browser send. Every
form carries a second token, the Host header must be ours, and the page's policy allows our one
style sheet, our one script, and requests to ourselves.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from grader.errors import UsageError
from grader.messages import message
from grader.model import QuestionResult
from grader.quiz.answers import AnswersError
from grader.quiz.forms import answers_from
from grader.quiz.pages import STYLES, block, question_views, render_quiz_page, script
from grader.quiz.reading import is_blank
from grader.quiz.sitting import Sitting
from grader.report import page_policy

if TYPE_CHECKING:
    from flask import Flask, Response
    from werkzeug.serving import BaseWSGIServer

COOKIE = "grade_quiz"
MAX_FORM = 512 * 1024
POLICY = "form-action 'self'; connect-src 'self'; script-src 'nonce-{nonce}'"
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class QuizServer:
    """Serves one sitting until it is closed."""

    def __init__(self, sitting: Sitting, port: int = 0) -> None:
        try:
            from werkzeug.serving import WSGIRequestHandler, make_server
        except ImportError:
            raise UsageError(message("quiz.needs_flask")) from None

        class Quiet(WSGIRequestHandler):
            def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's names
                """The terminal belongs to the learner; requests are not logged."""

        self.page = QuizPage(sitting)
        try:
            self.server: BaseWSGIServer = make_server(
                "127.0.0.1", port, self.page.app(), threaded=True, request_handler=Quiet
            )
        except (OSError, SystemExit):
            raise UsageError(message("quiz.port", port=port)) from None
        self.page.hosts = {f"{name}:{self.server.port}" for name in ("127.0.0.1", "localhost")}
        self.url = f"http://127.0.0.1:{self.server.port}/start?token={self.page.token}"

    def serve(self) -> None:
        """Answer requests until `close` or Ctrl+C."""
        self.server.serve_forever(poll_interval=0.2)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class QuizPage:
    """The pages of one sitting, and who may see them."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting
        self.hosts: set[str] = set()
        self.token = secrets.token_urlsafe(32)
        self.session = secrets.token_urlsafe(32)
        self.csrf = secrets.token_urlsafe(32)
        self.used = False
        self.lock = threading.Lock()
        self.results: dict[str, QuestionResult] = {}

    def app(self) -> Flask:
        """The WSGI application."""
        from flask import Flask, request

        app = Flask("grader.quiz", static_folder=None, template_folder=None)
        app.config.update(MAX_CONTENT_LENGTH=MAX_FORM, MAX_FORM_MEMORY_SIZE=MAX_FORM)
        app.before_request(self._guard)
        app.after_request(self._harden)
        app.add_url_rule("/start", "start", self._start, methods=["GET"])
        app.add_url_rule("/", "show", self._show, methods=["GET"])
        app.add_url_rule("/save", "save", self._save, methods=["POST"])
        app.add_url_rule("/grade", "grade", self._grade, methods=["POST"])
        for code, key in ((404, "missing"), (405, "missing"), (413, "large"), (400, "form")):
            app.register_error_handler(code, self._handler(code, key))
        assert request is not None
        return app

    def _handler(self, code: int, key: str) -> Callable[[Exception], Response]:
        return lambda _: self._refuse(key, code)

    def _guard(self) -> Response | None:
        """Who asks, and from where: before anything else happens."""
        from flask import request

        if request.host not in self.hosts:
            return self._refuse("host", 403)
        if request.endpoint == "start":
            return None
        if not _equal(request.cookies.get(COOKIE, ""), self.session):
            return self._refuse("token", 403)
        if request.method == "POST":
            origin = request.headers.get("Origin", "null")
            site = request.headers.get("Sec-Fetch-Site", "same-origin")
            ours = origin == "null" or origin in {f"http://{host}" for host in self.hosts}
            if not ours or site != "same-origin":
                return self._refuse("form", 403)
            if not _equal(request.form.get("csrf", ""), self.csrf):
                return self._refuse("form", 403)
        return None

    def _harden(self, response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        if "Content-Security-Policy" not in response.headers:
            response.headers["Content-Security-Policy"] = (
                "default-src 'none'; frame-ancestors 'none'"
            )
        return response

    def _start(self) -> Response:
        """Exchange the token for the cookie; the page behind it is a step of its own, for a
        cookie of this kind is not sent along with a redirect that another program began."""
        from flask import redirect, request

        if _equal(request.cookies.get(COOKIE, ""), self.session):
            return _typed(redirect("/", 303))
        with self.lock:
            right = not self.used and _equal(request.args.get("token", ""), self.token)
            self.used = self.used or right
        if not right:
            return self._refuse("token", 403)
        response = self._note(
            message("quiz.page.title", title=self.sitting.exercise.title), "", href="/"
        )
        response.headers["Refresh"] = "0; url=/"
        response.set_cookie(COOKIE, self.session, httponly=True, samesite="Strict", path="/")
        return response

    def _show(self) -> Response:
        with self.lock:
            return self._page()

    def _save(self) -> Response:
        """Keep the answers. The script wants a short word, a browser without it the page."""
        from flask import Response, redirect, request

        quietly = "X-Autosave" in request.headers
        with self.lock:
            try:
                self._keep()
            except AnswersError as problem:
                if quietly:
                    return Response(str(problem), 409, mimetype="text/plain")
                return self._note(message("quiz.refused.title"), str(problem), 409)
        return Response("", 204) if quietly else _typed(redirect("/", 303))

    def _grade(self) -> Response:
        from flask import redirect

        with self.lock:
            try:
                self._keep()
                self.results = {result.id: result for result in self.sitting.grade()}
            except AnswersError as problem:
                return self._note(message("quiz.refused.title"), str(problem), 409)
        return _typed(redirect("/", 303))

    def _keep(self) -> None:
        from flask import request

        given = answers_from(request.form.to_dict(flat=False), self.sitting.variants)
        before = self.sitting.answers().values
        changes = {
            name: answer
            for name, answer in given.items()
            if answer != before.get(name) and not (is_blank(answer) and is_blank(before.get(name)))
        }
        for name in changes:
            self.results.pop(name, None)
        if changes or not self.sitting.path.exists():
            self.sitting.save(changes)

    def _page(self) -> Response:
        sitting = self.sitting
        try:
            answers = sitting.answers().values
        except AnswersError as problem:
            return self._note(message("quiz.refused.title"), str(problem), 409)
        variants = sitting.variants
        attempts = {variant.id: sitting.attempts(variant) for variant in variants}
        views = question_views(variants, answers, self.results, attempts, sitting.exercise.folder)
        results = list(self.results.values())
        score = sum(result.score for result in results)
        unsolved = sum(
            variant.id not in self.results or self.results[variant.id].status != "correct"
            for variant in variants
        )
        detail = message("quiz.result.open", count=unsolved)
        nonce = secrets.token_urlsafe(16)
        page = render_quiz_page(
            "quiz.html.j2",
            allow=POLICY.format(nonce=nonce),
            title=sitting.exercise.title,
            heading=message("quiz.result.heading") if results else sitting.exercise.title,
            learner=sitting.learner,
            intro=block(sitting.quiz.intro, sitting.exercise.folder) if sitting.quiz.intro else "",
            views=views,
            answered=sum(view.answered for view in views),
            graded=bool(results),
            detail=detail if unsolved else message("quiz.result.done"),
            score=score,
            max_score=sum(variant.question.points for variant in variants),
            notes=sitting.notes,
            path=_shown_path(sitting),
            csrf=self.csrf,
            nonce=nonce,
            script=script(),
        )
        return self._html(page, 200, nonce)

    def _refuse(self, key: str, code: int) -> Response:
        return self._note(message("quiz.refused.title"), message(f"quiz.refused.{key}"), code)

    def _note(self, title: str, text: str, code: int = 200, href: str = "") -> Response:
        link = message("quiz.result.again")
        page = render_quiz_page("quiz_note.html.j2", title=title, text=text, href=href, link=link)
        return self._html(page, code)

    def _html(self, page: str, code: int, nonce: str = "") -> Response:
        from flask import Response

        response = Response(page, code, mimetype="text/html")
        allow = POLICY.format(nonce=nonce) if nonce else "form-action 'none'"
        policy = f"{page_policy(STYLES, allow)}; frame-ancestors 'none'"
        response.headers["Content-Security-Policy"] = policy
        return response


def _shown_path(sitting: Sitting) -> str:
    return f"{sitting.path.parent.parent.name}/{sitting.path.parent.name}/{sitting.path.name}"


def _equal(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _typed(response: Any) -> Response:
    """Flask's redirect returns werkzeug's response type; it is the same thing to us."""
    answer: Response = response
    return answer
