package dev.evenkeel.api.model;

import java.util.List;
import java.util.Optional;

/// One operation of a service.
///
/// @param resultWrapper the element around the result in the query protocol
/// @param errors the errors the model names; services answer common errors besides
/// @param readOnly whether the model promises that the operation changes nothing
/// @param anonymous whether callers need not sign
public record OperationModel(
        String service,
        String name,
        Shape.Structure input,
        Shape.Structure output,
        Optional<String> resultWrapper,
        List<String> errors,
        boolean readOnly,
        boolean anonymous) {}
