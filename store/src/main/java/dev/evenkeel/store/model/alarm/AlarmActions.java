package dev.evenkeel.store.model.alarm;

import java.util.List;
import java.util.stream.Stream;

/// ARNs of what an alarm is to set off.
///
/// @param enabled whether it is to at present
public record AlarmActions(boolean enabled, List<String> ok, List<String> alarm, List<String> insufficientData) {
    /// Nothing.
    public static final AlarmActions NONE = new AlarmActions(true, List.of(), List.of(), List.of());

    /// All of them, in the order of states.
    public Stream<String> all() {
        return Stream.of(ok, alarm, insufficientData).flatMap(List::stream);
    }

    /// The same ones, enabled or not.
    public AlarmActions switched(boolean on) {
        return new AlarmActions(on, ok, alarm, insufficientData);
    }
}
