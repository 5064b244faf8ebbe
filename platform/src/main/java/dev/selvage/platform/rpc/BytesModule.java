package dev.selvage.platform.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.selvage.core.checkpoint.Bytes;
import java.io.IOException;

/** Our one value that is no record: bytes travel as bytes. */
final class BytesModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    BytesModule() {
        addSerializer(Bytes.class, new JsonSerializer<>() {
            @Override
            public void serialize(Bytes value, JsonGenerator to, SerializerProvider provider) throws IOException {
                to.writeBinary(value.toArray());
            }
        });
        addDeserializer(Bytes.class, new JsonDeserializer<>() {
            @Override
            public Bytes deserialize(JsonParser from, DeserializationContext context) throws IOException {
                return Bytes.copyOf(from.getBinaryValue());
            }
        });
    }
}
