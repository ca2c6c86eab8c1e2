import Disclosure

/// Words that invented loans are made of.
enum Vocabulary {
  static let surnames = """
    王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 \
    彭 曾 肖 田 董 袁 潘 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 \
    廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 邱 江 尹 薛 闫 段 雷 侯 龙 史 陶 黎 贺 顾 毛 郝 龚 邵 万 \
    钱 严 覃 武 戴 莫 孔 向 汤
    """
    .split(separator: " ").map(String.init)
  static let given = """
    伟 芳 娜 秀 敏 静 丽 强 磊 洋 艳 勇 杰 娟 涛 超 霞 平 刚 桂 萍 鹏 辉 玲 斌 凤 晶 琳 颖 慧 \
    俊 峰 波 宁 晨 燕 倩 雪 莹 琴 蕾 岚 咏 翠 娥 珍 芬 芸 菊 彩 爱 淑 婷
    """
    .split(separator: " ").map(String.init)
  static let firmWords = "丰禾 晋源 太行 沁润 瑞泽 鑫隆 嘉禾 长风 润民 恒佳 晨光 惠农 福泽 广源"
    .split(separator: " ").map(String.init)
  static let places = "社区 乡村 太行山 沿河 县城 园区 农家 山里 老街 城郊"
    .split(separator: " ").map(String.init)
  static let banks = [
    Labelled(code: "ZZRCB", name: "泽州农商银行"), Labelled(code: "PSBC", name: "邮储银行泽州支行"),
    Labelled(code: "ICBC", name: "工商银行泽州支行"), Labelled(code: "JCB", name: "晋城银行泽州支行"),
    Labelled(code: "CCB", name: "建设银行泽州支行"),
  ]

  struct Trade {
    let word: String
    let firm: String
    let shop: String
    let industry: Labelled
  }

  private static func trades(
    _ code: String, _ name: String, _ words: String, firm: String, shop: String
  ) -> [Trade] {
    words.split(separator: " ").map {
      Trade(
        word: String($0), firm: firm, shop: shop, industry: Labelled(code: code, name: name))
    }
  }

  static let trades =
    trades("A", "农、林、牧、渔业", "山羊养殖 连翘种植 食用菌大棚 蜜蜂养殖 黄梨园 设施蔬菜 生猪养殖", firm: "农业开发", shop: "养殖场")
    + trades("C", "制造业", "手工面食作坊 小米加工 铸件加工 家具制作 陈醋酿造", firm: "食品", shop: "加工坊")
    + trades("F", "批发和零售业", "母婴用品店 农资销售 便利店 特产网店 建材批发 水果店", firm: "商贸", shop: "经营部")
    + trades("G", "交通运输、仓储和邮政业", "货运车辆购置 快递驿站", firm: "物流", shop: "运输部")
    + trades("H", "住宿和餐饮业", "农家乐 炒菜馆 民宿 羊汤馆", firm: "餐饮管理", shop: "饭店")
    + trades("I", "信息传输、软件和信息技术服务业", "直播带货工作室 软件开发", firm: "科技", shop: "工作室")
    + trades("O", "居民服务、修理和其他服务业", "汽车维修服务部 理发店 家政服务", firm: "服务", shop: "服务部")
    + trades("P", "教育", "少儿托管中心 驾校培训点", firm: "教育咨询", shop: "培训部")
    + trades("R", "文化、体育和娱乐业", "打铁花演艺 剪纸工坊 健身房", firm: "文化传媒", shop: "工坊")
}
