package dev.evenkeel.store.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names as Docker reads them.
class ImageNameTest {
    @ParameterizedTest
    @CsvSource({
        "nginx,                          docker.io,      nginx:latest",
        "nginx:1.25-alpine,              docker.io,      nginx:1.25-alpine",
        "docker.io/library/nginx:1,      docker.io,      nginx:1",
        "index.docker.io/fluent/fluentd, docker.io,      fluent/fluentd:latest",
        "127.0.0.1:5000/app,             127.0.0.1:5000, 127.0.0.1:5000/app:latest",
        "localhost/app:2,                localhost,      localhost/app:2",
        "ghcr.io/a/b:3@sha256:abc,       ghcr.io,        ghcr.io/a/b@sha256:abc",
    })
    void aNameTellsItsRegistryAndItsShortForm(String text, String registry, String whole) {
        var name = ImageName.of(text);

        assertEquals(registry, name.registry());
        assertEquals(whole, name.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "nginx:1,              nginx@sha256:abc",
        "127.0.0.1:5000/app:2, 127.0.0.1:5000/app@sha256:abc",
    })
    void aDigestTakesThePlaceOfTheTag(String text, String exact) {
        assertEquals(exact, ImageName.of(text).at("sha256:abc").toString());
    }
}
