package org.rlsworkup.chart.value;

/** The syntax of FHIR ids. A valid id needs no escaping in queries and JSON. */
public final class FhirId {
    private static final int MAX_LENGTH = 64;

    private FhirId() {}

    /** Whether it consists of one to 64 letters, digits, {@code -} and {@code .}: each call asks, so without a regex. */
    public static boolean isId(String value) {
        var isId = !value.isEmpty() && value.length() <= MAX_LENGTH;
        for (var i = 0; isId && i < value.length(); i++) {
            var c = value.charAt(i);
            isId = isLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
        }
        return isId;
    }

    /** Whether it is a resource type, a slash and an id. */
    public static boolean isReference(String value) {
        var slash = value.indexOf('/');
        var isType = slash > 0;
        for (var i = 0; i < slash; i++) {
            isType &= isLetter(value.charAt(i));
        }
        return isType && isId(value.substring(slash + 1));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
