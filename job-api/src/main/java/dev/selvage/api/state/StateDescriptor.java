package dev.selvage.api.state;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/**
 * Names a state and says what it holds. The name is what finds the state again after a restart, so it must be unique
 * within its operator and must not change while the state is to be kept.
 *
 * <pre>{@code
 * ValueStateDescriptor<Long> count = new ValueStateDescriptor<>("count", Long.class);
 * count.enableTimeToLive(StateTtlConfig.of(Duration.ofHours(24)));
 * }</pre>
 */
public abstract sealed class StateDescriptor implements Serializable
        permits ValueStateDescriptor,
                ListStateDescriptor,
                MapStateDescriptor,
                ReducingStateDescriptor,
                AggregatingStateDescriptor {
    private static final long serialVersionUID = 1;

    private final String name;
    private StateTtlConfig timeToLive;

    StateDescriptor(String name) {
        this.name = Objects.requireNonNull(name, "a state needs a name");
    }

    /** The state's name. */
    public String getName() {
        return name;
    }

    /** Lets values expire. */
    public void enableTimeToLive(StateTtlConfig config) {
        timeToLive = Objects.requireNonNull(config);
    }

    /** How values expire, if they do. */
    public Optional<StateTtlConfig> getTimeToLive() {
        return Optional.ofNullable(timeToLive);
    }
}
