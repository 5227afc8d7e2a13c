package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.BatchCodec;
import dev.evenkeel.store.log.JsonView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/// Secrets Manager through AWS's own SDK.
final class SecretsOverSdkTest {
    private static final String FIRST = "11111111-1111-1111-1111-111111111111";
    private static final String SECOND = "22222222-2222-2222-2222-222222222222";

    private TestApi api;
    private SecretsManagerClient secrets;

    @BeforeEach
    void start() {
        api = new TestApi();
        secrets = api.sdk(SecretsManagerClient.builder());
    }

    @AfterEach
    void stop() {
        secrets.close();
        api.close();
    }

    private String create(String name, String value) {
        return secrets.createSecret(r -> r.name(name).secretString(value).clientRequestToken(FIRST))
                .arn();
    }

    private String value(String id) {
        return secrets.getSecretValue(r -> r.secretId(id)).secretString();
    }

    @Test
    void aSecretIsFoundByNameByArnAndByArnWithoutItsSuffix() {
        var arn = create("prod/db", "hunter2");
        assertTrue(arn.matches("arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-[A-Za-z0-9]{6}"), arn);
        for (var id : List.of("prod/db", arn, arn.substring(0, arn.length() - 7))) {
            var found = secrets.getSecretValue(r -> r.secretId(id));
            assertEquals("hunter2", found.secretString());
            assertEquals(arn, found.arn());
            assertEquals("prod/db", found.name());
            assertEquals(FIRST, found.versionId());
            assertEquals(List.of("AWSCURRENT"), found.versionStages());
            assertTrue(found.createdDate().isBefore(api.state().at().plusSeconds(1)));
        }
    }

    @Test
    void bytesComeBackAsBytes() {
        var bytes = new byte[] {0, 1, -1, 127};
        secrets.createSecret(r -> r.name("key").secretBinary(SdkBytes.fromByteArray(bytes)));
        var found = secrets.getSecretValue(r -> r.secretId("key"));
        assertEquals(SdkBytes.fromByteArray(bytes), found.secretBinary());
        assertNull(found.secretString());
    }

    @Test
    void aSecretIsCreatedOnceAndAgainWithTheSameTokenAndValueOnly() {
        var arn = create("a", "one");
        assertEquals(arn, create("a", "one"));
        assertThrows(ResourceExistsException.class, () -> create("a", "two"));
        assertThrows(
                ResourceExistsException.class,
                () -> secrets.createSecret(r -> r.name("a").secretString("one").clientRequestToken(SECOND)));
        assertEquals("one", value("a"));
    }

    @Test
    void aNewValueIsCurrentAndTheOneBeforeItPrevious() {
        create("a", "one");
        var put =
                secrets.putSecretValue(r -> r.secretId("a").secretString("two").clientRequestToken(SECOND));
        assertEquals(List.of("AWSCURRENT"), put.versionStages());
        assertEquals("two", value("a"));
        assertEquals(
                "one",
                secrets.getSecretValue(r -> r.secretId("a").versionStage("AWSPREVIOUS"))
                        .secretString());
        assertEquals(
                "one",
                secrets.getSecretValue(r -> r.secretId("a").versionId(FIRST)).secretString());
        assertThrows(
                InvalidRequestException.class,
                () -> secrets.getSecretValue(
                        r -> r.secretId("a").versionId(FIRST).versionStage("AWSCURRENT")));
        assertEquals(
                Map.of(FIRST, List.of("AWSPREVIOUS"), SECOND, List.of("AWSCURRENT")),
                secrets.describeSecret(r -> r.secretId("a")).versionIdsToStages());
    }

    @Test
    void theSameTokenStoresTheSameValueOnce() {
        create("a", "one");
        for (int i = 0; i < 2; i++) {
            secrets.putSecretValue(r -> r.secretId("a").secretString("two").clientRequestToken(SECOND));
        }
        assertEquals(
                2, secrets.listSecretVersionIds(r -> r.secretId("a")).versions().size());
        assertThrows(
                ResourceExistsException.class,
                () -> secrets.putSecretValue(
                        r -> r.secretId("a").secretString("three").clientRequestToken(SECOND)));
    }

