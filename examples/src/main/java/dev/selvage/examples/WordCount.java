package dev.selvage.examples;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.function.Collector;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.connector.files.TextFileSink;
import dev.selvage.connector.files.TextFileSource;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts words: reads text files, and writes the running count of a word each time it occurs. Every line of output shows
 * exactly once, also if tasks fail meanwhile.
 */
public final class WordCount {
    private static final Pattern WORD = Pattern.compile("\\w+");

    private WordCount() {}

    /** A word, and how often it has occurred so far. */
    public record Count(String word, long times) {
        @Override
        public String toString() {
            return word + " " + times;
        }
    }

    /** Run with the files to read and the directory to write into, such as {@code /tmp/books /tmp/counts}. */
    public static void main(String[] args) {
        if (args.length != 2) {
            throw new IllegalArgumentException("Wanted the files to read and the directory to write into, found "
                    + args.length + " arguments: try /tmp/books /tmp/counts.");
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(Duration.ofSeconds(1));
        env.fromSource(TextFileSource.of(args[0]), WatermarkStrategy.noWatermarks(), "lines")
                .flatMap(WordCount::split)
                .returns(Count.class)
                .name("words")
                .keyBy(Count::word)
                .reduce((before, one) -> new Count(one.word(), before.times() + one.times()))
                .name("counts")
                .sinkTo(TextFileSink.of(args[1]))
                .name("files");
        env.execute("word count");
    }

    private static void split(String line, Collector<Count> out) {
        Matcher words = WORD.matcher(line.toLowerCase(Locale.ROOT));
        while (words.find()) {
            out.collect(new Count(words.group(), 1));
        }
    }
}
