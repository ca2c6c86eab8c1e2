import Disclosure

/// The pages of the records, a hundred to a folder, with their rows of open data. A page is made
/// again when its record has a new revision, or when what frames every page changed.
struct RecordBuckets {
  let rows: CatalogueRows
  let withdrawn: [(number: RecordNumber, position: Int64)]
  let context: SiteContext
  let source: any SiteSource

  /// A record's page: its number and the place of its newest revision.
  private struct Page {
    let number: (year: Int, serial: Int)
    let position: Int64
  }

  /// So many records are read one by one before all of a folder are read at once.
  private static let few = 8

  var planned: [PlannedBucket] {
    var planned: [PlannedBucket] = []
    var pages: [Page] = []
    var left = withdrawn[...]
    func close() {
      if !pages.isEmpty { planned.append(bucket(pages)) }
      pages = []
    }
    func add(_ page: Page) {
      if let last = pages.last?.number,
        last.year != page.number.year || last.serial / 100 != page.number.serial / 100
      {
        close()
      }
      pages.append(page)
    }
    for index in rows.indices {
      let number = rows.serial(index)
      while let next = left.first, (next.number.year, next.number.serial) < number {
        add(Page(number: (next.number.year, next.number.serial), position: next.position))
        left = left.dropFirst()
      }
      add(Page(number: number, position: rows.position(index)))
    }
    for next in left {
      add(Page(number: (next.number.year, next.number.serial), position: next.position))
    }
    close()
    return planned
  }

  private func stamp(_ page: Page) -> Stamp {
    Stamp.of {
      $0.add(context.frame)
      $0.add(UInt64(page.position))
      if isContested(page) { $0.add(1) }
    }
  }

  /// Whether the page says that an objection is open.
  private func isContested(_ page: Page) -> Bool {
    guard !context.input.contested.isEmpty else { return false }
    return context.input.contested.contains {
      ($0.year, $0.serial) == (page.number.year, page.number.serial)
    }
  }

  private func bucket(_ pages: [Page]) -> PlannedBucket {
    let first = pages[0].number
    let stamp = Stamp.of { builder in
      builder.add(context.frame)
      for page in pages {
        builder.add(page.number.serial)
        builder.add(UInt64(page.position))
        if isContested(page) { builder.add(1) }
      }
    }
    return PlannedBucket(
      path: SiteAddress.folder(ofYear: first.year, first.serial), stamp: stamp, step: .render
    ) { base, _ in
      try files(pages, base)
    }
  }

  private func files(_ pages: [Page], _ base: BaseFiles) throws -> [PlannedFile] {
    let numbered = try pages.map { page in
      (number: try number(page.number), stamp: stamp(page))
    }
    let new = numbered.filter { page in !base.has("\(page.number).html", page.stamp) }
    var read: [RecordNumber: PublishedRecord] = [:]
    if new.count <= RecordBuckets.few {
      for page in new {
        try source.forEachRecord(from: page.number, through: page.number) { read[$0.number] = $0 }
      }
    } else if let first = new.first, let last = new.last {
      try source.forEachRecord(from: first.number, through: last.number) { read[$0.number] = $0 }
    }
    let taken = Set(numbered.map(\.number)).subtracting(new.map(\.number))
    let rows = RowsInMaking(taking: taken.map(\.serial), from: base)
    let pages = numbered.map { page in
      let record = read[page.number]
      let context = context
      return PlannedFile(name: "\(page.number).html", stamp: page.stamp) {
        guard let record else { throw PublishFault.unreadable(page.number) }
        return try RecordBuckets.render(record, context, rows)
      }
    }
    // After the pages, since it is made from what they read.
    return pages + [PlannedFile(name: KeptRows.fileName, stamp: nil) { try rows.file() }]
  }

  private func number(_ number: (year: Int, serial: Int)) throws -> RecordNumber {
    guard
      let number = RecordNumber(
        office: context.input.office, year: number.year, serial: number.serial)
    else { preconditionFailure("it was a number when it came") }
    return number
  }

  private static func render(
    _ record: PublishedRecord, _ context: SiteContext, _ rows: RowsInMaking
  ) throws(PublishFault) -> RenderedFile {
    if record.isWithdrawn { return TombstonePage(published: record).render(context) }
    let read = try record.record()
    rows.add(read)
    return RecordPage(published: record, record: read).render(context)
  }
}
