package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.JsonView;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.HierarchyTypeMismatchException;
import software.amazon.awssdk.services.ssm.model.InvalidResourceIdException;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterMaxVersionLimitExceededException;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterVersionLabelLimitExceededException;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

/// The Parameter Store through AWS's own SDK.
final class ParametersOverSdkTest {
    private TestApi api;
    private SsmClient ssm;

    @BeforeEach
    void start() {
        api = new TestApi();
        ssm = api.sdk(SsmClient.builder());
    }

    @AfterEach
    void stop() {
        ssm.close();
        api.close();
    }

    private long put(String name, String type, String value) {
        return ssm.putParameter(r -> r.name(name).type(type).value(value).overwrite(true))
                .version();
    }

    private String get(String name) {
        return ssm.getParameter(r -> r.name(name).withDecryption(true))
                .parameter()
                .value();
    }

    @Test
    void aParameterIsReadByNameAndByArn() {
        assertEquals(
                "Standard",
                ssm.putParameter(r -> r.name("/app/url").type("String").value("http://x"))
                        .tierAsString());
        var found = ssm.getParameter(r -> r.name("/app/url")).parameter();
        assertEquals("arn:aws:ssm:us-east-1:123456789012:parameter/app/url", found.arn());
        assertEquals("String", found.typeAsString());
        assertEquals("text", found.dataType());
        assertEquals(1, found.version());
        assertEquals("http://x", get(found.arn()));
        put("plain", "StringList", "a,b");
        assertEquals("a,b", get("arn:aws:ssm:us-east-1:123456789012:parameter/plain"));
        assertThrows(ParameterNotFoundException.class, () -> get("/app"));
    }

    @Test
    void aSecureStringIsDecryptedForThoseWhoAskOnly() {
        put("/app/password", "SecureString", "hunter2");
        assertEquals("hunter2", get("/app/password"));
        var sealed = ssm.getParameter(r -> r.name("/app/password")).parameter().value();
        assertNotEquals("hunter2", sealed);
        var metadata = ssm.describeParameters().parameters().getFirst();
        assertEquals("alias/aws/ssm", metadata.keyId());
        assertFalse(JsonView.of(api.batchesAfter(Revision.ZERO)).contains("hunter2"));
        assertFalse(
                JsonView.of(api.state().vault().parameters().values().toList()).contains("hunter2"));
    }

    @Test
    void aParameterIsOverwrittenOnlyWhereThatIsWanted() {
        put("a", "String", "one");
        assertThrows(
                ParameterAlreadyExistsException.class,
                () -> ssm.putParameter(r -> r.name("a").type("String").value("two")));
        assertEquals(
                2,
                ssm.putParameter(r -> r.name("a").value("two").overwrite(true)).version());
        assertEquals("two", get("a"));
        assertEquals("one", get("a:1"));
        assertThrows(ParameterVersionNotFoundException.class, () -> get("a:3"));
        assertThrows(HierarchyTypeMismatchException.class, () -> put("a", "SecureString", "three"));
    }

    @Test
    void severalAreReadAtOnceAndMissingOnesAreNamed() {
        put("a", "String", "one");
        put("b", "SecureString", "two");
        var found = ssm.getParameters(r -> r.names("a", "b", "c", "a:7").withDecryption(true));
        assertEquals(
                List.of("one", "two"),
                found.parameters().stream().map(Parameter::value).toList());
        assertEquals(List.of("c", "a:7"), found.invalidParameters());
    }

    @Test
    void aPathIsReadOneLevelOrWholeInPages() {
        IntStream.range(0, 12).forEach(i -> put("/app/p" + (10 + i), "String", "v" + i));
        put("/app/deep/er", "String", "x");
        put("/apple", "String", "y");
        assertEquals(
                12,
                ssm.getParametersByPathPaginator(r -> r.path("/app")).stream()
                        .flatMap(page -> page.parameters().stream())
                        .count());
        var all = ssm
                .getParametersByPathPaginator(
                        r -> r.path("/app/").recursive(true).maxResults(5))
                .stream()
                .flatMap(page -> page.parameters().stream())
                .map(Parameter::name)
                .toList();
        assertEquals(13, all.size());
        assertEquals("/app/deep/er", all.getFirst());
        assertEquals(
                0,
                ssm.getParametersByPath(r -> r.path("/app").parameterFilters(filter("Type", "Equals", "SecureString")))
                        .parameters()
                        .size());
    }

    @Test
    void parametersAreDescribedByFilters() {
        ssm.putParameter(r -> r.name("/a/one")
                .type("String")
                .value("1")
                .description("the first")
                .allowedPattern("\\d")
                .tags(Tag.builder().key("env").value("prod").build()));
        put("/a/b/two", "SecureString", "2");
        put("three", "StringList", "3");
        assertEquals(List.of("/a/b/two", "/a/one", "three"), described());
        assertEquals(List.of("/a/one"), described(filter("Name", "Equals", "/a/one")));
        assertEquals(List.of("/a/b/two", "/a/one"), described(filter("Name", "BeginsWith", "/a/")));
        assertEquals(List.of("/a/b/two"), described(filter("Name", "Contains", "two")));
        assertEquals(List.of("/a/one"), described(filter("Path", null, "/a")));
        assertEquals(List.of("/a/b/two", "/a/one"), described(filter("Path", "Recursive", "/a")));
        assertEquals(List.of("/a/b/two"), described(filter("Type", null, "SecureString")));
        assertEquals(List.of("/a/b/two"), described(filter("KeyId", null, "alias/aws/ssm")));
        assertEquals(List.of("/a/one"), described(filter("tag:env", null, "prod")));
        var one = ssm.describeParameters(r -> r.parameterFilters(filter("Name", null, "/a/one")))
                .parameters()
                .getFirst();
        assertEquals("the first", one.description());
        assertEquals("\\d", one.allowedPattern());
        assertEquals("arn:aws:iam::123456789012:root", one.lastModifiedUser());
        assertEquals(
                3,
                ssm.describeParametersPaginator(r -> r.maxResults(1)).stream()
                        .flatMap(page -> page.parameters().stream())
                        .count());
    }

