import Disclosure
import OpenData
import Quantities

/// The pages of the months that are over. DISCLOSURE §4.
struct ArchiveBucket {
  let contents: SiteContents
  let context: SiteContext
  let source: any SiteSource

  /// Nothing while no month is over.
  var planned: [PlannedBucket] {
    let months = contents.months.filter { $0.isOver(on: contents.input.builtOn) }
    guard !months.isEmpty else { return [] }
    let stamp = Stamp.of { builder in for month in months { builder.add(self.stamp(month)) } }
    return [
      PlannedBucket(path: "archive", stamp: stamp, step: .render) { base, _ in
        try months.map { try planned($0, base) }
      }
    ]
  }

  private func stamp(_ month: LogMonth) -> Stamp {
    Stamp.of { builder in
      builder.add(context.frame)
      builder.add(month.stamp)
    }
  }

  private func planned(_ month: LogMonth, _ base: BaseFiles) throws -> PlannedFile {
    let name = SiteAddress.archive(month.code).place.name
    let stamp = stamp(month)
    guard !base.has(name, stamp) else {
      return PlannedFile(name: name, stamp: stamp) { throw PublishFault.damaged(name) }
    }
    var days: [Day: [ChangeKind: Int]] = [:]
    try source.forEachRevision(at: month.places) { change in
      days[change.day, default: [:]][change.change, default: 0] += 1
    }
    let page = ArchivePage(month: month, days: days.sorted { $0.key < $1.key })
    return PlannedFile(name: name, stamp: stamp) { [context] in page.render(context) }
  }
}
