package dev.evenkeel.reconcilers.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskDefinitionId;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Thousandths and minutes of each step.
class StepsTest {
    @ParameterizedTest
    @CsvSource({
        "LINEAR, 10, 6, '100/6 200/6 300/6 400/6 500/6 600/6 700/6 800/6 900/6 1000/0'",
        "LINEAR, 40, 3, '400/3 800/3 1000/0'",
        "LINEAR, 50, 0, '500/0 1000/0'",
        "LINEAR, 100, 6, '1000/0'",
        "LINEAR, 33.3, 1, '333/1 666/1 999/1 1000/0'",
        "CANARY, 5, 10, '50/10 1000/0'",
        "CANARY, 0.1, 1, '1/1 1000/0'",
        "CANARY, 100, 1, '1000/0'",
    })
    void aStrategyIsAListOfSteps(String strategy, BigDecimal percent, long minutes, String steps) {
        boolean linear = strategy.equals("LINEAR");
        var details = Doc.EMPTY
                .with(linear ? "stepPercent" : "canaryPercent", new Doc.Num(percent))
                .with(linear ? "stepBakeTimeInMinutes" : "canaryBakeTimeInMinutes", Doc.of(minutes));
        var asked = strategy(strategy).with(linear ? "linearConfiguration" : "canaryConfiguration", details);

        assertEquals(steps, words(Steps.of(spec(asked))));
    }

    @ParameterizedTest
    @CsvSource({
        "BLUE_GREEN, '1000/0'",
        "LINEAR, '100/6 200/6 300/6 400/6 500/6 600/6 700/6 800/6 900/6 1000/0'",
        "CANARY, '50/10 1000/0'",
    })
    void whatIsNotSaidIsAsInEcs(String strategy, String steps) {
        assertEquals(steps, words(Steps.of(spec(strategy(strategy)))));
    }

    @Test
    void onlyTheLastStepIsTheLast() {
        var steps = Steps.of(spec(strategy("CANARY")));

        assertFalse(steps.isLast(1));
        assertTrue(steps.isLast(2));
    }

    private static Doc.Struct strategy(String name) {
        return Doc.EMPTY.with("strategy", Doc.of(name));
    }

    private static String words(Steps steps) {
        return steps.all().stream()
                .map(step -> step.permille() + "/" + step.bake().toMinutes())
                .collect(Collectors.joining(" "));
    }

    private static ServiceSpec spec(Doc.Struct configuration) {
        var document = Doc.EMPTY.with(ServiceSpec.DEPLOYMENT_CONFIGURATION, configuration);
        var definition = new TaskDefinitionId("us-east-1", "web", 1);
        return new ServiceSpec(definition, 1, LaunchType.EC2, 100, 200, document);
    }
}
