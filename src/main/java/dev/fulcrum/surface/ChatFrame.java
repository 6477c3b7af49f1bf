package dev.fulcrum.surface;

/**
 * What a Chat Completions request asks for around its messages, and where.
 *
 * @param model the model's name
 * @param modelStart first byte of its token
 * @param modelEnd byte after its token
 * @param stream whether an event stream is wanted
 * @param includeUsage whether a stream is to end with a usage chunk
 * @param firstInstruction byte at which an added system message goes, directly behind a bracket or a message
 * @param leading how many system and developer messages stand before that place
 * @param subjectKey who the conversation belongs to, raw; empty when unknown
 */
record ChatFrame(
        String model,
        int modelStart,
        int modelEnd,
        boolean stream,
        boolean includeUsage,
        int firstInstruction,
        int leading,
        String subjectKey) {}
