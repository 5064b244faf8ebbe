package dev.selvage.am.yarn;

import dev.selvage.core.application.ApplicationOutcome;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.loop.Inbox;
import dev.selvage.jobmanager.ContainerDriver;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.process.Threads;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.token.SecretManager.InvalidToken;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.ApplicationAttemptNotFoundException;
import org.apache.hadoop.yarn.exceptions.InvalidApplicationMasterRequestException;
import org.apache.hadoop.yarn.exceptions.InvalidResourceRequestException;
import org.apache.hadoop.yarn.exceptions.ResourceNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Gets containers from YARN. A thread of its own talks to the ResourceManager: with YARN's asynchronous client an order would wait
 * for the end of an interval that has begun, which is most of the time that a small job takes to start. Nothing that a loop calls
 * waits for anybody.
 */
public final class YarnDriver implements ContainerDriver, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(YarnDriver.class);

    /** The first exchange after an order; each one that brings nothing doubles it. */
    private static final long QUICKEST_MILLIS = 50;

    private static final long END_PATIENCE_MILLIS = 5_000;

    /** How long the ResourceManager may be away while it is to be told how the application ended. */
    private static final long FAREWELL_MILLIS = 15 * 60_000;

    private static final long AGAIN_MILLIS = 1_000;
    /** Nobody calls us by YARN's means. */
    private static final int NO_PORT = -1;

    private final ContainerSettings settings;
    private final long idleMillis;
    private final long missingMillis;
    private final FaultHandler faults;
    private final ContainerShape shape;
    private final YarnConfiguration hadoop = new YarnConfiguration();
    private final AMRMClient<ContainerRequest> client = AMRMClient.createAMRMClient();
    private final ConcurrentMap<TaskManagerId, Container> granted = new ConcurrentHashMap<>();
    private final YarnOrders orders = new YarnOrders();
    private final YarnNews news = new YarnNews();
    private final ResourceManagerTalk talk;
    private final ContainerStarts starts;
    private final CountDownLatch registered = new CountDownLatch(1);
    private volatile Optional<Thread> thread = Optional.empty();
    private volatile Optional<LeaderRecord> leader = Optional.empty();

    /**
     * Who hears what ends this process. Called on the driver's thread.
     *
     * @param superseded YARN knows this attempt no more: another one may run already, so that this one has to end at once
     * @param unusable YARN refuses what this application needs, and always will; a sentence says why
     * @param failed the ResourceManager cannot be talked to
     */
    public record Ears(Consumer<Exception> superseded, Consumer<String> unusable, Consumer<Exception> failed) {}

    /** One that does nothing yet. */
    public YarnDriver(
            Configuration configuration, ApplicationPlan plan, ContainerSettings settings, FaultHandler faults)
            throws InvalidConfigurationException {
        this.settings = settings;
        this.faults = faults;
        this.idleMillis = configuration.get(YarnOptions.HEARTBEAT_INTERVAL).toMillis();
        this.missingMillis = configuration.get(YarnOptions.REQUEST_INTERVAL).toMillis();
        this.shape = ContainerShape.of(configuration, settings);
        this.talk = new ResourceManagerTalk(client, hadoop, shape, news, granted);
        this.starts = new ContainerStarts(new LaunchContexts(configuration, plan, hadoop), news, hadoop, faults);
    }

    /**
     * Begins to register, and returns.
     *
     * @param host where this process is
     * @param url where people look at the application
     */
    public void start(String host, String url, Ears ears) {
        Thread heartbeat = Threads.unstarted("yarn-heartbeat", faults, () -> run(host, url, ears));
        thread = Optional.of(heartbeat);
        heartbeat.start();
    }

    /** Waits until YARN has accepted that this attempt is the one that counts. */
    public void awaitRegistered() throws InterruptedException {
        registered.await();
    }

    private void run(String host, String url, Ears ears) {
        try {
            client.init(hadoop);
            client.start();
            RegisterApplicationMasterResponse answer = client.registerApplicationMaster(host, NO_PORT, url);
            LOG.info(
                    "YARN has registered this attempt; {} containers of earlier ones are there",
                    answer.getContainersFromPreviousAttempts().size());
            talk.registered(answer);
            Optional<String> tooLarge = shape.tooLargeFor(answer.getMaximumResourceCapability());
            if (tooLarge.isPresent() && !talk.hasHadContainers()) {
                ears.unusable().accept(tooLarge.get());
                return;
            }
            tooLarge.ifPresent(why -> {
                // What runs goes on; nodes that grant as much may come back.
                LOG.error("{} Until there is another attempt no container is asked for.", why);
                talk.askForNothing();
            });
            registered.countDown();
            beat();
        } catch (InvalidResourceRequestException | ResourceNotFoundException e) {
            if (talk.hasHadContainers()) {
                ears.failed().accept(e);
            } else {
                ears.unusable()
                        .accept("Expected YARN to have containers such as are wanted, but it says: " + e.getMessage());
            }
        } catch (YarnException | IOException e) {
            tell(e, ears);
        } catch (InterruptedException e) {
            // It is closed.
            Thread.currentThread().interrupt();
        }
    }

    private void beat() throws YarnException, IOException, InterruptedException {
        long quickMillis = QUICKEST_MILLIS;
        while (!orders.isEnded()) {
            YarnOrders.Batch batch = orders.take();
            quickMillis = batch.ask().isPresent() ? QUICKEST_MILLIS : Math.min(missingMillis, 2 * quickMillis);
            try {
                talk.exchange(batch);
            } catch (YarnException | IOException e) {
                // YARN's client repeats what was refused with each exchange, so that nothing else is ever answered.
                if (knowsNoMore(e) || e instanceof InvalidResourceRequestException) {
                    throw e;
                }
                // Tasks do not need a ResourceManager, so nothing ends for want of one. What was to be said is said
                // next time.
                LOG.warn("Expected an answer of YARN's ResourceManager, but found none; it is asked again.", e);
            }
            orders.await(talk.isMissingSomething() ? quickMillis : idleMillis);
        }
    }

    /** Once it has unregistered nobody is known any more; then this is no news. */
    private void tell(Exception e, Ears ears) {
        if (orders.isEnded()) {
            LOG.debug("the last exchange with the ResourceManager failed", e);
        } else if (knowsNoMore(e)) {
            ears.superseded().accept(e);
        } else {
            ears.failed().accept(e);
        }
    }

    /** Whether YARN says, in one way or the other, that this attempt is over for it. */
    static boolean knowsNoMore(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            boolean isRemote = cause instanceof RemoteException remote
                    && InvalidToken.class.getName().equals(remote.getClassName());
            if (isRemote || cause instanceof InvalidToken || cause instanceof ApplicationAttemptNotFoundException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells YARN how the application has ended: no further attempt is started, and its containers are ended. Blocks, and tries again
     * for a while.
     *
     * @throws IOException if YARN could not be told; then it starts another attempt
     */
    public void unregister(ApplicationOutcome outcome, String diagnostics) throws IOException, InterruptedException {
        endHeartbeat();
        long giveUpAtNanos = System.nanoTime() + FAREWELL_MILLIS * 1_000_000;
        while (true) {
            try {
                client.unregisterApplicationMaster(FinalApplicationStatus.valueOf(outcome.name()), diagnostics, "");
                return;
            } catch (YarnException | IOException e) {
                if (knowsNoMore(e) || System.nanoTime() > giveUpAtNanos) {
                    throw new IOException("Expected to tell YARN how the application has ended, but could not.", e);
                }
                LOG.warn("Expected to tell YARN how the application has ended, but could not; it is tried again.", e);
                Thread.sleep(AGAIN_MILLIS);
            }
        }
    }

    /** One that waits for a ResourceManager that is away cannot be ended; what it says later concerns nobody. */
    private void endHeartbeat() throws InterruptedException {
        orders.end();
        Optional<Thread> heartbeat = thread;
        if (heartbeat.isPresent() && !heartbeat.get().equals(Thread.currentThread())) {
            heartbeat.get().join(END_PATIENCE_MILLIS);
        }
    }

    /**
     * Tells YARN that this application can never run, so that it does not try: for a process that has come to nothing before it
     * had a driver.
     */
    public static void refuse(String host, String why) throws IOException {
        AMRMClient<ContainerRequest> client = AMRMClient.createAMRMClient();
        client.init(new YarnConfiguration());
        client.start();
        try {
            try {
                client.registerApplicationMaster(host, NO_PORT, "");
            } catch (InvalidApplicationMasterRequestException e) {
                LOG.debug("this attempt had registered before", e);
            }
            client.unregisterApplicationMaster(FinalApplicationStatus.FAILED, why, "");
        } catch (YarnException e) {
            throw new IOException(e);
        } finally {
            client.stop();
        }
    }

    @Override
    public void close() {
        try (starts) {
            endHeartbeat();
            client.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ContainerSettings settings() {
        return settings;
    }

    @Override
    public void serve(LeaderRecord leads, Inbox<ContainerEvent> inbox) {
        leader = Optional.of(leads);
        news.tell(inbox);
    }

    @Override
    public void carryOut(ContainerAction action) {
        if (action instanceof ContainerAction.Ask it) {
            orders.ask(it);
        } else if (action instanceof ContainerAction.Launch it) {
            launch(it.container().id());
        } else if (action instanceof ContainerAction.Release it) {
            orders.release(it.container());
        } else {
            throw new IllegalStateException("expected something wanted of containers, but found " + action);
        }
    }

    private void launch(TaskManagerId id) {
        Optional<Container> container = Optional.ofNullable(granted.remove(id));
        if (container.isPresent()) {
            starts.start(container.get(), leader.orElseThrow());
        } else {
            // It is over by now, and that is on its way to the JobManager.
            news.put(new ContainerEvent.NotLaunched(id));
        }
    }
}
