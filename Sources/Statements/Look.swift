import CXlsxWriter

/// How a cell is drawn. Fonts are those of official papers, by the names that office programs in
/// China know; others choose by family and character set.
enum Look: Hashable {
  case title
  case info(Side)
  case heading
  case body(SheetColumn.Kind)
  case subtotal(SheetColumn.Kind)
  case total(SheetColumn.Kind)
  case totalLabel
  case number
  case empty
  case footing
  case note
  case signature

  enum Side { case left, middle, right }

  private static let song = "宋体"
  private static let kai = "楷体"

  func apply(to format: UnsafeMutablePointer<lxw_format>) {
    format_set_font_name(format, isKai ? Look.kai : Look.song)
    // 1 is "roman", with serifs; 134 is the character set GB 2312.
    format_set_font_family(format, 1)
    format_set_font_charset(format, 134)
    format_set_font_size(format, size)
    if isBold { format_set_bold(format) }
    format_set_align(format, UInt8(alignment.rawValue))
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    if kind == .longText || self == .footing { format_set_indent(format, 1) }
    if wraps { format_set_text_wrap(format) }
    if isFramed { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
    if self == .heading { format_set_bg_color(format, 0xF2F2F2) }
    if let numbers { format_set_num_format(format, numbers) }
  }

  private var kind: SheetColumn.Kind? {
    switch self {
    case .body(let kind), .subtotal(let kind), .total(let kind): kind
    default: nil
    }
  }

  private var size: Double {
    switch self {
    case .title: 20
    case .info, .signature, .footing: 11
    case .note: 10
    default: 10
    }
  }

  private var isKai: Bool { self == .note }

  private var isBold: Bool {
    switch self {
    case .title, .heading, .subtotal, .total, .totalLabel: true
    default: false
    }
  }

  private var isFramed: Bool {
    switch self {
    case .title, .info, .note, .signature: false
    default: true
    }
  }

  private var wraps: Bool {
    switch self {
    case .heading, .note, .footing: true
    default: kind.map(\.isText) ?? false
    }
  }

  private var alignment: lxw_format_alignments {
    switch self {
    case .title, .heading, .totalLabel, .number, .empty, .info(.middle): LXW_ALIGN_CENTER
    case .info(.left), .footing, .note, .signature: LXW_ALIGN_LEFT
    case .info(.right): LXW_ALIGN_RIGHT
    case .body(let kind), .subtotal(let kind), .total(let kind):
      switch kind {
      case .longText: LXW_ALIGN_LEFT
      case .text, .code, .day: LXW_ALIGN_CENTER
      case .money, .tenThousandYuan, .rate, .percent, .count: LXW_ALIGN_RIGHT
      }
    }
  }

  /// `_ ` leaves a blank between a number and the frame.
  private var numbers: String? {
    switch kind {
    case .money, .tenThousandYuan: "#,##0.00_ "
    case .rate: "0.0000%_ "
    case .percent: "0.00%_ "
    case .count: "#,##0_ "
    case .day: "yyyy\\-mm\\-dd"
    case .text, .longText, .code: "@"
    case nil: nil
    }
  }
}

extension SheetColumn.Kind {
  var isText: Bool {
    switch self {
    case .text, .longText, .code: true
    case .day, .money, .tenThousandYuan, .rate, .percent, .count: false
    }
  }
}
