package records

import (
	"context"
	"fmt"
	"time"

	"prereview/filing"
)

const keyColumns = `keys.id, keys.name, keys.role, keys.hash, keys.created_at, keys.revoked_at`

func scanKey(row scanner) (k filing.Key, err error) {
	err = row.Scan(&k.ID, &k.Name, &k.Role, &k.Hash, (*moment)(&k.CreatedAt), (*moment)(&k.RevokedAt))
	return k, err
}

// CreateKey saves a key; ID and Hash are required, CreatedAt is now unless given. filing.ErrConflict when the id or the
// hash is taken.
func (s *Store) CreateKey(ctx context.Context, k filing.Key) (err error) {
	defer wrap(&err, "create key", k.ID)
	if k.ID == "" {
		return filing.Problem{Field: "id", Detail: "is required"}
	}
	if k.Hash == "" {
		return filing.Problem{Field: "hash", Detail: "is required"}
	}
	if k.CreatedAt.IsZero() {
		k.CreatedAt = s.now()
	}
	n, err := s.writer().exec(ctx, `INSERT INTO keys (id, name, role, hash, created_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT DO NOTHING`, k.ID, k.Name, string(k.Role), k.Hash, moment(k.CreatedAt))
	if err == nil && n == 0 {
		err = fmt.Errorf("the id or the hash is taken: %w", filing.ErrConflict)
	}
	return err
}

// KeyByHash answers the key whose secret has this hash; filing.ErrNotFound when there is none or it was revoked.
func (s *Store) KeyByHash(ctx context.Context, hash string) (k filing.Key, err error) {
	defer wrap(&err, "key") // the hash stays out of logs
	k, err = scanKey(s.reader().row(ctx, `SELECT `+keyColumns+` FROM keys WHERE hash = $1 AND revoked_at IS NULL`, hash))
	return k, notFound(err)
}

// Keys lists every key, the oldest first, with the revoked ones.
func (s *Store) Keys(ctx context.Context) (ks []filing.Key, err error) {
	defer wrap(&err, "keys")
	rows, err := s.reader().query(ctx, `SELECT `+keyColumns+` FROM keys ORDER BY created_at, id`)
	return collect(rows, err, scanKey)
}

// RevokeKey ends a key and its sessions at once. Revoking twice keeps the first time; filing.ErrNotFound when there is no
// such key.
func (s *Store) RevokeKey(ctx context.Context, id string) (err error) {
	defer wrap(&err, "revoke key", id)
	return s.tx(ctx, func(c conn) error {
		n, err := c.exec(ctx, `UPDATE keys SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1`, id, moment(s.now()))
		if err != nil {
			return err
		}
		if n == 0 {
			return filing.ErrNotFound
		}
		_, err = c.exec(ctx, `DELETE FROM sessions WHERE key_id = $1`, id)
		return err
	})
}

// CreateSession signs a key in until expires; only the hash of the session's token is kept. filing.ErrNotFound when the
// key is unknown or revoked, filing.ErrConflict when the hash is taken. The key's sessions that ran out are removed on the way.
func (s *Store) CreateSession(ctx context.Context, tokenHash, keyID string, expires time.Time) (err error) {
	defer wrap(&err, "create session of key", keyID)
	return s.tx(ctx, func(c conn) error {
		// Changes nothing but takes the key's lock: a RevokeKey at the same time would not see the new session.
		n, err := c.exec(ctx, `UPDATE keys SET name = name WHERE id = $1 AND revoked_at IS NULL`, keyID)
		if err != nil {
			return err
		}
		if n == 0 {
			return filing.ErrNotFound
		}
		if _, err := c.exec(ctx, `DELETE FROM sessions WHERE key_id = $1 AND expires_at <= $2`, keyID, moment(s.now())); err != nil {
			return err
		}
		n, err = c.exec(ctx, `INSERT INTO sessions (token_hash, key_id, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
			tokenHash, keyID, moment(expires))
		if err == nil && n == 0 {
			err = filing.ErrConflict
		}
		return err
	})
}

// Session answers the key that is signed in; filing.ErrNotFound when the session is unknown or over, or the key revoked.
func (s *Store) Session(ctx context.Context, tokenHash string) (k filing.Key, err error) {
	defer wrap(&err, "session")
	k, err = scanKey(s.reader().row(ctx, `SELECT `+keyColumns+` FROM sessions JOIN keys ON keys.id = sessions.key_id
		WHERE token_hash = $1 AND expires_at > $2 AND keys.revoked_at IS NULL`, tokenHash, moment(s.now())))
	return k, notFound(err)
}

// DeleteSession signs out; a session that is not there is signed out already.
func (s *Store) DeleteSession(ctx context.Context, tokenHash string) (err error) {
	defer wrap(&err, "delete session")
	_, err = s.writer().exec(ctx, `DELETE FROM sessions WHERE token_hash = $1`, tokenHash)
	return err
}
