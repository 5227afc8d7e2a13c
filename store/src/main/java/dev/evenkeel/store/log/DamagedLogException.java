package dev.evenkeel.store.log;

import dev.evenkeel.store.event.Revision;
import org.jspecify.annotations.Nullable;

/// The log does not hold what it acknowledged. Nothing goes on from there by itself.
public final class DamagedLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Revision revision;

    /// @param revision the first batch that is not as it was written
    /// @param what is wrong with it
    public DamagedLogException(Revision revision, String what, @Nullable Throwable cause) {
        super(
                "the log is damaged at " + revision + ": " + what + ". Nothing was changed. `evenkeel log verify` tells"
                        + " what is whole; restore the data directory from a copy that is.",
                cause);
        this.revision = revision;
    }

    /// The first batch that is not as it was written.
    public Revision revision() {
        return revision;
    }
}
