/// The log on RocksDB. No other package knows of RocksDB.
@NullMarked
package dev.evenkeel.store.log.rocks;

import org.jspecify.annotations.NullMarked;
