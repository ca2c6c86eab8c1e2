import Testing

@testable import DemoCounty

@Suite struct DrawsTests {
  /// Known answers: the county of a seed must not change with a compiler.
  @Test func streamsAreFixed() {
    var plain = SeededDraws(seed: 0)
    var path = SeededDraws(seed: 1, 10, 7)
    #expect(plain.next() == 16_294_208_416_658_607_535)
    #expect(path.next() == 11_470_557_789_536_733_054)
    #expect(plain.below(1000) == 431 && path.below(1000) == 465)
  }

  @Test func drawsStayInRange() {
    var random = SeededDraws(seed: 5)
    var seen: Set<Int> = []
    for _ in 0..<2000 { seen.insert(random.number(3...9)) }
    #expect(seen == Set(3...9))
  }

  @Test func weightsAreKept() {
    var random = SeededDraws(seed: 6)
    var counts = [0, 0, 0]
    for _ in 0..<10_000 { counts[random.weighted([(0, 7), (1, 0), (2, 3)])] += 1 }
    #expect(counts[1] == 0)
    #expect((6700...7300).contains(counts[0]), "\(counts)")
  }

  @Test func streamsOfOneSeedDiffer() {
    let firsts = (0..<1000).map { index -> UInt64 in
      var random = SeededDraws(seed: 8, 1, UInt64(index))
      return random.next()
    }
    #expect(Set(firsts).count == 1000)
  }
}
