package dev.evenkeel.api.sigv4;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.api.model.ServiceModels;
import dev.evenkeel.api.model.Validator;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.Protocol;
import dev.evenkeel.api.protocol.ProtocolRouter;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.protocol.Recorded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is done to a request, it is answered in AWS's words or read: nothing else comes out, and no altered request
/// passes for a signed one.
class HostileInputTest {
    private static final Instant SIGNED_AT = Instant.parse("2026-11-21T13:54:53Z");
    private static final int ROUNDS = 500;
    private static final String PIECES = "{}[]\":,\\u0000 &=%+;/.'<>\u00e9\ud83d\udea2-9eE1tfn";

    private final ProtocolRouter router = new ProtocolRouter(ServiceModels.bundled());
    private final SignatureVerifier verifier =
            new SignatureVerifier(id -> Optional.of(new Credentials(id, Recorded.SECRET_ACCESS_KEY)));

    @ParameterizedTest
    @CsvSource({"register-task-definition, 1", "run-task, 2", "put-log-events, 3", "get-caller-identity, 4"})
    void anAlteredRequestIsReadOrRefused(String recorded, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        RawRequest request = Recorded.request(recorded);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RawRequest altered = new RawRequest(
                    request.method(), request.rawPath(), "", request.headers(), altered(request.body(), random));
            String replay = "seed " + seed + " round " + round;
            refused += assertDoesNotThrow(() -> refused(altered), replay) ? 1 : 0;
            boolean same = Arrays.equals(request.body(), altered.body());
            assertEquals(same, verified(altered), replay);
        }
        assertTrue(refused > 0, "no alteration was ever refused");
    }

    @ParameterizedTest
    @CsvSource({"list-clusters, 5", "get-caller-identity, 6"})
    void alteredHeadersAndQueriesAreReadOrRefused(String recorded, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        RawRequest request = Recorded.request(recorded);
        for (int round = 0; round < ROUNDS; round++) {
            var headers = new TreeMap<>(request.headers().byName());
            String name = List.copyOf(headers.keySet()).get(random.nextInt(headers.size()));
            headers.put(name, List.of(altered(request.headers().first(name).orElseThrow(), random)));
            String query = altered("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&a=%20b", random);
            RawRequest altered = new RawRequest("POST", "/", query, new Headers(headers), request.body());
            String replay = "seed " + seed + " round " + round;
            assertDoesNotThrow(() -> refused(altered), replay);
            assertEquals(false, verified(altered), replay);
        }
    }

    private boolean refused(RawRequest request) {
        if (!(router.route(request) instanceof ProtocolRouter.Route.Found found)) {
            return true;
        }
        try {
            Protocol.Input input = found.protocol().read(found.operation(), request);
            return !Validator.check(found.operation().input(), input.members()).isEmpty();
        } catch (ApiException refusal) {
            return true;
        }
    }

    private boolean verified(RawRequest request) {
        try {
            verifier.verify(request, SIGNED_AT);
            return true;
        } catch (ApiException refusal) {
            return false;
        }
    }

    private static String altered(String text, RandomGenerator random) {
        byte[] bytes = altered(text.getBytes(StandardCharsets.ISO_8859_1), random);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// One to three times a byte replaced, a piece put in, a range cut out or said twice.
    private static byte[] altered(byte[] original, RandomGenerator random) {
        var bytes = new ArrayList<Byte>();
        for (byte b : original) {
            bytes.add(b);
        }
        for (int i = random.nextInt(1, 4); i > 0 && !bytes.isEmpty(); i--) {
            int at = random.nextInt(bytes.size());
            int end = Math.min(bytes.size(), at + random.nextInt(1, 9));
            switch (random.nextInt(4)) {
                case 0 -> bytes.set(at, (byte) random.nextInt(256));
                case 1 -> bytes.add(at, (byte) PIECES.charAt(random.nextInt(PIECES.length())));
                case 2 -> bytes.subList(at, end).clear();
                default -> bytes.addAll(at, List.copyOf(bytes.subList(at, end)));
            }
        }
        var result = new byte[bytes.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = bytes.get(i);
        }
        return result;
    }
}
