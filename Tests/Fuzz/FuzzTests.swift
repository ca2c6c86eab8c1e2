import Foundation
import FuzzTargets
import TestKit
import Testing

/// The fuzz targets without a fuzzer: the inputs that earlier runs kept, and a short seeded run of
/// spoilt ones. A property that breaks stops the whole test program; the seed is printed first.
@Suite(.serialized) struct FuzzTests {
  /// Another seed or more rounds for a longer run.
  static let seed = number("MINGDAI_FUZZ_SEED") ?? 20_260_402
  static let rounds = number("MINGDAI_FUZZ_ROUNDS") ?? 1_500

  @Test(arguments: FuzzTarget.allCases)
  func keptInputs(_ target: FuzzTarget) throws {
    let kept = try Self.kept(target)
    #expect(kept.contains { $0.name.hasPrefix("seed-") })
    for input in kept { target.run(input.bytes) }
  }

  @Test(arguments: FuzzTarget.allCases)
  func spoiltInputs(_ target: FuzzTarget) throws {
    print("fuzz: \(target.rawValue) with MINGDAI_FUZZ_SEED=\(Self.seed), \(Self.rounds) inputs")
    // Before anything can stop the program.
    fflush(nil)
    let spoiler = Spoiler(seeds: try Self.kept(target).map(\.bytes))
    for round in 0..<Self.rounds {
      var random = SeededRandom(seed: UInt64(Self.seed + round))
      target.run(spoiler.input(&random))
    }
  }

  /// Records that meet each other: the rules on versions and on the life of notes.
  @Test func stories() {
    let rounds = Self.rounds / 3
    print("fuzz: stories with MINGDAI_FUZZ_SEED=\(Self.seed), \(rounds) inputs")
    fflush(nil)
    for round in 0..<rounds {
      var random = SeededRandom(seed: UInt64(Self.seed + round))
      FuzzTarget.recordPass.run(Stories.input(&random))
    }
  }

  /// Every kind of spoiling happens, and not every input is spoilt beyond reading.
  @Test func theSpoilerSpoils() throws {
    let seed = Array(#"{"records": [{"recordId": "R1", "version": 1}]}"#.utf8)
    let spoiler = Spoiler(seeds: [seed])
    var random = SeededRandom(seed: 1)
    let inputs = (0..<200).map { _ in spoiler.input(&random) }
    #expect(Set(inputs).count > 150)
    #expect(inputs.contains { $0.count < seed.count } && inputs.contains { $0.count > seed.count })
    #expect(inputs.contains { (try? JSONTree($0)) != nil })
  }

  private static func kept(_ target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let folder = try #require(PackageRoot.located)
      .appendingPathComponent("Tests/Fuzz/corpus/\(target.rawValue)")
    return try FileManager.default.names(folder.path).map { name in
      (name, [UInt8](try Data(contentsOf: folder.appendingPathComponent(name))))
    }
  }

  private static func number(_ variable: String) -> Int? {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
  }
}
