import Policy
import Testing

@Suite("Overrides are linted like regimes")
struct OverrideLintTests {
  /// A passage replaced, and the finding that must come of it.
  struct Planted: Sendable, CustomTestStringConvertible {
    var old: String
    var new: String
    var code: PolicyFinding.Code
    var line: Int
    var pointer: String
    var testDescription: String { "\(code): \(new)" }

    init(
      _ old: String, _ new: String, _ code: PolicyFinding.Code, _ line: Int, _ pointer: String
    ) {
      (self.old, self.new, self.code, self.line, self.pointer) = (old, new, code, line, pointer)
    }
  }

  static let table = [
    Planted(#""about":"#, "about:", .notJSON, 1, ""),
    Planted(#""about":"#, #""note":"#, .unknownMember, 1, "/note"),
    Planted(#""overrides": ["#, #""overrides": {"a": ["#, .notJSON, 11, "/overrides"),
    Planted(
      #""issuedOn": "2024-06-20","#, #""issued": "2024-06-20", "issuedOn": "2024-06-20","#,
      .unknownMember, 4, "/overrides/0/issued"),
    Planted(#""document": "某市财金〔2024〕12号", "#, "", .missingMember, 3, "/overrides/0"),
    Planted(
      #""document": "某市财金〔2024〕12号""#, #""document": """#, .badValue, 4,
      "/overrides/0/document"),
    Planted(#""issuer": "某市财政局", "#, "", .missingMember, 3, "/overrides/0"),
    Planted(#", "issuedOn": "2024-06-20""#, "", .missingMember, 3, "/overrides/0"),
    Planted(
      #""issuedOn": "2024-06-20""#, #""issuedOn": "2024-06-31""#, .badValue, 4,
      "/overrides/0/issuedOn"),
    Planted(#""regime": "R5""#, #""regime": "R6""#, .badValue, 3, "/overrides/0/regime"),
    Planted(
      #""from": "2024-07-01""#, #""from": "2023-09-30""#, .outsideRegime, 3,
      "/overrides/0"),
    Planted(#""to": "2026-12-31""#, #""to": "2028-10-01""#, .outsideRegime, 3, "/overrides/0"),
    Planted(#""to": "2026-12-31""#, #""to": "2024-06-30""#, .notAscending, 3, "/overrides/0"),
    Planted(#""id": "C2""#, #""id": "C1""#, .duplicate, 6, "/overrides/1"),
    Planted(#""id": "C2""#, #""id": "C 2""#, .badValue, 6, "/overrides/1/id"),
    // The same member twice for one note.
    Planted(
      #""set": {"individual""#, #""set": {"maxUses": 5, "individual""#, .overlap, 6,
      "/overrides/1"),
    // What only the state sets.
    Planted(
      #""maxUses": 4"#, #""maxUses": 4, "basis": ["x"]"#, .reservedMember, 5,
      "/overrides/0/set/basis"),
    Planted(
      #""maxUses": 4"#, #""maxUses": 4, "to": "2030-01-01""#, .reservedMember, 5,
      "/overrides/0/set/to"),
    Planted(
      #"{"individual": {"local""#, #"{"individual": {"cap": "400000.00", "local""#,
      .reservedMember, 9, "/overrides/1/set/individual/cap"),
    Planted(
      #"{"individual": {"local""#, #"{"partnership": {"capTotal": "1.00"}, "individual": {"local""#,
      .reservedMember, 9, "/overrides/1/set/partnership/capTotal"),
    Planted(#""maxUses": 4"#, #""maxUsed": 4"#, .unknownMember, 5, "/overrides/0/set/maxUsed"),
    Planted(#""maxUses": 4"#, #""maxUses": 0"#, .badValue, 5, "/overrides/0/set/maxUses"),
    Planted(
      #""maxUses": 4"#, #""maxUses": 4, "rateCapOverLPR": null, "rateCapEnforced": true"#,
      .contradiction, 3, "/overrides/0"),
    Planted(
      #"{"sharing": {"city": 30, "county": 70}, "maxUses": 4}"#, "{}", .empty, 5,
      "/overrides/0/set"),
    Planted(#""county": 70"#, #""county": 60"#, .sharingNot100, 5, "/overrides/0/set/sharing"),
    Planted(
      #""county": 60"#, #""county": 61"#, .sharingNot100, 9,
      "/overrides/1/set/individual/local/sharing"),
    Planted(
      #""cap": "500000.00""#, #""cap": "300000.00""#, .contradiction, 9,
      "/overrides/1/set/individual/local"),
    Planted(
      #""fraction": "2/3""#, #""fraction": "4/3""#, .badValue, 10,
      "/overrides/1/set/enterprise/rule/fraction"),
    Planted(
      #""termMonths": 36"#,
      #""termMonths": 36, "newHirePercent": [{"from": "2024-12-31", "upTo100": 5, "over100": 3}]"#,
      .badValue, 10, "/overrides/1/set/enterprise/newHirePercent/0"),
    Planted(
      #"["individual.local.sharing"]"#, #"["sharing"]"#, .unknownOpenMember, 8,
      "/overrides/1/open/0"),
  ]

  @Test("one planted fault, one finding, at its place", arguments: table)
  func finding(_ planted: Planted) throws {
    let refusal = try #require(throws: PolicyRefusal.self) {
      _ = try Overrides.policy(planted.old, planted.new)
    }
    let found = refusal.findings
    #expect(found.map(\.code) == [planted.code], "\(refusal)")
    #expect(found.map(\.file) == [.overrides])
    #expect(found.map(\.pointer) == [planted.pointer])
    #expect(found.map(\.line) == [planted.line])
  }

  @Test("the sentence names place, problem and remedy")
  func sentence() throws {
    let refusal = try #require(throws: PolicyRefusal.self) {
      _ = try Overrides.policy(#""set": {"individual""#, #""set": {"maxUses": 5, "individual""#)
    }
    #expect(
      refusal.description
        == "overrides.json 第 6 行第 4 列（/overrides/1）：“C2”与“C1”对同一时段的“贴息次数上限”都有规定。"
        + "请使两项的日期错开，或只保留一项。")
  }

  @Test("a rate cap lifted by one and enforced by another document is a clash")
  func rateCaps() throws {
    let file = Overrides.file
      .replacingOccurrences(#""maxUses": 4"#, #""rateCapEnforced": true"#)
      .replacingOccurrences(
        #""set": {"individual""#, #""set": {"rateCapOverLPR": null, "individual""#)
    let refusal = try #require(throws: PolicyRefusal.self) { _ = try Overrides.policy(file) }
    #expect(refusal.findings.map(\.code) == [.overlap])
  }

  @Test("one document may follow another, and another regime is no clash")
  func successors() throws {
    let later = #""set": {"sharing": {"county": 100}, "individual""#
    let clash = Overrides.file.replacingOccurrences(#""set": {"individual""#, later)
    let refusal = try #require(throws: PolicyRefusal.self) { _ = try Overrides.policy(clash) }
    #expect(refusal.findings.map(\.code) == [.overlap])
    let follows = clash.replacingOccurrences(#""to": "2026-12-31""#, #""to": "2024-12-31""#)
    #expect(try Overrides.policy(follows).regimesInForce.filter { $0.id == "R5" }.count == 4)
    let elsewhere = clash.replacingOccurrences(
      #""id": "C2", "regime": "R5""#,
      #""id": "C2", "regime": "R4b""#)
    let outside = try #require(throws: PolicyRefusal.self) { _ = try Overrides.policy(elsewhere) }
    #expect(outside.findings.map(\.code) == [.outsideRegime])
  }

  @Test("findings in both files come together; overrides wait for sound regimes")
  func together() throws {
    var files = try ShippedPolicy.files(.lpr, "4.3000", "4.30")
    files.overrides = Array("{".utf8)
    let both = try #require(throws: PolicyRefusal.self) { _ = try Policy(files) }
    #expect(both.findings.map(\.file) == [.lpr, .overrides])
    files = try ShippedPolicy.files(.regimes, "\"county\": 50", "\"county\": 40")
    files.overrides = Array(Overrides.file.utf8)
    let first = try #require(throws: PolicyRefusal.self) { _ = try Policy(files) }
    #expect(first.findings.map(\.file) == [.regimes])
  }
}
