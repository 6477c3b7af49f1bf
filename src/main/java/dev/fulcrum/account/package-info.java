/** What applications may use and what it costs: limits in rolling windows, and prices of targets. */
package dev.fulcrum.account;
