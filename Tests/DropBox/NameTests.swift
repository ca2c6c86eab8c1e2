import DropBox
import Testing

@Suite struct NameTests {
  @Test(arguments: ["ABCD-000000000", "ICBC2026-999999999", "0123456789ABCDEF-000000001"])
  func packageNames(text: String) {
    #expect(PackageId(text)?.description == text)
  }

  @Test(arguments: [
    "", "ABC-000000001", "ABCDEFGHIJKLMNOPQ-000000001", "abcd-000000001", "ABCD-00000001",
    "ABCD-0000000001", "ABCD_000000001", "ABCD-00000000A", "ABCD-000000001-", "-ABCD-000000001",
    "ABCD--00000001", "ABCD-000000001 ", "ABCD-000000001\n", "ABCD-00000000１", "ÁBCD-000000001",
    "ABCD-+00000001", "ABCD-000000001/", "ABCD-000000001.part", "..",
  ])
  func textsThatAreNoPackageNames(text: String) {
    #expect(PackageId(text) == nil)
  }

  @Test func packageNamesFromTheirParts() {
    #expect(PackageId(sender: "ABCD", number: 42)?.description == "ABCD-000000042")
    #expect(PackageId("ABCD-000000042")?.number == 42)
    #expect(PackageId("ABCD-000000042")?.sender == "ABCD")
    #expect(PackageId(sender: "ABCD", number: 1_000_000_000) == nil)
    #expect(PackageId(sender: "ABCD", number: -1) == nil)
    #expect(PackageId(sender: "AB-D", number: 1) == nil)
  }

  @Test func packagesAreInOrderOfTheirNumber() {
    let names = ["ZZZZ-000000002", "AAAA-000000010", "BBBB-000000002"]
    #expect(
      names.compactMap { PackageId($0) }.sorted().map(\.description)
        == ["BBBB-000000002", "ZZZZ-000000002", "AAAA-000000010"])
  }

  @Test(arguments: [
    ("records.json", "json"), ("0.pdf", "pdf"), ("a.b-c_d..jpg", "jpg"), ("key.pem", "pem"),
    ("findings.csv", "csv"), ("x.jpeg", "jpeg"), ("x.png", "png"), ("x.ofd", "ofd"),
    (String(repeating: "a", count: 96) + ".pdf", "pdf"),
  ])
  func fileNames(text: String, fileExtension: String) {
    #expect(PackageFileName(text)?.text == text)
    #expect(PackageFileName(text)?.fileExtension == fileExtension)
  }

  @Test(arguments: [
    "", ".", "..", ".json", "json", "a", "a.", "a.exe", "a.json.sh", "A.json", "a.JSON", "-a.json",
    "_a.json", "a/b.json", "../a.json", "a\\b.json", "a b.json", "a\0.json", "a.json\n", "合同.pdf",
    "a.pdf/", "manifest.sig", "manifest.json", "con:a.json",
    String(repeating: "a", count: 97) + ".pdf",
  ])
  func textsThatAreNoFileNames(text: String) {
    #expect(PackageFileName(text) == nil)
  }
}
