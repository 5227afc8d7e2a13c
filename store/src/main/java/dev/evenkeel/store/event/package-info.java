/// What happened: events, the batches they were decided in, who caused them and why.
@NullMarked
package dev.evenkeel.store.event;

import org.jspecify.annotations.NullMarked;
