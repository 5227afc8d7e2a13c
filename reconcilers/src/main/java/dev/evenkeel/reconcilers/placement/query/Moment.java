package dev.evenkeel.reconcilers.placement.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Points in time as expressions write them.
final class Moment {
    private static final int DATE_ONLY = 10;

    private Moment() {}

    /// A date with or without a time, in UTC where no zone is given.
    ///
    /// @throws QueryException if it is none
    static Instant parse(String text) {
        try {
            if (text.length() <= DATE_ONLY) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            boolean zoned = text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') >= DATE_ONLY;
            return zoned
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            throw new QueryException(text + " is not a time such as 2018-06-18T22:28:28Z");
        }
    }
}
