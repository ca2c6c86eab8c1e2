import Quantities
import Testing

@Suite("Timelines: values that change on days")
struct TimelineTests {
  private func day(_ number: Int32) -> Day { Day(number: number) }

  @Test("a constant never ends")
  func constant() {
    let constant = Timeline(7)
    #expect(constant.value(on: day(-9)) == 7)
    #expect(constant.stretch(at: day(3)).until == .farFuture)
    #expect(constant.last == 7)
  }

  @Test("a change is in force from its day on; one without effect leaves no trace")
  func changes() {
    var timeline = Timeline(5)
    timeline.change(to: 5, on: day(1))
    timeline.change(to: 4, on: day(10))
    timeline.change(to: 4, on: day(15))
    timeline.change(to: 3, on: day(20))
    timeline.change(to: 2, on: day(20))
    timeline.change(to: 1, on: day(30))
    timeline.change(to: 2, on: day(30))
    #expect(timeline.changes.map(\.on) == [day(10), day(20)])
    let expected: [(Int32, Int, Int32)] = [
      (9, 5, 10), (10, 4, 20), (19, 4, 20), (20, 2, .max), (99, 2, .max),
    ]
    for (number, value, until) in expected {
      let stretch = timeline.stretch(at: day(number))
      #expect(stretch.value == value)
      #expect(stretch.until == day(until))
    }
    #expect(timeline.last == 2)
  }

  @Test("halving finds what looking at every change finds")
  func halving() {
    var timeline = Timeline(0)
    for change in 1...37 { timeline.change(to: change, on: day(Int32(change * change))) }
    for number in 0...1400 as ClosedRange<Int32> {
      let passed = (1...37).filter { Int32($0 * $0) <= number }.count
      #expect(timeline.value(on: day(number)) == passed)
    }
  }
}
