import Markup
import TestKit
import Testing

/// Codes beside those of an independent encoder (python-qrcode 8, level M, bytes, mask 0).
@Suite("QR codes")
struct QRCodeTests {
  private func drawn(_ code: QRCode) -> [String] {
    code.rows.map { row in
      (0..<code.size).map { row >> UInt64($0) & 1 == 1 ? "#" : "." }.joined()
    }
  }

  @Test("a short text, module by module")
  func short() throws {
    let code = try #require(QRCode("明贷"))
    let wanted = [
      "#######.......#######",
      "#.....#.#..#..#.....#",
      "#.###.#.......#.###.#",
      "#.###.#....#..#.###.#",
      "#.###.#.##.##.#.###.#",
      "#.....#..#.#..#.....#",
      "#######.#.#.#.#######",
      ".........#...........",
      "#.#.#.#.....#...#..#.",
      "#.###..#####.#.#.##..",
      "#..####.#..#.###..#..",
      "....#....#.###.######",
      "#..#.##.##.#.###..###",
      "........#.#...##..###",
      "#######.....#...#..#.",
      "#.....#...#...#.#.###",
      "#.###.#.##..#.###..##",
      "#.###.#....#.#..####.",
      "#.###.#.##.#.##...#.#",
      "#.....#...####.#.###.",
      "#######.#.##.#####.##",
    ]
    #expect(drawn(code) == wanted)
  }

  /// Lengths at both ends of each version, the size, and a sum over the rows.
  @Test(
    "every version as another program draws it",
    arguments: [
      (1, 21, 0xCCFC_2810_7B8B_D4FB),
      (14, 21, 0x3661_2F39_48BF_B40F),
      (15, 25, 0xE2D8_9464_0EDB_5E6D),
      (26, 25, 0x92A6_8288_D654_BDEA),
      (42, 29, 0x17DC_7774_4CE0_2152),
      (62, 33, 0x93D4_6ACF_221C_EC36),
      (63, 37, 0xDB7B_783B_EA3E_D549),
      (84, 37, 0xC1B0_EB7C_36EE_3472),
      (106, 41, 0x5413_42BF_88F8_54CC),
      (107, 45, 0x693C_F87D_B545_3D20),
      (122, 45, 0x7B52_42F9_C563_58EC),
      (152, 49, 0x77E8_20B9_02F5_11D0),
      (153, 53, 0xC600_BCF4_8062_EC99),
      (180, 53, 0x5F4E_D9DD_C720_72F0),
    ] as [(Int, Int, UInt64)])
  func versions(length: Int, size: Int, sum: UInt64) throws {
    let address = "https://www.example.gov.cn/cydb/record/2026/0001xx/ZEZHOU-2026-000123.html?"
    let text = String(repeating: address, count: 3).prefix(length)
    let code = try #require(QRCode(String(text)))
    #expect(code.size == size)
    #expect(code.rows.reduce(UInt64(0)) { $0 &* 31 &+ $1 } == sum)
  }

  @Test("a text that is too long has no code")
  func most() {
    #expect(QRCode(String(repeating: "a", count: QRCode.most)) != nil)
    #expect(QRCode(String(repeating: "a", count: QRCode.most + 1)) == nil)
  }
}
