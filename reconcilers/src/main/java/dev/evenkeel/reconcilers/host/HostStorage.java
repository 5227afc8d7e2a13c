package dev.evenkeel.reconcilers.host;

import java.util.List;

/// What a host keeps on its disks.
public interface HostStorage {
    /// The disks that matter: where images and containers are, and where the log is.
    ///
    /// @throws RuntimeUnavailableException when the runtime cannot be asked
    List<Disk> disks();

    /// The images that were fetched for tasks. Those that somebody else brought here are not ours to remove.
    ///
    /// @throws RuntimeUnavailableException when the runtime cannot be asked
    List<Image> images();

    /// Removes an image, unless something uses it by now.
    ///
    /// @throws RuntimeUnavailableException when the runtime cannot be asked
    void remove(Image image);

    /// A disk.
    ///
    /// @param name what it is for, such as `engine`
    /// @param total bytes
    /// @param free bytes that we may still write
    record Disk(String name, long total, long free) {
        /// How much of it is used, in percent, rounded down.
        public int usedPercent() {
            return total <= 0 ? 0 : (int) ((total - free) * 100 / total);
        }
    }

    /// An image.
    ///
    /// @param names all that it is known by, tags and digests, as `ImageName` writes them
    /// @param inUse whether a container is made of it
    record Image(String id, List<String> names, boolean inUse) {
        public Image {
            names = List.copyOf(names);
        }
    }
}
