package dev.fulcrum.inspect;

/** Ends a look for which the time is up. Thread-safe. */
final class Patience {
    /** Nobody waits. */
    static final Patience ENDLESS = new Patience(LookTime.ENDLESS);

    private final LookTime time;

    Patience(LookTime time) {
        this.time = time;
    }

    /** Thrown through a detector, which knows nothing of it. */
    static final class TimeIsUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TimeIsUp() {
            super("the time of detectors is up", null, false, false);
        }
    }

    /** @throws TimeIsUp when it is */
    void check() {
        if (time.isUp()) {
            throw new TimeIsUp();
        }
    }

    /** A text of which no more is read once the time is up. */
    CharSequence watched(String text) {
        return time == LookTime.ENDLESS || text.length() < Watched.OFTEN ? text : new Watched(text, this);
    }

    private static final class Watched implements CharSequence {
        /** Characters between two looks at the clock; shorter texts are done with before. */
        private static final int OFTEN = 1 << 12;

        private final String text;
        private final Patience patience;
        private int looks;

        Watched(String text, Patience patience) {
            this.text = text;
            this.patience = patience;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks % OFTEN == 0) {
                patience.check();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
