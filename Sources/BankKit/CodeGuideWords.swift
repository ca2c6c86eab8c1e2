import BankExchange

/// The words of the code table. A code that is asked of the wrong part is a bug.
extension CodeGuide {
  static func ofPackage(_ code: FindingCode) -> CodeGuide {
    switch code {
    case .packageName:
      CodeGuide("包名不是本行的", "收件箱是 ZZRCB 的，文件夹却叫 `QTBANK-000000001`", "用本行代码加九位序号命名后重新封装")
    case .fileMissing:
      CodeGuide("缺少文件", "只上传了 `manifest.json`，一小时内没有 `manifest.sig`", "先传齐文件，最后去掉文件夹名的 `.part`")
    case .fileNotListed:
      CodeGuide("有清单没有列的文件", "封装后又放进一个 `more.csv`", "删去该文件，或重新封装使它列入清单")
    case .notPlainFile:
      CodeGuide("不是普通文件", "附件是指向别处的符号链接", "上传文件本身")
    case .overLimit:
      CodeGuide("超过上限", "一张照片 80 MiB，上限为 64 MiB", "压缩照片；记录过多时分成几个包")
    case .fileName:
      CodeGuide("文件名不合规定", "附件叫 `身份证.jpg` 或 `../a.pdf`", "只用小写字母、数字和 `. _ -`，例如 `a0001.jpg`")
    default: preconditionFailure("\(code) is no code of the package")
    }
  }

  static func ofSeal(_ code: FindingCode) -> CodeGuide {
    switch code {
    case .noKeyVerifies:
      CodeGuide(
        "验签未通过", "SM2 签名漏了 `-sigopt distid:1234567812345678`；签名后又改了清单；签名写成 Base64",
        "按回执说明的原因改正，用登记过的密钥对 `manifest.json` 的原始字节重新签名")
    case .keyNotActive:
      CodeGuide("签名密钥未启用、已过期或已停用", "用了去年换下的密钥", "换用有效密钥；没有有效密钥请办理登记")
    case .keyIdDiffers:
      CodeGuide("密钥标识与密钥不符", "换了密钥，`keyId` 还是旧的", "`keyId` 取公钥 SPKI DER 的摘要，小写十六进制")
    case .algorithmDiffers:
      CodeGuide(
        "算法与密钥不符", "SM2 密钥却写 `ECDSA-P256-SHA256`",
        "SM2 配 `SM2-SM3` 和 `SM3`，P-256 配 `ECDSA-P256-SHA256` 和 `SHA-256`")
    default: preconditionFailure("\(code) is no code of the seal")
    }
  }

  static func ofManifest(_ code: FindingCode) -> CodeGuide {
    switch code {
    case .manifestNotStrictJSON:
      CodeGuide("清单不是严格的 JSON", "多一个逗号、成员名重复、带 BOM", "按回执给出的行列改正")
    case .members:
      CodeGuide(
        "清单成员不对", "少了 `control`，或多了 `remark`；公钥通知中除 `key.pem` 外还有附件",
        "只写规定的成员和文件，一个不少")
    case .sender: CodeGuide("发送方不是本行", "`sender` 写了上级行的代码", "写本行代码，与包名开头一致")
    case .receiver:
      CodeGuide("接收方不是本系统", "把测试包放进了正式收件箱", "正式报送写正式系统代码，测试写测试系统代码")
    case .packageIdDiffers:
      CodeGuide("包编号与文件夹名不同", "复制上一个清单忘了改 `packageId`", "两处写同一个编号")
    case .createdAt:
      CodeGuide("生成时间不合适", "服务器时钟快了一小时；或包放了 40 天才报", "校准时钟，报送前重新封装")
    case .messageType:
      CodeGuide(
        "报文类型不对", "`messageType` 写成 `REPORT`",
        "批次写 `BATCH`，回执写 `RECEIPT`，公钥通知写 `KEY_ANNOUNCE`")
    case .format: CodeGuide("格式版本不认识", "`format` 写成 `mingdai/2`", "写 `mingdai/1`")
    default: preconditionFailure("\(code) is no code of the manifest")
    }
  }

  static func ofCounter(_ code: FindingCode) -> CodeGuide {
    switch code {
    case .samePackage: CodeGuide("同一个包再次报送", "没等到回执又传了一遍", "不必处理，原回执会再放出来")
    case .packageIdUsed: CodeGuide("包编号用过，内容不同", "改正后忘了换序号，而原包已被接收", "换用新的序号重新封装")
    case .counterJump: CodeGuide("序号跳得太多", "序号从 12 变成 120000", "核对序号；确需跳号请联系人社局")
    case .counterGap: CodeGuide("序号有空缺", "上一个收到的是 5 号，这次是 7 号", "核对 6 号是否漏报；作废的序号不必补")
    default: preconditionFailure("\(code) is no code of the counter")
    }
  }

