package dev.fulcrum.proxy;

import dev.fulcrum.policy.Revision;
import dev.fulcrum.surface.SurfaceRequest;
import io.vertx.core.http.HttpServerRequest;

/**
 * A request that was read, understood and routed.
 *
 * @param http as it came
 * @param request as its surface reads it
 * @param route where it goes
 * @param revision the rules in force when it came; it ends on these
 */
record Admitted(HttpServerRequest http, SurfaceRequest request, Route route, Revision revision) {}
