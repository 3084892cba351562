package org.rlsworkup.operators;

import org.jspecify.annotations.Nullable;

/** The keyed hash under which data of a client's patient is stored. */
@FunctionalInterface
public interface PatientKeyFunction {
    String keyOf(String client, @Nullable String tenant, String patient);
}
