package dev.fulcrum.model;

/**
 * Something that a person has to mend in a file.
 *
 * @param file path of the file, as the person would open it
 * @param line 1-based; 0 when the file as a whole is meant
 * @param path where inside: a configuration path such as {@code targets[0].url}, or a rule's id; empty when there is none
 * @param what what is wrong, with the value found
 * @param mend what was expected, or how to mend it
 */
public record Problem(String file, int line, String path, String what, String mend) {

    /** One line for a terminal: {@code file:line: path: what; mend}. */
    @Override
    public String toString() {
        String where = line > 0 ? file + ":" + line : file;
        return where + ": " + (path.isEmpty() ? "" : path + ": ") + what + (mend.isEmpty() ? "" : "; " + mend);
    }
}
