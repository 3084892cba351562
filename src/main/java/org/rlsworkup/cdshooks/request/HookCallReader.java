package org.rlsworkup.cdshooks.request;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.rlsworkup.chart.Source;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Reads the envelope of a call from a stream and hands each prefetched answer to the FHIR reader as it comes by. */
public final class HookCallReader {
    /** By their names. */
    static final Map<String, Key> KEYS = keys();

    private final JsonFactory json;
    private final int mostEntries;

    public HookCallReader(CallLimits limits) {
        this.json = limits.json();
        this.mostEntries = limits.entries();
    }

    /**
     * A prefetch key.
     *
     * @param field where it stands in a call
     */
    record Key(Source source, String field) {}

    private static Map<String, Key> keys() {
        var keys = new HashMap<String, Key>();
        for (var source : Source.values()) {
            keys.put(key(source), new Key(source, "prefetch." + key(source)));
        }
        return Map.copyOf(keys);
    }

    /** The prefetch key of a source. */
    public static String key(Source source) {
        var words = source.name().toLowerCase(Locale.ROOT).split("_", -1);
        for (var i = 1; i < words.length; i++) {
            words[i] = Character.toUpperCase(words[i].charAt(0)) + words[i].substring(1);
        }
        return String.join("", words);
    }

    /**
     * Reads a call.
     *
     * @throws CdsHooksException naming the member that is wrong
     */
    public HookCall read(InputStream body) {
        var envelope = new HookCallBuilder(mostEntries);
        try (var parser = json.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw CdsHooksException.wrongType("(body)", "a JSON object");
            }
            envelope.read(parser);
            if (parser.nextToken() != null) {
                throw CdsHooksException.wrongType("(body)", "one JSON object and nothing after it");
            }
        } catch (JacksonIOException e) {
            throw cutShort(e);
        } catch (JacksonException e) {
            // The parser's message may quote a patient's data.
            throw new CdsHooksException(
                    HttpStatus.BAD_REQUEST, "structure", "The body is no well-formed JSON.", envelope.at());
        }
        return envelope.call();
    }

    private static CdsHooksException cutShort(JacksonIOException failure) {
        return BodyLimit.isOverrun(failure)
                ? CdsHooksException.tooLarge()
                : BodyLimit.isOvertime(failure)
                        ? CdsHooksException.tooSlow()
                        : new CdsHooksException(
                                HttpStatus.BAD_REQUEST, "incomplete", "The body could not be read.", null);
    }
}
