/// AWS Signature Version 4, both sides: verifying requests and signing our own. JDK only.
@NullMarked
package dev.evenkeel.api.sigv4;

import org.jspecify.annotations.NullMarked;
