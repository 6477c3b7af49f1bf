/** YAML to validated records: the configuration, the risk register, and the bundle's cases and language files. */
package dev.fulcrum.config;
