package dev.fulcrum.cli;

import picocli.CommandLine.Help.Ansi;

/** Colours on a terminal, plain text in a pipe. */
final class Palette {
    private final boolean colours;

    private Palette(boolean colours) {
        this.colours = colours;
    }

    /** Colours if the output is a terminal and NO_COLOR is not set. */
    static Palette auto() {
        return new Palette(Ansi.AUTO.enabled());
    }

    static Palette plain() {
        return new Palette(false);
    }

    String red(String text) {
        return paint("31", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
