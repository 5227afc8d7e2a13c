/// Desired count of a service into tasks started and stopped.
@NullMarked
package dev.evenkeel.reconcilers.service;

import org.jspecify.annotations.NullMarked;
