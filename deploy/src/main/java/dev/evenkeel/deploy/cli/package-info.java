/// The command line.
@NullMarked
package dev.evenkeel.deploy.cli;

import org.jspecify.annotations.NullMarked;
