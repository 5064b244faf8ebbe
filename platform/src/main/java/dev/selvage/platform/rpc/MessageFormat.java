package dev.selvage.platform.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * How messages of one sealed family look on the wire: CBOR, records by the names of their components, and whatever belongs to
 * a sealed family under its record's simple name. The names are the format: renaming one is a change of it. May be used by any
 * thread.
 *
 * @param <M> the family
 */
public final class MessageFormat<M> {

    /** Deeper than any message of ours, and far from what would exhaust a thread's stack. */
    private static final int DEEPEST = 64;

    private static final StreamReadConstraints CONSTRAINTS =
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build();

    private static final ObjectMapper CBOR = ours(CBORMapper.builder(
                    CBORFactory.builder().streamReadConstraints(CONSTRAINTS).build())
            .addModule(new SimpleModule().setSerializerModifier(new SharedParts())));
    private static final ObjectMapper JSON = ours(JsonMapper.builder(
            JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build()));

    private final ObjectWriter writer;
    private final ObjectReader reader;

    public MessageFormat(Class<M> family) {
        this(CBOR, family);
    }

    private MessageFormat(ObjectMapper mapper, Class<M> family) {
        this.writer = mapper.writerFor(family);
        this.reader = mapper.readerFor(family);
    }

    /** The same as JSON, for what a person may want to read. */
    public static <M> MessageFormat<M> text(Class<M> family) {
        return new MessageFormat<>(JSON, family);
    }

    private static ObjectMapper ours(MapperBuilder<?, ?> builder) {
        return builder.addModule(new Jdk8Module())
                .addModule(new BytesModule())
                .annotationIntrospector(new RecordsOnly())
                // A peer of a later release may say more; what we do not know, we do not need.
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // Nothing of ours is null: what must be there and is not makes a message unreadable, at once.
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
    }

    /** Writes one message, and closes the stream. */
    public void write(M message, OutputStream to) throws IOException {
        writer.writeValue(to, message);
    }

    /** A component of a message, as it stands in there. */
    static byte[] encoded(JavaType type, Object value) throws IOException {
        return CBOR.writerFor(type).writeValueAsBytes(value);
    }

    /** Reads the one message that a stream holds; anything else than that is told in a sentence. */
    public M read(InputStream from) throws IOException {
        try {
            return reader.readValue(from);
        } catch (JsonMappingException e) {
            throw new IOException("expected a message that this release knows, found: " + e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            throw new IOException("expected a message, found bytes that are none: " + e.getOriginalMessage(), e);
        }
    }
}
