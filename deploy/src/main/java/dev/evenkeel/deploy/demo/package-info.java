/// The README's first command: the whole story in ten lines.
@NullMarked
package dev.evenkeel.deploy.demo;

import org.jspecify.annotations.NullMarked;
