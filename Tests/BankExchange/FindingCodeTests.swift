import BankExchange
import Testing

/// The codes of EXCHANGE §4: stable for ever, in their order, each with its severity.
@Suite struct FindingCodeTests {
  @Test func theTable() {
    let table = FindingCode.allCases.map { "\($0.rawValue) \($0.severity.rawValue) \($0)" }
    #expect(
      table.joined(separator: "\n") == """
        P101 REJECT packageName
        P102 REJECT fileMissing
        P103 REJECT fileNotListed
        P104 REJECT notPlainFile
        P105 REJECT overLimit
        P106 REJECT fileName
        S201 REJECT noKeyVerifies
        S202 REJECT keyNotActive
        S203 REJECT keyIdDiffers
        S204 REJECT algorithmDiffers
        M301 REJECT manifestNotStrictJSON
        M302 REJECT members
        M303 REJECT sender
        M304 REJECT receiver
        M305 REJECT packageIdDiffers
        M306 REJECT createdAt
        M307 REJECT messageType
        M308 REJECT format
        D401 INFO samePackage
        D402 REJECT packageIdUsed
        D403 REJECT counterJump
        W404 WARN counterGap
        F501 REJECT fileDigest
        F502 REJECT fileSize
        F503 REJECT mediaType
        C601 REJECT controlTotal
        C602 REJECT recordsNotStrictJSON
        R701 REJECT field
        R702 REJECT recordIdTwice
        R703 REJECT version
        R704 REJECT unknownReference
        R705 REJECT stateForbids
        R706 REJECT attachment
        R707 REJECT businessRule
        R708 REJECT noteNoUsed
        W701 WARN upperAge
        W702 WARN termTooLong
        W703 WARN amountOverCap
        W704 WARN claimWithoutNote
        W705 WARN secondClaim
        W706 WARN noPolicy
        W707 WARN rateOverCap
        W708 WARN otherLPR
        W709 WARN useOrdinal
        X900 REJECT internalFault
        """)
  }

  @Test func codesSortInTheOrderOfTheTable() {
    #expect(FindingCode.allCases.shuffled().sorted() == FindingCode.allCases)
  }

  @Test func wordsOfTheWire() {
    #expect(ReceiptStage.allCases.map(\.rawValue) == ["TECHNICAL", "BUSINESS"])
    #expect(
      ReceiptStatus.allCases.map(\.rawValue) == ["ACCEPTED", "PARTIAL", "REJECTED", "DUPLICATE"])
    #expect(
      MessageType.allCases.map(\.rawValue) == [
        "BATCH", "RECEIPT", "KEY_ANNOUNCE", "APPLICATION", "LETTER", "SETTLEMENT",
      ])
    #expect(FileRole.allCases.map(\.rawValue) == ["RECORDS", "ATTACHMENT", "KEY"])
    #expect(ExchangeFormat.current == "mingdai/1")
  }
}
