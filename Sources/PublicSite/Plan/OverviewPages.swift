import Disclosure
import SiteAssets

/// The pages that are always made, since nearly everything is in them: home, overview, runs, rules.
struct OverviewPages {
  let contents: SiteContents
  let context: SiteContext

  /// One bucket for each folder.
  var planned: [PlannedBucket] {
    var files: [String: [PlannedFile]] = [:]
    for page in pages {
      let (folder, name) = page.address.place
      let context = context
      files[folder, default: []].append(
        PlannedFile(name: name, stamp: nil) { page.render(context) })
    }
    for asset in SiteAsset.allCases {
      let (folder, name) = SiteAddress.asset(asset).place
      files[folder, default: []].append(
        PlannedFile(name: name, stamp: nil) { RenderedFile(bytes: asset.bytes) })
    }
    if let engine = contents.input.engine {
      files["assets", default: []].append(
        PlannedFile(name: "engine.js", stamp: nil) { OverviewPages.script(engine) })
    }
    if let mark = contents.input.portal.mark {
      let (folder, name) = SiteAddress.mark.place
      files[folder, default: []].append(
        PlannedFile(name: name, stamp: nil) { RenderedFile(bytes: mark.picture, readAs: []) })
    }
    files["", default: []] +=
      SitemapFiles(contents: contents, context: context, pages: pages)
      .planned
    return files.sorted { $0.key < $1.key }.map { folder, files in
      PlannedBucket(path: folder, stamp: nil, step: .render) { _, _ in files }
    }
  }

  /// The pages; whoever adds a kind of page adds it here.
  var pages: [any SitePage] {
    let input = contents.input
    let runs = input.runs.sorted {
      ($0.quarter, $0.approvedOn, $0.run) > ($1.quarter, $1.approvedOn, $1.run)
    }
    let single: [any SitePage] = [
      HomePage(catalogue: contents.catalogue, runs: runs),
      BrowsePage(catalogue: contents.catalogue), SearchPage(), SubsidiesPage(runs: runs),
      StatisticsPage(catalogue: contents.catalogue, runs: runs), PolicyPage(), TrialPage(),
      CheckPage(),
      DataPage(
        catalogue: contents.catalogue, months: contents.months,
        hasFiles: SiteParts.all.contains { $0.step == .data }),
      AboutPage(), MapPage(catalogue: contents.catalogue), NotFoundPage(),
    ]
    return single + runs.map { RunPage(run: $0, entries: input.runEntries[$0.run] ?? []) }
      + ChangesPage.all(contents.changes) + NoticesPage.all(input.notices)
      + [ObjectionsPage(input.objections, catalogue: contents.catalogue)]
  }

  /// The module as a script, so that it loads from `file://` too. Its bytes are a program of ours
  /// and no text: the leak scan passes over them.
  private static func script(_ engine: String) -> RenderedFile {
    let start = Array("mingdaiEngine(\"".utf8)
    let text = Array(engine.utf8)
    return RenderedFile(
      bytes: start + text + Array("\")\n".utf8), quiet: [start.count..<start.count + text.count])
  }
}
