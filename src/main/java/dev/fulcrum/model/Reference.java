package dev.fulcrum.model;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the words of a turn refer to in the turns before it. English and Chinese.
 *
 * <p>A turn that names an earlier question may mean any of them. One that says nothing of its own, such as `go on` or `继续`, means the last. What has
 * a single word with a meaning of its own, such as `thanks` or `hours`, stands for itself.
 */
enum Reference {
    /** Nothing: the turn stands for itself. */
    NONE,
    /** The user's last message that says something of its own. */
    LAST,
    /** Any of the user's messages. */
    ANY;

    private static final List<String> THINGS = List.of(
            "question",
            "message",
            "request",
            "query",
            "prompt",
            "post",
            "text",
            "inquiry",
            "enquiry",
            "instruction",
            "task",
            "point",
            "wish");

    private static final String THING = "(" + String.join("|", THINGS) + ")s?";
    private static final String EARLIER =
            "(first|last|previous|earlier|prior|initial|original|former|preceding|other|old|second|third|one before)";
    private static final String SAID = "(said|asked|wrote|mentioned|requested|posted|typed|described)";

    /** English words that name an earlier message, by the word that they begin with, since a regular expression at every place would cost more than all detectors. */
    private static final Map<String, Pattern> OUTSPOKEN = outspoken();

    private static final Pattern OUTSPOKEN_HAN = Pattern.compile(String.join(
            "|",
            "(上面|上边|上方|上文|上述|以上|之前|前面|前边|前文|刚才|刚刚|先前|早先|此前|方才|前一|上一|上个|上条|第一|第二|第三|最后|最初|最开始|一开始|开头|原来|原先)"
                    + "[^，。！？\\n]{0,6}(问题|提问|消息|请求|的要求|的任务|的话|说的|问的|讲的|提的|提到的|写的|发的|那个|那句|那条)",
            "(说|问|讲|提|提到|写|发)过?的(那个|那些|那条|这个)?(问题|请求)",
            "我(的|那个|那些|这个|提的|问的)+(问题|提问|请求)",
            "我(刚才|刚刚|之前|前面|上面|先前|已经)+(说|问|讲|提|写|发)",
            "我(都|也)?(说|问|讲|提)(过|到)(了)?的",
            "(如|见|看|照|按|回到)(上|前)(面|文|述|边)",
            "(所有|全部|两个|这些|那些)(的)?(问题|提问|请求)"));

    /** Before a named message: it shall not count. */
    private static final Pattern CALLED_OFF = Pattern.compile(
            "(?<!not )(?<!nt )(?<!never )\\b(ignore|disregard|forget( about)?|scrap|skip|drop|cancel|delete|never ?mind)( \\w{1,12}){0,3} $"
                    + "|(?<!不要)(?<!别)(?<!不)(忽略|无视|不用管|不必管|别管|忘了|忘掉|取消|撤回|跳过|算了)[^，。！？\\n]{0,4}$");

    /** English words without a meaning of their own. */
    private static final Set<String> EMPTY_WORDS = words(
            """
            a an the this that these those it its one ones some any all both each every other another same such
            i me my mine you your yours we us our they them he she his her who whom which what whats when where why how
            is are was were be been being am do does did done doing have has had having can could will would shall should may might must
            cannot cant dont didnt wont wouldnt couldnt isnt arent im ive id youre lets thats
            and or but so then than if as at by for from in into of on onto to up down out off over about with without within between
            not no nor only just even also too very much more most less least further again once still yet already now soon later
            here there above below before after earlier previous previously prior first second third last next former latter
            yes yeah yep yup sure course indeed right exactly correct absolutely definitely certainly please pls kindly well oh hey hmm
            go going come continue continuing proceed carry keep resume ahead onward forward try retry redo repeat restart finish complete completely
            answer answers answering reply respond response tell telling say says said saying ask asks asked asking explain explained elaborate expand
            give gives gave show shows write writes wrote read list name describe detail details detailed step steps example examples
            translate summarize summarise rephrase rewrite paraphrase shorten english chinese french german spanish
            question questions message messages request requests prompt prompts text texts query point points part parts thing things stuff
            topic subject matter issue task one two three four five option options number nr
            mean means meant want wants wanted need needs like know think believe wait waiting hope mind
            really actually instead anyway anyhow though because since until while through full fully whole whatever however
            mentioned discussed talked discussing talking conversation chat wrote told spoke said way order word words line lines sentence
            do it make get take let put use see look back""");

