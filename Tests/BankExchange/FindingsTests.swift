import LoanBook
import StrictJSON
import Testing

@testable import BankExchange

/// Everything wrong is told at once, with its place. EXCHANGE §3, §4.
@Suite struct FindingsTests {
  private func told(_ decoded: DecodedRecord) -> String {
    decoded.findings.map { "\($0.pointer ?? "") \($0.message)" }.joined(separator: "\n")
  }

  @Test func everyMistakeOfARecordWithItsLineAndColumn() throws {
    let text = """
      {"recordId": "R 1", "version": 1.0, "action": "ADD", "type": "DISBURSEMENT",
       "noteNo": "JD-1", "contractNo": "",
       "borrower": {"kind": "INDIVIDUAL", "name": "张\\u202E三", "idNumber": "110105194912310021",
         "category": "1", "nick": "小张"},
       "project": {"name": "店", "industry": "零售", "town": "140525100000"},
       "amount": 200000.00, "signedOn": "2024-02-30", "disbursedOn": "2024-01-10",
       "dueOn": "２０２６-01-10", "rate": "4.00", "lpr": "3.4500", "settlement": "QUARTER_20",
       "repayment": "BULLET", "dayBasis": 364, "payee": "BANK"}
      """
    let words = told(try Records.decode(text, index: 6))
    #expect(
      words == """
        /records/6/recordId 第 1 行第 14 列：应为 1 至 64 位字母、数字或 . _ / - ，且以字母或数字开头。
        /records/6/version 第 1 行第 32 列：应为 1 至 1000000 的整数，不带小数点、指数和引号。
        /records/6/action 第 1 行第 47 列：应为下列之一：CREATE、AMEND、CANCEL。
        /records/6/contractNo 第 2 行第 34 列：应为 1 至 64 位字母、数字或 . _ / - ，且以字母或数字开头。
        /records/6/borrower/name 第 3 行第 45 列：应为 1 至 100 个字符的文字，不含控制字符和方向控制符。
        /records/6/borrower/idNumber 第 3 行第 73 列：应为 18 位公民身份号码，出生日期真实、校验码正确，末位 X 大写。
        /records/6/borrower/category 第 4 行第 16 列：类别应为两位数字代码。
        /records/6/borrower 第 4 行第 21 列：第 5 个成员（名称 4 字节、SHA-256 摘要 \
        7f0b629cbb9d794b3daf19fcd686a30a039b47395545394dadc0574744996a87）不是规定的成员，请删去或改正名称。
        /records/6/project/industry 第 5 行第 41 列：行业应为国民经济行业分类门类字母加两位大类，例如 "A03"。
        /records/6/amount 第 6 行第 12 列：金额应写成带两位小数的字符串，例如 "200000.00"，不能用数字。
        /records/6/signedOn 第 6 行第 35 列：日期应写成 YYYY-MM-DD，并且是真实的日期。
        /records/6/dueOn 第 7 行第 11 列：日期应写成 YYYY-MM-DD，并且是真实的日期。
        /records/6/rate 第 7 行第 41 列：利率应写成百分数、四位小数的字符串，例如 "3.6500"。
        /records/6/dayBasis 第 8 行第 37 列：计息基数应为整数 360 或 365。
        /records/6/useOrdinal 第 1 行第 1 列：缺少 useOrdinal，应为 1 至 99 的整数，不带小数点、指数和引号。
        """)
  }

  @Test(arguments: ["[]", "7", "null", "\"R-1\"", "true"])
  func aRecordThatIsNoObject(text: String) throws {
    let decoded = try Records.decode(text, index: 3)
    #expect(told(decoded) == "/records/3 第 1 行第 1 列：应为 JSON 对象 { … }。")
    #expect(decoded.record == nil && decoded.recordId == nil)
  }

  /// Without a type nobody can say which members belong.
  @Test func noTypeNoUnknownMembers() throws {
    let decoded = try Records.decode(
      #"{"recordId": "R-1", "version": 1, "action": "CREATE", "colour": 1}"#)
    #expect(decoded.findings.map(\.pointer) == ["/records/0/type"])
  }

  /// A record of nothing but mistakes must not fill the memory.
  @Test func tooManyFindingsAreCutWithAWord() throws {
    let many = String(repeating: "1,", count: 5000) + "1"
    let decoded = try Records.decode(
      """
      {"recordId": "R-1", "version": 1, "action": "CREATE", "type": "CURE", "noteNo": "N-1",
       "on": "2024-01-10", "attachments": [\(many)]}
      """)
    #expect(decoded.findings.count == 1001 && decoded.record == nil)
    #expect(decoded.findings[999].pointer == "/records/0/attachments/999")
    #expect(decoded.findings[1000].message.hasSuffix("此对象中的其余问题不再列出，请先改正以上各处。"))
  }

  /// Beyond 64 members a wrong one is found too, and a right one is not taken for wrong.
  @Test func objectsOfManyMembers() throws {
    let unknown = (0..<70).map { "\"x\($0)\": 1" }.joined(separator: ", ")
    let decoded = try Records.decode(
      """
      {\(unknown), "recordId": "R-1", "version": 1, "action": "CREATE", "type": "CURE",
       "noteNo": "N-1", "on": "2024-01-10"}
      """)
    #expect(decoded.findings.count == 70 && decoded.recordId?.text == "R-1")
  }

  /// The pointer of a file that is not JSON goes as far as its names are ours.
  @Test(arguments: [
    (#"{"records": [{"amount": 01}]}"#, "/records/0/amount"),
    (#"{"records": [{"secret": 01}]}"#, "/records/0"),
    (#"{"records": [{"borrower": {"12": 01}}]}"#, "/records/0/borrower"),
    (#"{"records": {"7": 01}}"#, "/records/7"),
    (#"{"张三": [01]}"#, ""), ("[01]", ""), ("", ""),
  ])
  func pointerOfWhatIsNotJSON(text: String, pointer: String) {
    do throws(JSONError) {
      _ = try JSONNode.parse(Array(text.utf8), limits: .exchange)
      Issue.record("\(text) was read")
    } catch {
      let finding = Finding.notStrictJSON(.recordsNotStrictJSON, error, file: "records.json")
      #expect(finding.pointer == pointer && finding.code == .recordsNotStrictJSON)
      #expect(finding.message.hasPrefix("第 \(error.position.line) 行第 "))
    }
  }

  /// Each kind of mistake in JSON has its own sentence with a remedy.
  @Test func sentencesOfJSONErrors() {
    let sentences = JSONError.Kind.allCases.map(\.chineseSentence)
    #expect(Set(sentences).count == JSONError.Kind.allCases.count)
  }
}
