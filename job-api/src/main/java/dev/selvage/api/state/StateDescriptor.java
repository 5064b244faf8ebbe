package dev.selvage.api.state;

import java.io.Serializable;
import java.time.Duration;
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
    private boolean expires;
    private StateTtlConfig timeToLive = StateTtlConfig.of(Duration.ofSeconds(Long.MAX_VALUE));

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
        expires = true;
    }

    /** How values expire, if they do. */
    public Optional<StateTtlConfig> getTimeToLive() {
        return expires ? Optional.of(timeToLive) : Optional.empty();
    }
}
