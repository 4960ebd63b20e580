# make run and make test do all of their set-up themselves.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export OMP_THREAD_LIMIT := 1

rev := $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
go_files := $(shell git ls-files '*.go' 2>/dev/null)
data ?= data
listen ?= 127.0.0.1:8080

# One goroutine over many pixels: the race detector would find nothing and cost minutes.
pixels := /eval|/training|/pipeline/extract|/pipeline/scan

.PHONY: help run test build lint fast-test system-test fmt setup setup-test clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## install what is missing, build, and run everything in one process (data=DIR listen=ADDR)
	bin/prereview run --data $(data) --listen $(listen)

build: setup ## build bin/prereview
	CGO_ENABLED=1 go build -ldflags '-X main.rev=$(rev)' -o bin/prereview ./cmd/prereview

test: setup-test lint fast-test system-test ## everything: lint, unit and store tests on real servers, the whole system, a browser

lint: ## gofmt, go vet, staticcheck
	@out=$$(gofmt -l $(go_files)); if [ -n "$$out" ]; then echo "gofmt: these files are not formatted:"; echo "$$out"; exit 1; fi
	go vet ./...
	go tool staticcheck ./...

fast-test: ## every package's tests; with the race detector where goroutines meet
	go test -race -timeout 15m $$(go list ./... | grep -Ev '$(pixels)|/cmd/prereview')
	go test -timeout 15m $$(go list ./... | grep -E '$(pixels)')

system-test: build ## the built program as people run it: CLI, embedded, fleet with a killed worker
	go test -timeout 15m ./cmd/prereview

fmt: ## gofmt in place
	gofmt -w $(go_files)

setup:
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test

clean: ## remove what was built (not the data)
	rm -rf bin
