package dev.selvage.platform.config;

import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Setting;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads settings from YAML, flat ({@code a.b: c}) or nested, each with the line it stands on. */
final class YamlSettings {

    /** No option has as many dots; an alias that contains itself would go on for ever. */
    private static final int DEEPEST = 20;

    private final String file;
    private final List<Setting> settings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private YamlSettings(String file) {
        this.file = file;
    }

    static List<Setting> read(String file, Reader text) throws InvalidConfigurationException {
        YamlSettings reading = new YamlSettings(file);
        // Comments only: a file that sets nothing.
        reading.compose(text).ifPresent(root -> reading.flatten("", root, 0));
        if (!reading.problems.isEmpty()) {
            throw new InvalidConfigurationException(reading.problems);
        }
        return reading.settings;
    }

    private Optional<Node> compose(Reader text) throws InvalidConfigurationException {
        try {
            return new Compose(LoadSettings.builder().setUseMarks(true).build()).composeReader(text);
        } catch (MarkedYamlEngineException e) {
            // Only the parser's own words: what it quotes of the file might be a secret.
            String problem = String.valueOf(e.getProblem()).replaceFirst("(alias|anchor|handle) .*", "$1");
            throw notYaml(place(e.getProblemMark()), "the parser says: " + problem);
        } catch (ReaderException e) {
            throw notYaml(file, "found a character that YAML does not allow, number " + e.getCodePoint());
        } catch (YamlEngineException e) {
            throw notYaml(file, "found something that is not a name before a colon");
        }
    }

    private static InvalidConfigurationException notYaml(String place, String found) {
        return new InvalidConfigurationException(
                List.of(place + ": expected YAML such as \"key: value\", but " + found + "."));
    }

    private void flatten(String key, Node node, int depth) {
        if (depth > DEEPEST) {
            problems.add(place(node.getStartMark()) + ": expected at most " + DEEPEST
                    + " levels below each other, but found" + " more. Does an alias contain itself?");
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                flatten(key.isEmpty() ? name : key + "." + name, entry.getValueNode(), depth + 1);
            }
        } else if (key.isEmpty()) {
            problems.add(place(node.getStartMark()) + ": expected \"key: value\" lines, but found none.");
        } else if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            settings.add(new Setting(key, scalar.getValue(), place(node.getStartMark())));
        } else if (node instanceof SequenceNode sequence
                && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            settings.add(new Setting(key, joined(sequence), place(node.getStartMark())));
        } else {
            problems.add(place(node.getStartMark()) + ": expected a value for " + key
                    + ", but found none. Write one, or remove the line.");
        }
    }

    /** As Flink writes lists where they have to fit on one line. */
    private static String joined(SequenceNode sequence) {
        return sequence.getValue().stream()
                .map(element -> ((ScalarNode) element).getValue())
                .collect(Collectors.joining(";"));
    }

    private String place(Optional<Mark> mark) {
        return mark.map(at -> file + ":" + (at.getLine() + 1)).orElse(file);
    }
}
