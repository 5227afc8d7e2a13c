package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.store.state.SecretRow.CURRENT;
import static dev.evenkeel.store.state.SecretRow.PREVIOUS;

import dev.evenkeel.store.event.SecretEvent.SecretStagesMoved;
import dev.evenkeel.store.state.SecretRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the staging labels of a secret go: each is on one version at most, and what was current before is previous.
final class SecretStages {
    /// Versions that are kept; older ones go once they have no label.
    static final int MOST_VERSIONS = 100;

    private final TreeMap<String, String> stages;

    SecretStages(Map<String, String> stages) {
        this.stages = new TreeMap<>(stages);
    }

    /// Puts a label on a version and takes it from where it was.
    SecretStages put(String stage, String version) {
        var before = stages.put(stage, version);
        if (stage.equals(CURRENT) && before != null && !before.equals(version)) {
            stages.put(PREVIOUS, before);
        }
        if (stage.equals(CURRENT) && version.equals(stages.get(PREVIOUS))) {
            stages.remove(PREVIOUS);
        }
        return this;
    }

    SecretStages remove(String stage) {
        stages.remove(stage);
        return this;
    }

    /// @param versions ids, oldest first, those just stored among them
    SecretStagesMoved of(SecretRow secret, List<String> versions) {
        var dropped = new ArrayList<String>();
        int tooMany = versions.size() - MOST_VERSIONS;
        for (var version : versions) {
            if (dropped.size() < tooMany && !stages.containsValue(version)) {
                dropped.add(version);
            }
        }
        return new SecretStagesMoved(
                secret.id(), Collections.unmodifiableMap(new TreeMap<>(stages)), List.copyOf(dropped));
    }
}
