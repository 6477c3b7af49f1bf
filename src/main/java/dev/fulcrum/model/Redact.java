package dev.fulcrum.model;

/**
 * Proposes to replace what a finding's spans cover.
 *
 * @param finding the finding; one without spans covers its whole part
 * @param replacement what stands there instead
 */
public record Redact(Finding finding, String replacement) implements Proposal {

    /** Replaces with the finding's kind in square brackets. */
    public static Redact of(Finding finding) {
        return new Redact(finding, "[" + finding.kind() + "]");
    }

    /** The same redaction with another replacement. */
    public Redact as(String text) {
        return new Redact(finding, text);
    }

    @Override
    public String action() {
        return "redact";
    }
}
