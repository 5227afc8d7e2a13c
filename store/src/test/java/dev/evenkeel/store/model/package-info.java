@NullMarked
package dev.evenkeel.store.model;

import org.jspecify.annotations.NullMarked;
