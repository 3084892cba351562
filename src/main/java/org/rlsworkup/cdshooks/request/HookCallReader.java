package org.rlsworkup.cdshooks.request;

import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.chart.Source;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Reads a call from a stream; prefetched resources are read in the same pass, without a tree of the JSON in memory. */
public final class HookCallReader {
    /** The prefetch keys that this service declares, by their names. */
    static final Map<String, PrefetchKey> KEYS = Stream.of(Source.values())
            .collect(Collectors.toUnmodifiableMap(
                    HookCallReader::key, source -> new PrefetchKey(source, "prefetch." + key(source))));

    private final JsonFactory json;
    private final int maxEntries;

    public HookCallReader(CallLimits limits) {
        this.json = limits.json();
        this.maxEntries = limits.entries();
    }

    /** @param field path of the prefetch key in a call */
    record PrefetchKey(Source source, String field) {}

    /** The prefetch key of a source. */
    public static String key(Source source) {
        var words = source.name().toLowerCase(Locale.ROOT).split("_", -1);
        for (var i = 1; i < words.length; i++) {
            words[i] = Character.toUpperCase(words[i].charAt(0)) + words[i].substring(1);
        }
        return String.join("", words);
    }

    /** Reads a call; what is wrong with it is a {@link CdsHooksException}. */
    public HookCall read(InputStream body) {
        var call = new HookCallBuilder(maxEntries);
        try (var parser = json.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw CdsHooksException.wrongType("(body)", "a JSON object");
            }
            call.read(parser);
            if (parser.nextToken() != null) {
                throw CdsHooksException.wrongType("(body)", "one JSON object and nothing after it");
            }
        } catch (JacksonIOException e) {
            throw BodyLimit.exception(e);
        } catch (JacksonException e) {
            throw CdsHooksException.malformed(call.path());
        }
        return call.build();
    }
}
