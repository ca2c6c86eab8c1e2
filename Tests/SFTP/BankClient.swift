import Foundation
import TestKit
import Testing

/// What a bank's people have: the ordinary clients of OpenSSH.
extension SFTPStage {
  /// Options that leave the tester's own keys, agent and settings out of it.
  func clientOptions(_ key: String) -> [String] {
    let settings = [
      "IdentityFile=\(key)", "IdentitiesOnly=yes", "IdentityAgent=none", "BatchMode=yes",
      "StrictHostKeyChecking=yes", "UserKnownHostsFile=\(root)/known_hosts", "LogLevel=ERROR",
      "ConnectTimeout=20",
    ]
    return ["-F", "none"] + settings.flatMap { ["-o", $0] }
  }

  /// `sftp -b`: stops at the first command that fails, and fails with it.
  func sftp(_ guest: Guest, key: String? = nil, _ lines: [String]) throws -> Outcome {
    let scratch = try ScratchFolder("sftp")
    try scratch.write("batch", lines.joined(separator: "\n") + "\n")
    return try Command.run(
      "sftp",
      ["-b", scratch.path("batch")] + clientOptions(key ?? guest.sshKey)
        + ["-P", String(port), "\(guest.user)@127.0.0.1"], in: guest.desk.folder.url)
  }

  /// `ssh` with options before and words after the address.
  func ssh(
    _ guest: Guest, key: String? = nil, _ options: [String] = [], _ words: [String] = []
  ) throws -> Outcome {
    try Command.run(
      "timeout",
      ["60", "ssh"] + options + clientOptions(key ?? guest.sshKey)
        + ["-p", String(port), "\(guest.user)@127.0.0.1"] + words, in: guest.desk.folder.url)
  }

  /// `scp` of one file; the old protocol (`-O`) waits for ever for an answer, hence the limit.
  func scp(_ guest: Guest, _ options: [String], _ from: String, _ to: String) throws -> Outcome {
    try Command.run(
      "timeout",
      ["2", "scp"] + options + clientOptions(guest.sshKey) + ["-P", String(port), from, to],
      in: guest.desk.folder.url)
  }

  /// The lines that upload a package whole: under `.part`, then renamed.
  func upload(_ package: URL) -> [String] {
    let name = package.lastPathComponent
    return ["put -r \(package.path) inbox/\(name).part", "rename inbox/\(name).part inbox/\(name)"]
  }

  /// Fetches a receipt and our keys by sftp and lets `openssl` verify the one with the other.
  func fetchReceipt(
    _ guest: Guest, _ name: String, _ place: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    let scratch = try ScratchFolder("fetched")
    try must(
      sftp(guest, ["get -r outbox/\(name) \(scratch.path)", "get -r keys \(scratch.path)"]), place)
    let folder = scratch.path(name)
    #expect(
      try guest.desk.verifies(folder, keys: scratch.path("keys")), "\(name)",
      sourceLocation: place)
    return try JSONTree(Array(Data(contentsOf: URL(fileURLWithPath: folder + "/manifest.json"))))
  }
}

/// A batch of a single loan that was disbursed on 1 March 2024.
func batch(_ number: Int, _ noteNo: String, person: Int) -> Parcel {
  let note = NoteText(
    noteNo, amount: 20_000_000, rate: "4.3500", lpr: "3.4500", on: "2024-03-01",
    due: "2027-03-01", person: person)
  return Parcel(number, Date.now.ISO8601Format(), [note.disbursement("R-\(noteNo)")])
}
