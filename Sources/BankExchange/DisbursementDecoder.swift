import LoanBook
import Quantities

extension RecordDecoder {
  /// Reads the members of a DISBURSEMENT. EXCHANGE §3. `amount` gets the amount when it is well
  /// formed, for the control total.
  static func decodeDisbursement(
    _ reader: inout ObjectReader, amount: inout Fen?
  ) -> Disbursement? {
    let noteNo: NoteNo? = reader.required("noteNo", .identifier())
    let contractNo: ContractNo? = reader.required("contractNo", .identifier())
    let letterNo: LetterNo? = reader.optional("letterNo", .identifier())
    let applicationNo: ApplicationNo? = reader.optional("applicationNo", .identifier())
    let borrower = reader.object("borrower", decodeBorrower)
    let project = reader.object("project", decodeProject)
    amount = reader.required("amount", .money)
    let signedOn = reader.required("signedOn", .day)
    let disbursedOn = reader.required("disbursedOn", .day)
    let dueOn = reader.required("dueOn", .day)
    let rate = reader.required("rate", .rate)
    let lpr = reader.required("lpr", .rate)
    let settlement: SettlementRhythm? = reader.required("settlement", .word())
    let repayment: RepaymentMethod? = reader.required("repayment", .word())
    let dayBasis = reader.required("dayBasis", .dayBasis)
    let payee: Payee? = reader.required("payee", .word())
    let useOrdinal = reader.required("useOrdinal", .count(1...99))
    if amount == .zero { reader.refuse("amount", "放款金额应大于零") }
    guard let noteNo, let contractNo, let borrower, let project, let amount, let signedOn,
      let disbursedOn, let dueOn, let rate, let lpr, let settlement, let repayment, let dayBasis,
      let payee, let useOrdinal
    else { return nil }
    return Disbursement(
      noteNo: noteNo, contractNo: contractNo, letterNo: letterNo, applicationNo: applicationNo,
      borrower: borrower, project: project, amount: amount, signedOn: signedOn,
      disbursedOn: disbursedOn, dueOn: dueOn, rate: rate, lpr: lpr, settlement: settlement,
      repayment: repayment, dayBasis: dayBasis, payee: payee, useOrdinal: useOrdinal)
  }

  private static func decodeBorrower(_ reader: inout ObjectReader) -> Borrower? {
    let kind: BorrowerKind? = reader.required("kind", .word())
    let name = reader.required("name", .name)
    let idNumber = reader.required("idNumber", .identityNumber(of: kind))
    let phone = reader.optional("phone", .phone)
    let category = reader.required("category", .digits(2, "类别应为两位数字代码"))
    let partners =
      kind == .partnership
      ? reader.required("partners", .count(2...20)) : reader.optional("partners", .count(2...20))
    let partnerIds = reader.list("partnerIds", .residentID)
    if kind != .partnership, kind != nil {
      if partners != nil { reader.refuse("partners", "只有合伙创业才写合伙人数") }
      if partnerIds != nil { reader.refuse("partnerIds", "只有合伙创业才写合伙人身份号码") }
    }
    guard let kind, let name, let idNumber, let category, partners != nil || kind != .partnership
    else { return nil }
    return Borrower(
      kind: kind, name: name, idNumber: idNumber, phone: phone, category: category,
      partners: partners ?? 1, partnerIds: partnerIds ?? [])
  }

  private static func decodeProject(_ reader: inout ObjectReader) -> Project? {
    let name = reader.required("name", .name)
    let entityName = reader.optional("entityName", .name)
    let code = reader.optional("uscc", .socialCreditCode)
    let industry = reader.required("industry", .industry)
    let town = reader.required("town", .digits(12, "乡镇应为 12 位统计用区划代码"))
    let address = reader.optional("address", .name).map { PersonalText($0) }
    let jobs = reader.optional("jobs", .count(0...1_000_000))
    guard let name, let industry, let town else { return nil }
    return Project(
      name: name, entityName: entityName, socialCreditCode: code, industry: industry, town: town,
      address: address, jobs: jobs)
  }
}

extension Grammar where Value == ResidentID {
  static var residentID: Grammar {
    .text("应为 18 位公民身份号码，出生日期真实、校验码正确，末位 X 大写") { ResidentID($0) }
  }
}

extension Grammar where Value == IdentityNumber {
  /// An enterprise has a social credit code; a person has a resident number, and so has a
  /// partnership, whose leading partner borrows for it. When the kind itself could not be read,
  /// either will do: one mistake, one finding.
  static func identityNumber(of kind: BorrowerKind?) -> Grammar {
    switch kind {
    case .enterprise:
      .text(Grammar<SocialCreditCode>.socialCreditCode.expectation()) {
        SocialCreditCode($0).map(IdentityNumber.entity)
      }
    case .individual, .partnership:
      .text(Grammar<ResidentID>.residentID.expectation()) {
        ResidentID($0).map(IdentityNumber.resident)
      }
    case nil:
      .text("应为 18 位公民身份号码或统一社会信用代码，校验码正确，字母大写") {
        ResidentID($0).map(IdentityNumber.resident)
          ?? SocialCreditCode($0).map(IdentityNumber.entity)
      }
    }
  }
}

extension Grammar where Value == SocialCreditCode {
  static var socialCreditCode: Grammar {
    .text("应为 18 位统一社会信用代码，校验码正确，字母大写") { SocialCreditCode($0) }
  }
}

extension Grammar where Value == PersonalText {
  static var phone: Grammar {
    .text("电话应为 5 至 20 位数字，可带 + 和 -") { text in
      (5...20).contains(text.utf8.count)
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D }
        ? PersonalText(text) : nil
    }
  }

  static var account: Grammar {
    .text("账号应为 5 至 40 位数字、字母或 -") { text in
      (5...40).contains(text.utf8.count)
        && text.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            || $0 == 0x2D
        } ? PersonalText(text) : nil
    }
  }
}
