package main

import (
	"context"
	"fmt"
	"path/filepath"

	"prereview/storage/records"
)

// databaseFlags say which database a command works on.
type databaseFlags struct {
	Database string `help:"postgres://USER:PASSWORD@HOST/NAME, or sqlite:PATH." env:"PREREVIEW_DATABASE" placeholder:"URL"`
	Data     string `help:"Data directory of prereview run, whose database is used when --database is not given." default:"./data" type:"path"`
}

// open opens the database and brings its schema up to date.
func (f databaseFlags) open(ctx context.Context) (*records.Store, error) {
	url := f.Database
	if url == "" {
		url = "sqlite:" + filepath.Join(f.Data, databaseFile)
	}
	store, err := records.Open(ctx, url)
	if err != nil {
		return nil, err
	}
	if err := store.Migrate(ctx); err != nil {
		store.Close()
		return nil, fmt.Errorf("migrate the database: %w", err)
	}
	return store, nil
}

type migrateCmd struct{ databaseFlags }

func (migrateCmd) Help() string {
	return `Brings the database's schema up to date and stops. serve and run do so too when they start; this is for those who
want it done before a roll-out. Safe to run from several places at once.`
}

func (c migrateCmd) Run(ctx context.Context) error {
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	fmt.Println("the database is up to date")
	return store.Close()
}