    @Test
    void labelsOfOnesOwnMoveFromVersionToVersion() {
        create("a", "one");
        secrets.putSecretValue(r ->
                r.secretId("a").secretString("two").clientRequestToken(SECOND).versionStages("BLUE"));
        assertEquals("one", value("a"));
        assertThrows(
                InvalidParameterException.class,
                () -> secrets.updateSecretVersionStage(
                        r -> r.secretId("a").versionStage("AWSCURRENT").moveToVersionId(SECOND)));
        var moved = secrets.updateSecretVersionStage(r -> r.secretId("a")
                .versionStage("AWSCURRENT")
                .removeFromVersionId(FIRST)
                .moveToVersionId(SECOND));
        assertEquals("a", moved.name());
        assertEquals("two", value("a"));
        secrets.updateSecretVersionStage(
                r -> r.secretId("a").versionStage("BLUE").removeFromVersionId(SECOND));
        assertEquals(
                Map.of(FIRST, List.of("AWSPREVIOUS"), SECOND, List.of("AWSCURRENT")),
                secrets.describeSecret(r -> r.secretId("a")).versionIdsToStages());
        assertThrows(
                InvalidParameterException.class,
                () -> secrets.updateSecretVersionStage(
                        r -> r.secretId("a").versionStage("AWSCURRENT").removeFromVersionId(SECOND)));
    }

    @Test
    void anUpdateChangesTheDescriptionTheValueOrBoth() {
        create("a", "one");
        assertNull(
                secrets.updateSecret(r -> r.secretId("a").description("of a")).versionId());
        assertEquals("of a", secrets.describeSecret(r -> r.secretId("a")).description());
        assertEquals("one", value("a"));
        var updated =
                secrets.updateSecret(r -> r.secretId("a").secretString("two").clientRequestToken(SECOND));
        assertEquals(SECOND, updated.versionId());
        assertEquals("two", value("a"));
        assertEquals("of a", secrets.describeSecret(r -> r.secretId("a")).description());
    }

    @Test
    void aDeletedSecretIsRestoredWithinItsWindow() {
        create("a", "one");
        var deleted = secrets.deleteSecret(r -> r.secretId("a").recoveryWindowInDays(7L));
        assertEquals(
                api.state().at().plus(Duration.ofDays(7)).getEpochSecond(),
                deleted.deletionDate().getEpochSecond());
        assertThrows(InvalidRequestException.class, () -> value("a"));
        assertThrows(InvalidRequestException.class, () -> create("a", "one"));
        assertThrows(
                InvalidRequestException.class,
                () -> secrets.putSecretValue(r -> r.secretId("a").secretString("two")));
        assertTrue(secrets.listSecrets().secretList().isEmpty());
        assertEquals(
                List.of("a"),
                names(secrets.listSecrets(r -> r.includePlannedDeletion(true)).secretList()));
        assertEquals(
                deleted.deletionDate(),
                secrets.describeSecret(r -> r.secretId("a")).deletedDate());
        secrets.restoreSecret(r -> r.secretId("a"));
        assertEquals("one", value("a"));
        assertNull(secrets.describeSecret(r -> r.secretId("a")).deletedDate());
    }

    @Test
    void aSecretThatIsDeletedByForceIsGoneAndItsNameIsFree() {
        var arn = create("a", "one");
        secrets.deleteSecret(r -> r.secretId("a").forceDeleteWithoutRecovery(true));
        assertThrows(ResourceNotFoundException.class, () -> value("a"));
        assertThrows(ResourceNotFoundException.class, () -> secrets.restoreSecret(r -> r.secretId("a")));
        assertEquals(
                "never-was",
                secrets.deleteSecret(r -> r.secretId("never-was").forceDeleteWithoutRecovery(true))
                        .name());
        assertNotEquals(arn, create("a", "two"));
        assertThrows(ResourceNotFoundException.class, () -> value(arn));
    }

    @Test
    void secretsAreListedInPagesAndByFilters() {
        IntStream.range(0, 5)
                .forEach(i -> secrets.createSecret(r -> r.name("s" + i)
                        .description(i == 3 ? "the Third" : "other")
                        .tags(Tag.builder().key("n").value("v" + i).build())));
        assertEquals(
                List.of("s0", "s1", "s2", "s3", "s4"),
                secrets.listSecretsPaginator(r -> r.maxResults(2)).stream()
                        .flatMap(page -> page.secretList().stream())
                        .map(SecretListEntry::name)
                        .toList());
        assertEquals(List.of("s3"), filtered("description", "third"));
        assertEquals(List.of("s1", "s2"), filtered("tag-value", "v1", "v2"));
        assertEquals(List.of("s0", "s1", "s2", "s3"), filtered("name", "!s4"));
        assertEquals(List.of("s4"), filtered("all", "s4"));
        assertEquals(
                List.of("s4", "s3", "s2", "s1", "s0"),
                secrets.listSecretsPaginator(r -> r.maxResults(2).sortOrder("desc")).stream()
                        .flatMap(page -> page.secretList().stream())
                        .map(SecretListEntry::name)
                        .toList());
    }

    private List<String> filtered(String key, String... values) {
        return names(secrets.listSecrets(
                        r -> r.filters(Filter.builder().key(key).values(values).build()))
                .secretList());
    }

    private static List<String> names(List<SecretListEntry> listed) {
        return listed.stream().map(SecretListEntry::name).toList();
    }

