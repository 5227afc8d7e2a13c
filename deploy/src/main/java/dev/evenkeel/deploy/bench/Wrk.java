package dev.evenkeel.deploy.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The load generator `wrk`: as many requests as its connections get through, one after another on each.
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

    private Wrk() {}

    /// What came of it.
    ///
    /// @param trouble failed requests in the generator's words, empty if there were none
    record Result(double perSecond, double p99Millis, String trouble) {}

    /// Whether these programs are installed.
    static boolean has(String... programs) {
        var folders = System.getenv("PATH").split(File.pathSeparator, -1);
        return Stream.of(programs)
                .allMatch(program -> Stream.of(folders).anyMatch(f -> Files.isExecutable(Path.of(f, program))));
    }

    /// @param url must be on this machine
    static Result run(String url, int connections, int seconds) throws IOException, InterruptedException {
        var command = List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--latency", url);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("wrk failed: " + text);
        }
        return read(text);
    }

    private static Result read(String text) throws IOException {
        var rate = RATE.matcher(text);
        var p99 = P99.matcher(text);
        if (!rate.find() || !p99.find()) {
            throw new IOException("wrk said something else: " + text);
        }
        double value = Double.parseDouble(p99.group(1));
        double millis = switch (p99.group(2)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            default -> value * 1000;
        };
        var bad = BAD.matcher(text);
        return new Result(Double.parseDouble(rate.group(1)), millis, bad.find() ? bad.group() : "");
    }
}
