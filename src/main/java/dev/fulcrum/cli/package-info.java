/** The command line: one class a command. Exit codes: 0 fine, 1 findings, 2 usage or configuration. */
package dev.fulcrum.cli;