    @Test
    void tagsComeAndGo() {
        create("a", "one");
        secrets.tagResource(r -> r.secretId("a")
                .tags(
                        Tag.builder().key("x").value("1").build(),
                        Tag.builder().key("y").value("2").build()));
        secrets.untagResource(r -> r.secretId("a").tagKeys("x"));
        assertEquals(
                List.of(Tag.builder().key("y").value("2").build()),
                secrets.describeSecret(r -> r.secretId("a")).tags());
    }

    @Test
    void severalValuesComeAtOnceAndMissingOnesAreNamed() {
        create("a", "one");
        secrets.createSecret(r -> r.name("b").secretString("two"));
        secrets.createSecret(r -> r.name("empty"));
        var batch = secrets.batchGetSecretValue(r -> r.secretIdList("a", "b", "nothing", "empty"));
        assertEquals(
                List.of("one", "two"),
                batch.secretValues().stream().map(v -> v.secretString()).toList());
        assertEquals(
                List.of("nothing", "empty"),
                batch.errors().stream().map(e -> e.secretId()).toList());
        assertEquals("ResourceNotFoundException", batch.errors().getFirst().errorCode());
        var filtered = secrets
                .batchGetSecretValuePaginator(r -> r.maxResults(1)
                        .filters(Filter.builder().key("name").values("a", "b").build()))
                .stream()
                .flatMap(page -> page.secretValues().stream())
                .map(v -> v.name())
                .toList();
        assertEquals(List.of("a", "b"), filtered);
    }

    @Test
    void aHundredVersionsAreKept() {
        create("a", "0");
        IntStream.rangeClosed(1, 101)
                .forEach(i -> secrets.putSecretValue(r -> r.secretId("a").secretString("" + i)));
        var ids =
                secrets
                        .listSecretVersionIdsPaginator(
                                r -> r.secretId("a").includeDeprecated(true).maxResults(30))
                        .stream()
                        .flatMap(page -> page.versions().stream())
                        .map(SecretVersionsListEntry::versionId)
                        .toList();
        assertEquals(100, ids.size());
        assertFalse(ids.contains(FIRST));
        assertEquals("101", value("a"));
        assertEquals(
                2, secrets.listSecretVersionIds(r -> r.secretId("a")).versions().size());
    }

    @Test
    void aPasswordIsMadeOfWhatIsAskedFor() {
        var password = secrets.getRandomPassword(r -> r.passwordLength(24L)
                        .excludePunctuation(true)
                        .excludeUppercase(true)
                        .excludeCharacters("abc123"))
                .randomPassword();
        assertTrue(password.matches("[d-z04-9]{24}"), password);
        assertTrue(password.matches(".*[a-z].*") && password.matches(".*[0-9].*"), password);
        assertEquals(32, secrets.getRandomPassword(r -> {}).randomPassword().length());
        assertThrows(InvalidParameterException.class, () -> secrets.getRandomPassword(r -> r.passwordLength(2L)));
    }

    @Test
    void nobodyAttachesPoliciesAndRotationIsRefusedByName() {
        create("a", "one");
        assertNull(secrets.getResourcePolicy(r -> r.secretId("a")).resourcePolicy());
        var refused = assertThrows(SecretsManagerException.class, () -> secrets.rotateSecret(r -> r.secretId("a")));
        assertTrue(
                Objects.requireNonNull(refused.getMessage()).contains("RotateSecret is not supported"),
                refused.getMessage());
    }

    @Test
    void noBatchHoldsAValueWhateverWasCalled() {
        create("a", "hunter2-created");
        secrets.putSecretValue(r -> r.secretId("a").secretString("hunter2-put"));
        secrets.updateSecret(r -> r.secretId("a").secretBinary(SdkBytes.fromUtf8String("hunter2-bytes")));
        assertThrows(
                SecretsManagerException.class,
                () -> secrets.createSecret(r -> r.name("no spaces").secretString("hunter2-refused")));
        assertThrows(
                SecretsManagerException.class,
                () -> secrets.putSecretValue(r -> r.secretId("nothing").secretString("hunter2-lost")));
        assertThrows(
                SecretsManagerException.class,
                () -> secrets.createSecret(r -> r.name("b").secretString("hunter2" + "x".repeat(65_536))));
        var batches = api.batchesAfter(Revision.ZERO);
        assertEquals(6, batches.size());
        var text = batches.stream()
                .map(batch ->
                        JsonView.of(batch) + new String(BatchCodec.encode(batch).bytes(), StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
        assertFalse(text.contains("hunter2"), text);
        assertTrue(text.contains("****"));
        assertFalse(JsonView.of(api.state().vault().secrets().values().toList()).contains("hunter2"));
    }
}
