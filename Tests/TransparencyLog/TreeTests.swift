import Sealing
import TestKit
import Testing
import TransparencyLog

@Suite("The tree")
struct TreeTests {
  /// The leaves and roots that Certificate Transparency's own tests use for RFC 6962.
  static let leaves: [String] = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ]
  static let roots: [String] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test("an empty tree and the eight known trees have their roots")
  func knownRoots() throws {
    #expect(
      Hex.encode(try TreeHash.empty().bytes)
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    let data = try TreeTests.leaves.map { try #require(Hex.decode($0)) }
    for count in 1...8 {
      let (head, site) = try built(Array(data.prefix(count)))
      #expect(Hex.encode(head.root.bytes) == TreeTests.roots[count - 1])
      let tiles = LogTiles(size: Int64(count), read: site.read)
      #expect(try tiles.root(of: Int64(count)) == head.root)
    }
  }

  @Test("the known proof that entry 0 is in the eight")
  func knownProof() throws {
    let data = try TreeTests.leaves.map { try #require(Hex.decode($0)) }
    let (_, site) = try built(data)
    let proof = try InclusionProof(index: 0, in: LogTiles(size: 8, read: site.read))
    #expect(
      proof.path.map { Hex.encode($0.bytes) } == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ])
  }

  @Test(
    "roots and proofs are those of the definition, and no other leaf, place or head passes",
    arguments: [1, 2, 3, 7, 255, 256, 257, 300, 511, 513, 700])
  func againstDefinition(_ count: Int) throws {
    var random = SeededRandom(seed: 6962 &+ UInt64(count))
    let data = (0..<count).map { _ in
      (0..<Int.random(in: 0...40, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
    }
    let (head, site) = try built(data)
    #expect(try head.root == PlainTree.root(data[...]), "count \(count)")
    let tiles = LogTiles(size: Int64(count), read: site.read)
    for _ in 0..<8 {
      let index = Int.random(in: 0..<count, using: &random)
      let proof = try InclusionProof(index: Int64(index), in: tiles)
      #expect(try proof.path == PlainTree.path(index, data[...]), "\(index) of \(count)")
      let leaf = try TreeHash.leaf(data[index])
      #expect(try proof.verify(leaf: leaf, head: head))
      #expect(try !proof.verify(leaf: TreeHash.leaf(data[index] + [0]), head: head))
      if count > 1 {
        let other = Int64((index + 1) % count)
        let moved = InclusionProof(index: other, size: proof.size, path: proof.path)
        #expect(try !moved.verify(leaf: leaf, head: head), "\(index) of \(count)")
      }
      let longer = InclusionProof(
        index: proof.index, size: proof.size, path: proof.path + [head.root])
      #expect(try !longer.verify(leaf: leaf, head: head))
    }
    for _ in 0..<8 {
      let old = Int.random(in: 1...count, using: &random)
      let first = TreeHead(size: Int64(old), root: try PlainTree.root(data[..<old]))
      #expect(try tiles.root(of: Int64(old)) == first.root)
      let proof = try ConsistencyProof(from: Int64(old), in: tiles)
      let expected = old == count ? [] : try PlainTree.subproof(old, data[...], true)
      #expect(proof.path == expected, "\(old) to \(count)")
      #expect(try proof.verify(from: first, to: head))
      let other = TreeHead(size: Int64(old), root: try TreeHash.leaf([9, 9]))
      #expect(try !proof.verify(from: other, to: head))
      #expect(try !proof.verify(from: first, to: TreeHead(size: head.size, root: other.root)))
    }
  }

  @Test("an empty log begins every log")
  func fromEmpty() throws {
    let (head, site) = try built([[1], [2], [3]])
    let proof = try ConsistencyProof(from: 0, in: LogTiles(size: 3, read: site.read))
    let empty = TreeHead(size: 0, root: try TreeHash.empty())
    #expect(try proof.verify(from: empty, to: head))
    #expect(try !proof.verify(from: TreeHead(size: 0, root: head.root), to: head))
  }

  private func built(_ data: [[UInt8]]) throws -> (TreeHead, MemorySite) {
    var site = MemorySite()
    var writer = LogWriter(size: Int64(data.count), checkpoints: [])
    for leaf in data { try writer.append(leaf) { site.write($0) } }
    return (try writer.finish(), site)
  }
}
