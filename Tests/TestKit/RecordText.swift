import Foundation

/// A record as a bank's text writer makes it: JSON text, and what it adds to the control total.
public struct RecordText: Sendable {
  /// One JSON object.
  public var json: String
  /// The amount of a DISBURSEMENT in fen; 0 of any other.
  public var disbursedFen: Int

  /// A record from its text.
  public init(_ json: String, disbursedFen: Int = 0) {
    self.json = json
    self.disbursedFen = disbursedFen
  }

  /// The same record with a piece of its text replaced.
  public func replacing(_ piece: String, _ other: String) -> RecordText {
    precondition(json.contains(piece), "nothing to replace: \(piece)")
    return RecordText(json.replacingOccurrences(of: piece, with: other), disbursedFen: disbursedFen)
  }
}

/// A note as the tests make it up; people and firms are synthetic.
public struct NoteText: Sendable {
  /// 借据号
  public var noteNo: String
  /// In fen.
  public var amount: Int
  /// Percent with four decimals.
  public var rate: String
  /// The LPR that the bank states.
  public var lpr: String
  /// Signed and disbursed.
  public var on: String
  /// Due.
  public var due: String
  /// Which synthetic person or firm.
  public var person: Int
  /// Whether the borrower is an enterprise.
  public var isEnterprise = false

  /// A note of a person.
  public init(
    _ noteNo: String, amount: Int, rate: String, lpr: String, on: String, due: String, person: Int
  ) {
    self.noteNo = noteNo
    self.amount = amount
    self.rate = rate
    self.lpr = lpr
    self.on = on
    self.due = due
    self.person = person
  }

  /// The borrower's number.
  public var idNumber: String {
    isEnterprise ? Synthetic.socialCreditCode(person) : Synthetic.residentID(person)
  }

  /// Its DISBURSEMENT.
  public func disbursement(
    _ recordId: String, version: Int = 1, action: String = "CREATE"
  ) -> RecordText {
    let kind = isEnterprise ? "ENTERPRISE" : "INDIVIDUAL"
    return RecordText(
      """
      {"recordId": "\(recordId)", "version": \(version), "action": "\(action)", \
      "type": "DISBURSEMENT", "noteNo": "\(noteNo)", "contractNo": "HT-\(noteNo)", \
      "borrower": {"kind": "\(kind)", "name": "\(Synthetic.name(person))", \
      "idNumber": "\(idNumber)", "phone": "\(Synthetic.phone(person))", \
      "category": "\(isEnterprise ? "20" : "01")"}, \
      "project": {"name": "示例项目\(noteNo)", "industry": "F52", "town": "140525100000", \
      "address": "示例路\(person)号"}, \
      "amount": "\(yuan(amount))", "signedOn": "\(on)", "disbursedOn": "\(on)", \
      "dueOn": "\(due)", "rate": "\(rate)", "lpr": "\(lpr)", "settlement": "QUARTER_20", \
      "repayment": "BULLET", "dayBasis": 360, "payee": "BANK", "useOrdinal": 1}
      """, disbursedFen: amount)
  }

  /// A REPAYMENT of principal in fen.
  public func repayment(
    _ recordId: String, on: String, _ principal: Int, version: Int = 1, action: String = "CREATE"
  ) -> RecordText {
    RecordText(
      """
      {"recordId": "\(recordId)", "version": \(version), "action": "\(action)", \
      "type": "REPAYMENT", "noteNo": "\(noteNo)", "on": "\(on)", "principal": "\(yuan(principal))"}
      """)
  }

  /// A CLAIM.
  public func claim(
    _ recordId: String, _ period: String, days: Int, interest: String, subsidy: String,
    closing: Int? = nil
  ) -> RecordText {
    RecordText(
      """
      {"recordId": "\(recordId)", "version": 1, "action": "CREATE", "type": "CLAIM", \
      "noteNo": "\(noteNo)", "period": "\(period)", "days": \(days), \
      "closingBalance": "\(yuan(closing ?? amount))", "interest": "\(interest)", \
      "subsidy": "\(subsidy)", "payeeAccount": {"name": "示例专户", "bank": "示例银行", \
      "number": "\(Synthetic.account(person))"}}
      """)
  }
}

/// People and firms that do not exist, with numbers whose check digits are right.
public enum Synthetic {
  /// 公民身份号码 by GB 11643, another one for each index below 300 000.
  public static func residentID(_ index: Int) -> String {
    func padded(_ value: Int, _ width: Int) -> String {
      String(repeating: "0", count: width - String(value).count) + String(value)
    }
    let head =
      "1405251985" + padded(1 + index / 25_200 % 12, 2) + padded(1 + index / 900 % 28, 2)
      + padded(100 + index % 900, 3)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(head.utf8, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 }
    return head + ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum % 11]
  }

  /// 统一社会信用代码 by GB 32100.
  public static func socialCreditCode(_ index: Int) -> String {
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    let head = "91140525MA" + String(10_000_000 + index).suffix(7)
    let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    let sum = zip(head, weights).reduce(0) { sum, pair in
      sum + (alphabet.firstIndex(of: pair.0) ?? 0) * pair.1
    }
    return head + String(alphabet[(31 - sum % 31) % 31])
  }

  /// A phone number.
  public static func phone(_ index: Int) -> String { "139\(10_000_000 + index * 7919)" }

  /// A bank account.
  public static func account(_ index: Int) -> String {
    "62220512\(1_000_000_000 + index * 104_729)"
  }

  /// A name of three characters.
  public static func name(_ index: Int) -> String {
    let first = Array("赵钱孙李周吴郑王冯陈褚卫")
    let second = Array("一二三四五六七八九十百千")
    return "\(first[index % 12])\(second[index / 12 % 12])\(second[index / 144 % 12])"
  }
}
