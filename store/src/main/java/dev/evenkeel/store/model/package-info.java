/// The vocabulary: typed ids, ARNs, specifications as records. Facts only, no behaviour that decides.
@NullMarked
package dev.evenkeel.store.model;

import org.jspecify.annotations.NullMarked;
