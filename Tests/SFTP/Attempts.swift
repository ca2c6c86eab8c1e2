import TestKit

/// Something that a bank's login must not be able to do, in the words of `sftp`.
struct Attempt {
  let name: String
  /// The last one must fail; those before it must not.
  let lines: [String]
  /// What the client says of it.
  let says: String

  init(_ name: String, _ lines: String..., says: String) {
    self.name = name
    self.lines = lines
    self.says = says
  }
}

extension Attempt {
  static let denied = "ermission denied"
  /// The server's word for an error of the file system that the protocol has no number for.
  static let failure = "Failure"
  static let absent = "not found"

  /// `other` is the other bank's folder, `receipt` a package in the outbox, `waiting` one in the
  /// inbox; `file` is a file of the bank's own.
  static func all(other: String, receipt: String, waiting: String, file: String) -> [Attempt] {
    escapes(other: other) + links(receipt: receipt) + outbox(receipt: receipt, file: file)
      + office(file: file) + renames(receipt: receipt, waiting: waiting)
  }

  private static func escapes(other: String) -> [Attempt] {
    let code = other.split(separator: "/").last.map(String.init) ?? ""
    return [
      Attempt("the other bank, by ..", "ls ../\(code)", says: absent),
      Attempt("the other bank's outbox, by ..", "get -r ../../\(code)/outbox", says: absent),
      Attempt("the other bank, by its path", "cd \(other)", says: "No such file"),
      Attempt("accounts of the machine", "get /etc/passwd", says: absent),
      Attempt("the same by ..", "get ../../../../etc/passwd", says: absent),
      Attempt("processes", "ls /proc/self", says: absent),
    ]
  }

  private static func links(receipt: String) -> [Attempt] {
    [
      Attempt("symlink to the root", "symlink / inbox/root", says: denied),
      Attempt("symlink to a file", "ln -s ../keys inbox/keys", says: denied),
      Attempt("hard link", "ln outbox/\(receipt)/manifest.json inbox/own", says: "not support"),
    ]
  }

  private static func outbox(receipt: String, file: String) -> [Attempt] {
    [
      Attempt("chmod of the outbox", "chmod 777 outbox", says: denied),
      Attempt("chmod of a receipt", "chmod 666 outbox/\(receipt)/manifest.json", says: denied),
      Attempt("chown of the outbox", "chown 0 outbox", says: denied),
      Attempt("chgrp of the keys", "chgrp 0 keys", says: denied),
      Attempt("chown of its own inbox", "chown 0 inbox", says: denied),
      Attempt("a file into the outbox", "put \(file) outbox/own", says: denied),
      Attempt("a file into a receipt", "put \(file) outbox/\(receipt)/own", says: denied),
      Attempt("over a receipt", "put \(file) outbox/\(receipt)/manifest.json", says: denied),
      Attempt("a file into the keys", "put \(file) keys/own.pem", says: denied),
      Attempt("a folder in the outbox", "mkdir outbox/own", says: denied),
      Attempt("removing a receipt", "rm outbox/\(receipt)/manifest.sig", says: denied),
      Attempt("removing a receipt's folder", "rmdir outbox/\(receipt)", says: denied),
      Attempt("removing a key", "rm keys/*", says: denied),
    ]
  }

  private static func office(file: String) -> [Attempt] {
    [
      Attempt("looking into work", "ls work", says: denied),
      Attempt("looking into quarantine", "ls quarantine", says: denied),
      Attempt("a file into work", "put \(file) work/own", says: denied),
      Attempt("a file in the place of syslog", "put \(file) dev/log", says: denied),
      Attempt("a file beside the trays", "put \(file) own", says: denied),
      Attempt("keys for more logins", "mkdir .ssh", says: denied),
      Attempt("chmod of its root", "chmod 777 /", says: denied),
    ]
  }

  private static func renames(receipt: String, waiting: String) -> [Attempt] {
    [
      Attempt(
        "over a package that waits", "mkdir inbox/\(waiting).part",
        "rename inbox/\(waiting).part inbox/\(waiting)", says: failure),
      Attempt("into work", "rename inbox/\(waiting) work/\(waiting)", says: denied),
      Attempt("a receipt into the inbox", "rename outbox/\(receipt) inbox/own", says: denied),
      Attempt("the inbox itself", "rename inbox gone", says: denied),
      Attempt("removing the inbox", "rmdir inbox", says: denied),
    ]
  }
}
