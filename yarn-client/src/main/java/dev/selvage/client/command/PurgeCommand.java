package dev.selvage.client.command;

import dev.selvage.client.yarn.YarnAccess;
import dev.selvage.platform.process.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code selvage purge}: what applications on YARN have left goes. */
@Command(
        name = "purge",
        description =
                "Deletes what this user's applications on YARN have left that have ended, such as by being killed.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PurgeCommand implements Callable<Integer> {

    private final Client client;

    @Option(names = "--dry-run", description = "Says what would be deleted, and deletes nothing.")
    private boolean dryRun;

    @Mixin
    private CommonOptions common = new CommonOptions();

    PurgeCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        List<String> lines;
        try (YarnAccess yarn = YarnAccess.open(common.settings(client, List.of()), client.terminal())) {
            lines = yarn.purge(dryRun);
        }
        lines.forEach(client.terminal()::say);
        if (lines.isEmpty()) {
            client.terminal().say("Nothing is left over.");
        }
        return ExitCode.DONE.status();
    }
}
