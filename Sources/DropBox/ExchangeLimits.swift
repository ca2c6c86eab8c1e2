/// The limits of the exchange, all in one place. EXCHANGE §1; passing one is P105.
public enum ExchangeLimits {
  /// manifest.json: 4 MiB.
  public static let manifestBytes: Int64 = 4 << 20
  /// manifest.sig: 1 KiB.
  public static let signatureBytes: Int64 = 1 << 10
  /// records.json: 2 GiB.
  public static let recordsBytes: Int64 = 2 << 30
  /// Any other listed file: 64 MiB.
  public static let attachmentBytes: Int64 = 64 << 20
  /// Files listed by a manifest: 5 000. A folder holds two more, manifest and signature.
  public static let files = 5_000
  /// All listed files of a package together: 4 GiB.
  public static let packageBytes: Int64 = 4 << 30
  /// Packages and malformed entries, of each, that one look at an inbox finds: 10 000. The rest
  /// is found by later looks.
  public static let inboxEntries = 10_000
  /// After this many seconds without manifest.sig a folder is taken as it is: one hour (P102).
  public static let signatureWaitSeconds: Int64 = 3_600
  /// After this many seconds an unfinished upload (`.part`) is swept: 7 days.
  public static let uploadSeconds: Int64 = 7 * 86_400
}
