@NullMarked
package dev.evenkeel.api.codedeploy.appspec;

import org.jspecify.annotations.NullMarked;
