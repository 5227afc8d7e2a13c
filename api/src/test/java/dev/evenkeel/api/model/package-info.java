@NullMarked
package dev.evenkeel.api.model;

import org.jspecify.annotations.NullMarked;
