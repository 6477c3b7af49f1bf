package dev.fulcrum.proxy;

import dev.fulcrum.gateway.StreamedApi;
import dev.fulcrum.gateway.StreamedApi.Delta;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random answers in English, Chinese and signs, which rules find something in, or nearly, and random cuts of their bytes. */
final class SpokenAnswer {
    private static final String[] PLAIN = {
        "Good morning. ",
        "Your ",
        "card ",
        "has been sent",
        "! ",
        "It will arrive soon.\n",
        "您好，",
        "卡片",
        "已经寄出。",
        "请稍等！",
        "money ",
        "a full moon ",
        "😀",
        "👩‍👩‍👧",
        "refund",
        "blue ",
        "heron",
        "é\u0301",
        "，",
        "。",
        "?",
        "\"quoted\"",
        "\\",
        "\t",
        "data: {",
        "\n\n",
        "{\"q\": \"",
        "\"}",
        "the rate is 4.5 %",
        "全额",
        "退",
        "款",
        "ful",
        "l re",
        "I guarantee ",
        "we promise "
    };
    private static final String[] FOUND = {
        "full refund",
        "FULL  refund",
        "全额退款",
        "money back 保证",
        "a promise of a refund",
        "sorry",
        "抱歉",
        "🙂 ok",
        "drop table",
        "删除 全部",
        "Blue Heron",
        "蓝鹭",
        "Heron refund",
        "li.wei@bank.example",
        "write to a@b.example full refund",
        "+44 20 7946 0958",
        "13912345678",
        "电话：13912345678",
        "card@bank.example"
    };

    private SpokenAnswer() {}

    /** What a model says, in pieces of any length: up to two choices or blocks and two calls, in turn or mixed. */
    static List<Delta> deltas(Random random, StreamedApi api) {
        List<List<Delta>> speakers = new ArrayList<>();
        speakers.add(pieces(random, false, 0));
        for (int more = random.nextInt(4); more > 0; more--) {
            boolean call = api != StreamedApi.COMPLETIONS && random.nextBoolean();
            speakers.add(pieces(random, call, (int)
                    speakers.stream().filter(it -> it.get(0).call() == call).count()));
        }
        boolean mixed = !api.sequential() && random.nextBoolean();
        List<Delta> deltas = new ArrayList<>();
        while (!speakers.isEmpty()) {
            List<Delta> next = speakers.get(mixed ? random.nextInt(speakers.size()) : 0);
            deltas.add(next.remove(0));
            speakers.removeIf(List::isEmpty);
        }
        return deltas;
    }

    private static List<Delta> pieces(Random random, boolean call, int index) {
        String text = text(random);
        int step = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
        List<Delta> pieces = new ArrayList<>();
        int at = 0;
        do {
            int end = Math.min(text.length(), at + 1 + random.nextInt(step));
            pieces.add(new Delta(call, index, text.substring(at, end)));
            at = end;
        } while (at < text.length());
        return pieces;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int found = random.nextInt(3) == 0 ? 0 : 2 + random.nextInt(14);
        for (int i = random.nextInt(24); i >= 0; i--) {
            boolean telling = found > 0 && random.nextInt(found) == 0;
            String[] from = telling ? FOUND : PLAIN;
            text.append(from[random.nextInt(from.length)]).append(random.nextInt(4) == 0 ? " " : "");
        }
        return text.toString();
    }

    /** The stream with some of its characters written as JSON allows besides, halves of a pair always. */
    static String escaped(Random random, String stream) {
        StringBuilder written = new StringBuilder();
        boolean all = random.nextBoolean();
        for (int i = 0; i < stream.length(); i++) {
            char unit = stream.charAt(i);
            boolean pair = Character.isHighSurrogate(unit)
                    && i + 1 < stream.length()
                    && Character.isLowSurrogate(stream.charAt(i + 1));
            if (unit < 0x80) {
                written.append(unit);
            } else if (pair && !all) {
                written.append(unit).append(stream.charAt(++i));
            } else if (Character.isSurrogate(unit) || all || random.nextInt(5) == 0) {
                written.append(String.format("\\u%04x", (int) unit));
            } else {
                written.append(unit);
            }
        }
        return written.toString();
    }

    /** Chunks: every byte one, or as it comes. */
    static List<Buffer> cut(Random random, byte[] bytes) {
        int most = new int[] {1, 7, 90, 900, 20_000}[random.nextInt(5)];
        List<Buffer> chunks = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(most));
            chunks.add(Buffer.buffer(Arrays.copyOfRange(bytes, at, end)));
            at = end;
        }
        return chunks;
    }
}
