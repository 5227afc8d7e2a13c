/// Servers as processes of their own, and directories that go away: for the demo, the benchmarks and the tests.
@NullMarked
package dev.evenkeel.deploy.process;

import org.jspecify.annotations.NullMarked;
