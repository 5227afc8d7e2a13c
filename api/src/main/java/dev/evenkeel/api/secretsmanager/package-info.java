/// AWS Secrets Manager: secrets with versions and stages, as far as containers and those who deploy them need it.
@NullMarked
package dev.evenkeel.api.secretsmanager;

import org.jspecify.annotations.NullMarked;
