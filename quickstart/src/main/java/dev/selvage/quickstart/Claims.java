package dev.selvage.quickstart;

import java.util.ArrayList;
import java.util.List;

/** What is said to be so, and whether it is. */
final class Claims {

    private record Claim(boolean holds, String sentence) {}

    private final List<Claim> claims = new ArrayList<>();

    void add(boolean holds, String sentence) {
        claims.add(new Claim(holds, sentence));
    }

    /** None that does not, and not none at all. */
    boolean allHold() {
        return !claims.isEmpty() && claims.stream().allMatch(Claim::holds);
    }

    /** A line for each, and one for all. */
    List<String> report(long seconds) {
        List<String> lines = new ArrayList<>();
        claims.forEach(claim -> lines.add((claim.holds() ? "  held   " : "  FAILED ") + claim.sentence()));
        long held = claims.stream().filter(Claim::holds).count();
        lines.add((allHold() ? "All" : "FAILED: only " + held + " of") + " " + claims.size() + " claims held, after "
                + seconds + " s.");
        return lines;
    }
}
