package dev.selvage.client.yarn;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.client.session.SessionProperties;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.YarnOptions;
import java.io.IOException;
import java.util.Optional;

/**
 * The application of YARN that a command means.
 *
 * @param noted the file in which it stands; nothing if the command or the configuration names it
 */
public record MeantApplication(String id, Optional<String> noted) {

    private static final String ON_YARN = "yarn-";

    /** Nothing if the command means a cluster of another kind. */
    public static Optional<MeantApplication> of(ClientSettings settings) {
        Optional<String> target = settings.configuration().find(ExecutionOptions.TARGET);
        if (target.isPresent() && !target.get().startsWith(ON_YARN)) {
            return Optional.empty();
        }
        Optional<String> named = settings.configuration().find(YarnOptions.APPLICATION_ID);
        boolean elsewhere = target.isEmpty()
                && settings.assigned().containsKey(RestOptions.ADDRESS.key())
                && !settings.assigned().containsKey(YarnOptions.APPLICATION_ID.key());
        if (elsewhere) {
            return Optional.empty();
        } else if (named.isPresent()) {
            return Optional.of(new MeantApplication(named.get(), Optional.empty()));
        }
        return noted(settings, target);
    }

    private static Optional<MeantApplication> noted(ClientSettings settings, Optional<String> target) {
        SessionProperties properties = SessionProperties.of(settings.configuration());
        if (target.filter(name -> !name.equals(YarnSessionTarget.NAME)).isPresent()) {
            throw CommandException.unusable("Expected the id of an application, since the target is " + target.get()
                    + ", but found none. Name it by -yid; selvage run has said it, and yarn application -list does.");
        }
        Optional<MeantApplication> noted = read(properties)
                .map(id ->
                        new MeantApplication(id, Optional.of(properties.file().toString())));
        if (target.isPresent() && noted.isEmpty()) {
            throw CommandException.unusable("Expected a session on YARN, but found none noted in " + properties.file()
                    + ". Start one (bin/yarn-session.sh -d), or name one by -yid.");
        }
        return noted;
    }

    private static Optional<String> read(SessionProperties properties) {
        try {
            return properties.noted();
        } catch (IOException e) {
            throw CommandException.unusable(String.valueOf(e.getMessage()), e);
        }
    }
}
