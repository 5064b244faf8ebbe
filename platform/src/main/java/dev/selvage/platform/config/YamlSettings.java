package dev.selvage.platform.config;

import dev.selvage.core.config.option.ListText;
import dev.selvage.core.config.option.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/**
 * Reads settings from YAML, flat ({@code a.b: c}) or nested, each with the line it stands on. A line that is not YAML is told
 * and taken out, and the rest is read as if it were not there: one mistake does not hide the others.
 */
final class YamlSettings {

    /** No option has as many dots; an alias that contains itself would go on for ever. */
    private static final int DEEPEST = 20;

    /** Whoever hands in something else than YAML does not want to hear about every line of it. */
    private static final int MOST_PROBLEMS = 20;

    private static final Pattern BLANK_IS_MISSING = Pattern.compile("\\s*(?:- +)?([A-Za-z][\\w.-]*):[^\\s/].*");

    /** The parser tells where it was when it met something that opened earlier; the mistake stands where that opened. */
    private static final Pattern STANDS_EARLIER =
            Pattern.compile("while (scanning a simple key|parsing a flow|scanning a (quoted|double|single)).*");

    private final String file;
    private final List<String> lines;
    private final List<String> problems;
    private final List<Setting> settings = new ArrayList<>();

    private YamlSettings(String file, String text, List<String> problems) {
        this.file = file;
        this.lines = new ArrayList<>(text.lines().toList());
        this.problems = problems;
    }

    /** The settings of all lines that can be read, and a sentence into {@code problems} for each that cannot. */
    static List<Setting> read(String file, String text, List<String> problems) {
        YamlSettings reading = new YamlSettings(file, text, problems);
        // Comments only: a file that sets nothing.
        reading.compose().ifPresent(root -> reading.flatten("", root, 0));
        return reading.settings;
    }

    private Optional<Node> compose() {
        int problemsBefore = problems.size();
        while (problems.size() < problemsBefore + MOST_PROBLEMS) {
            try {
                String text = String.join("\n", lines) + "\n";
                return new Compose(LoadSettings.builder().setUseMarks(true).build()).composeString(text);
            } catch (MarkedYamlEngineException e) {
                if (!takeOut(lineOf(e), e.getProblem())) {
                    return Optional.empty();
                }
            } catch (ReaderException e) {
                int line = lineWith(e.getCodePoint());
                notYaml(place(line), "found a character that YAML does not allow, number " + e.getCodePoint());
                lines.set(line, "");
            } catch (YamlEngineException e) {
                notYaml(file, "found something that is not a name before a colon");
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private int lineOf(MarkedYamlEngineException e) {
        boolean earlier =
                e.getContext() != null && STANDS_EARLIER.matcher(e.getContext()).matches();
        Optional<Mark> mark = earlier ? e.getContextMark().or(e::getProblemMark) : e.getProblemMark();
        int line = Math.min(mark.map(Mark::getLine).orElse(0), lines.size() - 1);
        while (line > 0 && saysNothing(line)) {
            line--;
        }
        return line;
    }

    /** Tells what is wrong with the line, and takes it out with all that hangs below it; false if nothing is left to take. */
    private boolean takeOut(int complained, String parserSays) {
        int line = complained;
        if (!blankIsMissing(line)) {
            // Without its blank a line runs on into the next one, and only there the parser wonders.
            int before = line - 1;
            while (before >= 0 && saysNothing(before)) {
                before--;
            }
            line = before >= 0 && blankIsMissing(before) ? before : line;
        }
        if (blankIsMissing(line)) {
            tellOfMissingBlank(line);
        } else {
            // Only the parser's own words: what it quotes of the file might be a secret.
            notYaml(place(line), "the parser says: " + parserSays.replaceFirst("(alias|anchor|handle) .*", "$1"));
        }
        if (lines.get(line).isBlank()) {
            return false;
        }
        int depth = indentation(lines.get(line));
        lines.set(line, "");
        for (int below = line + 1; below < lines.size() && indentation(lines.get(below)) > depth; below++) {
            lines.set(below, "");
        }
        return true;
    }

    private boolean saysNothing(int line) {
        return lines.get(line).isBlank() || lines.get(line).stripLeading().startsWith("#");
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }

    private int lineWith(int codePoint) {
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).indexOf(codePoint) >= 0) {
                return line;
            }
        }
        return 0;
    }

    private boolean blankIsMissing(int line) {
        return BLANK_IS_MISSING.matcher(lines.get(line)).matches();
    }

    private void tellOfMissingBlank(int line) {
        Matcher matcher = BLANK_IS_MISSING.matcher(lines.get(line));
        if (matcher.matches()) {
            problems.add(place(line) + ": expected a blank behind the colon of " + matcher.group(1)
                    + ", but found none. Put one there, or quote the text if it is no setting.");
        }
    }

    private void notYaml(String place, String found) {
        problems.add(place + ": expected YAML such as \"key: value\", but " + found + ".");
    }

    private void flatten(String key, Node node, int depth) {
        if (depth > DEEPEST) {
            problems.add(place(node.getStartMark()) + ": expected at most " + DEEPEST
                    + " levels below each other, but found more. Does an alias contain itself?");
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                if (!runsTogether(entry.getKeyNode().getStartMark(), entry.getValueNode())) {
                    flatten(key.isEmpty() ? name : key + "." + name, entry.getValueNode(), depth + 1);
                }
            }
        } else if (key.isEmpty()) {
            if (!runsTogether(Optional.empty(), node)) {
                problems.add(place(node.getStartMark()) + ": expected \"key: value\" lines, but found none.");
            }
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

    /** Lines below a key that are valid YAML, one plain text, only because the blanks behind their colons are missing. */
    private boolean runsTogether(Optional<Mark> key, Node value) {
        if (!(value instanceof ScalarNode scalar) || !scalar.isPlain()) {
            return false;
        }
        int first = value.getStartMark().map(Mark::getLine).orElse(0);
        int last = Math.min(value.getEndMark().map(Mark::getLine).orElse(first), lines.size() - 1);
        boolean behindItsKey = key.isPresent() && key.get().getLine() == first;
        if (behindItsKey || first >= lines.size() || !blankIsMissing(first)) {
            return false;
        }
        for (int line = first; line <= last; line++) {
            tellOfMissingBlank(line);
        }
        return true;
    }

    /** As Flink writes lists where they have to fit on one line. */
    private static String joined(SequenceNode sequence) {
        return ListText.join(sequence.getValue().stream()
                .map(element -> ((ScalarNode) element).getValue())
                .toList());
    }

    private String place(Optional<Mark> mark) {
        return mark.map(at -> place(at.getLine())).orElse(file);
    }

    private String place(int line) {
        return file + ":" + (line + 1);
    }
}
