package dev.fulcrum.model;

/**
 * The history that the request itself carries; nothing is kept between requests.
 *
 * @param turns how many messages the user has written
 * @param repeatedQuestions how many of the user's messages say the same as an earlier one, blanks, case and width apart
 */
public record Conversation(int turns, int repeatedQuestions) {}
