import SearchIndex

/// Invented public records for measuring the search: names, villages, trades and firms of a
/// county, drawn so that about as many differ as in a real one. The same seed, the same county.
struct SearchCounty {
  private var state: UInt64
  private let count: Int

  init(count: Int, seed: UInt64) {
    self.count = count
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
  }

  static let settings = SearchSettings(
    office: "ZEZHOU", recordAddress: "record/{year}/{hundred}xx/{number}.html",
    facets: [
      SearchFacet(name: "放款年份", values: years.map { String($0) }),
      SearchFacet(name: "乡镇", values: towns),
      SearchFacet(name: "经办银行", values: banks),
      SearchFacet(name: "借款人类型", values: ["个人创业", "合伙创业", "小微企业"]),
      SearchFacet(
        name: "金额", values: ["10 万元及以下", "10–20 万元", "20–30 万元", "30–100 万元", "100 万元以上"]),
    ])

  /// The record at an ordinal; to be asked for in ascending order.
  mutating func record(_ ordinal: Int) -> SearchRecord {
    let year = ordinal * SearchCounty.years.count / count
    let serial = ordinal - (year * count + SearchCounty.years.count - 1) / SearchCounty.years.count
    let kind = below(100) < 12 ? 2 : below(100) < 8 ? 1 : 0
    let town = below(SearchCounty.towns.count)
    let (word, shop) = trade()
    let village = self.village()
    let brand = brand()
    let project: String =
      switch below(10) {
      case 0..<3: village + word
      case 3..<6: brand + word
      case 6: "老" + pick(SearchCounty.surnames) + "家" + word
      case 7: SearchCounty.towns[town] + village + word
      case 8: pick(SearchCounty.streets) + word + (below(2) == 0 ? "扩建" : "")
      default: (below(30) == 0 ? "Happy Baby " : "") + brand + pick(SearchCounty.streets) + word
      }
    let firm = "泽州县\(brand)\(pick(SearchCounty.tails))\(word)有限公司"
    let entity =
      kind == 0 && below(100) < 45
      ? "泽州县\(SearchCounty.towns[town])\(brand)\(shop)（个体工商户）" : ""
    let amount = [5, 8, 10, 10, 15, 18, 20, 20, 25, 30, 30, 40, 66, 90, 120, 200, 300, 400]
    let size = amount[kind == 2 ? 12 + below(6) : kind == 1 ? 10 + below(4) : below(11)]
    let month = 1 + (serial * 12 * SearchCounty.years.count / count) % 12
    return SearchRecord(
      ordinal: ordinal, year: SearchCounty.years[year], serial: serial + 1,
      name: kind == 2 ? firm : person(), texts: [project, entity],
      shown: [
        "\(size) 万元", "\(SearchCounty.years[year])-\(month < 10 ? "0" : "")\(month)",
        ["在贷", "已到期", "已结清"][below(3)],
      ],
      facets: [
        year, town, below(SearchCounty.banks.count), kind,
        size <= 10 ? 0 : size <= 20 ? 1 : size <= 30 ? 2 : size <= 100 ? 3 : 4,
      ])
  }

  /// A masked name: 张*, 张*英, 欧阳*.
  private mutating func person() -> String {
    if below(200) == 0 { return pick(["阿***·买**", "古***·艾***", "J*** S****"]) }
    let family = pick(SearchCounty.surnames)
    if below(10) < 3 { return family + "*" }
    return family + "*" + pick(SearchCounty.given)
  }

  private mutating func village() -> String {
    pick(SearchCounty.sides) + pick(SearchCounty.features) + pick(SearchCounty.places)
  }

  private mutating func brand() -> String {
    pick(SearchCounty.brandHeads) + pick(SearchCounty.brandTails)
  }

  private mutating func trade() -> (word: String, shop: String) {
    let word = pick(SearchCounty.trades)
    return (word, word + pick(["店", "部", "坊", "社", "经营部", "服务部", "工作室", "专业合作社"]))
  }

  private mutating func pick(_ items: [String]) -> String {
    // The first are the commonest, as with names of people and of trades.
    let first = below(items.count)
    return items[min(first, below(items.count * 2))]
  }

