/// Looks for secrets in the content of the site's files, as decoded as a reader could have it.
///
/// Two readings are made of each file: as it stands, attributes and comments included, and with its
/// tags taken away. In both, entities are resolved, digits of every script count as digits, and
/// blanks and dashes do not separate. Where the content has URL or JSON escapes or base64, the
/// decoded content is read too. DISCLOSURE §1.
///
/// Not looked for: numbers written in Chinese numerals, in pictures, or backwards.
public struct LeakScan: Sendable {
  let numbers: SecretNumbers
  private(set) var names: SecretNames
  /// Digit runs that the site prints on purpose: its own telephone, its record numbers.
  let permitted: Set<String>
  /// The record numbers' office code, in bytes.
  let office: [UInt8]

  /// How deep escapes within escapes are followed.
  static let depth = 3

  /// Prepares a scan.
  ///
  /// `identity` names the site's own numbers, which are no secrets; `office` is the code that
  /// begins every record number.
  public init(secrets: Secrets, identity: SiteIdentity, office: String) {
    numbers = SecretNumbers(secrets)
    names = SecretNames(secrets)
    self.office = Array(office.utf8)
    permitted = Set(
      [
        identity.phone, identity.siteCode, identity.icpRecord, identity.policeRecord,
        identity.assessmentNumber ?? "", identity.address,
      ].flatMap(LeakScan.runs))
  }

  /// Lets pass the masked names that stand in the site's own wording, with what stands before
  /// them: `page` is a page as it is without any record. A person of that name is still found
  /// wherever the name stands for the person.
  public mutating func permit(wording page: [UInt8]) {
    var reader = LeakReader(scan: self)
    page.withUnsafeBufferPointer { reader.read($0) }
    for hit in reader.hits {
      for name in hit.names { names.permit(name) }
    }
  }

  /// The hits in one file, in the order of their place; empty when it is clean.
  public func hits(in bytes: [UInt8], file: String) -> [Leak] {
    findings(in: bytes, file: file).leaks
  }

  /// The hits in one file, and its digit runs of seven and more: with them a secret that becomes
  /// known later is found in a file that is not read again, by ``tells(_:)``.
  public func findings(in bytes: [UInt8], file: String) -> (leaks: [Leak], runs: Set<String>) {
    var found: (leaks: [Leak], runs: Set<String>) = ([], [])
    scan(bytes, file: file, depth: 0, base: 0, into: &found.leaks, runs: &found.runs)
    return found
  }

  /// Whether a digit run tells one of the secrets.
  public func tells(_ run: String) -> Bool {
    let digits = run.utf8.map { $0 == 0x58 ? 10 : $0 &- 0x30 }
    return digits.count >= SecretNumbers.shortest && numbers.kind(of: digits) != nil
      && !permitted.contains(run)
  }

  private func scan(
    _ bytes: [UInt8], file: String, depth: Int, base: Int, into found: inout [Leak],
    runs: inout Set<String>
  ) {
    var reader = LeakReader(scan: self)
    bytes.withUnsafeBufferPointer { reader.read($0) }
    runs.formUnion(reader.runs)
    for hit in reader.hits {
      let leak = Leak(file: file, offset: base + hit.offset, kind: hit.kind)
      if !found.contains(leak) { found.append(leak) }
    }
    guard depth < LeakScan.depth else { return }
    if reader.hasEscapes {
      scan(
        Escapes.resolved(bytes), file: file, depth: depth + 1, base: base, into: &found, runs: &runs
      )
    }
    for run in reader.base64 {
      guard let inner = Base64.plausible(bytes[run]) else { continue }
      scan(
        inner, file: file, depth: depth + 1, base: base + run.lowerBound, into: &found,
        runs: &runs)
    }
  }

  /// The digit runs of a text, blanks and dashes removed.
  static func runs(_ text: String) -> [String] {
    var runs: [String] = []
    var run = ""
    for scalar in text.unicodeScalars {
      switch Folded(scalar.value) {
      case .digit(let digit): run += digit == 10 ? "X" : String(digit)
      case .blank: continue
      case .other:
        if !run.isEmpty { runs.append(run) }
        run = ""
      }
    }
    return run.isEmpty ? runs : runs + [run]
  }
}

/// What a character is to the scan, after NFKC.
enum Folded {
  /// A digit 0…9, or 10 for X.
  case digit(UInt8)
  /// A blank, a dash, or a character without width.
  case blank
  case other

  @inline(__always)
  init(_ scalar: UInt32) {
    if scalar < 0x80 {
      switch scalar {
      case 0x30...0x39: self = .digit(UInt8(scalar - 0x30))
      case 0x58, 0x78: self = .digit(10)
      case 0x20, 0x09, 0x0A, 0x0D, 0x2D: self = .blank
      default: self = .other
      }
    } else {
      self = Folded.rare(scalar)
    }
  }

  /// Zeros of scripts whose ten digits stand in order.
  private static let zeros: [UInt32] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0E50, 0x0F20, 0x1810, 0x2080, 0xFF10, 0x1D7CE,
    0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1FBF0,
  ]

  private static func rare(_ scalar: UInt32) -> Folded {
    // Han characters, the most of a page, are none of this.
    if (0x3001...0xFDFF).contains(scalar) { return .other }
    switch scalar {
    case 0xA0, 0xAD, 0x1680, 0x2000...0x2015, 0x2028...0x202F, 0x205F...0x2064, 0x2212, 0x3000,
      0xFE58, 0xFE63, 0xFEFF, 0xFF0D:
      return .blank
    case 0xB9: return .digit(1)
    case 0xB2, 0xB3: return .digit(UInt8(scalar - 0xB0))
    case 0x2070, 0x2074...0x2079: return .digit(UInt8(scalar - 0x2070))
    case 0x2460...0x2468: return .digit(UInt8(scalar - 0x245F))
    case 0x24EA: return .digit(0)
    case 0x2776...0x277E: return .digit(UInt8(scalar - 0x2775))
    case 0x2169, 0x2179, 0xFF38, 0xFF58: return .digit(10)
    default:
      for zero in zeros where (zero...zero + 9).contains(scalar) {
        return .digit(UInt8(scalar - zero))
      }
      return .other
    }
  }
}
