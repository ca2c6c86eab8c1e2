import Quantities

/// An amount in the characters of official papers (大写金额), `人民币壹仟肆佰零玖元伍角整`, by the
/// rules that the People's Bank gave for bills and vouchers (支付结算办法, 附一).
enum FormalAmount {
  private static let digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]
  private static let places = ["", "拾", "佰", "仟"]
  private static let groups = ["", "万", "亿"]

  /// The words of an amount of at most `CellNumber.limit`.
  static func words(_ amount: Fen) -> String {
    let size = amount.value.magnitude
    let yuan = size / 100
    let jiao = Int(size / 10 % 10)
    let fen = Int(size % 10)
    var text = "人民币" + (amount.value < 0 ? "负" : "")
    if yuan > 0 || size == 0 { text += whole(yuan) + "元" }
    if jiao > 0 {
      text += digits[jiao] + "角"
    } else if fen > 0, yuan > 0 {
      text += digits[0]
    }
    return text + (fen > 0 ? digits[fen] + "分" : "整")
  }

  /// A whole number in groups of four digits.
  private static func whole(_ number: UInt64) -> String {
    guard number > 0 else { return digits[0] }
    var parts: [UInt64] = []
    var rest = number
    while rest > 0 {
      parts.append(rest % 10_000)
      rest /= 10_000
    }
    precondition(parts.count <= groups.count, "an amount that no cell holds")
    var text = ""
    var isGap = false
    for index in parts.indices.reversed() {
      let part = parts[index]
      if part == 0 {
        isGap = !text.isEmpty
        continue
      }
      // One 零 for all noughts between two digits.
      if !text.isEmpty, isGap || part < 1000 { text += digits[0] }
      text += fourDigits(part) + groups[index]
      isGap = false
    }
    return text
  }

  private static func fourDigits(_ number: UInt64) -> String {
    var text = ""
    var isGap = false
    for (place, unit) in [UInt64(1000), 100, 10, 1].enumerated() {
      let digit = Int(number / unit % 10)
      if digit == 0 {
        isGap = !text.isEmpty
        continue
      }
      if isGap { text += digits[0] }
      text += digits[digit] + places[3 - place]
      isGap = false
    }
    return text
  }
}
