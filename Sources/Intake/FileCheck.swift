import BankExchange
import DropBox
import Sealing

/// Step 5 of EXCHANGE §4: the listed files are copied while they are hashed, and only the copies
/// are used from then on. P102 to P105, F501 to F503.
struct FileCheck {
  let package: TakenPackage
  let staging: StagingArea
  let algorithm: DigestAlgorithm

  /// Copies every listed file and gives all findings; a file that is not what the manifest says
  /// does not stay in the staging area.
  func findings(_ files: [ListedFile]) throws(DropBoxFault) -> [Finding] {
    if let limit = overLimit(files) { return limit }
    var findings = try unlisted(files)
    for file in files { findings += try copy(file) }
    return findings.sorted { $0.code < $1.code }.bounded()
  }

  private func overLimit(_ files: [ListedFile]) -> [Finding]? {
    var findings: [Finding] = []
    if files.count > ExchangeLimits.files {
      findings.append(Finding(.overLimit, "一个包最多 \(ExchangeLimits.files) 个文件，请分成几个包报送。"))
    }
    if files.reduce(0, { $0 + $1.size }) > ExchangeLimits.packageBytes {
      findings.append(Finding(.overLimit, "包的总大小超过 \(ExchangeLimits.packageBytes) 字节，请分成几个包报送。"))
    }
    for file in files {
      let limit =
        file.role == .records ? ExchangeLimits.recordsBytes : ExchangeLimits.attachmentBytes
      if file.size > limit { findings.append(Finding(.overLimit(limit), of: file.name)) }
    }
    return findings.isEmpty ? nil : findings
  }

  private func unlisted(_ files: [ListedFile]) throws(DropBoxFault) -> [Finding] {
    switch try package.listing() {
    case .tooMany:
      return [Finding(.overLimit, "一个包最多 \(ExchangeLimits.files) 个文件，请分成几个包报送。")]
    case .entries(let entries):
      let listed = Set(files.map(\.name))
        .union([PackageFileName.manifest, PackageFileName.signature])
      var findings: [Finding] = []
      var nameless = 0
      for entry in entries {
        guard let name = entry.name else {
          nameless += 1
          continue
        }
        if listed.contains(name) { continue }
        findings.append(
          Finding(.fileNotListed, "清单没有列出 \(name)，请列入清单或删去。", file: name))
      }
      if nameless > 0 {
        findings.append(
          Finding(.fileNotListed, "有 \(nameless) 个清单没有列出、文件名也不合规定的文件，请删去。"))
      }
      return findings
    }
  }

  private func copy(_ file: ListedFile) throws(DropBoxFault) -> [Finding] {
    guard let name = PackageFileName(file.name) else { return [] }
    let outcome = try package.copyFile(
      name, expectedSize: file.size, algorithm: algorithm, into: staging)
    guard case .copied(let copied) = outcome else {
      if case .refused(let problem) = outcome { return [Finding(problem, of: file.name)] }
      return []
    }
    var findings: [Finding] = []
    if copied.digest.hex != file.digest {
      findings.append(
        Finding(
          .fileDigest, "\(name) 的 \(algorithm.rawValue) 摘要与清单不符，文件在生成清单后被改动或传输受损，请重新生成清单并签名。",
          file: name.text))
    }
    if !MediaType.matches(copied.firstBytes, name.fileExtension) {
      findings.append(
        Finding(.mediaType, "\(name) 的内容与扩展名不符，请上传真实的文件。", file: name.text))
    }
    if !findings.isEmpty { try staging.remove(name.text) }
    return findings
  }
}

/// Tells by content whether a file is what its extension says (F503).
enum MediaType {
  static func matches(_ firstBytes: [UInt8], _ fileExtension: String) -> Bool {
    switch fileExtension {
    case "pdf": firstBytes.starts(with: Array("%PDF-".utf8))
    case "jpg", "jpeg": firstBytes.starts(with: [0xFF, 0xD8, 0xFF])
    case "png": firstBytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    case "ofd": firstBytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
    case "pem": firstBytes.starts(with: Array("-----BEGIN ".utf8))
    // Text: judged by whoever reads it.
    default: !firstBytes.contains(0)
    }
  }
}
