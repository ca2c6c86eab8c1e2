import LoanBook
import Quantities

/// What a payment is found by.
struct PaymentKey: Hashable {
  let note: NoteKey
  let period: Quarter
}

/// Reads a row of 已付贴息表.
extension RowReader where Column == PaymentColumn {
  /// The payment, or nil when something in the row forbids it; everything is reported.
  mutating func payment(_ context: OpeningContext) -> OpeningPayment? {
    let bank = bank(.bank, context)
    let noteNo = noteNo(.noteNo)
    let period = required(.period) { CellText.quarter($0) }
    let national = required(.national, as: .number) { CellText.money($0) }
    let local = optional(.local, as: .number) { CellText.money($0) }
    let paidOn = day(.paidOn)
    if let period, period.days.to > context.today {
      refuse(.period, .rule, "贴息期 \(period) 还没有结束", "请核对贴息期")
    }
    if let paidOn, paidOn > context.today {
      refuse(.paidOn, .rule, "支付日期 \(paidOn) 晚于今天 \(context.today)", "请核对日期")
    }
    if let paidOn, let period, paidOn < period.days.from {
      refuse(.paidOn, .rule, "支付日期 \(paidOn) 早于贴息期 \(period) 的起始日", "请核对日期和贴息期")
    }
    if let national, national + (local ?? .zero) == .zero {
      refuse(.national, .rule, "国家和地方贴息都是零", "没有付过贴息的期次不必导入，请删去本行")
    }
    guard let bank, let noteNo, let period, let national, let paidOn, !isRefused else {
      return nil
    }
    return OpeningPayment(
      row: number, key: NoteKey(bank: bank, noteNo: noteNo), period: period,
      national: national, local: local ?? .zero, paidOn: paidOn)
  }
}
