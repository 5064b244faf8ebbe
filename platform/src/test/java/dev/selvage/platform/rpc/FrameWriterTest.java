package dev.selvage.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.LeaderMessage.Deploy;
import dev.selvage.core.message.TaskDeployment;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrameWriterTest {

    private static final int ROUNDS = 100;

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
    private final MessageFormat<LeaderMessage> format = new MessageFormat<>(LeaderMessage.class);

    @Test
    void aFrameHoldsWhatTheFormatWritesWhateverWasWrittenBefore() throws IOException {
        try (FrameWriter<LeaderMessage> frames = new FrameWriter<>(format)) {
            for (int seed = 0; seed < ROUNDS; seed++) {
                LeaderMessage message = (LeaderMessage)
                        random(seed, LeaderMessage.class.getPermittedSubclasses()[seed % 3 == 0 ? seed % 8 : 0]);
                List<ByteBuf> frame = frames.frame(message, memory);
                assertThat(FrameWriter.length(frame)).isEqualTo(plain(message).length);
                assertThat(bytes(frame)).as("%s of seed %d", message, seed).isEqualTo(framed(plain(message)));
            }
        }
        assertThat(memory.metric().usedDirectMemory() + memory.metric().usedHeapMemory())
                .isZero();
    }

    @Test
    void whatEverybodyIsToldOfADeploymentTakesMemoryOnce() throws IOException {
        Deploy one = (Deploy) random(7, Deploy.class);
        List<TaskDeployment> others = ((Deploy) random(8, Deploy.class)).tasks();
        Deploy other = new Deploy(one.epoch(), one.plan(), one.checkpointing(), others, one.placements(), one.peers());
        try (FrameWriter<LeaderMessage> frames = new FrameWriter<>(format)) {
            List<ByteBuf> first = frames.frame(one, memory);
            List<ByteBuf> second = frames.frame(other, memory);

            assertThat(second).hasSameSizeAs(first).hasSize(7);
            for (int piece = 1; piece < second.size(); piece += 2) {
                assertThat(second.get(piece).memoryAddress())
                        .isEqualTo(first.get(piece).memoryAddress());
            }
            assertThat(bytes(first)).isEqualTo(framed(plain(one)));
            assertThat(bytes(second)).isEqualTo(framed(plain(other)));
        }
        assertThat(memory.metric().usedDirectMemory() + memory.metric().usedHeapMemory())
                .isZero();
    }

    private static Object random(int seed, Class<?> type) {
        return new RandomRecords(new Random(seed)).make(type);
    }

    private byte[] plain(LeaderMessage message) throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        format.write(message, to);
        return to.toByteArray();
    }

    private static byte[] framed(byte[] message) {
        ByteBuf frame = Unpooled.buffer().writeInt(message.length).writeBytes(message);
        return ByteBufUtil.getBytes(frame);
    }

    private static byte[] bytes(List<ByteBuf> frame) {
        ByteBuf all = Unpooled.wrappedBuffer(frame.toArray(ByteBuf[]::new));
        byte[] bytes = ByteBufUtil.getBytes(all);
        all.release();
        return bytes;
    }
}
