import DropBox
import Foundation
import LoanBook
import Office
import Quantities
import StrictJSON

/// `receive --watch`: signals, and what is printed as it happens.
struct Watching {
  let isJSON: Bool
  private let bar = ProgressBar()

  init(isJSON: Bool) { self.isJSON = isJSON }

  func run(
    _ office: Office, _ bank: PartyCode?, _ pollSeconds: Int, by actor: Actor,
    clock: @escaping () -> Instant
  ) throws {
    let stop = try StopRequest()
    // A signal only asks: the package in hand is finished.
    StopSignals.ask(stop)
    try office.watchInboxes(
      bank: bank, pollSeconds: pollSeconds, stop: stop, by: actor, now: clock,
      progress: bar.report, tell: tell)
    isJSON ? line("stopped", []) : Console.line("已停止值守。")
  }

  private func tell(_ news: WatchNews) {
    bar.finish()
    isJSON ? json(news) : text(news)
  }

  // MARK: Text: results on standard output, faults on standard error

  private func text(_ news: WatchNews) {
    switch news {
    case .begun(let banks): Console.line("开始值守 \(banks) 家银行的收件箱。")
    case .received(let package): Console.line(sentence(package))
    case .quarantined(let bank, let count):
      Console.line("\(bank)：\(count) 个名称不合规定的条目已移入 quarantine。")
    case .bankRecovered(let bank): Console.line("\(bank)：已恢复接收。")
    case .resumed: Console.line("已恢复接收。")
    case .waiting(let waiting): Console.line(waiting.sentences)
    case .packageFailed, .bankFailed, .halted, .pollingOnly: fault(news)
    }
  }

  private func sentence(_ package: ReceivedPackage) -> String {
    let codes = package.codes.isEmpty ? "" : "，代码 \(package.codes.joined(separator: " "))"
    return "\(package.bank) \(package.packageId)：\(package.title)，接收 \(package.accepted) 笔，"
      + "退回 \(package.refused) 笔\(codes)，回执 \(package.receipt)。"
  }

  private func fault(_ news: WatchNews) {
    switch news {
    case .packageFailed(let failure): Console.note(failure.sentences)
    case .bankFailed(let bank, let fault):
      Console.note("\(bank)：\(Console.message(fault))\n这家银行暂停接收，下次轮询时再试；其他银行照常。")
    case .halted(let fault):
      Console.note("\(Console.message(fault))\n暂停接收，不断再试。")
    case .pollingOnly(let bank, let fault):
      Console.note("\(bank.map { $0 + "：" } ?? "")不能即时发现来件，只靠轮询（\(fault)）。")
    default: break
    }
  }

  // MARK: JSON Lines: one document a line

  private func json(_ news: WatchNews) {
    // For people the faults stand on standard error, whatever the format.
    fault(news)
    switch news {
    case .begun(let banks): line("begun", [JSONMember("banks", .integer(Int64(banks)))])
    case .received(let package): line("package", package.members)
    case .quarantined(let bank, let count):
      line("quarantined", [bankMember(bank), JSONMember("count", .integer(Int64(count)))])
    case .packageFailed(let failure): line("fault", failure.members)
    case .waiting(let waiting): line("waiting", waiting.members)
    case .bankFailed(let bank, let fault):
      line("fault", ReceptionFault.members(bank, fault, nil))
    case .halted(let fault): line("fault", ReceptionFault.members(nil, fault, nil))
    case .bankRecovered(let bank): line("resumed", [bankMember(bank)])
    case .resumed: line("resumed", [bankMember(nil)])
    case .pollingOnly(let bank, _): line("polling", [bankMember(bank)])
    }
  }

  private func line(_ event: String, _ members: [JSONMember]) {
    let document = JSONValue.object([JSONMember("event", .string(event))] + members)
    Console.line(String(decoding: document.canonical(), as: UTF8.self))
  }

  private func bankMember(_ bank: String?) -> JSONMember {
    JSONMember("bank", bank.map { .string($0) } ?? .null)
  }
}

extension OfficeOptions {
  /// The time at each moment of a command that does not end by itself.
  func clock() -> () -> Instant {
    guard now == nil else {
      let fixed = time()
      return { fixed }
    }
    return { time() }
  }
}
