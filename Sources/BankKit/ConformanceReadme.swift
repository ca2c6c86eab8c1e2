import BankExchange
import Sealing

/// The page of a conformance pack that tells a bank's programmer what to do with it.
struct ConformanceReadme {
  let order: ConformanceOrder
  let receipts: [ConformanceReceipt]
  let replies: [ConformanceReply]

  var text: String { cases + reading + answering }

  private var cases: String {
    """
    # 明贷接口符合性测试包

    测试银行代码 `\(order.bank)`，测试系统代码 `\(order.receiver)`，生成时间 \(order.now)。
    密钥是为本测试包临时生成的，不能用于正式报送；人员和企业均为虚构。生成后 30 天内有效，过期请重新生成。

    ## 一、报送（cases/）

    按编号顺序，每次把一个包放入测试系统收件箱并取回执（或用 `mingdai kit check` 自查，
    此前已接收的包用 `--known` 给出），与同目录 `expected.json` 比较：`status`、接收和未接收条数、
    各处代码和 JSON 指针应当一致，顺序相同。再用本行系统由同样的 records.json 重新封装（换用测试银行代码
    和 keys/ 中的私钥），结果也应一致。公钥通知的各包之间，测试系统不要批准其中的公钥。

    ```
    mingdai kit check cases/01/\(order.bank)-000000001 --receiver \(order.receiver) \\
      --public-key keys/public-\(order.key.suite.fileTag).pem --now \(order.now)
    ```

    | 编号 | 内容 | 结果 | 代码 |
    |---|---|---|---|

    """
      + rows(ConformanceCase.all) { item in
        let codes = item.findings.map(\.code.rawValue).joined(separator: " ")
        return "\(item.title) | \(item.status.rawValue) | \(codes)"
      } + "\n以下代码不在测试包中："
      + ConformancePack.notShown.map { "\($0.code.rawValue)（\($0.why)）" }.joined(separator: "、")
      + "。\n"
  }

  private var reading: String {
    """

    ## 二、读取回执（receipts/）

    人社局的测试公钥是 `keys/bureau-\(order.key.suite.fileTag).pem`。本行系统应当只采信 `trusted` 为 true
    的回执，并读出同样的结果和代码；其余的应当拒绝并报警。

    | 编号 | 内容 | 采信 |
    |---|---|---|

    """ + rows(receipts) { "\($0.title) | \($0.isTrusted ? "是" : "否")" }
  }

  private var answering: String {
    """

    ## 三、答复人社局的包（replies/）

    本行系统对每个包生成自己的回执，与同目录 `expected.json` 比较：`status`、代码和 `inReplyTo`
    应当一致；`status` 为 null 的不能答复，也不能用掉序号。所用私钥在 keys/ 中。

    ```
    mingdai kit reply replies/01/\(order.receiver)-000000001 --accept \\
      --public-key keys/bureau-\(order.bureau.suite.fileTag).pem \\
      --key keys/private-\(order.key.suite.fileTag).pem --bank \(order.bank) --out outgoing
    ```

    | 编号 | 内容 | 答复 | 代码 |
    |---|---|---|---|

    """
      + rows(replies) { reply in
        "\(reply.title) | \(reply.status?.rawValue ?? "不答复") | \(reply.code?.rawValue ?? "")"
      }
  }

  private func rows<Item>(_ items: [Item], _ row: (Item) -> String) -> String {
    items.enumerated().map { index, item in
      "| \(ConformancePack.twoDigits(index + 1)) | \(row(item)) |\n"
    }.joined()
  }
}
