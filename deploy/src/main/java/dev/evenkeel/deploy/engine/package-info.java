/// The Docker Engine's API, raw: what the demo and the benchmarks do beside Evenkeel, never what Evenkeel does itself.
@NullMarked
package dev.evenkeel.deploy.engine;

import org.jspecify.annotations.NullMarked;
