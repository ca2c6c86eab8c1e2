# mingdai: build, try and test. Each target first checks for what it needs on Debian or Ubuntu
# and installs what is missing, saying so (deploy/requirements.sh).

SWIFT_BUILD = swift build --explicit-target-dependency-import-check error
DEMO ?= demo
NOTES ?= 2000
SEED ?= 1

SHELL = /bin/bash

.PHONY: build demo test lint format bench fuzz wasm pictures

# The engine for browsers, beside the program; a toolchain that cannot say so and goes on (3).
WASM = Sources/Calculator/wasm/build.sh Sources .build/wasm || { code=$$?; \
	test $$code = 3 && echo "贴息试算 will be without its engine: this toolchain has no WebAssembly"; }

wasm:
	@$(WASM)
	@for kind in debug release; do \
	  folder="$$(swift build -c $$kind --show-bin-path)"; mkdir -p "$$folder"; \
	  test ! -e .build/wasm/calculator.wasm || cp .build/wasm/calculator.wasm "$$folder/"; done

build:
	@deploy/requirements.sh build
	@$(MAKE) --no-print-directory wasm
	$(SWIFT_BUILD) -c release --product mingdai

demo: build
	@test ! -e $(DEMO) || { echo "$(DEMO) is there already: remove it or give another folder, make demo DEMO=…"; exit 1; }
	"$$(swift build -c release --show-bin-path)/mingdai" demo $(DEMO) --notes $(NOTES) --seed $(SEED)

test:
	@deploy/requirements.sh test
	@$(MAKE) --no-print-directory wasm
	$(SWIFT_BUILD) --build-tests
	@set -o pipefail; timeout -k 30 2100 swift test --skip-build 2>&1 | tee .build/test.log || { \
	  code=$$?; echo "What failed, once more (all of it in .build/test.log):"; \
	  grep -E -A 3 'recorded an issue|^[^ ]*: error:|[Ff]atal error|Crash' .build/test.log \
	    | grep -v '^◇' | cut -c 1-500 | head -60; exit $$code; }

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Resources Tests

format:
	swift format --in-place --recursive --parallel Package.swift Sources Resources Tests

bench:
	@deploy/requirements.sh build
	$(SWIFT_BUILD) -c release --product mingdai-bench
	"$$(swift build -c release --show-bin-path)/mingdai-bench"

# The pictures of the README, from the demo's site (make demo first).
pictures:
	@record="$$(cd $(DEMO)/site/current && ls -S record/*/*/*.html | sed -n 40p)"; \
	.build/python/bin/python3 Tests/Browser/pictures.py "$${MINGDAI_CHROMIUM:-/usr/bin/chromium}" \
	  "$$(realpath $(DEMO)/site/current)" docs/screenshots home=index.html \
	  browse=browse/index.html "record=$$record" statistics=statistics.html \
	  notice=notice/ZEZHOU-2026-G002.html "search=search.html?q=养殖"

# Coverage-guided, FUZZ_SECONDS for each target; a short seeded run is part of the tests.
fuzz:
	Tests/Fuzz/run.sh
