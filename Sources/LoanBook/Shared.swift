/// A value with many fields behind one reference, so that copying what holds it is cheap: a
/// settlement run hands millions of notes around and reads a few fields of each.
@usableFromInline
final class Shared<Value: Hashable & Sendable>: Hashable, Sendable {
  @usableFromInline let value: Value

  @inlinable init(_ value: Value) { self.value = value }

  @usableFromInline static func == (a: Shared, b: Shared) -> Bool {
    a === b || a.value == b.value
  }

  @usableFromInline func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
