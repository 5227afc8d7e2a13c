package dev.evenkeel.runtime.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// An answer of the endpoint.
record Reply(int status, JsonNode body) {
    /// Says in words what is not to be had.
    static Reply told(int status, String message) {
        return new Reply(status, JsonNodeFactory.instance.textNode(message));
    }
}
