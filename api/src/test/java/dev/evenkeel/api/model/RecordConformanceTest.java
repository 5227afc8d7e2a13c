package dev.evenkeel.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordConformanceTest {
    private final ServiceModel ecs = ServiceModels.bundled().service("ecs");

    enum LaunchType {
        EC2,
        FARGATE,
        EXTERNAL,
        MANAGED_INSTANCES
    }

    record Tag(@Nullable String key, @Nullable String value) {}

    record Fits(
            String taskDefinition,
            @Nullable Integer count,
            @Nullable LaunchType launchType,
            Optional<List<Tag>> tags) {}

    record Misspelt(String taskDefinitoin) {}

    record Mistyped(
            String taskDefinition,
            Map<String, String> tags,
            @Nullable Boolean count) {}

    enum Launch {
        EC2,
        MOON
    }

    record WrongWords(String taskDefinition, @Nullable Launch launchType) {}

    record NotOptional(String taskDefinition, String cluster) {}

    @Test
    void aRecordWhoseComponentsAreMembersFits() {
        assertEquals(List.of(), input(Fits.class));
    }

    @Test
    void eachKindOfMistakeIsNamed() {
        assertEquals(
                List.of("RunTaskRequest.taskDefinitoin: RunTaskRequest has no such member"), input(Misspelt.class));
        assertEquals(
                List.of(
                        "RunTaskRequest.tags: java.util.Map<java.lang.String, java.lang.String> cannot hold Tags (Listing)",
                        "RunTaskRequest.count: java.lang.Boolean cannot hold BoxedInteger (Whole)"),
                input(Mistyped.class));
        assertEquals(
                List.of(
                        "RunTaskRequest.launchType: LaunchType has no value MOON",
                        "RunTaskRequest.launchType: Launch has no constant for FARGATE",
                        "RunTaskRequest.launchType: Launch has no constant for EXTERNAL",
                        "RunTaskRequest.launchType: Launch has no constant for MANAGED_INSTANCES"),
                input(WrongWords.class));
        assertEquals(
                List.of("RunTaskRequest.cluster: not required by the model, so it must be @Nullable or Optional"),
                input(NotOptional.class));
    }

    @Test
    void anAnswerMayInsistOnMembers() {
        Shape.Structure shape = ecs.operation("RunTask").orElseThrow().input();

        assertEquals(List.of(), RecordConformance.ofOutput(NotOptional.class, shape));
    }

    private List<String> input(Class<? extends Record> type) {
        return RecordConformance.ofInput(
                type, ecs.operation("RunTask").orElseThrow().input());
    }
}
