/// How services go from one revision to another: what a service deployment does next, and when it has to go back.
@NullMarked
package dev.evenkeel.reconcilers.deployment;

import org.jspecify.annotations.NullMarked;
