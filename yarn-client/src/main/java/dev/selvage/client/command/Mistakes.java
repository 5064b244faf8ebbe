package dev.selvage.client.command;

import dev.selvage.core.config.option.NearestKey;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the words of a command, in sentences. */
final class Mistakes {

    private Mistakes() {}

    static String sentence(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String said;
        if (mistake instanceof UnmatchedArgumentException unknown) {
            said = unknown(unknown, command, name);
        } else if (mistake instanceof MissingParameterException missing) {
            said = missing(missing, name);
        } else if (mistake instanceof OverwrittenOptionException twice) {
            said = "Expected " + word(twice.getOverwritten()) + " once behind " + name + ", but found it twice.";
        } else {
            said = "Expected the words of " + name + ", but found: " + mistake.getMessage() + ".";
        }
        return said + " " + name + " --help shows what can be said.";
    }

    private static String unknown(UnmatchedArgumentException mistake, CommandLine command, String name) {
        String word = mistake.getUnmatched().get(0);
        boolean isTop = command.getParent() == null;
        if (isTop && word.startsWith("-")) {
            return "Expected a command, but found the option " + word + " before it: options stand behind the command"
                    + " that they are for.";
        }
        String wanted =
                isTop ? "a command" : word.startsWith("-") ? "an option of " + name : "no more words of " + name;
        return "Expected " + wanted + ", but found " + word + "." + nearest(mistake, isTop, command);
    }

    private static String nearest(UnmatchedArgumentException mistake, boolean isTop, CommandLine command) {
        Optional<String> near = isTop
                ? NearestKey.to(mistake.getUnmatched().get(0), command.getSubcommands().keySet().stream())
                : mistake.getSuggestions().stream().findFirst();
        if (near.isPresent()) {
            return " Did you mean " + near.get() + "?";
        }
        return isTop
                ? " There is " + command.getSubcommands().keySet().stream().collect(Collectors.joining(", ")) + "."
                : "";
    }

    private static String missing(MissingParameterException mistake, String name) {
        ArgSpec missing = mistake.getMissing().get(0);
        return missing instanceof OptionSpec option
                ? "Expected " + option.paramLabel() + " behind " + word(option) + ", but found none."
                : "Expected " + missing.paramLabel() + " behind " + name + ", but found none.";
    }

    private static String word(ArgSpec spec) {
        return spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
    }
}
