package dev.selvage.container.exchange;

/** What travels through a channel, in order: many records at once, or one event. */
public sealed interface Element permits Batch, Event {}
