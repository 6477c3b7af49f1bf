package dev.fulcrum;

import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.Loaded;
import dev.fulcrum.config.TlsFiles;
import dev.fulcrum.config.TlsMaterial;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Wires TLS: what the configuration's files hold, in the form in which servers and clients take it. */
final class TlsWiring {
    private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");
    private final Clock clock;

    TlsWiring(Clock clock) {
        this.clock = clock;
    }

    /** Where a server listens, and what it shows there. */
    HttpServerOptions where(GatewayConfig.Listener listener, Duration handshakeTime) throws StartFailure {
        HttpServerOptions options =
                new HttpServerOptions().setHost(listener.host()).setPort(listener.port());
        if (listener.tls().isEmpty()) {
            return options;
        }
        TlsFiles files = listener.tls().get();
        ServerSSLOptions tls = server(files, material(files));
        options.setSsl(true)
                .setUseAlpn(false) // HTTP/1.1 alone is spoken
                .setKeyCertOptions(tls.getKeyCertOptions())
                .setTrustOptions(tls.getTrustOptions())
                .setEnabledSecureTransportProtocols(VERSIONS)
                .setSslHandshakeTimeout(handshakeTime.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        return options.setClientAuth(tls.getClientAuth());
    }

    /** What files hold, which has to be sound for the gateway to start. */
    TlsMaterial material(TlsFiles files) throws StartFailure {
        Loaded<TlsMaterial> loaded = files.read(clock.instant());
        if (loaded.value().isEmpty()) {
            throw new StartFailure("the files of `" + files.place() + "` cannot be used", loaded.problems());
        }
        return loaded.value().get();
    }

    static ServerSSLOptions server(TlsFiles files, TlsMaterial material) {
        ServerSSLOptions options = new ServerSSLOptions().setEnabledSecureTransportProtocols(VERSIONS);
        material.shows().ifPresent(own -> options.setKeyCertOptions(KeyCertOptions.wrap(own)));
        material.trusts().ifPresent(clients -> options.setTrustOptions(TrustOptions.wrap(clients)));
        ClientAuth asked = files.demanded() ? ClientAuth.REQUIRED : ClientAuth.REQUEST;
        return options.setClientAuth(material.trusts().isPresent() ? asked : ClientAuth.NONE);
    }

    static ClientSSLOptions client(TlsMaterial material) {
        ClientSSLOptions options = new ClientSSLOptions();
        material.shows().ifPresent(own -> options.setKeyCertOptions(KeyCertOptions.wrap(own)));
        material.trusts().ifPresent(servers -> options.setTrustOptions(TrustOptions.wrap(servers)));
        return options;
    }
}
