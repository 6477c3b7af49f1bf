package dev.fulcrum.bench;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chat requests as a help desk sees them: one system prompt, two turns of history, and a newest question that never comes twice.
 *
 * <p>History repeats in real traffic, since every turn carries it again: it comes from {@value #CONVERSATIONS} conversations. The
 * newest question is drawn word by word, about 300 characters, one in four in Chinese, so that no cache of findings helps with it.
 * Every {@value #MENTION_EVERY}th question mentions a phrase of a generated rule that flags. The same seed gives the same
 * sequence. Not thread-safe.
 */
final class Prompts {
    private static final int CONVERSATIONS = 200;
    private static final int MENTION_EVERY = 10;
    private static final int QUESTION_CHARACTERS = 300;
    private static final int CHINESE_QUESTION_CHARACTERS = 120;
    private static final String SYSTEM =
            "You are the help desk of a bank. Answer in the language of the customer, in short sentences, and only from what "
                    + "the handbook says. Say so when the handbook has no answer.";
    private static final String[] ENGLISH =
            """
            account address amount app balance bank booking branch button card change charge check copy currency customer date \
            day delivery deposit document entry family fee field first form letter limit list login machine menu message minute \
            mobile monday month monthly morning name number office online open order page paper payment period phone place post \
            print problem receipt region reminder reply report salary screen second send sign standing statement step street \
            system table terminal ticket time today transfer travel update value version visit wait window year yesterday \
            about after again also always before between because but could does each from have how into just know like maybe \
            more much need never only often please quite really see should since some still than that then there they this \
            through until very want what when where which while why will with would"""
                    .split(" ", -1);
    private static final String[] CHINESE =
            """
            账户 余额 银行卡 网点 手机 页面 菜单 按钮 短信 通知 月份 日期 地址 邮寄 账单 明细 打印 表格 窗口 排队 办理 更新 修改 \
            查询 显示 登录 屏幕 步骤 昨天 今天 早上 周一 家人 工资 到账 转账 限额 手续费 币种 版本 为什么 怎么 什么时候 在哪里 可以 \
            需要 已经 还是 因为 但是 然后 请问 谢谢 我想 知道 一下 这个 那个 之前 以后 每个 一直 总是 有没有"""
                    .split(" ", -1);

    private final SplittableRandom random;
    private final String fields;
    private final List<String> heads = new ArrayList<>();
    private final List<String> mentions;
    private long count;

    /**
     * Prepares requests.
     *
     * @param fields of JSON that stand in every request, each with a comma behind it
     * @param mentions phrases of generated rules that flag; empty for none
     */
    Prompts(long seed, String fields, List<String> mentions) {
        this.random = new SplittableRandom(seed);
        this.fields = fields;
        this.mentions = List.copyOf(mentions);
        for (int i = 0; i < CONVERSATIONS; i++) {
            heads.add(head());
        }
    }

    /** The next request's body: about 1,300 bytes of JSON. */
    Buffer next() {
        count++;
        String head = heads.get(random.nextInt(heads.size()));
        StringBuilder body = new StringBuilder(1_600).append(head).append("{\"role\":\"user\",\"content\":\"");
        if (!mentions.isEmpty() && count % MENTION_EVERY == 0) {
            body.append(mentions.get(random.nextInt(mentions.size()))).append(", ");
        }
        body.append(text(random.nextInt(4) == 0)).append(count).append("?\"}]}");
        return Buffer.buffer(body.toString());
    }

    private String head() {
        return "{\"model\":\"bench-model\",\"temperature\":0.2,\"user\":\"customer-" + random.nextInt(1_000_000) + "\","
                + fields
                + "\"messages\":[{\"role\":\"system\",\"content\":\"" + SYSTEM + "\"},"
                + "{\"role\":\"user\",\"content\":\"" + text(false) + "\"},"
                + "{\"role\":\"assistant\",\"content\":\"" + text(false) + "\"},";
    }

    private String text(boolean chinese) {
        String[] words = chinese ? CHINESE : ENGLISH;
        int length = chinese ? CHINESE_QUESTION_CHARACTERS : QUESTION_CHARACTERS;
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(words[random.nextInt(words.length)]).append(chinese ? "" : " ");
        }
        return text.toString();
    }
}
