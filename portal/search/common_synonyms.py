"""Everyday words and the words of documents: what a new installation starts with. The office edits the list in the admin.

First the everyday word, then what documents say. Written from general knowledge of the language of administration.
"""

TWO_WAY = """
公租房,公共租赁住房
廉租房,廉租住房
经适房,经济适用住房
低保,最低生活保障
五保户,特困人员
医保,医疗保险,医疗保障
社保,社会保险
养老金,基本养老金
公积金,住房公积金
居家养老,居家养老服务
养老院,养老机构
托儿所,托育机构
幼升小,小学入学
残疾证,残疾人证
独生子女证,独生子女父母光荣证
老年卡,敬老卡,老年人优待证
户口本,居民户口簿
身份证,居民身份证
驾照,驾驶证
网约车,网络预约出租汽车
电动车,电动自行车
红绿灯,交通信号灯
城管,城市管理
拆迁,征收补偿
宅基地,农村宅基地
危房,危险房屋
老旧小区,老旧住宅小区
小微企业,小型微型企业
中小企业,中小型企业
专精特新,专业化精细化特色化新颖化
营业执照,工商登记
发票,税务发票
工伤,工伤保险
失业金,失业保险金
生育津贴,生育保险
产假,生育假
加班费,加班工资
上访,信访
12345,政务服务便民热线
红白喜事,婚丧事宜
"""

ONE_WAY = """
老板,用人单位
打工,劳动者
工资,劳动报酬
工钱,劳动报酬
拖欠工资,拖欠劳动报酬
辞职,解除劳动合同
开除,解除劳动合同
辞退,解除劳动合同
炒鱿鱼,解除劳动合同
房东,出租人
租客,承租人
房客,承租人
借条,借款合同
欠条,借款合同
高利贷,民间借贷
坐牢,有期徒刑
老公,配偶
老婆,配偶
丈夫,配偶
妻子,配偶
小孩,未成年人
孩子,未成年人
抚养费,抚养费用
彩礼,婚约财物
遗嘱,遗嘱继承
小偷,盗窃
偷东西,盗窃
骗钱,诈骗
酒驾,饮酒后驾驶
醉驾,醉酒驾驶
车祸,交通事故
撞人,交通事故
打官司,提起诉讼
报警,报案
假货,假冒伪劣
退货,退货退款
开店,个体工商户
老人,老年人
老房子,既有住宅
装电梯,加装电梯
看病,医疗
上户口,户口登记
落户,户口迁移
上学,入学
找工作,就业
"""


def groups() -> list[tuple[list[str], bool]]:
    """(words, one way only)."""
    found = [(line.split(","), False) for line in TWO_WAY.split()]
    return found + [(line.split(","), True) for line in ONE_WAY.split()]
