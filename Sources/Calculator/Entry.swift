#if arch(wasm32)
  // The entry points in the browser: the page writes a question at `room`, calls `answer` with its
  // length and reads as many words as that gives, at the same place.

  private nonisolated(unsafe) let words = UnsafeMutableBufferPointer<Int64>.allocate(
    capacity: Calculator.room)

  /// Where questions and answers stand.
  @_expose(wasm, "room")
  @_cdecl("room")
  public func room() -> UnsafeMutableRawPointer? { UnsafeMutableRawPointer(words.baseAddress) }

  /// Answers the question of so many words; gives the length of the answer, 0 when there is none.
  @_expose(wasm, "answer")
  @_cdecl("answer")
  public func answer(_ count: Int32) -> Int32 {
    guard (1...Int32(Calculator.room)).contains(count) else { return 0 }
    let answer = Calculator.answer(
      UnsafeBufferPointer(rebasing: UnsafeBufferPointer(words)[..<Int(count)]))
    guard answer.count <= Calculator.room else { return 0 }
    for (place, word) in answer.enumerated() { words[place] = word }
    return Int32(answer.count)
  }
#endif
