import Disclosure
import Markup

/// What the pages on objections and on privacy say alike.
extension PageWriter {
  /// A rule with its name.
  mutating func rule(_ name: String, _ text: String) {
    element("div") { w in
      w.element("dt", text: name)
      w.element("dd", text: text)
    }
  }

  /// Where one objects: the telephone and the window, and `other` ways.
  mutating func whereToObject(other: String = "") {
    let identity = site.identity
    element("div") { w in
      w.element("dt", text: "在哪里提")
      w.element("dd") { w in
        w.text("电话 ")
        w.telephone(identity.phone)
        w.text("，或到\(identity.address)（\(identity.officeHours)）\(other)。")
      }
    }
  }

  /// What remains to who is not content with the answer.
  mutating func whatElseToDo() {
    rule("不满意怎么办", "可以向上级人力资源和社会保障部门反映，也可以依法申请行政复议或者提起行政诉讼。")
  }
}
