package org.rlsworkup.chart.value;

import org.jspecify.annotations.Nullable;

/** The target of a FHIR Reference: resource type, {@code #} for a contained resource, and logical id. */
public record Ref(String type, String id) {
    /** A target that cannot be identified. It is kept, because without it a panel would seem to be read completely. */
    public static final Ref UNKNOWN = new Ref("", "");

    /**
     * The last two path segments of a literal reference, version dropped.
     *
     * @return null if they do not name a resource ({@code urn:uuid:…}, a query, an id alone, an id with blanks)
     */
    public static @Nullable Ref parse(String written) {
        var reference = written.strip();
        if (reference.startsWith("#") && reference.length() > 1) {
            return new Ref("#", reference.substring(1));
        }
        if (reference.startsWith("urn:") || reference.indexOf('?') >= 0) {
            return null;
        }
        var history = reference.indexOf("/_history/");
        var path = history < 0 ? reference : reference.substring(0, history);
        var slash = path.lastIndexOf('/');
        if (slash <= 0 || slash == path.length() - 1) {
            return null;
        }
        var type = path.substring(path.lastIndexOf('/', slash - 1) + 1, slash);
        var id = path.substring(slash + 1);
        return type.isEmpty()
                        || !Character.isUpperCase(type.charAt(0))
                        || id.chars().anyMatch(c -> c <= ' ' || c > '~')
                ? null
                : new Ref(type, id);
    }

    /** {@code Type/id}. */
    public String literal() {
        return type + "/" + id;
    }

    public boolean isContained() {
        return type.equals("#");
    }
}
