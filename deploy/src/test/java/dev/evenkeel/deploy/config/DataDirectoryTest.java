package dev.evenkeel.deploy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void theRootKeyIsMadeOnceAndForItsOwnerOnly() throws IOException {
        var key = RootKey.of(directory);
        assertTrue(key.id().matches("AKIA[A-Z2-7]{16}"), key.id());
        assertEquals(40, key.secret().length());
        assertEquals(key, RootKey.of(directory));
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
    }

    @Test
    void everyDirectoryHasItsOwnKey() throws IOException {
        var other = Files.createDirectory(directory.resolve("other"));
        assertNotEquals(RootKey.of(directory).secret(), RootKey.of(other).secret());
    }

    @Test
    void theSecretIsNotPrinted() throws IOException {
        var key = RootKey.of(directory);
        assertTrue(!key.toString().contains(key.secret()) && key.toString().contains(key.id()));
    }

    @Test
    void commandsFindTheServer() throws IOException {
        assertEquals(Optional.empty(), Endpoint.read(directory));
        var endpoint = new Endpoint(URI.create("http://127.0.0.1:8087"), "123456789012", "eu-west-1", 4711);
        endpoint.write(directory);
        assertEquals(Optional.of(endpoint), Endpoint.read(directory));
        Endpoint.remove(directory);
        assertEquals(Optional.empty(), Endpoint.read(directory));
    }
}
