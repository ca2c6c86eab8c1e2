import DropBox
import Ledger
import LoanBook
public import Quantities
@_spi(Trial) import Settlement
import StrictJSON

/// An office on disk: the composition root that holds ledger, keys, trays and settings. Its verbs
/// stand in extensions, one file each. "Now" is an argument, never read below it.
public final class Office {
  /// The office's folder.
  public let folder: String
  /// `mingdai.json`.
  public let settings: OfficeSettings
  let ledger: Ledger
  let archive: PackageArchive
  let journal: Journal
  /// What computes every figure of a settlement once more; only a test sets another.
  var secondEngine = SecondEngine.byDays
  /// The file that was opened: a rebuilding puts another one in its place.
  private let ledgerFile: String

  init(folder: String, settings: OfficeSettings, ledger: Ledger) throws {
    ledgerFile = try LedgerFile.identity(folder + "/ledger.sqlite")
    self.folder = folder
    self.settings = settings
    self.ledger = ledger
    archive = PackageArchive(root: folder + "/archive")
    journal = Journal(folder: folder + "/archive/journal", archive: archive)
  }

  /// Opens an office.
  ///
  /// - Throws: ``OfficeRefusal`` when there is none, with how to make one.
  public static func open(_ folder: String) throws -> Office {
    let settings = try settings(of: folder)
    try LedgerFile.require(folder + "/ledger.sqlite")
    let ledger = try Ledger.open(at: folder + "/ledger.sqlite")
    return try Office(folder: folder, settings: settings, ledger: ledger)
  }

  /// What the office in a folder decided.
  ///
  /// - Throws: ``OfficeRefusal`` when there is no office, with how to make one.
  static func settings(of folder: String) throws -> OfficeSettings {
    let path = folder + "/mingdai.json"
    guard let bytes = try DurableFile.read(path, limit: 1 << 20) else {
      throw OfficeRefusal(
        .usage, folder, "这里没有明贷办公目录（缺少 mingdai.json）",
        "用 --office 或 MINGDAI_OFFICE 指明目录；新建请运行 mingdai init --code 代码 --county 县区划代码 --name 单位名称")
    }
    return try OfficeSettings(bytes: bytes, path: path)
  }

  /// Makes an office in an empty or new folder, or completes one whose making was interrupted:
  /// keys and ledger that are there already stay.
  ///
  /// - Returns: the office with its public keys, the log's last.
  public static func create(
    _ folder: String, settings: OfficeSettings, by actor: Actor, now: Instant
  ) throws -> (office: Office, keys: [SystemKey]) {
    let path = folder + "/mingdai.json"
    if try DurableFile.read(path, limit: 1 << 20) != nil {
      throw OfficeRefusal(.usage, folder, "这里已有明贷办公目录", "请换一个新的目录")
    }
    try DurableFile.makeFolder(folder)
    let archive = PackageArchive(root: folder + "/archive")
    try archive.create()
    try DurableFile.makeFolder(folder + "/archive/journal", mode: 0o700)
    try DurableFile.makeFolder(folder + "/banks")
    try DurableFile.makeFolder(folder + "/site")
    try PolicyFolder(folder: folder + "/policy").create()
    let keys = try SystemKeys.create(in: folder + "/keys", code: settings.code)
    try LedgerFile.prepare(folder + "/ledger.sqlite")
    let ledger = try Ledger.create(at: folder + "/ledger.sqlite")
    let office = try Office(folder: folder, settings: settings, ledger: ledger)
    try ledger.write { session in
      try office.journal.add(
        Journal.Entry(
          command: "init",
          content: [
            "code": .string(settings.code.text), "county": .string(settings.county),
            "name": .string(settings.name),
            "keys": .array(keys.map { .string($0.keyId) }),
          ]), in: session, by: actor, at: now)
    }
    // Last: a folder without this file is no office, and a second try finds no half-made one.
    try DurableFile.write(settings.bytes, to: path, mode: 0o644)
    return (office, keys)
  }

  /// The one writer at a time. Held for the length of a verb that changes something, which is given
  /// its instant by the ledger's clock (``LedgerClock``): `afterRuns` of one that adds facts.
  func locked<Result>(
    at now: Instant, afterRuns: Bool, _ body: (_ now: Instant) throws -> Result
  ) throws -> Result {
    let lock = try Office.writerLock(folder)
    guard try LedgerFile.identity(folder + "/ledger.sqlite") == ledgerFile else {
      throw OfficeRefusal(
        .fault, folder, "账本刚由另一个进程重建", "请重新运行这条命令")
    }
    try journal.reconcile(
      with: ledger.read { try $0.journalHead() }, wasAcknowledged: wasAcknowledged)
    // What an interrupted command left.
    try archive.clearStaging()
    let instant = try ledger.read { session in
      try LedgerClock(session, journal).instant(now, afterRuns: afterRuns)
    }
    return try withExtendedLifetime(lock) { try body(instant) }
  }

  /// Whether a bank has got what an entry sent, which happens only after its transaction.
  func wasAcknowledged(_ entry: JournalEntry?) throws -> Bool {
    try (entry?.sent ?? []).contains { sent in
      try folders(of: sent.bank).published().contains {
        $0.description == sent.entry.packageId
      }
    }
  }

  static func writerLock(_ folder: String) throws -> FileLock {
    do {
      return try FileLock(path: folder + "/lock", waitMilliseconds: 5000)
    } catch {
      guard case .held(let holder) = error.cause else { throw error }
      throw OfficeRefusal(
        .fault, folder, "另一个进程（\(holder.map(String.init) ?? "未知")）正在写入", "请等它结束后再试")
    }
  }

  /// The trays of a bank.
  func folders(of bank: PartyCode) -> BankFolders {
    let exchange = settings.exchange
    let root = exchange.hasPrefix("/") ? exchange : folder + "/" + exchange
    return BankFolders(root: root + "/" + bank.text)
  }

  /// The system's signing keys.
  func keys() throws -> SystemKeys { try SystemKeys(folder: folder + "/keys") }

  /// The bank of a code.
  ///
  /// - Throws: ``OfficeRefusal`` when it is not registered.
  func bank(_ code: PartyCode, in session: LedgerSession) throws -> Bank {
    guard let bank = try session.bank(code) else {
      throw OfficeRefusal(
        .usage, code.text, "没有登记这家银行", "用 mingdai bank list 查看，或用 mingdai bank add 登记")
    }
    return bank
  }
}
