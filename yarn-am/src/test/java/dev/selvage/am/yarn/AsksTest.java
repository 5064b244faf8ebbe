package dev.selvage.am.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AsksTest {

    private final Asks asks = new Asks();

    @Test
    void whatIsWantedReplacesWhatWasWantedBefore() {
        assertThat(asks.replaceBy(3)).isEqualTo(new Asks.Change(List.of(1L, 2L, 3L), List.of()));
        assertThat(asks.replaceBy(3)).isEqualTo(new Asks.Change(List.of(), List.of()));
        assertThat(asks.replaceBy(1)).isEqualTo(new Asks.Change(List.of(), List.of(3L, 2L)));
        assertThat(asks.replaceBy(2)).isEqualTo(new Asks.Change(List.of(4L), List.of()));
        assertThat(asks.replaceBy(0)).isEqualTo(new Asks.Change(List.of(), List.of(4L, 1L)));
        assertThat(asks.isEmpty()).isTrue();
    }

    @Test
    void aGrantEndsItsOwnRequestAndNoOther() {
        asks.replaceBy(3);
        asks.replaceBy(2);

        assertThat(asks.granted(2)).contains(2L);
        assertThat(asks.granted(2)).as("the same once more").isEmpty();
        assertThat(asks.granted(3)).as("it was withdrawn too late").isEmpty();
        assertThat(asks.isEmpty()).isFalse();
        assertThat(asks.granted(1)).contains(1L);
        assertThat(asks.isEmpty()).isTrue();
    }

    @Test
    void aSchedulerThatKnowsNoNumbersEndsTheOldestRequest() {
        asks.replaceBy(2);

        assertThat(asks.granted(-1)).contains(1L);
        assertThat(asks.granted(0)).contains(2L);
        assertThat(asks.granted(0)).isEmpty();
    }

    /** Answers are late and requests are in flight: what is granted and not heard of yet must not be asked for again. */
    @Test
    void noMoreIsEverGrantedThanWasWantedHoweverLateGrantsAreHeardOf() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Asks ours = new Asks();
            TreeSet<Long> atYarn = new TreeSet<>();
            List<Long> unheard = new ArrayList<>();
            int wanted = 1 + random.nextInt(20);
            int granted = 0;
            ours.replaceBy(wanted).begun().forEach(atYarn::add);
            while (!atYarn.isEmpty() || !unheard.isEmpty()) {
                if (!atYarn.isEmpty() && random.nextBoolean()) {
                    unheard.add(atYarn.pollFirst());
                    granted++;
                } else if (!unheard.isEmpty()) {
                    Collections.shuffle(unheard, random);
                    // What is said to YARN is that none is wanted under this number, which was granted.
                    ours.granted(unheard.remove(0)).ifPresent(atYarn::remove);
                }
            }
            assertThat(granted).as("seed %d", seed).isEqualTo(wanted);
            assertThat(ours.isEmpty()).isTrue();
        }
    }
}
