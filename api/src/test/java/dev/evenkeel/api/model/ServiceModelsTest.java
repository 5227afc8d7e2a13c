package dev.evenkeel.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceModelsTest {
    private final ServiceModels models = ServiceModels.bundled();

    @Test
    void everyListedServiceLoadsWithItsOperationsAndErrors() {
        var operations = new ArrayList<String>();
        for (ServiceFacts facts : models.services()) {
            ServiceModel model = models.service(facts.id());
            operations.add(facts.id() + " " + model.operations().size());
            for (OperationModel operation : model.operations()) {
                operation
                        .errors()
                        .forEach(error -> assertTrue(model.error(error).isPresent(), error));
            }
        }

        assertEquals(
                List.of(
                        "codedeploy 47",
                        "ec2 26",
                        "ecs 77",
                        "elbv2 51",
                        "logs 113",
                        "monitoring 46",
                        "secretsmanager 23",
                        "ssm 13",
                        "sts 11"),
                operations);
    }

    @Test
    void aServiceIsFoundByEachWayARequestMayNameIt() {
        assertEquals(
                "ecs",
                models.byTargetPrefix("AmazonEC2ContainerServiceV20141113")
                        .orElseThrow()
                        .facts()
                        .id());
        assertEquals(
                "sts",
                models.byQuery("2011-06-15", "GetCallerIdentity")
                        .orElseThrow()
                        .facts()
                        .id());
        assertEquals("logs", models.bySigningName("logs").getFirst().id());
        assertTrue(models.byTargetPrefix("Logs").isEmpty());
        assertTrue(models.byQuery("2011-06-15", "RunTask").isEmpty());
        assertThrows(IllegalArgumentException.class, () -> models.service("s3"));
    }

    @Test
    void factsOfTheModelSurviveTheGenerator() {
        ServiceModel ecs = models.service("ecs");
        OperationModel runTask = ecs.operation("RunTask").orElseThrow();

        assertEquals(List.of("taskDefinition"), runTask.input().required());
        assertTrue(runTask.input().member("overrides").isPresent());
        var launchType = assertInstanceOf(
                Shape.Text.class,
                runTask.input().member("launchType").orElseThrow().shape());
        assertTrue(launchType.values().containsAll(List.of("EC2", "FARGATE", "EXTERNAL")));
        assertTrue(ecs.operation("DescribeTasks").orElseThrow().readOnly());
        assertEquals(
                new Shape.ErrorFacts("ServerException", 500, false),
                ecs.error("ServerException").orElseThrow());
        assertTrue(ecs.shape("EnvironmentVariables").orElseThrow().sensitive());
        assertInstanceOf(Shape.Document.class, ecs.shape("HookDetails").orElseThrow());
        assertEquals(
                "GetCallerIdentityResult",
                models.service("sts")
                        .operation("GetCallerIdentity")
                        .orElseThrow()
                        .resultWrapper()
                        .orElseThrow());
    }

    @Test
    void everyPatternOfTheModelsCanBeEvaluated() {
        var unusable = new ArrayList<Map.Entry<String, String>>();
        for (ServiceFacts facts : models.services()) {
            for (Shape shape : models.service(facts.id()).shapes().values()) {
                if (shape instanceof Shape.Text text
                        && text.pattern().filter(p -> !p.usable()).isPresent()) {
                    unusable.add(Map.entry(facts.id(), text.name()));
                }
            }
        }

        assertEquals(List.of(), unusable, "patterns that accept everything because Java cannot compile them");
    }

    @Test
    void aPatternThatBacktracksWithoutEndIsCutShort() {
        assertTrue(new TextPattern("(a+)+b").matches("aaab"));
        assertEquals(false, new TextPattern("(a+)+b").matches("a".repeat(5_000)));
        assertEquals(false, new TextPattern("(a|b)*c").matches("ab".repeat(200_000)));
    }
}
