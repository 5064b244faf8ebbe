package dev.selvage.client.submit;

import dev.selvage.client.submit.files.ApplicationFiles;
import dev.selvage.client.submit.files.Histories;
import dev.selvage.client.submit.files.Leftovers;
import dev.selvage.client.submit.files.UnusableFileException;
import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.platform.leadership.RememberedClusters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * A cluster of YARN, to which applications are submitted and on which they are found. Any thread may call; calls block, for some
 * seconds where nobody answers.
 */
public final class YarnClusters implements AutoCloseable {

    private final HadoopSettings hadoop;
    private final YarnClient client;

    private YarnClusters(HadoopSettings hadoop, YarnClient client) {
        this.hadoop = hadoop;
        this.client = client;
    }

    /** The cluster that options and environment name. Nobody has been asked yet. */
    public static YarnClusters connect(Configuration options, Map<String, String> environment)
            throws SubmissionException {
        HadoopSettings hadoop = HadoopSettings.of(options, environment);
        // Otherwise the first to ask decides whether this process is one of a secured cluster.
        UserGroupInformation.setConfiguration(hadoop.configuration());
        YarnClient client = YarnClient.createYarnClient();
        client.init(hadoop.configuration());
        client.start();
        return new YarnClusters(hadoop, client);
    }

    /**
     * Checks, uploads and submits; returns when YARN has accepted the application, which still has to be waited for. If anything
     * fails before, what was uploaded for it alone is deleted again.
     */
    public RunningApplication submit(SubmissionRequest request, SubmissionListener listener)
            throws SubmissionException, InterruptedException {
        return new YarnSubmission(request, hadoop, client, listener).submit();
    }

    /** An application that YARN knows, running or not. */
    public RunningApplication find(String applicationId) throws SubmissionException {
        ApplicationId id;
        try {
            id = ApplicationId.fromString(applicationId);
        } catch (IllegalArgumentException e) {
            throw new SubmissionException(
                    "Expected the id of an application, such as application_1700000000000_0001, but found "
                            + applicationId + ".",
                    e);
        }
        try {
            RunningApplication application = new RunningApplication(client, id, -1);
            application.state();
            return application;
        } catch (SubmissionException e) {
            throw e.getCause() instanceof IOException unreachable && isUnreachable(unreachable)
                    ? unreachable(hadoop, unreachable)
                    : e;
        }
    }

    /**
     * The class that the manifest of a jar names, which stays where it is: only its beginning is read.
     *
     * @param jar a URI of a file system that the nodes have too
     * @param option where somebody has written it, for a sentence
     */
    public Optional<String> mainClassOf(String jar, String option) throws SubmissionException {
        try {
            return ApplicationFiles.mainClassOf(jar, option, hadoop.configuration());
        } catch (UnusableFileException e) {
            throw new SubmissionException(String.valueOf(e.getMessage()), e);
        } catch (IOException | UncheckedIOException e) {
            throw notAnswered("to read " + jar, e);
        }
    }

    /** What the cluster has, and what of it is free, in lines for a person. */
    public List<String> resources() throws SubmissionException {
        try {
            return ClusterResources.lines(client, new Queues(client));
        } catch (YarnException | IOException e) {
            throw failed(hadoop, "to hear what the cluster has", e);
        }
    }

    /**
     * Deletes what applications of this user have left that have ended, and libraries that nobody uses; returns what was done, in
     * lines for a person.
     *
     * @param remembered what is remembered of clusters beside files, if anything is
     * @param dryRun whether it is only told what would be done
     */
    public List<String> purge(Configuration options, Optional<RememberedClusters> remembered, boolean dryRun)
            throws SubmissionException {
        try {
            Path home = FileSystem.get(hadoop.configuration()).getHomeDirectory();
            Registered registered = new Registered(client, options.get(YarnOptions.APPLICATION_TYPE));
            // A cache that somebody has named may be everybody's, and what others use is not known.
            Optional<Path> cache = options.isSet(YarnOptions.LIBRARY_CACHE_DIR)
                    ? Optional.empty()
                    : Optional.of(ApplicationFiles.libraryCache(options, home));
            Leftovers leftovers = new Leftovers(hadoop.configuration(), registered, dryRun);
            leftovers.purge(ApplicationFiles.parentOfStaging(options, home), cache, System.currentTimeMillis());
            return leftovers.purgeClusters(options.find(HighAvailabilityOptions.STORAGE_DIR), remembered);
        } catch (IOException e) {
            throw failed(hadoop, "to look at what applications have left", e);
        }
    }

    /** What applications of this user that have ended have left to be read. */
    public Histories histories(Configuration options) throws SubmissionException {
        try {
            Path home = FileSystem.get(hadoop.configuration()).getHomeDirectory();
            return new Histories(hadoop.configuration(), ApplicationFiles.parentOfStaging(options, home));
        } catch (IOException e) {
            throw failed(hadoop, "to find the histories of applications", e);
        }
    }

    @Override
    public void close() {
        client.stop();
    }

    static SubmissionException failed(HadoopSettings hadoop, String wanted, Exception e) {
        return isUnreachable(e) ? unreachable(hadoop, e) : notAnswered(wanted, e);
    }

    private static boolean isUnreachable(Exception e) {
        return e instanceof SocketException || e instanceof SocketTimeoutException || e instanceof UnknownHostException;
    }

    private static SubmissionException unreachable(HadoopSettings hadoop, Exception e) {
        return new SubmissionException(
                "Expected the ResourceManager to answer at " + hadoop.resourceManager()
                        + " (yarn.resourcemanager.address in " + hadoop.place() + "), but found: " + firstLine(e)
                        + ". Is YARN running there, and are these the settings of your cluster?",
                e);
    }

    static SubmissionException notAnswered(String wanted, Exception e) {
        return new SubmissionException("Expected " + wanted + ", but found: " + firstLine(e) + ".", e);
    }

    /** Hadoop appends where its wiki explains what a refused connection is. */
    static String firstLine(Exception e) {
        String said = Optional.ofNullable(e.getMessage())
                .filter(text -> !text.isBlank())
                .orElse(e.toString());
        return said.split("; For more details|\n", 2)[0].replaceFirst("[.\\s]+$", "");
    }
}
