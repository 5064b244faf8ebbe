package dev.selvage.platform.http.client;

import java.time.Duration;

/**
 * How patiently a client asks.
 *
 * @param connectionTimeout how long it waits for a connection ({@code rest.connection-timeout})
 * @param answerTimeout how long it waits for an answer, but to an upload, which takes as long as it takes
 * @param retries how often it asks again where nobody answers ({@code rest.retry.max-attempts})
 * @param retryDelay how long it waits before that ({@code rest.retry.delay})
 * @param longestReply the most bytes of an answer, which is kept in memory ({@code rest.client.max-content-length})
 */
public record RestClientSettings(
        Duration connectionTimeout, Duration answerTimeout, int retries, Duration retryDelay, int longestReply) {}
