/// Sorts places by the character that follows, without changing their order otherwise.
struct Grouping {
  private var counts = [UInt32](repeating: 0, count: 65_536)
  private var scratch: [GramTree.Place] = []
  private var seen: [UInt16] = []

  /// Groups a range by the unit at `depth`, and gives the groups in order of that unit.
  mutating func groups(
    _ places: inout [GramTree.Place], _ range: Range<Int>, _ units: [UInt16], _ depth: Int
  ) -> [Range<Int>] {
    seen.removeAll(keepingCapacity: true)
    for index in range {
      let unit = units[Int(places[index].position) + depth]
      if counts[Int(unit)] == 0 { seen.append(unit) }
      counts[Int(unit)] += 1
    }
    seen.sort()
    var groups: [Range<Int>] = []
    groups.reserveCapacity(seen.count)
    var next = range.lowerBound
    for unit in seen {
      let end = next + Int(counts[Int(unit)])
      groups.append(next..<end)
      counts[Int(unit)] = UInt32(next)
      next = end
    }
    if groups.count > 1 {
      scratch.removeAll(keepingCapacity: true)
      scratch.append(contentsOf: places[range])
      for place in scratch {
        let unit = Int(units[Int(place.position) + depth])
        places[Int(counts[unit])] = place
        counts[unit] += 1
      }
    }
    for unit in seen { counts[Int(unit)] = 0 }
    return groups
  }
}