    private static ParameterStringFilter filter(String key, @Nullable String option, String value) {
        return ParameterStringFilter.builder()
                .key(key)
                .option(option)
                .values(value)
                .build();
    }

    private List<String> described(ParameterStringFilter... filters) {
        return ssm.describeParameters(r -> r.parameterFilters(filters)).parameters().stream()
                .map(ParameterMetadata::name)
                .toList();
    }

    @Test
    void historyAndLabelsTellVersionsApart() {
        IntStream.rangeClosed(1, 3).forEach(i -> put("a", "SecureString", "v" + i));
        var labelled =
                ssm.labelParameterVersion(r -> r.name("a").parameterVersion(2L).labels("stable", "1bad", "aws-no"));
        assertEquals(2, labelled.parameterVersion());
        assertEquals(List.of("1bad", "aws-no"), labelled.invalidLabels());
        assertEquals("v2", get("a:stable"));
        ssm.labelParameterVersion(r -> r.name("a").labels("stable"));
        assertEquals("v3", get("a:stable"));
        var history = ssm
                .getParameterHistoryPaginator(
                        r -> r.name("a").withDecryption(true).maxResults(2))
                .stream()
                .flatMap(page -> page.parameters().stream())
                .toList();
        assertEquals(
                List.of("v1", "v2", "v3"),
                history.stream().map(ParameterHistory::value).toList());
        assertEquals(List.of("stable"), history.getLast().labels());
        var removed = ssm.unlabelParameterVersion(
                r -> r.name("a").parameterVersion(3L).labels("stable", "other"));
        assertEquals(List.of("stable"), removed.removedLabels());
        assertEquals(List.of("other"), removed.invalidLabels());
        assertThrows(ParameterVersionNotFoundException.class, () -> get("a:stable"));
        assertThrows(
                ParameterVersionLabelLimitExceededException.class,
                () -> IntStream.range(0, 11)
                        .forEach(i -> ssm.labelParameterVersion(r -> r.name("a").labels("l" + i))));
    }

    @Test
    void aHundredVersionsAreKeptUnlessTheOldestHasALabel() {
        IntStream.rangeClosed(1, 101).forEach(i -> put("a", "String", "v" + i));
        assertThrows(ParameterVersionNotFoundException.class, () -> get("a:1"));
        assertEquals("v2", get("a:2"));
        ssm.labelParameterVersion(r -> r.name("a").parameterVersion(2L).labels("keep"));
        assertThrows(ParameterMaxVersionLimitExceededException.class, () -> put("a", "String", "v102"));
    }

    @Test
    void tagsComeAndGo() {
        put("a", "String", "one");
        ssm.addTagsToResource(r -> r.resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId("a")
                .tags(
                        Tag.builder().key("x").value("1").build(),
                        Tag.builder().key("y").value("2").build()));
        ssm.removeTagsFromResource(r ->
                r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId("a").tagKeys("x"));
        assertEquals(
                List.of(Tag.builder().key("y").value("2").build()),
                ssm.listTagsForResource(r ->
                                r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId("a"))
                        .tagList());
        assertThrows(
                InvalidResourceIdException.class,
                () -> ssm.listTagsForResource(
                        r -> r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId("b")));
        put("a", "String", "two");
        assertEquals(
                1,
                ssm.listTagsForResource(r ->
                                r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId("a"))
                        .tagList()
                        .size());
    }

    @Test
    void parametersAreDeletedOneByOneOrTogether() {
        put("a", "String", "1");
        put("b", "String", "2");
        put("c", "String", "3");
        ssm.deleteParameter(r -> r.name("a"));
        assertThrows(ParameterNotFoundException.class, () -> ssm.deleteParameter(r -> r.name("a")));
        var deleted = ssm.deleteParameters(r -> r.names("b", "c", "d"));
        assertEquals(List.of("b", "c"), deleted.deletedParameters());
        assertEquals(List.of("d"), deleted.invalidParameters());
        assertTrue(ssm.describeParameters().parameters().isEmpty());
        assertEquals(1, put("a", "SecureString", "again"));
    }

    @Test
    void aValueOutsideItsPatternIsRefusedAndNotRepeated() {
        var refused = assertThrows(
                SsmException.class,
                () -> ssm.putParameter(
                        r -> r.name("a").type("SecureString").value("hunter2").allowedPattern("\\d+")));
        assertEquals(
                "ParameterPatternMismatchException", refused.awsErrorDetails().errorCode());
        assertFalse(Objects.requireNonNull(refused.getMessage()).contains("hunter2"));
        assertFalse(JsonView.of(api.batchesAfter(Revision.ZERO)).contains("hunter2"));
    }
}
