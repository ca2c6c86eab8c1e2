/// A line of business with its industry and what such projects are called.
struct Business: Sendable {
  let industry: String
  let words: [String]
  let weight: Int

  init(_ industry: String, _ weight: Int, _ words: String) {
    self.industry = industry
    self.weight = weight
    self.words = words.split(separator: " ").map(String.init)
  }

  /// What people of the county start on their own. GB/T 4754 sections with two digits.
  static let small: [Business] = [
    Business("A01", 7, "连翘种植 黄芩种植 谷子种植 核桃种植 香菇大棚 设施蔬菜大棚 草莓采摘园 红薯种植"),
    Business("A03", 9, "太行山羊养殖 生猪养殖 蛋鸡养殖 肉牛养殖 獭兔养殖 中华蜂养殖 林下散养鸡"),
    Business("A05", 3, "农机作业服务 无人机植保 农资配送 粮食烘干服务"),
    Business("C13", 6, "石磨面粉加工 小杂粮加工 手工挂面 香油坊 豆腐坊 红薯粉条加工 大阳馔面加工"),
    Business("C14", 5, "手工面食作坊 月饼糕点作坊 炒制糕点 蜂蜜分装 山楂果脯加工"),
    Business("C15", 4, "连翘茶加工 蒲公英茶加工 小米酿酒 陈醋酿造"),
    Business("C19", 2, "手工布鞋作坊 皮具定制"),
    Business("C21", 3, "定制家具 实木门窗加工"),
    Business("C33", 5, "钢构加工 不锈钢门窗 手工剪刀锻造 五金件加工"),
    Business("C34", 4, "机械加工 铸件打磨 轴承配件加工 液压配件加工"),
    Business("E50", 5, "室内装修 水电安装 门窗安装 外墙保温施工"),
    Business("F51", 5, "建材批发 土特产批发 水果批发 农资经营 劳保用品批发"),
    Business("F52", 14, "社区母婴用品电商 生鲜超市 便民超市 土特产网店 手机专卖 服装店 药店 直播带货 水果店"),
    Business("G54", 6, "货物运输 渣土运输 城乡客运 网约车运营 冷链运输"),
    Business("G60", 4, "快递驿站 农村物流配送 同城配送"),
    Business("H61", 4, "太行民宿 古镇客栈 农家乐民宿"),
    Business("H62", 12, "羊汤馆 高平烧豆腐店 炒凉粉小吃 火锅店 手工拉面馆 烧烤店 早餐店 奶茶店 卤味店"),
    Business("I65", 3, "短视频制作 软件开发 小程序开发 网店代运营"),
    Business("L71", 2, "建筑机具租赁 婚车租赁 农机租赁"),
    Business("L72", 4, "家政服务 广告图文 劳务服务 会议会展服务 财税代理"),
    Business("M74", 1, "检测服务 农业技术服务"),
    Business("O80", 6, "理发店 美容养生馆 洗衣店 月子护理 照相馆"),
    Business("O81", 8, "农机维修 汽车维修 家电维修 电动车维修 手机维修"),
    Business("P83", 3, "职业技能培训 艺术培训 书法培训 托管服务"),
    Business("Q84", 2, "村卫生室 康复理疗室 口腔诊所"),
    Business("Q85", 1, "社区养老服务 居家照护服务"),
    Business("R88", 2, "打铁花表演队 上党梆子剧社 民俗文创"),
    Business("R89", 2, "健身房 乒乓球馆 台球俱乐部"),
  ]

  /// What small and micro enterprises of the county do.
  static let enterprise: [Business] = [
    Business("A03", 2, "畜牧养殖 蛋鸡养殖 生态养殖"),
    Business("C13", 4, "粮油加工 小杂粮加工 农产品加工"),
    Business("C15", 2, "连翘茶业 饮品 酿造"),
    Business("C17", 2, "蚕丝织造 纺织 丝麻纺织"),
    Business("C30", 2, "陶瓷制品 琉璃制品 新型建材"),
    Business("C33", 4, "金属制品 铸造 管件制造"),
    Business("C34", 5, "机械加工 机械制造 精密机械 矿山机械配件"),
    Business("C38", 1, "电气设备 电控设备"),
    Business("E50", 2, "装饰工程 安装工程"),
    Business("F51", 3, "商贸 物资贸易 农资贸易"),
    Business("F52", 2, "电子商务 连锁超市"),
    Business("G54", 3, "物流 运输"),
    Business("H61", 1, "酒店管理 民宿文旅"),
    Business("I65", 2, "信息技术 网络科技"),
    Business("L72", 2, "人力资源服务 家政服务"),
    Business("N77", 1, "环保科技 固废处置"),
    Business("P83", 1, "教育科技 职业培训"),
  ]

  /// Words that a shop or a firm is called by.
  static let brands: [String] = [
    "福满", "鑫旺", "晋香", "太行", "丹河", "长平", "凤栖", "聚源", "兴农", "惠民", "盛达", "宏远",
    "金穗", "绿源", "康泰", "德顺", "瑞丰", "恒通", "锦绣", "嘉禾", "永昌", "万和", "天宝", "同心",
    "百川", "晨光", "佳兴", "祥云", "东升", "广源", "禾丰", "乐享", "美邻", "巧妹子", "老味道", "山里人",
    "珏山", "析城", "泽润", "天泽", "古堡", "碗子城", "拴驴泉", "丰沃", "泰和", "三晋", "信合", "众诚",
  ]

  /// Second words of firms' names, so that few share one.
  static let tails: [String] = ["", "源", "兴", "达", "鑫", "泰", "晟", "宇", "隆", "诺"]
}
