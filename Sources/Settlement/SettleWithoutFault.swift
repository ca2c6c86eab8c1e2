extension Settler {
  /// The same for notes that the program made up itself, as the synthetic county does: there a
  /// disagreement of the engines is a bug like any other and ends the program. A settlement run
  /// calls ``settle(_:emit:)``, which throws it.
  ///
  /// Throws what `emit` throws.
  public mutating func settle<Failure: Error>(
    contract notes: [NoteOnFile], emit: (SettlementLine) throws(Failure) -> Void
  ) throws(Failure) {
    var stopped: Failure?
    do {
      try settle(notes) { line in
        do throws(Failure) {
          try emit(line)
        } catch {
          stopped = error
          throw Stopped()
        }
      }
    } catch let fault as EnginesDisagree {
      preconditionFailure(fault.description)
    } catch {
      if let stopped { throw stopped }
    }
  }

  private struct Stopped: Error {}
}
