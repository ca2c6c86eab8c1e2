import LoanBook
import Policy
import Quantities

/// Reads a row of 在贷借据表.
extension RowReader where Column == NoteColumn {
  /// The note, or nil when something in the row forbids it; everything is reported.
  mutating func note(_ context: OpeningContext, _ rules: LoanRules) -> OpeningNote? {
    let bank = bank(.bank, context)
    let terms = terms(context.policy)
    let balance = required(.balance, as: .number) { CellText.money($0) }
    let balanceOn = day(.balanceOn)
    let overdueSince = optionalDay(.overdueSince)
    let newDueOn = optionalDay(.extendedTo)
    let basis = optional(.extensionBasis, as: .words) { CellText.name($0) }
    if let bank, let terms, let balance, let balanceOn, !isRefused {
      let note = OpeningNote(
        row: number, key: NoteKey(bank: bank, noteNo: terms.noteNo), terms: terms, balance: balance,
        balanceOn: balanceOn,
        extension: newDueOn.map { OpeningExtension(newDueOn: $0, subsidisedBasis: basis) },
        overdueSince: overdueSince)
      judge(note, hasBasis: basis != nil, context, rules)
      return isRefused ? nil : note
    }
    return nil
  }

  private mutating func terms(_ policy: Policy) -> Disbursement? {
    let noteNo = noteNo(.noteNo)
    let contractNo = required(.contractNo) { ContractNo($0) }
    let letterNo = optional(.letterNo) { LetterNo($0) }
    let borrower = borrower()
    let project = project()
    let amount = required(.amount, as: .number) { text in
      CellText.money(text).flatMap { $0 > .zero ? $0 : nil }
    }
    let (signedOn, disbursedOn, dueOn) = (day(.signedOn), day(.disbursedOn), day(.dueOn))
    let rate = required(.rate, as: .number) { CellText.rate($0) }
    let settlement = required(.settlement) { CellText.settlement($0) }
    let repayment = required(.repayment) { CellText.repayment($0) }
    let dayBasis = required(.dayBasis, as: .number) { text in
      CellText.count(text).flatMap { DayBasis(rawValue: Int32(clamping: $0)) }
    }
    let payee = required(.payee) { CellText.payee($0) }
    let useOrdinal = count(.useOrdinal, in: 1...99)
    guard let noteNo, let contractNo, let borrower, let project, let amount, let signedOn,
      let disbursedOn, let dueOn, let rate, let settlement, let repayment, let dayBasis,
      let payee, let useOrdinal
    else { return nil }
    return Disbursement(
      noteNo: noteNo, contractNo: contractNo, letterNo: letterNo, applicationNo: nil,
      borrower: borrower, project: project, amount: amount, signedOn: signedOn,
      disbursedOn: disbursedOn, dueOn: dueOn, rate: rate,
      lpr: policy.lpr.rate(on: signedOn) ?? Rate(ppm: 0), settlement: settlement,
      repayment: repayment, dayBasis: dayBasis, payee: payee, useOrdinal: useOrdinal)
  }

  private mutating func borrower() -> Borrower? {
    let kind = required(.kind) { CellText.kind($0) }
    let name = required(.name, as: .words) { CellText.name($0) }
    let idNumber = idNumber(of: kind)
    let category = required(.category) { CellText.digits($0, 2) }
    var partners: Int? = 1
    if kind == .partnership {
      partners = isFilled(.partners) ? count(.partners, in: 2...20) : nil
      if !isFilled(.partners) {
        refuse(.partners, .missing, "合伙没有填写合伙人数", "应为 2 至 20 的整数")
      }
    } else if kind != nil, let written = optional(.partners, as: .number, CellText.count),
      written > 1
    {
      refuse(.partners, .rule, "只有合伙才填写合伙人数", "请留空，或把借款人种类改为合伙")
    }
    guard let kind, let name, let idNumber, let category, let partners else { return nil }
    return Borrower(
      kind: kind, name: name, idNumber: idNumber, phone: nil, category: category,
      partners: partners, partnerIds: [])
  }

  /// A resident number of a person, a social credit code of an enterprise; either while the kind is
  /// not known. Check digits: GB 11643, GB 32100.
  private mutating func idNumber(of kind: BorrowerKind?) -> IdentityNumber? {
    let written: String? = required(.idNumber) { text in
      let digits = text.uppercased()
      return digits.utf8.count == 18 && !CellText.isScientific(digits) ? digits : nil
    }
    guard let written else { return nil }
    let person = ResidentID(written).map(IdentityNumber.resident)
    let entity = SocialCreditCode(written).map(IdentityNumber.entity)
    let number =
      switch kind {
      case .individual, .partnership: person
      case .enterprise: entity
      case nil: person ?? entity
      }
    if number == nil {
      // Spreadsheets keep 15 digits of a number and make the rest zero.
      let isCut = written.hasSuffix("000") && CellText.isDigits(written)
      refuse(
        .idNumber, .value,
        isCut ? "校验位不符，末三位为 000，很可能被表格软件按数值保存过" : "校验位或出生日期不符，或与借款人种类不符",
        isCut ? "请先把该列设为文本格式，再填写完整号码" : "请核对号码和借款人种类")
    }
    return number
  }

  private mutating func project() -> Project? {
    let name = required(.project, as: .words) { CellText.name($0) }
    let industry = required(.industry) { CellText.industry($0) }
    let town = required(.town) { text in
      let digits = text
      return digits.utf8.count == 12 ? CellText.digits(digits, 12) : nil
    }
    let jobs = optional(.jobs, as: .number) { text in
      CellText.count(text).flatMap { $0 <= 100_000 ? $0 : nil }
    }
    guard let name, let industry, let town else { return nil }
    return Project(
      name: name, entityName: nil, socialCreditCode: nil, industry: industry, town: town,
      address: nil, jobs: jobs)
  }
}
