package dev.evenkeel.reconcilers.balancing;

/// The data plane of a host: takes requests at the addresses of load balancers and brings them to targets.
public interface Proxy extends AutoCloseable {
    /// Has all requests that come from now on routed so. Requests under way go on as they began. Any thread may call
    /// it, with rising revisions; once the routes are served, the proxy tells [ProxyReports#served].
    void serve(Routes routes);

    /// What has gone through since it was started. Any thread may ask.
    TrafficReport traffic();

    @Override
    void close();
}
