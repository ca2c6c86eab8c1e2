import LoanBook

/// Projects as borrowers describe them.
struct ProjectCatalogue {
  /// A project of a person or of partners.
  func small(owner: String, _ random: inout SeededDraws) -> Project {
    let (place, village, address) = site(&random)
    let business = random.weighted(Business.small.map { ($0, $0.weight) })
    let word = random.pick(business.words)
    let brand = random.pick(Business.brands)
    // A name with the owner's surname is personal data once names are masked: the site must
    // meet some (SITE-FACTS, law).
    let name =
      switch random.below(100) {
      case ..<34: village + word
      case ..<76: brand + word
      case ..<82 where !owner.contains("·"): "老" + String(owner.prefix(1)) + "家" + word
      default: place.name + village + brand + word
      }
    var project = Project(
      name: name, entityName: nil, socialCreditCode: nil, industry: business.industry,
      town: place.code, address: address,
      jobs: random.chance(perMille: 700)
        ? random.number(1...6) : nil)
    if random.chance(perMille: 550) {
      let seat = name.hasPrefix(place.name) ? "泽州县" : "泽州县\(place.name)"
      project.entityName = "\(seat)\(name)（个体工商户）"
      project.socialCreditCode = socialCreditCode("92", &random)
    }
    return project
  }

  /// An enterprise with its project.
  func enterprise(_ random: inout SeededDraws) -> (name: String, Project) {
    let (place, _, address) = site(&random)
    let business = random.weighted(Business.enterprise.map { ($0, $0.weight) })
    let word = random.pick(business.words)
    let name = "泽州县\(random.pick(Business.brands))\(random.pick(Business.tails))\(word)有限公司"
    let kind = random.pick(["流动资金", "生产线扩建", "技术改造", "原料采购", "新厂房设备购置"])
    let project = Project(
      name: "\(word)\(kind)", entityName: name, socialCreditCode: socialCreditCode("91", &random),
      industry: business.industry, town: place.code, address: address,
      jobs: random.number(8...90))
    return (name, project)
  }

  /// A unified code as the county's registry would give it, drawn: that an entity bears the same
  /// one is chance. GB 32100, with the inner check character of GB 11714.
  func socialCreditCode(_ kind: String, _ random: inout SeededDraws) -> SocialCreditCode {
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    var organisation = Array("MA".utf8)
    for _ in 0..<6 { organisation.append(random.pick(alphabet)) }
    organisation.append(ProjectCatalogue.organisationCheck(organisation))
    let body = Array((kind + "140525").utf8) + organisation
    guard let check = SocialCreditCode.checkCharacter(body),
      let code = SocialCreditCode(String(decoding: body + [check], as: UTF8.self))
    else { preconditionFailure("a synthetic credit code is well formed") }
    return code
  }

  /// The check character of an organisation code. GB 11714: weights modulo 11; digits count as
  /// themselves, letters from A = 10.
  static func organisationCheck(_ body: [UInt8]) -> UInt8 {
    var sum = 0
    for (byte, weight) in zip(body, [3, 7, 9, 10, 5, 8, 4, 2]) {
      sum += Int(byte < 0x41 ? byte - 0x30 : byte - 0x41 + 10) * weight
    }
    return Array("0X987654321".utf8)[sum % 11]
  }

  private func site(
    _ random: inout SeededDraws
  ) -> (place: Place, village: String, address: PersonalText) {
    let place = random.weighted(Place.all.map { ($0, $0.weight) })
    let village = random.pick(place.villages)
    let house = random.number(1...260)
    return (place, village, PersonalText("泽州县\(place.name)\(village)\(house)号"))
  }
}
