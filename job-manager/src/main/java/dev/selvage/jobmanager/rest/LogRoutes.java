package dev.selvage.jobmanager.rest;

import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpRequest;
import dev.selvage.platform.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What this process has logged, whether it leads or not: the files in the directory of its log. */
final class LogRoutes {

    private static final int MISSING = 404;
    private static final String TEXT = "text/plain; charset=UTF-8";

    private final Path log;

    /**
     * The routes of a process.
     *
     * @param log its log, beside which what it prints goes to a file that ends in {@code .out}
     */
    LogRoutes(Path log) {
        this.log = log.toAbsolutePath();
    }

    List<Route> routes() {
        return List.of(
                Route.get("/jobmanager/logs", request -> list()),
                Route.get("/jobmanager/logs/:filename", this::named),
                Route.get("/jobmanager/log", request -> file(nameOf(log))),
                Route.get("/jobmanager/stdout", request -> file(nameOf(log).replaceFirst("\\.log$", "") + ".out")));
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private record LogFile(String name, long size, long mtime) {}

    private record LogList(List<LogFile> logs) {}

    private HttpReply list() throws IOException {
        List<LogFile> found = new ArrayList<>();
        for (Path file : files()) {
            found.add(new LogFile(
                    nameOf(file),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toMillis()));
        }
        return HttpReply.json(new LogList(found));
    }

    private List<Path> files() throws IOException {
        Path directory = log.resolveSibling("");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private HttpReply named(HttpRequest request) throws HttpProblem, IOException {
        return file(request.pathParameter("filename"));
    }

    /** Only what is listed, whatever the name looks like. */
    private HttpReply file(String name) throws HttpProblem, IOException {
        Optional<Path> file =
                files().stream().filter(each -> nameOf(each).equals(name)).findFirst();
        return HttpReply.file(
                TEXT,
                file.orElseThrow(() -> new HttpProblem(
                        MISSING,
                        "Expected the file " + name + " in the log directory of this JobManager, but found none there:"
                                + " GET /jobmanager/logs lists its files.")));
    }
}
