package dev.evenkeel.deploy.cli;

import dev.evenkeel.store.audit.Sentences;
import dev.evenkeel.store.event.Batch;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A batch in words: a line for who and when, and one for each event.
final class BatchText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private BatchText() {}

    static String of(Batch batch) {
        var text = new StringBuilder();
        text.append(batch.revision())
                .append("  ")
                .append(TIME.format(batch.at()))
                .append("  ");
        text.append(Sentences.of(batch.origin()));
        for (int i = 0; i < batch.entries().size(); i++) {
            var entry = batch.entries().get(i);
            var reason = Sentences.of(entry.reason());
            text.append("\n  .").append(i).append("  ").append(Sentences.of(entry.event()));
            text.append(reason.isEmpty() ? "" : ": " + reason);
        }
        return text.toString();
    }
}
