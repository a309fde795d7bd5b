"""The gradebook's tables, as migrations: each script leads from the version before to its own place.

Scripts that were released are never changed; a new version is a further script.
"""

from __future__ import annotations

APPLICATION_ID = 0x67726164  # "grad", in the file's header
MIGRATIONS = (
    """
    CREATE TABLE learners (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        section TEXT NOT NULL,
        aliases TEXT NOT NULL,
        enrolled INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE exercises (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        position INTEGER NOT NULL,
        max_score REAL NOT NULL
    ) STRICT;
    CREATE TABLE attempts (
        id INTEGER PRIMARY KEY,
        learner INTEGER NOT NULL REFERENCES learners (id),
        exercise TEXT NOT NULL REFERENCES exercises (id),
        number INTEGER NOT NULL,
        digest TEXT NOT NULL,
        files BLOB NOT NULL,
        platform TEXT NOT NULL,
        origin TEXT NOT NULL,
        submitted TEXT,
        late INTEGER NOT NULL,
        received TEXT NOT NULL,
        notes TEXT NOT NULL,
        UNIQUE (learner, exercise, digest),
        UNIQUE (learner, exercise, number)
    ) STRICT;
    CREATE TABLE gaps (
        learner INTEGER NOT NULL REFERENCES learners (id),
        exercise TEXT NOT NULL REFERENCES exercises (id),
        problem TEXT NOT NULL,
        origin TEXT NOT NULL,
        PRIMARY KEY (learner, exercise)
    ) STRICT;
    CREATE TABLE results (
        id INTEGER PRIMARY KEY,
        attempt INTEGER NOT NULL REFERENCES attempts (id),
        key TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('current', 'proposed', 'superseded')),
        status TEXT NOT NULL,
        score REAL NOT NULL,
        max_score REAL NOT NULL,
        quiz_score REAL NOT NULL,
        quiz_max REAL NOT NULL,
        items TEXT NOT NULL,
        seconds REAL NOT NULL,
        graded TEXT NOT NULL,
        report BLOB NOT NULL,
        UNIQUE (attempt, key)
    ) STRICT;
    CREATE UNIQUE INDEX one_current ON results (attempt) WHERE state = 'current';
    CREATE TABLE overrides (
        id INTEGER PRIMARY KEY,
        learner INTEGER NOT NULL REFERENCES learners (id),
        exercise TEXT NOT NULL REFERENCES exercises (id),
        score REAL,
        author TEXT NOT NULL CHECK (author <> ''),
        reason TEXT NOT NULL CHECK (reason <> ''),
        at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE extensions (
        id INTEGER PRIMARY KEY,
        learner INTEGER NOT NULL REFERENCES learners (id),
        exercise TEXT NOT NULL REFERENCES exercises (id),
        until TEXT NOT NULL,
        author TEXT NOT NULL CHECK (author <> ''),
        reason TEXT NOT NULL CHECK (reason <> ''),
        at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE regrades (
        id INTEGER PRIMARY KEY,
        author TEXT NOT NULL CHECK (author <> ''),
        reason TEXT NOT NULL CHECK (reason <> ''),
        at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE regraded (
        regrade INTEGER NOT NULL REFERENCES regrades (id),
        before INTEGER NOT NULL REFERENCES results (id),
        after INTEGER NOT NULL REFERENCES results (id),
        PRIMARY KEY (regrade, before)
    ) STRICT;
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        action TEXT NOT NULL,
        detail TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail is not changed'); END;
    CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail is not shortened'); END;
    """,
)
