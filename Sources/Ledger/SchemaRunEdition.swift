extension Schema {
  /// By which edition of the program's rules a run was judged; 0 when it is not known.
  static let runEdition = "ALTER TABLE run ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;"
}
