package dev.evenkeel.deploy.client;

/// An AWS service of which we are a client that speaks the query protocol.
public enum QueryService {
    /// Elastic Compute Cloud, for networks.
    EC2("ec2", "2016-11-15"),
    /// Elastic Load Balancing, version 2.
    ELBV2("elasticloadbalancing", "2015-12-01");

    private final String scope;
    private final String version;

    QueryService(String scope, String version) {
        this.scope = scope;
        this.version = version;
    }

    /// The service's name in a signature's scope.
    String scope() {
        return scope;
    }

    /// The version of its API.
    String version() {
        return version;
    }
}
