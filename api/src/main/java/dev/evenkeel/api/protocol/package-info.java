/// AWS's wire protocols: bytes to value trees and back, driven by the service models and nothing else.
///
/// [dev.evenkeel.api.protocol.ProtocolRouter] recognises a request, its [dev.evenkeel.api.protocol.Protocol] reads it
/// and writes the answer or the error in the same words.
@NullMarked
package dev.evenkeel.api.protocol;

import org.jspecify.annotations.NullMarked;
