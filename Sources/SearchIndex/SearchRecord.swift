/// What the search knows of a record: only text that is already public.
public struct SearchRecord: Hashable, Sendable {
  /// The record's place in order of publication, from 0; gaps are records withdrawn.
  public var ordinal: Int
  /// The year in the record number.
  public var year: Int
  /// The running number in the record number.
  public var serial: Int
  /// The applicant as shown, masked or not; can also be searched as a whole.
  public var name: String
  /// Further text to be searched and shown: the project, the name of the business.
  public var texts: [String]
  /// Text to be shown only: amount, month, state.
  public var shown: [String]
  /// For each facet of the index the position of the record's value.
  public var facets: [Int]

  /// Describes a record.
  public init(
    ordinal: Int, year: Int, serial: Int, name: String, texts: [String], shown: [String],
    facets: [Int]
  ) {
    self.ordinal = ordinal
    self.year = year
    self.serial = serial
    self.name = name
    self.texts = texts
    self.shown = shown
    self.facets = facets
  }
}

/// Something that hits can be filtered by.
public struct SearchFacet: Hashable, Sendable {
  /// Its name as read by people: `乡镇`.
  public var name: String
  /// Its values as read by people.
  ///
  /// A record holds the position of its value here: to keep the bytes of old cards, add new
  /// values at the end.
  public var values: [String]

  /// Names a facet.
  public init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }
}

/// What an index is made for.
public struct SearchSettings: Hashable, Sendable {
  /// The first part of every record number, `ZEZHOU`.
  public var office: String
  /// The address of a record's page below the site's root, with `{number}`, `{year}`, `{serial}`
  /// and `{hundred}` (the serial divided by 100, four digits at least) in it.
  public var recordAddress: String
  /// The facets.
  public var facets: [SearchFacet]

  /// Makes settings.
  public init(office: String, recordAddress: String, facets: [SearchFacet]) {
    self.office = office
    self.recordAddress = recordAddress
    self.facets = facets
  }
}
