package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.elbv2.Elbv2;
import dev.evenkeel.api.metrics.Meters;
import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.RecordConformance;
import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.api.model.ServiceModels;
import dev.evenkeel.reconcilers.Reconcilers;
import dev.evenkeel.reconcilers.command.Quotas;
import dev.evenkeel.reconcilers.hook.HookTargets;
import dev.evenkeel.store.audit.History;
import dev.evenkeel.store.audit.ScanningIndex;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.LedgerCore;
import dev.evenkeel.store.log.MemoryEventLog;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.shelf.FileShelf;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.watch.WatchHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The hand-written records and AWS's models agree, every operation is either there or known not to be, and
/// `COVERAGE.md` says so. `-Dcoverage.write=true` writes it anew.
final class ModelConformanceTest {
    private static final Path COVERAGE = Path.of("COVERAGE.md");

    private final ServiceModels models = ServiceModels.bundled();
    private final List<AwsService> services = services();

    @Test
    void recordsHaveOnlyMembersThatTheirShapesHave() {
        var problems = new ArrayList<String>();
        for (AwsService service : services) {
            for (Operation<?, ?> operation : service.operations().values()) {
                var model = model(service, operation);
                problems.addAll(RecordConformance.ofInput(operation.input(), model.input()));
                problems.addAll(RecordConformance.ofOutput(operation.output(), model.output()));
            }
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void everyOperationIsThereOrListedAsUnsupported() throws IOException {
        var expected = new TreeSet<String>();
        for (AwsService service : services) {
            for (OperationModel model : models.service(service.id()).operations()) {
                if (!service.operations().containsKey(model.name())) {
                    expected.add(service.id() + " " + model.name());
                }
            }
        }
        assertEquals(expected, unsupported());
    }

    @Test
    void theCoverageTableIsUpToDate() throws IOException {
        var table = coverage();
        if (Boolean.getBoolean("coverage.write")) {
            Files.writeString(COVERAGE, table);
        }
        assertEquals(table, Files.readString(COVERAGE));
    }

    private OperationModel model(AwsService service, Operation<?, ?> operation) {
        return models.service(service.id()).operation(operation.name()).orElseThrow();
    }

    private static Set<String> unsupported() throws IOException {
        try (var in = AwsService.class.getResourceAsStream("unsupported.txt")) {
            assertTrue(in != null, "unsupported.txt is on the class path");
            return new TreeSet<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    private String coverage() {
        var text = new StringBuilder("""
                # Coverage

                Written by `ModelConformanceTest` from AWS's models and the operations that are there. What is not there
                is refused by name: an operation with `UnsupportedOperationException`, a member of an input with the
                service's error for a bad parameter. Nothing is accepted and then ignored.
                """);
        for (AwsService service : services) {
            ServiceModel model = models.service(service.id());
            text.append("\n## ").append(model.facts().serviceId()).append("\n\n");
            text.append(
                    service.operations().size() + " of " + model.operations().size() + " operations.\n\n");
            text.append("| Operation | | Members honoured | Members refused |\n| --- | --- | --- | --- |\n");
            new TreeMap<>(Map.copyOf(model.byName())).forEach((name, op) -> text.append(row(service, op)));
        }
        return text.toString();
    }

    private static String row(AwsService service, OperationModel model) {
        var operation = service.operations().get(model.name());
        if (operation == null) {
            return "| " + model.name() + " | | | |\n";
        }
        var honoured = new TreeSet<String>();
        for (var component : operation.input().getRecordComponents()) {
            honoured.add(component.getName());
        }
        var refused = new TreeSet<>(model.input().members().keySet());
        refused.removeAll(honoured);
        return "| " + model.name() + " | yes | " + String.join(", ", honoured) + " | " + String.join(", ", refused)
                + " |\n";
    }

    private static List<AwsService> services() {
        var log = new MemoryEventLog(new MemoryEventLog.Disk());
        var ledger = new LedgerCore(log, State.EMPTY, Reconcilers.DEFAULTS.conductor(), 1, (_, _) -> {});
        var history = new History(log, new ScanningIndex(log));
        var hub = new WatchHub(log, Revision.ZERO, 1, Duration.ofSeconds(1));
        var shelf = FileShelf.open(Path.of("target", "conformance-shelf"));
        return ApiServer.services(
                new ApiServer.Parts(
                        ledger,
                        log,
                        history,
                        hub,
                        shelf,
                        new Meters(State.EMPTY),
                        new MetricStore(1),
                        InstantSource.system(),
                        TestApi.secrecy(),
                        ApiServer.Shells.of(_ -> Optional.empty()),
                        Elbv2.Settings.DEFAULT,
                        HookTargets.NONE),
                Quotas.DEFAULTS);
    }
}
