import Foundation
import TestKit
import Testing

/// Who may approve, and in which order.
@Suite struct SettleApproveTests {
  private func claimed(_ desk: SettleDesk) throws {
    try desk.deliver(
      [
        SettleDesk.note(1).disbursement("R-1"), SettleDesk.claim("K-1", 1, "2026Q1", days: 90),
      ], now: SettleDesk.opened)
  }

  /// Two names are not two people while both sit at one login; in a demonstration they may.
  @Test func anotherUserOfTheSystem() throws {
    let desk = try SettleDesk(isDemo: false)
    try claimed(desk)
    try desk.run("2026Q1")
    let now = SettleDesk.days["2026Q1"]
    try desk.office.json(["settle", "review", "2026Q1", "--by", "李审"], now: now)
    let same = try desk.office.run(["settle", "approve", "2026Q1", "--by", "赵批"], now: now)
    #expect(same.status == 1)
    #expect(same.message.contains("系统用户"))
  }

  /// A draft made before an earlier quarter was approved lacks its adjustments.
  @Test func inTheOrderOfQuarters() throws {
    let desk = try SettleDesk()
    try claimed(desk)
    try desk.deliver(
      [SettleDesk.claim("K-2", 1, "2026Q2", days: 92)], now: "2026-06-22T09:00:00+08:00")
    let now = "2026-06-23T09:00:00+08:00"
    for period in ["2026Q1", "2026Q2"] { try desk.run(period, now: now) }
    let review = ["settle", "review", "2026Q2", "--by", "李审"]
    let early = try desk.office.run(review, now: now)
    #expect(early.status == 1)
    #expect(early.message.contains("更早"))
    try desk.approve("2026Q1", now: now)
    let stale = try desk.office.run(review, now: now)
    #expect(stale.status == 1)
    #expect(stale.message.contains("草稿"))
    try desk.run("2026Q2", now: now)
    try desk.approve("2026Q2")
    let closed = try desk.office.run(["settle", "run", "2026Q1"], now: now)
    #expect(closed.status == 1)
    try desk.rebuildsTheSame()
  }
}
