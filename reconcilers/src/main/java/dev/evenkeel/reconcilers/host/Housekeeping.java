package dev.evenkeel.reconcilers.host;

import java.time.Duration;

/// How a host is kept tidy.
///
/// @param every how often images are looked at
/// @param imageAge for how long an image must have been unused before it is removed
/// @param mostImages how many are removed at one look; 0 for none ever
/// @param fullPercent from how much of a disk being used on the host takes no new tasks
public record Housekeeping(Duration every, Duration imageAge, int mostImages, int fullPercent) {
    /// As the ECS agent does.
    public static final Housekeeping DEFAULTS = new Housekeeping(Duration.ofMinutes(30), Duration.ofHours(1), 5, 95);

    /// How much must become free again before a disk is not full any more: it would come and go with each file else.
    private static final int RELIEF = 2;

    public Housekeeping {
        if (fullPercent < RELIEF || fullPercent > 100) {
            throw new IllegalArgumentException("a disk is full from 2 to 100 percent on, not " + fullPercent);
        }
        if (mostImages < 0 || imageAge.isNegative()) {
            throw new IllegalArgumentException("images are removed after a time, and not fewer than none");
        }
    }

    /// Whether a disk is full.
    ///
    /// @param was whether it was before
    public boolean isFull(HostStorage.Disk disk, boolean was) {
        return disk.usedPercent() >= (was ? fullPercent - RELIEF : fullPercent);
    }
}
