/// What metrics say: values in periods, metric math, how alarms are judged, and the samples of load balancers.
@NullMarked
package dev.evenkeel.reconcilers.monitoring;

import org.jspecify.annotations.NullMarked;
