package dev.selvage.examples;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.TumblingEventTimeWindows;
import dev.selvage.connector.files.TextFileSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Sums up what weather stations read: the coldest, the warmest and the mean temperature of each station and hour. The readings are
 * made up, at a rate, and always the same ones; so what has to come out is known, whatever happens meanwhile.
 */
public final class Temperatures {
    private static final long READINGS = 96_000;
    private static final int STATIONS = 8;
    private static final long FIRST_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long BETWEEN_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private Temperatures() {}

    /** What a station has read, in tenths of a degree. */
    public record Reading(long station, long millis, long tenths) {
        /** All stations read at once, one after the other. */
        static Reading number(long index) {
            return new Reading(
                    index % STATIONS, FIRST_MILLIS + index / STATIONS * BETWEEN_MILLIS, index * 7_919 % 400 - 100);
        }
    }

    /** What a station has read within an hour, so far. */
    public record Hour(long station, long beginMillis, long readings, long coldest, long warmest, long sum) {
        static Hour of(Reading one) {
            long begin = one.millis() - one.millis() % HOUR_MILLIS;
            return new Hour(one.station(), begin, 1, one.tenths(), one.tenths(), one.tenths());
        }

        Hour and(Hour other) {
            return new Hour(
                    station,
                    beginMillis,
                    readings + other.readings,
                    Math.min(coldest, other.coldest),
                    Math.max(warmest, other.warmest),
                    sum + other.sum);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s station %d: %d readings, %.1f to %.1f, mean %.2f",
                    Instant.ofEpochMilli(beginMillis),
                    station,
                    readings,
                    coldest / 10.0,
                    warmest / 10.0,
                    sum / 10.0 / readings);
        }
    }

    /** Run with the directory to write into, how many readings come each second, and if it is to be another number, how many in all. */
    public static void main(String[] args) {
        if (args.length < 2 || args.length > 3) {
            throw new IllegalArgumentException("Wanted the directory to write into and the readings per second, found "
                    + args.length + " arguments: try /tmp/temperatures 1000.");
        }
        long readings = args.length == 2 ? READINGS : Long.parseLong(args[2]);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(Duration.ofSeconds(1));
        env.fromSource(
                        DataGeneratorSource.of(Reading::number, readings, Types.of(Reading.class))
                                .withRatePerSecond(Double.parseDouble(args[1])),
                        WatermarkStrategy.<Reading>forMonotonousTimestamps()
                                .withTimestampAssigner((reading, before) -> reading.millis()),
                        "readings")
                .setParallelism(1)
                .map(Hour::of)
                .returns(Hour.class)
                .name("hours")
                .keyBy(Hour::station)
                .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
                .reduce(Hour::and)
                .name("temperatures")
                .sinkTo(TextFileSink.of(args[0]))
                .name("files");
        env.execute("temperatures");
    }
}
