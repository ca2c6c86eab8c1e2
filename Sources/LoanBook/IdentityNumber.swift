public import Quantities

/// The number that identifies a borrower: a person's resident identity number or an entity's
/// unified social credit code. Exists only with right check digits.
public enum IdentityNumber: Hashable, Sendable {
  case resident(ResidentID)
  case entity(SocialCreditCode)

  /// The number as a personal text.
  public var text: PersonalText {
    switch self {
    case .resident(let number): number.text
    case .entity(let code): PersonalText(code.text)
    }
  }
}

/// A citizen's identity number (公民身份号码), GB 11643: six digits of the place, eight of the
/// birth date, three in sequence, one check character.
public struct ResidentID: Hashable, Sendable {
  /// The 18 characters.
  public let text: PersonalText
  /// The birth date in the number.
  public let birthDay: Day

  /// Reads 18 characters (`X` in upper case), or nil when the birth date is not a real day or the
  /// check character is wrong.
  public init?(_ text: String) {
    var copy = text
    let birthDay = copy.withUTF8 { bytes -> Day? in
      guard bytes.count == 18, Self.checkCharacter(bytes.prefix(17)) == bytes[17] else {
        return nil
      }
      // The check character exists only over digits, so these are digits.
      func number(_ places: Range<Int>) -> Int {
        places.reduce(0) { $0 * 10 + Int(bytes[$1] - 0x30) }
      }
      return Day(year: number(6..<10), month: number(10..<12), day: number(12..<14))
    }
    guard let birthDay else { return nil }
    self.text = PersonalText(text)
    self.birthDay = birthDay
  }

  /// ISO 7064 MOD 11-2: the weight of the place counted from the right is 2 to its power.
  private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  private static let checkCharacters = Array("10X98765432".utf8)

  /// The check character of 17 digits by ISO 7064 MOD 11-2, or nil when they are not digits.
  public static func checkCharacter(_ digits: some Collection<UInt8>) -> UInt8? {
    guard digits.count == 17 else { return nil }
    var sum = 0
    for (digit, weight) in zip(digits, weights) {
      guard (0x30...0x39).contains(digit) else { return nil }
      sum += Int(digit - 0x30) * weight
    }
    return checkCharacters[sum % 11]
  }

  /// Full years of age on `day`; who was born on 29 February grows older on 1 March.
  public func age(on day: Day) -> Int {
    let (birthYear, birthMonth, birthDate) = birthDay.civil
    let (year, month, date) = day.civil
    let hadBirthday = (month, date) >= (birthMonth, birthDate)
    return year - birthYear - (hadBirthday ? 0 : 1)
  }

  /// Whether the person is a woman: the sequence number is even.
  public var isFemale: Bool { (Array(text.revealed.utf8)[16] - 0x30) % 2 == 0 }
}

/// An entity's unified social credit code (统一社会信用代码), GB 32100: 18 characters, the last
/// one a check character.
public struct SocialCreditCode: Hashable, Sendable {
  /// The 18 characters.
  public let text: String

  /// Reads 18 characters, or nil when one is not of the alphabet or the check character is wrong.
  public init?(_ text: String) {
    var copy = text
    let isRight = copy.withUTF8 { bytes in
      bytes.count == 18 && Self.checkCharacter(bytes.prefix(17)) == bytes[17]
    }
    guard isRight else { return nil }
    self.text = text
  }

  /// Digits and capital letters without I, O, S, V, Z. GB 32100.
  static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// The check character of 17 characters (weights 3^i modulo 31), or nil when one is not of the
  /// alphabet.
  public static func checkCharacter(_ characters: some Collection<UInt8>) -> UInt8? {
    guard characters.count == 17 else { return nil }
    var sum = 0
    var weight = 1
    for character in characters {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      sum += value * weight
      weight = weight * 3 % 31
    }
    return alphabet[(31 - sum % 31) % 31]
  }
}
