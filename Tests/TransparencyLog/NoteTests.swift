import Quantities
import Sealing
import StrictJSON
import Testing
import TransparencyLog

@Suite("Notes, keys and entries")
struct NoteTests {
  /// The example of Go's golang.org/x/mod/sumdb/note, which C2SP's format comes from.
  static let example = """
    If you think cryptography is the answer to your problem,
    then you don't know what your problem is.

    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSN\
    XgKvqfqdngotpRZb6KE6RyyBwJnAM=

    """

  @Test("the known note is signed by the known key, and by no other text")
  func knownNote() throws {
    let key = try #require(
      NoteKey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
    let note = try #require(SignedNote(Array(Self.example.utf8)))
    #expect(try note.isSigned(by: key))
    #expect(note.bytes == Array(Self.example.utf8))
    #expect(try key.text() == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    let other = try #require(
      SignedNote(Array(Self.example.replacing("answer", with: "anwser").utf8)))
    #expect(try !other.isSigned(by: key))
    let stranger = NoteKey(name: "PeterNeumann", key: try LogKey.generate().publicKey)
    #expect(try !note.isSigned(by: stranger))
  }

  @Test(
    "what is no note is none",
    arguments: [
      "", "\n", "text\n", "text\n\n", "text\n\n— name\n", "text\n\n— name AAAA\n",
      "text\n\n- name x08go/ZJkuBS9UG/Sffc\n", "text\n\n— na+me x08go/ZJkuBS9UG/Sffc\n",
      "text\n\n— name x08go/ZJkuBS9UG/Sffc", "te\tt\n\n— name x08go/ZJkuBS9UG/Sffc\n",
      "text\n\n— name x08go/ZJkuBS9UG/Sffc\n\n",
    ])
  func noNote(_ text: String) { #expect(SignedNote(Array(text.utf8)) == nil) }

  @Test(
    "a checkpoint reads back; sizes and roots have one form",
    arguments: [
      ("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", true),
      ("a\n12\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\n", true),
      ("a\n012\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", false),
      ("a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", false),
      ("a\n12\n47DEQpj8HBSa\n", false), ("a\n12\n", false),
      ("\n12\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", false),
    ])
  func checkpoints(_ text: String, _ isOne: Bool) throws {
    let read = Checkpoint(text)
    #expect((read != nil) == isOne)
    if let read { #expect(text.hasPrefix(read.text)) }
  }

  @Test("an entry's leaf is its canonical JSON, and nothing else reads as one")
  func leaf() throws {
    let day = try #require(Day("2026-04-02"))
    let salt = [UInt8](0..<16)
    let entry = try #require(
      try LogEntry(
        kind: .record, record: "ZEZHOU-2026-000123", revision: 1, day: day,
        content: ["b": "小麦", "a": 24], salt: salt))
    // SHA-256 of 00 01 … 0f followed by {"a":24,"b":"小麦"}, by sha256sum.
    let leaf =
      "{\"commitment\":\"\(Self.known)\",\"day\":\"2026-04-02\",\"kind\":\"record\","
      + "\"record\":\"ZEZHOU-2026-000123\",\"revision\":1}"
    #expect(String(decoding: entry.leafData, as: UTF8.self) == leaf)
    #expect(LogEntry(leafData: entry.leafData) == entry)
    for wrong in [
      leaf + "\n", leaf.replacing("\"revision\":1", with: "\"revision\":0"),
      leaf.replacing("record\",\"record", with: "other\",\"record"),
      leaf.replacing("04-02", with: "04-31"), leaf.replacing(":1}", with: ":1,\"x\":1}"),
      leaf.replacing(",\"day", with: ", \"day"),
    ] {
      #expect(LogEntry(leafData: Array(wrong.utf8)) == nil, "\(wrong)")
    }
    let commitment = entry.commitment
    for number in ["", "a b", "张", "a/b", String(repeating: "a", count: 65)] {
      #expect(
        LogEntry(kind: .run, record: number, revision: 1, day: day, commitment: commitment) == nil)
    }
  }

  static let known = "30c971fd84de7c20b77ca33cba1473bb811095d6fc5d2033518f92638c552d34"

  @Test("what a page carries cannot end its element, and holds no proof")
  func element() throws {
    let day = try #require(Day("2026-04-02"))
    let content: JSONValue = ["project": "</script><b>&"]
    let entry = try #require(
      try LogEntry(
        kind: .run, record: "2026Q1", revision: 1, day: day, content: content,
        salt: [UInt8](repeating: 7, count: 16)))
    let element = PageEntry(
      entry, index: 12, content: content, salt: [UInt8](repeating: 7, count: 16)
    ).element
    #expect(
      String(decoding: element, as: UTF8.self)
        == "<script type=\"application/json\" class=\"log-entry\">"
        + "{\"content\":{\"project\":\"\\u003c/script>\\u003cb>&\"},\"day\":\"2026-04-02\","
        + "\"index\":12,\"kind\":\"run\",\"record\":\"2026Q1\",\"revision\":1,"
        + "\"salt\":\"07070707070707070707070707070707\"}</script>")
  }

  @Test("a key follows with both signatures, or with two people's word, or not at all")
  func succession() throws {
    let (first, second, third) = (
      try LogKey.generate(), try LogKey.generate(), try LogKey.generate()
    )
    let head = TreeHead(size: 9, root: try TreeHash.leaf([1]))
    let keys = try LogKeys(origin: "a/b", key: first.publicKey)
      .followed(by: second, at: head, old: first)
      .followed(by: third, at: head, old: nil, declaredBy: ["张三", "李四"])
    let read = try #require(LogKeys(try keys.file().bytes))
    #expect(read == keys)
    #expect(try read.succession(1) == .signed)
    #expect(try read.succession(2) == .declared(by: ["张三", "李四"]))
    #expect(read.current.key == third.publicKey)
    // A new key put in the place of the second: the note names another.
    let text = String(decoding: try keys.file().bytes, as: UTF8.self)
    let stranger = try NoteKey(name: "a/b", key: LogKey.generate().publicKey).text()
    let forged = try #require(
      LogKeys(Array(text.replacing("\"\(try keys.keys[1].text())\"", with: "\"\(stranger)\"").utf8))
    )
    #expect(try forged.succession(1) == .broken)
    #expect(LogKeys(Array(text.replacing("\"changes\"", with: "\"change\"").utf8)) == nil)
    // Signed by the new key alone, with nobody's word.
    let alone = try LogKeys(origin: "a/b", key: first.publicKey)
      .followed(by: second, at: head, old: nil, declaredBy: ["张三", "张三"])
    #expect(try alone.succession(1) == .broken)
  }

  @Test("a site whose key changed is in order, and says so")
  func changedKey() throws {
    var small = try SmallSite(count: 3)
    let new = try LogKey.generate()
    let keys = try LogKeys(origin: SmallSite.origin, key: small.key.publicKey)
      .followed(by: new, at: small.heads[1], old: small.key)
    let held = small.checkpoint
    small.site.write(try keys.file())
    #expect(try small.check().findings.map(\.kind) == [.signature])
    let note = try Checkpoint(origin: SmallSite.origin, head: small.heads[1]).signed(by: new)
    small.site.files[LogLayout.checkpointPath] = note
    let outcome = try small.check(against: held)
    #expect(outcome.findings == [])
    #expect(outcome.remarks == ["日志公钥更换过：第 2 把由前一把签名确认"])
  }

  @Test("the log's name keeps what a key's name may hold")
  func origin() {
    #expect(
      LogOrigin.make(domain: "www.example.gov.cn", code: "ZEZHOU") == "www.example.gov.cn/ZEZHOU")
    #expect(LogOrigin.make(domain: "a b+c", code: "ZEZHOU") == "abc/ZEZHOU")
    #expect(LogOrigin.make(domain: "", code: "ZEZHOU") == "ZEZHOU")
  }
}
