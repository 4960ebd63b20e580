-- json, not jsonb: what was saved is given back as it was, NUL escapes included.

CREATE TABLE filings (
    id           text PRIMARY KEY,
    owner        text NOT NULL,
    status       text NOT NULL CHECK (status IN ('draft', 'queued', 'reviewing', 'reviewed', 'accepted', 'returned', 'rejected', 'failed')),
    run          bigint NOT NULL,      -- number of the newest run, 0 before the first submit
    verdict      text NOT NULL,        -- of the newest finished run, '' before it
    form         json NOT NULL,
    attachments  json NOT NULL,
    search       text NOT NULL,        -- folded: id, organisation, site
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    submitted_at timestamptz
);
CREATE INDEX filings_newest ON filings (created_at DESC, id DESC);
CREATE INDEX filings_of_owner ON filings (owner, created_at DESC, id DESC);
CREATE INDEX filings_by_status ON filings (status, created_at DESC, id DESC);

CREATE TABLE runs (
    filing_id   text NOT NULL REFERENCES filings (id) ON DELETE CASCADE,
    number      bigint NOT NULL,
    attempt     bigint NOT NULL,       -- the fence: raised by every claim
    status      text NOT NULL CHECK (status IN ('queued', 'reviewing', 'reviewed', 'failed')),
    worker      text NOT NULL,
    lease_until timestamptz,
    queued_at   timestamptz NOT NULL,
    started_at  timestamptz,
    finished_at timestamptz,
    failure     text NOT NULL,
    attachments json NOT NULL,         -- what was submitted; the filing's own may change later
    PRIMARY KEY (filing_id, number)
);
CREATE INDEX runs_unfinished ON runs (queued_at, filing_id) WHERE status IN ('queued', 'reviewing');

CREATE TABLE reports (
    filing_id text NOT NULL,
    run       bigint NOT NULL,
    report    json NOT NULL,
    saved_at  timestamptz NOT NULL,
    PRIMARY KEY (filing_id, run),
    FOREIGN KEY (filing_id, run) REFERENCES runs (filing_id, number) ON DELETE CASCADE
);

CREATE TABLE decisions (
    filing_id text NOT NULL,
    run       bigint NOT NULL,
    status    text NOT NULL CHECK (status IN ('accepted', 'returned', 'rejected')),
    reasons   json NOT NULL,
    note      text NOT NULL,
    reviewer  text NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (filing_id, run),      -- one decision a run
    FOREIGN KEY (filing_id, run) REFERENCES runs (filing_id, number) ON DELETE CASCADE
);

CREATE TABLE readings (
    filing_id text NOT NULL REFERENCES filings (id) ON DELETE CASCADE,
    sha256    text NOT NULL,
    version   text NOT NULL,           -- of the pipeline
    hint      text NOT NULL,           -- the kind that was expected
    document  json NOT NULL,
    saved_at  timestamptz NOT NULL,
    PRIMARY KEY (filing_id, sha256, version, hint)
);

CREATE TABLE keys (
    id         text PRIMARY KEY,
    name       text NOT NULL,
    role       text NOT NULL,
    hash       text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE TABLE sessions (
    token_hash text PRIMARY KEY,
    key_id     text NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_of_key ON sessions (key_id);

-- No reference to filings: the log outlives what it tells of.
CREATE TABLE audit (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL,
    actor     text NOT NULL,
    action    text NOT NULL,
    filing_id text NOT NULL,
    detail    text NOT NULL
);
CREATE INDEX audit_of_filing ON audit (filing_id, id);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append only'; END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
