/// The front door for AWS clients: which service and operation is meant, who calls, and what their call becomes.
@NullMarked
package dev.evenkeel.api.aws;

import org.jspecify.annotations.NullMarked;
