import ArgumentParser
import LoanBook
import Office
import Quantities
import Sealing
import StrictJSON

struct SystemKeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "本系统的签名密钥：更换，打印公钥指纹函。",
    subcommands: [RotateKeys.self, KeysLetter.self])
}

/// A suite by its short name.
enum SuiteName: String, ExpressibleByArgument, CaseIterable {
  case sm2, p256

  var suite: Suite { self == .sm2 ? .sm2 : .p256 }
}

private struct RotateKeys: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "更换一把签名密钥：旧密钥签发公钥通知，旧公钥再公布 30 天。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var approvers: ApproverOptions

  @Option(help: ArgumentHelp("更换哪一把：sm2 或 p256。", valueName: "算法"))
  var suite: SuiteName

  func run() throws {
    let office = try options.open()
    let now = options.time()
    let rotation = try office.rotateKey(
      suite.suite, approvers: approvers.approve, by: actor.actor, now: now)
    if options.isJSON {
      try Console.json([
        "suite": .string(rotation.new.suite), "old": rotation.old.json, "new": rotation.new.json,
        "readableUntil": .string(rotation.readableUntil.description),
        "announcements": .array(
          rotation.announcements.map {
            ["bank": .string($0.bank), "packageId": .string($0.packageId)]
          }),
      ])
      return
    }
    Console.line(
      "已更换 \(rotation.new.suite) 签名密钥；旧公钥 \(rotation.old.keyId.prefix(16)) 在各银行 keys/ 中保留至 "
        + "\(rotation.readableUntil.day)。")
    for announcement in rotation.announcements {
      Console.line("  公钥通知  \(announcement.bank)  \(announcement.packageId)")
    }
    Console.line()
    FingerprintLetter(office: office, keys: try office.systemKeys(now: now)).print()
  }
}

private struct KeysLetter: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "letter", abstract: "打印公钥指纹函，列出现用和仍在公布期内的旧公钥。")

  @OptionGroup var options: OfficeOptions

  func run() throws {
    let office = try options.open()
    let keys = try office.systemKeys(now: options.time())
    guard options.isJSON else { return FingerprintLetter(office: office, keys: keys).print() }
    try Console.json([
      "code": .string(office.settings.code.text), "name": .string(office.settings.name),
      "keys": .array(keys.current.map(\.json)),
      "past": .array(
        keys.past.map { past in
          guard case .object(let members) = past.key.json else { return past.key.json }
          return .object(
            members + [JSONMember("readableUntil", .string(past.readableUntil.description))])
        }),
    ])
  }
}

extension SystemKey {
  /// The key as `init` gives it.
  fileprivate var json: JSONValue {
    [
      "keyId": .string(keyId), "suite": .string(suite), "publicKeyFile": .string(publicKeyFile),
    ]
  }
}
