package dev.fulcrum.upstream;

/** A body that was read as a chat request: the request, or what is wrong with it. */
sealed interface ChatReading permits ChatRequest, OpenAiError {}
