package dev.fulcrum.surface;

import dev.fulcrum.model.PolicyNotice;

/** What every surface has in the same way: a name, a place, requests and errors. Safe to share between threads. */
abstract class NamedSurface implements Surface {

    /** Reads requests. */
    interface Requests {
        SurfaceRequest read(byte[] body) throws UnreadableRequest;
    }

    private final String id;
    private final String path;
    private final Requests requests;
    private final ErrorShape errors;

    NamedSurface(String id, String path, Requests requests, ErrorShape errors) {
        this.id = id;
        this.path = path;
        this.requests = requests;
        this.errors = errors;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String path() {
        return path;
    }

    @Override
    public final SurfaceRequest read(byte[] body) throws UnreadableRequest {
        return requests.read(body);
    }

    @Override
    public final Written error(int status, String type, String code, String param, String message) {
        return errors.error(status, type, code, param, message);
    }

    @Override
    public byte[] errorEvent(Written error, AnswerReader reader) {
        return errors.event(error);
    }

    @Override
    public final Written blockedRequest(String message, PolicyNotice notice) {
        return errors.blockedRequest(message, notice);
    }
}
