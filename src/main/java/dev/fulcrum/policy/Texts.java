package dev.fulcrum.policy;

/** Searches texts in linear time, and counts it as a rule's work, so that a search can be ended at any moment. */
final class Texts {
    /** Characters between two looks at the time. */
    private static final int PIECE = 4096;

    private static final int SHORT = 16;

    private Texts() {}

    /** Whether a text contains another one; linear whatever the two are. */
    static boolean contains(String text, String part) {
        if (part.length() <= SHORT) {
            return containsShort(text, part);
        }
        Run run = Run.current();
        int[] fallbacks = fallbacks(run, part);
        int fitting = 0;
        for (int i = 0; i < text.length(); i++) {
            if (i % PIECE == 0) {
                run.work(PIECE / 16);
            }
            char c = text.charAt(i);
            while (fitting > 0 && part.charAt(fitting) != c) {
                fitting = fallbacks[fitting - 1];
            }
            fitting += part.charAt(fitting) == c ? 1 : 0;
            if (fitting == part.length()) {
                return true;
            }
        }
        return false;
    }

    private static boolean containsShort(String text, String part) {
        Run run = Run.current();
        for (int from = 0; from <= text.length() - part.length(); from += PIECE) {
            run.work(1 + PIECE / 64);
            int end = Math.min(text.length(), from + PIECE + part.length());
            int at = text.substring(from, end).indexOf(part);
            if (at >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Of every beginning of a text: how long the longest shorter beginning is on which it ends. */
    private static int[] fallbacks(Run run, String part) {
        int[] fallbacks = new int[part.length()];
        int fitting = 0;
        for (int i = 1; i < part.length(); i++) {
            if (i % PIECE == 0) {
                run.work(PIECE / 16);
            }
            while (fitting > 0 && part.charAt(i) != part.charAt(fitting)) {
                fitting = fallbacks[fitting - 1];
            }
            fitting += part.charAt(i) == part.charAt(fitting) ? 1 : 0;
            fallbacks[i] = fitting;
        }
        return fallbacks;
    }

    /** Counts what is done once with every character of a text. */
    static String whole(String text) {
        Run.current().work(1 + text.length() / 64);
        return text;
    }

    /** A text that counts how it is read. */
    static final class Counted implements CharSequence {
        private final String text;
        private final int from;
        private final int end;
        private final int cost;
        private int left = PIECE;

        /** @param cost how much work a character is */
        Counted(String text, int cost) {
            this(text, 0, text.length(), cost);
        }

        private Counted(String text, int from, int end, int cost) {
            this.text = text;
            this.from = from;
            this.end = end;
            this.cost = cost;
        }

        @Override
        public int length() {
            return end - from;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                left = PIECE;
                Run.current().work((long) PIECE * cost);
            }
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int until) {
            return new Counted(text, from + start, from + until, cost);
        }

        @Override
        public String toString() {
            return text.substring(from, end);
        }
    }
}