  static func ofFiles(_ code: FindingCode) -> CodeGuide {
    switch code {
    case .fileDigest: CodeGuide("文件摘要与清单不符", "封装后又改了 `records.json`；文本方式传输改了换行", "重新封装；SFTP 用二进制方式")
    case .fileSize: CodeGuide("文件大小与清单不符", "传输中断，文件只有一半", "重新上传整个包")
    case .mediaType: CodeGuide("内容与扩展名不符", "把 `png` 改名为 `pdf`", "上传真实的文件，扩展名与内容一致")
    case .controlTotal:
      CodeGuide(
        "控制总数不符", "只加了新增的放款，漏了更改和撤销的",
        "`totalAmount` 是全部 DISBURSEMENT 记录 `amount` 之和，不论操作；`recordCount` 是记录条数")
    case .recordsNotStrictJSON:
      CodeGuide("记录文件不是严格的 JSON", "成员名重复、末尾多逗号、GBK 编码", "按回执给出的行列改正，用 UTF-8")
    default: preconditionFailure("\(code) is no code of the files")
    }
  }

  static func ofRecord(_ code: FindingCode) -> CodeGuide {
    switch code {
    case .field:
      CodeGuide(
        "字段不合规定",
        "`\"amount\": 200000.00` 没有引号；身份证校验码错；多了不认识的成员；乡镇代码不在表中；"
          + "公钥通知的 `key.pem` 是私钥或 RSA 公钥",
        "按回执的指针和说明改正该字段；`key.pem` 换成 SM2 或 P-256 公钥")
    case .recordIdTwice: CodeGuide("包内记录编号重复", "两条记录都叫 `FK-1`", "每条记录用不同的编号")
    case .version: CodeGuide("版本不对", "现为第 1 版，更改却写 `version` 3", "更改和撤销写现有版本加一；新记录写 1")
    case .unknownReference:
      CodeGuide(
        "没有这张借据、申请或包", "放款还没报，先报了还款；借据号多一位；回执答复的包人社局没有发过，或摘要不是该包清单的",
        "先报放款；核对编号；摘要用本行的算法对收到的 `manifest.json` 重算")
    case .stateForbids:
      CodeGuide(
        "借据或密钥的状态不允许", "还本 60000.00，余额只有 50000.00；没有逾期却报解除；通知的公钥已登记过，或另一把还在等待批准",
        "补报漏报的记录，或核对金额和日期；公钥先与人社局核对指纹函，需要时换一把新的")
    case .attachment: CodeGuide("附件不在包中", "写了 `a0009.pdf` 却没有放进来", "放入附件并列入清单，或从记录中删去")
    case .businessRule:
      CodeGuide("违反业务规则", "放款日晚于接收日；签订日晚于放款日；借款人未满 18 周岁", "核对日期、身份号码和人员类别")
    case .noteNoUsed: CodeGuide("借据号已被使用", "换了记录编号重报同一张借据", "更改原记录用原来的记录编号；新借据用新号")
    default: preconditionFailure("\(code) is no code of a record")
    }
  }

  static func ofRemark(_ code: FindingCode) -> CodeGuide {
    switch code {
    case .upperAge: CodeGuide("借款人超过提示年龄", "签订合同时已满 60 周岁", "核对是否符合条件")
    case .termTooLong: CodeGuide("期限超过政策规定", "个人贷款期限 48 个月，政策为 36 个月", "核对到期日；超出的天数不贴息")
    case .amountOverCap: CodeGuide("金额超过额度上限", "个人贷款 40 万元，上限 30 万元", "核对金额；超出部分不贴息")
    case .claimWithoutNote: CodeGuide("贴息申请没有对应的借据", "借据号写错；借据已撤销", "核对借据号，撤销错误的申请")
    case .secondClaim: CodeGuide("同一借据同一季度重复申请", "两次报了 2026Q1", "撤销多报的一条")
    case .noPolicy: CodeGuide("没有适用政策", "放款日在 2014 年", "核对日期；无误则不贴息")
    case .rateOverCap: CodeGuide("利率超过政策上限", "年利率 6%，上限为 LPR 加 1.5 个百分点", "核对利率")
    case .otherLPR: CodeGuide("LPR 与公布值不同", "写了放款月的 LPR，应为签订日的", "核对；核算以公布值为准")
    case .useOrdinal: CodeGuide("次数小于本行已有借据的次数", "第二次贷款仍写 1", "核对；核算按较大者")
    default: preconditionFailure("\(code) is no remark")
    }
  }
}
