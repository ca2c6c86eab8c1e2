import ArgumentParser
import DropBox
import Foundation
import Ledger
import Office
import PublicSite
import Sealing
import StrictJSON

/// Standard output and standard error: results on the one, progress and messages on the other.
enum Console {
  /// Prints a line of text on standard output. Where it cannot be written the process ends with
  /// the fault: a half-printed list must not look like a whole one.
  static func line(_ text: String = "") {
    do { try bytes(Array((text + "\n").utf8)) } catch { end(error) }
  }

  /// Prints a message on standard error.
  static func note(_ text: String) { raw(text + "\n") }

  /// Writes on standard error as it is.
  static func raw(_ text: String) {
    // Where standard error itself is gone there is nobody to tell.
    do { try FileHandle.standardError.write(contentsOf: Data(text.utf8)) } catch {}
  }

  /// Prints one JSON document on standard output.
  static func json(_ value: JSONValue) throws { try bytes(value.text()) }

  /// Writes bytes on standard output; a closed pipe or a full disk is a fault.
  static func bytes(_ bytes: [UInt8]) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      throw OfficeRefusal(.fault, "标准输出", "写不出去", "请检查磁盘空间或管道")
    }
  }

  /// Ends the process: `place: what is wrong: how to mend it`, and the exit code of COMMAND.
  static func end(_ error: any Error) -> Never {
    let (message, code) = verdict(error)
    if let message { note(message) }
    exit(code)
  }

  /// An error as it is told.
  static func message(_ error: any Error) -> String { verdict(error).0 ?? "" }

  private static func verdict(_ error: any Error) -> (String?, Int32) {
    switch error {
    case let code as ExitCode: return (nil, code.rawValue)
    case let refusal as OfficeRefusal:
      let code: Int32 =
        switch refusal.kind {
        case .usage: 64
        case .state: 1
        case .fault: 70
        }
      return (layout(refusal.place, refusal.problem, refusal.remedy), code)
    case let fault as LedgerFault:
      return (layout(fault.path, "\(fault.problem)（\(fault.cause)）", fault.remedy), 70)
    case let fault as DropBoxFault:
      return (layout(fault.path, "\(fault.problem)（\(fault)）", fault.remedy), 70)
    case let fault as PublishFault: return (fault.message, 70)
    case let fault as SealingFault: return (layout("加密库", "\(fault)", "请检查 OpenSSL 3.0"), 70)
    case let refusal as KeyRefusal: return (layout("密钥文件", "\(refusal)", "请核对密钥文件"), 64)
    default: return parserVerdict(error)
    }
  }

  private static func parserVerdict(_ error: any Error) -> (String?, Int32) {
    let code = Mingdai.exitCode(for: error)
    let message = Mingdai.fullMessage(for: error)
    guard code != .success else {
      line(message)
      return (nil, 0)
    }
    guard code == .validationFailure else {
      return (layout("程序", "\(type(of: error))：\(error)", "请保留现场并报告"), 70)
    }
    let words = ParserWords.chinese(Mingdai.message(for: error))
    return (layout("命令行", words, "用 mingdai --help 或在子命令后加 --help 查看用法"), 64)
  }

  /// The one layout of a message: place, problem, remedy.
  static func layout(_ place: String, _ problem: String, _ remedy: String) -> String {
    "\(place)：\(ended(problem))\n办法：\(ended(remedy))"
  }

  private static func ended(_ sentence: String) -> String {
    sentence.hasSuffix("。") ? sentence : sentence + "。"
  }
}

extension LedgerFault {
  var problem: String {
    switch reason {
    case .diskFull: "磁盘已满"
    case .readOnly: "没有写入权限或磁盘只读"
    case .locked: "另一个程序正在使用账本"
    case .damaged: "账本文件损坏"
    case .missing: "打不开账本文件，或磁盘只读"
    case .newer: "账本由更新的版本建立"
    case .contradiction: "要写入的内容违反账本的规则，属程序缺陷"
    case .other: "账本读写失败，磁盘可能已满或有故障"
    }
  }

  var remedy: String {
    switch reason {
    case .diskFull: "请腾出空间后再试；本次没有写入任何内容"
    case .readOnly: "请检查目录权限；本次没有写入任何内容"
    case .locked: "请稍后再试"
    case .damaged: "请从备份恢复"
    case .missing: "请检查文件是否存在、目录权限和磁盘是否只读；本次没有写入任何内容"
    case .newer: "请升级程序"
    case .contradiction: "请保留现场并报告；本次没有写入任何内容"
    case .other: "请检查磁盘空间和磁盘后再试；本次没有写入任何内容"
    }
  }
}

extension DropBoxFault {
  var problem: String {
    switch (cause, errno) {
    case (.held, _): "另一个进程正在写入"
    case (.differs, _): "已有同名而内容不同的文件"
    case (.sealing, _): "加密库出错"
    case (_, ENOSPC?), (_, EDQUOT?): "磁盘已满或超出配额"
    case (_, EACCES?), (_, EPERM?), (_, EROFS?): "没有权限或磁盘只读"
    case (_, ENOENT?): "文件或目录不存在"
    default: "文件读写失败"
    }
  }

  var remedy: String {
    switch errno {
    case ENOSPC?, EDQUOT?: "请腾出空间后再试；未完成的包下次自动继续"
    case EACCES?, EPERM?, EROFS?: "请检查目录权限后再试；未完成的包下次自动继续"
    default: "请检查该路径后再试；未完成的包下次自动继续"
    }
  }
}

extension PublishFault {
  var message: String {
    switch self {
    case .identityIncomplete(let members):
      "mingdai.json：site 缺少 \(members.joined(separator: "、"))。\n办法：补齐后再发布；现有网站没有变化。"
    case .file(let operation, let path, let reason):
      "\(path)：\(operation) 失败（\(reason)）。\n办法：检查磁盘空间和权限后再发布；现有网站没有变化。"
    default: "公开网站：\(self)。\n办法：请保留现场并报告；现有网站没有变化。"
    }
  }
}
