import ArgumentParser

// Parse, call Office, print, exit code. The root is synchronous and parsed by hand, so that wrong
// usage is told in Chinese too (exit code 64).
do {
  var command = try Mingdai.parseAsRoot()
  try command.run()
} catch {
  Console.end(error)
}
