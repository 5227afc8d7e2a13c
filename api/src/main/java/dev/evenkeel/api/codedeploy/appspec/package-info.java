/// AppSpecs of CodeDeploy, in YAML or JSON: the only place that knows YAML.
@NullMarked
package dev.evenkeel.api.codedeploy.appspec;

import org.jspecify.annotations.NullMarked;
