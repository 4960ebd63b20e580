package records

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"prereview/filing"
	"prereview/internal/testservers"
)

func TestMigrateTwice(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		id := draft(t, s)
		ok(t, s.Migrate(t.Context()))
		must(s.Filing(t.Context(), id))(t)
	})
}

// Several processes of a fleet start at the same moment on an empty database.
func TestMigrateAtOnce(t *testing.T) {
	t.Parallel()
	for name, url := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := url(t)
			for _, err := range race(6, func(int) error {
				s, err := Open(context.Background(), url)
				if err != nil {
					return err
				}
				defer s.Close()
				if err := s.Migrate(context.Background()); err != nil {
					return err
				}
				return s.Ready(context.Background())
			}) {
				ok(t, err)
			}
		})
	}
}

func TestMigrateAllOrNothing(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		ms := must(s.migrations())(t)
		broken := append(ms, migration{len(ms) + 1, "broken", "CREATE TABLE half (n int); CREATE TABLE half (n int)"})
		if err := s.migrate(ctx, broken); err == nil || !strings.Contains(err.Error(), "broken") {
			t.Fatal(err)
		}
		ok(t, s.Ready(ctx))
		mended := append(ms, migration{len(ms) + 1, "mended", "CREATE TABLE half (n int); CREATE TABLE other_half (n int)"})
		ok(t, s.migrate(ctx, mended))

		// Now the database is of a newer program than ours.
		err := s.Migrate(ctx)
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("schema version %d", len(ms)+1)) {
			t.Fatal(err)
		}
		if err := s.Ready(ctx); err == nil {
			t.Fatal("ready on the schema of a newer program")
		}
	})
}

func TestNotReadyBeforeMigration(t *testing.T) {
	t.Parallel()
	for name, url := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := open(t, url(t)).Ready(t.Context()); err == nil {
				t.Fatal("ready without a schema")
			}
		})
	}
}

// The engines have the same tables with the same columns, and the same list of migrations.
func TestEnginesAgree(t *testing.T) {
	t.Parallel()
	columns := map[string]string{
		"postgres": `SELECT table_name || '.' || column_name || ' ' || is_nullable FROM information_schema.columns WHERE table_schema = 'public'`,
		"sqlite": `SELECT t.name || '.' || c.name || ' ' || CASE WHEN c."notnull" OR c.pk THEN 'NO' ELSE 'YES' END
			FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
	}
	got := map[string][]string{}
	for name, url := range engines {
		s := open(t, url(t))
		ok(t, s.Migrate(t.Context()))
		rows, err := s.reader().query(t.Context(), columns[name])
		list := must(collect(rows, err, func(row scanner) (c string, err error) { return c, row.Scan(&c) }))(t)
		for _, m := range must(s.migrations())(t) {
			list = append(list, m.name)
		}
		slices.Sort(list)
		got[name] = list
	}
	if len(got["postgres"]) < 40 || !slices.Equal(got["postgres"], got["sqlite"]) {
		t.Fatalf("postgres %v\nsqlite   %v", got["postgres"], got["sqlite"])
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "mysql://root:hunter2@localhost/x", "records.db", "sqlite:", "sqlite:/no/such/folder/x.db",
		"sqlite:" + t.TempDir(), "postgres://u:hunter2@127.0.0.1:1/x", "postgres://u:hunter2@%zz/x", "postgres://u:hunter2@h:port/x"} {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		s, err := Open(ctx, url)
		cancel()
		if err == nil {
			s.Close()
			t.Errorf("%s is opened", url)
		} else if !strings.HasPrefix(err.Error(), "database: ") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", url, err)
		}
	}
	notADatabase := filepath.Join(t.TempDir(), "x.db")
	ok(t, os.WriteFile(notADatabase, []byte(strings.Repeat("not a database", 1000)), 0o600))
	if s, err := Open(t.Context(), "sqlite:"+notADatabase); err == nil {
		s.Close()
		t.Error("a file that is no database is opened")
	}
}

func TestSQLiteFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a?b#c%41 d.db")
	s := open(t, "sqlite:"+path)
	ok(t, s.Migrate(t.Context()))
	for _, p := range []string{path, path + "-wal"} {
		fi, err := os.Stat(p)
		ok(t, err)
		equal(t, fi.Mode().Perm(), 0o600)
	}
	for _, c := range []struct {
		db           *sql.DB
		pragma, want string
	}{
		{s.write, "journal_mode", "wal"}, {s.write, "foreign_keys", "1"}, {s.write, "synchronous", "2"}, {s.write, "busy_timeout", "10000"},
		{s.read, "foreign_keys", "1"}, {s.read, "query_only", "1"}, {s.read, "busy_timeout", "10000"},
	} {
		var got string
		ok(t, c.db.QueryRow("PRAGMA "+c.pragma).Scan(&got))
		equal(t, c.pragma+" "+got, c.pragma+" "+c.want)
	}
	// Another process writes for a moment: we wait for our turn.
	other := open(t, "sqlite:"+path)
	tx := must(other.write.Begin())(t)
	time.AfterFunc(300*time.Millisecond, func() { tx.Rollback() })
	draft(t, s)
}

// What was answered survives the server's crash, and the store goes on by itself once the server is back.
func TestPostgresCrash(t *testing.T) {
	t.Parallel()
	server, dsn := testservers.NewPostgres(t)
	s := open(t, dsn)
	ok(t, s.Migrate(t.Context()))
	r := claimed(t, s)
	server.Kill()
	if err := s.Ready(t.Context()); err == nil {
		t.Fatal("ready though the server is dead")
	}
	if err := s.Finish(t.Context(), r, report(r, filing.VerdictPass)); err == nil {
		t.Fatal("finished though the server is dead")
	}
	server.Start()
	ok(t, s.Ready(t.Context()))
	equal(t, must(s.Run(t.Context(), r.FilingID, 0))(t), r)
	ok(t, s.Finish(t.Context(), r, report(r, filing.VerdictPass)))
}

// A caller that gives up leaves nothing behind and nothing locked.
func TestCancelled(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		id := draft(t, s)
		ctx, cancel := context.WithCancel(t.Context())
		err := s.tx(ctx, func(c conn) error {
			if _, err := c.exec(ctx, `UPDATE filings SET status = 'failed' WHERE id = $1`, id); err != nil {
				return err
			}
			cancel()
			_, err := c.exec(ctx, `UPDATE filings SET status = 'accepted' WHERE id = $1`, id)
			return err
		})
		is(t, err, context.Canceled)
		equal(t, must(s.Filing(t.Context(), id))(t).Status, filing.Draft)
		must(s.Submit(t.Context(), id))(t)
	})
}
