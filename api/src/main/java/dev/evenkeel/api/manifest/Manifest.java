package dev.evenkeel.api.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.api.ecs.Kind;

/// One document: something of a kind, by name, that shall be so.
///
/// @param spec the input of the AWS operation that creates such a thing, without its name
record Manifest(Kind kind, String name, JsonNode spec) {
    /// `Service web`, for people.
    @Override
    public String toString() {
        return kind.word() + " " + name;
    }
}
