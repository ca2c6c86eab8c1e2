import TestKit

/// Packages of well-formed records about two notes, so few ids and days that they meet: created,
/// amended, cancelled and moved between notes in any order. Bytes alone would rarely get there.
struct Stories {
  /// The version that each record would have by now, had all been accepted.
  private var versions: [Int: Int] = [:]

  /// An input of the target `recordPass`.
  static func input(_ random: inout SeededRandom) -> [UInt8] {
    var stories = Stories()
    let packages = (0..<Int.random(in: 2...6, using: &random)).map { index in
      // Two notes to begin with, and mostly no record twice in a package.
      let others = (3...8).shuffled(using: &random) + [1, 2]
      let count = Int.random(in: 1...5, using: &random)
      let numbers =
        (index == 0 ? [1, 2] : []) + others.suffix(2 * (index % 2)) + others.prefix(count)
      let records = numbers.map { stories.record($0, &random) }
      return Array("{\"records\": [\(records.joined(separator: ","))]}".utf8)
    }
    return Array(packages.joined(separator: [0x1E]))
  }

  private mutating func record(_ number: Int, _ random: inout SeededRandom) -> String {
    func pick<Element>(_ choices: [Element], _ random: inout SeededRandom) -> Element {
      choices[Int.random(in: 0..<choices.count, using: &random)]
    }
    let moves = Int.random(in: 0..<8, using: &random) == 0
    let note = (number == 2) == moves ? "N1" : "N2"
    let expected = (versions[number] ?? 0) + 1
    let version = Int.random(in: 0..<8, using: &random) == 0 ? pick([1, 2], &random) : expected
    versions[number] = version
    let action = version == 1 ? "CREATE" : pick(["AMEND", "AMEND", "CANCEL"], &random)
    let day = pick(["2025-06-10", "2025-09-21", "2025-09-22", "2025-12-21"], &random)
    let later = pick(["2028-06-11", "2029-06-10"], &random)
    let amount = pick(["0.01", "50000.00", "100000.00"], &random)
    let head = "\"recordId\": \"R\(number)\", \"version\": \(version), \"action\": \"\(action)\""
    switch number {
    // A record keeps its type: each number belongs to one.
    case 1, 2:
      return Self.disbursement(head, note, amount: pick(["50000.00", "100000.00"], &random))
    case 3, 4:
      return "{\(head), \"type\": \"REPAYMENT\", \"noteNo\": \"\(note)\", \"on\": \"\(day)\", "
        + "\"principal\": \"\(amount)\"}"
    case 5:
      return "{\(head), \"type\": \"OVERDUE\", \"noteNo\": \"\(note)\", \"from\": \"\(day)\"}"
    case 6: return "{\(head), \"type\": \"CURE\", \"noteNo\": \"\(note)\", \"on\": \"\(day)\"}"
    case 7:
      return "{\(head), \"type\": \"EXTENSION\", \"noteNo\": \"\(note)\", \"on\": \"\(day)\", "
        + "\"newDueOn\": \"\(later)\"}"
    default:
      return "{\(head), \"type\": \"COMPENSATION\", \"noteNo\": \"\(note)\", \"on\": \"\(day)\", "
        + "\"amount\": \"\(amount)\"}"
    }
  }

  private static func disbursement(_ head: String, _ note: String, amount: String) -> String {
    let text = NoteText(
      note, amount: 10_000_000, rate: "4.5000", lpr: "3.0000", on: "2025-06-10",
      due: "2028-06-10", person: 1
    ).disbursement("R0").replacing("\"amount\": \"100000.00\"", "\"amount\": \"\(amount)\"").json
    return text.replacing(
      "\"recordId\": \"R0\", \"version\": 1, \"action\": \"CREATE\"", with: head)
  }
}
