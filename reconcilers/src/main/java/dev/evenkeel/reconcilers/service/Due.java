package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.state.ServiceRow;
import java.util.Comparator;

/// A service that is to be looked at. DAEMON services come first: their tasks take their room before others do.
public record Due(boolean replica, ServiceId service) implements Comparable<Due> {
    private static final Comparator<Due> ORDER =
            Comparator.comparing(Due::replica).thenComparing(Due::service);

    /// The turn of a service.
    public static Due of(ServiceRow row) {
        return new Due(!row.spec().daemon(), row.id());
    }

    @Override
    public int compareTo(Due other) {
        return ORDER.compare(this, other);
    }

    /// The service, for people.
    @Override
    public String toString() {
        return service.toString();
    }
}
