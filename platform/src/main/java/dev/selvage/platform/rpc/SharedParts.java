package dev.selvage.platform.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.dataformat.cbor.CBORWriteContext;
import dev.selvage.core.message.LeaderMessage;
import java.util.List;
import java.util.Set;

/** Lets what all TaskManagers of a deployment are told alike be encoded once, where it is written into a {@link FrameWriter.Frame}. */
final class SharedParts extends BeanSerializerModifier {

    private static final long serialVersionUID = 1L;

    private static final Set<String> OF_DEPLOY = Set.of("plan", "placements", "peers");

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription type, List<BeanPropertyWriter> properties) {
        if (type.getBeanClass() == LeaderMessage.Deploy.class) {
            properties.replaceAll(property -> OF_DEPLOY.contains(property.getName()) ? new Shared(property) : property);
        }
        return properties;
    }

    private static final class Shared extends BeanPropertyWriter {

        private static final long serialVersionUID = 1L;

        Shared(BeanPropertyWriter property) {
            super(property);
        }

        @Override
        public void serializeAsField(Object message, JsonGenerator to, SerializerProvider provider) throws Exception {
            if (to.getOutputTarget() instanceof FrameWriter<?>.Frame frame
                    && to.getOutputContext() instanceof CBORWriteContext context) {
                to.writeFieldName(getName());
                // The generator need not see the value, only know that there is one.
                context.writeValue();
                to.flush();
                frame.share(getName(), getType(), get(message));
            } else {
                super.serializeAsField(message, to, provider);
            }
        }
    }
}
