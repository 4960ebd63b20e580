// Package records is the truth of the system: filings, their runs, reports and decisions, keys, sessions and the audit
// log, in PostgreSQL or SQLite behind one Store. Queues only wake workers; what is to be done is what this database says.
//
// Every change of state is one transaction that begins with a conditional UPDATE: the row lock it takes decides between
// callers at once, and the one that comes second finds its condition gone. Transactions that touch a run and its filing
// lock the run first. A run is leased by Claim and fenced by its attempt number: whoever holds an older attempt is
// refused with filing.ErrStale, however late it wakes.
//
// Errors are filing.ErrNotFound, filing.ErrConflict, filing.ErrStale and filing.Problem, wrapped; any other error is a
// fault of the database and worth a retry. They carry ids, never personal data.
package records

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"prereview/filing"
)

// Store is safe for concurrent use. With PostgreSQL any number of processes may share one database; with SQLite the
// goroutines of one process, and short visits of another (prereview keys) that wait for their turn.
type Store struct {
	// Now is the clock of leases and of every time that is saved; tests replace it before use. Leases are compared across
	// machines: clocks that differ by more than a lease cost double work, never a double report (the fence sees to that).
	Now func() time.Time

	read, write *sql.DB // the same pool with PostgreSQL; a single writer with SQLite
	dialect     dialect
}

// Open connects to postgres://... (any form pgx takes) or sqlite:PATH, and answers once the database does. The schema is
// Migrate's business.
func Open(ctx context.Context, url string) (*Store, error) {
	s := &Store{Now: time.Now}
	scheme, rest, _ := strings.Cut(url, ":")
	var err error
	switch scheme {
	case "postgres", "postgresql":
		err = s.openPostgres(url)
	case "sqlite":
		err = s.openSQLite(ctx, rest)
	default: // the URL may hold a password: not quoted
		return nil, errors.New("database: neither postgres://USER:PASSWORD@HOST/NAME nor sqlite:PATH")
	}
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	if err := s.read.PingContext(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("database: %w", err)
	}
	return s, nil
}

// Close waits for queries that run and closes every connection.
func (s *Store) Close() error {
	err := s.read.Close()
	if s.write != s.read {
		err = errors.Join(err, s.write.Close())
	}
	return err
}

// Ready is nil when the database answers and its schema is the one this program was built for.
func (s *Store) Ready(ctx context.Context) error {
	newest, err := s.newestMigration()
	if err != nil {
		return err
	}
	var have int
	if err := s.reader().row(ctx, `SELECT coalesce(max(version), 0) FROM schema_migrations`).Scan(&have); err != nil {
		return fmt.Errorf("database not ready: %w", err)
	}
	if have != newest {
		return fmt.Errorf("database not ready: its schema has version %d, this program needs %d (prereview migrate)", have, newest)
	}
	return nil
}

// now is Now in the precision that both engines keep.
func (s *Store) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }

// conn runs the one SQL text of both engines on a pool or within a transaction.
type conn struct {
	q interface {
		ExecContext(context.Context, string, ...any) (sql.Result, error)
		QueryContext(context.Context, string, ...any) (*sql.Rows, error)
		QueryRowContext(context.Context, string, ...any) *sql.Row
	}
	dialect dialect
}

func (s *Store) reader() conn { return conn{s.read, s.dialect} }
func (s *Store) writer() conn { return conn{s.write, s.dialect} }

// tx commits what f did when f returns nil.
func (s *Store) tx(ctx context.Context, f func(conn) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := f(conn{tx, s.dialect}); err != nil {
		return err
	}
	return tx.Commit()
}

// exec answers how many rows were changed.
func (c conn) exec(ctx context.Context, query string, args ...any) (int64, error) {
	r, err := c.q.ExecContext(ctx, c.dialect.bind(query), storable(args)...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (c conn) row(ctx context.Context, query string, args ...any) *sql.Row {
	return c.q.QueryRowContext(ctx, c.dialect.bind(query), storable(args)...)
}

func (c conn) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return c.q.QueryContext(ctx, c.dialect.bind(query), storable(args)...)
}

// exists says whether a query has any row.
func (c conn) exists(ctx context.Context, query string, args ...any) (bool, error) {
	var one int
	err := c.row(ctx, query, args...).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// storable replaces what PostgreSQL refuses in text, NUL and broken UTF-8, by U+FFFD, so that both engines take the same
// strings. An id with such bytes is then simply one that nobody has.
func storable(args []any) []any {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
		}
	}
	return args
}

// collect reads every row; the answer is never nil.
func collect[T any](rows *sql.Rows, err error, scan func(scanner) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

type scanner interface{ Scan(...any) error }

// notFound turns an empty result into filing.ErrNotFound.
func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return filing.ErrNotFound
	}
	return err
}

// wrap says which call and which ids an error is about. Ids may come from outside: they are quoted and cut.
func wrap(err *error, call string, ids ...any) {
	if *err == nil {
		return
	}
	for _, id := range ids {
		if n, ok := id.(int); ok {
			call += fmt.Sprintf(" %d", n)
		} else {
			call += fmt.Sprintf(" %.60q", id)
		}
	}
	*err = fmt.Errorf("%s: %w", call, *err)
}

// moment saves a time in UTC, the zero time as NULL.
type moment time.Time

func (m moment) Value() (driver.Value, error) {
	if t := time.Time(m); !t.IsZero() {
		return t.UTC().Truncate(time.Microsecond), nil
	}
	return nil, nil
}

// Scan takes text too: SQLite knows the type of a plain column, not of an expression.
func (m *moment) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*m = moment{}
	case time.Time:
		*m = moment(v.UTC())
	case string:
		t, err := time.Parse("2006-01-02 15:04:05.999999999-07:00", v)
		if err != nil {
			return errors.New("not a time as it is stored")
		}
		*m = moment(t.UTC())
	default:
		return fmt.Errorf("a time stored as %T", v)
	}
	return nil
}

// document is a JSON column: a value to save, a pointer to scan into.
type document struct{ v any }

func (d document) Value() (driver.Value, error) {
	b, err := json.Marshal(d.v)
	return string(b), err
}

func (d document) Scan(v any) error {
	switch v := v.(type) {
	case string:
		return json.Unmarshal([]byte(v), d.v)
	case []byte:
		return json.Unmarshal(v, d.v)
	}
	return fmt.Errorf("JSON stored as %T", v)
}
