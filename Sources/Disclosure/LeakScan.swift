/// Looks for secrets in the content of the site's files, as decoded as a reader could have it, and
/// in their paths.
///
/// Two readings are made of each content: as it stands, attributes and comments included, and with
/// its tags taken away. In both, entities are resolved, digits of every script count as digits, and
/// blanks, dashes and marks do not separate. Where the content has escapes or base64, or is packed,
/// the decoded content is read too, however often. What cannot be read, or has no end, is a hit.
/// DISCLOSURE §1.
///
/// Not looked for: numbers written in Chinese numerals, in pictures, or backwards; texts in other
/// encodings inside base64.
public struct LeakScan: Sendable {
  let numbers: SecretNumbers
  private(set) var names: SecretNames
  /// Digit runs that the site prints on purpose: its own telephone, its record numbers.
  let permitted: Set<DigitRun>
  /// The record numbers' office code, in bytes.
  let office: [UInt8]
  /// What each byte is.
  let classes: [UInt8]

  /// Prepares a scan.
  ///
  /// `identity` names the site's own numbers, which are no secrets; `office` is the code that
  /// begins every record number.
  public init(secrets: Secrets, identity: SiteIdentity, office: String) {
    numbers = SecretNumbers(secrets)
    names = SecretNames(secrets)
    self.office = Array(office.utf8)
    classes = ByteClass.table(hasLatinNames: names.hasLatin, office: self.office.first)
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
    var reader = LeakReader()
    var desk = LeakDesk(scan: self)
    page.withUnsafeBufferPointer { reader.read($0, &desk) }
    for hit in reader.hits {
      for name in hit.names { names.permit(name) }
    }
  }

  /// The hits in one file, in the order of their place; empty when it is clean.
  public func hits(in bytes: [UInt8], file: String) -> [Leak] {
    findings(in: bytes, file: file).leaks
  }

  /// The hits in one file and its path, and its traces: with them a secret that becomes known later
  /// is found in a file that is not read again, by ``tells(_:)``.
  public func findings(in bytes: [UInt8], file: String) -> (leaks: [Leak], traces: LeakTraces) {
    var round = LeakRound(scan: self)
    return (round.leaks(in: bytes, file: file), round.traces)
  }

  /// Whether a file of these traces may hold one of the secrets, and must be read again.
  public func tells(_ traces: LeakTraces) -> Bool {
    traces.runs.contains(where: tells) || names.mayStand(in: traces.pairs)
  }

  /// Whether a digit run tells one of the secrets.
  private func tells(_ run: DigitRun) -> Bool {
    run.count >= SecretNumbers.shortest && numbers.kind(of: run.digits) != nil
      && !permitted.contains(run)
  }

  /// The digit runs of a text, blanks and dashes removed.
  private static func runs(_ text: String) -> [DigitRun] {
    var runs: [DigitRun] = []
    var run = DigitRun()
    for scalar in text.unicodeScalars {
      let word = Folding.word(scalar.value)
      if word & Folding.blank != 0 { continue }
      if word & Folding.digit != 0 {
        let value = Folding.value(word)
        if value < 10 || run.count > 0 { run.append(value) }
        if value < 10 { continue }
      }
      if run.count > 0 { runs.append(run) }
      run.clear()
    }
    return run.count > 0 ? runs + [run] : runs
  }
}