    /** Chinese words and characters without a meaning of their own, the longest first. */
    private static final String EMPTY_HAN =
            """
            为什么 怎么样 怎么办 是不是 能不能 可不可以 一下子 无论如何 没关系 \
            继续 接着 然后 往下 下去 回答 答复 回复 答案 告诉 解释 说明 说说 讲讲 谈谈 详细 具体 详情 步骤 例子 举例 列出 重复 重新 再来 再试 试试 翻译 总结 \
            问题 提问 消息 请求 要求 内容 话题 事情 意思 上面 上边 上述 以上 之前 前面 刚才 刚刚 先前 此前 那个 这个 那些 这些 那里 这里 哪个 哪些 第一 第二 第三 \
            什么 怎么 如何 可以 能够 应该 需要 想要 知道 觉得 现在 马上 立刻 直接 赶快 快点 还是 还有 或者 以及 而且 但是 不过 所以 因为 如果 就是 是的 对的 没错 当然 \
            一个 一遍 一次 一下 一点 全部 所有 完整 其他 另外 英文 中文 英语 汉语 请问 麻烦 \
            我 你 您 他 她 它 们 咱 的 地 得 了 着 过 吗 呢 吧 啊 呀 嘛 哦 哈 嗯 是 对 有 没 不 别 要 想 会 能 可 就 都 也 还 再 又 只 才 很 太 更 最 和 与 跟 或 给 把 被 让 叫 \
            请 说 讲 问 答 做 办 写 看 听 来 去 上 下 前 后 里 这 那 哪 谁 几 多 少 一 二 三 四 五 个 条 句 次 点 些 为 用 在 到 从 向 以 于 之 其 此 该 行 继 续 嘿 喂""";

    /** What only takes note of an answer: alone it asks for nothing, beside words without a meaning it means nothing more. */
    private static final Set<String> NOTES = words(
            """
            ok okay k done noted good great nice fine alright cool perfect thanks thank thx cheers you so very much a lot
            好 好的 好吧 好了 嗯 嗯嗯 行 行了 谢谢 多谢 感谢 明白 明白了 知道了 收到 谢""");

    private static final Set<String> HAN_WORDS = words(EMPTY_HAN);
    private static final int LONGEST_HAN = 5;

    /** This is read where requests are, on an event loop. */
    private static final int END_CHARACTERS = 1_000;

    /** Of the words that name an earlier message. */
    private static final int LONGEST_OUTSPOKEN = 14;

    private static final int REACH_OF_CALLING_OFF = 60;
    private static final int FIRST_HAN = 0x2e80;

