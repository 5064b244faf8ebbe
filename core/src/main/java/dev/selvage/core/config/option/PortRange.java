package dev.selvage.core.config.option;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Ports to try, in order: {@code 8081}, {@code 50000-50025}, {@code 50000-50010,50020}; 0 is any free port. */
public record PortRange(List<Span> spans) {

    static final String WANTED = "a port, a range or a list of both, such as 50000-50025,50100 (0: any free port)";

    /** An inclusive run of ports. */
    public record Span(int first, int last) {
        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    public PortRange {
        spans = List.copyOf(spans);
    }

    static PortRange parse(String text) throws BadValueException {
        List<Span> spans = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            int first = port(ends[0]);
            int last = ends.length == 1 ? first : port(ends[1]);
            if (ends.length > 2 || last < first) {
                throw new BadValueException(WANTED);
            }
            spans.add(new Span(first, last));
        }
        return new PortRange(spans);
    }

    private static int port(String text) throws BadValueException {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, in the same words as a port out of range.
        }
        throw new BadValueException(WANTED);
    }

    @Override
    public String toString() {
        return spans.stream().map(Span::toString).collect(Collectors.joining(","));
    }
}
