package dev.selvage.platform.leadership;

import java.io.IOException;

/** Finds out whether a leader is still there. */
public interface LeaderCheck {

    /** Whether it answers; one that does not may be alive all the same. Blocks for as long as it may take to answer. */
    boolean answers(LeaderRecord leader) throws IOException, InterruptedException;
}
