package dev.selvage.core.config.option;

import java.util.function.Predicate;

/** What a value must be beyond its type; {@code wanted} completes the sentence "expected …". */
record Limit<T>(String wanted, Predicate<T> holds) {}
