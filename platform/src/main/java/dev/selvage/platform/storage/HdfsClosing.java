package dev.selvage.platform.storage;

import org.apache.hadoop.conf.Configuration;

/** How files on HDFS are closed without sleeping. */
public final class HdfsClosing {

    private HdfsClosing() {}

    /**
     * Closing a file asks the NameNode whether the last block has arrived, which the DataNode reports by itself. The first question
     * often comes too early, and by default the client then sleeps 400 ms: each checkpoint, and each file of a submission.
     */
    public static void withoutDelay(Configuration hadoop) {
        hadoop.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 1);
        // The delay doubles with each question: about as patient in all as the default (16 s), in smaller steps.
        hadoop.setInt("dfs.client.block.write.locateFollowingBlock.retries", 14);
    }
}
