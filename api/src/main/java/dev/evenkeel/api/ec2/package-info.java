/// Amazon EC2, as far as networks need it.
@NullMarked
package dev.evenkeel.api.ec2;

import org.jspecify.annotations.NullMarked;
