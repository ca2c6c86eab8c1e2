# mingdai: build, try and test. Each target first checks for what it needs on Debian or Ubuntu
# and installs what is missing, saying so (deploy/requirements.sh).

SWIFT_BUILD = swift build --explicit-target-dependency-import-check error
DEMO ?= demo
NOTES ?= 2000
SEED ?= 1

.PHONY: build demo test lint format bench fuzz

build:
	@deploy/requirements.sh build
	$(SWIFT_BUILD) -c release --product mingdai

demo: build
	@test ! -e $(DEMO) || { echo "$(DEMO) is there already: remove it or give another folder, make demo DEMO=…"; exit 1; }
	"$$(swift build -c release --show-bin-path)/mingdai" demo $(DEMO) --notes $(NOTES) --seed $(SEED)

test:
	@deploy/requirements.sh test
	$(SWIFT_BUILD) --build-tests
	timeout -k 30 2100 swift test --skip-build

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Resources Tests

format:
	swift format --in-place --recursive --parallel Package.swift Sources Resources Tests

bench:
	@deploy/requirements.sh build
	$(SWIFT_BUILD) -c release --product mingdai-bench
	"$$(swift build -c release --show-bin-path)/mingdai-bench"

# Coverage-guided, FUZZ_SECONDS for each target; a short seeded run is part of the tests.
fuzz:
	Tests/Fuzz/run.sh