    private static final int OF_WORD = 1 << Character.NON_SPACING_MARK
            | 1 << Character.COMBINING_SPACING_MARK
            | 1 << Character.ENCLOSING_MARK
            | 1 << Character.DECIMAL_DIGIT_NUMBER
            | 1 << Character.LETTER_NUMBER
            | 1 << Character.OTHER_NUMBER;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Mn}'’`´]");
    private static final Pattern NUMBER = Pattern.compile("[\\p{N}a-h]{1,3}|[ivx]{1,4}");

    /** What a turn's words, all of the user's since the last answer, refer to; of a very long one the beginning and the end are read. */
    static Reference in(String turn) {
        String read = turn.length() <= 2 * END_CHARACTERS
                ? turn
                : turn.substring(0, END_CHARACTERS) + "\n" + turn.substring(turn.length() - END_CHARACTERS);
        String folded = folded(read);
        return names(folded) ? ANY : isEmpty(folded) ? LAST : NONE;
    }

    private static String folded(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            char letter = text.charAt(i);
            plain = letter < 0x80 && letter != '\'' && letter != '`';
        }
        return plain
                ? text.toLowerCase(Locale.ROOT)
                : INVISIBLE
                        .matcher(
                                Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT))
                        .replaceAll("");
    }

    private static boolean names(String folded) {
        boolean han = false;
        int start = wordStart(folded, 0);
        while (start < folded.length()) {
            int end = wordEnd(folded, start);
            Pattern pattern = end - start <= LONGEST_OUTSPOKEN ? OUTSPOKEN.get(folded.substring(start, end)) : null;
            if (pattern != null) {
                Matcher named = pattern.matcher(folded).region(start, folded.length());
                if (named.lookingAt() && !isCalledOff(folded, start)) {
                    return true;
                }
            }
            han = han || folded.codePointAt(start) >= FIRST_HAN;
            start = wordStart(folded, end);
        }
        Matcher named = OUTSPOKEN_HAN.matcher(folded);
        while (han && named.find()) {
            if (!isCalledOff(folded, named.start())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCalledOff(String folded, int start) {
        String before = folded.substring(Math.max(0, start - REACH_OF_CALLING_OFF), start);
        return CALLED_OFF.matcher(before).find();
    }

    private static Map<String, Pattern> outspoken() {
        String back = "( \\w{1,12}){0,4} (above|before|earlier|previously|further up|already)\\b";
        Map<String, Pattern> patterns = new HashMap<>();
        String thing = THING + "\\b";
        for (String first : THINGS) {
            patterns.put(first, Pattern.compile(first + back));
            patterns.put(first + "s", Pattern.compile(first + "s" + back));
        }
        for (String first : List.of("above", "aforementioned", "foregoing")) {
            patterns.put(first, Pattern.compile(first + "( \\w{1,12}){0,2} " + thing));
        }
        String talk = " (chat|conversation|thread|discussion) (history|so far|above|before)\\b";
        for (String first : List.of("my", "our", "that", "the", "this", "these", "those")) {
            boolean plural = first.equals("these") || first.equals("those");
            String own = first.equals("my") || first.equals("our") || plural ? "|" + first + " " + thing : "";
            String up = first.equals("the") ? "|the above\\b" : "";
            patterns.put(
                    first,
                    Pattern.compile(
                            first + " " + EARLIER + "( \\w{1,12}){0,2} " + thing + "|" + first + talk + own + up));
        }
        patterns.put("all", Pattern.compile("all( of)?( my)? " + thing));
        patterns.put("both", Pattern.compile("both( of)?( my)? " + thing));
        for (String first : List.of("i", "we")) {
            patterns.put(first, Pattern.compile(first + "( \\w{1,12}){0,2} " + SAID + "\\b"));
        }
        for (String first : List.of(
                "see",
                "look",
                "read",
                "scroll",
                "refer",
                "reply",
                "respond",
                "answer",
                "as",
                "from",
                "whats",
                "everything")) {
            patterns.put(first, Pattern.compile(first + "( stated)?( to)?( the)? (above|up|up there)\\b"));
        }
        for (String first : List.of("go", "come", "going", "get", "getting", "back")) {
            patterns.put(first, Pattern.compile((first.equals("back") ? "" : first + " ") + "back to\\b"));
        }
        for (String first : List.of("start", "beginning", "top")) {
            patterns.put(first, Pattern.compile(first + " of (this|the|our) (chat|conversation|thread|discussion)\\b"));
        }
        return Map.copyOf(patterns);
    }

    /** Whether there is nothing but words without a meaning of their own, and more than a note. */
    private static boolean isEmpty(String folded) {
        boolean notes = false;
        boolean more = false;
        int end = 0;
        int start = wordStart(folded, 0);
        for (; start < folded.length(); start = wordStart(folded, end)) {
            end = wordEnd(folded, start);
            String found = folded.substring(start, end);
            if (NOTES.contains(found)) {
                notes = true;
            } else if (EMPTY_WORDS.contains(found) || NUMBER.matcher(found).matches()) {
                more = true;
            } else {
                for (int at = 0; at < found.length(); ) {
                    int taken = han(found, at);
                    if (taken == 0) {
                        return false;
                    }
                    boolean note = NOTES.contains(found.substring(at, at + taken));
                    notes = notes || note;
                    more = more || !note;
                    at += taken;
                }
            }
        }
        return more || !notes;
    }

    /** The length of the longest Chinese word without a meaning of its own that begins there; 0 when none does. */
    private static int han(String text, int at) {
        int taken = Math.min(LONGEST_HAN, text.length() - at);
        while (taken > 0) {
            String word = text.substring(at, at + taken);
            if (HAN_WORDS.contains(word) || NOTES.contains(word)) {
                return taken;
            }
            taken--;
        }
        return 0;
    }

    /** Index of the next letter, mark or digit; the text's length when there is none. */
    private static int wordStart(String text, int from) {
        int i = from;
        while (i < text.length() && !isOfWord(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i;
    }

    private static int wordEnd(String text, int from) {
        int i = from;
        while (i < text.length() && isOfWord(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i;
    }

    /** Whether it is a letter, a mark or a number. A regular expression for it cost a fifth of an exchange. */
    private static boolean isOfWord(int codePoint) {
        if (codePoint < 0x80) {
            return (codePoint >= 'a' && codePoint <= 'z')
                    || (codePoint >= '0' && codePoint <= '9')
                    || (codePoint >= 'A' && codePoint <= 'Z');
        }
        return Character.isLetter(codePoint) || (OF_WORD >> Character.getType(codePoint) & 1) != 0;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
    }
}
