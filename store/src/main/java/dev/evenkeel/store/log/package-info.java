/// The durable log behind the ledger, and how batches become bytes.
@NullMarked
package dev.evenkeel.store.log;

import org.jspecify.annotations.NullMarked;
