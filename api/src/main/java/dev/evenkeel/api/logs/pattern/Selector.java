package dev.evenkeel.api.logs.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The way to properties of a JSON object: `$.a.b[0].c`, `$.a[*]`, `$.['a.b']`.
record Selector(List<Step> steps) {
    Selector {
        steps = List.copyOf(steps);
    }

    sealed interface Step {
        /// What one step leads to.
        Stream<JsonNode> from(JsonNode node);
    }

    record Named(String name) implements Step {
        @Override
        public Stream<JsonNode> from(JsonNode node) {
            return Stream.ofNullable(node.get(name));
        }
    }

    record Indexed(int index) implements Step {
        @Override
        public Stream<JsonNode> from(JsonNode node) {
            return Stream.ofNullable(node.get(index));
        }
    }

    record Each() implements Step {
        @Override
        public Stream<JsonNode> from(JsonNode node) {
            return StreamSupport.stream(node.spliterator(), false);
        }
    }

    static Selector parse(Cursor in) {
        in.expect("$");
        var steps = new ArrayList<Step>();
        while (in.here() == '.' || in.here() == '[') {
            boolean dot = in.take(".");
            if (in.here() == '[') {
                in.expect("[");
                steps.add(bracket(in));
                in.expect("]");
            } else if (dot) {
                steps.add(new Named(
                        in.word("the name of a property", c -> Character.isLetterOrDigit(c) || c == '_' || c == '-')));
            }
        }
        return new Selector(steps);
    }

    private static Step bracket(Cursor in) {
        if (in.take("*")) {
            return new Each();
        }
        if (in.take("'")) {
            return new Named(in.until('\''));
        }
        if (in.take("\"")) {
            return new Named(in.until('"'));
        }
        var digits = in.word("an index", Character::isDigit);
        if (digits.length() > 9) {
            throw in.invalid("index " + digits + " is too large");
        }
        return new Indexed(Integer.parseInt(digits));
    }

    /// Everything that it leads to.
    List<JsonNode> of(JsonNode root) {
        var nodes = List.of(root);
        for (var step : steps) {
            nodes = nodes.stream().flatMap(step::from).toList();
        }
        return nodes;
    }
}
