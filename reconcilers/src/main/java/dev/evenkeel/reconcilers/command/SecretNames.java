package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.state.SecretRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// What the commands about secrets have in common.
public final class SecretNames {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SUFFIX = 6;

    private SecretNames() {}

    /// The end of a new secret's ARN.
    static String suffix(Dice dice) {
        var text = new StringBuilder(SUFFIX);
        for (int i = 0; i < SUFFIX; i++) {
            text.append(LETTERS.charAt(dice.below(LETTERS.length())));
        }
        return text.toString();
    }

    /// The tags that a secret's document holds, by key.
    public static Map<String, String> tags(Doc.Struct document) {
        var tags = new TreeMap<String, String>();
        for (var tag : document.structs("Tags")) {
            tags.put(tag.text("Key").orElse(""), tag.text("Value").orElse(""));
        }
        return tags;
    }

    /// The document with these tags.
    public static Doc.Struct withTags(Doc.Struct document, Map<String, String> tags) {
        List<Doc.Struct> items = tags.entrySet().stream()
                .map(tag -> Doc.EMPTY.with("Key", Doc.of(tag.getKey())).with("Value", Doc.of(tag.getValue())))
                .toList();
        return document.with("Tags", Doc.of(items));
    }

    static <R> Outcome<R> whenUsable(State tip, SecretId secret, Function<SecretRow, Outcome<R>> then) {
        var row = tip.vault().secrets().get(secret);
        if (row.isEmpty()) {
            return noSecret();
        }
        return row.get().deleteAt() == null
                ? then.apply(row.get())
                : invalid("You can't perform this operation on the secret because it was marked for deletion.");
    }

    static <R> Outcome<R> noSecret() {
        return Outcome.refused("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }

    static <R> Outcome<R> invalid(String message) {
        return Outcome.refused("InvalidRequestException", message);
    }
}
