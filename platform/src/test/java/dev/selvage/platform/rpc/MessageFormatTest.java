package dev.selvage.platform.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskManagerMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class MessageFormatTest {

    private static final int ROUNDS = 200;
    private static final ObjectMapper PLAIN = new CBORMapper();

    private final MessageFormat<LeaderMessage> leader = new MessageFormat<>(LeaderMessage.class);
    private final MessageFormat<TaskManagerMessage> taskManager = new MessageFormat<>(TaskManagerMessage.class);

    @Test
    void everyMessageOfALeaderSurvivesTheWay() throws IOException {
        everyOneSurvives(LeaderMessage.class, leader);
    }

    @Test
    void everyMessageOfATaskManagerSurvivesTheWay() throws IOException {
        everyOneSurvives(TaskManagerMessage.class, taskManager);
    }

    private static <M> void everyOneSurvives(Class<M> family, MessageFormat<M> format) throws IOException {
        for (Class<?> type : family.getPermittedSubclasses()) {
            for (int seed = 0; seed < ROUNDS; seed++) {
                M message = family.cast(new RandomRecords(new Random(seed)).make(type));
                assertThat(format.read(new ByteArrayInputStream(bytes(format, message))))
                        .as("%s of seed %d", type.getSimpleName(), seed)
                        .isEqualTo(message);
            }
        }
    }

    @Test
    void whatALaterReleaseSaysMoreIsPassedOver() throws IOException {
        LeaderMessage message = new LeaderMessage.LeaderHeartbeat(new LeaderEpoch(7));
        ObjectNode tree = (ObjectNode) PLAIN.readTree(bytes(leader, message));
        ObjectNode heartbeat = (ObjectNode) tree.get("LeaderHeartbeat");
        heartbeat.put("mood", "good").putObject("more").putArray("list").add(1);
        assertThat(read(tree)).isEqualTo(message);
    }

    @Test
    void aMessageOfAnUnknownTypeIsRefusedInASentence() {
        ObjectNode tree = PLAIN.createObjectNode();
        tree.putObject("LeaderSong").put("verse", 1);
        assertThatThrownBy(() -> read(tree))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a message that this release knows")
                .hasMessageContaining("LeaderSong");
    }

    @Test
    void aMessageThatLacksWhatItMustHaveIsRefused() {
        ObjectNode noEpoch = PLAIN.createObjectNode();
        noEpoch.putObject("LeaderHeartbeat");
        ObjectNode noNumber = PLAIN.createObjectNode();
        noNumber.putObject("LeaderHeartbeat").putObject("epoch");
        ObjectNode nothing = PLAIN.createObjectNode();
        for (JsonNode tree : new JsonNode[] {noEpoch, noNumber, nothing}) {
            assertThatThrownBy(() -> read(tree)).as("%s", tree).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aMessageWithAValueThatCannotBeIsRefused() {
        ObjectNode tree = PLAIN.createObjectNode();
        tree.putObject("LeaderHeartbeat").putObject("epoch").put("number", -1);
        assertThatThrownBy(() -> read(tree)).isInstanceOf(IOException.class).hasMessageContaining("found -1");
    }

    @Test
    void bytesThatAreNoMessageAreRefusedWhateverTheyAre() throws IOException {
        Random random = new Random(1);
        byte[] good = bytes(leader, new RandomRecords(random).make(LeaderMessage.Deploy.class));
        for (int round = 0; round < 20 * ROUNDS; round++) {
            byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                leader.read(new ByteArrayInputStream(bad));
            } catch (IOException expected) {
                assertThat(expected).hasMessageStartingWith("expected ");
            }
        }
    }

    /** A change here is a change of what processes of two releases say to each other. */
    @Test
    void theNamesOnTheWireAreThoseThatWereAgreed() throws IOException {
        Map<String, String> found = new TreeMap<>();
        describe(LeaderMessage.class, found);
        describe(TaskManagerMessage.class, found);
        try (InputStream agreed = getClass().getResourceAsStream("messages.txt")) {
            assertThat(String.join("\n", found.values()) + "\n")
                    .as("names on the wire, agreed in messages.txt")
                    .isEqualTo(new String(agreed.readAllBytes(), UTF_8));
        }
    }

    private static void describe(Type type, Map<String, String> to) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> describe(argument, to));
        } else if (type instanceof Class<?> plain && !to.containsKey(plain.getName())) {
            if (plain.isRecord()) {
                to.put(
                        plain.getName(),
                        plain.getSimpleName()
                                + Arrays.stream(plain.getRecordComponents())
                                        .map(RecordComponent::getName)
                                        .collect(Collectors.joining(" ", " { ", " }")));
                Arrays.stream(plain.getRecordComponents())
                        .forEach(component -> describe(component.getGenericType(), to));
            } else if (plain.isSealed()) {
                to.put(
                        plain.getName(),
                        plain.getSimpleName()
                                + Arrays.stream(plain.getPermittedSubclasses())
                                        .map(Class::getSimpleName)
                                        .collect(Collectors.joining(" | ", " = ", "")));
                Arrays.stream(plain.getPermittedSubclasses()).forEach(member -> describe(member, to));
            } else if (plain.isEnum()) {
                to.put(
                        plain.getName(),
                        plain.getSimpleName()
                                + Arrays.stream(plain.getEnumConstants())
                                        .map(constant -> ((Enum<?>) constant).name())
                                        .collect(Collectors.joining(" ", " [ ", " ]")));
            }
        }
    }

    private LeaderMessage read(JsonNode tree) throws IOException {
        return leader.read(new ByteArrayInputStream(PLAIN.writeValueAsBytes(tree)));
    }

    private static <M> byte[] bytes(MessageFormat<M> format, M message) throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        format.write(message, to);
        return to.toByteArray();
    }
}
