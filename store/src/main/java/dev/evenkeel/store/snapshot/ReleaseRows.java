package dev.evenkeel.store.snapshot;

import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.Releases;
import dev.evenkeel.store.state.State;
import java.util.List;

/// The rows of CodeDeploy, back into a state.
final class ReleaseRows {
    private ReleaseRows() {}

    static State applications(State state, List<Releases.Application> rows) {
        var part = state.releases();
        return state.withReleases(
                part.withApplications(Rows.added(part.applications(), rows, Releases.Application::id)));
    }

    static State groups(State state, List<Releases.Group> rows) {
        var part = state.releases();
        return state.withReleases(part.withGroups(Rows.added(part.groups(), rows, Releases.Group::id)));
    }

    static State configs(State state, List<Releases.Config> rows) {
        var part = state.releases();
        return state.withReleases(part.withConfigs(Rows.added(part.configs(), rows, Releases.Config::id)));
    }

    static State releases(State state, List<ReleaseRow> rows) {
        var part = state.releases();
        return state.withReleases(part.withReleases(Rows.added(part.releases(), rows, ReleaseRow::id)));
    }
}
