package dev.fulcrum.inspect;

import java.util.Set;

/** A person's name in Han characters: a surname and a given name of one or two characters. */
final class HanName {
    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
            + "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛"
            + "邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁"
            + "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧鍾譚陸範賈韋鄒閻賀顧龔萬錢嚴湯齊喬龐顏";
    private static final Set<String> COMPOUND =
            Set.of("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "端木", "歐陽", "司馬", "諸葛");
    /** Surnames that are everyday words too, so that only a form of address or a field's label makes them one. */
    private static final String EVERYDAY = "于何任方向常成安文关单包路游管华易高白金马万石江田余钱严温康左章申曲盛谷童";
    /** Characters that follow a name in a sentence and are in none. */
    private static final String FOLLOWING =
            "的是和在给向跟与我你您他她它们今想要来住电手身性年男女有也被没不做从到说去买请办了吗呢吧啊把将对为就都还很已会能可以" + "这那哪什么怎几个先小太老经律医教主地联号码個們為說";

    private HanName() {}

    /** Where the name that begins at {@code start} ends; {@code start} when none does. */
    static int end(CharSequence text, int start) {
        int given = start + surname(text, start);
        int i = given;
        while (i > start && i < text.length() && i - given < 2 && isGiven(text.charAt(i))) {
            i++;
        }
        boolean cut = i < text.length() && Script.isHan(text.charAt(i)) && FOLLOWING.indexOf(text.charAt(i)) < 0;
        return i == given || cut ? start : i;
    }

    /**
     * Where the name that ends at {@code end}, in front of a form of address, begins; {@code end} when none does.
     *
     * @param everyday whether a surname alone counts that is an everyday word too
     */
    static int start(CharSequence text, int end, boolean everyday) {
        int best = end;
        for (int length = 1; length <= 4 && length <= end; length++) {
            int start = end - length;
            int surname = surname(text, start);
            boolean plain = EVERYDAY.indexOf(text.charAt(start)) < 0;
            boolean alone = surname == length && (everyday || plain);
            boolean full = plain && surname > 0 && length > surname && length - surname <= 2;
            if (alone || (full && areGiven(text, start + surname, end))) {
                best = start;
            }
        }
        return best;
    }

    /** Whether a surname of two characters, or one that is not an everyday word, stands here. */
    static boolean begins(CharSequence text, int start) {
        int surname = surname(text, start);
        return surname == 2 || (surname == 1 && EVERYDAY.indexOf(text.charAt(start)) < 0);
    }

    /** How many characters the surname has: 0 to 2. */
    static int surname(CharSequence text, int start) {
        if (start + 2 <= text.length()
                && COMPOUND.contains(text.subSequence(start, start + 2).toString())) {
            return 2;
        }
        return start < text.length() && SURNAMES.indexOf(text.charAt(start)) >= 0 ? 1 : 0;
    }

    private static boolean areGiven(CharSequence text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isGiven(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isGiven(char unit) {
        return Script.isHan(unit) && FOLLOWING.indexOf(unit) < 0;
    }
}
