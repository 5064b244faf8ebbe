package dev.selvage.api.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.source.DataGeneratorSource.Numbers;
import dev.selvage.api.type.Types;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementsTest {
    private static final List<String> LETTERS = List.of("a", "b", "c", "d", "e");
    private static final RuntimeContext NO_CONTEXT = (RuntimeContext) Proxy.newProxyInstance(
            ElementsTest.class.getClassLoader(), new Class<?>[] {RuntimeContext.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    @Test
    void everyElementIsReadOnceInItsOrderWhateverTheParallelism() throws Exception {
        DataGeneratorSource<String> source = Elements.source(LETTERS, Types.STRING);
        for (int parallelism = 1; parallelism <= 7; parallelism++) {
            Kept kept = new Kept();
            for (Numbers split : source.splits(parallelism)) {
                readToTheEnd(source, split, kept);
            }
            assertThat(kept.records).isEqualTo(LETTERS);
        }
    }

    @Test
    void theSameElementsAreReadAgainFromAnyPosition() throws Exception {
        List<String> elements = new ArrayList<>(LETTERS);
        DataGeneratorSource<String> source = Elements.source(elements, Types.STRING);
        elements.clear();

        Kept kept = new Kept();
        readToTheEnd(source, new Numbers(3, 5, 1), kept);
        readToTheEnd(source, new Numbers(3, 5, 1), kept);
        assertThat(kept.records).containsExactly("d", "e", "d", "e");
    }

    @Test
    void noElementsAreABoundedSourceToo() throws Exception {
        DataGeneratorSource<String> source = Elements.source(List.of(), Types.STRING);
        Kept kept = new Kept();
        readToTheEnd(source, source.splits(1).get(0), kept);

        assertThat(source.isBounded()).isTrue();
        assertThat(kept.records).isEmpty();
        assertThat(Elements.typeOf(List.of()).unknownBecause()).isEqualTo("there are none");
    }

    private static void readToTheEnd(DataGeneratorSource<String> source, Numbers split, Kept kept) throws Exception {
        SplitReader<String, Numbers> reader = source.open(split, NO_CONTEXT);
        while (reader.read(kept, 2) != SplitReader.END) {
            assertThat(reader.position().next()).isLessThan(split.end());
        }
    }

    private static final class Kept implements SourceOutput<String> {
        private final List<String> records = new ArrayList<>();

        @Override
        public void collect(String record) {
            records.add(record);
        }

        @Override
        public void collect(String record, long timestamp) {
            records.add(record);
        }
    }
}
