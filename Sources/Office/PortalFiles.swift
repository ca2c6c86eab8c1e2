import Disclosure
import DropBox
import Markup
import PublicSite

extension OfficeSettings {
  /// How applicants are named on the site and days told. DISCLOSURE §1.
  var publicForm: MaskingPolicy {
    var form = masking
    form.showsDay = site.showDisbursementDay
    return form
  }
}

extension Office {
  /// The longest header or footer of a portal: every page carries it.
  private static let longestFragment: Int64 = 16_384

  /// What the portal frames the site with, from the office's files, checked. DISCLOSURE §4.
  func portal() throws -> Portal {
    var portal = Portal()
    let site = settings.site
    portal.header = try fragment(site.headerFile, setting: "site.headerFile")
    portal.footer = try fragment(site.footerFile, setting: "site.footerFile")
    guard !site.markFile.isEmpty else { return portal }
    let picture = try portalFile(site.markFile, "site.markFile", limit: Int64(SiteMark.most))
    guard let mark = SiteMark(picture: picture, link: site.markLink) else {
      throw OfficeRefusal(
        .usage, site.markFile, "不是长宽各不超过 400 像素的 PNG 图片", "请换一张图片，或清空 site.markFile")
    }
    portal.mark = mark
    return portal
  }

  private func fragment(_ file: String, setting: String) throws -> Fragment? {
    guard !file.isEmpty else { return nil }
    let bytes = try portalFile(file, setting, limit: Office.longestFragment)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw OfficeRefusal(.usage, file, "不是 UTF-8 文字", "请另存为 UTF-8 后再试")
    }
    do {
      return try Fragment(text)
    } catch {
      throw OfficeRefusal(
        .usage, file, error.all.map { "第 \($0.line) 行：\($0.text)" }.joined(separator: "；"),
        "请改正这个文件，或清空 \(setting)")
    }
  }

  private func portalFile(_ file: String, _ setting: String, limit: Int64) throws -> [UInt8] {
    do {
      if let bytes = try DurableFile.read("\(folder)/\(file)", limit: limit) { return bytes }
    } catch {
      throw OfficeRefusal(
        .usage, file, "读不出来，或超过 \(limit) 字节（\(error.description)）", "请改正这个文件，或清空 \(setting)")
    }
    throw OfficeRefusal(.usage, file, "办公目录里没有这个文件", "请把文件放到那里，或清空 \(setting)")
  }
}
