-- Times are text in UTC, as the driver writes them for TIMESTAMP columns; they sort as they compare.

CREATE TABLE filings (
    id           TEXT PRIMARY KEY,
    owner        TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('draft', 'queued', 'reviewing', 'reviewed', 'accepted', 'returned', 'rejected', 'failed')),
    run          INTEGER NOT NULL,     -- number of the newest run, 0 before the first submit
    verdict      TEXT NOT NULL,        -- of the newest finished run, '' before it
    form         TEXT NOT NULL,
    attachments  TEXT NOT NULL,
    search       TEXT NOT NULL,        -- folded: id, organisation, site
    created_at   TIMESTAMP NOT NULL,
    updated_at   TIMESTAMP NOT NULL,
    submitted_at TIMESTAMP
);
CREATE INDEX filings_newest ON filings (created_at DESC, id DESC);
CREATE INDEX filings_of_owner ON filings (owner, created_at DESC, id DESC);
CREATE INDEX filings_by_status ON filings (status, created_at DESC, id DESC);

CREATE TABLE runs (
    filing_id   TEXT NOT NULL REFERENCES filings (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    attempt     INTEGER NOT NULL,      -- the fence: raised by every claim
    status      TEXT NOT NULL CHECK (status IN ('queued', 'reviewing', 'reviewed', 'failed')),
    worker      TEXT NOT NULL,
    lease_until TIMESTAMP,
    queued_at   TIMESTAMP NOT NULL,
    started_at  TIMESTAMP,
    finished_at TIMESTAMP,
    failure     TEXT NOT NULL,
    attachments TEXT NOT NULL,         -- what was submitted; the filing's own may change later
    PRIMARY KEY (filing_id, number)
);
CREATE INDEX runs_unfinished ON runs (queued_at, filing_id) WHERE status IN ('queued', 'reviewing');

CREATE TABLE reports (
    filing_id TEXT NOT NULL,
    run       INTEGER NOT NULL,
    report    TEXT NOT NULL,
    saved_at  TIMESTAMP NOT NULL,
    PRIMARY KEY (filing_id, run),
    FOREIGN KEY (filing_id, run) REFERENCES runs (filing_id, number) ON DELETE CASCADE
);

CREATE TABLE decisions (
    filing_id TEXT NOT NULL,
    run       INTEGER NOT NULL,
    status    TEXT NOT NULL CHECK (status IN ('accepted', 'returned', 'rejected')),
    reasons   TEXT NOT NULL,
    note      TEXT NOT NULL,
    reviewer  TEXT NOT NULL,
    at        TIMESTAMP NOT NULL,
    PRIMARY KEY (filing_id, run),      -- one decision a run
    FOREIGN KEY (filing_id, run) REFERENCES runs (filing_id, number) ON DELETE CASCADE
);

CREATE TABLE readings (
    filing_id TEXT NOT NULL REFERENCES filings (id) ON DELETE CASCADE,
    sha256    TEXT NOT NULL,
    version   TEXT NOT NULL,           -- of the pipeline
    hint      TEXT NOT NULL,           -- the kind that was expected
    document  TEXT NOT NULL,
    saved_at  TIMESTAMP NOT NULL,
    PRIMARY KEY (filing_id, sha256, version, hint)
);

CREATE TABLE keys (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,
    hash       TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP
);

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    key_id     TEXT NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_of_key ON sessions (key_id);

-- No reference to filings: the log outlives what it tells of.
CREATE TABLE audit (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        TIMESTAMP NOT NULL,
    actor     TEXT NOT NULL,
    action    TEXT NOT NULL,
    filing_id TEXT NOT NULL,
    detail    TEXT NOT NULL
);
CREATE INDEX audit_of_filing ON audit (filing_id, id);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append only'); END;
