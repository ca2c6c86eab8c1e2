import Foundation

/// The most memory this process has ever held, in KiB (`VmHWM` of /proc/self/status).
func peakKilobytes() throws -> Int {
  struct NotFound: Error {}
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
    if let figure = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first,
      let kilobytes = Int(figure)
    {
      return kilobytes
    }
  }
  throw NotFound()
}
