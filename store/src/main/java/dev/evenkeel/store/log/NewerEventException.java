package dev.evenkeel.store.log;

/// The log holds what only a newer Evenkeel can read. Nothing is wrong with the log.
public final class NewerEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;

    /// @param what was met, such as `event type 77, version 1`
    NewerEventException(String where, String what) {
        super(where + " holds " + what
                + ", which this version of Evenkeel does not know: it was written by a newer one."
                + " Start it with that version, or a later one.");
        this.what = what;
    }

    NewerEventException at(String where) {
        return new NewerEventException(where, what);
    }
}
