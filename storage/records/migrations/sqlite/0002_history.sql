-- What a submitted filing shares with others: its subject, its numbers, its files, its addresses, its sender. Only digests,
-- so that looking for a number needs no plain list of them. Written when a filing is submitted.
CREATE TABLE traces (
    filing_id TEXT NOT NULL REFERENCES filings (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL CHECK (kind IN ('subject', 'number', 'file', 'ip', 'account', 'sender_ip')),
    digest    TEXT NOT NULL,
    at        TIMESTAMP NOT NULL,      -- of the submission
    PRIMARY KEY (filing_id, kind, digest)
);
CREATE INDEX traces_of_value ON traces (kind, digest);

CREATE TABLE snoozes (
    id         TEXT PRIMARY KEY,
    check_id   TEXT NOT NULL,          -- '' for every check that an entry decides
    owner      TEXT NOT NULL,          -- whose filings; '' for everyone's
    file       TEXT NOT NULL,          -- of the policy, with entry; '' for any
    entry      TEXT NOT NULL,
    until      TEXT NOT NULL,          -- the last day, YYYY-MM-DD
    reason     TEXT NOT NULL,
    by_key     TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    ended_at   TIMESTAMP
);
