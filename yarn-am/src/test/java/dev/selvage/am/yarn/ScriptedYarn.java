package dev.selvage.am.yarn;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.yarn.api.ApplicationMasterProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateRequest;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.protocolrecords.FinishApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.FinishApplicationMasterResponse;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.client.api.impl.AMRMClientImpl;
import org.apache.hadoop.yarn.exceptions.ApplicationMasterNotRegisteredException;

/**
 * The other end of YARN's own client: notes what it is told, and answers what a test wants. It decides nothing, so that it cannot be
 * unlike YARN but in what a test has it say; what YARN does of itself is tried with a real one ({@code MiniYarnContractIT}).
 */
final class ScriptedYarn implements ApplicationMasterProtocol {

    private static final int NODES = 2;

    private final List<AllocateRequest> heard = new ArrayList<>();
    private final Deque<Consumer<AllocateResponse>> answers = new ArrayDeque<>();
    private boolean isRestarted;
    private int registrations;

    /** YARN's client as it is, with this at its other end. */
    private static final class Client extends AMRMClientImpl<ContainerRequest> {
        Client(ScriptedYarn manager) {
            rmClient = manager;
        }
    }

    AMRMClient<ContainerRequest> client() {
        return new Client(this);
    }

    /** The next exchange is answered so. */
    void answer(Consumer<AllocateResponse> answer) {
        answers.add(answer);
    }

    /** It forgets everything: the next exchange is told to register again. */
    void restart() {
        isRestarted = true;
    }

    int registrations() {
        return registrations;
    }

    /** What it was told with the last exchange. */
    AllocateRequest last() {
        return heard.get(heard.size() - 1);
    }

    static RegisterApplicationMasterResponse registration(List<Container> inherited) {
        return RegisterApplicationMasterResponse.newInstance(
                Resource.newInstance(1, 1),
                Resource.newInstance(8192, 4),
                Map.of(),
                ByteBuffer.allocate(0),
                inherited,
                "default",
                List.of());
    }

    @Override
    public RegisterApplicationMasterResponse registerApplicationMaster(RegisterApplicationMasterRequest request) {
        registrations++;
        return registration(List.of());
    }

    @Override
    public FinishApplicationMasterResponse finishApplicationMaster(FinishApplicationMasterRequest request) {
        return FinishApplicationMasterResponse.newInstance(true);
    }

    @Override
    public AllocateResponse allocate(AllocateRequest request) throws ApplicationMasterNotRegisteredException {
        if (isRestarted) {
            isRestarted = false;
            throw new ApplicationMasterNotRegisteredException("who are you?");
        }
        heard.add(request);
        AllocateResponse answer =
                AllocateResponse.newBuilder().responseId(heard.size()).build();
        answer.setNumClusterNodes(NODES);
        if (!answers.isEmpty()) {
            answers.remove().accept(answer);
        }
        return answer;
    }
}
