package dev.fulcrum.upstream;

/** Something that happens later unless it is taken back. */
public interface Alarm {
    /** Takes the alarm back; nothing happens when it has rung, or was taken back before. */
    void cancel();
}
