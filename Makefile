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

.PHONY: help run test build lint fast-test system-test eval eval-update eval-peers fmt setup setup-test clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## install what is missing, build, and run everything in one process (data=DIR listen=ADDR)
	bin/prereview run --data $(data) --listen $(listen)

build: setup ## build bin/prereview
	CGO_ENABLED=1 go build -ldflags '-X main.rev=$(rev)' -o bin/prereview ./cmd/prereview

test: setup-test lint fast-test system-test eval ## everything: lint, unit and store tests on real servers, the whole system, a browser

lint: ## gofmt, go vet, staticcheck
	@out=$$(gofmt -l $(go_files)); if [ -n "$$out" ]; then echo "gofmt: these files are not formatted:"; echo "$$out"; exit 1; fi
	go vet ./...
	go tool staticcheck ./...

eval: build ## read a small drawn corpus and fail when less of it is right than eval/testdata/baseline.txt says
	bin/prereview eval baseline

eval-update: build ## rewrite eval/testdata/baseline.txt
	bin/prereview eval baseline --update

fast-test: ## every package's tests; with the race detector where goroutines meet
	go test -race -timeout 30m $$(go list ./... | grep -Ev '$(pixels)|/cmd/prereview')
	go test -timeout 30m $$(go list ./... | grep -E '$(pixels)')

system-test: build ## the built program as people run it: CLI, embedded, fleet with a killed worker
	go test -timeout 30m ./cmd/prereview

# How many documents of each kind and tier eval-peers draws, and where; on demand, for it takes minutes and needs Node.js.
peers_n ?= 6
peers_dir := .cache/peers

eval-peers: build ## measure PP-OCRv4 and plain tesseract on the same documents; rewrites Peers in docs/accuracy.md (peers_n=N)
	cd eval/peers && npm ci --ignore-scripts --no-audit --no-fund
	rm -rf $(peers_dir)
	bin/prereview eval generate --split dev --n $(peers_n) --seed 7 --out $(peers_dir)
	bin/prereview eval peers --dir $(peers_dir) --out $(peers_dir)/outcomes.json --report docs/accuracy.md \
		--corpus "Development split, seed 7, $(peers_n) documents of each kind and tier."

fmt: ## gofmt in place
	gofmt -w $(go_files)

setup:
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test

clean: ## remove what was built (not the data)
	rm -rf bin
