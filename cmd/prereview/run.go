package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sync/errgroup"

	"prereview/filing"
	"prereview/samples"
	"prereview/storage/objects"
	"prereview/storage/records"
	"prereview/workers"
)

const (
	databaseFile    = "prereview.db"
	reviewerKeyFile = "reviewer.key"
)

type runCmd struct {
	Data     string `default:"./data" help:"Data directory; made when missing." env:"PREREVIEW_DATA" type:"path" placeholder:"DIR"`
	Listen   string `default:"127.0.0.1:8080" help:"Address of the API and the pages." env:"PREREVIEW_LISTEN" placeholder:"HOST:PORT"`
	Children int    `default:"2" help:"Processes of each reader." env:"PREREVIEW_CHILDREN"`
	Samples  bool   `default:"true" negatable:"" help:"Load the sample filings into an empty data directory."`
	readerFlags
	checkFlags
	metricsFlags
}

func (runCmd) Help() string {
	return `Runs everything in one process: API, pages, workers and sweeper, on SQLite, a directory and an in-process Redis. No
service is needed. What was unfinished when it stopped, however it stopped, is finished when it starts again.

The printed address signs a reviewer in. For the API, make a key: prereview keys create --role portal --name NAME.`
}

func (c runCmd) Run(ctx context.Context) error {
	checks, err := c.load()
	if err != nil {
		return err
	}
	unlock, err := lockDirectory(c.Data)
	if err != nil {
		return err
	}
	defer unlock()
	var s services
	defer func() { s.close() }()
	if s.store, err = (databaseFlags{Data: c.Data}).open(ctx); err != nil {
		return err
	}
	if s.objects, err = objects.Open(ctx, "dir:"+filepath.Join(c.Data, "objects"), objects.Options{}); err != nil {
		return err
	}
	if s.redis, err = workers.InProcess(); err != nil {
		return err
	}
	s.bell = workers.NewBell(s.redis)
	r, err := c.readerFlags.start(ctx, c.Children)
	if err != nil {
		return err
	}
	defer r.close()
	p := pipelineOf(r)
	metrics, err := c.metricsFlags.watch(p, r)
	if err != nil {
		return err
	}
	checks.into(p)

	key, err := reviewerKey(ctx, s.store, filepath.Join(c.Data, reviewerKeyFile))
	if err != nil {
		return err
	}
	empty, err := isEmpty(ctx, s.store)
	if err != nil {
		return err
	}
	handler, err := s.handler(p, false)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%w; choose another with --listen", err)
	}
	address := "http://" + reachable(l.Addr())

	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return serveHTTP(ctx, l, handler) })
	g.Go(func() error { return s.work(ctx, p, c.Children, shutdownGrace) })
	g.Go(func() error { return s.sweep(ctx) })
	g.Go(func() error { return metrics(ctx) })
	if empty && c.Samples {
		g.Go(func() error {
			if err := loadSamples(ctx, newClient(address, key)); err != nil && ctx.Err() == nil {
				slog.Error("load the samples", "error", err)
			}
			return nil
		})
	}
	fmt.Printf("\n  Prereview 预审\n  Open   %s/sign-in#%s\n  Data   %s\n  Stop   Ctrl-C\n\n", address, key, c.Data)
	return g.Wait()
}

// lockDirectory makes the data directory and keeps a second process out of it: an in-process Redis wakes only its own.
func lockDirectory(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("data directory %s is in use by another prereview run", dir)
	}
	return func() { f.Close() }, nil
}

// reviewerKey is the key of whoever runs this on their own machine. It lies in a file of theirs, so that the printed
// address stays the same; when the database does not know it (any more), a new one is made.
func reviewerKey(ctx context.Context, store *records.Store, path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err == nil {
		secret := strings.TrimSpace(string(raw))
		if k, err := store.KeyByHash(ctx, filing.HashSecret(secret)); err == nil && k.Role == filing.Reviewer {
			return secret, nil
		} else if err != nil && !errors.Is(err, filing.ErrNotFound) {
			return "", err
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	_, secret, err := createKey(ctx, store, "本机审核员", filing.Reviewer)
	if err != nil {
		return "", err
	}
	return secret, os.WriteFile(path, []byte(secret+"\n"), 0o600)
}

func isEmpty(ctx context.Context, store *records.Store) (bool, error) {
	fs, _, err := store.Filings(ctx, filing.Query{Limit: 1})
	return len(fs) == 0, err
}

// reachable is an address a browser on this machine can open: a listener on every interface is reached by loopback.
func reachable(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

// loadSamples sends the bundled sample filings through the API, as a portal would.
func loadSamples(ctx context.Context, api *client) error {
	names, err := fs.Glob(samples.FS, "*/filing.json")
	if err != nil {
		return err
	}
	for _, name := range names {
		_, in, err := loadManifest(samples.FS, name)
		if err != nil {
			return err
		}
		id, err := api.submit(ctx, in, func(string) {})
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		slog.Info("sample loaded", "sample", filepath.Dir(name), "filing", id)
	}
	return nil
}
