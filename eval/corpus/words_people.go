package corpus

import "strings"

// Ethnicities are the 56 names of GB/T 3304, as the card prints them.
var Ethnicities = strings.Fields(`汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡
纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙
鄂伦春 赫哲 门巴 珞巴 基诺`)

var (
	// Repetition is weight: the first line holds a third of all bearers.
	commonSurnames = runes("王李张刘陈杨黄赵吴周王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤")

	lessCommonSurnames = runes("康施牛樊葛邢安齐庞颜庄聂章鲁岳翟申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉蓝路游辛靳管柴蒙鲍华喻祁房蒲滕屈饶解牟艾尤时阳阎穆农司古吉卓车简连缪项麦褚窦娄戚岑党宫景卜费冷晏卫席柏米全代桂池慕亓逄郄訾仝佟佘阚郗缑妫仉揭隗鄢厍虞")

	compoundSurnames = strings.Fields("欧阳 司马 上官 诸葛 皇甫 尉迟 公孙 慕容 令狐 司徒 东方 夏侯 端木 呼延 宇文 长孙 淳于 轩辕 南宫 独孤 万俟 赫连 澹台 濮阳 闻人 申屠")

	maleChars = runes("伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢阳建峰志海国文东洋博亮成洪毅威雷震坤立松柏德胜利荣富贵生福祥春根发财金银水火木土山川江河庆永学武中振兴邦邦安康泰昌盛世忠厚良善信义礼智仁轩辰睿泽航宸皓")

	femaleChars = runes("芳娜敏静丽艳秀娟英华慧巧美玲燕红霞萍玉梅兰菊莲琴云洁琳雪倩婷婉娴瑶怡嘉琪欣妍颖璐莹雯佳薇茜岚蓉菲媛蕾晶珍珠翠凤仙桂香月娥爱惠淑贞彩青叶柳荷枝花春秋夏冬思雨梦涵诗悦彤宜依可心语桐")

	neutralChars = runes("子一小晓文明家天新安平清乐林书瑞卓思远亚少世继承先启元正光景希若亦之兆乃万千百三二大")

	// Characters outside the common 3,500 or easily taken for another.
	rareChars = runes("喆堃翀昶燚珺玥芃彧犇淼垚赟旻晔炅祎韫甯骞翾骐琬瑀璟煜烨焱晟昇昱晗昊旸曦暄煊炜炫烜铄鋆镕钰锴锜玮玘玹珩珏珂琮琰瑄瑾璇璞瓅瀚濬澍淏湜泓沅沄汭浛渼溦澔灏祺禛祯祐禔稷穑笙筠筱篪缦缨绮绰羿翊翎翙翥耘聿臻舸芊芮芷苒苡茗茉荃荞荟莘菡菁葳蓁蕙薏藜蘅谌谖谡谦贇赓跃迤逸遐邈郗郢鄞釉钊铉锐霁霏霓霖靖韬韶顼颀颢飏馥骁骅骥骧鲲鸢鸿鹄鹭黛黠己已巳末未壬王玉土士日曰")

	roads   = strings.Fields("人民路 解放路 中山路 建设路 和平路 新华路 文化路 胜利路 长江路 黄河路 体育西路 中山大道西 科技路 学府路 迎宾大道 滨河路 滨江大道 环城北路 环城南路 东风路 光明街 朝阳街 青年路 民主路 团结路 幸福街 团结巷 府前街 北京路 南京路 上海路 友谊路 劳动西路 红旗街 向阳路 育才街 健康路 工业大道 创业路 高新一路 高新四路 翠竹路 金桥路 桂花街 梅园路 兰亭街 荷花池街 石板巷 水井巷 枣园路 银杏大道 梧桐街 凤凰路 龙泉路 白云大道北 珠江新城华夏路 天府大道 锦绣路 玉泉路 广电路 丁香街 芙蓉中路 五一大道 湘江中路 雨花路 秦淮路 鼓楼街 钟楼巷 莲湖路 雁塔路 望江路 黄山路 徽州大道 滨湖路")
	hamlets = strings.Fields("李庄 王家湾 张家屯 赵家沟 刘家坝 陈家冲 上寨 下寨 大坪 小河口 石桥头 水磨坊 柳树屯 杨家院子 东头 西坡 南沟 北岗 老屋场 新屋 黄泥坳 竹林湾 樟树下 塘边 桥头 后山 前进屯 红星组")
	estates = strings.Fields("阳光花园 翠湖小区 金色家园 锦绣华庭 书香苑 滨江花园 幸福里 望江名城 紫荆苑 碧水湾 丽景苑 教师新村 供销社家属院 机关宿舍 铁路小区 矿务局家属楼")
)

