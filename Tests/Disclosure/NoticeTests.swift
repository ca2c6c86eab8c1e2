import Disclosure
import Quantities
import StrictJSON
import Testing

/// Notices as everybody may see them, and the numbers of notices and objections.
@Suite("Notices")
struct NoticeTests {
  private func candidate(_ kind: BorrowerKind, _ name: String) throws -> NoticeCandidate {
    NoticeCandidate(
      number: try #require(CaseNumber("ZEZHOU-2026-G012")), title: "第一批贷前公示", days: 5,
      from: Sample.day("2026-03-02"), last: Sample.day("2026-03-09"),
      lines: [
        NoticeCandidate.Line(
          line: 3, name: name, kind: kind, entity: "\(name)经营部", project: "\(name)面馆",
          town: Labelled(code: "140525106000", name: "金村镇"),
          bank: Labelled(code: "ZZRCB", name: "泽州农商银行"), amount: .yuan(200_000),
          termMonths: 36)
      ])
  }

  @Test("applicants are named as records name them")
  func masked() throws {
    for kind in [BorrowerKind.individual, .partnership] {
      let line = try #require(MaskingPolicy().disclose(try candidate(kind, "张三丰")).lines.first)
      #expect(line.applicant == "张*丰" && line.entity == "张*丰经营部" && line.project == "张*丰面馆")
    }
    let enterprise = MaskingPolicy().disclose(try candidate(.enterprise, "泽州示例公司"))
    #expect(enterprise.lines.first?.applicant == "泽州示例公司")
    let open = MaskingPolicy(individuals: .full).disclose(try candidate(.individual, "张三丰"))
    #expect(open.lines.first?.applicant == "张三丰")
    let closed = MaskingPolicy(enterprises: .masked)
      .disclose(try candidate(.enterprise, "泽州示例公司"))
    #expect(closed.lines.first?.applicant == Mask.entity("泽州示例公司"))
  }

  @Test("what was published is read back")
  func content() throws {
    let notice = MaskingPolicy().disclose(try candidate(.individual, "张三丰"))
    let bytes = notice.content.canonical()
    #expect(!String(decoding: bytes, as: UTF8.self).contains("张三丰"))
    let read = PublicNotice(
      content: try JSONNode.parse(bytes, limits: .exchange).value, number: notice.number)
    #expect(read == notice)
    #expect(notice.total == .yuan(200_000))
    #expect(PublicNotice(content: ["title": "x"], number: notice.number) == nil)
  }

  @Test(
    "numbers",
    arguments: [
      ("ZEZHOU-2026-G001", true), ("ZEZHOU-2026-Y999", true), ("ZEZHOU-2026-G1000", true),
      ("ZEZHOU-2026-G01", false), ("ZEZHOU-2026-G0001", false), ("ZEZHOU-2026-000123", false),
      ("ZEZHOU-2026-G000", false), ("ZEZHOU-2026-X001", false), ("zezhou-2026-G001", false),
      ("ZEZHOU-2026-G", false), ("ZEZHOU-2026-G+01", false), ("", false),
    ])
  func numbers(text: String, isOne: Bool) {
    #expect((CaseNumber(text)?.description == text) == isOne)
    #expect(RecordNumber(text) == nil || !isOne)
  }
}
