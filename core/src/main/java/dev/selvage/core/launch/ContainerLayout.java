package dev.selvage.core.launch;

/** What containers of an application find where: names below their working directory, in the staging directory, in credentials. */
public final class ContainerLayout {

    /** Where the archive of the application is unpacked: its configuration, Hadoop's and its plan travel in one file. */
    public static final String ARCHIVE = "application";

    /** What that archive is called in the staging directory. */
    public static final String ARCHIVE_FILE = "application.zip";

    /** The directory with {@code selvage-conf.yaml} and the files that say how to log, in the archive. */
    public static final String CONFIGURATION = "conf";

    /** The directory with the settings of the client's Hadoop, in the archive. */
    public static final String HADOOP = "hadoop";

    /** The {@link ApplicationPlan}, in the archive. */
    public static final String PLAN = "plan.json";

    /** Where the archive of the distribution is unpacked: its {@code lib}, and its {@code plugins}. */
    public static final String DISTRIBUTION = "selvage";

    /** The classes of the libraries as a JVM has kept them, if one has. */
    public static final String CLASSES = "selvage.jsa";

    /** Our jars and what they need, where they travel one by one. */
    public static final String LIBRARIES = "lib";

    /** Plugins, each in a directory of its own, below the working directory; in a distribution they are called so too. */
    public static final String PLUGINS = "plugins";

    /** The user's jars, below the working directory of the ApplicationMaster. */
    public static final String PROGRAM = "usrlib";

    /** The job of {@link ClusterMode#JOB}, packed, in the staging directory. */
    public static final String PACKED_JOB = "job";

    /** Under which name the secret of the cluster stands among a container's credentials: no list of processes shows those. */
    public static final String SECRET_ALIAS = "selvage.control.secret";

    private ContainerLayout() {}
}
