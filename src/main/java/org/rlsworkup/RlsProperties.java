package org.rlsworkup;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * All settings of this service under {@code rls}; what Spring already has a setting for stays with Spring.
 *
 * @param zone the zone of dates that a laboratory sent without an offset
 * @param clock the clinical clock
 */
@Validated
@ConfigurationProperties("rls")
record RlsProperties(
        @NotNull @DefaultValue("UTC") ZoneId zone,
        @Valid @NotNull @DefaultValue ClinicalClock clock) {

    /**
     * @param fixedAt the moment at which the clinical clock stands still, or null for real time; {@code sandbox} only.
     *     Deadlines and stored times keep real time.
     */
    record ClinicalClock(@Nullable Instant fixedAt) {}
}
