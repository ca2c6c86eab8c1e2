import Foundation
import TestKit
import Testing

/// A published site behind a real nginx with the configuration of deploy/nginx: headers, types, the
/// page for missing addresses, and the site's scripts in a real Chromium. DISCLOSURE §4.
@Suite struct WebServerTests {
  private static let server = "/usr/sbin/nginx"

  @Test func nginxServesTheSite() throws {
    guard FileManager.default.isExecutableFile(atPath: Self.server) else {
      return print("web server: no nginx (nginx-light)")
    }
    guard let python = PythonTools.python(having: "playwright") else { return }
    let scratch = try ScratchFolder("nginx")
    try publish(to: scratch)
    let port = try Command.run(python, ["-c", Self.freePort]).text.trimming
    let root = try #require(PackageRoot.located).appendingPathComponent("deploy/nginx")
    let sample = try String(
      contentsOf: root.appendingPathComponent("mingdai.conf"), encoding: .utf8)
    #expect(sample.contains("listen 80;") && sample.contains("/srv/mingdai/site/current/"))
    try scratch.write(
      "mingdai.conf",
      sample.replacing("listen 80;", with: "listen 127.0.0.1:\(port);")
        .replacing("/srv/mingdai/site", with: scratch.path("site")))
    try scratch.write("nginx.conf", Self.frame)
    let nginx = try Command.start(
      Self.server, ["-p", scratch.path(""), "-c", scratch.path("nginx.conf"), "-e", "stderr"])
    defer { nginx.kill() }
    let isThere = try Command.run(python, ["-c", Self.wait, port])
    try #require(isThere.status == 0, "nginx does not answer")
    let chromium = PythonTools.chromium.map { [$0] } ?? []
    let outcome = try Command.run(
      python,
      [root.appendingPathComponent("check.py").path, "http://127.0.0.1:\(port)/cydb/"] + chromium)
    #expect(outcome.status == 0 && outcome.text == "\n", "\(outcome.text)\(outcome.message)")
  }

  /// A small county's site that knows its address.
  private func publish(to scratch: ScratchFolder) throws {
    let office = scratch.path("office")
    let made = try Command.run(Command.mingdai, ["demo", office, "--notes", "60", "--seed", "1"])
    try #require(made.status == 0, "\(made.message)")
    let file = URL(fileURLWithPath: office + "/mingdai.json")
    let settings = try String(contentsOf: file, encoding: .utf8)
    let known = settings.replacing(
      "\"url\": \"\"", with: "\"url\": \"https://www.example.gov.cn/cydb/\"")
    #expect(known != settings)
    try known.write(to: file, atomically: false, encoding: .utf8)
    let published = try Command.run(
      Command.mingdai, ["publish", "--office", office, "--out", scratch.path("site")])
    try #require(published.status == 0, "\(published.text)\(published.message)")
  }

  /// One process of our own, and everything that it writes below its folder.
  private static let frame = """
    daemon off;
    master_process off;
    pid nginx.pid;
    events {}
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      include mingdai.conf;
    }
    """

  private static let freePort = """
    import socket
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        print(s.getsockname()[1])
    """

  private static let wait = """
    import socket, sys, time
    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5).close()
            sys.exit(0)
        except OSError:
            time.sleep(0.1)
    sys.exit(1)
    """
}

extension String {
  fileprivate var trimming: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
