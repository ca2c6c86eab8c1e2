extension Unicode.Scalar {
  /// Whether a name or another line of text may hold it: no control character, no mark that turns
  /// the direction of writing. EXCHANGE §3.
  public var isPlain: Bool {
    switch value {
    case 0...0x1F, 0x7F...0x9F: false
    // Bidirectional marks, embeddings, overrides and isolates.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false
    default: true
    }
  }
}
