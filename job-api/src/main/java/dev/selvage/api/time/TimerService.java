package dev.selvage.api.time;

/**
 * The clocks of a subtask, and the timers of the current key. A key has one timer per clock and time: registering it again
 * changes nothing.
 *
 * <pre>{@code
 * void wakeInAMinute(KeyedProcessFunction.Context<String> context) {
 *     TimerService timers = context.timerService();
 *     timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 60_000);
 * }
 * }</pre>
 */
public interface TimerService {
    /** Wall-clock time in milliseconds. */
    long currentProcessingTime();

    /** Event time in milliseconds; {@link Long#MIN_VALUE} before the first watermark. */
    long currentWatermark();

    /** Asks to be called when wall-clock time reaches {@code time}. */
    void registerProcessingTimeTimer(long time);

    /**
     * Asks to be called when event time reaches {@code time}. If it has, that is when it moves on next; in
     * {@code onTimer}, before it does so, as soon as the timers that are due have fired. One that is set there for such a time
     * whenever it fires comes to no end, and nothing else of the task gets its turn.
     */
    void registerEventTimeTimer(long time);

    /** Takes a request back. */
    void deleteProcessingTimeTimer(long time);

    /** Takes a request back. */
    void deleteEventTimeTimer(long time);
}
