import StrictJSON

/// The attachment `checkpoint.json`: the newest signed head of the transparency log that was
/// public when the package was made. A bank that keeps it is a witness. EXCHANGE §4.
///
/// It is a file and no member of the manifest, since a manifest has no members but those that
/// banks check for; a listed attachment disturbs nobody.
public enum CheckpointFile {
  /// Its name in a package.
  public static let name = "checkpoint.json"
  private static let member = "checkpoint"

  /// The file that carries a signed note.
  public static func bytes(of note: String) -> [UInt8] {
    JSONValue.object([JSONMember(member, .string(note))]).text()
  }

  /// The note that a file carries; nil when it is none of ours.
  public static func note(in bytes: [UInt8]) -> String? {
    do {
      guard case .string(let note)? = try JSONNode.parse(bytes, limits: .exchange)[member]?.content
      else { return nil }
      return note
    } catch {
      return nil
    }
  }
}
