package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An alarm over what really goes through a load balancer, by the AWS CLI.
final class AlarmsIT {
    private static final String ALARM = "errors";

    private final AtomicInteger status = new AtomicInteger(200);
    private final HttpClient http = HttpClient.newHttpClient();
    private Stage stage;
    private Aws aws;
    private HttpServer backend;
    private URI front;
    private String balancer;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open("--runtime", "simulated");
        aws = stage.aws();
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            boolean checked = exchange.getRequestURI().getPath().equals("/health");
            exchange.sendResponseHeaders(checked ? 200 : status.get(), -1);
            exchange.close();
        });
        backend.start();
        balance();
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
        backend.stop(0);
        http.close();
    }

    private void balance() throws IOException, InterruptedException {
        var subnets = aws.json("ec2", "describe-subnets").path("Subnets");
        var made = aws.json(
                "elbv2",
                "create-load-balancer",
                "--name",
                "web",
                "--subnets",
                subnets.at("/0/SubnetId").asText(),
                subnets.at("/1/SubnetId").asText());
        var arn = made.at("/LoadBalancers/0/LoadBalancerArn").asText();
        balancer = arn.substring(arn.indexOf("app/"));
        var group = aws.json(
                        "elbv2",
                        "create-target-group",
                        "--name",
                        "blue",
                        "--protocol",
                        "HTTP",
                        "--port",
                        Integer.toString(backend.getAddress().getPort()),
                        "--vpc-id",
                        subnets.at("/0/VpcId").asText(),
                        "--target-type",
                        "ip",
                        "--health-check-path",
                        "/health",
                        "--health-check-interval-seconds",
                        "5",
                        "--health-check-timeout-seconds",
                        "2")
                .at("/TargetGroups/0/TargetGroupArn")
                .asText();
        var address = made.at("/LoadBalancers/0/AvailabilityZones/0/LoadBalancerAddresses/0/IpAddress")
                .asText();
        int port = freePort(address);
        aws.json(
                "elbv2",
                "create-listener",
                "--load-balancer-arn",
                arn,
                "--protocol",
                "HTTP",
                "--port",
                Integer.toString(port),
                "--default-actions",
                "Type=forward,TargetGroupArn=" + group);
        aws.json("elbv2", "register-targets", "--target-group-arn", group, "--targets", "Id=127.0.0.1");
        front = URI.create("http://" + address + ":" + port + "/");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> ask() == 200);
    }

    private static int freePort(String address) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    private int ask() throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(front).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void errorsBehindALoadBalancerRaiseAnAlarmWhichSurvivesSigkillAndEndsWithThem() throws Exception {
        watch();
        await().atMost(PATIENCE).until(() -> state().equals("OK"));
        status.set(500);

        await().atMost(PATIENCE).until(() -> ask() == 500 && state().equals("ALARM"));

        var reason = alarm().path("StateReason").asText();
        assertTrue(reason.startsWith("Threshold Crossed: 1 out of the last 1 datapoints ["), reason);
        status.set(200);
        stage.kill();
        stage.start();
        aws = stage.aws();
        assertEquals("ALARM", state());
        await().atMost(PATIENCE).until(() -> state().equals("OK"));
        var items = aws.json("cloudwatch", "describe-alarm-history", "--alarm-name", ALARM)
                .path("AlarmHistoryItems");
        assertEquals(
                "Alarm updated from ALARM to OK",
                items.get(0).path("HistorySummary").asText());
        assertEquals(
                "Alarm updated from OK to ALARM",
                items.get(1).path("HistorySummary").asText());
    }

    private void watch() throws IOException, InterruptedException {
        aws.text(
                "cloudwatch",
                "put-metric-alarm",
                "--alarm-name",
                ALARM,
                "--namespace",
                "AWS/ApplicationELB",
                "--metric-name",
                "HTTPCode_Target_5XX_Count",
                "--dimensions",
                "Name=LoadBalancer,Value=" + balancer,
                "--statistic",
                "Sum",
                "--period",
                "10",
                "--evaluation-periods",
                "1",
                "--threshold",
                "0",
                "--comparison-operator",
                "GreaterThanThreshold",
                "--treat-missing-data",
                "notBreaching");
    }

    private JsonNode alarm() throws IOException, InterruptedException {
        return aws.json("cloudwatch", "describe-alarms", "--alarm-names", ALARM).at("/MetricAlarms/0");
    }

    private String state() throws IOException, InterruptedException {
        return alarm().path("StateValue").asText();
    }
}
