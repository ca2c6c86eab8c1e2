import DropBox
import Ledger
public import LoanBook
import Opening
public import Quantities
import Sealing
import StrictJSON

/// Where a bank's own subsidies go. COMMAND `bank account`.
public struct BankAccountSummary: Sendable {
  /// The bank's code.
  public let bank: String
  /// The account holder.
  public let name: String
  /// The bank that keeps the account.
  public let branch: String
  /// The last four digits of the account number.
  public let ending: String
  /// Whether it was recorded just now; else it was on file.
  public let isNew: Bool
}

/// An account of a bank in the archive: `accounts/DIGEST.json`. The journal names the digest, and
/// never the number.
struct BankAccountFile {
  static let command = "bank account"
  let account: PayeeAccount

  private static let heading = (name: "户名", branch: "开户行", number: "账号")

  /// Reads the table of one row that the bank filled in.
  init(table bytes: [UInt8]) throws {
    let heading = Self.heading
    let table: SmallTable
    do {
      table = try SmallTable(bytes, headings: [heading.name, heading.branch, heading.number])
    } catch {
      throw OfficeRefusal(.usage, "账户文件", error.problem, error.remedy)
    }
    guard table.rows.count == 1, let row = table.rows.first else {
      throw OfficeRefusal(
        .usage, "账户文件", "列名之下应有一行，现有 \(table.rows.count) 行", "一家银行只登记一个收款账户")
    }
    let number = row[heading.number].map(SmallTable.narrow).map { $0.filter { $0 != " " } } ?? ""
    let isNumber =
      (5...40).contains(number.utf8.count)
      && number.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
    guard isNumber else {
      throw OfficeRefusal(
        .usage, "账户文件", "账号没有填写或不合要求",
        "账号应为 5 至 40 位数字；表格软件会把长数字改成科学计数，请先把该列设为文本格式")
    }
    guard let name = row[heading.name], let branch = row[heading.branch],
      [name, branch].allSatisfy({ (1...100).contains($0.unicodeScalars.count) })
    else {
      throw OfficeRefusal(.usage, "账户文件", "户名或开户行没有填写或不合要求", "应为 1 至 100 个字")
    }
    account = PayeeAccount(name: PersonalText(name), bank: branch, number: PersonalText(number))
  }

  init(_ account: PayeeAccount) { self.account = account }

  /// Its bytes in the archive.
  private var bytes: [UInt8] {
    let json: JSONValue = [
      "branch": .string(account.bank), "name": .string(account.name.revealed),
      "number": .string(account.number.revealed),
    ]
    return json.canonical()
  }

  /// Puts it into the archive, under the digest that it returns.
  func keep(in archive: PackageArchive) throws -> String {
    let digest = try Digest.of(bytes, .sha256).hex
    try DurableFile.makeFolder(Self.folder(archive), mode: 0o700)
    try DurableFile.write(bytes, to: Self.path(digest, archive))
    return digest
  }

  /// Reads it back; nil when it is missing or was changed.
  init?(_ digest: String, in archive: PackageArchive) throws {
    guard let bytes = try DurableFile.read(Self.path(digest, archive), limit: 1 << 16),
      try Digest.of(bytes, .sha256).hex == digest
    else { return nil }
    let json = try JSONNode.parse(bytes, limits: .exchange).value
    guard let name = json.text("name"), let branch = json.text("branch"),
      let number = json.text("number")
    else { return nil }
    account = PayeeAccount(name: PersonalText(name), bank: branch, number: PersonalText(number))
  }

  private static func folder(_ archive: PackageArchive) -> String { archive.root + "/accounts" }
  private static func path(_ digest: String, _ archive: PackageArchive) -> String {
    folder(archive) + "/\(digest).json"
  }
}

extension Office {
  /// Records where a bank's own subsidies go from now on, from a table of one row (户名, 开户行,
  /// 账号). What was recorded before stays on file.
  ///
  /// - Throws: ``OfficeRefusal`` when there is no such bank or the table is not right.
  public func setAccount(
    of code: PartyCode, table bytes: [UInt8], by actor: Actor, now: Instant
  ) throws -> BankAccountSummary {
    let file = try BankAccountFile(table: bytes)
    return try locked(at: now, afterRuns: false) { now in
      try ledger.write { session in
        guard let bank = try session.bank(code) else {
          throw OfficeRefusal(.usage, code.text, "没有登记这家银行", "请核对代码，或先登记（bank add）")
        }
        let isNew = try session.account(of: bank) != file.account
        if isNew {
          let digest = try file.keep(in: archive)
          try session.keep(file.account, of: bank, digest: digest, by: actor.name, at: now)
          try journal.add(
            Journal.Entry(
              command: BankAccountFile.command,
              content: ["bank": .string(code.text), "sha256": .string(digest)]),
            in: session, by: actor, at: now)
        }
        return BankAccountSummary(
          bank: code.text, name: file.account.name.revealed, branch: file.account.bank,
          ending: file.account.ending, isNew: isNew)
      }
    }
  }

  /// What is missing or changed of the archived accounts up to a journal entry. COMMAND `check`.
  func accountGaps(_ entry: JournalEntry) throws -> [String] {
    guard entry.command == BankAccountFile.command,
      try BankAccountFile(entry.content.text("sha256") ?? "", in: archive) == nil
    else { return [] }
    return ["\(entry.content.text("bank") ?? "") 的收款账户档案缺失或被改动"]
  }
}

extension ReplayJournal {
  /// An account of a bank again.
  func replayBankAccount(_ entry: JournalEntry, _ session: LedgerSession) throws {
    let code = entry.content.text("bank").flatMap { PartyCode($0) }
    guard let bank = try code.flatMap(session.bank),
      let digest = entry.content.text("sha256")
    else { throw entry.unknown("收款账户", office.journal) }
    guard let file = try BankAccountFile(digest, in: office.archive) else {
      throw OfficeRefusal(
        .fault, digest, "档案中的银行收款账户缺失或被改动", "请从备份恢复 archive/accounts 后再试")
    }
    try session.keep(
      file.account, of: bank, digest: digest, by: entry.actor.name, at: entry.at)
  }
}
