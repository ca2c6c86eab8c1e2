/// Who borrows. The regime's terms differ by kind. EXCHANGE §3, `borrower.kind`.
public enum BorrowerKind: String, Hashable, Sendable, CaseIterable {
  /// 个人: one natural person.
  case individual = "INDIVIDUAL"
  /// 合伙: two to twenty natural persons with one note.
  case partnership = "PARTNERSHIP"
  /// 小微企业: a small or micro enterprise.
  case enterprise = "ENTERPRISE"
}
