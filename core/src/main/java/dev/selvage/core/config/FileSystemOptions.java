package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionFamily;
import dev.selvage.core.config.option.OptionGroup;

/** Options about file systems and about Hadoop's own configuration. */
public final class FileSystemOptions {

    static final OptionGroup GROUP =
            new OptionGroup("File systems", "Which file system a bare path means, and what Hadoop is told.");

    public static final Option<String> DEFAULT_SCHEME = GROUP.text("fs.default-scheme")
            .matching("[a-z][a-z0-9+.-]*:/.*", "a URI such as hdfs://namenode:8020/")
            .notInEffect()
            .means("The file system that a path without scheme belongs to. Unset, it is the local one for what lies "
                    + "on a machine, and Hadoop's default for what the whole cluster must see.");

    public static final OptionFamily HADOOP = GROUP.familyNotInEffect(
            "flink.hadoop.",
            "<key>",
            "Any key of Hadoop's configuration: flink.hadoop.dfs.replication sets dfs.replication, for this "
                    + "cluster only, over what core-site.xml and hdfs-site.xml say.");

    public static final OptionFamily YARN = GROUP.familyNotInEffect(
            "flink.yarn.",
            "<key>",
            "Any key of YARN's configuration: flink.yarn.<key> sets <key>, for this cluster only, over what "
                    + "yarn-site.xml says.");

    private FileSystemOptions() {}
}
