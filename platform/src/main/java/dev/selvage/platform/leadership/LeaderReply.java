package dev.selvage.platform.leadership;

/**
 * What a leader says of itself by REST, so that others find out whether it is the one that they read of.
 *
 * @param control where TaskManagers dial it, which tells it from the leaders of other clusters
 */
public record LeaderReply(long epoch, String control) {

    /** Where it is asked; whoever does not lead answers otherwise. */
    public static final String PATH = "/leader";

    public static LeaderReply of(LeaderRecord leader) {
        return new LeaderReply(leader.epoch().number(), leader.control());
    }
}
