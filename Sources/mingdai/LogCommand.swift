import ArgumentParser
import Office
import Quantities
import StrictJSON

/// The transparency log of the public site. COMMAND `log`.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "公开网站的透明日志：查看检查点，更换签名密钥。",
    subcommands: [ShowLog.self, RotateLogKey.self])
}

private struct ShowLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "显示最近公布的检查点，可印在公示和结算单上。")

  @OptionGroup var options: OfficeOptions

  func run() throws {
    let head = try options.open().publishedLogHead()
    if options.isJSON { return try Console.json(head.json) }
    Console.line("日志　\(head.origin)")
    Console.line("条数　\(head.size)")
    Console.line("树根　\(head.root)")
    Console.line("公布　\(head.publishedAt)")
    Console.line()
    try Console.bytes(Array(head.checkpoint.utf8))
  }
}

private struct RotateLogKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "更换日志的签名密钥：新旧两把共同签名；旧私钥遗失的由两人声明。",
    discussion: """
      新密钥从下一次 publish 起签名，公钥与更换说明一同公布，手中的旧检查点仍可核对。
      --lost 用于旧私钥已遗失：两名批准人的姓名写入公布的更换说明，核对的人都会看到。
      """)

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var approvers: ApproverOptions

  @Flag(help: "旧私钥已遗失，由两名批准人声明。")
  var lost = false

  func run() throws {
    let rotation = try options.open().rotateLogKey(
      isLost: lost, approvers: approvers.approve, by: actor.actor, now: options.time())
    if options.isJSON {
      return try Console.json([
        "origin": .string(rotation.origin), "size": .integer(rotation.size),
        "old": .string(rotation.old.keyId), "new": .string(rotation.new.keyId),
        "publicKeyFile": .string(rotation.new.publicKeyFile),
        "declaredBy": .array(rotation.declaredBy.map { .string($0) }),
      ])
    }
    Console.line("已更换透明日志 \(rotation.origin) 的签名密钥，自第 \(rotation.size) 条之后。")
    Console.line("  旧  \(rotation.old.keyId)")
    Console.line("  新  \(rotation.new.keyId)")
    Console.line(
      rotation.declaredBy.isEmpty
        ? "更换说明由新旧两把密钥共同签名。"
        : "旧私钥遗失，更换说明由\(rotation.declaredBy.joined(separator: "、"))两人声明，将随网站公布。")
    Console.line("请运行 mingdai publish，公布新公钥并用它签名。")
  }
}

extension PublishedLogHead {
  fileprivate var json: JSONValue {
    [
      "origin": .string(origin), "size": .integer(size), "root": .string(root),
      "publishedAt": .string(publishedAt.description), "checkpoint": .string(checkpoint),
    ]
  }
}
