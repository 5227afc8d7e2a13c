/// What must hold of the source and the classes of every module, whoever writes them.
@NullMarked
package dev.evenkeel.deploy.rules;

import org.jspecify.annotations.NullMarked;
