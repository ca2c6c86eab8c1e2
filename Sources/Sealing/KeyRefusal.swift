/// Why a text or a certificate does not give a key that the exchange accepts. EXCHANGE §5.
public enum KeyRefusal: Error, Hashable, CaseIterable, Sendable {
  /// Not one PEM block: no block at all, broken base64, or bytes that are no text.
  case notPEM
  /// More than one block, or text beside the block.
  case surroundingText
  /// A private key where a public one belongs: the sender must make a new pair.
  case privateKey
  /// An encrypted block.
  case encrypted
  /// A block of another kind (a certificate where a key belongs, parameters, a request…).
  case wrongBlock
  /// The block does not hold what its label says.
  case malformed
  /// Bytes follow behind the structure.
  case trailingBytes
  /// An RSA key.
  case rsa
  /// An Ed25519 key.
  case ed25519
  /// Another algorithm.
  case otherAlgorithm
  /// A named curve other than SM2 and P-256.
  case otherCurve
  /// Curve parameters written out: a forger could choose his own generator.
  case explicitParameters
  /// A compressed or hybrid point: the same key would have a second keyId.
  case notUncompressed
  /// The point does not lie on the curve, or private and public part do not belong together.
  case invalidPoint
}
