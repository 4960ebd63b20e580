package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"prereview/pipeline"
	"prereview/pipeline/check"
	"prereview/storage/objects"
	"prereview/storage/records"
	"prereview/web"
	"prereview/workers"
)

// serviceFlags say where the engines of a fleet are.
type serviceFlags struct {
	Database  string `required:"" help:"postgres://USER:PASSWORD@HOST/NAME." env:"PREREVIEW_DATABASE" placeholder:"URL"`
	Redis     string `required:"" help:"redis://[:PASSWORD@]HOST:PORT/DB, rediss:// for TLS, redis-sentinel://…." env:"PREREVIEW_REDIS" placeholder:"URL"`
	Objects   string `required:"" help:"minio://HOST:PORT/BUCKET[?secure=false], or dir:PATH shared by all." env:"PREREVIEW_OBJECTS" placeholder:"URL"`
	AccessKey string `name:"minio-access-key" help:"MinIO access key." env:"PREREVIEW_MINIO_ACCESS_KEY" placeholder:"KEY"`
	SecretKey string `name:"minio-secret-key" help:"MinIO secret key." env:"PREREVIEW_MINIO_SECRET_KEY" placeholder:"KEY"`
}

// services are the engines, opened.
type services struct {
	store   *records.Store
	objects *objects.Store
	bell    *workers.Bell
	redis   *workers.Redis
}

func (f serviceFlags) open(ctx context.Context) (s services, err error) {
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if s.store, err = records.Open(ctx, f.Database); err != nil {
		return s, err
	}
	if s.objects, err = objects.Open(ctx, f.Objects, objects.Options{AccessKey: f.AccessKey, SecretKey: f.SecretKey}); err != nil {
		return s, err
	}
	if s.redis, err = workers.Connect(f.Redis); err != nil {
		return s, fmt.Errorf("redis: %w", err)
	}
	warnings, err := s.redis.Check(ctx)
	if err != nil {
		return s, err
	}
	for _, w := range warnings {
		slog.Warn("redis", "server", s.redis.String(), "warning", w)
	}
	s.bell = workers.NewBell(s.redis)
	return s, nil
}

func (s services) close() error {
	var errs []error
	if s.redis != nil {
		errs = append(errs, s.redis.Close())
	}
	if s.objects != nil {
		errs = append(errs, s.objects.Close())
	}
	if s.store != nil {
		errs = append(errs, s.store.Close())
	}
	return errors.Join(errs...)
}

// ready says whether everything that a review needs answers.
func (s services) ready(ctx context.Context) error {
	return errors.Join(s.store.Ready(ctx), s.objects.Ready(ctx))
}

// sweep rings for runs that nobody works on, until ctx ends.
func (s services) sweep(ctx context.Context) error {
	sweeper, err := workers.NewSweeper(workers.SweeperConfig{Redis: s.redis, Runs: s.store})
	if err != nil {
		return err
	}
	sweeper.Run(ctx)
	return nil
}

// work reviews runs until ctx ends and what is in hand is finished or handed back.
func (s services) work(ctx context.Context, p *pipeline.Pipeline, concurrency int, shutdownTimeout time.Duration) error {
	server, err := workers.NewServer(workers.ServerConfig{
		Redis: s.redis, Runs: s.store, Ready: s.ready, Concurrency: concurrency, ShutdownTimeout: shutdownTimeout,
		Reviewer: &pipeline.Reviewer{Pipeline: p, Records: s.store, Objects: s.objects},
	})
	if err != nil {
		return err
	}
	return server.Run(ctx)
}

// handler is the API and the pages.
func (s services) handler(p *pipeline.Pipeline, secureCookies bool) (http.Handler, error) {
	policy := p.Policy
	if policy == nil {
		policy = check.Ours()
	}
	return web.New(web.Config{Store: s.store, Objects: s.objects, Bell: s.bell, Pictures: p.Scanner, Examiner: p, Rules: policy,
		SecureCookies: secureCookies, Version: revision()})
}
