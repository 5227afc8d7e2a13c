/// The single writer: transactions in, batches out, one decision after another.
@NullMarked
package dev.evenkeel.store.ledger;

import org.jspecify.annotations.NullMarked;
