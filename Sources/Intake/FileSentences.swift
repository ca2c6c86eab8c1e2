import BankExchange
import DropBox

extension Finding {
  /// What is wrong with a file, with its code and remedy. EXCHANGE §4.
  init(_ problem: FileProblem, of file: String) {
    switch problem {
    case .missing:
      self.init(.fileMissing, "缺少文件 \(file)，请补齐后用新的包重新报送。", file: file)
    case .notPlain(let kind):
      self.init(
        .notPlainFile, "\(file) 是\(kind.title)，不是普通文件，请上传文件本身。", file: file)
    case .hardLinked:
      self.init(.notPlainFile, "\(file) 有多个硬链接，请上传独立的文件。", file: file)
    case .overLimit(let limit):
      self.init(.overLimit, "\(file) 超过 \(limit) 字节的上限，请缩小或拆分。", file: file)
    case .longer:
      self.init(.fileSize, "\(file) 比清单所列的大，请按实际大小填写清单。", file: file)
    case .shorter(let size):
      self.init(
        .fileSize, "\(file) 只有 \(size) 字节，比清单所列的小，可能没有传完，请重新上传。", file: file)
    }
  }
}

extension EntryKind {
  /// What it is, in a sentence.
  var title: String {
    switch self {
    case .plain: "普通文件"
    case .folder: "文件夹"
    case .symlink: "符号链接"
    case .fifo: "命名管道"
    case .socket: "套接字"
    case .device: "设备文件"
    }
  }
}
