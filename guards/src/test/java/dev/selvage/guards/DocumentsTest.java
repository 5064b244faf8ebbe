package dev.selvage.guards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Documents keep pace with the code: links lead somewhere, the ADR index is whole, the map names classes that exist. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)]*)?\\)");
    /** A class in the map: {@code `Name`} exists; {@code *Name*} is intended and does not exist yet. */
    private static final Pattern CLASS_THAT_EXISTS = Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)`");

    private static final Pattern CLASS_INTENDED =
            Pattern.compile("(?<![*\\w])\\*([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)\\*(?!\\*)");

    private static final SourceTree TREE = SourceTree.ofThisBuild();

    @Test
    void relativeLinksLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path document : TREE.ending(".md")) {
            Matcher link = LINK.matcher(SourceTree.text(document));
            while (link.find()) {
                if (!Files.exists(document.resolveSibling(link.group(1)).normalize())) {
                    broken.add(TREE.name(document) + " links to " + link.group(1)
                            + ", which is not there: mend the link.");
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theIndexNamesEveryDecision() {
        String index = SourceTree.text(TREE.path("docs/adr/README.md"));
        assertThat(TREE.ending(".md").stream()
                        .filter(file -> TREE.name(file).startsWith("docs/adr/"))
                        .map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals("README.md") && !index.contains("(" + name + ")"))
                        .map(name -> "docs/adr/README.md does not list " + name + ": add its line."))
                .isEmpty();
    }

    @Test
    void theMapNamesWhatExists() {
        Set<String> types = new TreeSet<>();
        TREE.java().forEach(file -> file.types().forEach(type -> types.add(type.name())));
        String map = SourceTree.text(TREE.path("docs/architecture.md"));
        List<String> wrong = new ArrayList<>();
        Matcher existing = CLASS_THAT_EXISTS.matcher(map);
        while (existing.find()) {
            if (!types.contains(existing.group(1))) {
                wrong.add("docs/architecture.md names `" + existing.group(1)
                        + "`, which is no class: mend the name, or write it as *intended* if it is yet to come.");
            }
        }
        Matcher intended = CLASS_INTENDED.matcher(map);
        while (intended.find()) {
            if (types.contains(intended.group(1))) {
                wrong.add("docs/architecture.md calls *" + intended.group(1)
                        + "* intended, but it exists: write it as code and check that the story is true.");
            }
        }
        assertThat(wrong).isEmpty();
    }
}
