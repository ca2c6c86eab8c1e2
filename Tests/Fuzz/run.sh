#!/bin/sh
# Coverage-guided fuzzing by libFuzzer: builds the rooms with -sanitize=fuzzer, runs each target and
# keeps what reached something new.
#
#   Tests/Fuzz/run.sh [TARGET…]     FUZZ_SECONDS=60 each; FUZZ_BUILD is the folder of the build
#
# It ends with 1 when an input broke a property; the input is then named.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${FUZZ_BUILD:-$root/.build/fuzz}
seconds=${FUZZ_SECONDS:-60}
targets=${*:-strictJSON manifest record recordPass}
# Per target, beside the seeds.
kept_files=40
kept_kib=60

flags="-swift-version 6 -package-name mingdai -O -wmo -sanitize=fuzzer -parse-as-library -I $build \
-enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
-enable-upcoming-feature MemberImportVisibility -I $root/Sources/COpenSSL"

mkdir -p "$build"
objects=
# From the ground floor up; each is built anew only when something in it changed.
changed=
for room in Quantities StrictJSON Subsidy Sealing DropBox LoanBook Policy BankExchange Intake \
  PlainBook FuzzTargets; do
  folder=$root/Sources/$room
  [ "$room" != PlainBook ] || folder=$root/Tests/PlainBook
  [ "$room" != FuzzTargets ] || folder=$here/Targets
  if [ -n "$changed" ] || [ ! -e "$build/$room.o" ] ||
    [ -n "$(find "$folder" -name '*.swift' -newer "$build/$room.o")" ]; then
    changed=yes
    echo "building $room"
    # shellcheck disable=SC2086,SC2046
    swiftc $flags -module-name "$room" -emit-module -emit-module-path "$build/$room.swiftmodule" \
      -c -o "$build/$room.o" $(find "$folder" -name '*.swift' | sort)
  fi
  objects="$objects $build/$room.o"
done
# shellcheck disable=SC2086
swiftc $flags -module-name Entry "$here/Entry.swift" $objects -lcrypto -o "$build/fuzz"

broken=0
for target in $targets; do
  corpus=$here/corpus/$target
  new=$build/new-$target
  log=$build/$target.log
  mkdir -p "$corpus" "$new"
  echo "$target: $seconds s"
  export MINGDAI_FUZZ_TARGET="$target" MINGDAI_ROOT="$root"
  if ! "$build/fuzz" "$new" "$corpus" -dict="$here/words.dict" -max_total_time="$seconds" \
    -max_len=4096 -timeout=10 -rss_limit_mb=2048 -artifact_prefix="$build/$target-" \
    -print_final_stats=1 -verbosity=1 > "$log" 2>&1; then
    broken=1
    echo "$target: BROKEN; see $log and the input:"
    ls "$build/$target"-crash-* "$build/$target"-timeout-* "$build/$target"-oom-* 2> /dev/null || :
    grep -m 1 'Fatal error' "$log" || :
  fi
  coverage=$(grep -o 'cov: [0-9]*' "$log" | tail -n 1)
  features=$(grep -o 'ft: [0-9]*' "$log" | tail -n 1)
  executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  echo "$target: execs ${executed:-?}, $coverage, $features"

  # The smallest set that reaches the same; as much of it as fits, by name, which is a hash. The
  # seeds written by hand stay.
  merged=$build/merged-$target
  rm -rf "$merged"
  mkdir "$merged"
  "$build/fuzz" -merge=1 "$merged" "$corpus" "$new" > "$build/$target-merge.log" 2>&1 || :
  find "$corpus" -type f ! -name 'seed-*' -delete
  find "$merged" -type f -printf '%s %p\n' | sort -k 2 | {
    total=0 files=0
    while read -r size path; do
      [ $((total + size)) -le $((kept_kib * 1024)) ] && [ "$files" -lt "$kept_files" ] || continue
      total=$((total + size)) files=$((files + 1))
      cp "$path" "$corpus/"
    done
  }
  echo "$target: kept $(find "$corpus" -type f | wc -l) of $(find "$merged" -type f | wc -l) inputs"
done
exit $broken
