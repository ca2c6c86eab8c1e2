/// A number or code given by somebody outside, of the grammar
/// `^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$`. EXCHANGE §3.
///
/// `Kind` only keeps a note number from being taken for a contract number.
public struct Identifier<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The identifier as sent.
  public let text: String

  /// Reads an identifier, or nil when the text does not follow the grammar.
  public init?(_ text: String) {
    var count = 0
    for byte in text.utf8 {
      count += 1
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: continue
      case 0x2D, 0x2E, 0x2F, 0x5F: if count == 1 { return nil }
      default: return nil
      }
    }
    guard (1...64).contains(count) else { return nil }
    self.text = text
  }

  /// By bytes.
  public static func < (a: Self, b: Self) -> Bool { a.text < b.text }
  /// The text itself.
  public var description: String { text }
}

/// Marks what an ``Identifier`` identifies.
public enum Identified {
  /// 借据
  public enum Note: Sendable {}
  /// 合同
  public enum Contract: Sendable {}
  /// 担保函
  public enum Letter: Sendable {}
  /// 申请
  public enum Application: Sendable {}
  /// 记录
  public enum Record: Sendable {}
}

/// 借据号, unique within a bank.
public typealias NoteNo = Identifier<Identified.Note>
/// 合同号: the notes of one contract share one cap (SUBSIDY §3.3).
public typealias ContractNo = Identifier<Identified.Contract>
/// 担保函编号
public typealias LetterNo = Identifier<Identified.Letter>
/// 申请编号
public typealias ApplicationNo = Identifier<Identified.Application>
/// 记录编号, unique within a bank for ever.
public typealias RecordId = Identifier<Identified.Record>

/// The code of a bank or of this system, `^[A-Z0-9]{4,16}$`. EXCHANGE §1.
public struct PartyCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The code as text.
  public let text: String

  /// Reads a code, or nil when the text does not follow the grammar.
  public init?(_ text: String) {
    guard (4...16).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
    else { return nil }
    self.text = text
  }

  /// By bytes.
  public static func < (a: PartyCode, b: PartyCode) -> Bool { a.text < b.text }
  /// The text itself.
  public var description: String { text }
}

/// A note of one bank.
public struct NoteKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The bank that lent.
  public let bank: PartyCode
  /// The bank's number of the note.
  public let noteNo: NoteNo

  /// Names a note of a bank.
  public init(bank: PartyCode, noteNo: NoteNo) {
    self.bank = bank
    self.noteNo = noteNo
  }

  /// By bank, then by number.
  public static func < (a: NoteKey, b: NoteKey) -> Bool {
    a.bank == b.bank ? a.noteNo < b.noteNo : a.bank < b.bank
  }
  /// Bank and number, `ABCD JD-1`.
  public var description: String { "\(bank) \(noteNo)" }
}
