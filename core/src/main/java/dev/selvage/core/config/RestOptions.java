package dev.selvage.core.config;

import dev.selvage.core.config.option.MemorySize;
import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;
import dev.selvage.core.config.option.PortRange;
import java.time.Duration;

/** Options about REST and the web dashboard. */
public final class RestOptions {

    static final OptionGroup GROUP = new OptionGroup(
            "REST and web", "Where the command line and browsers reach a cluster, and what they may do there.");

    public static final Option<Integer> PORT = GROUP.integer("rest.port")
            .alsoKnownAs("web.port")
            .alsoKnownAs("jobmanager.web.port")
            .defaultsTo("8081")
            .atLeast("0")
            .atMost("65535")
            .common()
            .means("The port of REST and the web dashboard, for the client as for the JobManager. On YARN the client "
                    + "learns the real one by itself.");

    public static final Option<PortRange> BIND_PORT = GROUP.ports("rest.bind-port")
            .means("Ports that the JobManager tries for REST, in order, such as 8081-8090 where several share a "
                    + "machine. Unset, it is rest.port, and on YARN any free one.");

    public static final Option<String> ADDRESS = GROUP.text("rest.address")
            .matching("\\S+", "a host name or an address")
            .means("The host where clients look for REST. Unset, it is jobmanager.rpc.address, or what the leader "
                    + "record says; set it where clients come through a gateway or from another network.");

    public static final Option<String> BIND_ADDRESS = GROUP.text("rest.bind-address")
            .alsoKnownAs("web.address")
            .alsoKnownAs("jobmanager.web.address")
            .matching("\\S+", "a host name or an address")
            .means("The address that REST listens on. Unset, it listens on all addresses of the machine; localhost "
                    + "keeps everyone else out.");

    public static final Option<String> URL_PREFIX = GROUP.text("rest.url-prefix")
            .defaultsTo("/")
            .matching("/|/.*/", "a path that begins and ends with /")
            .means("What a client puts before every path of REST, where a gateway serves several clusters under one "
                    + "address.");

    public static final Option<Duration> CONNECTION_TIMEOUT = GROUP.duration("rest.connection-timeout")
            .defaultsTo("15 s")
            .moreThan("0 ms")
            .means("How long a client waits for a connection to REST before that try counts as failed.");

    public static final Option<Integer> RETRY_MAX_ATTEMPTS = GROUP.integer("rest.retry.max-attempts")
            .defaultsTo("20")
            .atLeast("0")
            .means("How often a client repeats a request that failed for want of an answer. Together with "
                    + "rest.retry.delay this should outlast the change from one JobManager to the next.");

    public static final Option<Duration> RETRY_DELAY = GROUP.duration("rest.retry.delay")
            .defaultsTo("3 s")
            .means("The pause of a client before it repeats a request.");

    public static final Option<MemorySize> SERVER_MAX_CONTENT = GROUP.size("rest.server.max-content-length")
            .plainNumberMeans("b")
            .defaultsTo("100 mb")
            .atLeast("64 kb")
            .atMost("2047 mb")
            .means("The largest request that REST takes. Jars that are uploaded must fit in. A number without unit is "
                    + "bytes.");

    public static final Option<MemorySize> CLIENT_MAX_CONTENT = GROUP.size("rest.client.max-content-length")
            .plainNumberMeans("b")
            .defaultsTo("100 mb")
            .atLeast("64 kb")
            .atMost("2047 mb")
            .means("The largest answer that a client takes from REST. A number without unit is bytes.");

    public static final Option<Duration> ASYNC_STORE_DURATION = GROUP.duration("rest.async.store-duration")
            .defaultsTo("5 min")
            .notInEffect()
            .means("How long the outcome of something slow, such as a savepoint, can be asked for after it is done. "
                    + "The command line asks at once; scripts of your own may need longer.");

    public static final Option<Boolean> SUBMIT_ENABLE = GROUP.flag("web.submit.enable")
            .alsoKnownAs("jobmanager.web.submit.enable")
            .defaultsTo("true")
            .means(
                    "Whether jars can be uploaded and run through the dashboard and /jars of REST. Whoever may do that runs "
                            + "code on the cluster, so turn it off where the dashboard is open to many. The command line is not "
                            + "affected.");

    public static final Option<Boolean> CANCEL_ENABLE =
            GROUP.flag("web.cancel.enable").defaultsTo("true").means("Whether the dashboard offers to cancel jobs.");

    public static final Option<String> UPLOAD_DIR = GROUP.text("web.upload.dir")
            .alsoKnownAs("jobmanager.web.upload.dir")
            .means("The directory for jars uploaded through the dashboard or REST, on the machine of the JobManager. "
                    + "Unset, they lie in a temporary one and are gone with the JobManager.");

    public static final Option<Duration> REFRESH_INTERVAL = GROUP.duration("web.refresh-interval")
            .alsoKnownAs("jobmanager.web.refresh-interval")
            .defaultsTo("3 s")
            .atLeast("100 ms")
            .means("How often the dashboard asks for news.");

    public static final Option<Integer> CHECKPOINTS_HISTORY = GROUP.integer("web.checkpoints.history")
            .alsoKnownAs("jobmanager.web.checkpoints.history")
            .defaultsTo("10")
            .atLeast("0")
            .means("How many past checkpoints of a job REST and the dashboard show. It has nothing to do with how "
                    + "many are kept.");

    public static final Option<Integer> EXCEPTION_HISTORY = GROUP.integer("web.exception-history-size")
            .defaultsTo("16")
            .atLeast("0")
            .notInEffect()
            .means("How many past failures of a job REST and the dashboard show, each with what it was caused by.");

    public static final Option<String> ALLOW_ORIGIN = GROUP.text("web.access-control-allow-origin")
            .alsoKnownAs("jobmanager.web.access-control-allow-origin")
            .defaultsTo("*")
            .notInEffect()
            .means("From which web sites scripts in a browser may read REST. Name your own instead of * where "
                    + "browsers on your network also visit pages that you do not trust.");

    private RestOptions() {}
}
