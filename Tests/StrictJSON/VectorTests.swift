import Foundation
import StrictJSON
import TestKit
import Testing

/// The public parsing suite: `y_` must be read, `n_` refused, `i_` is up to the reader.
@Suite struct VectorTests {
  /// Deeper than `.exchange`, so that `i_structure_500_nested_arrays` shows the nesting alone.
  static let limits = JSONLimits(depth: 512, stringBytes: 64 << 10)

  /// `y_` cases that I-JSON or a limit forbids, with the kind of the refusal.
  static let refusedOnPurpose: [String: JSONError.Kind] = [
    // 84 bytes: no field of ours needs a literal of more than 64.
    "y_number_double_close_to_zero.json": .numberTooLong,
    // RFC 7493 §2.3: member names are unique.
    "y_object_duplicated_key.json": .duplicateMember,
    "y_object_duplicated_key_and_value.json": .duplicateMember,
    // RFC 7493 §2.1: no noncharacters, raw or escaped.
    "y_string_escaped_noncharacter.json": .noncharacter,
    "y_string_last_surrogates_1_and_2.json": .noncharacter,
    "y_string_nonCharacterInUTF-8_U+10FFFF.json": .noncharacter,
    "y_string_nonCharacterInUTF-8_U+FFFF.json": .noncharacter,
    "y_string_unicode_U+10FFFE_nonchar.json": .noncharacter,
    "y_string_unicode_U+1FFFE_nonchar.json": .noncharacter,
    "y_string_unicode_U+FDD0_nonchar.json": .noncharacter,
    "y_string_unicode_U+FFFE_nonchar.json": .noncharacter,
  ]

  /// Cases that RFC 8259 leaves open and this reader reads: literals are kept as text, so that
  /// nothing overflows, and the nesting is within the limit.
  static let leftOpenRead: Set<String> = [
    "i_number_double_huge_neg_exp.json",
    "i_number_neg_int_huge_exp.json",
    "i_number_pos_double_huge_exp.json",
    "i_number_real_neg_overflow.json",
    "i_number_real_pos_overflow.json",
    "i_number_real_underflow.json",
    "i_number_too_big_neg_int.json",
    "i_number_too_big_pos_int.json",
    "i_number_very_big_negative_int.json",
    "i_structure_500_nested_arrays.json",
  ]

  /// Cases that RFC 8259 leaves open and this reader refuses.
  static let leftOpenRefused: [String: JSONError.Kind] = [
    // More than a hundred digits: literals have 64 bytes at most.
    "i_number_huge_exp.json": .numberTooLong,
    "i_object_key_lone_2nd_surrogate.json": .loneSurrogate,
    "i_string_1st_surrogate_but_2nd_missing.json": .loneSurrogate,
    "i_string_1st_valid_surrogate_2nd_invalid.json": .loneSurrogate,
    "i_string_UTF-16LE_with_BOM.json": .expectedValue,
    "i_string_UTF-8_invalid_sequence.json": .invalidUTF8,
    "i_string_UTF8_surrogate_U+D800.json": .invalidUTF8,
    "i_string_incomplete_surrogate_and_escape_valid.json": .loneSurrogate,
    "i_string_incomplete_surrogate_pair.json": .loneSurrogate,
    "i_string_incomplete_surrogates_escape_valid.json": .loneSurrogate,
    "i_string_invalid_lonely_surrogate.json": .loneSurrogate,
    "i_string_invalid_surrogate.json": .loneSurrogate,
    "i_string_invalid_utf-8.json": .invalidUTF8,
    "i_string_inverted_surrogates_U+1D11E.json": .loneSurrogate,
    "i_string_iso_latin_1.json": .invalidUTF8,
    "i_string_lone_second_surrogate.json": .loneSurrogate,
    "i_string_lone_utf8_continuation_byte.json": .invalidUTF8,
    "i_string_not_in_unicode_range.json": .invalidUTF8,
    "i_string_overlong_sequence_2_bytes.json": .invalidUTF8,
    "i_string_overlong_sequence_6_bytes.json": .invalidUTF8,
    "i_string_overlong_sequence_6_bytes_null.json": .invalidUTF8,
    "i_string_truncated-utf-8.json": .invalidUTF8,
    "i_string_utf16BE_no_BOM.json": .expectedValue,
    "i_string_utf16LE_no_BOM.json": .expectedValue,
    "i_structure_UTF-8_BOM_empty_object.json": .byteOrderMark,
  ]

  @Test func everyCaseOfTheSuite() throws {
    guard let folder = Vectors.folder()?.appendingPathComponent("json") else { return }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }.sorted()
    try #require(names.count == 316)
    var kinds: Set<JSONError.Kind> = []
    for name in names {
      let bytes = try [UInt8](Data(contentsOf: folder.appendingPathComponent(name)))
      let found = verdict(bytes, limits: Self.limits)
      if let found { kinds.insert(found) }
      #expect(found == verdictBySkipping(bytes, limits: Self.limits), "\(name): skipping differs")
      switch name.prefix(2) {
      case "n_":
        #expect(found != nil, "\(name): read, and must be refused")
      case "y_":
        #expect(found == Self.refusedOnPurpose[name], "\(name)")
      default:
        #expect(
          Self.leftOpenRead.contains(name) != Self.leftOpenRefused.keys.contains(name),
          "\(name) must be in one of the two tables")
        #expect(found == Self.leftOpenRefused[name], "\(name)")
      }
    }
    let tables = Self.leftOpenRead.union(Self.refusedOnPurpose.keys)
    for name in tables.union(Self.leftOpenRefused.keys) {
      #expect(names.contains(name), "\(name) is in a table, but not in the suite")
    }
    // The suite reaches every kind that does not depend on a limit.
    #expect(kinds.isSuperset(of: [.unexpectedEnd, .expectedValue, .expectedName, .expectedColon]))
  }
}
