import ArgumentParser
import BankKit
import Foundation
import LoanBook
import Office
import Quantities
import Sealing
import StrictJSON

/// The bank's side of the exchange. COMMAND `kit`.
struct KitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kit", abstract: "银行端工具：生成密钥、封装报送、验证回执、报送前自查。",
    discussion: "个人信息只从文件读取，不写在命令行上。",
    subcommands: [
      MakeKeys.self, WriteTemplate.self, SealPackage.self, CheckPackage.self, OpenPackage.self,
      ReplyToPackage.self, AnnounceKey.self, WitnessLog.self, WriteKitFiles.self,
      WriteConformance.self,
    ])
}

/// Options of every kit command; a bank has no office.
struct KitOptions: ParsableArguments {
  @Option(help: "输出格式：text（表格）或 json（标准输出上一个 JSON 文档）。")
  var format: OutputFormat = .text

  var isJSON: Bool { format == .json }

  /// Runs a verb of the kit: its refusals and faults become those of the command.
  func run(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let refusal as KitRefusal {
      try tell(refusal)
    } catch let fault as KitFault {
      throw OfficeRefusal(
        .fault, fault.path, "\(fault.operation)：\(fault.cause)", "请检查磁盘空间和目录权限后再试")
    }
  }

  private func tell(_ refusal: KitRefusal) throws {
    if refusal.isUsage, let finding = refusal.findings.first {
      throw OfficeRefusal(.usage, finding.place, finding.problem, finding.remedy)
    }
    if isJSON {
      try Console.json(["findings": .array(refusal.findings.map(\.json))])
    } else {
      for finding in refusal.findings { Console.line(finding.sentence) }
      Console.line("共 \(refusal.findings.count) 处，改正后再试；没有生成数据包，也没有占用序号。")
    }
    throw ExitCode(1)
  }
}

/// The time to work with.
struct KitTime: ParsableArguments {
  @Option(help: ArgumentHelp("当作现在的时间，用于重现一次运行。", valueName: "RFC3339 时间"))
  var now: Instant?

  var instant: Instant {
    if let now {
      Console.note("提示：按 --now 给出的时间 \(now) 运行，不是当前时间。")
      return now
    }
    return Instant(seconds: Int64(Foundation.Date().timeIntervalSince1970))
  }
}

extension KitFinding {
  /// In the layout of COMMAND, on one line.
  var sentence: String { "\(place)：\(problem)。办法：\(remedy)。" }

  var json: JSONValue {
    ["place": .string(place), "problem": .string(problem), "remedy": .string(remedy)]
  }
}

private struct MakeKeys: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keygen", abstract: "生成本行的密钥对，打印公钥指纹函。私钥不得离开本行。")

  @OptionGroup var options: KitOptions

  @Option(help: ArgumentHelp("算法：sm2 或 p256。", valueName: "算法"))
  var suite: SuiteName = .sm2

  @Option(help: ArgumentHelp("存放密钥的文件夹。", valueName: "文件夹"))
  var out: String

  func run() throws {
    try options.run {
      let pair = try BankKeyPair.make(suite.suite, in: out)
      if options.isJSON {
        try Console.json([
          "keyId": .string(pair.publicKey.keyId),
          "suite": .string(pair.publicKey.suite.rawValue),
          "publicKeyFile": .string(pair.publicKeyFile),
          "privateKeyFile": .string(pair.privateKeyFile),
        ])
        return
      }
      Console.line("私钥  \(pair.privateKeyFile)（权限 0600，请妥善保管，不要外传）")
      Console.line("公钥  \(pair.publicKeyFile)")
      Console.line()
      pair.publicKey.printLetter()
    }
  }
}

extension PublicKey {
  /// The bank's letter of fingerprints, which the bureau compares before it approves the key.
  /// EXCHANGE §5.
  func printLetter() {
    Console.line("公 钥 指 纹 函")
    Console.line("本行报送数据包的公钥如下，随函附公钥文件，请核对指纹后登记：")
    Console.line("  \(suite.rawValue)")
    Console.line("    指纹  \(fingerprint)")
    Console.line("银行（盖章）：　　　　　　经办人：　　　　　　日期：")
  }

  /// The key in JSON.
  var json: JSONValue { ["keyId": .string(keyId), "suite": .string(suite.rawValue)] }
}

/// Where a verb writes its files.
struct FolderOption: ParsableArguments {
  @Option(help: ArgumentHelp("写到这个文件夹。", valueName: "文件夹"))
  var out: String
}

private struct WriteTemplate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "写出表格模板，供没有程序员的网点填写。")

  @OptionGroup var options: KitOptions
  @OptionGroup var folder: FolderOption

  func run() throws { try options.list(in: folder.out, SheetTemplate.write) }
}

private struct WriteKitFiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files", abstract: "写出接入资料：JSON Schema、只用 openssl 的 shell 脚本、Python 示例。")

  @OptionGroup var options: KitOptions
  @OptionGroup var folder: FolderOption

  func run() throws { try options.list(in: folder.out, KitFiles.write) }
}

extension KitOptions {
  /// Writes files into a folder and tells which.
  fileprivate func list(in folder: String, _ write: (String) throws -> [String]) throws {
    try run {
      let names = try write(folder)
      if isJSON {
        try Console.json([
          "folder": .string(folder), "files": .array(names.map { .string($0) }),
        ])
      } else {
        for name in names { Console.line("\(folder)/\(name)") }
      }
    }
  }
}
