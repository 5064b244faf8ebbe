/** A job as its author writes it: sources, operators, sinks, keys. */
package dev.selvage.api;
