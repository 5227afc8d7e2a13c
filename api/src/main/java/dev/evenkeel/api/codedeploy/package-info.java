/// CodeDeploy, for services of ECS.
@NullMarked
package dev.evenkeel.api.codedeploy;

import org.jspecify.annotations.NullMarked;
