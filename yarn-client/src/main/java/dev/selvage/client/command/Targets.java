package dev.selvage.client.command;

import dev.selvage.client.CommandException;
import dev.selvage.client.Target;
import dev.selvage.client.local.LocalTarget;
import dev.selvage.client.rest.RemoteTarget;
import dev.selvage.client.yarn.YarnJobTarget;
import dev.selvage.client.yarn.YarnSessionTarget;
import java.util.List;
import java.util.stream.Collectors;

/** All places where {@code run} can send jobs. */
final class Targets {

    private static final List<Target> ALL =
            List.of(new LocalTarget(), new RemoteTarget(), new YarnSessionTarget(), new YarnJobTarget());

    private Targets() {}

    /** The one of that name. */
    static Target of(String name) {
        return ALL.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandException.unusable("Expected the target "
                        + ALL.stream().map(Target::name).collect(Collectors.joining(" or ")) + ", but found " + name
                        + (name.equals(RunApplicationCommand.TARGET)
                                ? ", which is for selvage run-application: there main() is called on YARN."
                                : ", which run cannot send jobs to. Name another one by -t.")));
    }
}
