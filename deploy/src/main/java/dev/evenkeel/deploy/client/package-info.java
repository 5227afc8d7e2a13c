/// A client of Evenkeel's own HTTP API: signed, with the key of the data directory.
@NullMarked
package dev.evenkeel.deploy.client;

import org.jspecify.annotations.NullMarked;
