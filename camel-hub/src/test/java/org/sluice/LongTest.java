package org.sluice;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A test that takes too long for {@code ./sluice test quick}: {@code ./sluice test} runs it, and
 * whoever sets {@code SLUICE_LONG_TESTS}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("long")
@EnabledIfEnvironmentVariable(
    named = "SLUICE_LONG_TESTS",
    matches = ".+",
    disabledReason = "takes long: ./sluice test runs it, or SLUICE_LONG_TESTS=yes")
public @interface LongTest {}
