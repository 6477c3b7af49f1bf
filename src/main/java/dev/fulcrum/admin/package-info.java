/** What operators and reviewers do: switches, revisions, cases, and reading what happened. */
package dev.fulcrum.admin;
