/// The whole product from outside: a server process, a real Docker engine, the AWS CLI and an AWS SDK.
@NullMarked
package dev.evenkeel.deploy.story;

import org.jspecify.annotations.NullMarked;
