package dev.evenkeel.runtime.stats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.store.metric.Usage;
import dev.evenkeel.store.model.TaskId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/// The counters of one container at one time.
///
/// @param cpu nanoseconds on all cores together
/// @param memory bytes, without the page cache that can be given up
/// @param received bytes over the network
/// @param sent bytes over the network
/// @param read bytes from disks
/// @param written bytes to disks
record Reading(Instant at, long cpu, long memory, long received, long sent, long read, long written) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double UNITS_OF_A_CORE = 1024;
    private static final double MIB = 1024 * 1024;
    private static final double NANOS = 1e9;

    /// Reads what the engine says.
    ///
    /// @throws IOException when the container does not run, which leaves no figures, or the text is none
    static Reading parse(String text) throws IOException {
        try {
            var root = JSON.readTree(text);
            var usage = root.path("memory_stats").path("usage");
            if (!usage.isNumber()) {
                throw new IOException("no figures");
            }
            return new Reading(
                    OffsetDateTime.parse(root.path("read").asText()).toInstant(),
                    root.path("cpu_stats").path("cpu_usage").path("total_usage").asLong(),
                    usage.asLong() - cache(root.path("memory_stats").path("stats")),
                    network(root, "rx_bytes"),
                    network(root, "tx_bytes"),
                    blocks(root, "read"),
                    blocks(root, "write"));
        } catch (JsonProcessingException e) {
            throw new IOException(e);
        }
    }

    /// Named differently by the two versions of control groups.
    private static long cache(JsonNode stats) {
        return stats.path("total_inactive_file")
                .asLong(stats.path("inactive_file").asLong());
    }

    private static long network(JsonNode root, String counter) {
        long sum = 0;
        for (JsonNode each : root.path("networks")) {
            sum += each.path(counter).asLong();
        }
        return sum;
    }

    private static long blocks(JsonNode root, String operation) {
        long sum = 0;
        for (JsonNode each : root.path("blkio_stats").path("io_service_bytes_recursive")) {
            sum += each.path("op").asText().equalsIgnoreCase(operation)
                    ? each.path("value").asLong()
                    : 0;
        }
        return sum;
    }

    /// What was used since an earlier reading of the same container. Counters that went back began anew.
    Usage since(Reading before, TaskId task) {
        double seconds = Math.max((double) Duration.between(before.at, at).toNanos() / NANOS, 1e-3);
        return new Usage(
                task,
                grown(before.cpu, cpu) / NANOS / seconds * UNITS_OF_A_CORE,
                (double) memory / MIB,
                grown(before.received, received) / seconds,
                grown(before.sent, sent) / seconds,
                grown(before.read, read),
                grown(before.written, written));
    }

    /// The network alone.
    Reading network() {
        return new Reading(at, 0, 0, received, sent, 0, 0);
    }

    private static double grown(long before, long now) {
        return (double) (now >= before ? now - before : now);
    }
}
