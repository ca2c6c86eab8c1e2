import BankKit
import LoanBook
import Office
import Quantities

/// The letter by which banks confirm our keys on paper. EXCHANGE §5.
struct FingerprintLetter {
  let office: Office
  let keys: SystemKeyList

  func print() {
    Console.line("公 钥 指 纹 函")
    let settings = office.settings
    Console.line("\(settings.name)（代码 \(settings.code)）的公钥指纹如下，请各银行核对无误后登记：")
    for key in keys.current { print(key, key.suite) }
    for (key, until) in keys.past { print(key, "\(key.suite)（旧公钥，公布至 \(until.day)）") }
    Console.line("经办人：　　　　　　　　核对人：　　　　　　　　日期：")
  }

  private func print(_ key: SystemKey, _ title: String) {
    Console.line("  \(title)")
    Console.line("    指纹  \(Fingerprint.grouped(key.keyId))")
    Console.line("    公钥  \(key.publicKeyFile)")
  }
}
