package dev.fulcrum;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.fulcrum.upstream.LastResort;
import org.slf4j.Marker;

/** Sees what is logged, whoever caught it: libraries catch an OutOfMemoryError, log it and go on, with half of what they did undone. */
public final class OutOfMemoryFilter extends TurboFilter {
    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
        if (thrown != null) {
            LastResort.unlessUsable(thrown);
        } else if (params != null && params.length > 0 && params[params.length - 1] instanceof Throwable last) {
            LastResort.unlessUsable(last);
        }
        return FilterReply.NEUTRAL;
    }
}
