package dev.evenkeel.reconcilers.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.store.event.SecretEvent.ParameterDeleted;
import dev.evenkeel.store.event.SecretEvent.ParameterStored;
import dev.evenkeel.store.event.SecretEvent.SecretCreated;
import dev.evenkeel.store.event.SecretEvent.SecretDeleted;
import dev.evenkeel.store.event.SecretEvent.SecretDeletionPlanned;
import dev.evenkeel.store.event.SecretEvent.SecretStagesMoved;
import dev.evenkeel.store.event.SecretEvent.SecretVersionStored;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.model.ParameterType;
import dev.evenkeel.store.model.Resolution;
import dev.evenkeel.store.model.Sealed;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which version of a secret or a parameter a task is given, once and for all of its life.
final class SecretResolverTest {
    private static final String REGION = "us-east-1";
    private static final SecretId DB = new SecretId(REGION, "db");
    private static final ParameterId KEY = new ParameterId(REGION, "/prod/key");
    private static final String ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf";
    private static final TaskId TASK = new TaskId(Given.DEV, "t1");

    private final Given given = Given.cluster()
            .event(new SecretCreated(DB, "AbCdEf", Doc.EMPTY))
            .event(version("v1"), current("v1"))
            .event(parameter(1, "one"));

    private static SecretVersionStored version(String id) {
        return new SecretVersionStored(DB, id, false, sealed(id));
    }

    private static Sealed sealed(String what) {
        return new Sealed("key", "nonce", "box of " + what);
    }

    private static SecretStagesMoved current(String id) {
        return new SecretStagesMoved(DB, Map.of("AWSCURRENT", id), List.of());
    }

    private static ParameterStored parameter(long version, String value) {
        return new ParameterStored(KEY, version, ParameterType.STRING, value, null, "e" + version, 1, Doc.EMPTY, "me");
    }

    private Resolution resolve(String source) {
        return new SecretResolver(given.state().vault())
                .resolve(definition(source))
                .getFirst();
    }

    private TaskDefinition definition(String source) {
        var id = new TaskDefinitionId(
                REGION, "app", 1 + (int) given.state().revision().value());
        var secret = Given.struct("name", Doc.of("SECRET"), "valueFrom", Doc.of(source));
        var container =
                Given.struct("name", Doc.of("app"), "image", Doc.of("app:1"), "secrets", Doc.of(List.of(secret)));
        given.event(new TaskDefinitionRegistered(
                id, Given.struct("family", Doc.of("app"), "containerDefinitions", Doc.of(List.of(container))), "root"));
        return given.state().definitions().get(id).orElseThrow().definition();
    }

    /// What the host of the task is told, as things are now.
    private GivenSecret onHost(Resolution decided) {
        given.event(SecretResolver.event(TASK, List.of(decided)).orElseThrow());
        return new SecretResolver(given.state().vault()).given(TASK, "app").getFirst();
    }

    @Test
    void aTaskKeepsTheVersionItWasCreatedWithAndTheNextGetsTheNewOne() {
        var first = resolve(ARN);
        given.event(version("v2"), current("v2"));
        var second = resolve(ARN);

        assertEquals("v1", first.version());
        assertEquals("v2", second.version());
        assertEquals(sealed("v1"), onHost(first).sealed());
    }

    @Test
    void anArnMayNameAKeyAStageAndAVersion() {
        given.event(
                version("v2"), new SecretStagesMoved(DB, Map.of("AWSCURRENT", "v2", "AWSPREVIOUS", "v1"), List.of()));

        assertEquals("v1", resolve(ARN + "::AWSPREVIOUS:").version());
        assertEquals("v1", resolve(ARN + ":::v1").version());
        assertEquals("v2", resolve(ARN + ":password::").version());
        assertEquals("password", onHost(resolve(ARN + ":password::")).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"::AWSPENDING:", ":::v9", "::AWSPREVIOUS:v1"})
    void whatIsNotThereIsAFailureThatNamesWhatWasAskedFor(String rest) {
        var missing = resolve(ARN + rest);

        assertNull(missing.version());
        assertTrue(String.valueOf(missing.failure()).contains(ARN + rest), missing::toString);
        assertEquals(missing.failure(), onHost(missing).failure());
    }

    @Test
    void aSecretThatIsGoingGivesNothing() {
        given.event(new SecretDeletionPlanned(DB, Given.START.plusSeconds(1)));

        var refused = resolve(ARN);

        assertTrue(String.valueOf(refused.failure()).contains("InvalidRequestException"), refused::toString);
    }

    @Test
    void aVersionThatIsGoneWhenTheHostAsksIsAFailureThere() {
        var decided = resolve(ARN);
        given.event(new SecretDeleted(DB));

        var told = onHost(decided);

        assertNull(told.sealed());
        assertTrue(String.valueOf(told.failure()).contains("ResourceNotFoundException"), told::toString);
    }

    @Test
    void aParameterIsFoundByNameAndByArnAndKeepsItsVersion() {
        var named = resolve("/prod/key");
        given.event(parameter(2, "two"));
        var byArn = resolve("arn:aws:ssm:us-east-1:123456789012:parameter/prod/key");

        assertEquals("1", named.version());
        assertEquals("2", byArn.version());
        assertEquals("one", onHost(named).text());
    }

    @Test
    void aParameterThatIsNotThereIsNamed() {
        given.event(new ParameterDeleted(KEY));

        assertTrue(String.valueOf(resolve("/prod/key").failure()).endsWith("Invalid parameters: /prod/key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"arn:aws:s3:::bucket", "arn:aws:ssm:us-east-1:1:document/x", "arn:aws:secretsmanager:"})
    void whatNothingCanBeNamedIsInvalid(String source) {
        assertEquals("invalid valueFrom " + source, resolve(source).failure());
    }
}
