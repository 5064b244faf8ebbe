package dev.selvage.core.launch;

/** What a cluster on YARN is there for, and so when it ends. */
public enum ClusterMode {
    /** For whatever jobs come, until somebody ends it. */
    SESSION,
    /** For the one job that its client has packed; it ends with that job. */
    JOB,
    /** For the jobs of one program, whose {@code main()} it calls; it ends with the last of them. */
    APPLICATION
}
