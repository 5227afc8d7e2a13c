package dev.evenkeel.api.codedeploy;

/// An answer without members.
record Nothing() {}
