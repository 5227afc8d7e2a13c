package dev.evenkeel.deploy.cli;

import dev.evenkeel.store.log.DataDirectory;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.log.rocks.RocksEventLog;
import java.nio.file.Path;

/// A log that is only looked at, whether or not a server runs on it.
record LogFolder(DataDirectory directory, EventLog log) implements AutoCloseable {
    static LogFolder open(Path path) {
        var directory = DataDirectory.lookAt(path);
        return new LogFolder(directory, RocksEventLog.inspect(directory));
    }

    @Override
    public void close() {
        log.close();
        directory.close();
    }
}
