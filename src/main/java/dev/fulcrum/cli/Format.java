package dev.fulcrum.cli;

/** For whom a command writes. */
enum Format {
    text,
    json
}
