import Disclosure
import Markup
import Quantities

/// The dated history of a record: every revision with its reason. Nothing is shown as changed that
/// was not, and nothing is changed without standing here.
struct RevisionsView {
  let published: PublishedRecord

  func write(_ w: inout PageWriter) {
    guard published.entries.count > 1 else { return }
    w.element("h2", text: "修改记录")
    w.element("ol", .class("course")) { w in
      for place in published.entries.indices.reversed() {
        let entry = published.entries[place]
        w.element("li", .class("done")) { w in
          w.text("第 \(entry.revision) 版：\(entry.words)")
          let day = entry.day.description
          w.element("time", Attribute("datetime", text: day), text: day)
          for line in published.difference(at: place)?.lines ?? [] { change(&w, line) }
        }
      }
    }
  }

  private func change(_ w: inout PageWriter, _ line: RecordDifference.Line) {
    w.element("p", .class("change")) { w in
      w.text("\(line.fact)：")
      w.element("del", text: line.before)
      w.text(" 改为 ")
      w.element("ins", text: line.now)
    }
  }
}

extension PublishedEntry {
  fileprivate var words: String {
    switch change {
    case .first: "首次公开"
    case .correction: reason
    case .redaction: "\(reason)（原内容已删除）"
    case .withdrawal: "撤回：\(reason)"
    }
  }
}

extension PageWriter {
  /// What whoever checks the page against the log needs: content, salt and place of the newest
  /// revision, and of those whose content a later one corrected. DISCLOSURE §3.
  mutating func logEntries(of published: PublishedRecord) {
    logEntries(published.entries, kind: "record", subject: published.number.description)
  }

  /// The same for whatever has entries in the log.
  mutating func logEntries(_ entries: [PublishedEntry], kind: String, subject: String) {
    for entry in entries {
      guard let json = entry.json(kind: kind, subject: subject) else { continue }
      raw("<script type=\"application/json\" class=\"log-entry\">")
      html.json(json.before)
      let start = html.length
      html.json(json.salt)
      quiet.append(start..<html.length)
      html.json(json.after)
      raw("</script>")
    }
  }
}
