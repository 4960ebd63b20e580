-- What a submitted filing shares with others: its subject, its numbers, its files, its addresses, its sender. Only digests,
-- so that looking for a number needs no plain list of them. Written when a filing is submitted.
CREATE TABLE traces (
    filing_id text NOT NULL REFERENCES filings (id) ON DELETE CASCADE,
    kind      text NOT NULL CHECK (kind IN ('subject', 'number', 'file', 'ip', 'account', 'sender_ip')),
    digest    text NOT NULL,
    at        timestamptz NOT NULL,      -- of the submission
    PRIMARY KEY (filing_id, kind, digest)
);
CREATE INDEX traces_of_value ON traces (kind, digest);

CREATE TABLE snoozes (
    id         text PRIMARY KEY,
    check_id   text NOT NULL,          -- '' for every check that an entry decides
    owner      text NOT NULL,          -- whose filings; '' for everyone's
    file       text NOT NULL,          -- of the policy, with entry; '' for any
    entry      text NOT NULL,
    until      text NOT NULL,          -- the last day, YYYY-MM-DD
    reason     text NOT NULL,
    by_key     text NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at   timestamptz
);