  private mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }

  private static let years = Array(2019...2026)
  private static let towns = words(
    """
    南村镇 下村镇 大东沟镇 周村镇 犁川镇 晋庙铺镇 金村镇 高都镇 巴公镇 大阳镇 山河镇 大箕镇 柳树口镇 北义城镇 川底镇 \
    南岭镇
    """)
  private static let banks = words("泽州农商银行 邮储银行泽州支行 工商银行泽州支行 晋城银行泽州支行 建设银行泽州支行")
  private static let surnames = words(
    """
    王 李 张 刘 赵 郭 杨 陈 马 吴 靳 秦 司 牛 焦 崔 宋 常 卫 樊 孔 郜 原 车 成 武 田 任 孟 申 苗 段 贾 韩 侯 史 闫 \
    梁 冯 高 许 何 胡 周 徐 孙 毋 琚 晋 尹 姬 都 栗 裴 冀 窦 欧阳 司马 上官 令狐
    """)
  private static let given = [
    "秀英玉兰桂花春梅芳红霞丽萍爱莲凤仙巧云翠香改粉青娥素琴艳婷雪",
    "静娜晶慧敏洁璐倩莹欣怡雅琪佳瑶菲颖妍思雨梦涵晓燕文建国军明卫",
    "保平志强庆永胜福贵海山富有根全林天喜学忠义双虎栓伟杰鹏飞涛浩",
    "凯磊超宇轩晨阳博俊峰泽鑫旭东亮帅龙翔嘉豪一帆",
  ].joined().map { String($0) }
  private static let sides = words("东 西 南 北 上 下 前 后 大 小 新 老 中 里 外 半")
  private static let features = words(
    "李 王 张 刘 韩 郭 石 柳 桥 河 寺 庙 峪 泉 岭 坪 黄 青 白 龙 凤 马 牛 羊 松 柏 杏 梨 枣 核桃 土 沙 窑 井 关 铺 店 堡 城 寨"
  )
  private static let places = words("村 庄 沟 河 岭 掌 头 洼 坡 窑 底 坪 庄上 后")
  private static let streets = words("社区 县城 园区 老街 城郊 农家 新城 古镇 高铁站 泽州路 凤台街 文昌街 红星街 太行路 景西路")
  private static let brandHeads = words(
    "丰 晋 太 沁 瑞 鑫 嘉 长 润 恒 晨 惠 福 广 源 金 盛 兴 华 康 佳 美 德 信 同 和 顺 达 宏 泰 天 永 百 万 众 诚 荣 昌 景 旭")
  private static let brandTails = words(
    "禾 源 行 润 泽 隆 禾 风 民 佳 光 农 泽 源 达 盛 旺 兴 和 顺 康 美 诚 信 通 鼎 宝 来 祥 瑞 田 园 林 海 川 洋 升 运 发 利")
  private static let tails = words("农业 商贸 食品 科技 机械 建筑 物流 文化 电子 生物")
  private static let trades = words(
    """
    水果 便利 母婴用品 直播带货 山羊养殖 连翘种植 食用菌大棚 蜜蜂养殖 黄梨采摘 设施蔬菜 生猪养殖 蛋鸡养殖 肉牛养殖 谷子种植 \
    核桃种植 草莓采摘 农机作业 无人机植保 石磨面粉 小杂粮加工 手工挂面 豆腐 红薯粉条 手工面食 月饼糕点 蜂蜜分装 山楂果脯 连翘茶 \
    小米酿酒 陈醋酿造 手工布鞋 定制家具 木门窗加工 钢构加工 不锈钢门窗 手工剪刀 五金件加工 铸件加工 轴承配件 室内装修 水电安装 \
    建材批发 土特产 农资经营 劳保用品 生鲜超市 手机专卖 服装 药 货物运输 冷链运输 城乡客运 快递驿站 同城配送 太行民宿 农家乐 \
    羊汤 烧豆腐 炒凉粉 火锅 手工拉面 烧烤 早餐 奶茶 卤味 短视频制作 软件开发 小程序开发 农机租赁 婚车租赁 家政服务 广告图文 劳务服务 \
    财税代理 理发 美容养生 洗衣 月子护理 照相 农机维修 汽车维修 家电维修 电动车维修 职业技能培训 书法培训 托管 康复理疗 口腔诊所 \
    养老服务 打铁花表演 民俗文创 健身 乒乓球 台球 二手车3S KTV
    """)

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map { String($0) }
  }
}
