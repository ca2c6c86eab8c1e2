import FuzzTargets
import Glibc

/// Which target this process fuzzes: `MINGDAI_FUZZ_TARGET`, as run.sh sets it.
private let target: FuzzTarget = {
  let name = getenv("MINGDAI_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    preconditionFailure("MINGDAI_FUZZ_TARGET must name a target")
  }
  return target
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