type dotted struct{ male, female, family []string }

// dottedNames: given name and father's name around ·, as in the north-west.
var dottedNames = func() map[string]dotted {
	uyghur := dotted{
		strings.Fields("艾力 吐尔逊江 买买提明 阿卜杜拉 玉素甫江 库尔班 依马木 阿里木江 艾尔肯 帕尔哈提 木拉提 热合曼 亚森江 伊力哈木 穆合塔尔"),
		strings.Fields("阿依古丽 古丽娜尔 帕提古丽 热依汗 阿依努尔 祖丽胡玛尔 米热古丽 迪丽努尔 茹仙古丽 布威海丽且 麦合布拜 佐日古丽"),
		strings.Fields("买买提 艾合买提 吾买尔 卡迪尔 吐尔逊 阿不都热合曼 玉素甫 依明 斯迪克 热西提 托合提 肉孜 沙吾提 尼亚孜 阿吾提"),
	}
	kazakh := dotted{
		strings.Fields("叶尔肯 努尔兰 别克波力 阿斯哈尔 吐尔汗 达吾列提 哈那提 赛力克 木拉提别克"),
		strings.Fields("阿依努尔 古丽巴合提 努尔古丽 加娜尔 巴合提古丽 玛依拉 库丽扎达"),
		strings.Fields("别克 哈布丁 努尔旦别克 阿合买提 胡安德克 塔斯肯 吾拉孜别克 哈力木 木哈买提"),
	}
	return map[string]dotted{
		"维吾尔": uyghur, "乌孜别克": uyghur, "塔吉克": uyghur, "哈萨克": kazakh, "柯尔克孜": kazakh, "塔塔尔": kazakh,
		"俄罗斯": {strings.Fields("尼古拉 伊万 谢尔盖 安德烈"), strings.Fields("娜塔莎 叶莲娜 卡佳 丽达"), strings.Fields("彼得罗夫 瓦西里 伊万诺维奇 费多洛夫")},
		"彝":   {strings.Fields("吉克 阿牛 沙马 吉木 马海 曲木"), strings.Fields("吉克 阿牛 沙马 吉木 马海 曲木"), strings.Fields("阿依 木呷 尔古 拉哈 伍果 子铁 阿呷 史布")},
	}
}()

// wholeNames: first half joined with second half, as in Tibetan and Mongolian names.
var wholeNames = map[string][]string{
	"藏":  strings.Fields("扎西 次仁 卓玛 达瓦 尼玛 央金 格桑 洛桑 丹增 拉姆 多吉 卓嘎 顿珠 旺堆 平措 德吉 曲珍 群培 罗布 旺姆"),
	"门巴": strings.Fields("扎西 次仁 达瓦 尼玛 格桑 多吉 卓嘎 顿珠 平措 德吉"),
	"珞巴": strings.Fields("达娃 亚夏 格桑 多吉 卓嘎 德吉"),
	"蒙古": strings.Fields("乌日 巴特 斯琴 阿拉坦 萨仁 苏日 娜 尔 高娃 其其格 图雅 其木格"),
}
