package dev.evenkeel.store.model.balancing;

/// A rule of a listener; also its default rule, which has an id like any other.
///
/// @param id 16 hexadecimal digits
public record RuleId(ListenerId listener, String id) implements Comparable<RuleId> {
    @Override
    public int compareTo(RuleId other) {
        int byListener = listener.compareTo(other.listener);
        return byListener == 0 ? id.compareTo(other.id) : byListener;
    }

    /// `region/app/NAME/ID/ID/ID`, for people.
    @Override
    public String toString() {
        return listener + "/" + id;
    }
}
