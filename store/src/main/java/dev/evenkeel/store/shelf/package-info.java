/// Bulk bytes that are not events: what containers write, kept by log group and stream.
@NullMarked
package dev.evenkeel.store.shelf;

import org.jspecify.annotations.NullMarked;
