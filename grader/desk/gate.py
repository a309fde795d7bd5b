"""Who may ask the desk. The page is for one person at this machine, in one browser.

The address that the terminal prints carries a token that works once; it is exchanged for a cookie that scripts
cannot read and other sites cannot make the browser send, so a reload needs no token. Every form carries a second
token, the Host header must be ours, and a request says that it comes from our own page.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Mapping

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NO_PAGE = "default-src 'none'; frame-ancestors 'none'"  # the policy of what is no page


class Gate:
    """The secrets of one run, and what is asked of every request."""

    def __init__(self) -> None:
        self.hosts: frozenset[str] = frozenset()
        self.cookie = "grade_desk"
        self.token = secrets.token_urlsafe(32)
        self.session = secrets.token_urlsafe(32)
        self.csrf = secrets.token_urlsafe(32)
        self.used = False
        self._lock = threading.Lock()

    def open_at(self, port: int) -> str:
        """Know the port, so that two desks keep two cookies; returns the address to begin with."""
        self.hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))
        self.cookie = f"grade_desk_{port}"
        return f"http://127.0.0.1:{port}/start?token={self.token}"

    def is_ours(self, host: str) -> bool:
        return host in self.hosts

    def knows(self, cookies: Mapping[str, str]) -> bool:
        """Whether the request comes from the browser that was let in."""
        return _equal(cookies.get(self.cookie, ""), self.session)

    def let_in(self, token: str) -> bool:
        """Whether this is the token, used for the first time."""
        with self._lock:
            right = not self.used and _equal(token, self.token)
            self.used = self.used or right
        return right

    def is_from_our_page(self, headers: Mapping[str, str]) -> bool:
        """Whether the browser says that no other site asks; what no browser sends says nothing."""
        origin = headers.get("Origin", "null")
        site = headers.get("Sec-Fetch-Site", "same-origin")
        ours = origin == "null" or origin in {f"http://{host}" for host in self.hosts}
        return ours and site == "same-origin"

    def accepts_form(self, token: str) -> bool:
        return _equal(token, self.csrf)


def _equal(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
