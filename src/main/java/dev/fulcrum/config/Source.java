package dev.fulcrum.config;

/**
 * The file that a value comes from, and what is needed to read it.
 *
 * @param file its path as a person would open it
 * @param problems where to report
 * @param environment what {@code ${NAME}} stands for in it
 */
record Source(String file, Problems problems, Environment environment) {}
