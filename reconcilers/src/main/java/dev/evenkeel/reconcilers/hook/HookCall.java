package dev.evenkeel.reconcilers.hook;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;

/// A call that is due.
///
/// @param hook which run of a hook
/// @param seen the event that made it due, so that an answer to an earlier call is told from one to this
/// @param target as its service names it
/// @param payload what it is told
public record HookCall(ServiceDeploymentId deployment, String hook, EventRef seen, String target, Doc.Struct payload) {}
