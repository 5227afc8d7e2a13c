package dev.evenkeel.api.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;

/// The parsers, with the limits that hold for every request.
final class Formats {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 200;
    private static final int MAX_NAME_LENGTH = 4_096;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(MAX_NUMBER_LENGTH)
            .maxNameLength(MAX_NAME_LENGTH)
            .build();

    /// Names are not interned: strangers choose them. AWS bodies are UTF-8, whatever they look like.
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    static final JsonFactory CBOR = CBORFactory.builder()
            .streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Formats() {}
}
