import Disclosure
import Quantities
import Testing

@Suite("Masked names")
struct MaskTests {
  @Test(
    "the table",
    arguments: [
      ("张三", "张*"), ("张三丰", "张*丰"), ("王小二黑", "王**黑"), ("李", "*"), ("", "*"),
      ("欧阳锋", "欧阳*"), ("欧阳震华", "欧阳*华"), ("欧阳", "欧*"), ("诸葛孔明", "诸葛*明"),
      ("上官婉儿", "上官*儿"), ("皇甫嵩", "皇甫*"), ("司马懿", "司马*"), ("𠮷田花", "𠮷*花"),
      ("阿卜杜拉·买买提", "阿***·买**"), ("阿依古丽•买买提", "阿***·买**"), ("扎西多吉", "扎**吉"),
      ("巴特尔·苏和·乌", "巴**·苏*·*"), ("John Smith", "J*** S****"), ("Madonna", "M******"),
      ("张 三", "张*"), ("欧 阳 锋", "欧阳*"),
    ])
  func names(full: String, masked: String) {
    #expect(Mask.name(full) == masked)
    #expect(full.isEmpty || Mask.name(full) != full)
  }

  @Test(
    "project names that hold the person's name",
    arguments: [
      ("张三丰面馆", "张三丰", "张*丰面馆"), ("泽州县张 三 丰面馆", "张三丰", "泽州县张*丰面馆"),
      ("面馆", "张三丰", "面馆"), ("张三张三", "张三", "张*张*"), ("张三", "张", "张三"),
      ("阿卜杜拉•买买提烤肉", "阿卜杜拉·买买提", "阿***·买**烤肉"),
      ("JOHN SMITH coffee", "John Smith", "J*** S**** coffee"),
    ])
  func texts(text: String, name: String, masked: String) {
    #expect(Mask.text(text, of: name) == masked)
  }

  @Test("who is masked is the bureau's decision, and the careful one by default")
  func policy() {
    func applicant(_ kind: BorrowerKind, _ policy: MaskingPolicy) -> String {
      policy.disclose(Sample.candidate(kind: kind, name: "赵钱孙李有限公司")).applicant
    }
    #expect(applicant(.enterprise, MaskingPolicy()) == "赵钱孙李有限公司")
    #expect(applicant(.individual, MaskingPolicy()) != "赵钱孙李有限公司")
    #expect(applicant(.partnership, MaskingPolicy()) != "赵钱孙李有限公司")
    #expect(applicant(.enterprise, MaskingPolicy(enterprises: .masked)) == "赵钱***公司")
    #expect(applicant(.individual, MaskingPolicy(individuals: .full)) == "赵钱孙李有限公司")
  }

  @Test("project and business name are masked with the person")
  func everyField() {
    var candidate = Sample.candidate(kind: .individual, name: "张三丰")
    candidate.projectName = "张三丰面馆"
    candidate.entityName = "泽州县张三丰面食店"
    let record = MaskingPolicy().disclose(candidate)
    #expect(record.project == "张*丰面馆")
    #expect(record.entityName == "泽州县张*丰面食店")
    #expect(record.isMasked)
  }

  @Test("a quarter that tells of trouble shows its amount only", arguments: Exclusion.allCases)
  func withheld(reason: Exclusion) {
    var candidate = Sample.candidate(kind: .individual, name: "张三丰")
    var segment = Sample.segment
    segment.excluded = reason
    candidate.quarters = [Sample.quarter([Sample.segment, segment])]
    let quarter = MaskingPolicy().disclose(candidate).quarters[0]
    let open: Set<Exclusion> = [.beyondTerm, .useLimit, .noPolicy]
    #expect((quarter.detail != nil) == open.contains(reason))
    #expect(quarter.payable == Fen(88_167))
  }
}
