import Office
import Quantities

/// Publishes the settled county: first everything, then again with nothing changed.
struct PublishBench {
  let county: SettlementBench

  func run(_ report: inout BenchReport) throws {
    try county.approve(county.quarter)
    try publish("publish, everything", full: true, &report)
    try publish("publish, nothing changed", full: false, &report)
  }

  private func publish(_ name: String, full: Bool, _ report: inout BenchReport) throws {
    let place = county.place
    let (publication, cost) = try Cost.of {
      try place.office.publish(out: nil, full: full, by: place.actor, now: place.now)
    }
    // With a hit the release was written all the same, but not switched to.
    if !publication.leaks.isEmpty {
      for leak in publication.leaks.prefix(5) { Progress.tell("leak: \(leak)") }
      report.add("\(name), hits of the leak scan", Double(publication.leaks.count), "hits")
    }
    report.add("\(name), records", Double(publication.records), "records")
    report.add("\(name), bytes", Double(publication.bytes), "B")
    report.add("\(name), pages", Double(publication.pages), "pages")
    report.add(name, cost, count: publication.pages, of: "pages")
  }
}
