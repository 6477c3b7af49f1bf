package dev.fulcrum.surface;

/**
 * A response ready to be sent.
 *
 * @param status HTTP status
 * @param contentType value of the content-type header
 * @param body the bytes of the body, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a body is handed on once and never compared
public record Written(int status, String contentType, byte[] body) {}
