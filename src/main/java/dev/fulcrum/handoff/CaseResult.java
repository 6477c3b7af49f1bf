package dev.fulcrum.handoff;

/** What became of a person's wish to claim, release or answer a case. */
public sealed interface CaseResult {

    /** It was done, or had been done before by the same person; the case as it is now. */
    record Done(Case now) implements CaseResult {}

    /** There is no such case. */
    record Unknown(String id) implements CaseResult {}

    /** Somebody else works on it: {@link Case#claim()} says who and since when. */
    record HeldByOther(Case now) implements CaseResult {}

    /** Nobody works on it: claim it first. */
    record NotClaimed(Case now) implements CaseResult {}

    /** It is answered already: {@link Case#claim()} says by whom, {@link Case#answer()} when. */
    record AlreadyAnswered(Case now) implements CaseResult {}
}
