import TestKit
import Testing

@testable import Disclosure

@Suite struct NumberIndexTests {
  private static func number(_ random: inout SeededRandom) -> String {
    // Few heads, so that windows are shared, and lengths about the shortest.
    let head = ["140525", "1405", "62", "13"].randomElement(using: &random) ?? ""
    let rest = (0..<Int.random(in: 1...14, using: &random)).map { _ in
      String(Int.random(in: 0...9, using: &random))
    }
    return head + rest.joined() + (Bool.random(using: &random) ? "X" : "")
  }

  private static func windows(_ number: String) -> [Substring] {
    let starts = 0...max(0, number.count - SecretNumbers.window)
    return starts.map { number.dropFirst($0).prefix(SecretNumbers.window) }
  }

  private static func digits(_ text: some StringProtocol) -> [UInt8] {
    text.utf8.map { $0 == 0x58 ? 10 : $0 - 0x30 }
  }

  /// Against a set of the windows: what is in it is found, in portions or at once, and after it was
  /// written and read; what is not is not.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func findsWhatASetFinds(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let numbers = (0..<2000).map { _ in Self.number(&random) }
    let known = Set(numbers.filter { $0.count >= SecretNumbers.window }.flatMap(Self.windows))
    let short = Set(
      numbers.filter { (SecretNumbers.shortest..<SecretNumbers.window).contains($0.count) })
    var index = NumberIndex()
    for portion in stride(from: 0, to: numbers.count, by: 300) {
      var collector = NumberCollector()
      for number in numbers[portion..<min(portion + 300, numbers.count)] {
        collector.add(number, .phone, to: &index)
      }
      collector.finish(&index)
    }
    #expect(index.count == known.count, "seed \(seed)")
    let read = try #require(NumberIndex(reading: index.bytes[...]))
    #expect(read.bytes == index.bytes)
    for number in numbers + (0..<2000).map({ _ in Self.number(&random) }) {
      for window in Self.windows(number) where window.count == SecretNumbers.window {
        let value = SecretNumbers.value(Self.digits(window)[...])
        #expect((read.kind(ofWindow: value) == 1) == known.contains(window), "seed \(seed)")
      }
      if number.count < SecretNumbers.window {
        let value = SecretNumbers.value(Self.digits(number)[...])
        #expect((read.kind(ofShort: value) == 1) == short.contains(number), "seed \(seed)")
      }
    }
  }

  @Test func whatIsDamagedIsNotRead() {
    var index = NumberIndex()
    var collector = NumberCollector()
    collector.add("13800000001", .phone, to: &index)
    collector.finish(&index)
    let bytes = index.bytes
    #expect(NumberIndex(reading: bytes[...]) != nil)
    for wrong in [Array(bytes.dropLast()), Array(bytes.prefix(100)), bytes + [0], []] {
      #expect(NumberIndex(reading: wrong[...]) == nil)
    }
  }
}
