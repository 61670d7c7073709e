# kinora: `make` lists the targets.
SHELL := /bin/bash
GO ?= go
export CGO_ENABLED = 0
TOOL := $(GO) tool -modfile=tools/go.mod

.PHONY: help build run demo test check lint fmt fuzz bench bench-delivery bench-api bench-upload bench-transcode web deps

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort

build: ## build bin/kinora
	@$(GO) build -trimpath -buildvcs=auto -o bin/kinora ./cmd/kinora
	@echo "built bin/kinora ($$(($$(stat -c %s bin/kinora) / 1000000)) MB); run: bin/kinora serve"

run: build ## serve on 127.0.0.1:8080 with data in ./data (ARGS="--listen …" adds flags)
	bin/kinora serve $(ARGS)

demo: ## install ffmpeg where missing, then watch three clips become playable (ARGS=--exit leaves at once)
	@scripts/need ffmpeg
	@$(MAKE) --no-print-directory build
	bin/kinora demo $(ARGS)

deps: ## install what the tests need from Debian: ffmpeg, PostgreSQL, Chromium, Node, nginx, Python, PHP
	@scripts/need ffmpeg postgresql chromium nodejs nginx python3 php-cli

test: ## all tests, on SQLite and PostgreSQL, on disk and S3
	@scripts/need ffmpeg postgresql chromium nodejs nginx python3 php-cli
	scripts/test

check: lint ## lint, vet, the tests that need no other server, and each fuzz target for a while
	$(GO) vet ./...
	$(GO) test ./...
	$(MAKE) fuzz

lint: ## golangci-lint and gofumpt, at pinned versions
	$(TOOL) golangci-lint run ./...
	@test -z "$$($(TOOL) gofumpt -l cmd client internal web | tee /dev/stderr)"

fmt: ## format the code
	$(TOOL) gofumpt -w cmd client internal web

fuzz: ## run each fuzz target (FUZZTIME=30s)
	scripts/fuzz

bench: ## benchmarks (BENCH=regexp, COUNT=1)
	$(GO) test -run '^$$' -bench '$(or $(BENCH),.)' -benchmem -count $(or $(COUNT),1) ./...

bench-delivery: ## compare delivery with nginx on this machine (ARGS="-pairs 7 -duration 3s -only TS")
	@scripts/need ffmpeg nginx wrk
	@$(MAKE) --no-print-directory build
	PATH=$$PATH:/usr/sbin $(GO) run ./scripts/bench-delivery $(ARGS)

bench-api: ## lists, details, searches and batches with 1,000,000 videos, on SQLite and PostgreSQL (ARGS="-videos 100000 -database sqlite")
	@scripts/need postgresql
	@$(MAKE) --no-print-directory build
	$(GO) run ./scripts/bench-api $(ARGS)

bench-upload: ## uploads over loopback to disk: share of cp, memory of 100 at a time
	$(GO) test -run '^$$' -bench Upload -benchtime 3x ./internal/tus

bench-transcode: ## work, time to viewable and quality against ffmpeg's (ARGS="-only work -rounds 1 -film FILE"), then 1 to 16 workers
	@scripts/need ffmpeg
	@$(MAKE) --no-print-directory build
	$(GO) run ./scripts/bench-transcode $(ARGS)
	$(GO) test -run '^$$' -bench Workers -benchtime 1x ./internal/transcode

web: ## rebuild the embedded pages (needs Node)
	cd web && npm ci && npm run build
