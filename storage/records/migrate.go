package records

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// Each engine has its own folder with the same file names, NNNN_name.sql, numbered from 1 without gaps. A file that has
// been released is never changed again; the next one mends it.
//
//go:embed migrations
var migrations embed.FS

type migration struct {
	version int
	name    string
	sql     string
}

func (s *Store) migrations() ([]migration, error) {
	dir := path.Join("migrations", s.dialect.name)
	files, err := fs.ReadDir(migrations, dir) // sorted by name
	if err != nil {
		return nil, err
	}
	var ms []migration
	for i, f := range files {
		number, _, _ := strings.Cut(f.Name(), "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 {
			return nil, fmt.Errorf("migration %s: expected number %04d", f.Name(), i+1)
		}
		b, err := migrations.ReadFile(path.Join(dir, f.Name()))
		if err != nil {
			return nil, err
		}
		ms = append(ms, migration{i + 1, strings.TrimSuffix(f.Name(), ".sql"), string(b)})
	}
	return ms, nil
}

func (s *Store) newestMigration() (int, error) {
	ms, err := s.migrations()
	return len(ms), err
}

// Migrate brings the schema to this program's version, all or nothing. Any number of processes may call it at once: one
// migrates, the others wait and find it done. A database of a newer program is refused and left as it is.
func (s *Store) Migrate(ctx context.Context) error {
	ms, err := s.migrations()
	if err != nil {
		return err
	}
	return s.migrate(ctx, ms)
}

func (s *Store) migrate(ctx context.Context, ms []migration) (err error) {
	defer wrap(&err, "migrate")
	return s.tx(ctx, func(c conn) error {
		if _, err := c.q.ExecContext(ctx, s.dialect.serialise); err != nil {
			return err
		}
		// Looked for first: a program that may not create tables can still start on a finished schema.
		var tables, have int
		if err := c.row(ctx, s.dialect.tableExist, "schema_migrations").Scan(&tables); err != nil {
			return err
		}
		if tables == 0 {
			if _, err := c.exec(ctx, `CREATE TABLE schema_migrations (version bigint PRIMARY KEY, name text NOT NULL, applied_at TIMESTAMP NOT NULL)`); err != nil {
				return err
			}
		}
		if err := c.row(ctx, `SELECT coalesce(max(version), 0) FROM schema_migrations`).Scan(&have); err != nil {
			return err
		}
		if have > len(ms) {
			return fmt.Errorf("the database has schema version %d and this program knows up to %d: run the newer program", have, len(ms))
		}
		for _, m := range ms[have:] {
			if _, err := c.q.ExecContext(ctx, m.sql); err != nil {
				return fmt.Errorf("%s: %w", m.name, err)
			}
			if _, err := c.exec(ctx, `INSERT INTO schema_migrations (version, name, applied_at) VALUES ($1, $2, $3)`,
				m.version, m.name, moment(s.now())); err != nil {
				return err
			}
		}
		return nil
	})
}
