package records

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/mattn/go-sqlite3"
)

// dialect is all that differs between the engines, beside their migrations.
type dialect struct {
	name       string                    // of its folder of migrations
	bind       func(query string) string // from $1
	serialise  string                    // makes migrating transactions wait for each other
	tableExist string                    // counts the tables of that name
}

var postgres = dialect{
	name: "postgres",
	bind: func(q string) string { return q },
	// Any number that nobody else takes in this database.
	serialise:  `SELECT pg_advisory_xact_lock(7738145292)`,
	tableExist: `SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = $1`,
}

var sqlite = dialect{
	name: "sqlite",
	// To SQLite $1 is a name, numbered by where it is first seen; ?1 is the number.
	bind:       func(q string) string { return strings.ReplaceAll(q, "$", "?") },
	serialise:  `SELECT 1`, // every transaction of the writer is immediate
	tableExist: `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1`,
}

// maxConns bounds a process's share of the server's connections, of which a stock PostgreSQL has 100.
const maxConns = 16

func (s *Store) openPostgres(url string) error {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return err // pgx takes passwords out of it
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(maxConns)
	db.SetMaxIdleConns(maxConns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	db.SetConnMaxLifetime(time.Hour) // so that connections spread again after a failover
	s.read, s.write, s.dialect = db, db, postgres
	return nil
}

// openSQLite opens one connection for writing, whose transactions begin as writers, and some for reading, which in WAL
// mode never wait. synchronous=FULL because an answered submit must outlive a power cut.
func (s *Store) openSQLite(ctx context.Context, path string) error {
	if path == "" {
		return errors.New("sqlite: without a path")
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // it holds personal data; -wal and -shm take its mode
	if err != nil {
		return err
	}
	f.Close()
	dsn := func(more string) string {
		return "file:" + (&url.URL{Path: path}).EscapedPath() +
			"?_foreign_keys=on&_busy_timeout=10000&_synchronous=FULL&_cache_size=-16000" + more
	}
	if s.write, err = sql.Open("sqlite3", dsn("&_txlock=immediate&_journal_mode=WAL")); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	// Turning to WAL needs the file alone, and SQLite does not wait for that as it does for other locks.
	for {
		err = s.write.PingContext(ctx)
		var busy sqlite3.Error
		if !errors.As(err, &busy) || busy.Code != sqlite3.ErrBusy && busy.Code != sqlite3.ErrLocked {
			break
		}
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
	if err == nil {
		s.read, err = sql.Open("sqlite3", dsn("&_query_only=on"))
	}
	if err != nil {
		s.write.Close()
		return fmt.Errorf("%s: %w", path, err)
	}
	s.read.SetMaxOpenConns(maxConns)
	s.read.SetMaxIdleConns(maxConns)
	s.dialect = sqlite
	return nil
}
