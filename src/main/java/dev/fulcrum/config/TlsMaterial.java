package dev.fulcrum.config;

import java.util.Optional;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * What the files of one end of TLS hold, as the platform's TLS takes it.
 *
 * @param shows its certificate with the key
 * @param trusts the authorities that it accepts, instead of the platform's
 * @param described whose certificate it is, its number and how long it holds, and the authorities
 */
public record TlsMaterial(Optional<X509KeyManager> shows, Optional<X509TrustManager> trusts, String described) {}
