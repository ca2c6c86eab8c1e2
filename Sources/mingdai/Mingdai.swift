import ArgumentParser

/// The command. COMMAND.
struct Mingdai: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mingdai",
    abstract: "明贷：创业担保贷款的台账、银行数据交换、贴息核算和公开网站。",
    discussion: """
      第一次使用：mingdai demo 生成一个示范县并打印公开网站的位置。
      正式使用：init 建立办公目录，bank add 登记银行，receive 接收银行报送，
      settle run 核算贴息，publish 发布公开网站。
      办公目录由 --office 指明，否则取 MINGDAI_OFFICE，再否则取 ./office。
      退出码：0 完成；1 完成但有未接收或有差异；64 用法不对；70 环境出错（不留半成品）。
      """,
    version: "0.1.0",
    subcommands: [
      InitCommand.self, BankCommand.self, SystemKeysCommand.self, ReceiveCommand.self,
      ReceiptCommand.self, NoteCommand.self, RebuildCommand.self,
      SettleCommand.self, StatisticsCommand.self, FundCommand.self,
      OpeningCommand.self, PolicyCommand.self, NoticeCommand.self, ObjectionCommand.self,
      PublishCommand.self, LogCommand.self, CheckCommand.self,
      KitCommand.self, DemoCommand.self,
    ])
}
