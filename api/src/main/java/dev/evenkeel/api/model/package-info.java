/// The facts of AWS's published service models, loaded from compact resources, and what follows from facts alone:
/// validation, redaction, binding between value trees and records.
@NullMarked
package dev.evenkeel.api.model;

import org.jspecify.annotations.NullMarked;
