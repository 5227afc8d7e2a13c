package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.release.ApplicationId;
import dev.evenkeel.store.model.release.ReleaseConfigId;
import dev.evenkeel.store.model.release.ReleaseGroupId;
import dev.evenkeel.store.model.release.ReleaseGroupSpec;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ShiftPlan;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/// CodeDeploy's deployments and what they are made from.
public record Releases(
        Table<ApplicationId, Application> applications,
        Table<ReleaseGroupId, Group> groups,
        Table<ReleaseConfigId, Config> configs,
        Table<ReleaseId, ReleaseRow> releases) {
    /// Nothing of it.
    public static final Releases NONE = new Releases(Table.empty(), Table.empty(), Table.empty(), Table.empty());

    /// An application.
    public record Application(ApplicationId id, String uuid, Instant createdAt, EventRef since) {}

    /// A deployment group.
    public record Group(ReleaseGroupId id, String uuid, ReleaseGroupSpec spec, EventRef since) {}

    /// A deployment configuration that somebody made.
    public record Config(ReleaseConfigId id, String uuid, ShiftPlan plan, Instant createdAt, EventRef since) {}

    /// With another part.
    public Releases withApplications(Table<ApplicationId, Application> rows) {
        return new Releases(rows, groups, configs, releases);
    }

    /// With another part.
    public Releases withGroups(Table<ReleaseGroupId, Group> rows) {
        return new Releases(applications, rows, configs, releases);
    }

    /// With another part.
    public Releases withConfigs(Table<ReleaseConfigId, Config> rows) {
        return new Releases(applications, groups, rows, releases);
    }

    /// With another part.
    public Releases withReleases(Table<ReleaseId, ReleaseRow> rows) {
        return new Releases(applications, groups, configs, rows);
    }

    /// The groups of an application, by name.
    public Stream<Group> groupsOf(ApplicationId application) {
        return groups.from(new ReleaseGroupId(application, ""))
                .takeWhile(row -> row.getKey().application().equals(application))
                .map(Map.Entry::getValue);
    }

    /// Releases to which something is still to come.
    public Stream<ReleaseRow> open() {
        return releases.values().filter(row -> row.status().open());
    }

    /// Those of them that deploy this service.
    public Stream<ReleaseRow> openOf(ServiceId service) {
        return open().filter(row -> row.spec().original().service().equals(service));
    }
}
