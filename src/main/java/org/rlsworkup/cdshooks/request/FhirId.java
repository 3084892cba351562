package org.rlsworkup.cdshooks.request;

import java.util.regex.Pattern;

/** The syntax of FHIR ids. A valid id needs no escaping in queries and JSON. */
public final class FhirId {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z]+/" + ID);

    private FhirId() {}

    /** Whether it consists of one to 64 letters, digits, {@code -} and {@code .}. */
    public static boolean isId(String value) {
        return ID.matcher(value).matches();
    }

    /** Whether it is a resource type, a slash and an id. */
    static boolean isReference(String value) {
        return REFERENCE.matcher(value).matches();
    }
}
