package dev.evenkeel.api.protocol;

import dev.evenkeel.store.model.Doc;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/// Single values as every protocol reads them, bounded, and what is said when they are malformed.
final class Scalars {
    /// Decimal exponents beyond any double; larger ones would only cost memory.
    private static final int MAX_EXPONENT = 400;

    private static final BigDecimal LARGEST_DOUBLE = BigDecimal.valueOf(Double.MAX_VALUE);
    private static final BigDecimal LATEST_SECOND = BigDecimal.valueOf(253_402_300_799L);
    private static final BigDecimal EARLIEST_SECOND = BigDecimal.valueOf(-62_135_596_800L);
    private static final int MILLIS_DIGITS = 3;

    private Scalars() {}

    static ApiException malformed(String message) {
        return ApiError.sender("SerializationException", message).asException();
    }

    static String at(String path) {
        return path.isEmpty() ? "" : " at '" + path + "'";
    }

    static Doc text(String value, String path) {
        return Doc.of(checkedText(value, path));
    }

    /// Half of a surrogate pair is no character: it could be stored only as something else than what was sent.
    static String checkedText(String value, String path) {
        if (value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw malformed("A String is not valid Unicode" + at(path));
        }
        return value;
    }

    static Doc whole(BigDecimal value, int bits, String path) {
        bounded(value, path);
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
            throw malformed("A fraction can not be converted to an Integer" + at(path));
        }
        BigDecimal integer = value.setScale(0, RoundingMode.UNNECESSARY);
        if (integer.toBigIntegerExact().bitLength() >= bits) {
            throw malformed("A number is out of range of an Integer of " + bits + " bits" + at(path));
        }
        return new Doc.Num(integer);
    }

    /// The double nearest to what was written, so that equal doubles are equal trees in every protocol.
    static Doc real(BigDecimal value, String path) {
        checkReal(value, path);
        return new Doc.Num(BigDecimal.valueOf(value.doubleValue()));
    }

    /// A number of no declared kind, as it was written.
    static Doc number(BigDecimal value, String path) {
        checkReal(value, path);
        return new Doc.Num(value);
    }

    private static void checkReal(BigDecimal value, String path) {
        bounded(value, path);
        if (value.abs().compareTo(LARGEST_DOUBLE) > 0) {
            throw malformed("A number is out of range of a Double" + at(path));
        }
    }

    /// Seconds since 1970, fractions rounded to milliseconds.
    static Doc time(BigDecimal seconds, String path) {
        bounded(seconds, path);
        if (seconds.compareTo(LATEST_SECOND) > 0 || seconds.compareTo(EARLIEST_SECOND) < 0) {
            throw malformed("A Timestamp is out of range" + at(path));
        }
        BigDecimal millis = seconds.movePointRight(MILLIS_DIGITS).setScale(0, RoundingMode.HALF_UP);
        return new Doc.Time(millis.longValueExact());
    }

    /// ISO 8601, or the form of HTTP's `Date`, or seconds since 1970.
    static Doc time(String value, String path) {
        try {
            if (!value.isEmpty() && value.chars().allMatch(c -> c == '.' || Character.isDigit(c))) {
                return time(new BigDecimal(value), path);
            }
            var format = value.contains(",") ? DateTimeFormatter.RFC_1123_DATE_TIME : DateTimeFormatter.ISO_DATE_TIME;
            long millis = OffsetDateTime.parse(value, format).toInstant().toEpochMilli();
            return time(BigDecimal.valueOf(millis, MILLIS_DIGITS), path);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw malformed("A String can not be converted to a Timestamp" + at(path));
        }
    }

    static Doc base64(String value, String path) {
        try {
            return Doc.Blob.of(Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            throw malformed("A Blob is not valid base64" + at(path));
        }
    }

    /// A time in seconds with at most three decimals.
    static BigDecimal seconds(Doc.Time time) {
        BigDecimal seconds =
                BigDecimal.valueOf(time.epochMillis(), MILLIS_DIGITS).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0, RoundingMode.UNNECESSARY) : seconds;
    }

    /// A time as XML has it.
    static String iso(Doc.Time time) {
        return Instant.ofEpochMilli(time.epochMillis()).toString();
    }

    private static void bounded(BigDecimal value, String path) {
        if (Math.abs((long) value.scale()) > MAX_EXPONENT) {
            throw malformed("A number is out of range" + at(path));
        }
    }
}
