package dev.evenkeel.api.secretsmanager;

import dev.evenkeel.api.aws.Page;
import dev.evenkeel.reconcilers.command.SecretNames;
import dev.evenkeel.store.state.SecretRow;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// What a secret must have to be listed: one of the values, or none of those that begin with `!`.
record SecretFilter(@Nullable String Key, List<String> Values) {
    /// All of these filters, asked of a secret in a region.
    static BiPredicate<SecretRow, String> of(List<SecretFilter> filters) {
        filters.forEach(SecretFilter::check);
        return (secret, region) -> filters.stream().allMatch(filter -> filter.matches(secret, region));
    }

    /// Where a token says that a page begins; empty text where there is none.
    static String position(@Nullable String token) {
        return token == null ? "" : Page.positionOf(token).orElseThrow(Errors::token);
    }

    private void check() {
        if (Key == null || Values.isEmpty()) {
            throw Errors.parameter("A filter needs a Key and at least one of Values.");
        }
    }

    private boolean matches(SecretRow secret, String region) {
        var wanted = Values.stream().filter(value -> !value.startsWith("!")).toList();
        boolean unwanted = Values.stream()
                .filter(value -> value.startsWith("!"))
                .anyMatch(value -> has(secret, region, value.substring(1)));
        return !unwanted && (wanted.isEmpty() || wanted.stream().anyMatch(value -> has(secret, region, value)));
    }

    private boolean has(SecretRow secret, String region, String value) {
        var name = secret.id().name();
        var description = secret.document().text("Description").orElse("");
        var tags = SecretNames.tags(secret.document());
        return switch (Key) {
            case "name" -> name.startsWith(value);
            case "description" -> within(description, value);
            case "tag-key" -> anyBegins(tags.keySet(), value);
            case "tag-value" -> anyBegins(tags.values(), value);
            case "primary-region" -> region.startsWith(value);
            case "all" ->
                within(name, value)
                        || within(description, value)
                        || anyBegins(tags.keySet(), value)
                        || anyBegins(tags.values(), value);
            case null, default -> false;
        };
    }

    private static boolean anyBegins(Collection<String> texts, String value) {
        return texts.stream().anyMatch(text -> text.startsWith(value));
    }

    private static boolean within(String text, String value) {
        return text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
    }
}
