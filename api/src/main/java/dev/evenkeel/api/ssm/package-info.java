/// AWS Systems Manager, of which there is the Parameter Store.
@NullMarked
package dev.evenkeel.api.ssm;

import org.jspecify.annotations.NullMarked;
