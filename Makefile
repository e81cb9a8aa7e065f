# sada: `make help` lists what can be made.

TAGS    := sqlite_fts5,sqlite_math_functions
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
BUILD   := CGO_ENABLED=1 go build -trimpath -tags $(TAGS) -ldflags "-X main.stamped=$(VERSION)"
TEST    := CGO_ENABLED=1 go test -tags $(TAGS)

# Linters, at versions that are known to agree with this tree.
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOFUMPT     := go run mvdan.cc/gofumpt@v0.12.0

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show what can be made.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: tools
tools: # What a build needs: Go, and a C compiler for SQLite.
	@command -v go >/dev/null || { echo "sada needs Go 1.26 or newer: https://go.dev/dl/" >&2; exit 2; }
	@command -v $${CC:-cc} >/dev/null || command -v gcc >/dev/null || ./scripts/install-compiler

.PHONY: build
build: tools ## Build bin/sada.
	$(BUILD) -o bin/sada ./cmd/sada

.PHONY: demo
demo: build ## Build, poll a made-up press on this machine, show the stories.
	@bin/sada demo --keep demo

.PHONY: poll
poll: build ## Poll the feeds of config.yaml on the real web.
	bin/sada poll --config config.yaml

.PHONY: test
test: tools ## Run every test.
	$(TEST) ./...

.PHONY: lint
lint: tools ## Formatting, vet and linters.
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "not formatted (run gofmt -w): $$unformatted" >&2; exit 1; }
	go vet -tags $(TAGS) ./...
	cd bench && go vet -tags $(TAGS) ./...
	$(STATICCHECK) -tags $(TAGS) ./...
	$(GOFUMPT) -l $$(git ls-files '*.go') | (! grep .)

.PHONY: check
check: lint ## Everything that must hold before a commit: lint, tests with -race, the others without.
	$(TEST) -race -timeout 30m ./...
	# What files of tests marked !race hold: bounds of time and memory, alone on
	# the machine; kills of child processes, and the scoreboard.
	$(TEST) -run 'Hostile|Flood|ManyItems' ./crawler/extract ./crawler/feed ./cmd/sada
	$(TEST) -run 'Killed|Replay|Scoreboard|SignalAmong' ./cmd/sada ./eval

.PHONY: golden
golden: tools ## Rewrite the golden files, the scoreboard among them; read the diff.
	$(TEST) ./arabic ./crawler/extract ./storage/sqlite ./eval ./internal/hostile -update

.PHONY: fuzz
fuzz: tools ## Run each fuzz test for 20 seconds.
	@./scripts/fuzz 20s

.PHONY: bench
bench: tools ## Run the benchmarks behind docs/performance.md.
	$(TEST) -run '^$$' -bench . -benchmem ./...
	cd bench && go run -tags $(TAGS) .

.PHONY: clean
clean: ## Remove what was built and the demo's store.
	rm -rf bin demo
