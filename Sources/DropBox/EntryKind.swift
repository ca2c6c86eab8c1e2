/// What an entry of a folder is.
public enum EntryKind: String, Hashable, CaseIterable, Sendable {
  /// A file with bytes.
  case plain
  /// A folder.
  case folder
  /// A symbolic link, wherever it leads.
  case symlink
  /// A named pipe.
  case fifo
  /// A socket.
  case socket
  /// A character or block device.
  case device
}
