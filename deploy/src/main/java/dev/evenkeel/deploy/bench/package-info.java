/// Benchmarks that print figures and ratios and assert nothing.
@NullMarked
package dev.evenkeel.deploy.bench;

import org.jspecify.annotations.NullMarked;
