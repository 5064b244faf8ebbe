package dev.selvage.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/**
 * How objects look in requests and replies, for server and client alike. Annotations decide; without them a record's components
 * go by their names, and what is null or absent is written as null.
 */
public final class JsonFormat {

    /** For what clients want of us: a word that is mistyped, or not known here, would be a wish that nobody hears. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            // Servers of other releases may say more than we know.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFormat() {}

    public static byte[] write(Object value) throws JsonProcessingException {
        return MAPPER.writeValueAsBytes(value);
    }

    public static <T> T read(String text, Class<T> type) throws JsonProcessingException {
        return read(MAPPER, text, type);
    }

    /** The same of an object all of whose words have to be known. */
    public static <T> T readKnown(String text, Class<T> type) throws JsonProcessingException {
        return read(STRICT, text, type);
    }

    private static <T> T read(ObjectMapper mapper, String text, Class<T> type) throws JsonProcessingException {
        T value = mapper.readValue(text, type);
        if (value == null) {
            throw new NothingException();
        }
        return value;
    }

    /** JSON's null, where an object was wanted. */
    private static final class NothingException extends JsonProcessingException {

        private static final long serialVersionUID = 1L;

        NothingException() {
            super("found null");
        }
    }
}
