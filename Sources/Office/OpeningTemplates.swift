import DropBox
import Opening

extension Office {
  /// Writes the empty tables of an opening import into a folder; a file that is there stays.
  /// COMMAND `opening template`.
  ///
  /// - Returns: the files' names.
  public static func writeOpeningTemplates(to folder: String) throws -> [String] {
    try write(OpeningTable.allCases, to: folder)
  }

  /// Writes the empty list of a notice into a folder; a file that is there stays.
  /// COMMAND `notice template`.
  ///
  /// - Returns: the file's name.
  public static func writeNoticeTemplate(to folder: String) throws -> [String] {
    try write([.applicants], to: folder)
  }

  private static func write(_ tables: [OpeningTable], to folder: String) throws -> [String] {
    try DurableFile.makeFolder(folder)
    return try tables.map { table in
      let name = OpeningTemplate.fileName(table)
      do {
        try DurableFile.create(OpeningTemplate.csv(table), at: folder + "/" + name, mode: 0o600)
      } catch let fault as DropBoxFault where fault.cause == .differs {
        throw OfficeRefusal(
          .usage, folder + "/" + name, "已有同名文件，内容与模板不同", "请换一个文件夹，填好的表不会被覆盖")
      }
      return name
    }
  }
}
