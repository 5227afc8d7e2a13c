package dev.evenkeel.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidatorTest {
    private final ServiceModels models = ServiceModels.bundled();

    @Test
    void aRequestWithinTheConstraintsHasNoViolations() {
        Doc.Struct tags = Doc.EMPTY.with("key", Doc.of("k")).with("value", Doc.of(""));
        Doc.Struct input = Doc.EMPTY
                .with("taskDefinition", Doc.of("a"))
                .with("launchType", Doc.of("EC2"))
                .with("tags", Doc.of(List.of(tags)));

        assertEquals(List.of(), check("ecs", "RunTask", input));
    }

    @Test
    void whatIsMissingIsReportedInAwsWords() {
        List<Violation> violations = check("ecs", "RunTask", Doc.EMPTY);

        assertEquals("taskDefinition", violations.getFirst().path());
        assertEquals(Violation.Kind.REQUIRED, violations.getFirst().kind());
        assertEquals(
                "1 validation error detected: Value null at 'taskDefinition' failed to satisfy constraint: Member must"
                        + " not be null",
                Violation.describe(violations));
    }

    @Test
    void severalViolationsMakeOneSentence() {
        Doc.Struct input = Doc.EMPTY.with("launchType", Doc.of("MOON"));

        assertEquals(
                "2 validation errors detected: Value null at 'taskDefinition' failed to satisfy constraint: Member must"
                        + " not be null; Value 'MOON' at 'launchType' failed to satisfy constraint: Member must satisfy"
                        + " enum value set: [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES]",
                Violation.describe(check("ecs", "RunTask", input)));
    }

    @Test
    void lengthsPatternsAndRangesAreChecked() {
        Doc.Struct input = Doc.EMPTY
                .with("logGroupName", Doc.of("a b"))
                .with("logStreamNamePrefix", Doc.of(""))
                .with("limit", Doc.of(51));

        assertEquals(
                List.of(
                        "Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular"
                                + " expression pattern: [\\.\\-_/#A-Za-z0-9]+",
                        "Value '' at 'logStreamNamePrefix' failed to satisfy constraint: Member must have length"
                                + " greater than or equal to 1",
                        "Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal"
                                + " to 50"),
                messages(check("logs", "DescribeLogStreams", input)));
        assertTrue(messages(check("logs", "CreateLogStream", name("x".repeat(513))))
                .getFirst()
                .endsWith("Member must have length less than or equal to 512"));
        assertEquals(List.of(), check("logs", "CreateLogStream", name("x".repeat(512))));
    }

    @Test
    void lengthCountsCharactersNotTheirHalves() {
        assertEquals(List.of(), check("logs", "CreateLogStream", name("\uD83D\uDEA2".repeat(512))));
    }

    @Test
    void nestedMembersAreNamedByTheirPosition() {
        Doc.Struct bad = Doc.EMPTY.with("type", Doc.of("far"));
        Doc.Struct input = Doc.EMPTY
                .with("taskDefinition", Doc.of("a"))
                .with("placementConstraints", Doc.of(List.of(Doc.EMPTY, bad)));

        Violation violation = check("ecs", "RunTask", input).getFirst();

        assertEquals("placementConstraints.2.member.type", violation.path());
        assertEquals(Violation.Kind.ENUM, violation.kind());
    }

    @Test
    void aBadItemIsReportedOnceAtItsListWithAllConstraintsOfTheItems() {
        Doc.Struct input = Doc.EMPTY.with("include", Doc.of(List.of(Doc.of("TAGS"), Doc.of("X"), Doc.of("Y"))));

        assertEquals(
                List.of("Value '[TAGS, X, Y]' at 'include' failed to satisfy constraint: Member must satisfy"
                        + " constraint: [Member must satisfy enum value set: [TAGS]]"),
                messages(check("ecs", "DescribeTasks", input.with("tasks", Doc.of(List.<Doc>of())))));
    }

    @Test
    void badMapKeysAndValuesAreReportedAtTheirMap() {
        Doc.Struct input = Doc.EMPTY
                .with("logGroupName", Doc.of("g"))
                .with("tags", new Doc.Struct(Map.of("bad\u0007key", Doc.of("v"))));

        Violation violation = check("logs", "CreateLogGroup", input).getFirst();

        assertEquals("tags", violation.path());
        assertTrue(violation.message().contains("Map keys must satisfy constraint: [Member must have length"));
    }

    @Test
    void secretsAreNotQuoted() {
        Doc.Struct input = Doc.EMPTY
                .with("RoleArn", Doc.of("arn:aws:iam::1:role/a"))
                .with("PrincipalArn", Doc.of("arn:aws:iam::1:saml/a"))
                .with("SAMLAssertion", Doc.of("abc"));

        assertEquals(
                "Value at 'sAMLAssertion' failed to satisfy constraint: Member must have length greater than or equal"
                        + " to 4",
                messages(check("sts", "AssumeRoleWithSAML", input)).getLast());
    }

    @Test
    void aFloodOfViolationsIsCutOff() {
        var bad = new ArrayList<Doc>();
        IntStream.range(0, 5_000).forEach(_ -> bad.add(Doc.EMPTY.with("type", Doc.of("z".repeat(2_000)))));

        List<Violation> violations = check("ecs", "RunTask", Doc.EMPTY.with("placementConstraints", Doc.of(bad)));

        assertEquals(100, violations.size());
        assertTrue(violations.getLast().message().length() < 2_000);
    }

    private List<Violation> check(String service, String operation, Doc.Struct input) {
        return Validator.check(
                models.service(service).operation(operation).orElseThrow().input(), input);
    }

    private static List<String> messages(List<Violation> violations) {
        return violations.stream().map(Violation::message).toList();
    }

    private static Doc.Struct name(String stream) {
        return Doc.EMPTY.with("logGroupName", Doc.of("g")).with("logStreamName", Doc.of(stream));
    }
}
