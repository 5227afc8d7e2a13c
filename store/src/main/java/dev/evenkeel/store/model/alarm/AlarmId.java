package dev.evenkeel.store.model.alarm;

import java.util.Optional;

/// A CloudWatch alarm: its name within a region.
public record AlarmId(String region, String name) implements Comparable<AlarmId> {
    private static final String RESOURCE = "alarm";
    private static final int PARTS = 7;

    /// The alarm that an ARN names, whether it is there or not.
    public static Optional<AlarmId> ofArn(String arn) {
        var parts = arn.split(":", PARTS);
        boolean fits = parts.length == PARTS
                && parts[0].equals("arn")
                && parts[2].equals("cloudwatch")
                && parts[5].equals(RESOURCE);
        return fits ? Optional.of(new AlarmId(parts[3], parts[6])) : Optional.empty();
    }

    /// `arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME`.
    public String arn(String account) {
        return "arn:aws:cloudwatch:" + region + ":" + account + ":" + RESOURCE + ":" + name;
    }

    @Override
    public int compareTo(AlarmId other) {
        return region.equals(other.region) ? name.compareTo(other.name) : region.compareTo(other.region);
    }

    /// `region/name`, for people.
    @Override
    public String toString() {
        return region + "/" + name;
    }
}
