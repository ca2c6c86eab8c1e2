/// Towns of the county with some of their villages and how many borrowers they have, relative
/// to each other.
struct Place: Sendable {
  let code: String
  let name: String
  let weight: Int
  let villages: [String]

  init(_ code: String, _ name: String, _ weight: Int, _ villages: String) {
    self.code = code
    self.name = name
    self.weight = weight
    self.villages = villages.split(separator: " ").map(String.init)
  }

  /// The sixteen towns of `towns.csv`.
  static let all: [Place] = [
    Place("140525100000", "南村镇", 14, "南村 冶底村 浪井村 陈家沟村 段都村 杨洼村"),
    Place("140525101000", "下村镇", 6, "下村 上村 史村 大南庄村 柳泉村"),
    Place("140525102000", "大东沟镇", 6, "东沟村 贾泉村 峪南村 辛壁村 申匠村"),
    Place("140525103000", "周村镇", 7, "周村 苇町村 上掌村 下町村 坪上村"),
    Place("140525104000", "犁川镇", 4, "犁川村 成庄村 下犁川村 辛庄村"),
    Place("140525105000", "晋庙铺镇", 4, "晋庙铺村 拦车村 天井关村 小口村"),
    Place("140525106000", "金村镇", 15, "金村 府城村 水北村 孟匠村 东上村 霍秀村"),
    Place("140525107000", "高都镇", 9, "高都村 大兴村 善获村 保福村 北街村"),
    Place("140525108000", "巴公镇", 16, "巴公村 渠头村 东四义村 西四义村 山耳东村 靳庄村"),
    Place("140525109000", "大阳镇", 9, "一分街村 香峪村 宋山底村 南河底村 陡坡村"),
    Place("140525110000", "山河镇", 3, "山河村 道宝河村 李寨村 土河村"),
    Place("140525111000", "大箕镇", 5, "大箕村 秋木洼村 河底村 槲树庄村"),
    Place("140525112000", "柳树口镇", 3, "柳树口村 麻峪村 东石瓮村 窑掌村"),
    Place("140525113000", "北义城镇", 7, "北义城村 西黄石村 尹庄村 鲁村 杨庄村"),
    Place("140525114000", "川底镇", 5, "川底村 和村 马坪头村 郭庄村 寺河村"),
    Place("140525115000", "南岭镇", 3, "葛万村 段河村 李庄村 陈家庄村"),
  ]
}
