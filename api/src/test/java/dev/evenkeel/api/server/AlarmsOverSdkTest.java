package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.InvalidFormatException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/// Alarms through AWS's own SDK.
@SuppressWarnings("unchecked") // the varargs of the SDK's builders are generic
final class AlarmsOverSdkTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:ops";

    private TestApi api;
    private CloudWatchClient alarms;

    @BeforeEach
    void start() {
        api = new TestApi();
        alarms = api.sdk(CloudWatchClient.builder());
    }

    @AfterEach
    void stop() {
        alarms.close();
        api.close();
    }

    private static PutMetricAlarmRequest.Builder errors(String name) {
        return PutMetricAlarmRequest.builder()
                .alarmName(name)
                .namespace("AWS/ApplicationELB")
                .metricName("HTTPCode_Target_5XX_Count")
                .dimensions(d -> d.name("LoadBalancer").value("app/web/0123456789abcdef"))
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(3)
                .threshold(5.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD);
    }

    private void put(String name) {
        alarms.putMetricAlarm(errors(name).build());
    }

    private void set(String name, StateValue state) {
        alarms.setAlarmState(r -> r.alarmName(name).stateValue(state).stateReason("because"));
    }

    private MetricAlarm alarm(String name) {
        return alarms.describeAlarms(r -> r.alarmNames(name)).metricAlarms().getFirst();
    }

    private static String name(MetricAlarm alarm) {
        return alarm.alarmName();
    }

    @Test
    void anAlarmIsDescribedAsItWasPut() {
        alarms.putMetricAlarm(errors("errors")
                .alarmDescription("too many")
                .actionsEnabled(false)
                .alarmActions(TOPIC)
                .datapointsToAlarm(2)
                .treatMissingData("notBreaching")
                .tags(t -> t.key("team").value("web"))
                .build());

        var alarm = alarm("errors");

        assertEquals("arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors", alarm.alarmArn());
        assertEquals("too many", alarm.alarmDescription());
        assertEquals(false, alarm.actionsEnabled());
        assertEquals(List.of(TOPIC), alarm.alarmActions());
        assertEquals(StateValue.INSUFFICIENT_DATA, alarm.stateValue());
        assertEquals("Unchecked: Initial alarm creation", alarm.stateReason());
        assertEquals("HTTPCode_Target_5XX_Count", alarm.metricName());
        assertEquals(Statistic.SUM, alarm.statistic());
        assertNull(alarm.extendedStatistic());
        assertEquals(60, alarm.period());
        assertEquals(3, alarm.evaluationPeriods());
        assertEquals(2, alarm.datapointsToAlarm());
        assertEquals(5.0, alarm.threshold());
        assertEquals("notBreaching", alarm.treatMissingData());
        assertEquals("LoadBalancer", alarm.dimensions().getFirst().name());
    }

    @Test
    void putAgainAnAlarmStaysInItsStateAndKeepsItsTags() {
        alarms.putMetricAlarm(
                errors("errors").tags(t -> t.key("team").value("web")).build());
        set("errors", StateValue.ALARM);

        alarms.putMetricAlarm(errors("errors")
                .threshold(9.0)
                .tags(t -> t.key("team").value("other"))
                .build());

        assertEquals(9.0, alarm("errors").threshold());
        assertEquals(StateValue.ALARM, alarm("errors").stateValue());
        assertEquals(List.of("web"), tags("errors").stream().map(Tag::value).toList());
    }

    @Test
    void percentilesAreWatchedToo() {
        alarms.putMetricAlarm(errors("slow")
                .metricName("TargetResponseTime")
                .statistic((Statistic) null)
                .extendedStatistic("p99.9")
                .evaluateLowSampleCountPercentile("ignore")
                .build());

        assertEquals("p99.9", alarm("slow").extendedStatistic());
        assertNull(alarm("slow").statistic());
        assertEquals("ignore", alarm("slow").evaluateLowSampleCountPercentile());
    }

    @Test
    void anAlarmWatchesAnExpression() {
        alarms.putMetricAlarm(r -> r.alarmName("rate")
                .metrics(
                        line("errors", "HTTPCode_Target_5XX_Count"),
                        line("requests", "RequestCount"),
                        MetricDataQuery.builder()
                                .id("rate")
                                .expression("100 * FILL(errors, 0) / requests")
                                .label("Error rate")
                                .build())
                .evaluationPeriods(1)
                .threshold(1.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));

        var lines = alarm("rate").metrics();

        assertEquals(
                List.of("errors", "requests", "rate"),
                lines.stream().map(MetricDataQuery::id).toList());
        assertEquals("100 * FILL(errors, 0) / requests", lines.getLast().expression());
        assertEquals(false, lines.getFirst().returnData());
        assertNull(alarm("rate").metricName());
    }

    private static MetricDataQuery line(String id, String metric) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(s -> s.metric(m -> m.namespace("AWS/ApplicationELB").metricName(metric))
                        .period(60)
                        .stat("Sum"))
                .returnData(false)
                .build();
    }

    @Test
    void alarmsAreFoundByPrefixStateAndPage() {
        IntStream.range(0, 5).forEach(i -> put("web-" + i));
        put("other");
        set("web-1", StateValue.ALARM);
        set("web-3", StateValue.ALARM);

        var first = alarms.describeAlarms(r -> r.alarmNamePrefix("web-").maxRecords(3));
        var second = alarms.describeAlarms(
                r -> r.alarmNamePrefix("web-").maxRecords(3).nextToken(first.nextToken()));
        var ringing = alarms.describeAlarms(r -> r.stateValue(StateValue.ALARM)).metricAlarms();
        var composite = alarms.describeAlarms(r -> r.alarmTypes(AlarmType.COMPOSITE_ALARM));

        assertEquals(3, first.metricAlarms().size());
        assertEquals(
                List.of("web-3", "web-4"),
                second.metricAlarms().stream().map(AlarmsOverSdkTest::name).toList());
        assertNull(second.nextToken());
        assertEquals(
                List.of("web-1", "web-3"),
                ringing.stream().map(AlarmsOverSdkTest::name).toList());
        assertTrue(composite.metricAlarms().isEmpty());
        assertThrows(InvalidNextTokenException.class, () -> alarms.describeAlarms(r -> r.nextToken("made up")));
    }

    @Test
    void alarmsAreFoundByWhatTheyWatch() {
        put("errors");
        alarms.putMetricAlarm(errors("slow").metricName("TargetResponseTime").build());

        var found = alarms.describeAlarmsForMetric(r -> r.namespace("AWS/ApplicationELB")
                .metricName("HTTPCode_Target_5XX_Count")
                .dimensions(d -> d.name("LoadBalancer").value("app/web/0123456789abcdef")));
        var bare = alarms.describeAlarmsForMetric(
                r -> r.namespace("AWS/ApplicationELB").metricName("HTTPCode_Target_5XX_Count"));

        assertEquals(
                List.of("errors"),
                found.metricAlarms().stream().map(AlarmsOverSdkTest::name).toList());
        assertTrue(bare.metricAlarms().isEmpty());
    }

    @Test
    void aStateIsSetWithItsReason() {
        put("errors");

        alarms.setAlarmState(r -> r.alarmName("errors")
                .stateValue(StateValue.ALARM)
                .stateReason("drill")
                .stateReasonData("{\"by\":\"me\"}"));

        assertEquals("drill", alarm("errors").stateReason());
        assertEquals("{\"by\":\"me\"}", alarm("errors").stateReasonData());
        assertThrows(
                InvalidFormatException.class,
                () -> alarms.setAlarmState(r -> r.alarmName("errors")
                        .stateValue(StateValue.OK)
                        .stateReason("drill")
                        .stateReasonData("{by:")));
        assertError("ResourceNotFound", () -> set("nothing", StateValue.OK));
        assertEquals(StateValue.ALARM, alarm("errors").stateValue());
    }

    @Test
    void theHistoryOfAnAlarmIsToldNewestFirstAlsoWhenItIsGone() {
        put("errors");
        set("errors", StateValue.ALARM);
        alarms.putMetricAlarm(errors("errors").threshold(9.0).build());
        alarms.deleteAlarms(r -> r.alarmNames("errors"));

        var items = history(HistoryItemType.UNKNOWN_TO_SDK_VERSION);

        assertEquals(
                List.of(
                        "Alarm \"errors\" deleted",
                        "Alarm \"errors\" updated",
                        "Alarm updated from INSUFFICIENT_DATA to ALARM",
                        "Alarm \"errors\" created"),
                items.stream().map(AlarmHistoryItem::historySummary).toList());
        var changed = history(HistoryItemType.STATE_UPDATE);
        assertEquals(1, changed.size());
        assertTrue(changed.getFirst().historyData().contains("\"stateReason\":\"because\""));
        var pages = alarms.describeAlarmHistoryPaginator(
                r -> r.alarmName("errors").maxRecords(3).scanBy(ScanBy.TIMESTAMP_ASCENDING));
        assertEquals(4, pages.alarmHistoryItems().stream().count());
        assertThrows(InvalidNextTokenException.class, () -> alarms.describeAlarmHistory(r -> r.nextToken("made up")));
    }

    private List<AlarmHistoryItem> history(HistoryItemType type) {
        var wanted = type == HistoryItemType.UNKNOWN_TO_SDK_VERSION ? null : type;
        return alarms.describeAlarmHistory(r -> r.alarmName("errors").historyItemType(wanted))
                .alarmHistoryItems();
    }

    @Test
    void alarmsAreDeletedAllOrNone() {
        put("one");
        put("two");

        assertError("ResourceNotFound", () -> alarms.deleteAlarms(r -> r.alarmNames("one", "three")));
        assertEquals(2, alarms.describeAlarms().metricAlarms().size());
        alarms.deleteAlarms(r -> r.alarmNames("one", "two"));
        assertTrue(alarms.describeAlarms().metricAlarms().isEmpty());
    }

    @Test
    void actionsThatNothingCarriesOutStaySwitchedOff() {
        alarms.putMetricAlarm(
                errors("errors").actionsEnabled(false).alarmActions(TOPIC).build());
        put("bare");

        assertError("ValidationError", () -> alarms.enableAlarmActions(r -> r.alarmNames("errors")));
        alarms.disableAlarmActions(r -> r.alarmNames("bare"));
        assertEquals(false, alarm("bare").actionsEnabled());
        alarms.enableAlarmActions(r -> r.alarmNames("bare"));

        assertEquals(true, alarm("bare").actionsEnabled());
        assertEquals(false, alarm("errors").actionsEnabled());
    }

    @Test
    void alarmsCarryTags() {
        put("errors");
        var arn = alarm("errors").alarmArn();

        alarms.tagResource(r -> r.resourceARN(arn)
                .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b").value("2").build()));
        alarms.untagResource(r -> r.resourceARN(arn).tagKeys("a"));

        assertEquals(List.of("b"), tags("errors").stream().map(Tag::key).toList());
        var missing = arn.replace("errors", "nothing");
        assertThrows(ResourceNotFoundException.class, () -> alarms.listTagsForResource(r -> r.resourceARN(missing)));
        assertThrows(
                ResourceNotFoundException.class,
                () -> alarms.untagResource(r -> r.resourceARN(missing).tagKeys("a")));
        assertThrows(
                InvalidParameterValueException.class,
                () -> alarms.tagResource(r -> r.resourceARN("arn:aws:s3:::bucket")
                        .tags(Tag.builder().key("a").value("1").build())));
    }

    private List<Tag> tags(String name) {
        return alarms.listTagsForResource(r -> r.resourceARN(alarm(name).alarmArn()))
                .tags();
    }

    @Test
    void whatCannotBeHonouredIsRefusedByName() {
        assertWrong("sns:us-east-1:123456789012:ops", r -> r.alarmActions(TOPIC));
        assertWrong("Period", r -> r.period(61));
        assertWrong("more than a day", r -> r.period(300).evaluationPeriods(289));
        assertWrong("not kept that closely", r -> r.period(60).evaluationPeriods(181));
        assertWrong("DatapointsToAlarm (4)", r -> r.datapointsToAlarm(4));
        assertWrong("TreatMissingData", r -> r.treatMissingData("maybe"));
        assertWrong("Statistic", r -> r.statistic((Statistic) null));
        assertWrong("anomaly", r -> r.comparisonOperator("LessThanLowerThreshold"));
        assertWrong("Metrics", r -> r.metrics(line("m", "x")));
        assertWrong("EvaluateLowSampleCountPercentile", r -> r.evaluateLowSampleCountPercentile("ignore"));
    }

    private void assertWrong(String part, Consumer<PutMetricAlarmRequest.Builder> change) {
        var request = errors("wrong");
        change.accept(request);
        var refused = assertThrows(CloudWatchException.class, () -> alarms.putMetricAlarm(request.build()));
        assertEquals("ValidationError", refused.awsErrorDetails().errorCode());
        assertTrue(String.valueOf(refused.getMessage()).contains(part), refused::toString);
        assertTrue(alarms.describeAlarms().metricAlarms().isEmpty());
    }

    private static void assertError(String code, Runnable call) {
        var refused = assertThrows(CloudWatchException.class, call::run);
        assertEquals(code, refused.awsErrorDetails().errorCode());
    }
}
