package dev.evenkeel.store.model.release;

/// A deployment group of an application of CodeDeploy.
public record ReleaseGroupId(ApplicationId application, String name) implements Comparable<ReleaseGroupId> {
    @Override
    public int compareTo(ReleaseGroupId other) {
        int applications = application.compareTo(other.application);
        return applications == 0 ? name.compareTo(other.name) : applications;
    }

    /// `region/application/name`, for people.
    @Override
    public String toString() {
        return application + "/" + name;
    }
}
