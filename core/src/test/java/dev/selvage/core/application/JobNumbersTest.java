package dev.selvage.core.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.JobId;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobNumbersTest {

    private static final String APPLICATION = "application_1700000000000_0001";

    @Test
    void jobsOfMainAreKnownByTheirOrderAloneAndThoseOfOtherThreadsByTheirNames() {
        JobNumbers once = new JobNumbers();
        JobNumbers again = new JobNumbers();

        List<JobPlace> first = List.of(
                once.nextOfMain(),
                once.nextBesideMain("a"),
                once.nextBesideMain("b"),
                once.nextOfMain(),
                once.nextBesideMain("a"));
        List<JobPlace> second = List.of(
                again.nextBesideMain("b"),
                again.nextOfMain(),
                again.nextOfMain(),
                again.nextBesideMain("a"),
                again.nextBesideMain("a"));

        assertThat(second).containsExactlyInAnyOrderElementsOf(first);
        assertThat(first.stream().filter(JobPlace::isFirst)).containsExactly(first.get(0));
        assertThat(first)
                .extracting(JobPlace::toString)
                .contains("job 2 of main()", "job 2 of the name a, of a thread beside main()");
    }

    @Test
    void noTwoPlacesOfTwoApplicationsHaveTheSameIdentifier() {
        TreeSet<JobId> ids = new TreeSet<>();
        JobNumbers numbers = new JobNumbers();
        List<JobPlace> places = List.of(
                numbers.nextOfMain(), numbers.nextOfMain(), numbers.nextBesideMain("1"), numbers.nextBesideMain("2"));
        Stream.of(APPLICATION, "application_1700000000000_0002")
                .forEach(application -> places.forEach(place -> ids.add(place.idIn(application))));

        assertThat(ids).hasSize(8);
    }

    /** Another release has to find what this one has recorded. */
    @Test
    void identifiersNeverChange() {
        assertThat(new JobNumbers().nextOfMain().idIn(APPLICATION)).hasToString("2a2cab682a34b99778fd0ad1a7167e1e");
        assertThat(new JobNumbers().nextBesideMain("counts").idIn(APPLICATION))
                .hasToString("4e11cfc4fbeaaeb9e5bb912232030f90");
    }
}
