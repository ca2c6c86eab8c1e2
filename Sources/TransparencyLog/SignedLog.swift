import Sealing

/// Keys and signed head of a published log, with what is wrong with them: where every check of a
/// log begins.
struct SignedLog {
  /// The keys; nil when the file is missing or unreadable.
  private(set) var keys: LogKeys?
  /// The head as it is signed; nil when there is none to read.
  private(set) var checkpoint: Checkpoint?
  /// What is to be known of the keys' history and no mistake, in Chinese.
  private(set) var remarks: [String] = []
  /// What does not agree.
  private(set) var findings: [SiteFinding] = []

  /// Reads and checks both.
  init(read: ReadFile) throws {
    try readKeys(read)
    try readCheckpoint(read)
  }

  private mutating func add(_ kind: SiteFinding.Kind, _ place: String, _ problem: String) {
    findings.append(SiteFinding(kind, place, problem))
  }

  private mutating func readKeys(_ read: ReadFile) throws {
    guard let keys = try read(LogLayout.keysPath).flatMap({ LogKeys($0) }) else {
      return add(.keys, LogLayout.keysPath, "日志公钥文件缺失或读不懂")
    }
    self.keys = keys
    for place in keys.keys.indices.dropFirst() {
      switch try keys.succession(place) {
      case .signed: remarks.append("日志公钥更换过：第 \(place + 1) 把由前一把签名确认")
      case .declared(let people):
        remarks.append(
          "日志公钥更换过：第 \(place + 1) 把没有前一把的签名，由\(people.joined(separator: "、"))两人声明，请向公开单位核实")
      case .broken: add(.keys, LogLayout.keysPath, "第 \(place + 1) 把日志公钥没有合格的更换说明")
      }
    }
  }

  private mutating func readCheckpoint(_ read: ReadFile) throws {
    let place = LogLayout.checkpointPath
    guard let note = try read(place).flatMap({ SignedNote($0) }),
      let checkpoint = Checkpoint(note.text)
    else { return add(.checkpoint, place, "日志签名（checkpoint）缺失或读不懂") }
    self.checkpoint = checkpoint
    guard let keys else { return }
    if checkpoint.origin != keys.origin {
      add(.checkpoint, place, "签名的日志叫 \(checkpoint.origin)，公钥却属于 \(keys.origin)")
    }
    if try !note.isSigned(by: keys.current) { add(.signature, place, "不是现行日志公钥的签名") }
  }

  /// Reads a checkpoint that somebody holds; nil when it is none. It may bear the signature of any
  /// key that ever signed this log.
  mutating func held(_ bytes: [UInt8], at place: String) throws -> TreeHead? {
    guard let note = SignedNote(bytes), let held = Checkpoint(note.text) else {
      add(.against, place, "不是日志签名（checkpoint）文件")
      return nil
    }
    if let origin = checkpoint?.origin, origin != held.origin {
      add(.against, place, "它属于日志 \(held.origin)，网站上的是 \(origin)")
    }
    if let keys, try !keys.signed(note) {
      add(.against, place, "签它的密钥不在网站公布的日志公钥之中")
    }
    return held.head
  }
}
