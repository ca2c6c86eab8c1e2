import ArgumentParser
import LoanBook
import Office
import StrictJSON

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "建立办公目录和本系统的密钥，打印公钥指纹函。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Option(help: ArgumentHelp("本系统代码，4 至 16 位大写字母或数字。", valueName: "代码"))
  var code: PartyCode

  @Option(help: ArgumentHelp("县（市、区）六位区划代码。", valueName: "区划代码"))
  var county: String

  @Option(help: ArgumentHelp("单位名称。", valueName: "名称"))
  var name: String

  @Flag(help: "标记为示范目录：网站注明示例数据，允许缺少备案号。")
  var demo = false

  func validate() throws {
    guard county.utf8.count == 6, county.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw ValidationError("--county 应为六位数字")
    }
    try requireName(name, of: "--name")
  }

  func run() throws {
    let settings = OfficeSettings(code: code, county: county, name: name, isDemo: demo)
    let now = options.time()
    let (office, keys) = try Office.create(
      options.folder, settings: settings, by: actor.actor, now: now)
    if options.isJSON {
      try Console.json([
        "office": .string(office.folder), "code": .string(code.text),
        "keys": .array(
          keys.map {
            [
              "keyId": .string($0.keyId), "suite": .string($0.suite),
              "publicKeyFile": .string($0.publicKeyFile),
            ]
          }),
      ])
      return
    }
    Console.line("办公目录已建立：\(office.folder)")
    Console.line()
    try FingerprintLetter(office: office, keys: office.systemKeys(now: now)).print()
  }
}
